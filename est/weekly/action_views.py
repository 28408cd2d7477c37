"""What the cards about actions show: one action, the list, and the form to decide one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from est.action import Action, ActionStep
from est.action_form import ORGANISATION, SEAT, WORKING_GROUP
from est.action_steps import Owner, allowed
from est.days import DayCalendar, DayKind
from est.effect import CHECKS, BeforeAfter, before_and_after, check_due, judged
from est.group import Group
from est.member import Member, Organisation, answering
from est.place import Place
from est.ports import Records
from est.report import Item
from est.turn import Turn
from est.week import Week
from est.weekly.rounds import calendar_of
from est.working_group import WorkingGroup

SOURCE_WEEKS = 4
"""Items of the rounds of so many weeks, and of the one to come, can be made an action of."""
REPORTED_LATE = 2
"""Weeks after an incident in which it may still come in."""
NOBODY_WORKS = frozenset({DayKind.RED, DayKind.EVE, DayKind.WEEKEND, DayKind.BRIDGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Who and what an action may speak of."""

    members: Mapping[str, Member]
    organisations: Mapping[str, Organisation]
    places: Mapping[str, Place]
    working_groups: Mapping[str, WorkingGroup]
    days: DayCalendar

    def owners(self, today: date) -> tuple[str, ...]:
        """The choices of an owner: working groups at work, seats with a function, organisations."""
        groups = (f"{WORKING_GROUP}{one.id}" for one in self.working_groups.values() if one.works(today))
        seats = (f"{SEAT}{one.id}" for one in self.members.values() if one.reports)
        return (*groups, *seats, *(f"{ORGANISATION}{id_}" for id_ in self.organisations))

    def owner(self, choice: str, function: str) -> Owner:
        """Who one of the choices stands for; *function* is what was typed for an organisation as a whole."""
        kind, id_ = choice[:2], choice[2:]
        if kind == WORKING_GROUP and id_ in self.working_groups:
            group = self.working_groups[id_]
            return Owner(function=group.name, member_id=group.contact_id, working_group_id=group.id)
        if kind == SEAT and id_ in self.members:
            seat = self.members[id_]
            return Owner(organisation_id=seat.organisation_id, function=seat.function, member_id=seat.id)
        return Owner(organisation_id=id_, function=function)

    def is_free(self, day: date) -> bool:
        """Whether nobody works that day."""
        return self.days.kind(day) in NOBODY_WORKS


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView:
    """One action as this reader sees it: what it is, where it comes from, and what the reader may do with it."""

    turn: Turn
    action: Action
    table: Table
    items: tuple[Item, ...]
    may: tuple[ActionStep, ...]
    counted: tuple[tuple[int, BeforeAfter], ...] = ()
    """The counts beside the question of effect, by the weeks they are about; empty for a place that is not known."""
    saved: str = ""
    """The step that was just taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsView:
    """The list: of a coordinator every action that is not over, of a member their own and their organisation's."""

    turn: Turn
    table: Table
    unowned: tuple[Action, ...]
    overdue: tuple[Action, ...]
    open: tuple[Action, ...]
    followed: tuple[Action, ...]
    saved: str = ""

    @property
    def every(self) -> tuple[Action, ...]:
        return (*self.unowned, *self.overdue, *self.open, *self.followed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFormView:
    """The form to decide an action, or to change one, with what stands in its fields."""

    turn: Turn
    table: Table
    sources: tuple[Item, ...]
    values: Mapping[str, str]
    draft: str
    action_id: str = ""
    label: str = ""
    version: int = 0


def table_of(records: Records, group: Group) -> Table:
    """Everything at the table, as it is now."""
    municipality = group.municipality_id
    return Table(
        members={member.id: member for member in records.members.of_group(group.id)},
        organisations={one.id: one for one in records.members.organisations(municipality)},
        places={place.id: place for place in records.places.of_municipality(municipality)},
        working_groups={one.id: one for one in records.actions.working_groups(group.id)},
        days=calendar_of(records, group).without_breaks(),
    )


def action_view(
    records: Records, turn: Turn, action: Action, *, table: Table | None = None, saved: str = ""
) -> ActionView:
    """The action as it stands, for the reader of this turn."""
    table = table or table_of(records, turn.group)
    found = (records.reports.item(turn.group.id, id_) for id_ in action.item_ids)
    return ActionView(
        turn=turn,
        action=action,
        table=table,
        items=tuple(item for item in found if item is not None),
        may=allowed(action, coordinates=turn.member.coordinates, owns=owns(action, turn, table)),
        counted=_counted(records, turn, action, table),
        saved=saved,
    )


def actions_view(records: Records, turn: Turn) -> ActionsView:
    """What is not over: without an owner first, then overdue, both oldest first."""
    table, today = table_of(records, turn.group), turn.today
    every = sorted(records.actions.of_group(turn.group.id), key=lambda one: (one.due, one.number))
    mine = [one for one in every if turn.member.coordinates or concerns(one, turn, table)]
    unowned = [one for one in mine if one.is_open and turn.member.coordinates and is_unowned(one, table)]
    owned = [one for one in mine if one not in unowned]
    return ActionsView(
        turn=turn,
        table=table,
        unowned=tuple(unowned),
        overdue=tuple(one for one in owned if one.overdue(today)),
        open=tuple(one for one in owned if one.is_open and not one.overdue(today)),
        followed=tuple(one for one in owned if one.is_followed),
    )


def sources(records: Records, turn: Turn) -> tuple[Item, ...]:
    """The items an action may come from, newest round first."""
    week = Week.of(turn.today)
    found = records.reports.items_between(turn.group.id, week.plus(-SOURCE_WEEKS), week.next())
    return tuple(sorted((i for i in found if i.shown), key=lambda i: (-i.week.monday.toordinal(), i.number)))


def owns(action: Action, turn: Turn, table: Table) -> bool:
    """Whether the action is this person's to report on: their own, their working group's, or one they stand in for.

    What an organisation owns as a whole is each of its seats'.
    """
    group = table.working_groups.get(action.working_group_id)
    if group is not None:
        return turn.member.id in {group.contact_id, *group.members}
    seat = table.members.get(action.owner_member_id)
    if seat is not None:
        person = answering(seat, table.members, turn.today)
        return turn.member.id == seat.id or (isinstance(person, Member) and person.id == turn.member.id)
    return bool(action.owner_organisation_id) and _of_my_organisation(action, turn)


def concerns(action: Action, turn: Turn, table: Table) -> bool:
    """Whether it is in this member's list: what they own, and what their organisation owns."""
    return owns(action, turn, table) or (
        bool(action.owner_organisation_id) and _of_my_organisation(action, turn)
    )


def is_unowned(action: Action, table: Table) -> bool:
    """Whether nobody can be asked about it: no person owns it, or the one who did has left."""
    seat = table.members.get(action.owner_member_id)
    return seat is None or not seat.active


def _of_my_organisation(action: Action, turn: Turn) -> bool:
    return turn.member.organisation_id == action.owner_organisation_id


def _counted(
    records: Records, turn: Turn, action: Action, table: Table
) -> tuple[tuple[int, BeforeAfter], ...]:
    done_on = action.done_on
    if not action.place_id or done_on is None or action.is_open:
        return ()
    weeks = max([check_due(action, turn.today), *(note.weeks for note in judged(action))])
    if weeks not in CHECKS:
        return ()
    span = timedelta(weeks=weeks)
    first, last = Week.of(done_on - span), Week.of(done_on + span).plus(REPORTED_LATE)
    reports = records.reports.between(turn.group.id, first, last)
    seats = sum(member.reports for member in table.members.values())
    held = [one.week for one in records.rounds.since(turn.group.id, first) if one.is_held]
    asked = dict.fromkeys((week for week in held if week <= Week.of(turn.today)), seats)
    return ((weeks, before_and_after(action, weeks, reports, done_on=done_on, asked=asked)),)
