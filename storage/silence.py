"""Whether an error means that the database did not answer, rather than that it said no."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

BUSY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
    }
)
"""What passes without our doing. The rest of SQLite's operational errors is about the statement."""
PRIMARY = 0xFF
"""The part of an extended error code that says what kind it is."""


@contextmanager
def answering() -> Iterator[None]:
    """Raise `ConnectionError` for a database that restarts, is locked, or has no room (est.ports.Store)."""
    try:
        yield
    except PoolTimeout as error:
        raise ConnectionError("no connection is free") from error
    except DBAPIError as error:
        if _is_silent(error):
            raise ConnectionError("the database does not answer") from error
        raise


def _is_silent(error: DBAPIError) -> bool:
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) & PRIMARY in BUSY
    return isinstance(error, OperationalError) or error.connection_invalidated
