"""The whole program with its door, and thousands of odd requests at it: no 500, no row without a valid actor.

Three kinds of caller. Who has no good token, and who has one but no seat, must change nothing at all. Who has a seat
may send anything; what makes the product take a step it has not taken before is kept and bent further.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect
from structlog.testing import capture_logs

from tests.bot.fakes import Json
from tests.channel import Channel, Customer, channel
from tests.fuzz.arcs import Arcs
from tests.fuzz.shapes import broken, mutated, presses, recordings, spoken_by
from tests.town import migrated

CUSTOMERS = tuple(Customer(name, people=40, coordinators=40) for name in ("Ekbacka", "Sjövik", "Norrby"))
"""Several, since the door lets each municipality and each person in only so often."""
STRANGER = Customer("Främmande", people=40)
ANSWERS = frozenset({200, 400, 401, 403, 408, 413, 415, 429, 501})
OUR_FAULT = frozenset({"turn_failed", "letter_failed", "courier_failed", "tick_failed"})
ACTORS = ("member_id", "written_by", "reopened_by")
KEPT_AT_MOST = 4000


@dataclass
class Findings:
    """What was tried, what was answered, and what must not be."""

    tried: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    corpus: int = 0
    stored: int = 0
    steps: int = 0
    faults: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    alive: bool = False

    @property
    def sound(self) -> bool:
        return self.alive and not self.faults and not self.orphans

    def lines(self) -> Iterator[str]:
        tried = ", ".join(f"{kind} {number}" for kind, number in sorted(self.tried.items()))
        yield f"inputs tried: {self.tried.total()} ({tried})"
        yield f"answers: {', '.join(f'{status}: {n}' for status, n in sorted(self.statuses.items()))}"
        yield f"steps of the product seen: {self.steps}, inputs kept for them: {self.corpus}"
        yield f"rows that somebody wrote: {self.stored}"
        yield f"answers 500 and faults of ours: {len(self.faults)}"
        yield f"rows without a valid actor: {len(self.orphans)}"
        yield f"alive at the end: {'yes' if self.alive else 'NO'}"
        yield from self.faults[:20]
        yield from self.orphans[:20]


class Fuzzer:
    """One run against one program."""

    def __init__(self, program: Channel, arcs: Arcs, seed: int) -> None:
        self.findings = Findings()
        self._program = program
        self._arcs = arcs
        self._chance = random.Random(seed)
        self._number = 0
        self._recorded = {customer: recordings(customer) for customer in CUSTOMERS}
        self._pressed = {customer: presses(customer) for customer in CUSTOMERS}
        self._kept: dict[Customer, list[Json]] = {customer: [] for customer in CUSTOMERS}
        self._tokens = {customer: program.token(customer.app) for customer in CUSTOMERS}

    async def without_a_token(self, tries: int) -> None:
        """Nobody whom the door does not know changes anything."""
        before = await self._program.stored()
        bad: list[Callable[[Customer], str]] = [
            lambda customer: "",
            lambda customer: "a.b.c",
            lambda customer: self._tokens[customer][:-4] + "AAAA",
            lambda customer: self._program.token(customer.app, exp=int(time.time()) - 900),
            lambda customer: self._program.token(customer.app, iss="https://sts.windows.net/x/"),
            lambda customer: self._program.token(STRANGER.app),
            lambda customer: self._program.token(customer.app, serviceurl="https://evil.example/"),
            lambda customer: self._tokens[self._another(customer)],
        ]
        for _ in range(tries):
            customer, body = self._next()
            token = self._chance.choice(bad)(customer)
            await self._send("without a token", customer, body, token, fits={400, 401, 403, 413})
        if await self._program.stored() != before:
            self.findings.orphans.append("a request without a good token changed the database")

    async def without_a_seat(self, tries: int) -> None:
        """Nobody who is in no group writes or changes anything, whatever their card says."""
        before = await self._program.stored()
        for _ in range(tries):
            customer, body = self._next()
            number = self._chance.randrange(STRANGER.people)
            person = {"id": f"29:{STRANGER.person(number)}", "aadObjectId": STRANGER.person(number)}
            kind = {"type": self._chance.choice(("message", "invoke"))}
            await self._send(
                "without a seat", customer, body | {"from": person} | kind, self._tokens[customer]
            )
        if await self._program.stored() != before:
            self.findings.orphans.append("somebody without a seat changed the database")

    async def with_a_seat(self, tries: int) -> None:
        """Whatever a member's client sends; what takes a new step is kept and bent further."""
        for customer in CUSTOMERS[: max(1, tries // 1000)]:
            for body in self._recorded[customer]:
                await self._send("as Teams sends it", customer, body, self._tokens[customer])
        for _ in range(tries):
            customer, body = self._next()
            known = len(self._arcs.seen)
            await self._send("by a member", customer, body, self._tokens[customer])
            kept = self._kept[customer]
            if len(self._arcs.seen) > known and len(kept) < KEPT_AT_MOST:
                kept.append(body)
        for _ in range(tries // 10):
            customer, body = self._next()
            await self._bytes("broken bytes", broken(body, self._chance), self._tokens[customer])

    async def finish(self) -> Findings:
        """What is true when all is over."""
        await self._program.all_at_once()
        self.findings.orphans += await self._program.program.store.transact(orphans)
        self.findings.stored = await self._program.program.store.transact(written)
        status, answer = await self._program.send(CUSTOMERS[0], CUSTOMERS[0].says("hjälp", 39))
        self.findings.alive = (status, answer) == (200, "")
        self.findings.steps = len(self._arcs.seen)
        self.findings.corpus = sum(map(len, self._kept.values()))
        return self.findings

    def _next(self) -> tuple[Customer, Json]:
        customer = self._chance.choice(CUSTOMERS)
        recorded, pressed, kept = self._recorded[customer], self._pressed[customer], self._kept[customer]
        # Three sources in turn: buttons are many, and would crowd out the rest.
        base = self._chance.choice(self._chance.choice([recorded, pressed, kept or recorded]))
        return customer, mutated(base, [*recorded, *kept[-50:]], self._chance)

    def _another(self, customer: Customer) -> Customer:
        return next(other for other in CUSTOMERS if other != customer)

    async def _send(
        self, kind: str, customer: Customer, body: Json, token: str, fits: frozenset[int] | set[int] = ANSWERS
    ) -> None:
        self._number += 1
        number = self._chance.randrange(customer.people)
        body = spoken_by(body, customer, number, self._program.service_url, f"f:{self._number}")
        await self._bytes(kind, json.dumps(body).encode(), token, fits)

    async def _bytes(
        self, kind: str, raw: bytes, token: str, fits: frozenset[int] | set[int] = ANSWERS
    ) -> None:
        with capture_logs() as lines:
            status, answer = await self._program.post(raw, token)
        self.findings.tried[kind] += 1
        self.findings.statuses[status] += 1
        inner = answer.get("statusCode", 0) if isinstance(answer, dict) else 0
        failed = [line for line in lines if line["event"] in OUR_FAULT]
        if status not in fits or inner == 500 or failed:
            self.findings.faults.append(f"{kind}: {status}/{inner} {failed} {raw[:2000]!r}")
        if len(self._program.connector.sent) > 1000:
            self._program.connector.sent.clear()


def written(connection: Connection) -> int:
    """Reports and items: without any, nothing would be said about who wrote them."""
    counts = [connection.exec_driver_sql(f"SELECT count(*) FROM {name}") for name in ("report", "item")]
    return sum(int(count.scalar_one()) for count in counts)


def orphans(connection: Connection) -> list[str]:
    """Rows whose member, or writer, is nobody's seat in that group; and seats that are nobody's."""
    found: list[str] = []
    for name in inspect(connection).get_table_names():
        columns = {column["name"] for column in inspect(connection).get_columns(name)}
        for actor in columns & set(ACTORS) if "group_id" in columns else set():
            lost = connection.exec_driver_sql(
                f"SELECT count(*) FROM \"{name}\" AS one WHERE one.{actor} IS NOT NULL AND one.{actor} <> '' "
                "AND NOT EXISTS (SELECT 1 FROM member WHERE member.group_id = one.group_id AND "
                f"member.id = one.{actor} AND member.object_id <> '')"
            ).scalar_one()
            found += [f"{name}.{actor}: {lost}"] if lost else []
    nobody: Any = connection.exec_driver_sql("SELECT count(*) FROM member WHERE object_id = ''").scalar_one()
    return [*found, *([f"member.object_id: {nobody}"] if nobody else [])]


async def fuzz(folder: Path, *, tries: int, seed: int) -> Findings:
    """A run of about this many inputs by members, and a fifth as many by each kind of stranger."""
    arcs = Arcs()
    migrated()
    arcs.start()
    try:
        async with AsyncExitStack() as stack:
            program = await stack.enter_async_context(channel(folder, CUSTOMERS))
            for customer in CUSTOMERS:
                await program.settle(customer)
            await program.all_at_once()
            fuzzer = Fuzzer(program, arcs, seed)
            await fuzzer.without_a_token(tries // 5)
            await fuzzer.without_a_seat(tries // 5)
            await fuzzer.with_a_seat(tries)
            return await fuzzer.finish()
    finally:
        arcs.stop()


def run(folder: Path, *, tries: int, seed: int) -> Findings:
    return asyncio.run(fuzz(folder, tries=tries, seed=seed))
