"""Reports of one event stand as one; people merge them, and what is merged can always be parted (acceptance.md L6)."""

from __future__ import annotations

from dataclasses import replace

from est.ports import Records
from est.report import Item
from est.turn import Turn


def merged_into(records: Records, turn: Turn, item: Item) -> tuple[Item, ...]:
    """The items that stand behind this one."""
    of_round = records.reports.items_between(turn.group.id, item.week, item.week)
    return tuple(one for one in of_round if one.merged_into == item.id)


def part_all(records: Records, turn: Turn, item: Item) -> None:
    """What was merged into an item stands for itself again, since the item no longer stands for it."""
    for one in merged_into(records, turn, item):
        parted = replace(one, merged_into="", changed_at=turn.now, version=one.version + 1)
        records.reports.save_item(parted)
