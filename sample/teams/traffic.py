"""The last requests and answers between Teams and the bot, kept for the developer who wants to see them."""

import json
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from sample.clock import TurnableClock
from sample.teams.errors import BadArgument, MessageTooBig, TeamsError

_KEPT = 60

Call = Callable[[web.Request], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One HTTP request and its answer; `to_bot` tells who asked."""

    number: int
    to_bot: bool
    moment: datetime
    method: str
    path: str
    request: object
    status: int
    answer: object


class Traffic:
    """A short memory of exchanges, newest last."""

    def __init__(self, clock: TurnableClock) -> None:
        self._clock = clock
        self._exchanges: deque[Exchange] = deque(maxlen=_KEPT)
        self._number = 0

    def exchanges(self) -> list[Exchange]:
        """The remembered exchanges, oldest first."""
        return list(self._exchanges)

    def note(
        self, *, to_bot: bool, line: tuple[str, str], request: object, answer: tuple[int, object]
    ) -> None:
        """Remembers one exchange: its request line, what was asked and what was answered."""
        self._number += 1
        method, path = line
        status, body = answer
        self._exchanges.append(
            Exchange(self._number, to_bot, self._clock.now(), method, path, request, status, body)
        )

    def logged(self, call: Call) -> Call:
        """Remembers each call of the bot, and answers a refusal with the body that Teams sends."""

        async def answer(request: web.Request) -> web.Response:
            asked = b""
            try:
                asked = await _read(request)
                response = await call(request)
            except TeamsError as error:
                response = web.json_response(error.body(), status=error.status)
            line = (request.method, request.raw_path)
            said = (response.status, _shown(response.body))
            self.note(to_bot=False, line=line, request=_shown(asked), answer=said)
            return response

        return answer


async def read_json(request: web.Request) -> Mapping[str, object]:
    """The JSON object in the body of a request, or a refusal."""
    try:
        body = json.loads(await _read(request))
    except ValueError as error:
        raise BadArgument("The body is not JSON.") from error
    if not isinstance(body, dict):
        raise BadArgument("The body is not a JSON object.")
    return body


async def _read(request: web.Request) -> bytes:
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise MessageTooBig from error


def _shown(body: object) -> object:
    if not isinstance(body, bytes | bytearray) or not body:
        return ""
    try:
        return json.loads(body)
    except ValueError:
        return "(not JSON)"
