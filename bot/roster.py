"""Reads a team's people from Teams and lets the method make the seats agree with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.faults import DeliveryFault
from bot.gateway import Address, ChannelGateway
from est.group import Group, GroupState
from est.ports import Records, Store
from est.weekly import joining

STALE = timedelta(hours=6)
"""A roster older than this is read again: events of people who come and go can be lost (platform.md §1.10)."""
RETRY = timedelta(minutes=10)
"""After a failure the roster is asked for again when this long has gone."""

_log = structlog.get_logger("bot.roster")


class RosterReader:
    """Keeps every group's seats in step with its team."""

    def __init__(
        self, store: Store, gateway_for: Callable[[Group], ChannelGateway], clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._gateway_for = gateway_for
        self._clock = clock
        self._failed: dict[str, datetime] = {}

    async def read(self, group_id: str) -> None:
        """Read one group's roster. A fault is logged and the old roster stands: nobody is lost by a bad connection."""
        group = await self._store.read(lambda records: records.groups.get(group_id))
        if group is None or group.state is GroupState.STOPPED:
            return
        address = Address(group.service_url, group.tenant_id, group.team_id)
        try:
            roster = await self._gateway_for(group).roster(address)
        except DeliveryFault as fault:
            self._failed[group_id] = self._clock()
            _log.warning("roster_not_read", group=group_id, code=fault.code, status=fault.status)
            return
        entries = [
            joining.RosterEntry(entry.person.teams_id, entry.person.object_id, entry.person.name, entry.guest)
            for entry in roster.entries
        ]
        now = self._clock()

        def keep(records: Records) -> None:
            joining.read_roster(records, group_id, entries, now, complete=roster.complete)

        await self._store.write(group_id, keep)

    async def read_stale(self, group_id: str) -> None:
        """Read the roster if it is old, before the round's letters are written."""
        group = await self._store.read(lambda records: records.groups.get(group_id))
        now = self._clock()
        failed = self._failed.get(group_id)
        fresh = (
            group is not None and group.roster_at is not None and timedelta() <= now - group.roster_at < STALE
        )
        if not fresh and (failed is None or abs(now - failed) >= RETRY):
            await self.read(group_id)
