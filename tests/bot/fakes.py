"""The other side of the wire: a metadata server with signing keys, a Connector, a token."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.harness.canaries import overhear

APP = "22222222-2222-4222-8222-222222222222"
TENANT = "11111111-1111-4111-8111-111111111111"
ANNA = "aaaaaaaa-0000-4000-8000-000000000001"
ISSUER = "https://api.botframework.com"
NOW = datetime(2026, 3, 17, 8, 0, 2, tzinfo=UTC)

Json = dict[str, Any]


def recorded(name: str) -> Json:
    """An activity in the shape that Teams sends."""
    path = Path(__file__).parent / "activities" / f"{name}.json"
    body: Json = json.loads(path.read_text(encoding="utf-8"))
    return body


@cache
def rsa_key(number: int) -> rsa.RSAPrivateKey:  # noqa: ARG001 -- it only tells the keys apart
    """The nth key pair of this run: making one takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def jwk_of(key: rsa.RSAPrivateKey, kid: str, endorsements: Sequence[str] = ("msteams",)) -> Json:
    published: Json = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return published | {"kid": kid, "use": "sig", "endorsements": list(endorsements)}


@asynccontextmanager
async def serving(routes: Sequence[web.RouteDef], **limits: Any) -> AsyncIterator[str]:
    """A server on a free port of loopback; gives its address."""
    app = web.Application()
    app.add_routes(routes)
    app.on_response_prepare.append(overhear)
    runner = web.AppRunner(app, shutdown_timeout=0.1, **limits)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@dataclass
class FakeOpenId:
    """The channel's metadata server."""

    keys: list[Json] = field(default_factory=lambda: [jwk_of(rsa_key(0), "key-0")])
    down: bool = False
    delay: float = 0
    jwks_uri: str = ""
    document: bytes = b"{}"
    """What stands where the metadata should be, instead of them."""
    fetches: int = 0
    url: str = ""

    async def metadata(self, _: web.Request) -> web.Response:
        self.fetches += 1
        await asyncio.sleep(self.delay)
        if self.down:
            return web.Response(status=503)
        if self.document != b"{}":
            return web.Response(body=self.document, content_type="application/json")
        return web.json_response({"issuer": ISSUER, "jwks_uri": self.jwks_uri or f"{self.url}/keys"})

    async def published(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": self.keys})

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        routes = [web.get("/metadata", self.metadata), web.get("/keys", self.published)]
        async with serving(routes) as self.url:
            yield f"{self.url}/metadata"


@dataclass(frozen=True)
class Sent:
    """One request that the Connector got."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Json
    at: float = 0
    """Seconds on the Connector's own clock when it arrived."""


@dataclass(frozen=True)
class Scripted:
    """How the Connector answers the next request; `drop` closes the connection instead, after reading it.

    It waits for the *gate*, when there is one, as long as it is closed.
    """

    status: int = 201
    body: object = None
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0
    drop: bool = False
    gate: asyncio.Event | None = None


@dataclass
class FakeConnector:
    """Teams' Connector: takes everything, answers from the script first and then as Teams does on a good day."""

    script: list[Scripted] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    roster: list[Json] = field(default_factory=list)
    connections: set[object] = field(default_factory=set)
    url: str = ""
    clock: Callable[[], float] = time.monotonic

    async def take(self, request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else {}
        path = request.raw_path.partition("?")[0].removeprefix("/teams")
        self.sent.append(Sent(request.method, path, request.query, request.headers, body, self.clock()))
        self.connections.add(request.transport)
        answer = self.script.pop(0) if self.script else self._usual(request)
        await asyncio.sleep(answer.delay)
        if answer.gate:
            await answer.gate.wait()
        if answer.drop and request.transport:
            request.transport.abort()
        text = answer.text or json.dumps(answer.body)
        return web.Response(
            status=answer.status, text=text, headers=answer.headers, content_type="application/json"
        )

    def _usual(self, request: web.Request) -> Scripted:
        number = len(self.sent)
        if request.path.endswith("/pagedmembers"):
            return Scripted(200, self._page(request.query))
        if request.path.endswith("/v3/conversations"):
            channel = self.sent[-1].body.get("channelData", {}).get("channel", {}).get("id")
            conversation = f"{channel};messageid={number}" if channel else f"a:chat-{number}"
            return Scripted(201, {"id": conversation, "activityId": f"first-{number}"})
        return Scripted(200 if request.method in {"PUT", "DELETE"} else 201, {"id": f"activity-{number}"})

    def _page(self, query: Mapping[str, str]) -> Json:
        start, size = int(query.get("continuationToken", 0)), int(query["pageSize"])
        page: Json = {"members": self.roster[start : start + size]}
        return page | ({"continuationToken": str(start + size)} if start + size < len(self.roster) else {})

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        async with serving([web.route("*", "/teams/{rest:.*}", self.take)]) as server:
            self.url = f"{server}/teams"
            yield self.url


@dataclass
class FixedToken:
    """A token that is there; notes for whom it was asked."""

    value: str = "bot-token"
    audiences: list[str] = field(default_factory=list)

    async def token(self, audience: str) -> str:
        self.audiences.append(audience)
        return self.value
