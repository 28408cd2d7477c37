"""The database that the use-cases are tried on: one in memory, migrated and laid once and then copied over itself."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, StaticPool, create_engine

from storage.migrate import upgrade
from storage.registers import Registers
from storage.store import SqlRecords
from tests.est.weekly.table import NATIONAL, lay


@contextmanager
def session() -> Iterator[tuple[SqlRecords, Connection]]:
    """The records of a table that nothing has happened at, and the connection they are read on."""
    database, engine = _database()
    _laid().backup(database)
    database.execute("PRAGMA foreign_keys=ON")
    with engine.connect() as connection:
        yield SqlRecords(connection, Registers(NATIONAL)), connection


@cache
def _database() -> tuple[sqlite3.Connection, Engine]:
    """One for all tests, since an engine compiles every statement anew."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    return database, create_engine("sqlite+pysqlite://", creator=lambda: database, poolclass=StaticPool)


@cache
def _laid() -> sqlite3.Connection:
    """A copy of it costs a millisecond, a migration a third of a second."""
    database, engine = _database()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "est.db"
        upgrade(f"sqlite:///{path}")
        migrated = sqlite3.connect(path)
        migrated.backup(database)
        migrated.close()
    with engine.begin() as connection:
        lay(SqlRecords(connection, Registers(NATIONAL)))
    kept = sqlite3.connect(":memory:")
    database.backup(kept)
    return kept
