"""The days of the year on which something is expected to happen, for whatever year it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

_FRIDAY, _SATURDAY, _SUNDAY = 5, 6, 7
_ELECTION_YEARS, _ELECTION_REST = 4, 2


def _from(year: int, month: int, day: int, weekday: int) -> date:
    """The first such ISO weekday on or after a day."""
    start = date(year, month, day)
    return start + timedelta(days=(weekday - start.isoweekday()) % 7)


OCCASIONS: Mapping[str, Callable[[int], date]] = {
    "winter_break": lambda year: date.fromisocalendar(year, 9, 1),
    "valborg": lambda year: date(year, 4, 30),
    "may_day": lambda year: date(year, 5, 1),
    "student": lambda year: _from(year, 6, 1, _FRIDAY),
    "school_end": lambda year: _from(year, 6, 8, _FRIDAY),
    "midsummer_eve": lambda year: _from(year, 6, 19, _FRIDAY),
    "school_start": lambda year: date.fromisocalendar(year, 34, 3),
    "election": lambda year: _from(year, 9, 8, _SUNDAY),
    "autumn_market": lambda year: date.fromisocalendar(year, 39, _SATURDAY),
    "autumn_break": lambda year: date.fromisocalendar(year, 44, 1),
    "halloween": lambda year: date(year, 10, 31),
    "christmas_market": lambda year: _from(year, 12, 1, _SATURDAY),
    "lucia_night": lambda year: date(year, 12, 12),
    "new_years_eve": lambda year: date(year, 12, 31),
}


def occurring(name: str, first: date, last: date) -> Iterator[date]:
    """The days of an occasion between two days, both included."""
    for year in range(first.year, last.year + 1):
        if name == "election" and year % _ELECTION_YEARS != _ELECTION_REST:
            continue
        day = OCCASIONS[name](year)
        if first <= day <= last:
            yield day
