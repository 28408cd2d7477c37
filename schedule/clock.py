"""One interval job that says "look now". Nothing else is ever scheduled (durable.md §5)."""

from __future__ import annotations

import math
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from est.credential import NO_THRESHOLD, Credential
from est.ports import Store
from est.weekly.clockwork import NO_CREDENTIALS, tick

EVERY = 15
"""Seconds between ticks."""

_log = structlog.get_logger("schedule.clock")


@dataclass(frozen=True, slots=True)
class Pulse:
    """How the clock is doing, measured by a clock that nobody can turn.

    A process that does not lead looks as often as the one that does, and has no tick of its own.
    """

    silent_for: float
    """Seconds since it did anything at all: looked, or finished a group. Infinite before the first time."""
    leads: bool
    last_tick: datetime | None
    """When this process last did what was due in at least one group, or found that there was none."""
    failing: frozenset[str]
    """The groups whose last tick went wrong."""
    groups: int


class Clock:
    """Ticks for every running group. One group's fault never stops another's (acceptance.md S14)."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        read_roster: Callable[[str], Awaitable[None]],
        wake: Callable[[], None],
        leads: Callable[[], Awaitable[bool]],
        *,
        credentials: Mapping[str, Credential] = NO_CREDENTIALS,
        beat: Callable[[], float] = time.monotonic,
    ) -> None:
        """*credentials* are those of the bot's apps, by the tenants they serve."""
        self._store = store
        self._now = now
        self._read_roster = read_roster
        self._wake = wake
        self._leads = leads
        self._credentials = credentials
        self._beat = beat
        self._beat_at = -math.inf
        self._leading = False
        self._failing: frozenset[str] = frozenset()
        self._groups = 0
        self._warned: dict[str, tuple[int, bool]] = {}
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self.last_tick: datetime | None = None

    @property
    def pulse(self) -> Pulse:
        return Pulse(self._beat() - self._beat_at, self._leading, self.last_tick, self._failing, self._groups)

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
        with structlog.contextvars.bound_contextvars(tick_id=token_hex(8)):
            self._leading = await self._leads()
            written = await self._tick_all() if self._leading else 0
        self._beat_at = self._beat()
        if written:
            self._wake()
        return written

    async def _tick_all(self) -> int:
        self._log_credentials()
        groups = await self._store.read(lambda records: records.groups.running())
        written, failing = 0, set()
        for group_id in groups:
            try:
                written += await self._tick_one(group_id)
            except Exception as error:  # noqa: BLE001 -- the error names the group, and the others go on
                failing.add(group_id)
                _log.error("tick_failed", group=group_id, error=type(error).__name__)
            self._beat_at = self._beat()
        self._failing, self._groups = frozenset(failing), len(groups)
        if len(failing) < len(groups) or not groups:
            self.last_tick = self._now()
        return written

    async def _tick_one(self, group_id: str) -> int:
        await self._read_roster(group_id)
        now = self._now()
        return await self._store.write(
            group_id, lambda records: tick(records, group_id, now, self._credentials)
        )

    def _log_credentials(self) -> None:
        """A line for each tenant when a threshold is passed, when it is over, and at each start (acceptance.md O1)."""
        now = self._now()
        for tenant, credential in self._credentials.items():
            reached = credential.threshold(now), credential.expired(now)
            if reached[0] != NO_THRESHOLD and reached != self._warned.get(tenant):
                event = "credential_expired" if credential.expired(now) else "credential_expires"
                _log.warning(event, tenant=tenant, days=credential.days_left(now), kind=credential.kind.value)
            self._warned[tenant] = reached
