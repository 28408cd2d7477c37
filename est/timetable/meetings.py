"""The meetings that follow from a plan and a calendar: as planned, moved or cancelled, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count as count_from
from itertools import takewhile

from est.days import DayCalendar, DayKind
from est.timetable.chain import prompt_day
from est.timetable.plan import HolidayRule, Plan
from est.week import Week

PREVIEW_WEEKS = 105
"""A preview looks two years ahead and no further."""
PREVIEW_BACK = 5
"""A meeting planned so many weeks ago may have been moved to a day that is still to come."""


class Outcome(StrEnum):
    """What became of a planned meeting."""

    AS_PLANNED = "as_planned"
    MOVED = "moved"
    CANCELLED_HOLIDAY = "cancelled_holiday"
    CANCELLED_BREAK = "cancelled_break"


HELD = frozenset({Outcome.AS_PLANNED, Outcome.MOVED})
"""Does the group meet?"""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One planned meeting and what became of it.

    `week` is the ISO week of the planned day and never changes (domain.md §9.1). `held` is the planned day
    when the meeting is cancelled. `because` names the red day or the break; it is empty when the meeting
    stands, and when only the municipality's own list closes the day and gives it no name. `announced` says
    that the group is told: of every move and every cancelled meeting, but of a break only once, at its
    first meeting.
    """

    week: Week
    planned: date
    held: date
    outcome: Outcome
    because: str = ""
    announced: bool = False

    @property
    def is_held(self) -> bool:
        return self.outcome in HELD


def occurrences(plan: Plan, days: DayCalendar, first: Week, last: Week) -> tuple[Occurrence, ...]:
    """Every meeting planned from one week to another, both included, in order of the planned day.

    Each is decided by its own neighbourhood alone, so the answer does not depend on where the weeks begin
    and end. There is no clock here: a meeting moved earlier may already lack the time to be prepared.
    """
    weeks = (first.plus(n) for n in range(last.weeks_after(first) + 1))
    meant = (week.monday + timedelta(days=plan.weekday) for week in weeks)
    calendar = days.with_breaks(plan.breaks)
    return tuple(_occurrence(plan, calendar, day) for day in meant if plan.cadence.meets(day))


def preview(plan: Plan, days: DayCalendar, after: date, count: int = 5) -> tuple[Occurrence, ...]:
    """The next meetings held after a day, with those cancelled on the way to them (acceptance.md S12)."""
    found: list[Occurrence] = []
    start = Week.of(after).plus(-PREVIEW_BACK)
    for week in (start.plus(n) for n in range(PREVIEW_BACK + PREVIEW_WEEKS)):
        if sum(meeting.is_held for meeting in found) >= count:
            break
        found += (meeting for meeting in occurrences(plan, days, week, week) if meeting.held > after)
    return tuple(found)


def planned_before(plan: Plan, day: date) -> date:
    """The planned meeting before this planned day, whatever became of it."""
    return next(_planned(plan, day, step=-7))


def _planned(plan: Plan, day: date, *, step: int) -> Iterator[date]:
    """Planned days before or after a planned day, nearest first."""
    weeks = (day + timedelta(days=step * n) for n in count_from(1))
    return (day for day in weeks if plan.cadence.meets(day))


def _occurrence(plan: Plan, days: DayCalendar, planned: date) -> Occurrence:
    week = Week.of(planned)
    if pauses := days.breaks_on(planned):
        is_first = not set(pauses) & set(days.breaks_on(planned_before(plan, planned)))
        return Occurrence(week, planned, planned, Outcome.CANCELLED_BREAK, pauses[0].name, announced=is_first)
    if _open(plan, days, planned) and _has_room(plan, days, planned, planned):
        return Occurrence(week, planned, planned, Outcome.AS_PLANNED)
    held = _moved(plan, days, planned)
    outcome = Outcome.CANCELLED_HOLIDAY if held == planned else Outcome.MOVED
    return Occurrence(week, planned, held, outcome, _cause(plan, days, planned), announced=True)


def _moved(plan: Plan, days: DayCalendar, planned: date) -> date:
    """The day the rule moves a meeting to, or the planned day when there is none.

    It stays between the neighbouring planned days, goes into no break nor past one, leaves room for its own
    chain, and is over before the next round's prompt.
    """
    if plan.holiday_rule is HolidayRule.CANCEL:
        return planned
    step = 1 if plan.holiday_rule is HolidayRule.NEXT else -1
    before, after = planned_before(plan, planned), next(_planned(plan, planned, step=7))
    next_prompt = prompt_day(plan, days, after)
    way = (planned + timedelta(days=step * n) for n in count_from(1))
    free = takewhile(lambda day: before < day < next_prompt and not days.breaks_on(day), way)
    fitting = (day for day in free if _open(plan, days, day) and _has_room(plan, days, planned, day))
    return next(fitting, planned)


def _open(plan: Plan, days: DayCalendar, day: date) -> bool:
    """Whether people work through the whole of a meeting on this day."""
    return days.is_working(day, plan.last_minute)


def _has_room(plan: Plan, days: DayCalendar, planned: date, held: date) -> bool:
    """Whether no earlier meeting stands on the prompt day or later: two rounds never ask at the same time."""
    prompt = prompt_day(plan, days, held)
    between = takewhile(lambda day: day >= prompt, _planned(plan, planned, step=-7))
    return not any(_open(plan, days, day) for day in between)


def _cause(plan: Plan, days: DayCalendar, planned: date) -> str:
    """The name of what closes the planned day, or takes the working days that its preparation needs."""
    if not _open(plan, days, planned):
        return days.name_of(planned)
    earlier = (planned - timedelta(days=n) for n in range(1, 8))
    closed = (day for day in earlier if day.isoweekday() <= 5 and days.kind(day) is not DayKind.WORKING)
    return days.name_of(next(closed))
