"""Time that passes only while somebody waits for it, and then as fast as the machine allows."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime, timedelta

import aiohttp


async def until(so: Callable[[], bool]) -> None:
    """Let the others work until it is so; the test's own time-out says when it never is."""
    while not so():  # noqa: ASYNC110 -- nothing tells of it, and nothing may be built in that would
        await asyncio.sleep(0.001)


class QuickTime:
    """Both clocks of the courier: seconds that only go forward, and the moment on the wall.

    It stands still while a request is on its way to the other side and while the database works, so that things happen
    in the order and at the distance in which they were meant, however busy the machine is.
    """

    def __init__(self, begins: datetime) -> None:
        self._begins = begins
        self._passed = 0.0
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._asked = 0
        self._began = 0
        self._held = 0
        self.arrived: Callable[[], int] = lambda: self._began

    def now(self) -> datetime:
        return self._begins + timedelta(seconds=self._passed)

    def seconds(self) -> float:
        return self._passed

    def pass_by(self, seconds: float) -> None:
        """Let so much pass at once, as for a process that is frozen."""
        self._passed += seconds

    async def sleep(self, seconds: float) -> None:
        self._asked += 1
        ends: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (self._passed + seconds, self._asked, ends))
        await ends

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """No time passes meanwhile."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    @property
    def tracing(self) -> aiohttp.TraceConfig:
        """Tells of the requests of a session."""

        async def begins(*_: object) -> None:
            self._began += 1

        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(begins)
        return trace

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[None]:
        driver = asyncio.create_task(self._drive())
        yield
        driver.cancel()
        with suppress(asyncio.CancelledError):
            await driver

    async def _drive(self) -> None:
        while True:
            await asyncio.sleep(0.001)
            if self._waiting and not self._held and self._began == self.arrived():
                until, _, ends = heapq.heappop(self._waiting)
                self._passed = max(self._passed, until)
                if not ends.done():
                    ends.set_result(None)
