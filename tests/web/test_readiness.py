"""What the health page makes of each port: ready or not, and what somebody should do."""

from __future__ import annotations

import json
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, web

from est.outbox import Outbox
from schedule.clock import Pulse
from web.health import SILENT_AFTER, SKEWED, STUCK_AFTER, Ports, Sending, health_routes

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
NOTHING_WAITS = Outbox(counts=(), oldest_waiting=None, last_prompt=NOW, database_clock=NOW)
LEADING = Pulse(silent_for=3.0, leads=True, last_tick=NOW, failing=frozenset(), groups=2)
FOLLOWING = Pulse(silent_for=3.0, leads=False, last_tick=None, failing=frozenset(), groups=0)


def ports(
    *, pulse: Pulse = LEADING, outbox: Outbox = NOTHING_WAITS, level: str = "0007", skew: float | None = None
) -> Ports:
    async def say_level() -> str:
        return level

    async def say_outbox(_: datetime) -> Outbox:
        return outbox

    return Ports(
        level=say_level,
        head="0007",
        outbox=say_outbox,
        pulse=lambda: pulse,
        now=lambda: NOW,
        machine=lambda: NOW,
        skew=lambda: skew,
    )


@asynccontextmanager
async def serving(given: Ports) -> AsyncIterator[str]:
    application = web.Application()
    application.add_routes(health_routes(given))
    runner = web.AppRunner(application)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def ask(given: Ports, **headers: str) -> tuple[int, str]:
    async with (
        serving(given) as url,
        ClientSession() as session,
        session.get(f"{url}/readyz", headers=headers) as answer,
    ):
        return answer.status, await answer.text()


async def readyz(given: Ports) -> tuple[int, dict[str, Any]]:
    status, body = await ask(given)
    return status, json.loads(body)


@pytest.mark.parametrize(
    ("pulse", "state", "status"),
    [
        (LEADING, "ok", 200),
        (FOLLOWING, "ok", 200),
        (replace(LEADING, silent_for=SILENT_AFTER), "ok", 200),
        (replace(LEADING, silent_for=SILENT_AFTER + 0.1), "stopped", 503),
        (replace(FOLLOWING, silent_for=SILENT_AFTER + 0.1), "stopped", 503),
        (replace(LEADING, silent_for=math.inf, last_tick=None), "waiting", 503),
        (replace(LEADING, failing=frozenset({"g1"})), "ok", 200),
        (replace(LEADING, failing=frozenset({"g1", "g2"})), "failing", 503),
    ],
)
async def test_a_clock_that_stands_still_makes_the_process_not_ready(
    pulse: Pulse, state: str, status: int
) -> None:
    found, health = await readyz(ports(pulse=pulse))
    assert (found, health["checks"]["clock"]) == (status, state)
    assert health["leads"] is pulse.leads
    assert (health["status"] == "not ready") is (status == 503)


async def test_one_group_that_fails_is_worth_attention_and_is_counted_without_its_name() -> None:
    status, body = await ask(ports(pulse=replace(LEADING, failing=frozenset({"g1"}))))
    health = json.loads(body)
    assert (status, health["status"], health["groups_failing"]) == (200, "attention", 1)
    assert "g1" not in body


@pytest.mark.parametrize(("age", "state"), [(0, "ok"), (STUCK_AFTER, "ok"), (STUCK_AFTER + 1, "stuck")])
async def test_a_letter_that_waits_long_is_worth_attention(age: float, state: str) -> None:
    waiting = replace(NOTHING_WAITS, oldest_waiting=NOW - timedelta(seconds=age))
    status, health = await readyz(ports(outbox=waiting))
    assert (status, health["checks"]["outbox"], health["oldest_waiting_seconds"]) == (200, state, age)


@pytest.mark.parametrize(("skew", "state"), [(SKEWED, "ok"), (-SKEWED - 0.1, "skewed"), (3600.0, "skewed")])
async def test_a_clock_that_is_wrong_is_worth_attention(skew: float, state: str) -> None:
    _, health = await readyz(ports(skew=skew))
    assert health["checks"]["time"] == state
    assert health["clock_skew_seconds"] == {"database": 0.0, "microsoft": skew}
    away = replace(NOTHING_WAITS, database_clock=NOW - timedelta(seconds=skew))
    _, health = await readyz(ports(outbox=away))
    assert health["checks"]["time"] == state


async def test_a_teams_that_takes_nothing_is_worth_attention_and_keeps_nobody_from_answering() -> None:
    sending = Sending(interrupted=True, in_the_air=3, last_taken=NOW)
    status, health = await readyz(replace(ports(), sending=lambda: sending))
    assert (status, health["status"], health["checks"]["teams"]) == (200, "attention", "interrupted")
    assert (health["in_the_air"], health["last_taken"]) == (3, NOW.isoformat())


async def test_a_port_that_fails_is_told_of_by_the_class_of_its_fault_alone() -> None:
    async def down() -> str:
        raise ConnectionError("postgresql://est:secret@db.example/est")

    async def down_too(_: datetime) -> Outbox:
        raise ConnectionError(await down())

    status, body = await ask(replace(ports(), level=down, outbox=down_too))
    health = json.loads(body)
    assert (status, health["checks"]["database"]) == (503, "ConnectionError")
    assert health["notes"] == [
        "Databasen svarar inte. Kontrollera att den är igång och att EST_DATABASE_URL stämmer."
    ]
    assert "secret" not in body
    assert "example" not in body


async def test_a_browser_gets_a_page_in_its_readers_language() -> None:
    stopped = ports(pulse=replace(LEADING, silent_for=100.0))
    status, shown = await ask(stopped, Accept="text/html")
    assert status == 503
    assert "<h1>Boten kan inte arbeta just nu</h1>" in shown
    assert "Klockan har stannat: inget skickas av sig självt. Starta om boten." in shown
    _, shown = await ask(stopped, Accept="text/html", **{"Accept-Language": "en-GB"})
    assert "<h1>The bot cannot work at the moment</h1>" in shown
    _, shown = await ask(ports(), Accept="text/html")
    assert "<h1>Boten är igång</h1>" in shown
