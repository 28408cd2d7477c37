"""One interval job that says "look now". Nothing else is ever scheduled (durable.md §5)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from est.ports import Store
from est.weekly.clockwork import tick

EVERY = 15
"""Seconds between ticks."""

_log = structlog.get_logger("schedule.clock")


class Clock:
    """Ticks for every running group. One group's fault never stops another's (acceptance.md S14)."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        read_roster: Callable[[str], Awaitable[None]],
        wake: Callable[[], None],
        leads: Callable[[], Awaitable[bool]],
    ) -> None:
        self._store = store
        self._now = now
        self._read_roster = read_roster
        self._wake = wake
        self._leads = leads
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self.last_tick: datetime | None = None

    def start(self) -> None:
        """Tick now and then every `EVERY` seconds; a late tick is run late, several missed ones as one."""
        self._scheduler.add_job(
            self.tick,
            "interval",
            seconds=EVERY,
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

    async def tick(self) -> int:
        """Everything that is due in every group; says how many letters were written. One process at a time ticks."""
        written = 0
        if not await self._leads():
            self.last_tick = self._now()
            return written
        for group_id in await self._store.read(lambda records: records.groups.running()):
            written += await self._tick_one(group_id)
        self.last_tick = self._now()
        if written:
            self._wake()
        return written

    async def _tick_one(self, group_id: str) -> int:
        try:
            await self._read_roster(group_id)
            now = self._now()
            return await self._store.write(group_id, lambda records: tick(records, group_id, now))
        except Exception as error:  # noqa: BLE001 -- the error names the group, and the others go on
            _log.error("tick_failed", group=group_id, error=type(error).__name__)
            return 0
