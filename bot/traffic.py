"""Everything that goes out of this process passes here: letters, answers, new chats, rosters, edits.

So the limits hold in sum, a pause that one call is told of holds for the next, and a letter whose claim is no longer
ours stays here (durable.md §4).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar
from urllib.parse import urlsplit

import structlog

from bot.faults import DeliveryFault, FaultCode, Held
from bot.gateway import ActivityJson, Address, ChannelGateway, Posted, Roster
from bot.limits import Call, Limits, Operation
from bot.pauses import Pauses, Place

PATIENCE: Final = 5.0
"""Seconds that a call waits for its turn; for longer it is better put off, and somebody else takes its place."""

T = TypeVar("T")
For = TypeVar("For")
Ours = Callable[[], bool]

_log = structlog.get_logger("bot.traffic")


class NotOurs(Exception):
    """The letter may be somebody else's by now, or nothing more is to be sent: it was not sent."""


def _always() -> bool:
    return True


class Traffic:
    """Who may send when. *seconds* is a clock that only goes forward; pauses go by *now*, as letters do."""

    def __init__(
        self,
        limits: Limits,
        now: Callable[[], datetime],
        *,
        seconds: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._limits = limits
        self._now = now
        self.seconds = seconds
        self.sleep = sleep
        self._pauses = Pauses()
        self.last_taken: datetime | None = None
        """When Teams last took something from us."""

    @property
    def interrupted(self) -> bool:
        """Whether Teams does not answer, or a tenant has shut us out, as far as we know."""
        return self._pauses.interrupted

    def places(self, most: int) -> int:
        """How many letters may be taken on now, of *most*."""
        return self._pauses.places(most, self._now())

    def carrying(self, gateway: ChannelGateway, ours: Ours) -> "PacedGateway":
        """The gateway as a letter goes through it, for as long as the letter is *ours*."""
        return PacedGateway(gateway, self, letter=True, ours=ours)

    def answering(self, gateway_for: Callable[[For], ChannelGateway]) -> Callable[[For], ChannelGateway]:
        """The gateways as answers, and questions about a team, go through them: ahead of letters."""
        return lambda whom: PacedGateway(gateway_for(whom), self, letter=False)

    async def turn(self, call: Call, place: Place) -> None:
        """Wait until the call may go out, and count it; raises `Held` if that is not to be soon."""
        while True:
            self._pauses.check(place, self._now(), letter=call.letter)
            wait = self._limits.wait(call, self.seconds())
            if not wait:
                return
            if wait > PATIENCE:
                raise Held(FaultCode.THROTTLED, retry_after=wait)
            await self.sleep(wait)

    async def attempt(self, place: Place, work: Callable[[], Awaitable[T]]) -> T:
        """Make the call and learn from what becomes of it."""
        self._pauses.begin(place, self._now())
        try:
            answer = await work()
        except DeliveryFault as fault:
            before = self.interrupted
            understood = self._pauses.failed(place, fault, self._now())
            if self.interrupted and not before:
                _log.error(
                    "sending_interrupted", tenant=place.tenant_id, code=fault.code, status=fault.status
                )
            raise understood from fault
        self._pauses.arrived(place)
        self.last_taken = self._now()
        return answer


@dataclass(frozen=True, slots=True)
class PacedGateway:
    """A `ChannelGateway` that waits its turn."""

    inner: ChannelGateway
    traffic: Traffic
    letter: bool
    ours: Ours = _always

    async def open_direct(self, service_url: str, tenant_id: str, teams_id: str) -> str:
        to = Address(service_url, tenant_id, teams_id)
        return await self._go(
            Operation.CREATE, to, lambda: self.inner.open_direct(service_url, tenant_id, teams_id)
        )

    async def send(self, address: Address, activity: ActivityJson) -> str:
        return await self._go(Operation.SEND, address, lambda: self.inner.send(address, activity))

    async def send_targeted(self, address: Address, teams_id: str, activity: ActivityJson) -> str:
        return await self._go(
            Operation.SEND, address, lambda: self.inner.send_targeted(address, teams_id, activity)
        )

    async def send_to_channel(
        self, service_url: str, tenant_id: str, channel_id: str, activity: ActivityJson
    ) -> Posted:
        to = Address(service_url, tenant_id, channel_id)
        return await self._go(
            Operation.SEND,
            to,
            lambda: self.inner.send_to_channel(service_url, tenant_id, channel_id, activity),
        )

    async def update(self, address: Address, activity_id: str, activity: ActivityJson) -> None:
        await self._go(Operation.EDIT, address, lambda: self.inner.update(address, activity_id, activity))

    async def delete(self, address: Address, activity_id: str) -> None:
        await self._go(Operation.EDIT, address, lambda: self.inner.delete(address, activity_id))

    async def roster(self, address: Address) -> Roster:
        """Counted once; the further pages of more than five hundred people follow one after another by themselves."""
        return await self._go(Operation.READ, address, lambda: self.inner.roster(address))

    async def _go(self, operation: Operation, to: Address, work: Callable[[], Awaitable[T]]) -> T:
        call = Call(operation, to.tenant_id, to.conversation_id, self.letter)
        place = Place((self.inner, urlsplit(to.service_url).netloc), to.tenant_id, to.conversation_id)
        await self.traffic.turn(call, place)
        # Asked last: waiting, or a process that was frozen, may have used up the time that the claim gives.
        if not self.ours():
            raise NotOurs
        return await self.traffic.attempt(place, work)
