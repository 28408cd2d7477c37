"""Local mode: the sample municipality behind a local stand-in for Teams, with a clock that can be turned."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from aiohttp import web

from est.group import Municipality
from est.ports import Records, Store
from est.round import Round
from est.timetable import Step
from est.weekly.rounds import open_round
from sample.clock import TurnableClock
from sample.municipality.answers import play_others
from sample.municipality.loading import load
from sample.municipality.people import GROUP_ID, MUNICIPALITY_NAME, ORGANISATIONS, WORLD, Seat
from sample.municipality.places import MUNICIPALITY_ID, PLACES
from sample.teams.local import LocalTeams
from sample.teams.stage import Stage
from sample.teams.world import TeamsUser
from sample.week import Printed
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
ZONE = "Europe/Stockholm"
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
        path = folder / "local-client.db"
        self._store = store
        self._empty = empty
        self.world = WORLD
        self.turnable = TurnableClock(path, real=real_now)
        self.now = self.turnable.now
        stage = Stage(
            municipality=MUNICIPALITY_NAME,
            commands=COMMANDS,
            steps=self._steps,
            after_turn=self._after_turn,
            play_others=self._play_others,
        )
        self.teams = LocalTeams(self.world, bot_url, path, self.turnable, stage=stage)

    @property
    def tenants(self) -> frozenset[str]:
        return frozenset({self.world.tenant_id})

    async def load(self) -> None:
        """The municipality and, unless it is to be installed by hand, its group with 26 weeks behind it."""
        now = self.turnable.now()
        await self._store.write("", lambda records: self._load(records, now))
        if not self._empty:
            self.teams.place_bot()

    def mount(
        self,
        application: web.Application,
        clock: Ticks,
        courier: Delivers,
        settle: Callable[[], Awaitable[object]],
    ) -> None:
        """Put the page at `/` and the stand-in below `/local/`; *settle* waits for answers that are on their way."""
        self._clock, self._courier, self._settle = clock, courier, settle
        self.teams.mount(application)

    def _load(self, records: Records, now: datetime) -> None:
        if self._empty:
            _load_empty(records)
        else:
            load(records, now, self.teams.service_url)
        for group in records.groups.of_municipality(MUNICIPALITY_ID):
            # The port may be another than at the last start, and another client may have taken the group over.
            url = self.teams.service_url
            records.groups.save(replace(group, service_url=url, channel_id=self.world.channel_id))
            for member in records.members.of_group(group.id):
                records.addresses.keep(group.id, member.id, service_url=url)

    async def _after_turn(self) -> None:
        await self._settle()
        await self._clock.tick()
        await self._courier.deliver_due()

    async def _play_others(self, playing: TeamsUser) -> str:
        """Everybody but the one who is played answers as they would, through the use-cases of the bot."""
        now = self.turnable.now()
        played = await self._store.write(
            GROUP_ID, lambda records: play_others(records, GROUP_ID, now, {playing.object_id})
        )
        await self._courier.deliver_due()
        return played.sentence

    async def play(self, printed: Printed, show: Callable[[str], None]) -> None:
        """Turn from step to step of one week: others answer, the school reports, the coordinator approves."""
        while True:
            label, moment = (await self._steps())[0]
            show(f"\n═══ {words_in('sv').moment(moment, ZONE)}  {label}")
            self.turnable.turn_to(moment)
            await self._after_turn()
            if label.startswith(STEPS[Step.PROMPT]):
                printed.news()
                school = printed.user(Seat.SCHOOL)
                show("\n" + await self._play_others(printed.user(Seat.COORDINATOR)))
                await self.teams.client.say(school, "rapportera")
                await self._settle()
            printed.news()
            if label.startswith(STEPS[Step.MEETING_END]):
                break
        coordinator = printed.user(Seat.COORDINATOR)
        await self.teams.client.say(coordinator, "/sammanfattning godkänn")
        await self._after_turn()
        printed.news()

    async def _steps(self) -> Sequence[tuple[str, datetime]]:
        """The steps ahead, of the open round and the one after it."""
        rounds = await self._store.write("", self._rounds)
        words = words_in("sv")
        found = [
            (f"{words.t(STEPS[step])} ({words.week(round_.week)})", moment)
            for round_ in rounds
            for step, moment in round_.moments.items()
            if step in STEPS and moment > self.turnable.now()
        ]
        return sorted(found, key=lambda step: step[1])

    def _rounds(self, records: Records) -> list[Round]:
        now, found = self.turnable.now(), []
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


def _load_empty(records: Records) -> None:
    """The municipality with its places and organisations, before anybody has installed the bot."""
    if records.groups.municipality(MUNICIPALITY_ID) is None:
        records.groups.save_municipality(
            Municipality(
                MUNICIPALITY_ID, MUNICIPALITY_NAME, WORLD.tenant_id, WORLD.bot_id.removeprefix("28:")
            )
        )
        for organisation in ORGANISATIONS:
            records.members.save_organisation(organisation)
        for place in PLACES:
            records.places.save(place)
