"""No log line, metric or error body holds what somebody wrote, who they are, or a token (platform.md §3.4).

Nobody lists the canaries: whatever a test's people send to the program is one, and so are the sample's people. What
the servers of this process log, show as metrics or answer with an error is searched after each test, and all of it
once more at the end, when the last tasks have spoken. A find fails the test, or the run.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
import structlog
from aiohttp import ClientSession, web

ENDPOINT = "/api/messages"
SHORTEST = 8
"""Characters of a canary; what is shorter may stand anywhere by chance."""
OURS = re.compile(r"[\w.:/-]*")
"""Ids, codes and verbs: one word without a space, which a card of ours put there."""
METRICS = {"metrics_token": "a-token-for-metrics-alone"}
"""The setting with which a program shows its figures."""
Loose = Mapping[str, Any]


@dataclass
class Gathered:
    """What was sent and what was shown: in this test, and in the whole run of this process."""

    canaries: set[str] = field(default_factory=set)
    shown: list[str] = field(default_factory=list)
    sample: frozenset[str] = frozenset()
    """Everybody in the sample municipality: canaries of every test."""
    all_canaries: set[str] = field(default_factory=set)
    all_shown: set[str] = field(default_factory=set)

    def turn_over(self) -> None:
        """The next test."""
        self.all_canaries |= self.canaries
        self.all_shown |= {re.sub(r"request_id\W+\w+", "", line) for line in self.shown}
        self.canaries, self.shown = set(), []


GATHERED = Gathered()


def found_in(shown: Iterable[str], canaries: Iterable[str]) -> list[str]:
    """The lines that sing, each with what it sings."""
    lines = list(shown)
    everything = "\n".join(lines)
    heard = [canary for canary in canaries if canary in everything]
    return [f"{canary!r} in {line[:300]!r}" for canary in heard for line in lines if canary in line]


def canaries_of(body: object, token: str = "") -> Iterator[str]:
    """What nobody but the sender and the product may see of an activity: words, names, ids of people, the token."""
    if token:
        yield token
    if not isinstance(body, dict):
        return
    sender = body.get("from")
    for value in sender.values() if isinstance(sender, dict) else ():
        if isinstance(value, str) and len(value) >= SHORTEST:
            yield value
    for text in _texts_in([body.get("text"), body.get("value")]):
        if len(text) >= SHORTEST and not OURS.fullmatch(text):
            yield text


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(inner)


# --- Three places to listen: every request to the bot, every log line, every answer of a server


class Overheard(structlog.make_filtering_bound_logger(0)):  # type: ignore[misc]  # made at run time
    """structlog's own logger, overheard before anything formats, cuts or drops a line."""

    def _proxy_to_logger(self, method_name: str, event: str | None = None, **fields: Any) -> Any:
        GATHERED.shown.append(f"{event} {fields} {structlog.contextvars.get_contextvars()}")
        return super()._proxy_to_logger(method_name, event, **fields)


class OverheardRecord(logging.LogRecord):
    """A line of another library, as our log shows it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By name alone, and with the text of an exception: so `logs.py` has them written.
        said = logging.Formatter().formatException(self.exc_info) if self.exc_info else ""
        GATHERED.shown.append(f"{self.levelname} {self.name} {said}")


async def overhear(_: web.Request, response: web.StreamResponse) -> None:
    """What an application answers with an error, or shows of its figures: append it to `on_response_prepare`."""
    if isinstance(response, web.Response):
        body = bytes(response.body or b"") if isinstance(response.body, bytes | bytearray) else b""
        wrong = response.status >= 400 or b"application/vnd.microsoft.error" in body
        if wrong or b"# HELP" in body:
            GATHERED.shown.append(f"{response.status} {response.headers} {body.decode('utf-8', 'replace')}")


def hear(text: str) -> None:
    """What a process that a test started has written on its terminal."""
    GATHERED.shown.extend(text.splitlines())


async def show_metrics(url: str) -> None:
    """Ask a program for its figures, so that what it shows of them is overheard."""
    token = {"Authorization": f"Bearer {METRICS['metrics_token']}"}
    async with ClientSession() as session, session.get(f"{url}/metrics", headers=token) as response:
        assert response.status == 200


def _listen_at_the_endpoint() -> None:
    """Every request that this process sends to the bot is read on its way out."""
    request = ClientSession._request  # noqa: SLF001 -- all methods of a session come through here

    async def read(self: ClientSession, method: str, url: Any, **kwargs: Any) -> Any:
        if str(url).endswith(ENDPOINT):
            GATHERED.canaries |= set(canaries_of(_body_in(kwargs), _token_in(kwargs)))
        return await request(self, method, url, **kwargs)

    ClientSession._request = read  # type: ignore[assignment,method-assign]  # noqa: SLF001 -- as above


def _body_in(kwargs: Loose) -> object:
    data = kwargs.get("json", kwargs.get("data"))
    if isinstance(data, str | bytes):
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            return {}
    return data


def _token_in(kwargs: Loose) -> str:
    said = str((kwargs.get("headers") or {}).get("Authorization", ""))
    token = said.removeprefix("Bearer ")
    return token if len(token) > 4 * SHORTEST else ""


# --- pytest


def pytest_configure() -> None:
    structlog.configure(wrapper_class=Overheard)
    logging.setLogRecordFactory(OverheardRecord)
    _listen_at_the_endpoint()
    GATHERED.sample = frozenset(text for text in _sample() if text)


def _sample() -> Iterator[str]:
    """Everybody in the sample municipality, and its texts."""
    from sample.municipality import people

    for user in people.WORLD.users:
        yield from (user.name, user.object_id, user.id, user.email)


@pytest.fixture(autouse=True)
def _no_canary() -> Iterator[None]:
    """The first fixture to be set up and the last to be taken down, so that it hears every server stop."""
    GATHERED.turn_over()
    yield
    sung = found_in(GATHERED.shown, GATHERED.canaries | GATHERED.sample)
    if sung:
        GATHERED.shown.clear()
        pytest.fail("in a log, metric or error body: " + "; ".join(sung[:5]), pytrace=False)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """All lines of the run against all canaries of the run: what a task said after its test was over."""
    GATHERED.turn_over()
    sung = found_in(GATHERED.all_shown, GATHERED.all_canaries | GATHERED.sample)
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["sung"] = sung
    elif sung or SUNG:
        SUNG.extend(sung)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


SUNG: list[str] = []


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What a worker of pytest-xdist heard."""
    SUNG.extend(getattr(node, "workeroutput", {}).get("sung", []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in SUNG:
        terminalreporter.write_line(f"CANARY {line}", red=True)
