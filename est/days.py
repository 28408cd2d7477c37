"""Which days a municipality works: red days, eves, bridge days, half days and breaks (domain.md §9.1).

Red days come in as data: the method does not know any country's calendar.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from est.errors import Refusal
from est.week import Week

NOON = time(12)
"""When a half day of the municipality's own list ends, unless it says otherwise."""
NO_YEAR = 0
"""No year's list is missing."""
LIST_EXPECTED_FROM = 11
"""From November the municipality's list for next year is expected (acceptance.md S7)."""
LONGEST_BREAK = timedelta(days=366)
LONGEST_SEARCH = 1100
"""So many days without a working day are a faulty calendar, not a holiday."""

_PREFIX = r"(?:v|vecka|veckor|veckorna|w|week|weeks)?\.? ?"
WRITTEN_WEEKS = re.compile(rf"{_PREFIX}([0-9]{{1,2}})(?: ?[-–] ?{_PREFIX}([0-9]{{1,2}}))?", re.IGNORECASE)


class CalendarError(Refusal):
    """The calendar cannot be as described."""

    code = "calendar"


class DayKind(StrEnum):
    """What a day is: the first that applies of red, eve, weekend, break, bridge, half and working."""

    WORKING = "working"
    HALF = "half"
    """Worked until a clock time, such as Maundy Thursday."""
    WEEKEND = "weekend"
    RED = "red"
    EVE = "eve"
    """Midsummer, Christmas and New Year's Eve: not red by law, and nobody works."""
    BRIDGE = "bridge"
    """Klämdag: closed by the municipality's own list."""
    BREAK = "break"
    """The group does not meet: summer, Christmas, school holiday."""


@dataclass(frozen=True, slots=True)
class Break:
    """A named pause, both days included."""

    name: str
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise CalendarError("break_backwards", first=self.first, last=self.last)
        if self.last - self.first >= LONGEST_BREAK:
            raise CalendarError("break_too_long", days=LONGEST_BREAK.days)

    @classmethod
    def weeks(cls, name: str, first: Week, last: Week) -> Self:
        """A break of whole weeks."""
        return cls(name, first.monday, last.sunday)

    @classmethod
    def parse(cls, name: str, text: str, year: int) -> Self:
        """Read "W27-W32", "v. 27–32" or "vecka 44", counted in the ISO year; "W52-W1" ends in the year after."""
        written = WRITTEN_WEEKS.fullmatch(text.strip())
        if written is None:
            raise CalendarError("break_unreadable", field="breaks")
        first, last = int(written[1]), int(written[2] or written[1])
        try:
            return cls.weeks(name, Week(year, first), Week(year + (last < first), last))
        except ValueError as error:
            raise CalendarError("break_no_such_week", field="breaks", year=year) from error

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class DayCalendar:
    """The working days of one municipality.

    Bridge days are the municipality's own list only. Half days are a guess until it has confirmed its list
    for the year, and from then on only what the list says (acceptance.md S7). `names` holds what half and
    bridge days are called, where they have a name.
    """

    red: Mapping[date, str] = field(default_factory=dict)
    eves: Mapping[date, str] = field(default_factory=dict)
    half_days: Mapping[date, time] = field(default_factory=dict)
    bridge_days: frozenset[date] = frozenset()
    confirmed_years: frozenset[int] = frozenset()
    breaks: tuple[Break, ...] = ()
    names: Mapping[date, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mapping in ("red", "eves", "half_days", "names"):
            given = getattr(self, mapping)
            if not isinstance(given, MappingProxyType):
                object.__setattr__(self, mapping, MappingProxyType(dict(given)))
        if any(ends.tzinfo is not None for ends in self.half_days.values()):
            raise CalendarError("half_day_has_zone", field="half_days")

    def kind(self, day: date) -> DayKind:
        if day in self.red:
            return DayKind.RED
        if day in self.eves:
            return DayKind.EVE
        if day.isoweekday() > 5:
            return DayKind.WEEKEND
        return self._kind_of_weekday(day)

    def _kind_of_weekday(self, day: date) -> DayKind:
        if self.breaks_on(day):
            return DayKind.BREAK
        if day in self.bridge_days:
            return DayKind.BRIDGE
        if day in self.half_days:
            return DayKind.HALF
        return DayKind.WORKING

    def is_working(self, day: date, at: time = time.min) -> bool:
        """Whether people work that day at that clock time; on a half day, only before the time it ends."""
        kind = self.kind(day)
        return kind is DayKind.WORKING or (kind is DayKind.HALF and at < self.half_days[day])

    def breaks_on(self, day: date) -> tuple[Break, ...]:
        """The breaks that hold the day."""
        return tuple(pause for pause in self.breaks if day in pause)

    def name_of(self, day: date) -> str:
        """What the day is called; empty for a day without a name, where `kind` says all there is to say."""
        pauses = [pause.name for pause in self.breaks_on(day)]
        called = (self.red.get(day), self.eves.get(day), *pauses, self.names.get(day))
        return next((name for name in called if name), "")

    def previous_working(self, day: date, at: time = time.min) -> date:
        """The last working day before this one."""
        return self._search(day, at, step=-1)

    def next_working(self, day: date, at: time = time.min) -> date:
        """The first working day after this one."""
        return self._search(day, at, step=1)

    def _search(self, day: date, at: time, *, step: int) -> date:
        for distance in range(1, LONGEST_SEARCH + 1):
            found = day + timedelta(days=step * distance)
            if self.is_working(found, at):
                return found
        raise CalendarError("calendar_without_working_days", day=day)

    def missing_year(self, today: date) -> int:
        """The year whose list should be confirmed by now and is not, or `NO_YEAR`.

        Next year's is expected from 1 November; at all times the running year's.
        """
        due = (today.year + 1, today.year) if today.month >= LIST_EXPECTED_FROM else (today.year,)
        return next((year for year in due if year not in self.confirmed_years), NO_YEAR)

    def confirm(
        self, year: int, bridge_days: Collection[date], half_days: Mapping[date, time]
    ) -> DayCalendar:
        """The calendar with the municipality's own list for a year in place of every guess about it."""
        stray = [day for day in (*bridge_days, *half_days) if day.year != year]
        if stray:
            raise CalendarError("calendar_other_year", field="bridge_days", year=year, day=min(stray))
        kept_bridges = {day for day in self.bridge_days if day.year != year}
        kept_halves = {day: ends for day, ends in self.half_days.items() if day.year != year}
        return replace(
            self,
            bridge_days=frozenset(kept_bridges | set(bridge_days)),
            half_days=kept_halves | dict(half_days),
            confirmed_years=self.confirmed_years | {year},
        )

    def with_breaks(self, breaks: Collection[Break]) -> DayCalendar:
        """The calendar with a group's own breaks added to the municipality's."""
        return replace(self, breaks=(*self.breaks, *breaks)) if breaks else self

    def without_breaks(self) -> DayCalendar:
        """The days the municipality works, whether the group meets or not."""
        return replace(self, breaks=()) if self.breaks else self
