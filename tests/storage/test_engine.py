"""The database is opened as it must be, or the start stops and says what to do."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.engine import open_database
from storage.migrate import upgrade
from storage.refused import DatabaseRefused
from tests.storage.conftest import POSTGRES

ROOT = Path(__file__).parent.parent.parent
HOLD_AND_WAIT = """
import sys
from storage.engine import open_database
open_database(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""


def test_sqlite_is_durable_and_keeps_its_rules(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    for engine in (database.reads, database.writes):
        with engine.connect() as connection:
            pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            found = [connection.execute(text(f"PRAGMA {pragma}")).scalar() for pragma in pragmas]
        assert found == ["wal", 2, 1, 30_000]
    database.close()


def test_a_second_opening_of_a_sqlite_file_is_refused_until_the_first_is_closed(sqlite_url: str) -> None:
    first = open_database(sqlite_url)
    with pytest.raises(DatabaseRefused, match="another process") as refused:
        open_database(sqlite_url)
    assert refused.value.code == "database_in_use"
    first.close()
    open_database(sqlite_url).close()


def test_a_second_process_is_refused_and_one_that_was_killed_leaves_the_file_free(sqlite_url: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD_AND_WAIT, sqlite_url],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"open\n"
    with pytest.raises(DatabaseRefused, match="database_in_use"):
        open_database(sqlite_url)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=10)
    open_database(sqlite_url).close()


def test_the_file_is_nobody_elses_to_read(empty_sqlite: Path) -> None:
    upgrade(f"sqlite:///{empty_sqlite}")
    for path in empty_sqlite.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://user:secret@host/db",
        "postgres:secret@host/db",
    ],
)
def test_an_address_that_is_no_database_of_ours_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(DatabaseRefused) as refused:
        open_database(url)
    assert refused.value.code == "database_url"
    assert "sqlite:///" in refused.value.hint or "PostgreSQL" in refused.value.hint
    assert "secret" not in f"{refused.value}{refused.value.__cause__}"


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg", "postgresql+asyncpg"])
def test_postgresql_is_always_spoken_to_by_the_same_driver(scheme: str) -> None:
    database = open_database(f"{scheme}://user@host/db")
    assert (database.writes.dialect.name, database.writes.dialect.driver) == ("postgresql", "psycopg")
    database.close()


@pytest.mark.parametrize("empty_url", [POSTGRES], indirect=True)
def test_a_frozen_writer_cannot_hold_a_group_for_ever(empty_url: str) -> None:
    database = open_database(empty_url)
    with database.writes.connect() as connection:
        settings = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
        found = [connection.execute(text(f"SHOW {setting}")).scalar() for setting in settings]
    assert found == ["10s", "30s", "15s"]
    database.close()


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "est.db"


@pytest.fixture
def sqlite_url(empty_sqlite: Path) -> str:
    return f"sqlite:///{empty_sqlite}"
