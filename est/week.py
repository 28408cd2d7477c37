"""The week is the ISO week: Monday to Sunday, 1 to 52 or 53, named by the year of its Thursday (ISO 8601)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

FIRST_YEAR = 1
LAST_YEAR = 9998
"""The last year of which every week lies whole within the calendar."""

WRITTEN = re.compile(r"([0-9]{4})-W([0-9]{2})")


def weeks_in(year: int) -> int:
    """How many weeks a year has, 52 or 53 (as 2026); 28 December always lies in the last."""
    return date(year, 12, 28).isocalendar().week


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """One ISO week. Its days may have another year: Friday 2027-01-01 lies in 2026-W53 (domain.md §9.1)."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"year {self.year} is not between {FIRST_YEAR} and {LAST_YEAR}")
        if not 1 <= self.number <= weeks_in(self.year):
            raise ValueError(f"{self.year} has weeks 1 to {weeks_in(self.year)}, not {self.number}")

    @classmethod
    def of(cls, day: date) -> Self:
        """The week of a calendar day. A moment has no week before its zone is known: use `at`."""
        if isinstance(day, datetime):
            raise TypeError("a moment has a week only in a zone: use Week.at")
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def at(cls, moment: datetime, zone: str) -> Self:
        """The week that the wall calendar of the zone shows at a moment."""
        if moment.utcoffset() is None:
            raise ValueError("a moment without a zone has no week")
        return cls.of(moment.astimezone(ZoneInfo(zone)).date())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` writes, such as 2026-W48, and nothing else."""
        written = WRITTEN.fullmatch(text)
        if written is None:
            raise ValueError("a week is written like 2026-W48")
        return cls(int(written[1]), int(written[2]))

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 7)

    def days(self) -> tuple[date, ...]:
        """Its seven days, Monday first."""
        return tuple(self.monday + timedelta(days=n) for n in range(7))

    def plus(self, weeks: int) -> Week:
        return Week.of(self.monday + timedelta(weeks=weeks))

    def next(self) -> Week:
        return self.plus(1)

    def previous(self) -> Week:
        return self.plus(-1)

    def weeks_after(self, other: Week) -> int:
        """How many weeks lie from the other to this one; negative when this one is earlier."""
        return (self.monday - other.monday).days // 7
