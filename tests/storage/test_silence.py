"""A database that does not answer is told apart from one that says no, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from est.ports import Records
from storage.store import SqlStore
from tests.storage.world import NOW, letter, seed

LETTERS = [letter(str(number), recipient=f"r{number}") for number in range(2_000)]


async def break_off(store: SqlStore) -> None:
    """A full disk, or a server that ends the connection."""

    def work(connection: Connection) -> None:
        if connection.dialect.name == "sqlite":
            connection.execute(text("PRAGMA max_page_count=1"))
        else:
            connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    await store.transact(work)


async def test_a_full_disk_or_a_lost_connection_is_a_connection_error(store: SqlStore) -> None:
    await seed(store)
    with pytest.raises(ConnectionError):  # noqa: PT012 -- which of the two it is differs
        await break_off(store)
        await store.write("g1", lambda records: records.ledger.write(LETTERS))


async def test_what_the_database_refuses_stays_what_it_is(store: SqlStore) -> None:
    await seed(store)
    with pytest.raises(DBAPIError) as refused:
        await store.read(lambda records: records.ledger.settle("g1", "errand", NOW))
    assert not isinstance(refused.value, ConnectionError)

    def twice(records: Records) -> None:
        records.ledger.settle("no such group", "errand", NOW)

    with pytest.raises(IntegrityError):
        await store.write("", twice)
