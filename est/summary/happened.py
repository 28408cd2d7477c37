"""What happened in the round, in numbers, and the subjects that stand out (domain.md §9.3 point 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from est.agenda.incidents import incident_subjects
from est.agenda.values import Line
from est.alphabet import by_name
from est.duplicates import place_key, reading_order
from est.recurring import recurring_places
from est.report import Incident, Item
from est.summary.baseline import LEAST_OF_CATEGORY, PastRound, baseline, by_category
from est.summary.values import CategoryCount, Happened, ItemRef, Notable, PlaceCount
from est.vocabulary import Category

NOTABLE = 5
"""Subjects that stand out at most (domain.md §9.3)."""


def happened(
    items: Sequence[Item],
    earlier: Iterable[Item],
    alike: Iterable[PastRound],
    period_last: date,
    names: Mapping[str, str],
) -> Happened:
    """The incidents of the round: *earlier* items tell what recurs, the comparable rounds *alike* what is usual."""
    counts = by_category(items)
    usual = [by_category(past.items) for past in alike]
    return Happened(
        total=counts.total(),
        categories=tuple(
            CategoryCount(
                category=category,
                count=counts[category],
                baseline=baseline(counts[category], [past[category] for past in usual], LEAST_OF_CATEGORY),
            )
            for category in Category
            if category in counts
        ),
        places=_places(items, names),
        notable=_notable(items, tuple(earlier), period_last),
    )


def ref(item: Item) -> ItemRef:
    """The item as it is now."""
    return ItemRef(item.id, item.label, item.version)


def _places(items: Iterable[Item], names: Mapping[str, str]) -> tuple[PlaceCount, ...]:
    """Each place once, in the words of its first item when it stands in no register."""
    happened = [i for i in sorted(items, key=reading_order) if i.shown and isinstance(i.content, Incident)]
    counts = Counter(place_key(item.content.location) for item in happened)
    spoken = {place_key(item.content.location): item.content.location for item in reversed(happened)}
    ordered = sorted((key for key in spoken if key), key=lambda key: by_name(spoken[key], names))
    return tuple(PlaceCount(location=spoken[key], count=counts[key]) for key in ordered)


def _notable(items: Sequence[Item], earlier: Sequence[Item], period_last: date) -> tuple[Notable, ...]:
    by_id = {item.id: item for item in items}
    recurring = recurring_places((*items, *earlier), period_last)
    wanted = incident_subjects(items, [i for i in earlier if i.shown], recurring).wanted
    return tuple(_stands_out(line, by_id) for line in wanted[:NOTABLE])


def _stands_out(line: Line, by_id: Mapping[str, Item]) -> Notable:
    chosen = [by_id[item_id] for item_id in line.item_ids]
    categories = [i.content.category for i in chosen if isinstance(i.content, Incident)]
    return Notable(
        items=tuple(ref(item) for item in chosen),
        category=categories[0],
        location=line.location,
        reasons=line.reasons,
    )
