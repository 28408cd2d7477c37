"""The scenarios with three replicas on one PostgreSQL: what becomes of the round when the one that delivers is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

from faults.databases import PostgresDatabases
from faults.processes import Replica
from faults.proxy import Proxy
from faults.stage import Stage

NAMES = ("first", "second", "third")
PAST_LEASE, PAST_CLAIMS = 25.0, 80.0
SILENT = 3.0
"""Seconds for which a lost network says nothing before connections break."""
TAKES_OVER_WITHIN = 45.0


@asynccontextmanager
async def three(stage: Stage) -> AsyncIterator[dict[str, Replica]]:
    """Three servers by name."""
    replicas = {name: Replica(name, stage.installation) for name in NAMES}
    try:
        await asyncio.gather(*(replica.start() for replica in replicas.values()))
        yield replicas
    finally:
        await asyncio.gather(*(replica.stop() for replica in replicas.values()))


async def holder_killed(stage: Stage) -> None:
    """Kill the one that delivers, twice; the first comes back, the second never does."""
    async with three(stage) as replicas:
        await _middle(stage, 3)
        first = _holder(stage, replicas)
        await stage.kill(first)
        stage.clock.move(PAST_LEASE)
        await first.start()
        await _taken_over(stage, first.name)
        await _middle(stage, 2)
        await stage.kill(_holder(stage, replicas))
        stage.clock.move(PAST_LEASE)
        await stage.settle()


async def holder_frozen(stage: Stage) -> None:
    """Stop the one that delivers until its lease and its claims have run out, then let it go on."""
    async with three(stage) as replicas:
        await _middle(stage, 3)
        frozen = _holder(stage, replicas)
        frozen.freeze()
        await stage.note_sending()
        stage.clock.move(PAST_CLAIMS)
        await _taken_over(stage, frozen.name)
        frozen.thaw()
        await stage.settle()


async def holder_cut_off(stage: Stage) -> None:
    """Cut the one that delivers off from the database, though not from Teams, and join it again later."""
    assert isinstance(stage.databases, PostgresDatabases)
    async with AsyncExitStack() as stack:
        proxies = {name: Proxy(stage.databases.socket) for name in NAMES}
        replicas = {}
        for name, proxy in proxies.items():
            await proxy.open()
            stack.push_async_callback(proxy.close)
            at = replace(stage.installation, database=proxy.url(stage.installation.database))
            replicas[name] = Replica(name, at)
            stack.push_async_callback(replicas[name].stop)
        await asyncio.gather(*(replica.start() for replica in replicas.values()))
        await _middle(stage, 3)
        name = _holder(stage, replicas).name
        proxies[name].fall_silent()
        await stage.note_sending()
        await asyncio.sleep(SILENT)
        await proxies[name].cut()
        await stage.note_sending()
        stage.clock.move(PAST_LEASE)
        await _taken_over(stage, name)
        await proxies[name].open()
        await stage.settle()


async def _middle(stage: Stage, part: int) -> None:
    await stage.seen(stage.messages // part + stage.chance.randint(0, 20))


def _holder(stage: Stage, replicas: dict[str, Replica]) -> Replica:
    """Whoever sent the newest message; its token names it."""
    return replicas[stage.connector.log[-1].sender]


async def _taken_over(stage: Stage, before: str) -> None:
    """Wait until another one delivers; the verdict finds out if nobody does."""
    count = len(stage.connector.log)
    while await stage.seen(count + 1, within=TAKES_OVER_WITHIN):
        count = len(stage.connector.log)
        if stage.connector.log[-1].sender != before:
            return
