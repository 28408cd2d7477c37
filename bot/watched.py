"""A gateway whose calls are counted, whichever transport stands behind it."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.faults import DeliveryFault
from bot.gateway import ActivityJson, Address, ChannelGateway, Posted, Roster

T = TypeVar("T")
DONE = "ok"


class CallWatch(Protocol):
    """Who wants to know what becomes of calls to Teams."""

    def called(self, call: str, outcome: str, seconds: float) -> None:
        """A call ended: its name, `ok` or the fault's code, and how long it took."""


@dataclass(frozen=True, slots=True)
class WatchedGateway:
    """Passes every call on and tells how it ended."""

    gateway: ChannelGateway
    watch: CallWatch
    clock: Callable[[], float] = time.monotonic

    async def open_direct(self, service_url: str, tenant_id: str, teams_id: str) -> str:
        return await self._watched("open", self.gateway.open_direct(service_url, tenant_id, teams_id))

    async def send(self, address: Address, activity: ActivityJson) -> str:
        return await self._watched("send", self.gateway.send(address, activity))

    async def send_targeted(self, address: Address, teams_id: str, activity: ActivityJson) -> str:
        return await self._watched("send_targeted", self.gateway.send_targeted(address, teams_id, activity))

    async def send_to_channel(
        self, service_url: str, tenant_id: str, channel_id: str, activity: ActivityJson
    ) -> Posted:
        return await self._watched(
            "channel", self.gateway.send_to_channel(service_url, tenant_id, channel_id, activity)
        )

    async def update(self, address: Address, activity_id: str, activity: ActivityJson) -> None:
        await self._watched("update", self.gateway.update(address, activity_id, activity))

    async def delete(self, address: Address, activity_id: str) -> None:
        await self._watched("delete", self.gateway.delete(address, activity_id))

    async def roster(self, address: Address) -> Roster:
        return await self._watched("roster", self.gateway.roster(address))

    async def _watched(self, call: str, work: Awaitable[T]) -> T:
        began, outcome = self.clock(), "failed"
        try:
            answer = await work
            outcome = DONE
        except DeliveryFault as fault:
            outcome = fault.code.value
            raise
        finally:
            self.watch.called(call, outcome, self.clock() - began)
        return answer
