"""The municipality under test: one large group whose round is due, and small ones whose channel post is.

Whom a message concerns is read from the message itself (its conversation, its week and its heading), never from our
own counters (durable.md §11).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from calendars.swedish import swedish_days
from est.group import Group, GroupState, Municipality
from est.member import Member, Organisation, Role
from est.ports import Records
from est.round import Round
from est.timetable import Outcome, Plan, Preset, Step
from est.vocabulary import OrganisationType
from est.week import Week
from storage.engine import open_database
from storage.store import SqlStore

ZONE = "Europe/Stockholm"
LARGE = "g50"
"""The large group; half of the small ones are ticked before it, half after it."""
MEMBERS = 300
SMALL = 12
LATER = timedelta(seconds=20)
"""Every other channel post falls due so long after the prompts, so that it is written by another tick."""


def _id(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"faults/{name}")


APP_ID, TENANT = str(_id("app")), str(_id("tenant"))


@dataclass(frozen=True, slots=True)
class Concern:
    """What a message is about, as its receiver can tell: where it stands, its week and its heading."""

    conversation: str
    week: str
    heading: str

    @property
    def to_channel(self) -> bool:
        return self.conversation.startswith("19:")


@dataclass(frozen=True, slots=True)
class Town:
    """Who is to hear what in this run."""

    began: datetime
    members: int
    service_url: str

    @property
    def week(self) -> Week:
        """The week of every round: they meet in two days, whatever weekday it is."""
        return Week.at(self.began + timedelta(days=2), ZONE)

    @property
    def small(self) -> tuple[str, ...]:
        """The groups whose agenda is due."""
        return tuple(f"g{number}" for number in (*range(10, 10 + SMALL // 2), *range(90, 90 + SMALL // 2)))

    @property
    def conversations(self) -> dict[str, str]:
        """Each member of the large group by the id of the 1:1 chat."""
        return {conversation_of(id_): id_ for id_ in map(member_id, range(self.members))}

    @property
    def channels(self) -> dict[str, str]:
        """Each small group by the id of its channel."""
        return {channel_of(group): group for group in self.small}

    def sow(self, url: str) -> None:
        """Write it all into a migrated database."""
        years = range(self.began.year - 1, self.began.year + 2)
        store = SqlStore(open_database(url), swedish_days(years))
        try:
            asyncio.run(store.write("", self._write))
        finally:
            store.close()

    def _write(self, records: Records) -> None:
        records.groups.save_municipality(Municipality(TENANT, "Provkommunen", TENANT, APP_ID))
        records.members.save_organisation(
            Organisation("office", TENANT, "Trygghetsenheten", OrganisationType.SOCIAL_SERVICES)
        )
        records.groups.save(self._group(LARGE))
        records.rounds.save(self._round(LARGE, {Step.PROMPT: timedelta()}))
        for number in range(self.members):
            self._seat(records, LARGE, member_id(number), leads=number < 2)
        for number, group in enumerate(self.small):
            records.groups.save(self._group(group))
            asked = {Step.PROMPT: timedelta(days=-3), Step.REMINDER: timedelta(days=-2)}
            closed = {Step.DEADLINE: timedelta(days=-1), Step.DRAFT: timedelta(hours=-23)}
            moments = {**asked, **closed, Step.AGENDA: LATER * (number % 2)}
            records.rounds.save(self._round(group, moments))
            self._seat(records, group, f"{group}m0", leads=True)

    def _group(self, group: str) -> Group:
        return Group(
            id=group,
            municipality_id=TENANT,
            name=f"EST {group}",
            tenant_id=TENANT,
            team_id=f"19:{group}-team@thread.tacv2",
            channel_id=channel_of(group),
            service_url=self.service_url,
            plan=Plan.standard(Preset.WEEK_START),
            state=GroupState.RUNNING,
            # Nothing older than this is owed, so that the small groups have their agenda to hear of and no more.
            running_since=self.began - timedelta(minutes=1),
            roster_at=self.began,
        )

    def _round(self, group: str, moments: dict[Step, timedelta]) -> Round:
        """A round with these moments, and all others far enough ahead to stay out of the run."""
        ahead = {step: timedelta(hours=20 + number) for number, step in enumerate(Step)}
        held = (self.began + timedelta(days=2)).date()
        return Round(
            group_id=group,
            week=self.week,
            period_first=(self.began - timedelta(days=7)).date(),
            period_last=self.began.date(),
            moments={step: self.began + after for step, after in (ahead | moments).items() if step in STEPS},
            zone=ZONE,
            outcome=Outcome.AS_PLANNED,
            planned=held,
            held=held,
        )

    def _seat(self, records: Records, group: str, id_: str, *, leads: bool) -> None:
        records.members.save(
            Member(
                id=id_,
                group_id=group,
                object_id=str(_id(f"object/{id_}")),
                name=f"Deltagare {id_}",
                organisation_id="office",
                roles=frozenset({Role.MEMBER, Role.COORDINATOR} if leads else {Role.MEMBER}),
            )
        )
        records.addresses.keep(
            group,
            id_,
            teams_id=f"29:1{_id(f'teams/{id_}').hex}",
            conversation_id=conversation_of(id_),
            service_url=self.service_url,
        )


STEPS = frozenset(Step) - {Step.NOTICE, Step.NOTICE_END}
"""The steps of a round that is held as planned."""


def member_id(number: int) -> str:
    return f"{LARGE}m{number:03}"


def conversation_of(member: str) -> str:
    return f"a:{member}"


def channel_of(group: str) -> str:
    return f"19:{group}-channel@thread.tacv2"
