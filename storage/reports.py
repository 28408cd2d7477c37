"""Reports and items with every version, as est.ports.Reports asks for them."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, text

from est.errors import Changed
from est.report import (
    CollabNeed,
    Content,
    Incident,
    Item,
    Report,
    ReviewState,
    UpcomingEvent,
    heading_of,
)
from est.vocabulary import Kind
from est.week import Week
from storage.statements import Statements
from storage.tables import ItemRow, ItemVersionRow, ReportRow, table
from storage.trees import REMEMBERED, Tree
from storage.upsert import group_municipality, insert, upsert

REPORT, ITEM, ITEM_VERSION = table(ReportRow), table(ItemRow), table(ItemVersionRow)
CONTENT: dict[str, Tree[Content]] = {
    Kind.INCIDENT: Tree(Incident),
    Kind.UPCOMING_EVENT: Tree(UpcomingEvent),
    Kind.COLLAB_NEED: Tree(CollabNeed),
}

REPORTS = select(REPORT).where(REPORT.c.group_id == bindparam("group_id"))
REPORTS_BETWEEN = REPORTS.where(REPORT.c.week.between(bindparam("first"), bindparam("last")))
REPORT_OF_SEAT = REPORTS.where(
    REPORT.c.week == bindparam("week"), REPORT.c.member_id == bindparam("member_id")
)
SAVE_REPORT = upsert(REPORT, newer="version").returning(REPORT.c.version)

OF_GROUP = select(ITEM).where(ITEM.c.group_id == bindparam("group_id"))
IN_ORDER = OF_GROUP.order_by(ITEM.c.week, ITEM.c.number)
ITEMS_OF_SEAT = IN_ORDER.where(ITEM.c.week == bindparam("week"), ITEM.c.member_id == bindparam("member_id"))
ITEMS_BETWEEN = IN_ORDER.where(ITEM.c.week.between(bindparam("first"), bindparam("last")))
# Not in order: SQLite would then read every item of the group along the index that has that order.
OFFERED = OF_GROUP.where(ITEM.c.offered_to == bindparam("week"), ~ITEM.c.withdrawn)
ITEM_BY_ID = OF_GROUP.where(ITEM.c.id == bindparam("item_id"))
ITEM_BY_DRAFT = OF_GROUP.where(ITEM.c.draft == bindparam("draft"), text("draft <> ''"))
VERSIONS = (
    select(ITEM_VERSION)
    .where(ITEM_VERSION.c.group_id == bindparam("group_id"), ITEM_VERSION.c.id == bindparam("item_id"))
    .order_by(ITEM_VERSION.c.version)
)
SAVE_ITEM = upsert(
    ITEM, given={"municipality_id": group_municipality()}, keep=("municipality_id",), newer="version"
).returning(ITEM.c.version)
COLUMNS = ITEM.columns.keys()
KEEP_VERSION = insert(ITEM_VERSION).from_select(
    COLUMNS,
    select(ITEM).where(ITEM.c.group_id == bindparam("of_group"), ITEM.c.id == bindparam("of_item")),
)
# A version never changes: a trigger refuses that. One whose words are to be gone is removed and written anew.
DROP_VERSIONS = delete(ITEM_VERSION).where(
    ITEM_VERSION.c.group_id == bindparam("of_group"),
    ITEM_VERSION.c.id == bindparam("of_item"),
    ITEM_VERSION.c.version < bindparam("before"),
)
WRITE_VERSION = insert(ITEM_VERSION).values(municipality_id=group_municipality())


class SqlReports:
    __slots__ = ("_connection",)

    def __init__(self, connection: Statements) -> None:
        self._connection = connection

    def get(self, group_id: str, week: Week, member_id: str) -> Report:
        asked = {"group_id": group_id, "week": str(week), "member_id": member_id}
        items = self._items(ITEMS_OF_SEAT, asked)
        row = self._connection.execute(REPORT_OF_SEAT, asked).first()
        if row is None:
            return Report(group_id=group_id, week=week, member_id=member_id, items=items)
        return _report(row, items)

    def of_round(self, group_id: str, week: Week) -> tuple[Report, ...]:
        """Every report of the round, ordered by seat."""
        return self.between(group_id, week, week)

    def between(self, group_id: str, first: Week, last: Week) -> tuple[Report, ...]:
        of_seat: defaultdict[tuple[Week, str], list[Item]] = defaultdict(list)
        for item in self.items_between(group_id, first, last):
            of_seat[item.week, item.member_id].append(item)
        asked = {"group_id": group_id, "first": str(first), "last": str(last)}
        rows = self._connection.execute(REPORTS_BETWEEN, asked)
        reports = (_report(row, tuple(of_seat[_week(row.week), row.member_id])) for row in rows)
        return tuple(sorted(reports, key=lambda report: (report.week, report.member_id)))

    def save(self, report: Report) -> None:
        """Keep the report's own fields, as a version newer than the stored one.

        Raises:
            Changed: a version as new as this one is stored already.
        """
        if self._connection.execute(SAVE_REPORT, _report_row(report)).first() is None:
            raise Changed(week=str(report.week))

    def item(self, group_id: str, item_id: str) -> Item | None:
        return self._item(ITEM_BY_ID, {"group_id": group_id, "item_id": item_id})

    def item_by_draft(self, group_id: str, draft: str) -> Item | None:
        return self._item(ITEM_BY_DRAFT, {"group_id": group_id, "draft": draft})

    def item_versions(self, group_id: str, item_id: str) -> tuple[Item, ...]:
        """Every version, oldest first; the last one is the item as it stands."""
        return self._items(VERSIONS, {"group_id": group_id, "item_id": item_id})

    def save_item(self, item: Item) -> None:
        """Keep a new item, or a version newer than the stored one; every version stays.

        Raises:
            Changed: a version as new as this one is stored already.
        """
        if self._connection.execute(SAVE_ITEM, _to_row(item)).first() is None:
            raise Changed(item=item.id)
        self._connection.execute(KEEP_VERSION, {"of_group": item.group_id, "of_item": item.id})

    def forget_words(self, group_id: str, item_id: str, *, before: int) -> None:
        earlier = [one for one in self.item_versions(group_id, item_id) if one.version < before]
        self._connection.execute(DROP_VERSIONS, {"of_group": group_id, "of_item": item_id, "before": before})
        for version in earlier:
            forgotten = replace(version, content=heading_of(version.content))
            self._connection.execute(WRITE_VERSION, _to_row(forgotten))

    def items_between(self, group_id: str, first: Week, last: Week) -> tuple[Item, ...]:
        return self._items(ITEMS_BETWEEN, {"group_id": group_id, "first": str(first), "last": str(last)})

    def offered(self, group_id: str, week: Week) -> tuple[Item, ...]:
        found = self._items(OFFERED, {"group_id": group_id, "week": str(week)})
        return tuple(sorted(found, key=lambda item: (item.week, item.number)))

    def _item(self, statement: Any, asked: dict[str, str]) -> Item | None:
        row = self._connection.execute(statement, asked).first()
        return None if row is None else _to_domain(row)

    def _items(self, statement: Any, asked: dict[str, str]) -> tuple[Item, ...]:
        return tuple(_to_domain(row) for row in self._connection.execute(statement, asked))


_week = lru_cache(maxsize=REMEMBERED)(Week.parse)


def _report_row(report: Report) -> dict[str, object]:
    return {
        "group_id": report.group_id,
        "week": str(report.week),
        "member_id": report.member_id,
        "nothing_to_report": report.nothing,
        "done_at": report.done_at,
        "late": report.late,
        "written_by": report.written_by or None,
        "version": report.version,
    }


def _report(row: Row[Any], items: tuple[Item, ...]) -> Report:
    return Report(
        group_id=row.group_id,
        week=_week(row.week),
        member_id=row.member_id,
        items=items,
        nothing=row.nothing_to_report,
        done_at=row.done_at,
        late=row.late,
        written_by=row.written_by or "",
        version=row.version,
    )


def _to_row(item: Item) -> dict[str, object]:
    return {
        "of_group": item.group_id,
        "group_id": item.group_id,
        "id": item.id,
        "week": str(item.week),
        "number": item.number,
        "member_id": item.member_id,
        "organisation_id": item.organisation_id or None,
        "place_id": item.content.location.place_id or None,
        "kind": item.content.kind.value,
        "content": CONTENT[item.content.kind].write(item.content),
        "created_at": item.created_at,
        "changed_at": item.changed_at,
        "version": item.version,
        "withdrawn": item.withdrawn,
        "late": item.late,
        "marks": json.dumps(item.marks),
        "review": item.review.value,
        "offered_to": item.offered_to or None,
        "merged_into": item.merged_into or None,
        "draft": item.draft,
    }


def _to_domain(row: Row[Any]) -> Item:
    return Item(
        id=row.id,
        group_id=row.group_id,
        week=_week(row.week),
        number=row.number,
        member_id=row.member_id,
        organisation_id=row.organisation_id or "",
        content=CONTENT[row.kind].read(row.content),
        created_at=row.created_at,
        changed_at=row.changed_at,
        version=row.version,
        withdrawn=row.withdrawn,
        late=row.late,
        marks=tuple(json.loads(row.marks)),
        review=ReviewState(row.review),
        offered_to=row.offered_to or "",
        merged_into=row.merged_into or "",
        draft=row.draft,
    )
