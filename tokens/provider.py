"""Tokens from memory, renewed ahead in a thread: no send waits for Entra while the old token lasts.

botbuilder asks for a new token in every turn, on the event loop (platform.md §2.5).
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import structlog

from tokens.credentials import Credential, TokenClient

# msal hands out its cached token until five minutes before the end; asking earlier would give the same one
# back.
_AHEAD: Final = 270.0
# A token must outlive the request that carries it.
_MARGIN: Final = 60.0
_FIRST_PAUSE: Final = 2.0
_LONGEST_PAUSE: Final = 60.0
_PASSING: Final = frozenset({"temporarily_unavailable", "server_error", "timeout"})

_log = structlog.get_logger("tokens")


class TokenUnavailable(ConnectionError):
    """Entra does not answer, or not sensibly: later."""


class CredentialRefused(PermissionError):
    """Entra answers that this credential is no good: expired, withdrawn or wrong."""


@dataclass(frozen=True, slots=True)
class _Held:
    token: str
    renew_at: float
    useless_at: float


_NOTHING: Final = _Held("", 0, 0)


class NoToken:
    """Local mode: nobody there asks for a token, and there is none to leak."""

    async def token(self, audience: str) -> str:
        return ""

    async def close(self) -> None:
        """There is nothing to let go of."""


class MsalTokens:
    """A token per audience for one credential."""

    def __init__(self, credential: Credential, clock: Callable[[], float] = time.monotonic) -> None:
        self._credential = credential
        self._clock = clock
        self._clients: list[TokenClient] = []
        self._held: dict[str, _Held] = {}
        self._renewals: dict[str, asyncio.Task[None]] = {}
        self._failures = 0
        self._pause_until = 0.0
        self._why_not: tuple[type[OSError], str] = TokenUnavailable, "not_asked_yet"

    async def token(self, audience: str) -> str:
        """A token good for another minute at least; raises `TokenUnavailable` or `CredentialRefused`."""
        held, now = self._held.get(audience, _NOTHING), self._clock()
        if now < held.renew_at:
            return held.token
        if now < held.useless_at:
            self._begin_renewal(audience, now)
            return held.token
        if not self._begin_renewal(audience, now):
            raise self._why_not[0](self._why_not[1])
        await asyncio.shield(self._renewals[audience])
        if self._held.get(audience, _NOTHING).useless_at <= self._clock():
            raise self._why_not[0](self._why_not[1])
        return self._held[audience].token

    async def close(self) -> None:
        """Waits for renewals under way: a thread cannot be stopped, and each ends by its own time-out."""
        await asyncio.gather(*self._renewals.values(), return_exceptions=True)

    def _begin_renewal(self, audience: str, now: float) -> bool:
        """Whether a renewal is under way: one at a time, and none while Entra is given a rest."""
        if audience not in self._renewals:
            if now < self._pause_until:
                return False
            self._renewals[audience] = asyncio.create_task(self._renew(audience))
        return True

    async def _renew(self, audience: str) -> None:
        try:
            answer = await asyncio.to_thread(self._ask, f"{audience}/.default")
            self._held[audience] = _held_from(answer, self._clock())
            self._failures = 0
        except (TokenUnavailable, CredentialRefused) as error:
            self._failures += 1
            self._why_not = type(error), str(error)
            self._pause_until = self._clock() + min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** (self._failures - 1))
            _log.error(
                "token_not_renewed", error=type(error).__name__, detail=str(error), failures=self._failures
            )
        finally:
            del self._renewals[audience]

    def _ask(self, scope: str) -> Mapping[str, Any]:
        try:
            if not self._clients:
                self._clients.append(self._credential.client())
            return self._clients[0].acquire_token_for_client(scopes=[scope])
        except Exception as error:
            # msal lets through whatever requests, OpenSSL or the JSON parser raise.
            raise TokenUnavailable(type(error).__name__) from error


def _held_from(answer: Mapping[str, Any], now: float) -> _Held:
    if "access_token" not in answer:
        # The description holds ids and times; the code says all that a person needs to look up.
        error, codes = str(answer.get("error", "no_answer")), answer.get("error_codes", [])
        kind = TokenUnavailable if error in _PASSING else CredentialRefused
        raise kind(f"{error} {codes}")
    lasts = float(answer.get("expires_in", 0))
    if lasts <= _MARGIN:
        raise TokenUnavailable("too_short_lived")
    return _Held(str(answer["access_token"]), now + lasts - _AHEAD, now + lasts - _MARGIN)
