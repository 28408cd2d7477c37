"""Local mode: the sample municipality behind a local stand-in for Teams, with a clock that can be turned."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from aiohttp import web

from est.member import Role
from est.ports import Records, Store
from est.round import Round
from est.timetable import Step
from est.weekly.rounds import open_round
from sample import municipality
from sample.clock import TurnableClock
from sample.teams.local import LocalTeams
from sample.teams.stage import Stage
from sample.teams.world import TeamsUser
from words import words_in
from words.catalogue import N_

STEPS = {
    Step.PROMPT: N_("Frågan skickas"),
    Step.REMINDER: N_("Påminnelse"),
    Step.DEADLINE: N_("Deadline"),
    Step.DRAFT: N_("Utkast till dagordning"),
    Step.AGENDA: N_("Dagordningen publiceras"),
    Step.MEETING: N_("Mötet börjar"),
    Step.MEETING_END: N_("Mötet slutar"),
}
"""The steps of the week that a newcomer turns the clock to."""
COMMANDS = ("rapportera", "dagordning", "sammanfattning", "läget", "inställningar", "hjälp")


class Ticks(Protocol):
    """The clock of the bot, as far as local mode turns it."""

    async def tick(self) -> int: ...


class Delivers(Protocol):
    """The courier of the bot, as far as local mode waits for it."""

    async def deliver_due(self) -> int: ...


class LocalMode:
    """What `./run` adds to the bot on a machine without a tenant."""

    def __init__(
        self, store: Store, folder: Path, bot_url: str, real_now: Callable[[], datetime], *, empty: bool
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._store = store
        self._folder = folder
        self._bot_url = bot_url
        self._clock = TurnableClock(folder / "local-client.db", real=real_now)
        self._empty = empty
        self.world = municipality.WORLD
        self.now = self._clock.now

    @property
    def tenants(self) -> frozenset[str]:
        return frozenset({self.world.tenant_id})

    async def load(self) -> None:
        """The municipality and, unless it is to be installed by hand, its group with 26 weeks behind it."""
        now = self._clock.now()
        load = municipality.load_empty if self._empty else municipality.load
        await self._store.write("", lambda records: load(records, now))

    def mount(
        self,
        application: web.Application,
        clock: Ticks,
        courier: Delivers,
        settle: Callable[[], Awaitable[object]],
    ) -> None:
        """Put the page at `/` and the stand-in below `/local/`; *settle* waits for answers that are on their way."""

        async def after_turn() -> None:
            await settle()
            await clock.tick()
            await courier.deliver_due()

        async def play_others(playing: TeamsUser) -> str:
            answered = await self._store.write("", lambda records: self._play(records, playing))
            await courier.deliver_due()
            return words_in("sv").n("{n} deltagare svarade.", "{n} deltagare svarade.", answered)

        stage = Stage(
            municipality=municipality.MUNICIPALITY_NAME,
            commands=COMMANDS,
            steps=self._steps,
            after_turn=after_turn,
            play_others=play_others,
        )
        teams = LocalTeams(
            self.world, self._bot_url, self._folder / "local-client.db", self._clock, stage=stage
        )
        teams.mount(application)

    async def _steps(self) -> Sequence[tuple[str, datetime]]:
        """The steps ahead, of the open round and the one after it."""
        rounds = await self._store.write("", self._rounds)
        words = words_in("sv")
        found = [
            (f"{words.t(STEPS[step])} ({words.week(round_.week)})", moment)
            for round_ in rounds
            for step, moment in round_.moments.items()
            if step in STEPS and moment > self._clock.now()
        ]
        return sorted(found, key=lambda step: step[1])

    def _rounds(self, records: Records) -> list[Round]:
        now, found = self._clock.now(), []
        for group_id in records.groups.running():
            group = records.groups.get(group_id)
            if group is None:
                continue
            current = open_round(records, group, now)
            before = records.rounds.latest_held_before(group.id, current.week)
            found += [
                current,
                open_round(records, group, current.moments[Step.MEETING]),
                *([before] if before else []),
            ]
        return found

    def _play(self, records: Records, playing: TeamsUser) -> int:
        now, answered = self._clock.now(), 0
        for group_id in records.groups.running():
            played = [
                member.id
                for member in records.members.of_group(group_id)
                if member.object_id == playing.object_id or Role.MEMBER not in member.roles
            ]
            answered += municipality.play_others(records, group_id, now, played)
        return answered
