"""What a coordinator decides about the group's meetings, in wall-clock time (domain.md §1.2 and §9.1)."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from est.days import Break
from est.errors import Refusal
from est.timetable.slots import Preset, Slot, later, slots
from est.week import Week

EARLIEST, LATEST = time(7), time(20)
"""A meeting begins within these hours.

They keep every slot away from 02:00-03:00, which one night lacks and another has twice (acceptance.md S3).
"""
SHORTEST, LONGEST = 10, 120
"""Minutes of a meeting."""
INTERVALS = (1, 2, 3, 4)
"""Weeks between meetings."""
ORDINALS = frozenset({1, 2, 3, 4, -1})
"""Which such weekday of the month; a fifth one does not come every month, the last (-1) does."""


SOME_WEEK = Week(2024, 1)
"""Where counting begins when every week has a meeting and it makes no difference."""


class PlanError(Refusal):
    """The timetable cannot be as described."""

    code = "plan"


@dataclass(frozen=True, slots=True)
class EveryWeeks:
    """Every n weeks, counted from the week of one meeting.

    ISO week numbers cannot carry it: after a year of 53 weeks, odd weeks would meet twice in a row.
    """

    interval: int = 1
    anchor: Week = SOME_WEEK

    def __post_init__(self) -> None:
        if self.interval not in INTERVALS:
            raise PlanError("plan_interval", field="cadence", interval=self.interval)

    def meets(self, day: date) -> bool:
        """Whether a meeting is planned on this day, given that the weekday is right."""
        return Week.of(day).weeks_after(self.anchor) % self.interval == 0


@dataclass(frozen=True, slots=True)
class ByMonth:
    """The first, the first and third, the last ... such weekday of every month."""

    ordinals: frozenset[int] = frozenset({1})

    def __post_init__(self) -> None:
        if not self.ordinals or not self.ordinals <= ORDINALS:
            raise PlanError("plan_ordinals", field="cadence", ordinals=sorted(self.ordinals))

    def meets(self, day: date) -> bool:
        """Whether a meeting is planned on this day, given that the weekday is right."""
        from_start = (day.day - 1) // 7 + 1
        is_last = day.day + 7 > calendar.monthrange(day.year, day.month)[1]
        return from_start in self.ordinals or (is_last and -1 in self.ordinals)


Cadence = EveryWeeks | ByMonth
EVERY_WEEK = EveryWeeks()


class HolidayRule(StrEnum):
    """What becomes of a meeting that falls on a day nobody works."""

    NEXT = "next"
    PREVIOUS = "previous"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Plan:
    """The group's timetable; one that exists is legal.

    Holds the wall-clock time and the zone it is meant in, never a UTC hour: so a plan made in winter is
    right in
    July (acceptance.md S2 and S13). `weekday` counts from Monday = 0.
    """

    preset: Preset
    weekday: int
    meeting_clock: time
    length: int = 30
    cadence: Cadence = EVERY_WEEK
    holiday_rule: HolidayRule = HolidayRule.NEXT
    zone: str = "Europe/Stockholm"
    breaks: tuple[Break, ...] = ()

    def __post_init__(self) -> None:
        self.check()

    @classmethod
    def standard(cls, preset: Preset) -> Self:
        """The preset as domain.md §9.1 has it: Tuesday 09:00, or Thursday 10:00; half an hour, every week."""
        weekday, clock = {Preset.WEEK_START: (1, time(9)), Preset.BEFORE_WEEKEND: (3, time(10))}[preset]
        return cls(preset, weekday, clock)

    def check(self) -> None:
        """Refuse what no group can mean, by the field it stands in."""
        self._check_clock()
        if self.weekday not in range(5):
            raise PlanError("plan_weekday", field="weekday")
        if not SHORTEST <= self.length <= LONGEST:
            raise PlanError("plan_length", field="length", shortest=SHORTEST, longest=LONGEST)
        try:
            ZoneInfo(self.zone)
        except (KeyError, OSError, ValueError) as error:
            raise PlanError("plan_zone", field="zone") from error

    def _check_clock(self) -> None:
        clock = self.meeting_clock
        if clock.tzinfo is not None:
            raise PlanError("plan_clock_has_zone", field="meeting_clock")
        if clock.second or clock.microsecond:
            raise PlanError("plan_clock_not_whole_minutes", field="meeting_clock")
        if not EARLIEST <= clock <= LATEST:
            raise PlanError("plan_clock_hours", field="meeting_clock", earliest=EARLIEST, latest=LATEST)

    def slots(self) -> tuple[Slot, ...]:
        """Every slot of a round, in order."""
        return slots(self.preset, self.meeting_clock, self.length)

    @property
    def last_minute(self) -> time:
        """The last minute of the meeting; a half day has to reach past it."""
        return later(self.meeting_clock, self.length - 1)
