"""One run: a database, a connector, an authority and the processes, set up, watched and judged."""

from __future__ import annotations

import asyncio
import random
import shutil
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.processes import ROOT
from faults.authority import Authority
from faults.connector import Connector, Programme
from faults.databases import Databases
from faults.municipality import LATER, MEMBERS, Town, conversation_of
from faults.processes import RATE, WITH_CLOCK, Installation, Replica, ShiftedClock
from faults.tables import Tables
from faults.verdict import Verdict, judge, unsettled

SETTLES_WITHIN = 120.0
"""Seconds of the wall after the last fault; whoever still waits then is stuck."""
NEVER_AFTER = 35.0
"""Seconds after which a round that nobody has begun to send never will be: two ticks."""
MOST_IN_A_SECOND = RATE * 3 // 2
"""More than one process sends at full pace; a busy machine lets some arrive in a bunch."""
LOOKS_EVERY = 5.0
"""Seconds in which every courier has looked for work at least once, woken or not."""
KEPT = ROOT / "build" / "faults"


@dataclass(frozen=True, slots=True)
class Setting:
    """What runs of all scenarios have in common."""

    members: int = MEMBERS
    outage: float = 60.0
    program: Path = ROOT
    settles_within: float = SETTLES_WITHIN


@dataclass
class Stage:
    """What a scenario plays with."""

    name: str
    setting: Setting
    databases: Databases
    town: Town
    connector: Connector
    installation: Installation
    tables: Tables
    chance: random.Random
    began: float = field(default_factory=time.monotonic)
    in_doubt: set[str] = field(default_factory=set)
    kills: int = 0
    hits: int = 0

    @property
    def clock(self) -> ShiftedClock:
        return self.installation.clock

    @property
    def messages(self) -> int:
        """How many messages everybody together is owed."""
        return len(self.town.conversations) + len(self.town.channels)

    async def kill(self, replica: Replica) -> None:
        """Kill -9, and look at once what was in the air."""
        replica.kill()
        self.kills += 1
        self.hits += await self.note_sending() > 0

    async def note_sending(self) -> int:
        """Whoever's letter is in `sending` now may hear it twice."""
        sending = [row for row in await self.tables.letters() if row.state == "sending"]
        self.in_doubt |= {conversation_of(row.recipient) for row in sending}
        return len(sending)

    async def seen(self, count: int, *, of_channel: bool = False, within: float = 40.0) -> bool:
        """Wait until receivers have seen so many messages; false when they do not in time."""
        try:
            async with asyncio.timeout(within):
                await self.connector.has_seen(count, of_channel=of_channel)
        except TimeoutError:
            return False
        return True

    async def settle(self) -> None:
        """Wait until nobody waits any more.

        When nothing moves, the clock is turned to the next thing that is due, one after another as they would have
        come: nobody has to sit through a claim's minute or a back-off of five.
        """
        until, turned = time.monotonic() + self.setting.settles_within, 0.0
        hopeless = time.monotonic() + NEVER_AFTER
        while time.monotonic() < until:
            letters = await self.tables.letters()
            if not unsettled(self.town, letters) or (not letters and time.monotonic() > hopeless):
                return
            if self._can_turn and self.connector.still_for() > 2 and time.monotonic() - turned > LOOKS_EVERY:
                await self._turn()
                turned = time.monotonic()
            await asyncio.sleep(0.3)

    async def judge(self) -> Verdict:
        """What it has come to."""
        doubt = self.in_doubt | {concern.conversation for concern in self.connector.untold()}
        verdict = judge(self.name, self.town, await self.tables.letters(), self.connector.copies(), doubt)
        verdict.kills, verdict.hits = self.kills, self.hits
        verdict.notes.append(self._note())
        peak = self.connector.peak()
        if peak > MOST_IN_A_SECOND:
            verdict.wrong.append(f"the limits did not hold in sum: {peak} messages in a second")
        return verdict

    def _note(self) -> str:
        refused = ", ".join(f"{count} × {status}" for status, count in self.connector.refused.items())
        took = time.monotonic() - self.began
        peak = self.connector.peak()
        return f"{took:.0f} s; at most {peak} messages in a second; turned away: {refused or 'none'}"

    @property
    def _can_turn(self) -> bool:
        return tuple(self.installation.command) == WITH_CLOCK

    async def _turn(self) -> None:
        waiting = [row.due for row in await self.tables.letters() if not row.is_settled]
        lease = await self.tables.leases()
        now = datetime.now(UTC) + timedelta(seconds=self.clock.shift)
        ahead = [moment - now for moment in (*waiting, *lease, self.town.began + LATER) if moment > now]
        if ahead:
            self.clock.move(min(ahead).total_seconds() + 1)


@asynccontextmanager
async def staged(
    name: str,
    databases: Databases,
    programme: Callable[[random.Random], Programme],
    *,
    seed: str,
    setting: Setting,
    command: Sequence[str] = WITH_CLOCK,
) -> AsyncIterator[Stage]:
    """Everything but the processes; its folder is kept when the run ends in an error."""
    home, chance = KEPT / name, random.Random(seed)
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    connector, authority = Connector(programme(chance)), Authority(home)
    town = Town(datetime.now(UTC).replace(microsecond=0), setting.members, connector.url)
    url = await asyncio.to_thread(databases.fresh, home)
    await asyncio.to_thread(town.sow, url)
    clock = ShiftedClock(home / "clock")
    installation = Installation(home, url, authority, clock, tuple(command), setting.program)
    await connector.start()
    await authority.start()
    try:
        yield Stage(name, setting, databases, town, connector, installation, Tables(url), chance)
    finally:
        await connector.stop()
        await authority.stop()
