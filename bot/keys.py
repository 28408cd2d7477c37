"""The channel's signing keys: fetched from its OpenID metadata, kept, and fetched anew when one is unknown.

botbuilder loses all traffic for up to 24 hours when the keys rotate, and fetches them without a time-out on
the event loop (platform.md §2.3). Here an unknown key causes one fetch, at most one a minute however many bad
tokens arrive.
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import aiohttp
import structlog
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWK, PyJWTError

from bot.service_urls import LOOPBACK_HOSTS

METADATA: Final = "https://login.botframework.com/v1/.well-known/openidconfiguration"

_FRESH_FOR: Final = 24 * 3600.0
_QUIET_FOR: Final = 60.0
# Without any key nobody gets in, so that state is left as soon as may be.
_COLD_QUIET_FOR: Final = 5.0
_FETCH_LASTS: Final = 5.0
_LARGEST_DOCUMENT: Final = 1_000_000
_SMALLEST_KEY_BITS: Final = 2048

_log = structlog.get_logger("bot.keys")


class KeysUnavailable(Exception):
    """No keys were ever fetched, and they cannot be fetched now: nobody can be let in."""


class UnknownKey(Exception):
    """The channel does not publish this key."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key of the channel and the channels that it may sign for."""

    public: RSAPublicKey
    endorsements: frozenset[str]


class SigningKeys:
    """A cache in front of the metadata server; known keys are served also while the server is down."""

    def __init__(
        self,
        metadata: str,
        session: aiohttp.ClientSession,
        *,
        clock: Callable[[], float] = time.monotonic,
        lasts: float = _FETCH_LASTS,
    ) -> None:
        self._metadata = checked_metadata(metadata)
        self._lasts = aiohttp.ClientTimeout(total=lasts)
        self._session = session
        self._clock = clock
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched = self._tried = float("-inf")
        self._one_at_a_time = asyncio.Lock()
        self._renewals: set[asyncio.Task[None]] = set()

    async def warm(self) -> bool:
        """Fetches at start, so that the first message need not wait; False if the server does not answer."""
        await self._fetch_unless_just_tried()
        return bool(self._keys)

    async def ping(self) -> None:
        """Fetches when there is no key at all; raises `KeysUnavailable` when there is none after that either."""
        if not self._keys and not await self.warm():
            raise KeysUnavailable

    async def key(self, kid: str) -> SigningKey:
        """The key by this id, after one fetch if it is not known yet."""
        if kid not in self._keys:
            await self._fetch_unless_just_tried()
        elif self._clock() - self._fetched > _FRESH_FOR:
            self._renew_in_background()
        if not self._keys:
            raise KeysUnavailable
        if kid not in self._keys:
            raise UnknownKey
        return self._keys[kid]

    async def close(self) -> None:
        """Stops a renewal under way."""
        for renewal in tuple(self._renewals):
            renewal.cancel()
        await asyncio.gather(*self._renewals, return_exceptions=True)

    def _renew_in_background(self) -> None:
        if not self._renewals:
            renewal = asyncio.create_task(self._fetch_unless_just_tried())
            self._renewals.add(renewal)
            renewal.add_done_callback(self._renewals.discard)

    async def _fetch_unless_just_tried(self) -> None:
        async with self._one_at_a_time:
            quiet_for = _QUIET_FOR if self._keys else _COLD_QUIET_FOR
            if self._clock() - self._tried < quiet_for:
                return
            try:
                self._keys = await self._fetch()
                self._fetched = self._clock()
            except (aiohttp.ClientError, TimeoutError, ValueError, RecursionError) as error:
                # The old keys stay: an outage there must not become an outage here.
                _log.warning("signing_keys_not_fetched", error=type(error).__name__)
            finally:
                self._tried = self._clock()

    async def _fetch(self) -> Mapping[str, SigningKey]:
        metadata = await self._document(self._metadata)
        keys_at = metadata.get("jwks_uri")
        if not isinstance(keys_at, str) or not _same_origin(keys_at, self._metadata):
            raise ValueError("The metadata names no keys on its own host.")
        keys = _usable((await self._document(keys_at)).get("keys"))
        if not keys:
            raise ValueError("The key document holds no usable key.")
        return keys

    async def _document(self, url: str) -> Mapping[str, Any]:
        async with self._session.get(url, timeout=self._lasts, allow_redirects=False) as response:
            if response.status != 200:
                raise ValueError("The metadata server did not answer with a document.")
            document = json.loads(await _capped(response.content))
        if not isinstance(document, dict):
            raise ValueError("The document is no JSON object.")  # noqa: TRY004 -- one error class for a bad document
        return document


async def _capped(content: aiohttp.StreamReader) -> bytes:
    """The whole answer; a length that was declared is only a promise, so the cap is kept while reading."""
    read = bytearray()
    async for chunk in content.iter_any():
        read += chunk
        if len(read) > _LARGEST_DOCUMENT:
            raise ValueError("The document is too big.")
    return bytes(read)


def checked_metadata(url: str) -> str:
    """The metadata address, if it is safe: keys fetched over plain http would let anyone in."""
    split = urlsplit(url)
    if split.scheme == "https" or (split.scheme == "http" and split.hostname in LOOPBACK_HOSTS):
        return url
    raise ValueError("The OpenID metadata address must be https (http only on loopback).")


def _same_origin(one: str, other: str) -> bool:
    return urljoin(one, "/") == urljoin(other, "/")


def _usable(published: object) -> Mapping[str, SigningKey]:
    keys: dict[str, SigningKey] = {}
    for entry in published if isinstance(published, list) else []:
        try:
            kid, public = entry["kid"], PyJWK(entry, algorithm="RS256").key
            endorsements = frozenset(entry.get("endorsements", ()))
        except (PyJWTError, KeyError, TypeError, ValueError, AttributeError):
            # One key that we cannot read must not hide the others.
            continue
        if (
            isinstance(kid, str)
            and isinstance(public, RSAPublicKey)
            and public.key_size >= _SMALLEST_KEY_BITS
        ):
            keys[kid] = SigningKey(public, endorsements)
    return keys
