"""A round is one meeting cycle: its period, its moments, and where it stands at a time (domain.md §9.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from est.days import DayCalendar
from est.timetable import (
    HELD,
    Occurrence,
    Outcome,
    Plan,
    Preset,
    Step,
    occurrences,
    planned_before,
    step_days,
)
from est.week import Week

DAY = timedelta(days=1)
NOTICE_AHEAD = timedelta(days=7)
"""The group hears of a moved or cancelled meeting so long before the prompt it would have had."""


class Phase(StrEnum):
    """Where a round stands, and so what becomes of an answer."""

    BEFORE_PROMPT = "before_prompt"
    OPEN = "open"
    LATE = "late"
    """From the deadline to the lock: a first answer or a change is taken and marked late."""
    LOCKED = "locked"
    """From the start of the meeting: only the coordinator changes items."""
    APPROVED = "approved"
    CANCELLED = "cancelled"
    """No meeting: there is nothing to answer in this round."""


@dataclass(frozen=True, slots=True)
class Round:
    """One meeting cycle of a group, under the ISO week of its planned meeting, which never changes.

    `moments` are UTC and in the order of the steps. A cancelled round has at most the moments of its
    notice; its period says nothing, as the next held round takes those days in.
    """

    group_id: str
    week: Week
    period_first: date
    period_last: date
    moments: Mapping[Step, datetime] = field(hash=False)
    zone: str
    outcome: Outcome
    planned: date
    held: date
    because: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "moments", MappingProxyType(dict(self.moments)))

    @property
    def id(self) -> str:
        return f"{self.group_id}/{self.week}"

    @property
    def is_held(self) -> bool:
        return self.outcome in HELD


def moment(day: date, clock: time, zone: str) -> datetime:
    """The one UTC moment of a wall-clock time on a day.

    In the hour that a spring night skips, the clock is read as if it had not been turned: 02:30 becomes
    03:30. In the hour that an autumn night has twice, the first one is meant (acceptance.md S3).
    """
    if clock.tzinfo is not None:
        raise ValueError("a wall-clock time has no zone of its own")
    return datetime.combine(day, clock.replace(fold=0), ZoneInfo(zone)).astimezone(UTC)


def phase(round_: Round, now: datetime, approved: bool) -> Phase:  # noqa: FBT001 (the three stand in one natural order)
    """Where the round stands; each phase begins at its moment and ends before the next one's."""
    if not round_.is_held:
        return Phase.CANCELLED
    if approved:
        return Phase.APPROVED
    if now < round_.moments[Step.PROMPT]:
        return Phase.BEFORE_PROMPT
    if now < round_.moments[Step.DEADLINE]:
        return Phase.OPEN
    return Phase.LATE if now < round_.moments[Step.MEETING] else Phase.LOCKED


def plan_round(
    group_id: str,
    plan: Plan,
    days: DayCalendar,
    occurrence: Occurrence,
    previous_held: Round | Occurrence | None = None,
) -> Round:
    """The round of one planned meeting, after the one that was held before it (None for a group's first).

    Give the stored `Round` where there is one: its period stands also when the plan has been changed since.
    """
    last = _covered_until(plan, days, occurrence)
    first = min(_covered_before(plan, days, occurrence, previous_held) + DAY, last)
    return Round(
        group_id=group_id,
        week=occurrence.week,
        period_first=first,
        period_last=last,
        moments=_notice(plan, days, occurrence) | _chain(plan, days, occurrence),
        zone=plan.zone,
        outcome=occurrence.outcome,
        planned=occurrence.planned,
        held=occurrence.held,
        because=occurrence.because,
    )


def plan_rounds(
    group_id: str, plan: Plan, days: DayCalendar, weeks: tuple[Week, Week], previous_held: Round | None = None
) -> tuple[Round, ...]:
    """The rounds from one week to another, both included; each held one begins where the last ended."""
    planned: list[Round] = []
    for occurrence in occurrences(plan, days, *weeks):
        planned.append(plan_round(group_id, plan, days, occurrence, previous_held))
        if occurrence.is_held:
            previous_held = planned[-1]
    return tuple(planned)


def _covered_before(
    plan: Plan, days: DayCalendar, occurrence: Occurrence, previous_held: Round | Occurrence | None
) -> date:
    """The last day that earlier rounds have asked about; a first round is as long as the cadence."""
    if isinstance(previous_held, Round):
        return previous_held.period_last
    if isinstance(previous_held, Occurrence):
        return _covered_until(plan, days, previous_held)
    asked_early = _nominal_end(plan, occurrence.planned) - _covered_until(plan, days, occurrence)
    return _nominal_end(plan, planned_before(plan, occurrence.planned)) - asked_early


def _covered_until(plan: Plan, days: DayCalendar, occurrence: Occurrence) -> date:
    """The last day a round asks about: never later than the day before it asks, also when it asks early."""
    ends = min(_nominal_end(plan, occurrence.planned), occurrence.held - DAY)
    if not occurrence.is_held:
        return ends
    asked = step_days(plan, days.with_breaks(plan.breaks), occurrence.held)[Step.PROMPT]
    return min(ends, asked - DAY)


def _nominal_end(plan: Plan, planned: date) -> date:
    """Preset A: the Sunday before the meeting's week. Preset B: the day before the prompt's weekday."""
    if plan.preset is Preset.WEEK_START:
        return Week.of(planned).monday - DAY
    prompt = planned - 2 * DAY
    return (prompt if prompt.isoweekday() <= 5 else prompt - 2 * DAY) - DAY


def _chain(plan: Plan, days: DayCalendar, occurrence: Occurrence) -> dict[Step, datetime]:
    if not occurrence.is_held:
        return {}
    on = step_days(plan, days.with_breaks(plan.breaks), occurrence.held)
    return {slot.step: moment(on[slot.step], slot.clock, plan.zone) for slot in plan.slots()}


def _notice(plan: Plan, days: DayCalendar, occurrence: Occurrence) -> dict[Step, datetime]:
    """From a week before the expected prompt, on a working day, until the meeting begins or would have."""
    if not occurrence.announced:
        return {}
    clock = plan.slots()[0].clock
    expected = step_days(plan, days, min(occurrence.planned, occurrence.held))[Step.PROMPT]
    day = days.without_breaks().previous_working(expected - NOTICE_AHEAD + DAY, clock)
    return {
        Step.NOTICE: moment(day, clock, plan.zone),
        Step.NOTICE_END: moment(occurrence.held, plan.meeting_clock, plan.zone),
    }
