"""How the repositories run their statements.

On PostgreSQL a SQLAlchemy connection does it. On SQLite, where a statement itself takes a few microseconds, the way
through SQLAlchemy costs four times as much; and since every statement stands in a module and never changes, all of
that can be done once: the SQL, the order of its values, and how values are written and read.
"""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from sqlalchemy import Column, Connection, Dialect, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Values = Mapping[str, Any]
Processor = Callable[[Any], Any]


class Rows(Protocol):
    """What a statement brought: rows whose columns are attributes."""

    @property
    def rowcount(self) -> int:
        """How many rows a statement without `RETURNING` changed."""
        ...

    def __iter__(self) -> Iterator[Any]: ...
    def first(self) -> Any: ...
    def all(self) -> Sequence[Any]: ...
    def scalar(self) -> Any: ...
    def scalar_one(self) -> Any: ...
    def scalars(self) -> Any: ...


class Statements(Protocol):
    """The open transaction, to a repository."""

    def execute(self, statement: Any, parameters: Any = None, /) -> Rows:
        """Run a statement with one set of values, or with several."""
        ...


class SqliteRows:
    """All rows of a statement that is done."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[Any], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def first(self) -> Any:
        return self._rows[0] if self._rows else None

    def all(self) -> Sequence[Any]:
        return self._rows

    def scalar(self) -> Any:
        return self._rows[0][0] if self._rows else None

    def scalar_one(self) -> Any:
        (row,) = self._rows
        return row[0]

    def scalars(self) -> Any:
        return [row[0] for row in self._rows]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement as the driver takes it."""

    sql: str
    expected: int
    """So many values come with each execution."""
    constants: Values
    """Values that stand in the statement itself."""
    binders: Sequence[tuple[str, Processor | None]]
    row: Callable[[Sequence[Any]], Any]
    readers: Sequence[tuple[int, Processor]]

    def bound(self, values: Values) -> list[Any]:
        """The values in the order of their places, as the driver takes them."""
        if len(values) != self.expected:
            raise TypeError(f"{len(values)} values for {self.expected} places in {self.sql}")
        given = {**self.constants, **values}
        return [write(given[name]) if write else given[name] for name, write in self.binders]

    def read(self, row: tuple[Any, ...]) -> Any:
        values = list(row)
        for place, reader in self.readers:
            values[place] = reader(values[place])
        return self.row(values)


_prepared: dict[Any, Prepared] = {}


class SqliteStatements:
    """The open transaction of a SQLAlchemy connection; its statements go straight to the driver."""

    __slots__ = ("_dialect", "_driver")

    def __init__(self, connection: Connection) -> None:
        self._dialect = connection.dialect
        self._driver = cast(sqlite3.Connection, connection.connection.driver_connection)

    def execute(self, statement: Any, parameters: Any = None, /) -> SqliteRows:
        several = parameters if isinstance(parameters, list) else [parameters or {}]
        prepared = _prepared.get(statement)
        if prepared is None:
            prepared = _prepared[statement] = prepare(statement, several[0], self._dialect)
        rows: list[Any] = []
        changed = 0
        try:
            for values in several:
                cursor = self._driver.execute(prepared.sql, prepared.bound(values))
                rows += map(prepared.read, cursor)
                changed += cursor.rowcount
        except sqlite3.Error as error:
            # As everywhere else: SQLAlchemy's own error, which never shows the values.
            raise _as_sqlalchemy(error, prepared.sql, self._dialect) from error
        return SqliteRows(rows, changed)


def prepare(statement: Executable, values: Values, dialect: Dialect) -> Prepared:
    """Compile a statement for values of these names; an insert or update writes the columns that they name."""
    compiled = cast(
        SQLCompiler,
        statement.compile(dialect=dialect, column_keys=sorted(values)),  # type: ignore[attr-defined]
    )
    # The lists that are searched `IN` stand in the statement too.
    expanded = compiled.construct_expanded_state(dict(values))
    columns: list[Column[Any]] = list(getattr(statement, "exported_columns", ()))
    row = namedtuple("Row", [column.name for column in columns], rename=True)  # type: ignore[misc]  # noqa: PYI024 -- made here
    readers = ((place, _reader(column.type, dialect)) for place, column in enumerate(columns))
    return Prepared(
        sql=expanded.statement,
        expected=len(values),
        constants={name: value for name, value in expanded.parameters.items() if name not in values},
        binders=[(name, _binder(compiled, name, dialect)) for name in expanded.positiontup or ()],
        row=row._make,
        readers=[(place, reader) for place, reader in readers if reader is not None],
    )


def _binder(compiled: SQLCompiler, name: str, dialect: Dialect) -> Processor | None:
    bind = compiled.binds.get(name)
    # What is left are the members of an `IN`, which are texts.
    return bind.type.dialect_impl(dialect).bind_processor(dialect) if bind is not None else None


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Processor | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _as_sqlalchemy(error: sqlite3.Error, sql: str, dialect: Dialect) -> BaseException:
    return DBAPIError.instance(sql, None, error, sqlite3.Error, hide_parameters=True, dialect=dialect)
