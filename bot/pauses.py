"""Where nothing is sent for a while, since Teams asked for it, shut us out, or does not answer (platform.md §4.2).

A conversation that is told to wait waits alone. Several of one tenant that are told so, or are told that the app is
turned off, say that it concerns the tenant; several failures in a row say that the line is down.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.breaker import Breaker, Pause
from bot.faults import DeliveryFault, FaultCode, FaultKind

SILENT: Final = frozenset(
    {
        FaultCode.SERVICE_ERROR,
        FaultCode.UNCLEAR,
        FaultCode.UNREACHABLE,
        FaultCode.TIMEOUT,
        FaultCode.BROKEN_OFF,
        FaultCode.NO_TOKEN,
        FaultCode.CREDENTIAL_REFUSED,
        FaultCode.NOT_REGISTERED,
    }
)
"""Nothing that is sent to this host with this app's token will arrive."""
MANY: Final = 3
"""So many conversations of a tenant with the same trouble are trouble of the tenant's."""

_MOST_CONVERSATIONS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call goes: which line (the app and the host), whose tenant, which conversation."""

    line: Hashable
    tenant_id: str
    conversation: str


class Pauses:
    """Asked before every call, and told what became of it."""

    def __init__(self) -> None:
        self._lines: dict[Hashable, Breaker] = {}
        self._throttled: dict[str, Breaker] = {}
        self._shut: dict[str, Breaker] = {}
        self._conversations: dict[tuple[str, str], Pause] = {}

    def check(self, place: Place, now: datetime, *, letter: bool) -> None:
        """Raise `Held` while the place is paused.

        Somebody who has just written is answered even if a letter would wait: the answer is the best trial there is.
        """
        self._conversations.get((place.tenant_id, place.conversation), Pause()).enforce(now)
        line, throttled, shut = self._breakers(place)
        throttled.enforce(now)
        if letter:
            line.enforce(now)
            shut.enforce(now)

    def begin(self, place: Place, now: datetime) -> None:
        """A call goes out."""
        for breaker in self._breakers(place):
            breaker.begin(now)

    def arrived(self, place: Place) -> None:
        """Teams took the call."""
        for breaker in self._breakers(place):
            breaker.works()

    def failed(self, place: Place, fault: DeliveryFault, now: datetime) -> DeliveryFault:
        """Learn from a fault, and say how it is to be understood: one that is the tenant's passes for all of it."""
        if fault.code is FaultCode.THROTTLED or fault.retry_after:
            self._pause(place, fault, now)
        breakers = self._breakers(place)
        blamed = _blamed(fault)
        for breaker in breakers[:blamed]:
            breaker.works()
        if blamed == len(breakers):
            return fault
        breakers[blamed].failed(place.conversation, fault, now)
        if fault.kind is FaultKind.PERMANENT and breakers[blamed].is_open:
            left = breakers[blamed].left(now)
            return DeliveryFault(FaultKind.TEMPORARY, fault.code, status=fault.status, retry_after=left)
        return fault

    def places(self, most: int, now: datetime) -> int:
        """How many letters may be taken on: none while every line is down, one to try whether a line is up again."""
        lines = self._lines.values()
        if not lines or not all(line.is_open for line in lines):
            return most
        return min(1, most) if any(not line.left(now) for line in lines) else 0

    @property
    def interrupted(self) -> bool:
        """Whether some line is down, or some tenant has shut us out."""
        return any(breaker.is_open for breaker in (*self._lines.values(), *self._shut.values()))

    def _breakers(self, place: Place) -> tuple[Breaker, Breaker, Breaker]:
        """From the widest to the narrowest: an answer that speaks against one of them speaks for those before it."""
        return (
            self._lines.setdefault(place.line, Breaker(after=5, first=1, longest=30)),
            self._throttled.setdefault(place.tenant_id, Breaker(after=MANY, first=1, longest=30)),
            self._shut.setdefault(place.tenant_id, Breaker(after=MANY, first=600, longest=600)),
        )

    def _pause(self, place: Place, fault: DeliveryFault, now: datetime) -> None:
        if len(self._conversations) >= _MOST_CONVERSATIONS:
            kept = {key: pause for key, pause in self._conversations.items() if pause.left(now)}
            self._conversations = kept
        until = now + timedelta(seconds=max(fault.retry_after, 1.0))
        self._conversations[place.tenant_id, place.conversation] = Pause(now, until, fault.code)


def _blamed(fault: DeliveryFault) -> int:
    """Which of the breakers the fault speaks against, counted from the widest; past the last for none."""
    if fault.code in SILENT:
        return 0
    return {FaultCode.THROTTLED: 1, FaultCode.DISABLED_BY_ADMIN: 2}.get(fault.code, 3)
