"""The channel's bearer token: signed by a published key with RS256 (platform.md §3.1, cases 1–9).

The channel sends the same token for an hour or so, and checking one costs as much as all the rest of a turn;
so what was verified is remembered, by digest, until it expires or its key is fetched anew.
"""

import re
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

import jwt

from bot.keys import KeysUnavailable, SigningKey, SigningKeys, UnknownKey
from bot.refusals import TurnedAway

_CHANNEL: Final = "msteams"
_LARGEST_TOKEN: Final = 16_384
_LEEWAY: Final = 300
_MOST_REMEMBERED: Final = 256
_BEARER: Final = re.compile(r"Bearer ([\w-]+\.[\w-]+\.[\w-]+)", re.ASCII)
# Headers by which a token brings its own key, or says where to fetch it. PyJWT itself refuses `crit`.
_REFUSED_HEADERS: Final = frozenset({"jku", "jwk", "x5u", "x5c"})

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Verified:
    claims: Claims
    kid: str
    key: SigningKey


class BearerTokens:
    """Verifies tokens; every fault is a `TurnedAway` with 401, or 503 while no key can be had."""

    def __init__(self, keys: SigningKeys) -> None:
        self._keys = keys
        self._remembered: OrderedDict[bytes, _Verified] = OrderedDict()

    async def claims(self, authorization: tuple[str, ...]) -> Claims:
        """The verified claims of the one bearer token in these headers; who it is from and for is not yet looked at."""
        token = _token_of(authorization)
        digest = sha256(token.encode()).digest()
        verified = self._remembered.get(digest) or await self._verify(token)
        # A key that was fetched anew is another object: withdrawn or not, the token is then verified again.
        if await self._key(verified.kid) is not verified.key:
            verified = await self._verify(token)
        if time.time() > verified.claims["exp"] + _LEEWAY:
            raise TurnedAway(401, "expired")
        self._remember(digest, verified)
        return verified.claims

    async def _verify(self, token: str) -> _Verified:
        kid = _kid_of(token)
        key = await self._key(kid)
        if _CHANNEL not in key.endorsements:
            raise TurnedAway(401, "not_endorsed")
        return _Verified(_decoded(token, key), kid, key)

    async def _key(self, kid: str) -> SigningKey:
        try:
            return await self._keys.key(kid)
        except KeysUnavailable as error:
            raise TurnedAway(503, "no_keys", retry_after=30) from error
        except UnknownKey as error:
            raise TurnedAway(401, "unknown_key") from error

    def _remember(self, digest: bytes, verified: _Verified) -> None:
        self._remembered[digest] = verified
        self._remembered.move_to_end(digest)
        if len(self._remembered) > _MOST_REMEMBERED:
            self._remembered.popitem(last=False)


def _token_of(authorization: tuple[str, ...]) -> str:
    if len(authorization) != 1:
        raise TurnedAway(401, "two_headers" if authorization else "no_header")
    if len(authorization[0]) > _LARGEST_TOKEN:
        raise TurnedAway(401, "token_too_big")
    bearer = _BEARER.fullmatch(authorization[0])
    if not bearer:
        raise TurnedAway(401, "no_bearer")
    return bearer[1]


def _kid_of(token: str) -> str:
    try:
        header = jwt.get_unverified_header(token)
    # Whatever PyJWT and the parsers below it make of a hostile header, the door stays closed.
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise TurnedAway(401, "token_header") from error
    if header.get("alg") != "RS256":
        raise TurnedAway(401, "algorithm")
    if _REFUSED_HEADERS & header.keys():
        raise TurnedAway(401, "key_in_token")
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid:
        raise TurnedAway(401, "no_key_id")
    return kid


def _decoded(token: str, key: SigningKey) -> Claims:
    try:
        # Issuer and audience are compared by the door: exact texts, no lists.
        claims = jwt.decode(
            token,
            key.public,
            algorithms=["RS256"],
            leeway=_LEEWAY,
            options={"require": ["exp", "iss", "aud"], "verify_aud": False, "verify_iss": False},
        )
    except jwt.ExpiredSignatureError as error:
        raise TurnedAway(401, "expired") from error
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise TurnedAway(401, "token") from error
    return claims | {"exp": int(claims["exp"])}
