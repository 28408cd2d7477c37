"""One letter's way: looked up, made into a card, and sent to a member's chat or the channel.

No database session is open while Teams is called (style.md rule 24), and everything that needs the database is done
before the message goes out: what fails there was not sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.faults import DeliveryFault, FaultCode
from bot.gateway import ActivityJson, Address, ChannelGateway
from bot.outbound import card_activity
from bot.traffic import Ours, Traffic
from cards.letters import letter_card
from est.group import Group
from est.letters import CHANNEL, Letter, LetterState
from est.outcome import after_expiry
from est.ports import Records, Store
from est.weekly.speaking import Later, LetterView, Unsaid, compose
from words import words_in


class NobodyThere(Exception):
    """Teams has never told us of this person, so no chat can be opened."""


class Delivery:
    """Attempts one letter at a time; several attempts may be under way."""

    def __init__(
        self,
        store: Store,
        gateway_for: Callable[[Group], ChannelGateway],
        traffic: Traffic,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._gateway_for = gateway_for
        self._traffic = traffic
        self._clock = clock

    async def attempt(self, letter: Letter, ours: Ours) -> Letter:
        """The letter as it is to be recorded.

        Raises:
            DeliveryFault: Teams did not take it, or nobody knows.
            NotOurs: it was not sent, because it was no longer *ours*.
            ConnectionError: the database did not answer; it was not sent.
        """
        now = self._clock()
        if letter.send_before <= now:
            return after_expiry(letter, now)
        view = await self._store.write(letter.group_id, lambda records: compose(records, letter, now))
        if isinstance(view, Later):
            return replace(letter, state=LetterState.RETRY, due=view.until)
        if isinstance(view, Unsaid):
            return replace(letter, state=LetterState.CANCELLED, reason=view.reason, settled_at=now)
        try:
            sent = await self._send(letter, view, ours)
        except NobodyThere:
            return replace(letter, state=LetterState.FAILED, reason="no_address", settled_at=now)
        return replace(sent, state=LetterState.SENT, reason="", settled_at=self._clock())

    async def _send(self, letter: Letter, view: LetterView, ours: Ours) -> Letter:
        language = view.recipient.language if view.recipient is not None else view.group.language
        card = letter_card(view, words_in(language))
        activity = card_activity(card.content, card.summary)
        gateway = self._traffic.carrying(self._gateway_for(view.group), ours)
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
