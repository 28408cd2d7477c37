"""How far our clock is from theirs, and what becomes of calls: seen without asking anybody anything more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import ClientSession, web

from app import _gateways
from bot.connector import open_session
from bot.faults import DeliveryFault
from bot.gateway import Address
from bot.skew import ClockSkew
from bot.watched import WatchedGateway
from settings import Settings
from tests.bot.fakes import APP, TENANT, FakeConnector, Scripted
from web.sight import Sight

OTHER_CLOUD = "https://api.botframework.us"


@asynccontextmanager
async def server(date: str) -> AsyncIterator[str]:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(headers={"Date": date} if date else {"Date": ""})

    application = web.Application()
    application.add_routes([web.get("/", answer)])
    runner = web.AppRunner(application)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def seen(date: str) -> float | None:
    skew = ClockSkew()
    async with server(date) as url, open_session(traces=[skew.trace()]) as session:
        assert skew.seconds is None
        async with session.get(url) as response:
            await response.read()
    return skew.seconds


@pytest.mark.parametrize("ahead", [-3600, 0, 90])
async def test_a_clock_that_is_ahead_of_theirs_is_told_by_their_answers(ahead: int) -> None:
    theirs = datetime.now(UTC) - timedelta(seconds=ahead)
    found = await seen(format_datetime(theirs.replace(microsecond=0), usegmt=True))
    assert found == pytest.approx(ahead, abs=2.5)


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 Foo"])
async def test_an_answer_without_a_date_says_nothing(date: str) -> None:
    assert await seen(date) is None


class Tokens:
    """Remembers whom a token was asked for."""

    def __init__(self) -> None:
        self.audiences: list[str] = []

    async def token(self, audience: str) -> str:
        self.audiences.append(audience)
        return "token"


async def test_calls_are_counted_by_outcome_and_the_token_is_for_this_cloud() -> None:
    connector, tokens, sight = FakeConnector(), Tokens(), Sight()
    settings = Settings(
        _env_file=None,
        app_id=APP,
        app_secret="made-up",
        tenants=(TENANT,),
        service_hosts=("127.0.0.1",),
        token_issuer=OTHER_CLOUD,
    )
    async with connector.running() as url, ClientSession() as session:
        gateway = _gateways(settings, session, {settings.app_id: tokens}, sight).of_app(settings.app_id)
        assert isinstance(gateway, WatchedGateway)
        address = Address(f"{url}/" if not url.endswith("/") else url, TENANT, "a:chat")
        await gateway.send(address, {"type": "message", "text": "hej"})
        connector.script.append(Scripted(429, {"error": {"code": "Throttled"}}, headers={"Retry-After": "3"}))
        with pytest.raises(DeliveryFault):
            await gateway.update(address, "1", {"type": "message", "text": "hej"})
    assert set(tokens.audiences) == {OTHER_CLOUD}
    counted = {
        (sample.labels["call"], sample.labels["outcome"]): sample.value
        for metric in sight.registry.collect()
        for sample in metric.samples
        if sample.name == "est_calls_total"
    }
    assert counted == {("send", "ok"): 1, ("update", "throttled"): 1}
