"""What whoever runs the bot sees of it: health, metrics, and a login that ends (acceptance.md O1, O3, O8)."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from sqlalchemy import Connection, text
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from app import assemble
from est.letters import CHANNEL, Letter, LetterKind
from est.week import Week
from settings import Settings
from storage.migrate import head, upgrade
from tests.acceptance.forms import BROKEN_WINDOWS
from tests.channel import MONDAY, Channel, Customer, channel
from tests.harness.canaries import METRICS
from tests.town import free_port

EKBACKA = Customer("Ekbacka", people=4, coordinators=2)
LAST_DAY = date(2027, 5, 3)
DAY = timedelta(days=1)
NOON = datetime(2027, 5, 3, 11, tzinfo=UTC)
"""One o'clock on the secret's last day, a Monday."""
TITLE = "Botens inloggning till Teams går snart ut"
LABEL = re.compile(r'="([^"]*)"')
CODE = re.compile(r"[a-z_]*|[A-Za-z]+Error|[0-9]{3}|[0-9.e+-]+|\+Inf")
"""What a label may say: a code of ours, a status, the bound of a bucket."""
W48 = Week(2026, 48)
TOKEN = METRICS["metrics_token"]


async def fetch(
    bot: Channel, path: str, headers: Mapping[str, str] | None = None, *, replica: int = 0
) -> tuple[int, str]:
    host, port = bot.runners[replica].addresses[0][:2]
    async with bot.session.get(f"http://{host}:{port}{path}", headers=headers or {}) as answer:
        return answer.status, await answer.text()


async def readyz(bot: Channel, *, replica: int = 0) -> tuple[int, dict[str, Any]]:
    status, body = await fetch(bot, "/readyz", replica=replica)
    return status, json.loads(body)


async def page(bot: Channel, path: str) -> tuple[int, str]:
    return await fetch(bot, path, {"Accept": "text/html,*/*", "Accept-Language": "sv-SE"})


@asynccontextmanager
async def started(folder: Path, **given: Any) -> AsyncIterator[str]:
    """The program with these settings and every other as it comes."""
    url, port = f"sqlite:///{folder / 'own.db'}", free_port()
    await asyncio.to_thread(upgrade, url)
    program = await assemble(Settings(_env_file=None, database_url=url, port=port, **given))
    runner = web.AppRunner(program.application)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


def cards(bot: Channel) -> list[str]:
    """Everything that was sent to Teams, as text, and how often."""
    return [json.dumps(one.body, ensure_ascii=False) for one in bot.connector.sent if one.method == "POST"]


def unsent(customer: Customer) -> Letter:
    """A letter that was due at eight and still waits."""
    return Letter(
        key="kept-back",
        group_id=customer.group_id,
        kind=LetterKind.GREETING,
        recipient=CHANNEL,
        due=MONDAY,
        send_before=MONDAY + DAY,
    )


@pytest.mark.case("O1")
async def test_a_secret_that_ends_is_told_of_at_60_30_7_and_0_days_and_then_says_so_in_swedish(
    tmp_path: Path,
) -> None:
    start = NOON - 61 * DAY
    async with channel(tmp_path, [EKBACKA], now=start, app_secret_expires=LAST_DAY) as bot:
        await bot.settle(EKBACKA)
        await bot.all_at_once()
        assert [card for card in cards(bot) if "går snart ut" in card] == []
        assert (await readyz(bot))[1]["checks"]["credential"] == "ok"

        for days in (60, 59, 30, 10, 7, 6, 0):
            bot.connector.sent.clear()
            bot.clock.now = NOON - days * DAY
            with capture_logs() as log:
                if bot.clock.now.isoweekday() > 5:
                    # Nobody is at work: the log says so at once, the card waits until Monday.
                    await bot.all_at_once()
                    assert [card for card in cards(bot) if TITLE in card] == []
                    bot.clock.now += timedelta(days=8 - bot.clock.now.isoweekday())
                await bot.all_at_once()
                await bot.all_at_once()
            warned = [card for card in cards(bot) if TITLE in card]
            logged = [line for line in log if line["event"] == "credential_expires"]
            status, health = await readyz(bot)
            assert (status, health["status"]) == (200, "attention")
            assert health["checks"]["credential"] == "soon"
            left = (NOON - bot.clock.now).days
            assert health["credentials"] == [{"app": EKBACKA.app, "kind": "secret", "days_left": left}]
            assert "Botens hemlighet går ut mån 3 maj 2027." in health["notes"]
            if days in {60, 30, 7, 0}:
                assert len(warned) == 2, f"both coordinators hear of it at {days} days"
                assert all("Botens hemlighet går ut mån 3 maj 2027." in card for card in warned)
                assert [(line["log_level"], line["days"]) for line in logged] == [("warning", days)]
            else:
                assert (warned, logged) == ([], [])

        bot.clock.now = NOON + DAY
        with capture_logs() as log:
            await bot.all_at_once()
        assert "credential_expired" in [line["event"] for line in log]
        status, health = await readyz(bot)
        assert (status, health["checks"]["credential"]) == (200, "expired")
        ended = "Botens hemlighet gick ut mån 3 maj 2027. Boten kan inte skicka något förrän den är utbytt."
        assert ended in health["notes"]
        for path in ("/", "/om", "/readyz"):
            status, shown = await page(bot, path)
            assert status == 200
            assert '<html lang="sv">' in shown
            assert ended in shown


@pytest.mark.case("O1")
async def test_a_certificate_speaks_for_itself_and_a_managed_identity_has_nothing_to_say(
    tmp_path: Path,
) -> None:
    from tests.channel import _certificate

    pem = tmp_path / "app.pem"
    pem.write_bytes(_certificate())
    now = datetime.now(UTC)
    given: dict[str, Any] = {"app_secret": "", "app_certificate_file": pem}
    async with channel(tmp_path, [EKBACKA], now=now, **given) as bot:
        _, health = await readyz(bot)
        assert health["credentials"] == [{"app": EKBACKA.app, "kind": "certificate", "days_left": 0}]
        assert health["checks"]["credential"] == "soon"
        assert health["notes"][0].startswith("Botens certifikat går ut ")
    given = {"app_id": EKBACKA.app, "tenants": (EKBACKA.tenant,), "managed_identity": EKBACKA.app}
    nowhere = "http://127.0.0.1:9/metadata"
    async with started(tmp_path, openid_metadata=nowhere, **given) as url, ClientSession() as session:
        answer = await session.get(f"{url}/om")
        assert answer.status == 200
        assert "alert" not in await answer.text()


async def test_a_secret_whose_last_day_nobody_has_written_down_is_worth_attention(tmp_path: Path) -> None:
    async with channel(tmp_path, [EKBACKA]) as bot:
        _, health = await readyz(bot)
        assert health["checks"]["credential"] == "unknown"
        assert health["credentials"] == [{"app": EKBACKA.app, "kind": "secret", "days_left": None}]
        assert any("EST_APP_SECRET_EXPIRES" in note for note in health["notes"])


@pytest.mark.case("O3")
async def test_health_says_the_last_prompt_the_oldest_letter_skew_zones_and_level(tmp_path: Path) -> None:
    from importlib.metadata import version

    async with channel(tmp_path, [EKBACKA], app_secret_expires=LAST_DAY) as bot:
        await bot.settle(EKBACKA)
        status, health = await readyz(bot)
        assert (health["last_prompt"], health["oldest_waiting_seconds"]) == (None, 0)

        # A letter that nobody has taken for twenty minutes: the process that leads stands still.
        await bot.program.store.write("", lambda records: records.ledger.write([unsent(EKBACKA)]))
        bot.clock.now = MONDAY + timedelta(minutes=20)
        _, health = await readyz(bot)
        assert health["oldest_waiting_seconds"] == 1200
        assert (health["status"], health["checks"]["outbox"]) == ("attention", "stuck")

        await bot.all_at_once()
        status, health = await readyz(bot)
        assert (status, health["status"]) == (200, "ok"), health["notes"]
        assert health["oldest_waiting_seconds"] == 0
        delivered = datetime.fromisoformat(health["last_prompt"])
        assert delivered == bot.clock.now
        assert (health["level"], health["head"]) == (head(), head())
        assert health["tzdata"] == version("tzdata")
        assert datetime.fromisoformat(health["last_tick"]) == bot.clock.now
        assert health["leads"] is True
        # What plays Microsoft's part is on this machine, and a file has no clock of its own.
        assert set(health["clock_skew_seconds"]) == {"microsoft"}
        assert abs(health["clock_skew_seconds"]["microsoft"]) < 5
        assert health["checks"] == dict.fromkeys(
            [
                *("database", "migration", "clock", "groups", "outbox", "teams", "time"),
                *("door", "login", "credential"),
            ],
            "ok",
        )


@pytest.mark.postgres
async def test_a_replica_that_does_not_lead_is_ready_and_says_so(
    tmp_path: Path, fresh_postgres_url: str
) -> None:
    given: dict[str, Any] = {"database_url": fresh_postgres_url, "app_secret_expires": LAST_DAY}
    async with channel(tmp_path, [EKBACKA], replicas=2, **given) as bot:
        await bot.settle(EKBACKA)
        await bot.all_at_once()
        both = [await readyz(bot, replica=replica) for replica in (0, 1)]
        assert [status for status, _ in both] == [200, 200]
        assert sorted(health["leads"] for _, health in both) == [False, True]
        (leader,) = (health for _, health in both if health["leads"])
        (other,) = (health for _, health in both if not health["leads"])
        assert other["last_tick"] is None
        assert other["checks"]["clock"] == leader["checks"]["clock"] == "ok"
        assert other["last_prompt"] == leader["last_prompt"] != None  # noqa: E711 -- they say the same, and something
        # The database has a clock of its own here, on this machine; the bot's is turned to another day.
        assert abs(other["clock_skew_seconds"]["database"]) > 60
        assert other["checks"]["time"] == "skewed"


async def test_a_database_that_another_version_has_migrated_makes_the_process_not_ready(
    tmp_path: Path,
) -> None:
    async with channel(tmp_path, [EKBACKA]) as bot:
        await bot.all_at_once()
        for level, state in (("9999", "ahead"), ("0001", "behind")):
            await _set_level(bot, level)
            status, health = await readyz(bot)
            assert (status, health["checks"]["migration"], health["level"]) == (503, state, level)


async def _set_level(bot: Channel, level: str) -> None:
    def write(connection: Connection) -> None:
        connection.execute(text("UPDATE alembic_version SET version_num = :level"), {"level": level})

    await bot.program.store.transact(write)


async def test_no_keys_for_the_door_is_not_ready_and_a_login_refused_is_worth_attention(
    tmp_path: Path,
) -> None:
    """Nobody listens at this address; Entra beside us knows no such app."""
    nowhere: dict[str, Any] = {
        "openid_metadata": "http://127.0.0.1:9/metadata",
        "login_authority": "https://127.0.0.1:9",
    }
    async with channel(tmp_path, [EKBACKA], **nowhere) as bot:
        await bot.all_at_once()
        status, health = await readyz(bot)
        assert (status, health["checks"]["door"]) == (503, "KeysUnavailable")
        assert health["checks"]["login"] == "TokenUnavailable"
        assert any("EST_OPENID_METADATA" in note for note in health["notes"])
        assert any("EST_LOGIN_AUTHORITY" in note for note in health["notes"])
        assert (await fetch(bot, "/healthz"))[0] == 200


@pytest.mark.case("O8")
async def test_metrics_are_off_by_default_and_when_on_hold_no_text_and_no_names(tmp_path: Path) -> None:
    async with started(tmp_path, empty=True) as url, ClientSession() as session:
        answer = await session.get(f"{url}/metrics", headers={"Authorization": "Bearer "})
        assert answer.status == 404

    canary = "papegojan"
    async with channel(tmp_path, [EKBACKA], metrics_token=TOKEN) as bot:
        await bot.settle(EKBACKA)
        await bot.all_at_once()
        answers = {**BROKEN_WINDOWS, "text": f"Rutor krossade vid {canary}.", "place": "torget"}
        ids = {"group": EKBACKA.group_id, "week": "2026-W48", "seat": EKBACKA.seat()}
        await bot.send(EKBACKA, EKBACKA.presses("incident.save", 0, **ids, **{"draft": "d1"} | answers))
        await bot.send(EKBACKA, EKBACKA.says(f"sammanfattning {canary}"))
        await bot.post(EKBACKA.says(canary), bot.token(EKBACKA.app, iss=canary))
        await bot.post(EKBACKA.activity(type="message", channelId=canary), bot.token(EKBACKA.app))
        (item,) = await bot.program.store.read(
            lambda records: records.reports.items_between(EKBACKA.group_id, W48, W48)
        )
        assert canary in item.content.text, "the text is stored, so it could leak"

        for wrong in ({"Accept": "*/*"}, {"Authorization": "Bearer nothing"}, {"Authorization": TOKEN}):
            status, text_ = await fetch(bot, "/metrics", wrong)
            assert (status, text_) == (401, "")
        status, text_ = await fetch(bot, "/metrics", {"Authorization": f"Bearer {TOKEN}"})
        assert status == 200

    figures = [line for line in text_.splitlines() if not line.startswith("#")]
    assert 'est_letters{kind="prompt",reason="",state="sent"} 4.0' in figures
    assert 'est_calls_total{call="send",outcome="ok"} ' in text_
    assert 'est_turned_away_total{reason="issuer",status="401"} 1.0' in figures
    assert any(line.startswith('est_answer_seconds_count{status="200"}') for line in figures)
    for name in ("est_oldest_waiting_seconds", "est_last_tick_timestamp_seconds", "est_leads"):
        assert any(line.startswith(f"{name} ") for line in figures)
    labels = {value for line in figures for value in LABEL.findall(line)}
    assert [value for value in labels if not CODE.fullmatch(value)] == []
    for secret in (
        *(canary, "Deltagare", "Ekbacka", TOKEN, "made-up-secret", "Torget", "torget", "127.0.0.1"),
    ):
        assert secret not in text_
    for number in range(EKBACKA.people):
        for id_ in (EKBACKA.person(number), EKBACKA.seat(number), EKBACKA.chat(number)):
            assert id_ not in text_


async def test_a_report_can_be_followed_from_the_request_to_the_letters_it_caused(tmp_path: Path) -> None:
    """A request, its letters, and each letter's way: joined by ids, and without a word of what was written."""
    async with channel(tmp_path, [EKBACKA]) as bot:
        await bot.settle(EKBACKA)
        with capture_logs(processors=[merge_contextvars]) as log:
            await bot.all_at_once()
            ids = {"group": EKBACKA.group_id, "week": "2026-W48", "seat": EKBACKA.seat()}
            await bot.send(EKBACKA, EKBACKA.presses("nothing.report", 0, **ids))
            await bot.send(EKBACKA, EKBACKA.says("hej papegojan", 1))
            bot.clock.now += timedelta(minutes=2)
            await bot.all_at_once()
            await asyncio.sleep(0.3)

    turns = [line for line in log if line["event"] == "turn_done"]

    pressed, said = turns
    assert (pressed["event_type"], pressed["verb"]) == ("CardAction", "nothing.report")
    assert (pressed["group"], pressed["seat"]) == (EKBACKA.group_id, EKBACKA.seat())
    assert (said["event_type"], said.get("verb")) == ("MessageReceived", None)
    assert re.fullmatch("[0-9a-f]{16}", pressed["request_id"])
    assert pressed["request_id"] != said["request_id"]

    (caused,) = (
        line for line in log if line.get("request_id") == pressed["request_id"] and "letters" in line
    )
    (edit,) = caused["letters"]
    handled = [line for line in log if line.get("letter") == edit and line["event"] == "letter_handled"]
    assert [(line["state"], line["reason"]) for line in handled] == [("sent", "")]

    by_the_clock = [line for line in log if line["event"] == "letters_written" and "tick_id" in line]
    prompts = [key for line in by_the_clock for key in line["letters"]]
    assert sorted(prompts) == sorted(
        f"{EKBACKA.group_id}/2026-W48/prompt/{EKBACKA.seat(number)}" for number in range(EKBACKA.people)
    )
    written = json.dumps(log, default=str, ensure_ascii=False)
    for secret in ("papegojan", "Deltagare", "Ekbacka", EKBACKA.person(), EKBACKA.chat(), "token-of"):
        assert secret not in written
