"""What one process at a time may do: run the tick and the courier (design.md §5).

The limits of sending hold because one process counts them. Two holders for a moment, after one was frozen, are
harmless: letters are claimed one by one. A process of an older version than the database's level lets a newer one work.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, or_, text, update

from storage.migrate import head
from storage.store import SqlStore
from storage.tables import LeaseRow, table
from storage.upsert import insert

LEASE = table(LeaseRow)

TAKE = (
    update(LEASE)
    .where(
        LEASE.c.name == bindparam("of_name"),
        or_(LEASE.c.owner == bindparam("new_owner"), LEASE.c.until <= bindparam("now")),
    )
    .values(owner=bindparam("new_owner"), until=bindparam("new_until"))
)
# The row that comes back is the answer: PostgreSQL's driver counts -1 here, and every replica would think it leads.
FIRST = insert(LEASE).on_conflict_do_nothing(index_elements=["name"]).returning(LEASE.c.name)
LEVEL = text("SELECT version_num FROM alembic_version")
LET_GO = (
    update(LEASE)
    .where(LEASE.c.name == bindparam("of_name"), LEASE.c.owner == bindparam("of_owner"))
    .values(until=bindparam("now"))
)


class Lease:
    """One named right that is held for a time and has to be renewed before that time is over."""

    def __init__(self, store: SqlStore, name: str = "courier") -> None:
        self._store = store
        self._name = name
        self._knows = head()

    async def hold(self, owner: str, now: datetime, seconds: float) -> bool:
        """Take or renew the lease; false while somebody else has it, or when a newer version has taken over."""
        until = now + timedelta(seconds=seconds)

        def take(connection: Connection) -> bool:
            if connection.execute(LEVEL).scalar_one() > self._knows:
                return False
            asked = {"of_name": self._name, "new_owner": owner, "new_until": until, "now": now}
            if connection.execute(TAKE, asked).rowcount == 1:
                return True
            first = {"name": self._name, "owner": owner, "until": until}
            return connection.execute(FIRST, first).first() is not None

        return await self._store.transact(take)

    async def release(self, owner: str, now: datetime) -> None:
        """Let the next one in at once; does nothing for somebody who does not hold it."""

        def let_go(connection: Connection) -> None:
            connection.execute(LET_GO, {"of_name": self._name, "of_owner": owner, "now": now})

        await self._store.transact(let_go)
