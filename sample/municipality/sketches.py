"""The sentences that Ekbacka's members write, read from three tables: of places and events, never of persons.

A row says who writes such a thing, of which places, and when in the day, week and year. Places are ids of places or
types of them. An `on` names an occasion (`occasions`), and then the row belongs to that day alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from est.report import severity_of
from est.vocabulary import (
    Category,
    Certainty,
    Crowd,
    EventType,
    NeedType,
    PartOfDay,
    Permit,
    PoliceReport,
    Severity,
    Spread,
    Urgency,
)
from sample.municipality.occasions import occurring
from sample.municipality.people import Seat

_FOLDER = Path(__file__).parent
_EVERY_DAY = frozenset(range(1, 8))
_EVERY_MONTH = frozenset(range(1, 13))


@dataclass(frozen=True, slots=True)
class When:
    """The days on which a thing may begin: ISO weekdays, months, or one occasion; and how many days it lasts."""

    part: PartOfDay
    on: str
    days: frozenset[int]
    months: frozenset[int]
    span: int

    def beginnings(self, first: date, last: date) -> tuple[date, ...]:
        """The days between two days on which it may begin and still end in time."""
        ends = last - timedelta(days=self.span - 1)
        if self.on:
            return tuple(occurring(self.on, first, last))
        every = (first + timedelta(days=n) for n in range((ends - first).days + 1))
        return tuple(day for day in every if day.isoweekday() in self.days and day.month in self.months)


@dataclass(frozen=True, slots=True)
class Seen:
    """An incident that one of the seats may have seen."""

    category: Category
    seats: frozenset[Seat]
    places: frozenset[str]
    when: When
    severity: Severity
    spread: Spread
    certainty: Certainty
    police_report: PoliceReport
    text: str
    taken: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """A coming event that one of the seats may know of."""

    type: EventType
    seats: frozenset[Seat]
    places: frozenset[str]
    when: When
    impact: Severity
    crowd: Crowd
    permit: Permit
    text: str
    preparation: str


@dataclass(frozen=True, slots=True)
class Wish:
    """Help that one seat may ask of other organisations; of everybody when none is named."""

    type: NeedType
    seat: Seat
    place_id: str
    asked: tuple[str, ...]
    urgency: Urgency
    months: frozenset[int]
    text: str


@cache
def incidents() -> tuple[Seen, ...]:
    """Every incident of the table."""
    return tuple(_seen(row) for row in _rows("incidents.csv"))


@cache
def events() -> tuple[Ahead, ...]:
    """Every coming event of the table."""
    return tuple(_ahead(row) for row in _rows("events.csv"))


@cache
def needs() -> tuple[Wish, ...]:
    """Every need of the table."""
    return tuple(
        Wish(
            type=NeedType(row["type"]),
            seat=Seat(row["seat"]),
            place_id=row["place"],
            asked=tuple(row["asked"].split()),
            urgency=Urgency(row["urgency"]),
            months=_months(row["months"]),
            text=row["text"],
        )
        for row in _rows("needs.csv")
    )


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table, delimiter=";", strict=True)


def _seen(row: Mapping[str, str]) -> Seen:
    category = Category(row["category"])
    return Seen(
        category=category,
        seats=_seats(row),
        places=frozenset(row["places"].split()),
        when=_when(row),
        severity=Severity(int(row["severity"])) if row["severity"] else severity_of(category),
        spread=Spread(row["spread"] or Spread.SINGLE),
        certainty=Certainty(row["certainty"] or Certainty.OWN_OBSERVATION),
        police_report=PoliceReport(row["police"] or PoliceReport.UNKNOWN),
        text=row["text"],
        taken=row["taken"],
    )


def _ahead(row: Mapping[str, str]) -> Ahead:
    return Ahead(
        type=EventType(row["type"]),
        seats=_seats(row),
        places=frozenset(row["places"].split()),
        when=_when(row),
        impact=Severity(int(row["impact"])),
        crowd=Crowd(row["crowd"]),
        permit=Permit(row["permit"]),
        text=row["text"],
        preparation=row["preparation"],
    )


def _seats(row: Mapping[str, str]) -> frozenset[Seat]:
    return frozenset(Seat(seat) for seat in row["seats"].split())


def _when(row: Mapping[str, str]) -> When:
    return When(
        part=PartOfDay(row["part"]),
        on=row["on"],
        days=frozenset(map(int, row["days"])) or _EVERY_DAY,
        months=_months(row["months"]),
        span=int(row["span"] or 1),
    )


def _months(written: str) -> frozenset[int]:
    """Months such as `5-9`, or `11-3` over the turn of the year; every month when nothing is written."""
    if not written:
        return _EVERY_MONTH
    first, last = map(int, written.split("-"))
    return (
        frozenset(range(first, last + 1))
        if first <= last
        else _EVERY_MONTH - frozenset(range(last + 1, first))
    )
