"""The database behind `EST_DATABASE_URL`: one SQLite file for one process, or PostgreSQL for any number of them."""

from __future__ import annotations

import importlib.util
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from storage.alone import NOT_HELD, Hold, hold_alone
from storage.refused import DatabaseRefused

SQLITE_READERS = 3
POSTGRES_CONNECTIONS = 4
BUSY_SECONDS = 30
CONNECT_SECONDS = 5

PRAGMAS = (
    "journal_mode=WAL",
    # NORMAL may lose the last commits at a power cut, that is marks of letters sent, which would then go out again.
    "synchronous=FULL",
    f"busy_timeout={BUSY_SECONDS * 1000}",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "cache_size=-65536",
)
POSTGRES_SESSION = {
    # A replica that freezes with a group's row locked must not hold up that group in the others.
    "lock_timeout": "10s",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "15s",
}
POSTGRES_CONNECT = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 10,
    "tcp_user_timeout": 15_000,
    "options": " ".join(f"-c {name}={value}" for name, value in POSTGRES_SESSION.items()),
    # Server-side prepared statements break behind a pooler in transaction mode.
    "prepare_threshold": None,
}


@dataclass(frozen=True, slots=True)
class Database:
    """An open database: one engine whose transactions may write, one whose may not."""

    reads: Engine
    writes: Engine
    hold: Hold = field(default=NOT_HELD, repr=False)

    @property
    def is_sqlite(self) -> bool:
        return self.writes.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the database and cannot write."""
        with self.reads.begin() as connection:
            if self.is_sqlite:
                _begin(connection, "BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept whole at the end, or undone by whatever is raised in it."""
        with self.writes.begin() as connection:
            if self.is_sqlite:
                _begin(connection, "BEGIN IMMEDIATE")
            yield connection

    def close(self) -> None:
        """Close every connection, then let another process in."""
        self.reads.dispose()
        self.writes.dispose()
        self.hold.release()


def open_database(url: str) -> Database:
    """Open the database for the server; a SQLite file that another process has open is refused."""
    address = parse_url(url)
    if address.get_backend_name() == "sqlite":
        hold = hold_alone(sqlite_path(address))
        return Database(sqlite_engine(address, reads=True), sqlite_engine(address, reads=False), hold)
    writes = postgres_engine(address)
    # Several statements of one read see one moment, as they do on SQLite.
    reads = writes.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Database(reads, writes)


def parse_url(url: str) -> URL:
    """Understand the address, or refuse it with a hint; the message never holds a password."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise DatabaseRefused("database_url", "write sqlite:///folder/est.db or postgresql://…") from error
    match address.get_backend_name():
        case "sqlite" if address.database and address.database != ":memory:":
            return address.set(drivername="sqlite+pysqlite")
        case "postgresql" if importlib.util.find_spec("psycopg"):
            return address.set(drivername="postgresql+psycopg")
        case "postgresql":
            raise DatabaseRefused("database_driver", "install the extra named postgresql (psycopg)")
    raise DatabaseRefused("database_url", "the database is a SQLite file or PostgreSQL")


def sqlite_path(address: URL) -> Path:
    return Path(address.database or "")


def sqlite_engine(address: URL, *, reads: bool) -> Engine:
    """Connections that begin their transactions themselves.

    The driver's own way begins late, and two transactions that read first and write afterwards then meet in
    "database is locked" whatever the time-out.
    """
    engine = create_engine(
        address,
        pool_size=SQLITE_READERS if reads else 1,
        max_overflow=0,
        connect_args={"isolation_level": None, "check_same_thread": False},
    )
    pragmas = (*PRAGMAS, "query_only=ON") if reads else PRAGMAS

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _begin(connection: Connection, statement: str) -> None:
    """Begin by hand: a listener on the engine would cost every statement a third more, so many are its hooks."""
    driver = cast(sqlite3.Connection, connection.connection.driver_connection)
    driver.execute(statement)


def postgres_engine(address: URL) -> Engine:
    """A small pool of connections that are tried before use, so that a restarted database is met with a new one."""
    return create_engine(
        address,
        pool_size=POSTGRES_CONNECTIONS,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args=POSTGRES_CONNECT,
    )
