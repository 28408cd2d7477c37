"""Two reports of one event: what the coordinator is asked about, and never merged without them (acceptance.md L6)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from est.place import UNPLACED, Location, Place
from est.report import Incident, Item
from est.vocabulary import PartOfDay

WINDOW = timedelta(hours=48)
"""Reports further apart in time than this are of two events (domain.md §11 item 24)."""

NEAR = 150
"""Metres between two places of one event at most (acceptance.md L6)."""

CLOCK = {
    PartOfDay.MORNING: time(8),
    PartOfDay.DAY: time(13),
    PartOfDay.EVENING: time(20),
    PartOfDay.UNKNOWN: time(12),
}
"""The hour that stands for a part of the day; a night, which belongs to the date it began, is the midnight after it."""


class Likeness(StrEnum):
    """What makes two places one; category and time are always alike."""

    SAME_PLACE = "same_place"
    SAME_WORDS = "same_words"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Items that may be one event, oldest first, and why it looks so."""

    item_ids: tuple[str, ...]
    reason: Likeness


def place_key(location: Location) -> str:
    """What the place is called in comparisons: its id, or its words without case and spacing; empty without a place."""
    if location.place_id:
        return f"id:{location.place_id}"
    words = " ".join(unicodedata.normalize("NFC", location.text).casefold().split()).strip(" .,")
    return f"words:{words}" if words else ""


def same_place(one: Location, other: Location) -> bool:
    """Whether two items stand at the same registered place, or at the same words; nowhere is never the same place."""
    return place_key(one) == place_key(other) != ""


def near_in(places: Mapping[str, Place]) -> Callable[[Location, Location], bool]:
    """Whether two items stand at the same place, or at places of this register that lie near each other."""

    def near(one: Location, other: Location) -> bool:
        if same_place(one, other):
            return True
        points = [places[id_].point for id_ in (one.place_id, other.place_id) if id_ in places]
        return len(points) == 2 and UNPLACED not in points and points[0].metres_to(points[1]) <= NEAR

    return near


def reading_order(item: Item) -> tuple[int, int, int, str]:
    """The order of the labels people say aloud, V48-2 before V48-12; stable whatever order items come in."""
    return item.week.year, item.week.number, item.number, item.id


def proposals(
    items: Iterable[Item], near: Callable[[Location, Location], bool] = same_place
) -> tuple[Proposal, ...]:
    """Groups of incidents that may be one event: the same category, near places, all within 48 hours of each other.

    An item is in one group at most, and only what the group can see is compared. *near* judges two places.
    """
    groups: list[list[tuple[Item, Incident]]] = []
    for item, incident in sorted(_incidents(items), key=_by_time):
        alike = (g for g in groups if all(_alike(incident, other, near) for _, other in g))
        group = next(alike, None)
        if group is None:
            groups.append([(item, incident)])
        else:
            group.append((item, incident))
    return tuple(_proposal(group) for group in groups if len(group) > 1)


def _incidents(items: Iterable[Item]) -> list[tuple[Item, Incident]]:
    return [(item, item.content) for item in items if item.shown and isinstance(item.content, Incident)]


def _by_time(pair: tuple[Item, Incident]) -> tuple[datetime, tuple[int, int, int, str]]:
    item, incident = pair
    return _moment(incident.first, incident.part_of_day), reading_order(item)


def _alike(one: Incident, other: Incident, near: Callable[[Location, Location], bool]) -> bool:
    return (
        one.category is other.category and _apart(one, other) <= WINDOW and near(one.location, other.location)
    )


def _apart(one: Incident, other: Incident) -> timedelta:
    """The time between the end of one and the beginning of the other; negative when they overlap."""
    begins = max(_moment(i.first, i.part_of_day) for i in (one, other))
    ends = min(_moment(i.last, i.part_of_day) for i in (one, other))
    return begins - ends


def _moment(day: date, part: PartOfDay) -> datetime:
    if part is PartOfDay.NIGHT:
        return datetime.combine(day + timedelta(days=1), time())
    return datetime.combine(day, CLOCK[part])


def _proposal(group: list[tuple[Item, Incident]]) -> Proposal:
    keys = {place_key(incident.location) for _, incident in group}
    ids = tuple(item.id for item, _ in group)
    if len(keys) > 1:
        return Proposal(ids, Likeness.NEAR)
    return Proposal(ids, Likeness.SAME_PLACE if keys.pop().startswith("id:") else Likeness.SAME_WORDS)
