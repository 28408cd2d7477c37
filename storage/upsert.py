"""Statements that insert a row or do something else when it is already there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ScalarSelect, Table, bindparam, select

# PostgreSQL's insert compiles on SQLite too, which took its ON CONFLICT clause over; SQLite's does not on PostgreSQL.
from sqlalchemy.dialects.postgresql import Insert, insert

from storage.tables import GroupRow, table

GROUP = table(GroupRow)

__all__ = ["Insert", "group_municipality", "insert", "upsert"]


def upsert(
    target: Table, *, given: Mapping[str, Any] | None = None, keep: Collection[str] = (), newer: str = ""
) -> Insert:
    """Insert a row, or change every column of the stored one but its key and those in *keep*.

    *given* are values that stand in the statement itself; all others come with the execution. With *newer*, the
    stored row is changed only when its number in that column is lower.
    """
    statement = insert(target).values(**given) if given else insert(target)
    new = statement.excluded
    key = [column.name for column in target.primary_key]
    changed = {name: new[name] for column in target.columns if (name := column.name) not in {*key, *keep}}
    older = target.c[newer] < new[newer] if newer else None
    return statement.on_conflict_do_update(index_elements=key, set_=changed, where=older)


def group_municipality() -> ScalarSelect[str]:
    """The municipality of the group `of_group`, looked up where a row of the group is inserted."""
    return select(GROUP.c.municipality_id).where(GROUP.c.id == bindparam("of_group")).scalar_subquery()
