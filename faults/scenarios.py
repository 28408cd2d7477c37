"""The scenarios with one server process: killed, cut off from Teams or its token, answered badly, its clock set."""

from __future__ import annotations

import asyncio
import random

from faults.connector import Programme, Treatment
from faults.municipality import Concern
from faults.processes import Replica
from faults.stage import Stage

DOWN = (25.0, 75.0)
"""How long a killed process is away: past the lease only, or past the claims on its letters as well."""


def calm(chance: random.Random) -> Programme:
    """Everything is taken, after a while; that of a channel takes longer, so that kills meet it too."""

    def treat(concern: Concern, _: int) -> Treatment:
        return Treatment(latency=chance.uniform(0.02, 0.15) * (4 if concern.to_channel else 1))

    return treat


async def killed(stage: Stage, chance: random.Random, kills: int) -> None:
    """Kill -9 at random instants of the round, the first time while a channel post is in the air; restart each time."""
    replica = Replica("server", stage.installation)
    await replica.start()
    try:
        instants = sorted(chance.randint(1, stage.messages - 1) for _ in range(kills - 1))
        await stage.seen(chance.randint(1, len(stage.town.channels) // 4), of_channel=True)
        await _kill_and_restart(stage, replica, chance)
        for instant in instants:
            await stage.seen(instant)
            await asyncio.sleep(chance.uniform(0, 0.2))
            await _kill_and_restart(stage, replica, chance)
        await stage.settle()
    finally:
        replica.stop()


async def _kill_and_restart(stage: Stage, replica: Replica, chance: random.Random) -> None:
    await stage.kill(replica)
    stage.clock.move(chance.choice(DOWN))
    await replica.start()
