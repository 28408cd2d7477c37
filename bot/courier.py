"""The courier: takes a letter, lets go of the database, makes the card, sends it, and records what happened.

The life of a letter is design.md §3. No database session is open while Teams is called (style.md rule 24). Here
stands one of the three `except` of the product: a letter that cannot be made is moved aside, and the queue goes on.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.faults import DeliveryFault, FaultCode
from bot.gateway import ActivityJson, Address, ChannelGateway
from bot.outbound import card_activity
from cards.letters import letter_card
from est.group import Group
from est.letters import CHANNEL, Letter, LetterState
from est.outcome import Fault, FaultKind, after_expiry, after_fault
from est.ports import Records, Store
from est.weekly.speaking import Later, LetterView, Unsaid, compose
from words import words_in

LEASE = 60.0
"""Seconds a claimed letter is ours; a send takes at most half of it."""
MOST = 20
"""Letters in the air at once."""
IDLE = 15.0
"""Seconds between looks when nobody wakes the courier."""
BREATH = 0.2
"""Seconds between looks when somebody does: each look writes, and every turn of every member wakes the courier."""

_log = structlog.get_logger("bot.courier")


class NobodyThere(Exception):
    """Teams has never told us of this person, so no chat can be opened."""


class Courier:
    """Delivers letters until it is stopped."""

    def __init__(
        self,
        store: Store,
        gateway_for: Callable[[Group], ChannelGateway],
        clock: Callable[[], datetime],
        leads: Callable[[], Awaitable[bool]],
        *,
        pace: Callable[[], Awaitable[None]],
        chance: random.Random,
    ) -> None:
        self._store = store
        self._gateway_for = gateway_for
        self._clock = clock
        self._leads = leads
        self._pace = pace
        self._chance = chance
        self._awake = asyncio.Event()
        self._round = asyncio.Lock()

    def wake(self) -> None:
        """There may be a new letter."""
        self._awake.set()

    async def run(self) -> None:
        """Deliver, and sleep until somebody wakes us or the next look is due."""
        while True:
            self._awake.clear()
            try:
                await self.deliver_due()
            except Exception as error:  # noqa: BLE001 -- a database that restarts must not end the courier
                _log.error("courier_failed", error=type(error).__name__)
            try:
                async with asyncio.timeout(IDLE):
                    await self._awake.wait()
            except TimeoutError:
                continue
            await asyncio.sleep(BREATH)

    async def deliver_due(self) -> int:
        """Deliver everything that is due now, and say how many letters were settled or put off.

        Called while it is under way, it waits for its turn: then what was in the air is settled too.
        """
        async with self._round:
            return await self._deliver_due()

    async def _deliver_due(self) -> int:
        handled = 0
        if not await self._leads():
            return handled
        moment = self._clock()
        await self._store.write("", lambda records: records.ledger.reclaim(moment))
        while await self._leads():
            letters = await self._claim()
            if not letters:
                return handled
            async with asyncio.TaskGroup() as group:
                for letter in letters:
                    group.create_task(self._deliver(letter))
            handled += len(letters)
        return handled

    async def _claim(self) -> tuple[Letter, ...]:
        now = self._clock()
        return await self._store.write("", lambda records: records.ledger.claim(now, LEASE, MOST))

    async def _deliver(self, letter: Letter) -> None:
        try:
            outcome = await self._attempt(letter)
        except DeliveryFault as fault:
            _log.warning(
                "letter_not_sent", key=letter.key, code=fault.code, kind=fault.kind, status=fault.status
            )
            known = Fault(FaultKind(fault.kind.value), fault.code.value, timedelta(seconds=fault.retry_after))
            outcome = after_fault(letter, known, self._clock(), self._chance.random())
        except Exception as error:  # noqa: BLE001 -- a poisoned letter steps aside, and the queue never stops
            _log.error("letter_failed", key=letter.key, error=type(error).__name__)
            outcome = replace(
                letter, state=LetterState.FAILED, reason="cannot_render", settled_at=self._clock()
            )
        await self._store.write("", lambda records: records.ledger.record(outcome, self._clock()))

    async def _attempt(self, letter: Letter) -> Letter:
        now = self._clock()
        if letter.send_before <= now:
            return after_expiry(letter, now)
        view = await self._store.write(letter.group_id, lambda records: compose(records, letter, now))
        if isinstance(view, Later):
            return replace(letter, state=LetterState.RETRY, due=view.until)
        if isinstance(view, Unsaid):
            return replace(letter, state=LetterState.CANCELLED, reason=view.reason, settled_at=now)
        await self._pace()
        try:
            sent = await self._send(letter, view)
        except NobodyThere:
            return replace(letter, state=LetterState.FAILED, reason="no_address", settled_at=now)
        return replace(sent, state=LetterState.SENT, reason="", settled_at=self._clock())

    async def _send(self, letter: Letter, view: LetterView) -> Letter:
        language = view.recipient.language if view.recipient is not None else view.group.language
        card = letter_card(view, words_in(language))
        activity = card_activity(card.content, card.summary)
        gateway = self._gateway_for(view.group)
        if letter.edits:
            return await self._edit(letter, view, gateway, activity)
        if letter.recipient == CHANNEL:
            posted = await gateway.send_to_channel(
                view.group.service_url, view.group.tenant_id, view.group.channel_id, activity
            )
            return replace(letter, conversation_id=posted.conversation_id, activity_id=posted.activity_id)
        return await self._say(letter, view, gateway, activity)

    async def _say(
        self, letter: Letter, view: LetterView, gateway: ChannelGateway, activity: ActivityJson
    ) -> Letter:
        """Into the member's 1:1 chat; one that is gone is opened once more (platform.md §1.2)."""
        address, teams_id = await self._address(letter, view)
        if not address.conversation_id:
            address = await self._open(letter, gateway, address, teams_id)
            return await self._post(letter, gateway, address, activity)
        try:
            return await self._post(letter, gateway, address, activity)
        except DeliveryFault as fault:
            if fault.code is not FaultCode.CONVERSATION_GONE or not teams_id:
                raise
        address = await self._open(letter, gateway, address, teams_id)
        return await self._post(letter, gateway, address, activity)

    async def _post(
        self, letter: Letter, gateway: ChannelGateway, address: Address, activity: ActivityJson
    ) -> Letter:
        activity_id = await gateway.send(address, activity)
        return replace(letter, conversation_id=address.conversation_id, activity_id=activity_id)

    async def _edit(
        self, letter: Letter, view: LetterView, gateway: ChannelGateway, activity: ActivityJson
    ) -> Letter:
        first = await self._store.read(lambda records: records.ledger.get(letter.group_id, letter.edits))
        if first is None or not first.activity_id:
            raise LookupError("the message to edit was never sent")
        home, _ = await self._address(letter, view)
        address = replace(home, conversation_id=first.conversation_id)
        await gateway.update(address, first.activity_id, activity)
        return replace(letter, conversation_id=first.conversation_id, activity_id=first.activity_id)

    async def _address(self, letter: Letter, view: LetterView) -> tuple[Address, str]:
        """The member's chat as far as it is known, and the Teams id it can be opened with."""

        def look(records: Records) -> tuple[Address, str]:
            conversation_id, service_url = records.addresses.conversation(letter.group_id, letter.recipient)
            address = Address(service_url or view.group.service_url, view.group.tenant_id, conversation_id)
            return address, records.addresses.teams_id(letter.group_id, letter.recipient)

        return await self._store.read(look)

    async def _open(
        self, letter: Letter, gateway: ChannelGateway, address: Address, teams_id: str
    ) -> Address:
        """Open the chat, once, and keep its id (platform.md §1.1)."""
        if not teams_id:
            raise NobodyThere
        conversation_id = await gateway.open_direct(address.service_url, address.tenant_id, teams_id)

        def keep(records: Records) -> None:
            records.addresses.keep(
                letter.group_id,
                letter.recipient,
                conversation_id=conversation_id,
                service_url=address.service_url,
            )

        await self._store.write("", keep)
        return replace(address, conversation_id=conversation_id)
