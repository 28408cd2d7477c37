"""Run by Alembic; `storage.migrate` gives it the connection.

There is no way down: a column goes two releases after the last program that used it, and a backup is the way back.
"""

from __future__ import annotations

from typing import Literal

from alembic import context
from sqlalchemy import Connection, text
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from storage.migrate import ADVISORY_LOCK
from storage.tables import TableRow

COLUMN_TYPES = {AutoString: "sa.String()", UTCDateTime: "sa.DateTime(timezone=True)"}
"""How a step writes the types that differ from the database's own only in what they do to values."""


def run(connection: Connection) -> None:
    """All steps in one transaction, on SQLite as well, where the connection begins its transactions itself."""
    context.configure(
        connection=connection,
        target_metadata=TableRow.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
        render_item=render_item,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK})
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            refuse_orphans(connection)


def render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    return COLUMN_TYPES.get(type(item), False) if kind == "type" else False


def refuse_orphans(connection: Connection) -> None:
    """Foreign keys are off while tables are rebuilt, so what they would have refused is looked for afterwards."""
    orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
    if orphans:
        tables = sorted({row[0] for row in orphans})
        raise RuntimeError(f"the migration left rows without the rows they refer to, in {', '.join(tables)}")


run(context.config.attributes["connection"])
