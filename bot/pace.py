"""How often one member and one tenant may ask something of us (platform.md §3.7).

A leaky bucket kept as a single moment per key: the earliest time at which the bucket would be empty again.
"""

import math
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from bot.refusals import TurnedAway

_MOST_KEYS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a minute in the long run, and so many at once."""

    a_minute: float
    at_once: int


PER_MEMBER: Final = Rate(a_minute=60, at_once=30)
PER_TENANT: Final = Rate(a_minute=3000, at_once=500)


class InboundPace:
    """Turns away a member or a tenant that asks faster than people can press."""

    def __init__(self, per_member: Rate = PER_MEMBER, per_tenant: Rate = PER_TENANT) -> None:
        self._members = _Buckets(per_member)
        self._tenants = _Buckets(per_tenant)

    def admit(self, tenant: str, member: str, now: float) -> None:
        """Counts one request, or raises `TurnedAway` with 429; a refused one costs nobody else anything."""
        wait = self._members.wait(f"{tenant}/{member}", now)
        if wait:
            raise TurnedAway(429, "member_pace", tenant=tenant, retry_after=math.ceil(wait))
        wait = self._tenants.wait(tenant, now)
        if wait:
            raise TurnedAway(429, "tenant_pace", tenant=tenant, retry_after=math.ceil(wait))


class _Buckets:
    def __init__(self, rate: Rate) -> None:
        self._interval = 60 / rate.a_minute
        self._slack = self._interval * (rate.at_once - 1)
        self._empty_at: OrderedDict[str, float] = OrderedDict()

    def wait(self, key: str, now: float) -> float:
        """Seconds until there is room; with room now, 0, and the request is counted."""
        empty_at = max(now, self._empty_at.get(key, now))
        if empty_at - now > self._slack:
            return empty_at - now - self._slack
        self._empty_at[key] = empty_at + self._interval
        self._empty_at.move_to_end(key)
        if len(self._empty_at) > _MOST_KEYS:
            self._empty_at.popitem(last=False)
        return 0
