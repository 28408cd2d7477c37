"""One process at a time holds the lease, and another takes over when it is gone, on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import text

from storage.lease import Lease
from storage.migrate import head
from storage.store import SqlStore
from tests.storage.world import NOW

SECONDS = 15.0
SHORTLY = NOW + timedelta(seconds=14)
LATER = NOW + timedelta(seconds=16)
NEWER = text("UPDATE alembic_version SET version_num = '9999'")
AS_BEFORE = text("UPDATE alembic_version SET version_num = :level")


async def test_the_first_holds_it_and_renews_it_and_the_others_wait(store: SqlStore) -> None:
    lease = Lease(store)
    assert await lease.hold("a", NOW, SECONDS)
    assert not await lease.hold("b", NOW, SECONDS)
    assert await lease.hold("a", SHORTLY, SECONDS)
    assert not await lease.hold("b", LATER, SECONDS)


async def test_it_is_taken_over_when_it_was_not_renewed(store: SqlStore) -> None:
    lease = Lease(store)
    assert await lease.hold("a", NOW, SECONDS)
    assert await lease.hold("b", LATER, SECONDS)
    assert not await lease.hold("a", LATER, SECONDS)


async def test_it_is_free_at_once_when_it_is_released(store: SqlStore) -> None:
    lease = Lease(store)
    assert await lease.hold("a", NOW, SECONDS)
    await lease.release("b", NOW)
    assert not await lease.hold("b", SHORTLY, SECONDS)
    await lease.release("a", NOW)
    assert await lease.hold("b", SHORTLY, SECONDS)


async def test_two_leases_do_not_know_of_each_other(store: SqlStore) -> None:
    assert await Lease(store, "courier").hold("a", NOW, SECONDS)
    assert await Lease(store, "sealer").hold("b", NOW, SECONDS)


async def test_of_eight_that_ask_at_once_one_gets_it(store: SqlStore) -> None:
    lease = Lease(store)
    held = await asyncio.gather(*(lease.hold(f"replica {n}", NOW, SECONDS) for n in range(8)))
    assert sum(held) == 1
    held = await asyncio.gather(*(lease.hold(f"other {n}", LATER, SECONDS) for n in range(8)))
    assert sum(held) == 1


async def test_a_process_of_an_older_version_lets_go_when_a_newer_one_has_migrated(store: SqlStore) -> None:
    lease = Lease(store)
    assert await lease.hold("old", NOW, SECONDS)
    await store.transact(lambda connection: connection.execute(NEWER))
    assert not await lease.hold("old", SHORTLY, SECONDS)
    assert not await lease.hold("another old one", LATER, SECONDS)
    await store.transact(lambda connection: connection.execute(AS_BEFORE, {"level": head()}))
    assert await lease.hold("another old one", LATER, SECONDS)
