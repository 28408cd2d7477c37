"""Transactions that are committed together are kept or undone each by itself."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from sqlalchemy.exc import DBAPIError

from est.errors import Refusal
from est.ports import Records
from storage.store import SqlStore
from storage.writer import TOGETHER
from tests.storage.conftest import SQLITE
from tests.storage.world import WEEK, item, letter, member, seed

pytestmark = pytest.mark.parametrize("url", [SQLITE], indirect=True)
T = TypeVar("T")


def _letter(number: int) -> Callable[[Records], int]:
    return lambda records: records.ledger.write([letter(key=f"g1/letter/{number}")])


async def _while_busy(store: SqlStore, *waiting: Awaitable[T]) -> list[T | BaseException]:
    """Let all of them wait for the one writer, so that they go together when it is free."""
    busy, go_on = threading.Event(), threading.Event()

    def hold(_records: Records) -> None:
        busy.set()
        assert go_on.wait(10)

    holding = asyncio.create_task(store.write("g1", hold))
    assert await asyncio.to_thread(busy.wait, 10)
    tasks = [asyncio.ensure_future(one) for one in waiting]
    await asyncio.sleep(0)
    go_on.set()
    await holding
    return await asyncio.gather(*tasks, return_exceptions=True)


async def test_transactions_that_wait_are_all_kept_and_each_gets_its_own_answer(store: SqlStore) -> None:
    await seed(store)
    many = 3 * TOGETHER
    answers = await _while_busy(store, *(store.write("g1", _letter(number)) for number in range(many)))
    assert answers == [1] * many
    assert len(await store.read(lambda records: records.ledger.of_round("g1", WEEK))) == many


async def test_one_that_refuses_undoes_its_own_writes_and_nobody_elses(store: SqlStore) -> None:
    await seed(store)

    def refuse(records: Records) -> None:
        records.members.save(member("m9"))
        raise Refusal("no")

    before, refused, after = await _while_busy(
        store, store.write("g1", _letter(1)), store.write("g1", refuse), store.write("g1", _letter(2))
    )
    assert (before, after) == (1, 1)
    assert isinstance(refused, Refusal)
    assert await store.read(lambda records: records.members.get("g1", "m9")) is None
    assert len(await store.read(lambda records: records.ledger.of_round("g1", WEEK))) == 2


async def test_one_that_breaks_a_rule_at_the_commit_fails_alone(store: SqlStore) -> None:
    """The report that the item belongs to is missing, which the database says at the end only."""
    await seed(store)
    before, broken, after = await _while_busy(
        store,
        store.write("g1", _letter(1)),
        store.write("g1", lambda records: records.reports.save_item(item())),
        store.write("g1", _letter(2)),
    )
    assert (before, after) == (1, 1)
    assert isinstance(broken, DBAPIError)
    assert await store.read(lambda records: records.reports.item("g1", "i1")) is None
    assert len(await store.read(lambda records: records.ledger.of_round("g1", WEEK))) == 2


async def test_one_that_is_cancelled_while_it_waits_is_not_done(store: SqlStore) -> None:
    await seed(store)
    given_up = asyncio.ensure_future(store.write("g1", _letter(1)))
    given_up.cancel()
    (kept,) = await _while_busy(store, store.write("g1", _letter(2)))
    assert kept == 1
    assert given_up.cancelled()


async def test_what_waits_when_the_store_is_closed_is_done_first(store: SqlStore) -> None:
    await seed(store)
    writing = [asyncio.ensure_future(store.write("g1", _letter(number))) for number in range(5)]
    await asyncio.sleep(0)
    await asyncio.to_thread(store.close)
    assert await asyncio.gather(*writing) == [1] * 5
