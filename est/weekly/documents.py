"""What the documents of a meeting are made of: read in one transaction, frozen, and changed by nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from est.attending import Presence
from est.errors import Malformed, NotAllowed
from est.group import Group, Municipality
from est.member import coordinators
from est.ports import Records
from est.report import Item, Report
from est.round import Round, moment, plan_rounds
from est.summary import Approval
from est.timetable import Step
from est.turn import Caller, Turn
from est.week import Week
from est.weekly import meeting
from est.weekly.meeting import SummaryView
from est.weekly.rounds import begun_rounds, calendar_of

AHEAD = 26
"""Weeks of coming meetings that a calendar file holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One round as its documents tell it; of an approved summary, the items as they were when it was approved."""

    municipality: Municipality
    view: SummaryView
    reports: tuple[Report, ...]
    versions: Mapping[str, tuple[Item, ...]] = field(hash=False)
    """Every version of the round's own items, by id, oldest first."""
    approvals: tuple[Approval, ...]
    """Every approved version of the summary, oldest first."""
    presence: Mapping[str, Presence] = field(hash=False)
    """By member id; of a seat that is not named nobody has taken the attendance."""

    @property
    def group(self) -> Group:
        return self.view.meeting.group

    @property
    def round(self) -> Round:
        return self.view.meeting.round

    @property
    def own_items(self) -> tuple[Item, ...]:
        """The round's own items in the order of their numbers, hidden and withdrawn ones included."""
        own = (item for item in self.view.meeting.items.values() if item.week == self.round.week)
        return tuple(sorted(own, key=lambda item: item.number))


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarMeeting:
    """One meeting as a calendar shows it; `because` says why it was moved or cancelled."""

    week: Week
    begins: datetime
    ends: datetime
    planned: date
    is_held: bool
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A meeting, the meetings of its year so far, and those to come."""

    dossier: Dossier
    year: tuple[Dossier, ...]
    coming: tuple[CalendarMeeting, ...]
    read_at: datetime


def shelf(records: Records, turn: Turn, week: str = "") -> Shelf:
    """Everything there are documents of, read at one moment; for coordinators only."""
    found = dossier(records, turn, week)
    return Shelf(
        dossier=found,
        year=dossiers_of_year(records, turn, found.round.week.year),
        coming=coming_meetings(records, turn),
        read_at=turn.now,
    )


def turn_of_operator(records: Records, group_id: str, now: datetime) -> Turn:
    """Whoever runs the program reads what the group's first coordinator may read.

    Raises:
        NotAllowed: the group has no coordinator.
    """
    group = records.groups.get(group_id)
    leading = coordinators(records.members.of_group(group_id))
    if group is None or not leading:
        raise NotAllowed("coordinators_only")
    reader = leading[0]
    caller = Caller(
        group.tenant_id,
        reader.object_id,
        "",
        "",
        "",
        group.service_url,
        personal=True,
        language=group.language,
    )
    return Turn(group, reader, caller, now)


def dossier(records: Records, turn: Turn, week: str = "") -> Dossier:
    """The round of a named week, or the latest whose meeting has begun; for coordinators only.

    Raises:
        NotAllowed: the caller does not coordinate the group.
        Malformed: there is no such round.
    """
    view = meeting.draft(records, turn, week)
    municipality = records.groups.municipality(turn.group.municipality_id)
    if municipality is None:
        raise Malformed("no_such_round")
    round_ = view.meeting.round
    items = view.meeting.items
    versions = {
        item.id: records.reports.item_versions(turn.group.id, item.id)
        for item in items.values()
        if item.week == round_.week
    }
    approval = view.approval
    if approval is not None:
        known = {id_: _at(versions.get(id_, (item,)), approval.approved_at) for id_, item in items.items()}
        view = replace(view, meeting=replace(view.meeting, items=known))
    return Dossier(
        municipality=municipality,
        view=view,
        reports=records.reports.of_round(turn.group.id, round_.week),
        versions=versions,
        approvals=records.rounds.approvals(turn.group.id, round_.week),
        presence=view.meeting.held.presence,
    )


def dossiers_of_year(records: Records, turn: Turn, year: int) -> tuple[Dossier, ...]:
    """Every held round of a year whose meeting has begun, in order; for coordinators only."""
    turn.as_coordinator()
    held = (
        round_
        for round_ in records.rounds.since(turn.group.id, Week(year, 1))
        if round_.week.year == year and round_.is_held and round_.moments[Step.MEETING] <= turn.now
    )
    return tuple(dossier(records, turn, str(round_.week)) for round_ in held)


def coming_meetings(records: Records, turn: Turn) -> tuple[CalendarMeeting, ...]:
    """The meetings of the coming half year, moved and cancelled ones included, so that a calendar learns of them.

    A round that has begun keeps the moments it was given; the others follow from the plan.
    """
    group, now = turn.group, turn.now
    first = Week.at(now, group.plan.zone).plus(-2)
    stored = {round_.week: round_ for round_ in begun_rounds(records, group, now)}
    planned = plan_rounds(group.id, group.plan, calendar_of(records, group), (first, first.plus(2 + AHEAD)))
    every = {round_.week: round_ for round_ in planned} | stored
    found = (_in_calendar(group, every[week]) for week in sorted(every))
    return tuple(one for one in found if one.ends > now)


def _in_calendar(group: Group, round_: Round) -> CalendarMeeting:
    begins = round_.moments.get(Step.MEETING) or moment(round_.planned, group.plan.meeting_clock, round_.zone)
    ends = round_.moments.get(Step.MEETING_END) or begins + timedelta(minutes=group.plan.length)
    return CalendarMeeting(
        week=round_.week,
        begins=begins,
        ends=ends,
        planned=round_.planned,
        is_held=round_.is_held,
        because=round_.because,
    )


def _at(versions: Iterable[Item], when: datetime) -> Item:
    """The version that stood at a moment; the first one when all are younger."""
    first, *later = versions
    return max((first, *(one for one in later if one.changed_at <= when)), key=lambda one: one.version)
