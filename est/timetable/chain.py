"""The days of a round's steps, counted in working days from the day the meeting is held."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta

from est.days import DayCalendar
from est.timetable.plan import Plan
from est.timetable.slots import Slot, Step

PROMISED = frozenset({Step.APPROVAL, Step.FEEDBACK})
"""What is owed after a held meeting. A break stops meetings and reminders of actions, not these."""


def step_days(plan: Plan, days: DayCalendar, held: date) -> Mapping[Step, date]:
    """The day of every step of a meeting held on this day, in order.

    Steps with the same distance stay together on one day, and a half day counts only when all of them fall
    before it ends: so the chain keeps its order however the red days lie, and a prompt only ever moves
    earlier (acceptance.md S6). Breaks do not count here but for the check of actions: a prompt for the
    first meeting after the summer goes the working day before it, not before the summer.
    """
    before, after = _around_meeting(plan)
    found = _days_before(before, days.without_breaks(), held)
    found |= {Step.MEETING: held, Step.MEETING_END: held} | _days_after(after, days, held)
    return {slot.step: found[slot.step] for slot in plan.slots()}


def prompt_day(plan: Plan, days: DayCalendar, held: date) -> date:
    """The day of the first prompt for a meeting held on this day."""
    before, _ = _around_meeting(plan)
    return _days_before(before, days.without_breaks(), held)[Step.PROMPT]


def _around_meeting(plan: Plan) -> tuple[tuple[Slot, ...], tuple[Slot, ...]]:
    slots = plan.slots()
    meeting = next(place for place, slot in enumerate(slots) if slot.step is Step.MEETING)
    return slots[:meeting], slots[meeting + 2 :]


def _days_before(slots: tuple[Slot, ...], days: DayCalendar, held: date) -> dict[Step, date]:
    day = held
    found: dict[Step, date] = {}
    for distance in range(-slots[0].working_days + 1):
        together = _together(slots, -distance)
        if distance:
            day = days.previous_working(day, at=_latest(together))
        found |= {slot.step: day for slot in together}
    return found


def _days_after(slots: tuple[Slot, ...], days: DayCalendar, held: date) -> dict[Step, date]:
    day = held - timedelta(days=1)
    found: dict[Step, date] = {}
    for distance in range(slots[-1].working_days + 1):
        together = _together(slots, distance)
        owed = any(slot.step in PROMISED for slot in together)
        day = (days.without_breaks() if owed else days).next_working(day, at=_latest(together))
        found |= {slot.step: day for slot in together}
    return found


def _together(slots: tuple[Slot, ...], distance: int) -> tuple[Slot, ...]:
    return tuple(slot for slot in slots if slot.working_days == distance)


def _latest(slots: tuple[Slot, ...]) -> time:
    return max((slot.clock for slot in slots), default=time.min)
