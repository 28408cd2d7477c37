"""How the clock is doing, as it says itself."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from est.ports import Records, Store
from schedule.clock import Clock, Pulse

T = TypeVar("T")
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class TwoGroups(Store):
    """A store with two running groups; writing to those named here fails."""

    def __init__(self) -> None:
        self.broken: set[str] = set()

    async def read(self, work: Callable[[Records], T]) -> T:
        return ("g1", "g2")  # type: ignore[return-value]

    async def write(self, group_id: str, work: Callable[[Records], T]) -> T:
        if group_id in self.broken:
            raise RuntimeError(group_id)
        return 0  # type: ignore[return-value]


class Stand:
    """A clock with everything around it in the test's hands."""

    def __init__(self) -> None:
        self.store, self.leads, self.monotonic = TwoGroups(), True, 1000.0
        self.clock = Clock(
            self.store, lambda: NOW, self._read, lambda: None, self._leads, beat=lambda: self.monotonic
        )

    @property
    def pulse(self) -> Pulse:
        return self.clock.pulse

    async def _read(self, _: str) -> None:
        self.monotonic += 1

    async def _leads(self) -> bool:
        return self.leads


async def test_before_the_first_look_it_has_been_silent_for_ever() -> None:
    assert Stand().pulse == Pulse(math.inf, leads=False, last_tick=None, failing=frozenset(), groups=0)


async def test_a_tick_is_told_of_and_then_the_silence_grows() -> None:
    stand = Stand()
    await stand.clock.tick()
    assert stand.pulse == Pulse(0.0, leads=True, last_tick=NOW, failing=frozenset(), groups=2)
    stand.monotonic += 91
    assert stand.pulse.silent_for == 91


async def test_who_does_not_lead_looks_and_ticks_nothing() -> None:
    stand = Stand()
    stand.leads = False
    await stand.clock.tick()
    assert stand.pulse == Pulse(0.0, leads=False, last_tick=None, failing=frozenset(), groups=0)


@pytest.mark.parametrize(("broken", "ticked"), [({"g1"}, True), ({"g1", "g2"}, False)])
async def test_groups_that_fail_are_known_and_a_tick_in_which_all_fail_is_none(
    broken: set[str], ticked: bool
) -> None:
    stand = Stand()
    stand.store.broken = broken
    await stand.clock.tick()
    assert stand.pulse.failing == broken
    assert (stand.pulse.last_tick is not None) is ticked
    stand.store.broken = set()
    await stand.clock.tick()
    assert stand.pulse.failing == frozenset()
    assert stand.pulse.last_tick == NOW
