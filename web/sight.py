"""What happens, counted and logged without text or names. Shown to nobody unless a token is set (acceptance.md O8)."""

from __future__ import annotations

import hmac
import math
from datetime import datetime

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.refusals import TurnedAway
from web.health import OK, Health, Ports, look

_log = structlog.get_logger("web.sight")


class Sight:
    """The program's own figures. Labels are codes from closed lists: no ids of people, no words."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        own = self.registry
        self._turned_away = Counter(
            "est_turned_away_total", "Requests refused at the door.", ["status", "reason"], registry=own
        )
        self._answered = Histogram(
            "est_answer_seconds", "Seconds from request to answer.", ["status"], registry=own
        )
        self._calls = Counter("est_calls_total", "Calls to Teams.", ["call", "outcome"], registry=own)
        self._call = Histogram(
            "est_call_seconds", "Seconds that a call to Teams took.", ["call"], registry=own
        )
        self._checks = Gauge("est_check", "1 where a check of /readyz is well.", ["check"], registry=own)
        self._letters = Gauge("est_letters", "The newest letters.", ["kind", "state", "reason"], registry=own)
        self._waiting = Gauge(
            "est_oldest_waiting_seconds", "How long the oldest unsent letter has waited.", registry=own
        )
        self._silent = Gauge("est_clock_silent_seconds", "Since the clock did anything.", registry=own)
        self._tick = Gauge("est_last_tick_timestamp_seconds", "When it last ticked.", registry=own)
        self._prompt = Gauge(
            "est_last_prompt_timestamp_seconds", "When a question was last delivered.", registry=own
        )
        self._leads = Gauge("est_leads", "1 in the one process that ticks and delivers.", registry=own)
        self._failing = Gauge("est_groups_failing", "Groups whose last tick went wrong.", registry=own)
        self._interrupted = Gauge("est_sending_interrupted", "1 while nothing goes to Teams.", registry=own)
        self._air = Gauge("est_letters_in_the_air", "Letters being delivered now.", registry=own)
        self._skew = Gauge("est_clock_skew_seconds", "Our clock minus theirs.", ["against"], registry=own)
        self._days = Gauge("est_credential_days_left", "Days until the login ends.", ["app"], registry=own)

    def turned_away(self, refusal: TurnedAway) -> None:
        """Counts a refusal, and writes a line for a foreign tenant (acceptance.md M8)."""
        self._turned_away.labels(str(refusal.status), refusal.reason).inc()
        if refusal.reason == "tenant":
            _log.warning("foreign_tenant")

    def answered(self, status: int, seconds: float) -> None:
        self._answered.labels(str(status)).observe(seconds)

    def called(self, call: str, outcome: str, seconds: float) -> None:
        self._calls.labels(call, outcome).inc()
        self._call.labels(call).observe(seconds)

    def page(self, health: Health) -> bytes:
        """Everything as Prometheus reads it, with what can only be seen by looking."""
        for name, state in health.checks.items():
            self._checks.labels(name).set(state == OK)
        self._letters.clear()
        for one in health.outbox.counts if health.outbox is not None else ():
            self._letters.labels(one.kind, one.state, one.reason).set(one.count)
        self._waiting.set(health.figures["oldest_waiting_seconds"])
        self._silent.set(health.pulse.silent_for)
        self._leads.set(health.pulse.leads)
        self._interrupted.set(health.sending.interrupted)
        self._air.set(health.sending.in_the_air)
        self._failing.set(len(health.pulse.failing))
        self._tick.set(_seconds(health.pulse.last_tick))
        self._prompt.set(_seconds(health.outbox.last_prompt if health.outbox is not None else None))
        for against, skew in health.figures["clock_skew_seconds"].items():
            self._skew.labels(against).set(skew)
        for app, credential in health.credentials.items():
            if credential.ends:
                self._days.labels(app).set(credential.days_left(health.at))
        return generate_latest(self.registry)


def _seconds(moment: datetime | None) -> float:
    """What has not happened is no number: a rule that compares it with the time stays silent."""
    return moment.timestamp() if moment is not None else math.nan


def metrics_routes(sight: Sight, ports: Ports, token: str) -> list[web.RouteDef]:
    """`/metrics` for whoever has the token; without a token in the settings there is no such page."""
    if not token:
        return []
    expected = f"Bearer {token}".encode()

    async def metrics(request: web.Request) -> web.Response:
        given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, expected):
            return web.Response(status=401, headers={"WWW-Authenticate": "Bearer"})
        body = sight.page(await look(ports))
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [web.get("/metrics", metrics)]
