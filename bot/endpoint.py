"""`POST /api/messages`: the door, the body, the pace, the turn, in that order (platform.md §3.1).

Every refusal is a status without a word; the log gets a reason and a request id.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex
from typing import Any, Final, Protocol

import structlog
from aiohttp import web
from botbuilder.core import Bot
from pydantic_core import to_json

from bot.activities import JsonObject, record_of, text_of
from bot.adapter import EstAdapter
from bot.authentication import InboundAuthenticator, Knock, Passport, tenants_of
from bot.body import read_json
from bot.pace import InboundPace
from bot.refusals import TurnedAway
from bot.replays import Outcome, Replays, RequestKey

PATH: Final = "/api/messages"
# The whole header must fit, so that a huge token meets our 401 and not the parser's 400 (platform.md §3.1,
# case 2).
SERVER_LIMITS: Final[dict[str, Any]] = {"max_field_size": 65_536, "max_line_size": 8_190}

_BODY_WITHIN: Final = 10.0
_TENANT: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FORWARDED: Final = ("Forwarded", "X-Forwarded-For", "X-Real-IP")

_log = structlog.get_logger("bot.door")


class DoorWatch(Protocol):
    """Who wants to know what happens at the door: metrics, and the audit of foreign tenants."""

    def turned_away(self, refusal: TurnedAway) -> None:
        """A request was refused."""

    def answered(self, status: int, seconds: float) -> None:
        """An activity was answered."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The aiohttp side of the bot."""

    door: InboundAuthenticator
    adapter: EstAdapter
    bot: Bot
    pace: InboundPace
    replays: Replays
    watch: DoorWatch
    body_within: float = _BODY_WITHIN
    clock: Callable[[], float] = time.monotonic

    def routes(self) -> list[web.RouteDef]:
        """The one route; other methods get aiohttp's 405."""
        return [web.post(PATH, self.post)]

    async def post(self, request: web.Request) -> web.Response:
        """Answers one activity."""
        began = self.clock()
        # A connection carries one request after another, in one task: nothing of the last one may cling to this.
        structlog.contextvars.clear_contextvars()
        with structlog.contextvars.bound_contextvars(request_id=token_hex(8)):
            try:
                outcome = await self._take(request)
            except TurnedAway as refusal:
                _log.warning("turned_away", status=refusal.status, reason=refusal.reason, **_tenant(refusal))
                self.watch.turned_away(refusal)
                return _refusal(refusal)
        self.watch.answered(outcome.status, self.clock() - began)
        return web.Response(status=outcome.status, body=outcome.payload, content_type="application/json")

    async def _take(self, request: web.Request) -> Outcome:
        passport = await self.door.passport(_knock(request))
        body = await read_json(request, within=self.body_within)
        self.door.admit(passport, body)
        key = _key(passport, body)
        return await self.replays.once(key, lambda: self._turn(key, passport, body))

    async def _turn(self, key: RequestKey, passport: Passport, body: JsonObject) -> Outcome:
        # A refresh is the client's doing: it must not use up what the person may press.
        member = f"refresh/{key.sender}" if _is_refresh(body) else key.sender
        self.pace.admit(key.tenant, member, self.clock())
        response = await self.adapter.process(passport, body, self.bot)
        return _outcome(response.status, response.body)


def _tenant(refusal: TurnedAway) -> dict[str, str]:
    """Whose request it was, for the audit (acceptance.md M8); what is no tenant id is somebody's words."""
    return {"tenant": refusal.tenant} if _TENANT.fullmatch(refusal.tenant) else {}


def _knock(request: web.Request) -> Knock:
    peer = request.transport.get_extra_info("peername") if request.transport else None
    return Knock(
        authorization=tuple(request.headers.getall("Authorization", [])),
        peer=str(peer[0]) if isinstance(peer, tuple) else "",
        forwarded=any(name in request.headers for name in _FORWARDED),
    )


def _key(passport: Passport, body: JsonObject) -> RequestKey:
    sender = record_of(body.get("from"))
    return RequestKey(
        app_id=passport.app_id,
        tenant=next(iter(tenants_of(body)), ""),
        conversation_id=text_of(record_of(body.get("conversation")).get("id")),
        activity_id=text_of(body.get("id")),
        sender=text_of(sender.get("aadObjectId")) or text_of(sender.get("id")),
        name=f"{text_of(body.get('type'))}/{text_of(body.get('name'))}",
    )


def _is_refresh(body: JsonObject) -> bool:
    return record_of(body.get("value")).get("trigger") == "automatic"


def _outcome(status: int, body: dict[str, Any]) -> Outcome:
    payload = to_json(body) if body else b""
    return Outcome(status, payload, settled=max(status, body.get("statusCode", 0) if body else 0) < 500)


def _refusal(refusal: TurnedAway) -> web.Response:
    headers = {"WWW-Authenticate": "Bearer"} if refusal.status == 401 else {}
    if refusal.retry_after:
        headers["Retry-After"] = str(refusal.retry_after)
    response = web.Response(status=refusal.status, headers=headers)
    if refusal.status in {408, 413}:
        # The rest of the body is not wanted.
        response.force_close()
    return response
