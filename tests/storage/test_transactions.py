"""One use-case is one transaction: all of it is kept or nothing, and nobody else writes to the group meanwhile."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError

from est.errors import Refusal
from est.ports import Records
from est.report import Report
from storage.engine import open_database
from storage.store import SqlStore
from tests.storage.conftest import POSTGRES
from tests.storage.world import NATIONAL, WEEK, group, item, letter, member, report, round_, seed


async def test_what_a_use_case_answers_is_handed_on(store: SqlStore) -> None:
    assert await store.read(lambda records: "read") == "read"
    assert await store.write("g1", lambda records: "written") == "written"


async def test_a_refusal_undoes_everything_and_is_handed_on(store: SqlStore) -> None:
    await seed(store)

    def refuse(records: Records) -> None:
        records.reports.save_item(item())
        records.reports.save(report())
        records.ledger.write([letter()])
        raise Refusal("no")

    with pytest.raises(Refusal, match="no"):
        await store.write("g1", refuse)
    assert await store.read(lambda records: records.reports.item("g1", "i1")) is None
    assert await store.read(lambda records: records.ledger.of_round("g1", WEEK)) == ()
    assert await store.read(lambda records: records.reports.get("g1", WEEK, "m1").version) == 0


async def test_a_rule_that_is_broken_at_the_end_undoes_everything_too(store: SqlStore) -> None:
    await seed(store)
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        await store.write("g1", lambda records: records.reports.save_item(item()))
    assert await store.read(lambda records: records.reports.item("g1", "i1")) is None
    await store.write("g1", lambda records: records.members.save(member("m4")))


async def test_a_read_cannot_write(store: SqlStore) -> None:
    await seed(store)
    with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
        await store.read(lambda records: records.members.save(member("m9")))
    assert await store.read(lambda records: records.members.get("g1", "m9")) is None


async def test_a_read_sees_one_moment_however_long_it_takes(store: SqlStore) -> None:
    await seed(store)
    looked, written = threading.Event(), threading.Event()

    def look_twice(records: Records) -> tuple[int, int]:
        before = len(records.rounds.since("g1", WEEK))
        looked.set()
        assert written.wait(10)
        return before, len(records.rounds.since("g1", WEEK))

    reading = asyncio.create_task(store.read(look_twice))
    assert await asyncio.to_thread(looked.wait, 10)
    await store.write("g1", lambda records: records.rounds.save(round_(WEEK.next())))
    written.set()
    assert await reading == (1, 1)
    assert len(await store.read(lambda records: records.rounds.since("g1", WEEK))) == 2


async def test_writers_of_one_group_come_one_after_another(store: SqlStore) -> None:
    await seed(store)

    def answer(records: Records) -> None:
        found: Report = records.reports.get("g1", WEEK, "m1")
        time.sleep(0.02)
        records.reports.save(replace(found, version=found.version + 1))

    await asyncio.gather(*(store.write("g1", answer) for _ in range(8)))
    assert (await store.read(lambda records: records.reports.get("g1", WEEK, "m1"))).version == 8


async def test_item_numbers_are_given_once_to_writers_of_no_particular_group(store: SqlStore) -> None:
    await seed(store)
    numbers = await asyncio.gather(
        *(store.write("", lambda records: records.rounds.next_number("g1", WEEK)) for _ in range(8))
    )
    assert sorted(numbers) == list(range(1, 9))


@pytest.mark.parametrize("url", [POSTGRES], indirect=True)
async def test_writers_of_different_groups_do_not_wait_for_each_other(store: SqlStore) -> None:
    await seed(store)
    await store.write("", lambda records: records.groups.save(group("g2")))
    meeting = threading.Barrier(2)

    def meet(_records: Records) -> None:
        meeting.wait(10)

    await asyncio.gather(store.write("g1", meet), store.write("g2", meet))


@pytest.mark.parametrize("url", [POSTGRES], indirect=True)
async def test_a_group_that_is_being_written_to_may_still_be_referred_to(store: SqlStore) -> None:
    """A letter of the group is recorded by the courier while a use-case of the group is at work."""
    await seed(store)
    meeting = threading.Barrier(2)

    def work(_records: Records) -> None:
        meeting.wait(10)
        meeting.wait(10)

    working = asyncio.create_task(store.write("g1", work))
    await asyncio.to_thread(meeting.wait, 10)
    assert await store.write("", lambda records: records.ledger.write([letter()])) == 1
    await asyncio.to_thread(meeting.wait, 10)
    await working


@pytest.mark.parametrize("url", [POSTGRES], indirect=True)
async def test_a_database_connection_that_was_cut_off_is_replaced(store: SqlStore, url: str) -> None:
    await seed(store)
    other = SqlStore(open_database(url), NATIONAL)
    await asyncio.gather(*(store.read(lambda records: time.sleep(0.05)) for _ in range(4)))
    await other.transact(
        lambda connection: connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).all()
    )
    other.close()
    for _ in range(4):
        assert await store.read(lambda records: records.groups.running()) == ("g1",)
