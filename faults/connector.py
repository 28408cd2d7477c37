"""A connector that does as it is told, and a log of every message that reached a receiver.

A message counts as seen before its answer is delayed: the worst case for whoever dies while it waits.
"""

from __future__ import annotations

import asyncio
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bench.processes import free_port
from faults.municipality import Concern

DRIBBLES_FOR = 25.0
"""Seconds over which a slow answer trickles; longer than anybody should wait for one."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is done with one request that carries a message."""

    status: int = 201
    latency: float = 0.0
    retry_after: int = 0
    dribbles: str = ""
    """`head` or `body`: which part of the answer comes letter by letter."""

    @property
    def takes(self) -> bool:
        """Whether the receiver gets to see the message."""
        return self.status in {201, 502, 504}


@dataclass(slots=True)
class Seen:
    """One message that reached its receiver, from which process, and whether that process was told so."""

    concern: Concern
    sender: str
    at: float
    told: bool = False


Programme = Callable[[Concern, int], Treatment]
"""What to do with a message; the number says how many requests for the same concern came before."""


@dataclass
class Connector:
    """Teams' side: three kinds of call, one door that can be shut, one programme of faults."""

    programme: Programme
    port: int = field(default_factory=free_port)
    log: list[Seen] = field(default_factory=list)
    calls: list[float] = field(default_factory=list)
    """When each message came, those that were turned away as well."""
    refused: Counter[int] = field(default_factory=Counter)
    in_the_air: int = 0
    _asked: Counter[Concern] = field(default_factory=Counter)
    _edges: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        application = web.Application()
        application.add_routes(
            [
                web.post("/v3/conversations/{conversation}/activities", self._to_chat),
                web.post("/v3/conversations", self._to_channel),
                web.put("/v3/conversations/{conversation}/activities/{activity}", self._edit),
                web.get("/v3/conversations/{conversation}/pagedmembers", self._members),
            ]
        )
        self._runner = web.AppRunner(application, access_log=None)
        self._site: web.TCPSite | None = None
        self._open: set[asyncio.Transport] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    async def start(self) -> None:
        await self._runner.setup()
        await self.open()

    async def stop(self) -> None:
        await self.shut()
        await self._runner.cleanup()

    async def open(self) -> None:
        """Take calls."""
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await self._site.start()

    async def shut(self) -> None:
        """Refuse connections and break off those that are open."""
        if self._site is not None:
            await self._site.stop()
            self._site = None
        for transport in self._open:
            transport.abort()
        self._open.clear()

    async def has_seen(self, count: int, *, of_channel: bool = False) -> None:
        """Wait until so many messages have been seen."""
        while sum(one.concern.to_channel or not of_channel for one in self.log) < count:
            self._edges.clear()
            await self._edges.wait()

    def still_for(self) -> float:
        """Seconds without a call; none while an answer is on its way."""
        return 0.0 if self.in_the_air else time.monotonic() - max(self.calls, default=0.0)

    def peak(self) -> int:
        """The most messages that came within any one second."""
        return max(
            (bisect_right(self.calls, at + 1) - number for number, at in enumerate(self.calls)), default=0
        )

    def copies(self) -> Counter[Concern]:
        """How often each concern has been seen."""
        return Counter(one.concern for one in self.log)

    def untold(self) -> set[Concern]:
        """What was seen without its sender learning of it: it may be said once more."""
        return {one.concern for one in self.log if not one.told}

    async def _to_chat(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        return await self._take(request, _concern(request.match_info["conversation"], body))

    async def _to_channel(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if "activity" not in body:
            # Opening a chat says nothing to anybody; the same person always gets the same one.
            return web.json_response({"id": f"a:opened-{body['members'][0]['id']}"}, status=201)
        return await self._take(request, _concern(body["channelData"]["channel"]["id"], body["activity"]))

    async def _edit(self, request: web.Request) -> web.StreamResponse:
        await request.read()
        return web.json_response({"id": request.match_info["activity"]})

    async def _members(self, _: web.Request) -> web.StreamResponse:
        return web.json_response({"error": {"code": "ServiceError"}}, status=503)

    async def _take(self, request: web.Request, concern: Concern) -> web.StreamResponse:
        sender = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not sender:
            return web.json_response({"error": {"code": "Unauthorized"}}, status=401)
        treatment = self.programme(concern, self._asked[concern])
        self._asked[concern] += 1
        self.calls.append(time.monotonic())
        if not treatment.takes:
            self.refused[treatment.status] += 1
            again = {"Retry-After": str(treatment.retry_after)} if treatment.retry_after else {}
            return web.json_response({"error": {"code": "Fault"}}, status=treatment.status, headers=again)
        seen = Seen(concern, sender, time.monotonic())
        self.log.append(seen)
        self._edges.set()
        return await self._answer(request, treatment, seen)

    async def _answer(self, request: web.Request, treatment: Treatment, seen: Seen) -> web.StreamResponse:
        self.in_the_air += 1
        transport = request.transport
        assert transport is not None
        self._open.add(transport)
        try:
            if treatment.dribbles:
                return await _dribble(request, treatment)
            await asyncio.sleep(treatment.latency)
            seen.told = treatment.status == 201 and not transport.is_closing()
            number = str(len(self.log))
            return web.json_response({"id": number, "activityId": number}, status=treatment.status)
        finally:
            self.in_the_air -= 1
            self._open.discard(transport)


async def _dribble(request: web.Request, treatment: Treatment) -> web.StreamResponse:
    """An answer that never comes to an end in any reasonable time, a character a second."""
    response = web.StreamResponse(status=treatment.status, headers={"Content-Length": "1000"})
    transport = request.transport
    assert transport is not None
    until = time.monotonic() + DRIBBLES_FOR
    with suppress(ConnectionError):  # Whoever waits may give up at any moment, and shall.
        if treatment.dribbles == "body":
            await response.prepare(request)
        else:
            transport.write(b"HTTP/1.1 201 Cr")
        while time.monotonic() < until and not transport.is_closing():
            await asyncio.sleep(1)
            if treatment.dribbles == "body":
                await response.write(b" ")
            else:
                transport.write(b"e")
    transport.abort()
    return response


def _concern(conversation: str, activity: dict[str, Any]) -> Concern:
    """What the card says that it is about: its heading, and the week in its buttons if it has any."""
    card = activity["attachments"][0]["content"]
    weeks = {found for found in _weeks(card) if found}
    return Concern(conversation, min(weeks, default=""), str(card["body"][0].get("text", "")))


def _weeks(value: object) -> list[str]:
    if isinstance(value, dict):
        inner = [found for part in value.values() for found in _weeks(part)]
        return [str(value["week"]), *inner] if "verb" in value and "week" in value else inner
    return [found for part in value for found in _weeks(part)] if isinstance(value, list) else []
