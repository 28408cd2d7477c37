"""What all tables share: names of constraints, and foreign keys that never delete anything on their own.

A week is text such as 2026-W48, which sorts in time. A moment is stored in UTC and comes back aware. A tree of values
is JSON in a text column. What is empty in the domain and may be referred to by a foreign key is NULL here.
"""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint, Index, MetaData, Table, text
from sqlmodel import SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class TableRow(SQLModel):
    """One row; rows never leave storage."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)
    __tablename__: ClassVar[str]


def table(row: type[TableRow]) -> Table:
    """The table of a row class; statements are built on it once, when the repository's module is loaded."""
    return TableRow.metadata.tables[row.__tablename__]


def refers(*columns: str, to: str, keys: str, late: bool = False) -> ForeignKeyConstraint:
    """A foreign key that refuses to leave its row without the other one.

    A late one is checked at the end of the transaction, for rows that refer to each other or come in any order.
    """
    return ForeignKeyConstraint(
        list(columns),
        [f"{to}.{key}" for key in keys.split()],
        ondelete="RESTRICT",
        deferrable=True if late else None,
        initially="DEFERRED" if late else None,
    )


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over some rows; a query uses it only when it says the same condition literally (durable.md §4)."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))
