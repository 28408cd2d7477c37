"""Items that are one subject at the meeting: the same sort of thing on the same place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from est.agenda.values import Line, PointKind, Reason, ReasonCode
from est.duplicates import place_key, reading_order
from est.report import OUT_OF_SIGHT, Content, Incident, Item, UpcomingEvent

C = TypeVar("C", bound=Content)


@dataclass(frozen=True, slots=True)
class Cluster(Generic[C]):
    """One subject: its items in the order of their labels, their contents, and how many members have reported it."""

    items: tuple[Item, ...]
    contents: tuple[C, ...]
    reporters: int

    def line(self, point: PointKind, reasons: Iterable[Reason], *, heading_only: bool = False) -> Line:
        """The subject as a line of its point, without minutes yet."""
        is_oral = any(item.oral for item in self.items)
        oral = [Reason(ReasonCode.ORAL)] if is_oral and not heading_only else []
        late = [Reason(ReasonCode.LATE)] if any(item.late for item in self.items) else []
        return Line(
            point=point,
            reasons=(*reasons, *oral, *late),
            item_ids=tuple(item.id for item in self.items),
            location=self.contents[0].location,
            heading_only=heading_only or is_oral,
        )

    @property
    def several(self) -> tuple[Reason, ...]:
        """The reason that several members have reported it, if they have."""
        return (Reason(ReasonCode.SEVERAL_REPORTERS, self.reporters),) if self.reporters > 1 else ()


def clusters(items: Iterable[Item], of: type[C]) -> tuple[Cluster[C], ...]:
    """The shown items of one kind, those of the same sort on the same place together, in the order of their labels.

    An item without a place stands alone. A report that was merged into another counts as one of its reporters.
    """
    every = tuple(items)
    voices = _voices(every)
    found: defaultdict[tuple[str, ...], list[tuple[Item, C]]] = defaultdict(list)
    for item in sorted(every, key=reading_order):
        if item.shown and isinstance(item.content, of):
            # What is said aloud alone stands apart, so that the others keep their texts.
            place = item.id if item.oral else place_key(item.content.location)
            found[place or item.id, *_sort(item.content)].append((item, item.content))
    return tuple(
        Cluster(
            tuple(item for item, _ in pairs),
            tuple(content for _, content in pairs),
            len(set().union(*(voices[item.id] for item, _ in pairs))),
        )
        for pairs in found.values()
    )


def _sort(content: Content) -> tuple[str, ...]:
    if isinstance(content, Incident):
        return (content.category,)
    if isinstance(content, UpcomingEvent):
        return (content.type, str(content.first))
    return (content.type, content.status)


def _voices(items: tuple[Item, ...]) -> Mapping[str, set[str]]:
    """The members who have reported each item, through what is merged into it as well."""
    by_id = {item.id: item for item in items}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        if not item.withdrawn and item.review not in OUT_OF_SIGHT:
            found[_standing_for(item, by_id)].add(item.member_id)
    return found


def _standing_for(item: Item, by_id: Mapping[str, Item]) -> str:
    """The item that stands for this one; a merge may have been merged again."""
    seen = {item.id}
    while item.merged_into in by_id and item.merged_into not in seen:
        item = by_id[item.merged_into]
        seen.add(item.id)
    return item.id
