"""One process per SQLite file, by a lock that the operating system lets go of however the process ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from storage.refused import DatabaseRefused

PRIVATE = 0o600
LOCK = ".lock"


class Hold:
    """The right to be the only process on a database, until `release`."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


NOT_HELD = Hold(-1)
"""PostgreSQL needs none: its replicas share the work by locks and claims in the database."""


def hold_alone(database: Path) -> Hold:
    """Take the lock file beside the database.

    The file is never removed: a process that opened it just before would hold a lock that nobody else can see.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(database.with_name(database.name + LOCK), os.O_RDWR | os.O_CREAT, PRIVATE)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        hint = "another process has this SQLite file open; stop it, or use PostgreSQL for several processes"
        raise DatabaseRefused("database_in_use", hint) from error
    return Hold(descriptor)
