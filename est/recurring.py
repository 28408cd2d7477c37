"""Places where it happens again: counted by the date of the incident, one event once (domain.md §8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from est.duplicates import place_key, reading_order, same_place
from est.place import Location
from est.report import Incident, Item
from est.vocabulary import Severity
from est.week import Week

SPAN = timedelta(weeks=4)
"""How far back an incident counts. A caller has to pass the items of the rounds that began within it."""
OFTEN = 3
"""So many incidents in the span make a place recurring, and so many alike suggest one level up."""


@dataclass(frozen=True, slots=True)
class RecurringPlace:
    """A place with at least three incidents in four weeks, of whatever category."""

    location: Location
    item_ids: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.item_ids)


def recurring_places(items: Iterable[Item], as_of: Week | date) -> tuple[RecurringPlace, ...]:
    """The recurring places of the four weeks that end with *as_of* (a week ends on its Sunday), never ranked.

    What is merged into another item, withdrawn or hidden is not counted. Places stand in the order of their keys.
    """
    found: defaultdict[str, list[tuple[Item, Incident]]] = defaultdict(list)
    for item, incident in _counted(items, as_of.sunday if isinstance(as_of, Week) else as_of):
        found[place_key(incident.location)].append((item, incident))
    return tuple(_recurring(found[key]) for key in sorted(found) if key and len(found[key]) >= OFTEN)


def suggested_severity(incident: Incident, history: Iterable[Item], own_id: str = "") -> Severity:
    """One level up when this is the third incident of its category on its place in four weeks, else its own level.

    A suggestion to the one who writes and to the coordinator, never a change (domain.md §7.2). *own_id* is the item
    that the incident already is, if it is saved.
    """
    others = (i for item, i in _counted(history, incident.first) if item.id != own_id)
    alike = sum(i.category is incident.category and same_place(i.location, incident.location) for i in others)
    return Severity(min(incident.severity + (alike + 1 >= OFTEN), Severity.VERY_HIGH))


def _counted(items: Iterable[Item], last: date) -> list[tuple[Item, Incident]]:
    return [
        (item, item.content)
        for item in items
        if isinstance(item.content, Incident) and last - SPAN < item.content.first <= last and item.shown
    ]


def _recurring(pairs: list[tuple[Item, Incident]]) -> RecurringPlace:
    ordered = sorted(pairs, key=lambda pair: reading_order(pair[0]))
    return RecurringPlace(ordered[0][1].location, tuple(item.id for item, _ in ordered))
