"""The other side of the wire: a metadata server with signing keys, a Connector, and a bot server on real sockets."""

import asyncio
import copy
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp
import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.adapter import EstAdapter
from bot.aftermath import Aftermath
from bot.answers import Answer
from bot.authentication import ChannelAuthenticator, InboundAuthenticator
from bot.connector import TeamsConnector, open_session
from bot.endpoint import PATH, SERVER_LIMITS, Endpoint
from bot.gateway import Address
from bot.inbound import Event
from bot.keys import SigningKeys
from bot.pace import InboundPace, Rate
from bot.receiver import Saying
from bot.refusals import TurnedAway
from bot.replays import Replays
from bot.replies import Replies
from bot.service_urls import ServiceHosts
from bot.teams_bot import TeamsBot
from bot.turn import Turns

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
    fetches: int = 0
    url: str = ""

    async def metadata(self, _: web.Request) -> web.Response:
        self.fetches += 1
        await asyncio.sleep(self.delay)
        if self.down:
            return web.Response(status=503)
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


@dataclass(frozen=True)
class Scripted:
    """How the Connector answers the next request; `drop` closes the connection instead, after reading it."""

    status: int = 201
    body: object = None
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0
    drop: bool = False


@dataclass
class FakeConnector:
    """Teams' Connector: takes everything, answers from the script first and then as Teams does on a good day."""

    script: list[Scripted] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    roster: list[Json] = field(default_factory=list)
    connections: set[object] = field(default_factory=set)
    url: str = ""

    async def take(self, request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else {}
        path = request.raw_path.partition("?")[0].removeprefix("/teams")
        self.sent.append(Sent(request.method, path, request.query, request.headers, body))
        self.connections.add(request.transport)
        answer = self.script.pop(0) if self.script else self._usual(request)
        await asyncio.sleep(answer.delay)
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
            return Scripted(201, {"id": f"a:chat-{number}", "activityId": f"first-{number}"})
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
class Recorder:
    """A receiver that notes what came in and answers what it was told to."""

    answers: Sequence[Answer] = ()
    events: list[Event] = field(default_factory=list)
    delay: float = 0
    error: Exception | None = None

    delivered_as: list[tuple[str, str]] = field(default_factory=list)

    async def delivered(self, event: Event, answer: Answer, address: Address, activity_id: str) -> None:
        self.delivered_as.append((address.conversation_id, activity_id))

    async def receive(self, event: Event) -> Sequence[Answer]:
        self.events.append(event)
        await asyncio.sleep(self.delay)
        if self.error:
            raise self.error
        return self.answers


class Echo:
    """The transport's sentences, recognisable."""

    def say(self, saying: Saying, locale: str) -> str:
        return f"{saying} in {locale}"


@dataclass
class Watch:
    """What happened at the door."""

    refusals: list[TurnedAway] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    def turned_away(self, refusal: TurnedAway) -> None:
        self.refusals.append(refusal)

    def answered(self, status: int, seconds: float) -> None:
        self.statuses.append(status)


@dataclass
class FixedToken:
    """A token that is there; notes for whom it was asked."""

    value: str = "bot-token"
    audiences: list[str] = field(default_factory=list)

    async def token(self, audience: str) -> str:
        self.audiences.append(audience)
        return self.value


@dataclass(frozen=True)
class Answered:
    status: int
    body: Json
    text: str
    headers: Mapping[str, str]


@dataclass
class Stand:
    """A running bot server with everything around it."""

    url: str
    openid: FakeOpenId
    connector: FakeConnector
    receiver: Recorder
    watch: Watch
    aftermath: Aftermath
    session: aiohttp.ClientSession
    pauses: list[float]

    def token(self, kid: str = "key-0", key: int = 0, headers: Json | None = None, **claims: object) -> str:
        """A token as the channel makes it; a claim given as None is left out."""
        usual = {
            "iss": ISSUER,
            "aud": APP,
            "exp": int(time.time()) + 3600,
            "nbf": int(time.time()) - 10,
            "serviceurl": f"{self.connector.url}/",
        }
        kept = {name: value for name, value in (usual | claims).items() if value is not None}
        return jwt.encode(kept, rsa_key(key), "RS256", headers={"kid": kid} | (headers or {}))

    def activity(self, name: str = "card_action", /, **changes: object) -> Json:
        """A recorded activity for this stand; a change to None takes the field away."""
        body = copy.deepcopy(recorded(name)) | {"serviceUrl": f"{self.connector.url}/"} | changes
        return {key: value for key, value in body.items() if value is not None}

    async def post(
        self,
        body: object = None,
        *,
        token: str = "",
        headers: Mapping[str, str] | None = None,
        data: bytes | None = None,
    ) -> Answered:
        """Sends an activity, by default a pressed card with a good token."""
        raw = json.dumps(self.activity() if body is None else body).encode() if data is None else data
        usual = {"Authorization": f"Bearer {token or self.token()}", "Content-Type": "application/json"}
        sent = {name: value for name, value in (usual | dict(headers or {})).items() if value}
        async with self.session.post(self.url + PATH, data=raw, headers=sent) as response:
            text = await response.text()
            return Answered(response.status, json.loads(text) if text else {}, text, response.headers)

    async def raw_status(self, headers: str, body: bytes = b"{}", method: str = "POST") -> int:
        """Sends exactly these lines and bytes, then waits for the status of the answer."""
        host, port = self.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        try:
            usual = f"Host: {host}\r\nContent-Type: application/json\r\n"
            length = "" if "chunked" in headers else f"Content-Length: {len(body)}\r\n"
            writer.write(f"{method} {PATH} HTTP/1.1\r\n{usual}{length}{headers}\r\n".encode() + body)
            return int((await reader.readline()).split()[1])
        finally:
            writer.close()
            await writer.wait_closed()

    async def tick(self) -> None:
        """Lets the other tasks run for a moment."""
        await asyncio.sleep(0.01)

    async def sent(self) -> list[Sent]:
        """What reached the Connector once everything under way has ended."""
        await self.aftermath.drain(5)
        return self.connector.sent

    @property
    def reason(self) -> str:
        """Why the last request was refused."""
        return self.watch.refusals[-1].reason


Door = Callable[[SigningKeys], InboundAuthenticator]


def channel_door(keys: SigningKeys) -> InboundAuthenticator:
    hosts = ServiceHosts({"smba.trafficmanager.net", "127.0.0.1"})
    return ChannelAuthenticator(keys, tenants={APP: frozenset({TENANT})}, service_hosts=hosts)


@asynccontextmanager
async def bot_stand(
    *,
    door: Door = channel_door,
    openid: FakeOpenId | None = None,
    receiver: Recorder | None = None,
    pace: InboundPace | None = None,
    clock: Callable[[], float] = time.monotonic,
    body_within: float = 5,
    turn_lasts: float = 5,
) -> AsyncIterator[Stand]:
    """The bot server, listening on loopback, with the metadata server and the Connector beside it."""
    openid, receiver = openid or FakeOpenId(), receiver or Recorder()
    connector, watch, aftermath, pauses = FakeConnector(), Watch(), Aftermath(), []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    async with AsyncExitStack() as stack:
        metadata = await stack.enter_async_context(openid.running())
        await stack.enter_async_context(connector.running())
        session = await stack.enter_async_context(open_session())
        keys = SigningKeys(metadata, session, clock=clock)
        stack.push_async_callback(keys.close)
        gateway = TeamsConnector(
            session, FixedToken(), bot_id=f"28:{APP}", service_hosts=ServiceHosts({"127.0.0.1"})
        )
        turns = Turns(
            receiver, Echo(), Replies(lambda _: gateway, aftermath, receiver.delivered, pause), turn_lasts
        )
        endpoint = Endpoint(
            door=door(keys),
            adapter=EstAdapter(lambda _: gateway),
            bot=TeamsBot(turns, lambda: NOW),
            pace=pace or InboundPace(Rate(6000, 1000), Rate(6000, 1000)),
            replays=Replays(clock),
            watch=watch,
            body_within=body_within,
            clock=clock,
        )
        url = await stack.enter_async_context(serving(endpoint.routes(), **SERVER_LIMITS))
        stack.push_async_callback(aftermath.drain, 5)
        yield Stand(url, openid, connector, receiver, watch, aftermath, session, pauses)
