"""A copy of the database while the bot works, and its way back.

SQLite is copied by `VACUUM INTO`, which delays no writer. PostgreSQL has its own tools, `pg_dump` and `pg_restore`;
`restored` comes after them.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, bindparam, text, update

from est.letters import LetterState
from storage.alone import LOCK, PRIVATE, hold_alone
from storage.engine import open_database, parse_url, sqlite_path
from storage.migrate import head, level, upgrade
from storage.refused import DatabaseRefused
from storage.tables import GroupRow, LetterRow, table
from storage.tables.ledger import UNSETTLED

RESTORED = "restored"
"""The reason of letters that were on their way when a backup was made: whether they arrived, the backup cannot know."""
PARTIAL = ".partial"

GROUP, LETTER = table(GroupRow), table(LetterRow)
CANCEL_UNSETTLED = (
    update(LETTER)
    .where(text(UNSETTLED))
    .values(state=LetterState.CANCELLED.value, reason=RESTORED, settled_at=bindparam("now"))
)
OWE_NOTHING_OLDER = (
    update(GROUP).where(GROUP.c.running_since.is_not(None)).values(running_since=bindparam("now"))
)


def backup(url: str, target: Path) -> None:
    """Write a whole and consistent copy; *target* appears when it is complete, and is never overwritten."""
    source = _sqlite_file(url)
    if target.exists():
        raise DatabaseRefused("backup_exists", "choose a file that does not exist")
    if not source.exists():
        raise DatabaseRefused("database_missing", "there is no database at this address")
    partial = target.with_name(target.name + PARTIAL)
    partial.unlink(missing_ok=True)
    os.close(os.open(partial, os.O_CREAT | os.O_WRONLY, PRIVATE))
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(partial),))
    _settle(partial, target)


def restore(url: str, copy: Path, now: datetime) -> int:
    """Put a copy in the database's place, and say how many letters are not sent because of that.

    The copy is migrated and marked before it takes the place, so that nothing can be sent from it in between.
    """
    database = _sqlite_file(url)
    _refuse_damaged(copy)
    hold = hold_alone(database)
    try:
        partial = database.with_name(database.name + PARTIAL)
        shutil.copyfile(copy, partial)
        partial.chmod(PRIVATE)
        upgrade(f"sqlite:///{partial}")
        cancelled = restored(f"sqlite:///{partial}", now)
        partial.with_name(partial.name + LOCK).unlink()
        # What the old file had not taken in yet must not be read into the new one.
        for suffix in ("-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        _settle(partial, database)
    finally:
        hold.release()
    return cancelled


def restored(url: str, now: datetime) -> int:
    """Mark a database that no process has open as restored; on PostgreSQL the last step after `pg_restore`."""
    database = open_database(url)
    try:
        with database.writing() as connection:
            return mark_restored(connection, now)
    finally:
        database.close()


def mark_restored(connection: Connection, now: datetime) -> int:
    """A restored database sends nothing again, and this says how many letters are cancelled because of that.

    What was on its way when the copy was made may have arrived. What fell due since then may have been done, and the
    copy does not know: every group therefore owes only what falls due from now on.
    """
    connection.execute(OWE_NOTHING_OLDER, {"now": now})
    return connection.execute(CANCEL_UNSETTLED, {"now": now}).rowcount


def _sqlite_file(url: str) -> Path:
    address = parse_url(url)
    if address.get_backend_name() != "sqlite":
        raise DatabaseRefused("backup_postgresql", "use pg_dump and pg_restore")
    return sqlite_path(address)


def _refuse_damaged(copy: Path) -> None:
    if not copy.exists():
        raise DatabaseRefused("backup_missing", "there is no such file")
    try:
        with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise DatabaseRefused("backup_damaged", "the file is not a whole SQLite database")
    if level(f"sqlite:///{copy}") > head():
        raise DatabaseRefused("database_new", "the copy was made by a newer version of the program")


def _settle(partial: Path, target: Path) -> None:
    """Give the file its name when all of it is on the disk."""
    for path in (partial, target.parent):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if path is partial:
            partial.replace(target)
