"""The body of a request: read under a cap and a time limit, then parsed as strict JSON.

Python's parser is friendlier than the ones behind us: it takes duplicate keys, NaN, infinite numbers, half an
emoji and NUL, and each of them would surface later as a fault in a database, a log or a signature
(platform.md §3.1, 16–17).
"""

import asyncio
import json
import math
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from aiohttp import ClientPayloadError, StreamReader, web

from bot.activities import JsonObject
from bot.refusals import TurnedAway

LARGEST_BODY: Final = 256 * 1024
DEEPEST: Final = 64

# A surrogate without its twin cannot be written as UTF-8, and PostgreSQL takes no NUL. Both come in as
# escapes only.
_SUSPECT_ESCAPE: Final = re.compile(rb"\\u(?:[dD][89a-fA-F]|0000)")
_BROKEN: Final = re.compile("[\0\ud800-\udfff]")


async def read_json(request: web.Request, *, within: float) -> JsonObject:
    """The request's JSON object; raises `TurnedAway` with 413, 415, 408 or 400."""
    if request.content_type != "application/json" or (request.charset or "utf-8").lower() != "utf-8":
        raise TurnedAway(415, "content_type")
    # Teams never compresses; a packed body could unfold into far more than the cap.
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise TurnedAway(415, "content_encoding")
    if (request.content_length or 0) > LARGEST_BODY:
        raise TurnedAway(413, "body_too_big")
    try:
        async with asyncio.timeout(within):
            raw = await _read_capped(request.content)
    except TimeoutError as error:
        raise TurnedAway(408, "body_too_slow") from error
    except (ClientPayloadError, web.PayloadAccessError, ConnectionError) as error:
        raise TurnedAway(400, "body_broken_off") from error
    return parse_object(raw)


async def _read_capped(content: StreamReader) -> bytes:
    chunks: list[bytes] = []
    size = 0
    async for chunk in content.iter_any():
        size += len(chunk)
        # The declared length may be absent (chunked), so the cap is kept while reading as well.
        if size > LARGEST_BODY:
            raise TurnedAway(413, "body_too_big")
        chunks.append(chunk)
    return b"".join(chunks)


def parse_object(raw: bytes) -> JsonObject:
    """The JSON object in these bytes; anything else, and every trick, is 400."""
    try:
        value = _DECODER.decode(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise TurnedAway(400, "json") from error
    if not isinstance(value, dict):
        raise TurnedAway(400, "not_an_object")
    # Counting brackets is cheap and never too low; only a suspiciously rich body is measured.
    if raw.count(b"{") + raw.count(b"[") > DEEPEST and _depth_of(value) > DEEPEST:
        raise TurnedAway(400, "too_deep")
    if _SUSPECT_ESCAPE.search(raw) and any(map(_BROKEN.search, _texts_in(value))):
        raise TurnedAway(400, "broken_text")
    return value


def _once(pairs: list[tuple[str, Any]]) -> JsonObject:
    record = dict(pairs)
    if len(record) != len(pairs):
        raise ValueError("A key stands twice.")
    return record


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError("A number is not finite.")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON.")


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_once, parse_float=_finite, parse_constant=_refuse_constant
)


def _depth_of(value: object) -> int:
    """How deep the brackets go; without recursion, since depth is the danger."""
    level, depth = [value], 0
    while level:
        level = [inner for outer in level for inner in _inside(outer) if isinstance(inner, dict | list)]
        depth += 1
    return depth


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    if isinstance(value, dict):
        yield from value
    for inner in _inside(value):
        yield from _texts_in(inner)


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
