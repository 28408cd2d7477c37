"""A table of five people on a database in memory: one transaction, no thread and no clock but the arguments."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, StaticPool, create_engine

from storage.migrate import upgrade
from storage.registers import Registers
from storage.store import SqlRecords
from tests.est.weekly.table import NATIONAL, Table, lay


@pytest.fixture(scope="session")
def memory() -> Iterator[tuple[sqlite3.Connection, Engine]]:
    """The database that every test uses, and its engine: statements are compiled once, not in every test."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    engine = create_engine("sqlite+pysqlite://", creator=lambda: connection, poolclass=StaticPool)
    yield connection, engine
    engine.dispose()


@pytest.fixture(scope="session")
def laid(
    memory: tuple[sqlite3.Connection, Engine], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sqlite3.Connection]:
    """A migrated database with the table laid; a copy of it in memory costs a millisecond."""
    path = tmp_path_factory.mktemp("weekly") / "est.db"
    upgrade(f"sqlite:///{path}")
    connection, engine = memory
    with sqlite3.connect(path) as migrated:
        migrated.backup(connection)
    with engine.connect() as session:
        session.exec_driver_sql("BEGIN")
        lay(SqlRecords(session, Registers(NATIONAL)))
        session.exec_driver_sql("COMMIT")
    kept = sqlite3.connect(":memory:")
    connection.backup(kept)
    yield kept
    kept.close()


@pytest.fixture
def table(memory: tuple[sqlite3.Connection, Engine], laid: sqlite3.Connection) -> Iterator[Table]:
    """The group on the Friday before week 48; what it did is committed at the end, so that no key is left dangling."""
    connection, engine = memory
    laid.backup(connection)
    connection.execute("PRAGMA foreign_keys=ON")
    with engine.connect() as session:
        session.exec_driver_sql("BEGIN")
        yield Table(SqlRecords(session, Registers(NATIONAL)), session)
        session.exec_driver_sql("COMMIT")
