"""What stands in the database, read from outside as a person on call would: states, receivers, reasons."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import NullPool, create_engine, text

from storage.engine import parse_url

LETTERS = text("SELECT key, group_id, kind, recipient, week, state, reason, claims, due FROM letter")
LEASES = text("SELECT until FROM lease")


@dataclass(frozen=True, slots=True)
class Row:
    """One letter as it stands."""

    key: str
    group_id: str
    kind: str
    recipient: str
    week: str
    state: str
    reason: str
    claims: int
    due: datetime

    @property
    def is_settled(self) -> bool:
        return self.state not in {"waiting", "sending", "retry"}

    @property
    def is_accounted_for(self) -> bool:
        """Not delivered, and somebody is told why; expired is a reason by itself."""
        return self.state == "expired" or (self.state in {"failed", "unknown"} and bool(self.reason))


class Tables:
    """Reads the letters, by a connection of its own each time."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(parse_url(url), poolclass=NullPool)

    async def letters(self) -> tuple[Row, ...]:
        """Every letter now."""
        return await asyncio.to_thread(self._letters)

    async def leases(self) -> tuple[datetime, ...]:
        """When the right to deliver runs out; empty before anybody has had it."""
        return await asyncio.to_thread(self._leases)

    def _leases(self) -> tuple[datetime, ...]:
        with self._engine.connect() as connection:
            return tuple(_moment(until) for until in connection.execute(LEASES).scalars())

    def _letters(self) -> tuple[Row, ...]:
        with self._engine.connect() as connection:
            rows = connection.execute(LETTERS).mappings().all()
        return tuple(Row(**{**row, "due": _moment(row["due"])}) for row in rows)


def _moment(stored: datetime | str) -> datetime:
    """SQLite gives text back where no type is named."""
    moment = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
