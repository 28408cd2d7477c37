"""The two senders of `bench.fanout`, one in each process: the program's courier, and plain aiohttp with `sqlite3`."""

from __future__ import annotations

import asyncio
import json
import random
import resource
import sqlite3
import sys
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from app import spare_the_collector
from bench import country
from bench.fanout import OURS, PLAIN, Fanned
from bot.connector import TeamsConnector, open_session
from bot.courier import LEASE, MOST, Courier
from bot.limits import Limits
from bot.outbound import card_activity
from bot.service_urls import LOOPBACK_HOSTS, ServiceHosts
from bot.traffic import Traffic
from calendars.swedish import swedish_days
from cards.letters import letter_card
from est.ports import Records
from est.weekly.speaking import LetterView, compose
from logs import prepare_logs
from storage.engine import PRAGMAS, open_database
from storage.store import SqlStore
from tokens.provider import NoToken
from words import words_in

UNLIMITED = 1_000_000.0
LOOK = 0.005


async def ours(file: str, now: datetime) -> Fanned:
    """The courier as the program has it, without its pace."""
    store, session = _store(file, now), open_session()
    gateway = TeamsConnector(
        session, NoToken(), bot_id="28:bench", service_hosts=ServiceHosts(LOOPBACK_HOSTS)
    )

    async def leads() -> bool:
        return True

    def clock() -> datetime:
        return now + timedelta(seconds=1)

    courier = Courier(
        store,
        lambda _: gateway,
        clock,
        leads,
        traffic=Traffic(Limits(UNLIMITED, UNLIMITED), clock),
        chance=random.Random(1),
    )
    fanned = await _timed(courier.deliver_due)
    await session.close()
    store.close()
    return fanned


async def plain(file: str, now: datetime) -> Fanned:
    """The same card to the same chats, claimed and recorded by the same writes in one writing thread."""
    card = await _card(file, now)
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    chats = dict(connection.execute("SELECT member_id, conversation_id || ' ' || service_url FROM address"))
    writer, loop = ThreadPoolExecutor(1), asyncio.get_running_loop()
    until = str((now + timedelta(seconds=LEASE)).replace(tzinfo=None))

    def transact(sql: str, *values: Any) -> list[Any]:
        connection.execute("BEGIN IMMEDIATE")
        rows = connection.execute(sql, values).fetchall()
        connection.execute("COMMIT")
        return rows

    async def deliver(session: aiohttp.ClientSession, key: str, recipient: str) -> None:
        conversation, service_url = chats[recipient].split()
        body = {**card, "from": {"id": "28:bench"}, "conversation": {"id": conversation}}
        data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        url = f"{service_url}v3/conversations/{conversation}/activities"
        async with session.post(url, data=data, headers={"Content-Type": "application/json"}) as answer:
            sent = (await answer.json())["id"]
        await loop.run_in_executor(writer, transact, RECORD, sent, conversation, key)

    async def everything() -> int:
        sent = 0
        async with aiohttp.ClientSession() as session:
            air: set[asyncio.Task[None]] = set()
            while True:
                claimed = await loop.run_in_executor(writer, transact, CLAIM, until, MOST - len(air))
                air |= {asyncio.create_task(deliver(session, *one)) for one in claimed}
                sent += len(claimed)
                if not air:
                    return sent
                landed, air = await asyncio.wait(air, return_when=asyncio.FIRST_COMPLETED)
                for task in landed:
                    task.result()

    fanned = await _timed(everything)
    connection.close()
    return fanned


CLAIM = """UPDATE letter SET state = 'sending', due = ?, claims = claims + 1 WHERE id IN
(SELECT id FROM letter WHERE state = 'waiting' ORDER BY due, id LIMIT ?) RETURNING key, recipient"""
RECORD = "UPDATE letter SET state = 'sent', activity_id = ?, conversation_id = ? WHERE key = ?"


async def _card(file: str, now: datetime) -> dict[str, Any]:
    """The activity of one prompt, as the program would send it."""
    store = _store(file, now)

    def first(records: Records) -> LetterView:
        letter, *_ = records.ledger.of_round(country.Seat(0).group, country.week_of(now))
        view = compose(records, letter, now)
        assert isinstance(view, LetterView)
        return view

    view = await store.write("", first)
    store.close()
    card = letter_card(view, words_in("sv"))
    return dict(card_activity(card.content, card.summary))


def _store(file: str, now: datetime) -> SqlStore:
    return SqlStore(open_database(f"sqlite:///{file}"), swedish_days(range(now.year - 1, now.year + 2)))


async def _timed(work: Callable[[], Awaitable[int]]) -> Fanned:
    """Do the work, and watch how long the loop is kept from everything else."""
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            asked = time.perf_counter()
            await asyncio.sleep(LOOK)
            longest = max(longest, time.perf_counter() - asked - LOOK)

    spare_the_collector()
    watching = asyncio.create_task(watch())
    began, spent = time.perf_counter(), _cpu()
    sent = await work()
    seconds, cpu = time.perf_counter() - began, _cpu() - spent
    watching.cancel()
    return Fanned(sent, seconds, cpu, longest)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    prepare_logs("json")
    sender = {OURS: ours, PLAIN: plain}[sys.argv[1]]
    print(json.dumps(asdict(asyncio.run(sender(sys.argv[2], datetime.fromisoformat(sys.argv[3]))))))
