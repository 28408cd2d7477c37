"""The courier: takes letters, has them delivered several at a time, and records what happened to each.

The life of a letter is design.md §3. Every letter has a place of its own: a slow one holds up its receiver alone. Here
stands one of the three `except` of the product: a letter that cannot be made is moved aside, and the queue goes on.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from structlog.contextvars import bind_contextvars

from bot.delivery import Delivery
from bot.faults import DeliveryFault, Held
from bot.gateway import ChannelGateway
from bot.traffic import NotOurs, Traffic
from est.group import Group
from est.letters import Letter, LetterState
from est.outcome import NO_DATABASE, Fault, FaultKind, after_fault, put_back
from est.ports import Records, Store
from est.weekly.telling import ask_about_doubt

LEASE = 60.0
"""Seconds a claimed letter is ours. Nothing is sent after half of it, and a request takes less than the other half."""
MOST = 20
"""Letters in the air at once."""
IDLE = 4.0
"""Seconds between looks when nobody wakes the courier: as often is the right to deliver renewed."""
SOON = 0.5
"""Seconds between looks while something is due that cannot go yet."""
BREATH = 0.2
"""Seconds between looks when somebody wakes it: each look writes, and every turn of every member wakes the courier."""

_log = structlog.get_logger("bot.courier")


class Courier:
    """Delivers letters until it is stopped."""

    def __init__(
        self,
        store: Store,
        gateway_for: Callable[[Group], ChannelGateway],
        clock: Callable[[], datetime],
        leads: Callable[[], Awaitable[bool]],
        *,
        traffic: Traffic,
        chance: random.Random,
    ) -> None:
        self._store = store
        self._clock = clock
        self._leads = leads
        self._traffic = traffic
        self._chance = chance
        self._delivery = Delivery(store, gateway_for, traffic, clock)
        self._awake = asyncio.Event()
        self._room = asyncio.Event()
        self._round = asyncio.Lock()
        self._air: dict[asyncio.Task[None], str] = {}
        self._led = False
        self._stopping = False

    @property
    def in_the_air(self) -> int:
        """Letters that are being delivered at this moment."""
        return len(self._air)

    def wake(self) -> None:
        """There may be a new letter."""
        self._awake.set()

    async def run(self) -> None:
        """Deliver, and sleep until somebody wakes us or the next letter is due."""
        while not self._stopping:
            self._awake.clear()
            try:
                await self.deliver_due()
                nap = await self._until_next()
            except Exception as error:  # noqa: BLE001 -- a database that restarts must not end the courier
                _log.error("courier_failed", error=type(error).__name__)
                nap = SOON
            with suppress(TimeoutError):
                async with asyncio.timeout(nap):
                    await self._awake.wait()
                    await asyncio.sleep(BREATH)

    async def stop(self) -> None:
        """Take nothing more, send nothing that is not on the wire, and wait for the outcome of what is."""
        self._stopping = True
        self._awake.set()
        if self._air:
            await asyncio.wait(self._air)

    async def deliver_due(self) -> int:
        """Deliver everything that is due now, and say how many letters were settled or put off.

        Called while it is under way, it waits for its turn: then what was in the air is settled too.
        """
        async with self._round:
            handled = 0
            while (taken := await self._take()) or self._air:
                handled += taken
                with suppress(TimeoutError):
                    async with asyncio.timeout(BREATH):
                        await self._room.wait()
            return handled

    async def _until_next(self) -> float:
        """Seconds until there is something to do, or until the right to deliver has to be asked for again."""
        if not self._led:
            return IDLE
        due = await self._store.read(lambda records: records.ledger.next_due())
        left = (due - self._clock()).total_seconds() if due is not None else IDLE
        return min(max(left, SOON), IDLE)

    async def _take(self) -> int:
        """Claim as many letters as there are places for, begin with each, and say how many."""
        self._room.clear()
        self._led = not self._stopping and await self._leads()
        places = self._traffic.places(MOST - len(self._air)) if self._led else 0
        if not places:
            return 0
        taken_at = self._traffic.seconds()
        letters = await self._claim(places)
        for letter in letters:
            task = asyncio.create_task(self._deliver(letter, taken_at))
            self._air[task] = letter.key
            task.add_done_callback(self._landed)
        return len(letters)

    async def _claim(self, places: int) -> tuple[Letter, ...]:
        now, ours = self._clock(), frozenset(self._air.values())

        def take(records: Records) -> tuple[Letter, ...]:
            for lost in records.ledger.reclaim(now, sparing=ours):
                ask_about_doubt(records, lost, now)
            return records.ledger.claim(now, LEASE, places)

        return await self._store.write("", take)

    def _landed(self, task: asyncio.Task[None]) -> None:
        """A place is free. Several at once are worth a look, and so is the last."""
        del self._air[task]
        if len(self._air) <= MOST // 2:
            self._room.set()

    async def _deliver(self, letter: Letter, taken_at: float) -> None:
        # A task of the letter's own: every line of the log until it ends says which letter it is.
        bind_contextvars(letter=letter.key)
        try:
            outcome = await self._delivery.attempt(letter, lambda: self._is_ours(letter, taken_at))
        except NotOurs:
            outcome = put_back(letter, self._clock())
        except DeliveryFault as fault:
            if not isinstance(fault, Held):
                _log.warning(
                    "letter_not_sent", key=letter.key, code=fault.code, kind=fault.kind, status=fault.status
                )
            known = Fault(
                FaultKind(fault.kind.value),
                fault.code.value,
                timedelta(seconds=fault.retry_after),
                tried=not isinstance(fault, Held),
            )
            outcome = after_fault(letter, known, self._clock(), self._chance.random())
        except ConnectionError:
            _log.warning("letter_not_made", key=letter.key, code=NO_DATABASE)
            waits = Fault(FaultKind.TEMPORARY, NO_DATABASE)
            outcome = after_fault(letter, waits, self._clock(), self._chance.random())
        except Exception as error:  # noqa: BLE001 -- a poisoned letter steps aside, and the queue never stops
            _log.error("letter_failed", key=letter.key, error=type(error).__name__)
            outcome = replace(
                letter, state=LetterState.FAILED, reason="cannot_render", settled_at=self._clock()
            )
        _log.info("letter_handled", state=outcome.state.value, reason=outcome.reason)
        await self._record(outcome, taken_at + LEASE)

    def _is_ours(self, letter: Letter, taken_at: float) -> bool:
        """By both clocks: one stands still while the machine sleeps, the other can be set back."""
        half = LEASE / 2
        in_time = self._traffic.seconds() < taken_at + half
        return in_time and self._clock() < letter.due - timedelta(seconds=half) and not self._stopping

    async def _record(self, letter: Letter, ends: float) -> None:
        """Keep the outcome, and wait for a database that restarts while the claim is ours.

        A sent letter that nobody knows of would be sent again.
        """
        while True:
            try:
                kept = await self._store.write("", lambda records: _settle(records, letter, self._clock()))
            except Exception as error:  # noqa: BLE001 -- whatever it is, what was sent must be known
                _log.error("outcome_not_recorded", key=letter.key, error=type(error).__name__)
                if self._traffic.seconds() >= ends:
                    return
            else:
                if not kept:
                    _log.warning("outcome_not_ours", key=letter.key, state=letter.state)
                return
            await self._traffic.sleep(SOON)


def _settle(records: Records, letter: Letter, now: datetime) -> bool:
    """Keep the outcome, and ask about it if nobody knows; false when the claim is no longer ours."""
    kept = records.ledger.record(letter, now)
    if kept:
        ask_about_doubt(records, letter, now)
    return kept
