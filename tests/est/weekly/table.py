"""The table that the use-cases are tried at: Ann and Bo coordinate, Cia and Dan report, Eva administers.

The group meets on Tuesdays at nine; the tests play week 48 of 2026, asked about on Monday 2026-11-23 at 08:00.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, select

from est.days import DayCalendar
from est.errors import Refusal
from est.form import FormInput
from est.group import Group, GroupState, Municipality
from est.letters import Letter, LetterKind, LetterState
from est.member import Absence, Member, Organisation, Role
from est.place import Place
from est.ports import Records
from est.report import Report
from est.round import Round
from est.timetable import Plan, Preset
from est.turn import Caller, Turn
from est.vocabulary import Kind, OrganisationType, PlaceType
from est.week import Week
from est.weekly import answering
from est.weekly.answering import SeatView
from est.weekly.clockwork import tick
from est.weekly.entering import enter
from storage.claims import to_domain
from storage.tables import LetterRow
from storage.tables import table as table_of

LETTER = table_of(LetterRow)
NATIONAL = DayCalendar(
    red={date(2026, 12, 25): "Juldagen", date(2027, 1, 1): "Nyårsdagen", date(2027, 3, 29): "Annandag påsk"},
    confirmed_years=frozenset({2026, 2027}),
)
W47, W48, W49, W50 = (Week(2026, number) for number in (47, 48, 49, 50))
T = TypeVar("T")


def at(day: str, clock: str = "00:00") -> datetime:
    """A moment on Stockholm's wall."""
    wall = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), ZoneInfo("Europe/Stockholm"))
    return wall.astimezone(UTC)


FRIDAY = at("2026-11-20", "12:00")
PROMPT, NOON = at("2026-11-23", "08:00"), at("2026-11-23", "12:00")
REMINDER, DEADLINE = at("2026-11-23", "13:00"), at("2026-11-23", "16:00")
DRAFT, AGENDA = at("2026-11-23", "16:15"), at("2026-11-24", "08:15")
MEETING, MEETING_END = at("2026-11-24", "09:00"), at("2026-11-24", "09:30")
NEXT_PROMPT = at("2026-11-30", "08:00")

INCIDENT = {
    "category": "vandalism",
    "place": "square",
    "first": "2026-11-21",
    "part_of_day": "night",
    "text": "Tre rutor krossade på gaveln.",
}
EVENT = {"type": "school_end", "place": "square", "first": "2026-12-01", "text": "Skolavslutning på torget."}
NEED = {"type": "adult_presence", "text": "Vuxna ute på kvällen.", "asked": "everyone", "urgency": "quarter"}


def form(kind: Kind = Kind.INCIDENT, draft: str = "draft", **changes: Any) -> FormInput:
    """A form filled in well; *changes* are the form's own fields when it has them, else values typed in it."""
    typed = {Kind.INCIDENT: INCIDENT, Kind.UPCOMING_EVENT: EVENT, Kind.COLLAB_NEED: NEED}[kind]
    own = {name: changes.pop(name) for name in ("item_id", "version", "kept") if name in changes}
    return FormInput(kind=kind, values={**typed, **changes}, draft=draft, **own)


class Table:
    """The records of one transaction, and what a test does to them."""

    def __init__(self, records: Records, connection: Connection) -> None:
        self.records = records
        self._connection = connection

    @property
    def group(self) -> Group:
        found = self.records.groups.get("g1")
        assert found is not None
        return found

    def member(self, name: str) -> Member:
        found = self.records.members.get("g1", name)
        assert found is not None
        return found

    def change(self, name: str, /, **changes: Any) -> None:
        self.records.members.save(replace(self.member(name), **changes))

    def away(self, name: str, first: str, last: str, deputy: str = "") -> None:
        absence = Absence(date.fromisoformat(first), date.fromisoformat(last))
        self.change(name, absences=(absence,), deputy_id=deputy)

    def set_group(self, **changes: Any) -> None:
        self.records.groups.save(replace(self.group, **changes))

    def plan(self, **changes: Any) -> None:
        self.set_group(plan=replace(self.group.plan, **changes))

    def turn(self, name: str, now: datetime, **changes: Any) -> Turn:
        """The person's turn in their own chat, or with `personal=False` in the channel."""
        return enter(self.records, caller(name, **changes), "g1", now)

    def tick(self, now: datetime) -> int:
        return tick(self.records, "g1", now)

    def ask(self) -> None:
        """Monday at eight: everybody is asked, and every question has arrived."""
        self.tick(PROMPT)
        self.deliver(PROMPT)

    def deliver(self, now: datetime, **outcome: Any) -> list[Letter]:
        """Send all that is due, with success unless an *outcome* says otherwise."""
        sent: list[Letter] = []
        while claimed := self.records.ledger.claim(now, 60, 50):
            for letter in claimed:
                success = {"state": LetterState.SENT, "activity_id": f"a/{letter.key}"}
                done = replace(letter, conversation_id=f"c/{letter.recipient}", **success | outcome)
                assert self.records.ledger.record(done, now)
                sent.append(done)
        return sent

    def letters(self, kind: LetterKind | None = None) -> list[Letter]:
        """Every letter of the group, oldest first; of one kind if it is named."""
        rows = self._connection.execute(select(LETTER).where(LETTER.c.group_id == "g1").order_by(LETTER.c.id))
        found = [to_domain(row) for row in rows]
        return [letter for letter in found if kind in {None, letter.kind}]

    def to(self, kind: LetterKind, **wanted: Any) -> list[str]:
        """The receivers of the letters of this kind that are as *wanted*."""
        return [
            letter.recipient
            for letter in self.letters(kind)
            if all(getattr(letter, name) == value for name, value in wanted.items())
        ]

    def refused(self, use_case: Callable[..., object], *args: object, **kwargs: object) -> Refusal:
        """The refusal of a use-case; whatever it wrote before is undone, as in a transaction of its own."""
        attempt = self._connection.begin_nested()
        with pytest.raises(Refusal) as caught:
            use_case(*args, **kwargs)
        attempt.rollback()
        return caught.value

    def round(self, week: Week = W48) -> Round:
        found = self.records.rounds.get("g1", week)
        assert found is not None
        return found

    def report(self, name: str, week: Week = W48) -> Report:
        return self.records.reports.get("g1", week, name)

    def save(self, name: str, now: datetime = NOON, filled: FormInput | None = None, **at_: str) -> SeatView:
        """Save a form on somebody's card: their own card of week 48 unless `seat` or `week` says otherwise."""
        week, seat = at_.get("week", str(W48)), at_.get("seat", name)
        return answering.save(self.records, self.turn(name, now), week, seat, filled or form())


def lay(records: Records) -> None:
    """The group with its five people, on the Friday before week 48."""
    records.groups.save_municipality(Municipality("k1", "Ekbacka", "t1", "app"))
    for id_, kind in (("police", OrganisationType.POLICE), ("school", OrganisationType.SCHOOL)):
        records.members.save_organisation(Organisation(id_, "k1", id_.title(), kind))
    square = Place("square", "k1", "Torget", PlaceType.SQUARE_CENTRE, "Centrum", ("Stortorget",))
    records.places.save(square)
    records.places.save(replace(square, id="old", name="Gamla torget", active=False))
    records.groups.save(
        Group(
            id="g1",
            municipality_id="k1",
            name="EST Norr",
            tenant_id="t1",
            team_id="team",
            channel_id="channel",
            service_url="https://smba.example/",
            plan=Plan.standard(Preset.WEEK_START),
            state=GroupState.RUNNING,
            running_since=FRIDAY,
            installer_id="x-eva",
            roster_at=FRIDAY,
        )
    )
    both = frozenset({Role.MEMBER, Role.COORDINATOR})
    roles: Mapping[str, frozenset[Role]] = {
        "ann": both,
        "bo": both,
        "cia": frozenset({Role.MEMBER}),
        "dan": frozenset({Role.MEMBER}),
        "eva": frozenset({Role.ADMINISTRATOR}),
    }
    for name, held in roles.items():
        organisation = "police" if name in {"ann", "bo"} else "school"
        seat = Member(name, "g1", f"x-{name}", name.title(), organisation_id=organisation, roles=held)
        records.members.save(seat)
        records.addresses.keep("g1", name, teams_id=f"29:{name}")


def caller(name: str, **changes: Any) -> Caller:
    """Somebody of the tenant in their own chat; in the channel with `personal=False`."""
    values: dict[str, Any] = {
        "tenant_id": "t1",
        "object_id": f"x-{name}",
        "teams_id": f"29:{name}",
        "name": name.title(),
        "conversation_id": f"c/{name}",
        "service_url": "https://smba.example/",
        "personal": True,
        "team_id": "team",
        "channel_id": "channel",
    }
    return Caller(**values | changes)
