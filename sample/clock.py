"""The turnable clock of local mode: a week of fictional time in five minutes of real time."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

_TABLE = """
CREATE TABLE IF NOT EXISTS clock (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    offset_seconds REAL NOT NULL,
    frozen_at TEXT NOT NULL
)
"""
_RUNNING = ""


def real_time() -> datetime:
    """The time of the machine, aware and in UTC."""
    return datetime.now(UTC)


class TurnableClock:
    """Tells a moment that can be moved, and remembers over a restart how far it was moved."""

    def __init__(self, path: Path, *, real: Callable[[], datetime] = real_time) -> None:
        self._real = real
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA busy_timeout = 5000")
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute(_TABLE)
        row = self._database.execute("SELECT offset_seconds, frozen_at FROM clock").fetchone()
        self._offset = timedelta(seconds=row[0]) if row else timedelta()
        self._frozen_at = row[1] if row else _RUNNING

    def now(self) -> datetime:
        """The moment of the play, aware and in UTC."""
        if self._frozen_at:
            return datetime.fromisoformat(self._frozen_at)
        return self._real() + self._offset

    @property
    def frozen(self) -> bool:
        """Whether time stands still between turns."""
        return self._frozen_at != _RUNNING

    def turn_to(self, moment: datetime) -> None:
        """Makes `moment` the present; a running clock goes on from there, a frozen one stays."""
        if moment.tzinfo is None:
            raise ValueError("The clock turns to an aware moment only.")
        self._offset = moment.astimezone(UTC) - self._real()
        if self.frozen:
            self._frozen_at = moment.astimezone(UTC).isoformat()
        self._keep()

    def freeze(self) -> None:
        """Stops time where it is."""
        self._frozen_at = self.now().isoformat()
        self._keep()

    def release(self) -> None:
        """Lets time go on from where it stands."""
        self._offset = self.now() - self._real()
        self._frozen_at = _RUNNING
        self._keep()

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def _keep(self) -> None:
        self._database.execute(
            "INSERT INTO clock (one, offset_seconds, frozen_at) VALUES (1, ?, ?)"
            " ON CONFLICT (one) DO UPDATE SET offset_seconds = excluded.offset_seconds,"
            " frozen_at = excluded.frozen_at",
            (self._offset.total_seconds(), self._frozen_at),
        )
