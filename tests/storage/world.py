"""Builders of domain values for the storage tests; what a test does not name is never left at its default."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from est.action import (
    Action,
    ActionLevel,
    ActionNature,
    ActionState,
    ActionStep,
    Effect,
    EffectNote,
    Entry,
    Horizon,
)
from est.days import Break, DayCalendar
from est.group import Group, GroupState, Municipality
from est.letters import Letter, LetterKind
from est.member import Absence, Member, Organisation, Role, Route
from est.place import Location, Place, Point
from est.ports import Records
from est.report import CollabNeed, EventOutcome, Incident, Item, Report, ReviewState, UpcomingEvent
from est.round import Round
from est.timetable import ByMonth, HolidayRule, Outcome, Plan, Preset, Step
from est.vocabulary import (
    Audience,
    Category,
    Cause,
    Certainty,
    Crowd,
    EventType,
    NeedStatus,
    NeedType,
    OrganisationType,
    PartOfDay,
    Permit,
    PlaceType,
    PoliceReport,
    Severity,
    Spread,
    Urgency,
)
from est.week import Week
from est.working_group import WorkingGroup
from storage.store import SqlStore

NOW = datetime(2026, 11, 23, 7, 0, 0, 123456, tzinfo=UTC)
WEEK = Week(2026, 48)
MINUTE = timedelta(minutes=1)
NATIONAL = DayCalendar(
    red={date(2027, 1, 1): "Nyårsdagen"},
    half_days={date(2027, 1, 5): time(13)},
    names={date(2027, 1, 5): "Trettondagsafton"},
)


def municipality(id_: str = "k1", **changes: Any) -> Municipality:
    values: dict[str, Any] = {
        "id": id_,
        "name": f"Kommun {id_}",
        "tenant_id": f"tenant-{id_}",
        "app_id": f"app-{id_}",
    }
    return Municipality(**values | changes)


def plan(**changes: Any) -> Plan:
    values: dict[str, Any] = {
        "preset": Preset.BEFORE_WEEKEND,
        "weekday": 3,
        "meeting_clock": time(10, 30),
        "length": 45,
        "cadence": ByMonth(frozenset({1, 3})),
        "holiday_rule": HolidayRule.PREVIOUS,
        "zone": "Europe/Helsinki",
        "breaks": (Break("Sommar", date(2027, 6, 28), date(2027, 8, 8)),),
    }
    return Plan(**values | changes)


def group(id_: str = "g1", **changes: Any) -> Group:
    values: dict[str, Any] = {
        "id": id_,
        "municipality_id": "k1",
        "name": f"EST {id_}",
        "tenant_id": "tenant-k1",
        "team_id": f"team-{id_}",
        "channel_id": f"channel-{id_}",
        "service_url": "https://smba.example/emea/",
        "plan": plan(),
        "state": GroupState.RUNNING,
        "language": "en",
        "running_since": NOW - timedelta(days=30),
        "installer_id": "installer",
        "roster_at": NOW - MINUTE,
    }
    return Group(**values | changes)


def organisation(id_: str = "o1", **changes: Any) -> Organisation:
    values: dict[str, Any] = {
        "id": id_,
        "municipality_id": "k1",
        "name": f"Organisation {id_}",
        "type": OrganisationType.SCHOOL,
    }
    return Organisation(**values | changes)


def member(id_: str = "m1", **changes: Any) -> Member:
    values: dict[str, Any] = {
        "id": id_,
        "group_id": "g1",
        "object_id": f"object-{id_}",
        "name": f"Åsa {id_}",
        "organisation_id": "o1",
        "function": "Fältsekreterare",
        "roles": frozenset({Role.MEMBER, Role.COORDINATOR}),
        "route": Route.CHANNEL,
        "absences": (Absence(date(2026, 12, 1), date(2026, 12, 14)),),
        "language": "en",
        "guest": True,
        "active": True,
    }
    return Member(**values | changes)


def place(id_: str = "p1", **changes: Any) -> Place:
    values: dict[str, Any] = {
        "id": id_,
        "municipality_id": "k1",
        "name": f"Plats {id_}",
        "type": PlaceType.SQUARE_CENTRE,
        "area": "Centrum",
        "aliases": ("Torget", "Ån"),
        "active": True,
        "point": Point(59.2741, 15.2066),
    }
    return Place(**values | changes)


def round_(week: Week = WEEK, **changes: Any) -> Round:
    monday = datetime.combine(week.monday, time(7), UTC)
    values: dict[str, Any] = {
        "group_id": "g1",
        "week": week,
        "period_first": week.previous().monday,
        "period_last": week.previous().sunday,
        "moments": {step: monday + n * timedelta(hours=3) for n, step in enumerate(Step)},
        "zone": "Europe/Stockholm",
        "outcome": Outcome.MOVED,
        "planned": week.monday + timedelta(days=1),
        "held": week.monday + timedelta(days=2),
        "because": "Trettondedag jul",
    }
    return Round(**values | changes)


def incident(**changes: Any) -> Incident:
    values: dict[str, Any] = {
        "category": Category.GRAFFITI,
        "location": Location(place_id="p1"),
        "first": date(2026, 11, 17),
        "last": date(2026, 11, 18),
        "part_of_day": PartOfDay.NIGHT,
        "text": "Klotter i gångtunneln.\nNytt i natt 👩🏽‍🚒 שלום",
        "severity": Severity.HIGH,
        "ongoing": True,
        "spread": Spread.PATTERN,
        "certainty": Certainty.RUMOUR,
        "police_report": PoliceReport.YES,
        "causes": (Cause.POOR_LIGHTING, Cause.HIDDEN_ROUTE),
        "action_taken": "Sanerat",
        "needs_discussion": True,
        "audience": Audience.OPERATIVE,
    }
    return Incident(**values | changes)


def upcoming(**changes: Any) -> UpcomingEvent:
    values: dict[str, Any] = {
        "type": EventType.CAR_MEET,
        "location": Location(text="Vid ån"),
        "first": date(2026, 12, 4),
        "last": date(2026, 12, 5),
        "part_of_day": PartOfDay.EVENING,
        "text": "Bilträff",
        "impact": Severity.VERY_HIGH,
        "crowd": Crowd.UP_TO_1000,
        "permit": Permit.NO,
        "preparation": "Trafikvärdar",
        "outcome": EventOutcome.INCIDENTS,
    }
    return UpcomingEvent(**values | changes)


def need(**changes: Any) -> CollabNeed:
    values: dict[str, Any] = {
        "type": NeedType.LIGHTING_FIX,
        "location": Location(place_id="p1"),
        "text": "Laga belysningen",
        "asked": ("o1", "o2"),
        "urgency": Urgency.TWO_WEEKS,
        "status": NeedStatus.PARTLY,
    }
    return CollabNeed(**values | changes)


def item(number: int = 1, **changes: Any) -> Item:
    values: dict[str, Any] = {
        "id": f"i{number}",
        "group_id": "g1",
        "week": WEEK,
        "number": number,
        "member_id": "m1",
        "organisation_id": "o1",
        "content": incident(),
        "created_at": NOW,
        "changed_at": NOW + MINUTE,
        "version": 1,
        "withdrawn": False,
        "late": True,
        "marks": ("P6", "P10"),
        "review": ReviewState.EDITED,
        "draft": f"draft-{number}",
    }
    return Item(**values | changes)


def report(**changes: Any) -> Report:
    values: dict[str, Any] = {
        "group_id": "g1",
        "week": WEEK,
        "member_id": "m1",
        "done_at": NOW,
        "late": True,
        "written_by": "m2",
        "version": 1,
    }
    return Report(**values | changes)


def action(number: int = 1, **changes: Any) -> Action:
    values: dict[str, Any] = {
        "id": f"a{number}",
        "group_id": "g1",
        "number": number,
        "title": "Ny belysning",
        "owner_organisation_id": "o1",
        "owner_function": "Driftchef",
        "owner_member_id": "m1",
        "decided_on": date(2026, 11, 24),
        "due": date(2026, 12, 8),
        "state": ActionState.BLOCKED,
        "place_id": "p1",
        "item_ids": ("i1", "i2"),
        "blocked_reason": "Tjäle",
        "horizon": Horizon.LONG,
        "level": ActionLevel.COUNCIL,
        "nature": ActionNature.BOTH,
        "why": "Mörkt",
        "indicator": "Händelser per månad",
        "baseline": "5",
        "decision_ref": "§ 12",
        "law_tag": "Trygga platser",
        "result": "Nya armaturer",
        "effects": (
            EffectNote(weeks=4, on=date(2027, 1, 8), effect=Effect.WORSE, reason="Mörkt än", by="m1"),
        ),
        "log": (
            Entry(
                on=date(2026, 11, 25),
                step=ActionStep.BLOCK,
                state=ActionState.BLOCKED,
                by="m1",
                text="Tjäle",
            ),
        ),
        "done_on": date(2026, 12, 4),
        "finished_on": date(2026, 12, 5),
        "marks": ("P5",),
        "draft": f"draft-{number}",
        "version": 2,
        "changed_at": NOW,
    }
    # One that owns a working group, or was undone, is said so by the test.
    return Action(**values | changes)


def working_group(id_: str = "w1", **changes: Any) -> WorkingGroup:
    values: dict[str, Any] = {
        "id": id_,
        "group_id": "g1",
        "name": f"Arbetsgrupp {id_}",
        "contact_id": "m1",
        "until": date(2027, 2, 28),
        "members": ("m1", "m2"),
        "functions": "Fältgruppen",
        "draft": f"draft-{id_}",
    }
    return WorkingGroup(**values | changes)


def letter(key: str = "1", **changes: Any) -> Letter:
    group_id = changes.get("group_id", "g1")
    values: dict[str, Any] = {
        "key": f"{group_id}/{WEEK}/{key}",
        "group_id": group_id,
        "kind": LetterKind.PROMPT,
        "recipient": "m1",
        "due": NOW,
        "send_before": NOW + 60 * MINUTE,
        "week": str(WEEK),
        "edits": "",
        "about": {"seat": "m1"},
    }
    return Letter(**values | changes)


def a_group(records: Records) -> None:
    """A municipality with a group, its people and one round; what most tests begin with."""
    records.groups.save_municipality(municipality())
    records.groups.save(group())
    for id_ in ("o1", "o2"):
        records.members.save_organisation(organisation(id_))
    records.places.save(place())
    for id_ in ("m1", "m2", "m3"):
        records.members.save(member(id_))
    records.rounds.save(round_())


async def seed(store: SqlStore) -> None:
    await store.write("", a_group)


def left_at_default(value: Any) -> set[str]:
    """The fields that have the value they would have by themselves; a test could not tell whether they are kept."""
    return {field.name for field in fields(value) if getattr(value, field.name) == field.default}
