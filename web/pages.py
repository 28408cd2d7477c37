"""The pages that stand open: health, and what the app's own links lead to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from aiohttp import web

from words import words_in
from words.catalogue import N_

ABOUT = (
    (
        N_("Om EST-boten"),
        N_("EST-boten hjälper en kommuns EST-grupp att hålla ett kort möte med gemensam lägesbild."),
        "om",
    ),
    (
        N_("Personuppgifter"),
        N_(
            "Boten sparar platser och händelser, aldrig personer. Personuppgifter i text avvisas innan de sparas. Om "
            "deltagarna sparas namn, konto, organisation och funktion. Frågor besvaras av kommunens dataskyddsombud."
        ),
        "personuppgifter",
    ),
    (
        N_("Villkor"),
        N_(
            "Boten är till för EST-gruppens deltagare. Den ersätter inte 112, polisanmälan eller orosanmälan. Det som "
            "rapporteras kan vara allmän handling."
        ),
        "villkor",
    ),
)


@dataclass(frozen=True, slots=True)
class Health:
    """What readiness is made of: pings that raise, and facts worth showing."""

    pings: dict[str, Callable[[], Awaitable[object]]]
    facts: Callable[[], dict[str, Any]]
    last_tick: Callable[[], datetime | None]


def routes(health: Health) -> list[web.RouteDef]:
    """`/healthz` says that the process lives, `/readyz` that it can work, `/om` what it is."""

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def readyz(_: web.Request) -> web.Response:
        checks = {name: await _ping(ping) for name, ping in health.pings.items()}
        checks["clock"] = "ok" if health.last_tick() is not None else "no tick yet"
        ready = all(state == "ok" for state in checks.values())
        body = {"status": "ok" if ready else "not ready", "checks": checks, **health.facts()}
        return web.json_response(body, status=200 if ready else 503)

    return [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/om", about)]


async def about(request: web.Request) -> web.Response:
    """What the links of the Teams app lead to."""
    language = "en" if request.headers.get("Accept-Language", "").lower().startswith("en") else "sv"
    words = words_in(language)
    sections = "".join(
        f'<section id="{anchor}"><h2>{escape(words.t(title))}</h2><p>{escape(words.t(text))}</p></section>'
        for title, text, anchor in ABOUT
    )
    page = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>EST-boten</title></head>'
        f"<body><main><h1>EST-boten</h1>{sections}</main></body></html>"
    )
    headers = {"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff"}
    return web.Response(text=page, content_type="text/html", headers=headers)


async def _ping(ping: Callable[[], Awaitable[object]]) -> str:
    """The name of what went wrong is enough; its text may hold an address."""
    try:
        await ping()
    except Exception as error:  # noqa: BLE001 -- a health page reports every fault
        return type(error).__name__
    return "ok"
