"""A table of five people on a database in memory: one transaction, no thread and no clock but the arguments."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import StaticPool, create_engine

from storage.migrate import upgrade
from storage.registers import Registers
from storage.store import SqlRecords
from tests.est.weekly.table import NATIONAL, Table


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A migrated database; a copy of it in memory costs a millisecond."""
    path = tmp_path_factory.mktemp("weekly") / "est.db"
    upgrade(f"sqlite:///{path}")
    source = sqlite3.connect(path)
    yield source
    source.close()


@pytest.fixture
def table(migrated: sqlite3.Connection, tmp_path: Path) -> Iterator[Table]:
    """The group on the Friday before week 48; what it did is committed at the end, so that no key is left dangling."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    migrated.backup(copy)
    copy.execute("PRAGMA foreign_keys=ON")
    engine = create_engine("sqlite+pysqlite://", creator=lambda: copy, poolclass=StaticPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        yield Table(SqlRecords(connection, Registers(NATIONAL)), connection)
        connection.exec_driver_sql("COMMIT")
    engine.dispose()
    copy.close()
