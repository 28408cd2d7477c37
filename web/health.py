"""Whether the process lives, whether it can work, and what somebody should look at (acceptance.md O3).

Not ready is what another replica, or a restart, can make good: no database, another level of it, a clock that has
stopped, no keys for the door. All else, such as a login that has expired, is worth attention, but to take the replica
away from people would only keep them from answering. Numbers, moments and codes; never a name, a text or an address.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any

from aiohttp import web

from est.credential import NO_THRESHOLD, Credential
from est.outbox import Outbox
from schedule.clock import Pulse
from web.shell import notice, page, words_of
from words import Words
from words.credential import login_ended, login_ends
from words.health import fault

OK = "ok"
NEEDED = frozenset({"database", "migration", "clock", "door"})
"""Checks without which the process is not ready."""
SILENT_AFTER = 90.0
"""Seconds: a clock that has done nothing for six of its intervals has stopped."""
STUCK_AFTER = 900.0
"""Seconds: a letter waits for its receiver's form, for Teams, or for a retry, but hardly ever so long."""
SKEWED = 60.0
"""Seconds: people notice a minute, and tokens are turned away at five."""
PING_WITHIN = 5.0

Ping = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Sending:
    """How what this process sends to Teams fares."""

    interrupted: bool = False
    """Nothing goes for a while, since several calls in a row have failed or a tenant has shut us out."""
    in_the_air: int = 0
    last_taken: datetime | None = None


def not_sending() -> Sending:
    return Sending()


@dataclass(frozen=True, slots=True)
class Ports:
    """What health is asked of: each port of the program, once, and nothing that costs a message."""

    level: Callable[[], Awaitable[str]]
    """The level of the schema; it has to be *head*."""
    head: str
    outbox: Callable[[datetime], Awaitable[Outbox]]
    pulse: Callable[[], Pulse]
    now: Callable[[], datetime]
    """The bot's clock, which local mode can turn."""
    machine: Callable[[], datetime]
    """The machine's clock."""
    skew: Callable[[], float | None]
    sending: Callable[[], Sending] = not_sending
    pings: Mapping[str, Ping] = field(default_factory=dict)
    """`door` and `login`, where there are any: they raise when something is wrong."""
    credentials: Mapping[str, Credential] = field(default_factory=dict)
    """By app id."""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Health:
    """How the program is at this moment."""

    checks: Mapping[str, str]
    """By name: `ok`, or a code for what is wrong."""
    figures: Mapping[str, Any]
    outbox: Outbox | None
    pulse: Pulse
    sending: Sending
    credentials: Mapping[str, Credential]
    at: datetime

    @property
    def ready(self) -> bool:
        return all(state == OK for name, state in self.checks.items() if name in NEEDED)

    @property
    def status(self) -> str:
        if not self.ready:
            return "not ready"
        return OK if all(state == OK for state in self.checks.values()) else "attention"

    def notes(self, words: Words) -> list[str]:
        """A sentence for each thing that is wrong, and what to do about it."""
        return [
            *(login_notes(words, self.credentials, self.at)),
            *(
                fault(words, name, state)
                for name, state in self.checks.items()
                if state not in {OK, "soon", "expired"}
            ),
        ]


async def look(ports: Ports) -> Health:
    """Ask every port once. Whatever is wrong, there is an answer."""
    now, pulse, sending = ports.now(), ports.pulse(), ports.sending()
    level, outbox = await asyncio.gather(_asked(ports.level()), _asked(ports.outbox(now)))
    pings = await asyncio.gather(*(_asked(ping()) for ping in ports.pings.values()))
    seen = outbox if isinstance(outbox, Outbox) else None
    skews = _skews(ports, seen)
    checks = {
        "database": type(level).__name__ if isinstance(level, Exception) else OK,
        "migration": _migration(level, ports.head),
        "clock": _clock(pulse),
        "groups": "failing" if pulse.failing else OK,
        "outbox": "stuck" if _age(seen, now) > STUCK_AFTER else OK,
        "teams": "interrupted" if sending.interrupted else OK,
        "time": "skewed" if any(abs(skew) > SKEWED for skew in skews.values()) else OK,
        **{
            name: type(answer).__name__ if isinstance(answer, Exception) else OK
            for name, answer in zip(ports.pings, pings, strict=True)
        },
        "credential": _credential(ports.credentials, now),
    }
    figures = {
        "leads": pulse.leads,
        "level": level if isinstance(level, str) else "",
        "head": ports.head,
        "last_tick": _written(pulse.last_tick),
        "clock_silent_seconds": None if math.isinf(pulse.silent_for) else round(pulse.silent_for, 1),
        "groups": pulse.groups,
        "groups_failing": len(pulse.failing),
        "last_taken": _written(sending.last_taken),
        "in_the_air": sending.in_the_air,
        "last_prompt": _written(seen.last_prompt if seen else None),
        "oldest_waiting_seconds": round(_age(seen, now), 1),
        "clock_skew_seconds": skews,
        "credentials": [_described(app, one, now) for app, one in ports.credentials.items()],
        **ports.facts,
    }
    return Health(checks, figures, seen, pulse, sending, ports.credentials, now)


def health_routes(ports: Ports) -> list[web.RouteDef]:
    """`/healthz` says that the process lives, `/readyz` whether it can work; a browser gets a page in Swedish."""

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"status": OK})

    async def readyz(request: web.Request) -> web.Response:
        health, words = await look(ports), words_of(request)
        status = 200 if health.ready else 503
        if "text/html" in request.headers.get("Accept", ""):
            return _page(health, words, status)
        body = {"status": health.status, "checks": health.checks, **health.figures}
        return web.json_response(body | {"notes": health.notes(words)}, status=status)

    return [web.get("/healthz", healthz), web.get("/readyz", readyz)]


def login_notes(words: Words, credentials: Mapping[str, Credential], now: datetime) -> list[str]:
    """What is to be said of logins that end soon, or have ended; once, when several apps share a day."""
    soon = [one for one in credentials.values() if one.threshold(now) != NO_THRESHOLD]
    said = [login_ended(words, one) if one.expired(now) else login_ends(words, one) for one in soon]
    return list(dict.fromkeys(said))


def _page(health: Health, words: Words, status: int) -> web.Response:
    titles = {
        OK: words.t("Boten är igång"),
        "attention": words.t("Boten är igång, men något behöver ses över"),
        "not ready": words.t("Boten kan inte arbeta just nu"),
    }
    rows = "".join(
        f"<tr><th scope=row>{escape(name)}</th><td>{escape(state)}</td></tr>"
        for name, state in health.checks.items()
    )
    table = f"<table><caption>{escape(words.t('Kontroller'))}</caption>{rows}</table>"
    return page(words, titles[health.status], notice(health.notes(words)) + table, status=status)


async def _asked(question: Awaitable[object]) -> object:
    """The answer, or what was raised: its name is enough, as its text may hold an address."""
    try:
        async with asyncio.timeout(PING_WITHIN):
            return await question
    except Exception as error:  # noqa: BLE001 -- a health page reports every fault
        return error


def _migration(level: object, head: str) -> str:
    if not isinstance(level, str) or level == head:
        return OK
    return "behind" if level < head else "ahead"


def _clock(pulse: Pulse) -> str:
    if math.isinf(pulse.silent_for):
        return "waiting"
    if pulse.silent_for > SILENT_AFTER:
        return "stopped"
    return "failing" if pulse.leads and pulse.groups and len(pulse.failing) == pulse.groups else OK


def _credential(credentials: Mapping[str, Credential], now: datetime) -> str:
    if any(one.expired(now) for one in credentials.values()):
        return "expired"
    if any(one.threshold(now) != NO_THRESHOLD for one in credentials.values()):
        return "soon"
    return OK if all(one.known for one in credentials.values()) else "unknown"


def _described(app: str, credential: Credential, now: datetime) -> dict[str, object]:
    days = credential.days_left(now) if credential.ends else None
    return {"app": app, "kind": credential.kind.value, "days_left": days}


def _skews(ports: Ports, outbox: Outbox | None) -> dict[str, float]:
    """Our clock minus the others', where they have been heard."""
    found = {}
    if outbox is not None and outbox.database_clock is not None:
        found["database"] = round((ports.machine() - outbox.database_clock).total_seconds(), 1)
    teams = ports.skew()
    return found if teams is None else found | {"microsoft": teams}


def _age(outbox: Outbox | None, now: datetime) -> float:
    """Seconds that the letter which has waited longest has waited; 0 when none does."""
    if outbox is None or outbox.oldest_waiting is None:
        return 0.0
    return max(0.0, (now - outbox.oldest_waiting).total_seconds())


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
