"""Run by Alembic; `storage.migrate` gives it the connection."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, text

import storage.tables
from storage.migrate import ADVISORY_LOCK


def run(connection: Connection) -> None:
    """All steps in one transaction, on SQLite as well, where the connection begins its transactions itself."""
    context.configure(
        connection=connection,
        target_metadata=storage.tables.TableRow.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK})
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            refuse_orphans(connection)


def refuse_orphans(connection: Connection) -> None:
    """Foreign keys are off while tables are rebuilt, so what they would have refused is looked for afterwards."""
    orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
    if orphans:
        tables = sorted({row[0] for row in orphans})
        raise RuntimeError(f"the migration left rows without the rows they refer to, in {', '.join(tables)}")


run(context.config.attributes["connection"])
