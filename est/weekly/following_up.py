"""What the clock asks about actions and coming events: once a day, at nine, on working days (domain.md §9.1).

Owners are reminded, the effect of what is done is asked for, and reporters are asked how their event turned out. A
letter that could not be delivered does not count: the next working day it is written anew (acceptance.md A3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from est.action import Action, ActionState, ActionStep
from est.action_steps import Signed, asked_for_effect, logged
from est.cadence import Errand, ErrandKind
from est.effect import check_due
from est.group import Group
from est.letters import NOT_DELIVERED, Letter, LetterKind, letter_key
from est.member import Member, answering, coordinators
from est.ports import Records
from est.report import EventOutcome, UpcomingEvent
from est.timetable import Step
from est.turn import Turn, local_day
from est.week import Week
from est.weekly.action_views import ActionView, Table, action_view, is_unowned, table_of

CHECKED_FOR = timedelta(days=7)
"""A check of the actions, or a question, that reached nobody is tried on the working days of so long a time."""
SOON = timedelta(days=7)
"""An action is reminded of when its date comes before the next check."""
NEW = timedelta(days=7)
AT_MOST = 5
"""Actions that a reminder names; the others are counted (acceptance.md A3)."""
EVENTS_BACK = 53
"""Weeks back in which an event may have been reported that takes place now."""
DAY = timedelta(days=1)
HANDED_OVER_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderView:
    """The actions that somebody is reminded of, overdue first; the card names a few and counts the others."""

    turn: Turn
    table: Table
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of one day in which a group is asked: from this moment until that."""

    group: Group
    now: datetime
    until: datetime

    @property
    def today(self) -> date:
        return local_day(self.group, self.now)


def letters(records: Records, hours: Hours) -> list[Letter]:
    """Everything that is to be asked today; that an effect is asked for is kept in the action's log."""
    table = table_of(records, hours.group)
    return [
        *_reminders(records, hours, table),
        *_effect_questions(records, hours, table),
        *_outcome_questions(records, hours, table),
    ]


def asks(action: Action, today: date) -> bool:
    """Whether its owner is reminded: late, due soon, stuck, untouched for long, or new."""
    new = action.state is ActionState.DECIDED and action.decided_on > today - NEW
    pressing = action.due <= today + SOON or action.state is ActionState.BLOCKED or action.stale(today)
    return action.is_open and (pressing or new)


def asked(action: Action, table: Table, today: date) -> tuple[Member, ...]:
    """Who is asked about an action today: its owner or who stands in; without one, the coordinators.

    What an organisation owns as a whole is asked of each of its seats. Nobody is asked while they are away.
    """
    seat = table.members.get(action.owner_member_id)
    if seat is not None and seat.active:
        person = answering(seat, table.members, today)
        return (person,) if isinstance(person, Member) else ()
    of_organisation = [
        member
        for member in table.members.values()
        if not action.owner_member_id
        and member.reports
        and member.organisation_id == action.owner_organisation_id != ""
        and not member.away(today)
    ]
    return tuple(of_organisation) or coordinators(table.members.values())


def reminder(records: Records, turn: Turn) -> ReminderView:
    """What this person is reminded of at this moment."""
    table, today = table_of(records, turn.group), turn.today
    mine = [
        action
        for action in records.actions.open_of_group(turn.group.id)
        if asks(action, today) and turn.member.id in {one.id for one in asked(action, table, today)}
    ]
    return ReminderView(turn=turn, table=table, actions=_most_pressing(mine, today))


def left_behind(records: Records, turn: Turn, member_id: str) -> ReminderView:
    """What somebody who left owned, for the coordinators to hand over."""
    table = table_of(records, turn.group)
    theirs = [
        action
        for action in records.actions.of_group(turn.group.id)
        if action.owner_member_id == member_id and (action.is_open or action.is_followed)
    ]
    unowned = [action for action in theirs if is_unowned(action, table)]
    return ReminderView(turn=turn, table=table, actions=_most_pressing(unowned, turn.today))


def effect_question(records: Records, turn: Turn, action_id: str) -> ActionView | None:
    """The action whose effect is asked for; None when somebody has answered."""
    action = records.actions.get(turn.group.id, action_id)
    if action is None or not check_due(action, turn.today):
        return None
    return action_view(records, turn, action)


def owners_left(records: Records, group: Group, gone: Iterable[Member], now: datetime) -> None:
    """What those who left have owned goes to the coordinators' list the same day (acceptance.md A4)."""
    leaving, today = {member.id for member in gone}, local_day(group, now)
    left: set[str] = set()
    for action in records.actions.of_group(group.id):
        if action.owner_member_id in leaving and (action.is_open or action.is_followed):
            after = logged(action, ActionStep.OWNER_LEFT, Signed(today, ""))
            records.actions.save(replace(after, version=action.version + 1, changed_at=now))
            left.add(action.owner_member_id)
    staying = coordinators(records.members.of_group(group.id))
    hours = Hours(group, now, now + HANDED_OVER_FOR)
    records.ledger.write(
        _letter(
            hours,
            LetterKind.ACTION_HANDOVER,
            str(today),
            person.id,
            about={"seat": member_id},
            rest=(member_id,),
        )
        for member_id in sorted(left)
        for person in staying
    )


def _reminders(records: Records, hours: Hours, table: Table) -> list[Letter]:
    """One to each owner whose actions ask for something, once for each check and not more than one a day."""
    group, now, today = hours.group, hours.now, hours.today
    week = Week.of(today)
    checks = [
        round_
        for round_ in records.rounds.since(group.id, week.plus(-2))
        if Step.ACTION_CHECK in round_.moments
        and round_.moments[Step.ACTION_CHECK] <= now < round_.moments[Step.ACTION_CHECK] + CHECKED_FOR
    ]
    if not checks:
        return []
    check = checks[-1]
    sent = [
        letter
        for letter in records.ledger.of_round(group.id, check.week)
        if letter.kind is LetterKind.ACTION_REMINDER
    ]
    reached = {letter.recipient for letter in sent if letter.state not in NOT_DELIVERED}
    missed = {letter.recipient for letter in sent} - reached
    pressing = (one for one in records.actions.open_of_group(group.id) if asks(one, today))
    people = {person.id for action in pressing for person in asked(action, table, today)} - reached
    if _is_checked(records, hours, local_day(group, check.moments[Step.ACTION_CHECK])):
        people &= missed
    return [
        _letter(hours, LetterKind.ACTION_REMINDER, str(today), id_, week=check.week) for id_ in sorted(people)
    ]


def _is_checked(records: Records, hours: Hours, since: date) -> bool:
    """Whether the check was made on a day before this one: then only who was not reached is reminded."""
    done = records.ledger.done(hours.group.id, Week.of(since))
    days = ((hours.today - DAY * ago) for ago in range(1, (hours.today - since).days + 1))
    keys = (Errand(hours.group.id, Week.of(day), ErrandKind.FOLLOW_UP, str(day)).key for day in days)
    return not done.isdisjoint(keys)


def _effect_questions(records: Records, hours: Hours, table: Table) -> list[Letter]:
    """To the owner and the coordinators, when four and when twelve weeks have gone (domain.md §8.5)."""
    group, today = hours.group, hours.today
    found: list[Letter] = []
    for action in records.actions.of_group(group.id):
        weeks = check_due(action, today)
        if not weeks or action.done_on is None:
            continue
        due = action.done_on + timedelta(weeks=weeks)
        reached = _reached(records, group, Week.of(due), LetterKind.EFFECT_QUESTION)
        people = {one.id for one in (*asked(action, table, today), *coordinators(table.members.values()))}
        ids = (action.id, str(weeks))
        if today - due < CHECKED_FOR or not any(key[:2] == ids for key in reached):
            found += [
                _letter(
                    hours,
                    LetterKind.EFFECT_QUESTION,
                    f"{Week.of(due)}/{today}",
                    id_,
                    week=Week.of(due),
                    about={"action": action.id, "weeks": str(weeks)},
                    rest=ids,
                )
                for id_ in sorted(people)
                if (*ids, id_) not in reached
            ]
        if action.state is ActionState.DONE:
            after = asked_for_effect(action, today)
            records.actions.save(replace(after, version=action.version + 1, changed_at=hours.now))
    return found


def _outcome_questions(records: Records, hours: Hours, table: Table) -> list[Letter]:
    """To the reporter of an event, the first working day after it (domain.md §8.3)."""
    group, today = hours.group, hours.today
    week = Week.of(today)
    found: list[Letter] = []
    for item in records.reports.items_between(group.id, week.plus(-EVENTS_BACK), week.plus(1)):
        event = item.content
        if not isinstance(event, UpcomingEvent) or not item.shown or event.outcome is not EventOutcome.UNSAID:
            continue
        seat = table.members.get(item.member_id)
        person = answering(seat, table.members, today) if seat is not None else None
        if today - CHECKED_FOR <= event.last < today and isinstance(person, Member):
            found.append(
                _letter(
                    hours,
                    LetterKind.EVENT_OUTCOME,
                    str(item.week),
                    person.id,
                    about={"item": item.id},
                    rest=(item.id,),
                )
            )
    return found


def _reached(records: Records, group: Group, week: Week, kind: LetterKind) -> set[tuple[str, ...]]:
    """Who has been asked about what in a week: a letter that failed has asked nobody (acceptance.md A3)."""
    return {
        (*(letter.about[name] for name in ("action", "weeks") if name in letter.about), letter.recipient)
        for letter in records.ledger.of_round(group.id, week)
        if letter.kind is kind and letter.state not in NOT_DELIVERED
    }


def _most_pressing(actions: Sequence[Action], today: date) -> tuple[Action, ...]:
    return tuple(sorted(actions, key=lambda one: (not one.overdue(today), one.due, one.number)))


def _letter(
    hours: Hours,
    kind: LetterKind,
    when: str,
    recipient: str,
    *,
    week: Week | None = None,
    about: Mapping[str, str] | None = None,
    rest: tuple[str, ...] = (),
) -> Letter:
    return Letter(
        key=letter_key(hours.group.id, when, kind, *rest, recipient),
        group_id=hours.group.id,
        kind=kind,
        recipient=recipient,
        week=str(week) if week is not None else "",
        about=about or {},
        due=hours.now,
        send_before=hours.until,
    )
