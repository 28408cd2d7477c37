"""A bot server on a real socket, with the other side of the wire around it and a receiver that notes what came in."""

import asyncio
import copy
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import jwt

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
from tests.bot.fakes import (
    APP,
    ISSUER,
    NOW,
    TENANT,
    FakeConnector,
    FakeOpenId,
    FixedToken,
    Json,
    Sent,
    recorded,
    rsa_key,
    serving,
)


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
    keys_within: float = 5,
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
        keys = SigningKeys(metadata, session, clock=clock, lasts=keys_within)
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
