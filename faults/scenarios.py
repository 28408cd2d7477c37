"""The scenarios with one server process: killed, answered badly, cut off from Teams or its token, its clock set."""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from faults.connector import Programme, Treatment
from faults.databases import PostgresDatabases
from faults.municipality import Concern
from faults.processes import Replica
from faults.stage import Stage

DOWN = (25.0, 75.0)
"""How long a killed process is away: past the lease only, or past the claims on its letters as well."""

STORM = 10.0
"""Seconds from the first message for which Teams takes nothing."""
ADMITTED = 30
"""Messages a second that it takes after that; the program is set to send more."""


def calm(chance: random.Random) -> Programme:
    """Everything is taken, after a while; that of a channel takes longer, so that kills meet it too."""

    def treat(concern: Concern, _: int) -> Treatment:
        return Treatment(latency=chance.uniform(0.02, 0.15) * (4 if concern.to_channel else 1))

    return treat


def throttled(_: random.Random) -> Programme:
    """At first everything is turned away with the seconds to wait; then what is too much in a second still is."""
    began: list[float] = []
    taken: deque[float] = deque(maxlen=ADMITTED)

    def treat(_: Concern, __: int) -> Treatment:
        now = time.monotonic()
        began.append(now)
        too_much = len(taken) == ADMITTED and now - taken[0] < 1
        if now - began[0] < STORM or too_much:
            return Treatment(429, retry_after=2)
        taken.append(now)
        return Treatment(latency=0.05)

    return treat


def accepted_then_504(chance: random.Random) -> Programme:
    """Every fifth message arrives, and its sender is told that the gateway gave up."""

    def treat(_: Concern, asked: int) -> Treatment:
        gives_up = not asked and chance.random() < 0.2
        return Treatment(504 if gives_up else 201, latency=chance.uniform(0.02, 0.15))

    return treat


def dribbling(chance: random.Random) -> Programme:
    """Every twentieth message arrives, and its answer comes letter by letter without an end."""

    def treat(_: Concern, asked: int) -> Treatment:
        slow = not asked and chance.random() < 0.05
        return Treatment(
            latency=chance.uniform(0.02, 0.15), dribbles=chance.choice(("head", "body")) if slow else ""
        )

    return treat


def unavailable(_: Concern, __: int) -> Treatment:
    """Nothing is taken."""
    return Treatment(503)


@asynccontextmanager
async def one_server(stage: Stage) -> AsyncIterator[Replica]:
    """A server for as long as the scenario lasts."""
    replica = Replica("server", stage.installation)
    try:
        await replica.start()
        yield replica
    finally:
        await replica.stop()


async def whole_round(stage: Stage) -> None:
    """A round from end to end; what goes wrong is the connector's programme."""
    async with one_server(stage):
        await stage.settle()


async def killed(stage: Stage, kills: int) -> None:
    """Kill -9 at random instants of the round, the first time while a channel post is in the air; restart each time."""
    async with one_server(stage) as server:
        instants = sorted(stage.chance.randint(1, stage.messages - 1) for _ in range(kills - 1))
        await stage.seen(stage.chance.randint(1, len(stage.town.channels) // 4), of_channel=True)
        await stage.kill(server)
        for instant in instants:
            stage.clock.move(stage.chance.choice(DOWN))
            await server.start()
            await stage.seen(instant)
            await asyncio.sleep(stage.chance.uniform(0, 0.2))
            await stage.kill(server)
        stage.clock.move(max(DOWN))
        await server.start()
        await stage.settle()


async def teams_down(stage: Stage) -> None:
    """Teams refuses connections for a while, then answers 503 for as long again."""
    calm_again = stage.connector.programme
    async with one_server(stage):
        await stage.seen(stage.messages // 3)
        await stage.connector.shut()
        await asyncio.sleep(stage.setting.outage / 2)
        stage.connector.programme = unavailable
        await stage.connector.open()
        await asyncio.sleep(stage.setting.outage / 2)
        stage.connector.programme = calm_again
        await stage.settle()


async def token_down(stage: Stage) -> None:
    """Where tokens come from answers 503 from before the prompt until a while after it."""
    authority = stage.installation.authority
    authority.up = False
    async with one_server(stage):
        await asyncio.sleep(stage.setting.outage / 3)
        authority.up = True
        await stage.settle()


async def clock_set(stage: Stage) -> None:
    """The clock jumps forward and back while letters are in the air, and once while the process is down."""
    async with one_server(stage) as server:
        for number, minutes in enumerate((40, -40, -120, 180), start=1):
            await stage.seen(stage.messages * number // 7)
            stage.clock.move(60 * minutes)
        await stage.seen(stage.messages * 5 // 7)
        await stage.kill(server)
        stage.clock.move(-3600)
        await server.start()
        await stage.settle()


async def database_restarted(stage: Stage) -> None:
    """PostgreSQL ends at once, twice, and is back after some seconds."""
    databases = stage.databases
    assert isinstance(databases, PostgresDatabases)
    async with one_server(stage):
        for part in (4, 2):
            await stage.seen(stage.messages // part + stage.chance.randint(0, 20))
            await stage.note_sending()
            await asyncio.to_thread(databases.server.crash)
            await asyncio.sleep(4)
            await asyncio.to_thread(databases.server.start)
            await stage.note_sending()
        await stage.settle()
