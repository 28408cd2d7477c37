"""The search for canaries hears what it should, and fails the right test for it."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest
import structlog
from aiohttp import web

from tests.bot.fakes import recorded, serving
from tests.harness.canaries import GATHERED, canaries_of, found_in

ROOT = Path(__file__).parent.parent.parent
WORDS = "Ungdomar sågs vid torget i natt"
LEAKS = f"""
import pytest, structlog
from tests.harness.canaries import GATHERED

@pytest.fixture(scope="session", autouse=True)
def late():
    yield
    structlog.get_logger().info("late", said="Rutor krossade vid skolan")

def test_that_says_nothing():
    GATHERED.canaries.add("Rutor krossade vid skolan")

def test_that_leaks():
    GATHERED.canaries.add({WORDS!r})
    structlog.get_logger().info("saved", said={WORDS!r})
"""


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """What is heard from now on; forgotten afterwards, since these tests leak on purpose."""
    yield GATHERED.shown
    GATHERED.shown.clear()


async def test_what_is_sent_to_the_bot_is_a_canary_in_every_sink(heard: list[str]) -> None:
    async def leaky(request: web.Request) -> web.Response:
        said = (await request.json())["text"]
        structlog.get_logger().info("said", text=said)
        try:
            int(said)
        except ValueError:
            logging.getLogger("elsewhere").exception("failed")
        return web.Response(status=int(request.headers["Status"]), text=said)

    body = recorded("message_personal") | {"text": WORDS}
    async with serving([web.post("/api/messages", leaky)]) as url, aiohttp.ClientSession() as session:
        for status in ("200", "400"):
            await session.post(f"{url}/api/messages", json=body, headers={"Status": status})

    assert WORDS in GATHERED.canaries
    sung = found_in(heard, [WORDS])
    assert sum("text" in line and "said" in line for line in sung) >= 2
    assert sum("ERROR elsewhere" in line for line in sung) == 2
    # An answer that is no error may of course hold what somebody wrote.
    assert sum("400 <" in line for line in sung) == 1
    assert not any("200 <" in line for line in sung)


def test_words_names_people_and_tokens_are_canaries_and_ids_of_cards_are_not() -> None:
    body = recorded("card_action")
    found = set(canaries_of(body, "a-token-of-thirty-two-characters"))
    assert found == {
        "Klotter på stationen",
        "Anna Exempel",
        "29:1anna-krypterat-id",
        "aaaaaaaa-0000-4000-8000-000000000001",
        "a-token-of-thirty-two-characters",
    }


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_leak_fails_its_test_and_a_late_one_the_run(tmp_path: Path, workers: str) -> None:
    file = tmp_path / "test_leaks.py"
    file.write_text(LEAKS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "--noconftest", "-p", "tests.harness.canaries", "-n", workers]
    done = subprocess.run(
        [*command, "-c", "pyproject.toml", "-p", "no:cacheprovider", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "2 passed, 1 error" in done.stdout
    assert "test_that_leaks - Failed: in a log, metric or error body" in done.stdout
    assert "CANARY 'Rutor krossade vid skolan' in \"late " in done.stdout
