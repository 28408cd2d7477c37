"""When to stop trying: several in a row have failed, so nothing is sent for a while, and then one (durable.md §4)."""

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.faults import DeliveryFault, FaultCode, Held

_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
_TRIAL: Final = timedelta(seconds=15)
"""The one that is tried has so long to come back before another is let out."""
_SHORTLY: Final = 1.0
"""Seconds after which those that wait for it ask again; most trials are over by then."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing is sent until a moment, and why. A clock that is set back ends it."""

    since: datetime = _LONG_AGO
    until: datetime = _LONG_AGO
    code: FaultCode = FaultCode.THROTTLED

    def left(self, now: datetime) -> float:
        """Seconds that it still lasts."""
        return (self.until - now).total_seconds() if self.since <= now < self.until else 0.0

    def enforce(self, now: datetime, at_most: float = math.inf) -> None:
        """Hold whoever comes while it lasts."""
        left = self.left(now)
        if left:
            raise Held(self.code, retry_after=min(left, at_most))


@dataclass(slots=True)
class Breaker:
    """Opens when calls *after* one another fail in so many conversations.

    For as long as Teams asks; else twice as long each time.
    """

    after: int
    first: float
    longest: float
    pause: Pause = Pause()
    _blamed: set[str] = field(default_factory=set)
    _trips: int = 0
    _trying: bool = False

    @property
    def is_open(self) -> bool:
        """Whether what it guards has failed and not worked since."""
        return self._trips > 0

    def left(self, now: datetime) -> float:
        """Seconds during which nothing may go."""
        return self.pause.left(now)

    def enforce(self, now: datetime) -> None:
        """Hold whoever comes while nothing may go."""
        self.pause.enforce(now, _SHORTLY if self._trying else math.inf)

    def begin(self, now: datetime) -> None:
        """A call goes out; if it is the first after the pause, the others wait for what comes of it."""
        if self.is_open:
            self._trying = True
            self.pause = Pause(now, now + _TRIAL, self.pause.code)

    def failed(self, conversation: str, fault: DeliveryFault, now: datetime) -> None:
        """Count a failure; those that were on their way when it opened say nothing new."""
        if self.left(now) and not self._trying:
            return
        self._blamed.add(conversation)
        if len(self._blamed) < self.after and not self.is_open:
            return
        lasts = fault.retry_after or min(self.longest, self.first * 2 ** min(self._trips, 20))
        self.pause = Pause(now, now + timedelta(seconds=lasts), fault.code)
        self._trips += 1
        self._trying = False

    def works(self) -> None:
        """What it guards has answered."""
        self._blamed.clear()
        self.pause, self._trips, self._trying = Pause(), 0, False
