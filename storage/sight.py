"""What can be seen of the ledger from outside, for health and metrics; it costs the same however old the ledger is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, literal, select, text

from est.letters import LetterKind, LetterState
from est.outbox import LetterCount, Outbox
from storage.store import SqlStore
from storage.tables import LetterRow, table
from storage.tables.ledger import UNSETTLED

NEWEST = 20_000
"""So many letters are looked at, by their number: a week of 290 municipalities."""

LETTER = table(LetterRow)
RECENT = LETTER.c.id > select(func.coalesce(func.max(LETTER.c.id), literal(0)) - NEWEST).scalar_subquery()
COUNTS = (
    select(LETTER.c.kind, LETTER.c.state, LETTER.c.reason, func.count().label("letters"))
    .where(RECENT)
    .group_by(LETTER.c.kind, LETTER.c.state, LETTER.c.reason)
    .order_by(LETTER.c.kind, LETTER.c.state, LETTER.c.reason)
)
OLDEST = (
    select(LETTER.c.turn).where(text(UNSETTLED), LETTER.c.turn <= bindparam("now")).order_by(LETTER.c.turn)
)
PROMPTED = (
    select(LETTER.c.settled_at)
    .where(RECENT, LETTER.c.kind == LetterKind.PROMPT.value, LETTER.c.state == LetterState.SENT.value)
    .order_by(LETTER.c.settled_at.desc())
)


class Sight:
    """Looks at the ledger of an open store."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    async def look(self, now: datetime) -> Outbox:
        """The letters as they are at this moment of the bot's clock."""
        return await self._store.inspect(lambda connection: _look(connection, now))


def _look(connection: Connection, now: datetime) -> Outbox:
    return Outbox(
        counts=tuple(
            LetterCount(row.kind, row.state, row.reason, row.letters) for row in connection.execute(COUNTS)
        ),
        oldest_waiting=connection.execute(OLDEST.limit(1), {"now": now}).scalar(),
        last_prompt=connection.execute(PROMPTED.limit(1)).scalar(),
        database_clock=_clock(connection),
    )


def _clock(connection: Connection) -> datetime | None:
    if connection.dialect.name == "sqlite":
        return None
    moment: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return moment
