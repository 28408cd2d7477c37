"""The same request twice gets the same answer, and the work is done once.

Teams repeats a slow invoke with the same activity id, and a token is not bound to a body (platform.md §3.1
case 19, §4.1). This memory is short and belongs to one process; what makes an effect happen once is the
business key in the database.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

_REMEMBERED_FOR: Final = 300.0
_MOST_ANSWERS: Final = 4096
_MOST_BYTES: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished HTTP answer. One that is not `settled` (our own fault) is forgotten: a repeat may work."""

    status: int
    payload: bytes
    settled: bool


@dataclass(frozen=True, slots=True)
class RequestKey:
    """What makes two requests the same. The sender is part of it: nobody gets another one's answer."""

    app_id: str
    tenant: str
    conversation_id: str
    activity_id: str
    sender: str
    name: str


class Replays:
    """A bounded memory of recent answers."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._under_way: dict[RequestKey, asyncio.Task[Outcome]] = {}
        self._answered: OrderedDict[RequestKey, tuple[float, Outcome]] = OrderedDict()
        self._bytes = 0

    async def once(self, key: RequestKey, work: Callable[[], Awaitable[Outcome]]) -> Outcome:
        """The remembered answer, or that of the same request still under way, or that of doing the work."""
        if not key.activity_id:
            return await work()
        self._forget_old()
        if key in self._answered:
            return self._answered[key][1]
        if key not in self._under_way:
            # A task of its own: when the first caller hangs up, the others still get their answer.
            self._under_way[key] = asyncio.create_task(self._work(key, work))
        return await asyncio.shield(self._under_way[key])

    async def _work(self, key: RequestKey, work: Callable[[], Awaitable[Outcome]]) -> Outcome:
        try:
            outcome = await work()
        finally:
            del self._under_way[key]
        if outcome.settled:
            self._remember(key, outcome)
        return outcome

    def _remember(self, key: RequestKey, outcome: Outcome) -> None:
        self._answered[key] = self._clock() + _REMEMBERED_FOR, outcome
        self._bytes += len(outcome.payload)
        while len(self._answered) > _MOST_ANSWERS or self._bytes > _MOST_BYTES:
            self._forget_first()

    def _forget_old(self) -> None:
        now = self._clock()
        while self._answered and next(iter(self._answered.values()))[0] <= now:
            self._forget_first()

    def _forget_first(self) -> None:
        _, (_, outcome) = self._answered.popitem(last=False)
        self._bytes -= len(outcome.payload)
