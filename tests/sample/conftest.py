"""The stand-in for Teams and a bot of the tests' own, each on its own port of this machine."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from sample.clock import TurnableClock
from sample.teams import LocalTeams, Stage, TeamsUser, TeamsWorld
from tests.sample.echo_bot import Connector, EchoBot

NOON = datetime(2026, 3, 17, 11, 0, tzinfo=UTC)
ANNA = TeamsUser(
    "29:anna", "aaaaaaaa-0000-4000-8000-000000000001", "Anna Ek", "Skola", "anna@exempelby.example"
)
BO = TeamsUser(
    "29:bo", "aaaaaaaa-0000-4000-8000-000000000002", "Bo Strand", "Bostadsbolag", "bo@exempelby.example"
)
CILLA = TeamsUser("29:cilla", "aaaaaaaa-0000-4000-8000-000000000003", "Cilla Äng", "Polis", guest=True)
WORLD = TeamsWorld(
    tenant_id="11111111-1111-4111-8111-111111111111",
    bot_id="28:22222222-2222-4222-8222-222222222222",
    bot_name="EST-boten",
    team_id="19:team@thread.tacv2",
    team_name="EST Exempelby",
    channel_id="19:est@thread.tacv2",
    channel_name="EST-möte",
    users=(ANNA, BO, CILLA),
)


@dataclass(frozen=True, slots=True)
class Play:
    """A running stand-in, and what is needed to speak to it from both sides."""

    teams: LocalTeams
    clock: TurnableClock
    connector: Connector
    origin: str
    session: aiohttp.ClientSession

    async def get(self, path: str, **query: str) -> Any:
        async with self.session.get(f"{self.origin}/local/api/{path}", params=query) as response:
            return await response.json()

    async def post(self, path: str, **body: object) -> tuple[int, Any]:
        async with self.session.post(f"{self.origin}/local/api/{path}", json=body) as response:
            return response.status, await response.json()

    async def state(self, user: TeamsUser, since: int = 0) -> Any:
        return await self.get("state", user=user.object_id, since=str(since))


StartPlay = Callable[..., Awaitable[Play]]


@pytest.fixture
async def bot() -> AsyncIterator[EchoBot]:
    made = EchoBot()
    async with TestServer(made.app) as server:
        made.url = str(server.make_url("/api/messages"))
        yield made


@pytest.fixture
async def start(bot: EchoBot, tmp_path: Path) -> AsyncIterator[StartPlay]:
    """Starts a stand-in on the file of this test; starting again is the restart of `./run`."""
    async with AsyncExitStack() as stack:

        async def begin(stage: Stage = Stage(), *, bot_url: str = "") -> Play:  # noqa: B008 - a frozen value
            port = unused_port()
            origin = f"http://127.0.0.1:{port}"
            clock = TurnableClock(tmp_path / "teams.sqlite")
            stack.callback(clock.close)
            clock.freeze()
            clock.turn_to(NOON)
            service_url = f"{origin}/local/connector/"
            teams = LocalTeams(
                WORLD,
                bot_url or bot.url,
                tmp_path / "teams.sqlite",
                clock,
                stage=stage,
                service_url=service_url,
            )
            app = web.Application()
            teams.mount(app)
            await stack.enter_async_context(TestServer(app, port=port))
            session = await stack.enter_async_context(aiohttp.ClientSession())
            return Play(teams, clock, Connector(service_url), origin, session)

        yield begin


@pytest.fixture
async def play(start: StartPlay) -> Play:
    """A stand-in with the bot in the team and nothing said yet."""
    begun = await start()
    await begun.teams.events.install(ANNA)
    return begun
