"""Answers that are sent after the HTTP response, from memory, through the same gateway as everything else.

They are not letters: if Teams does not take one after a few tries it is logged and gone, and the person asks
again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

import structlog

from bot.aftermath import Aftermath
from bot.answers import Answer, Audience, CardAnswer, ErrorAnswer
from bot.faults import DeliveryFault, FaultKind
from bot.gateway import Address, ChannelGateway
from bot.inbound import CardSubmitted, ConversationType, Event, Origin
from bot.outbound import message_activity

_TRIES: Final = 3
_LONGEST_WAIT: Final = 30.0

_log = structlog.get_logger("bot.replies")

Delivered = Callable[[Event, Answer, Address, str], Awaitable[None]]
"""Told of each message that was sent: the event, the answer, where it went, and the message's id."""


async def _nobody_asks(event: Event, answer: Answer, address: Address, activity_id: str) -> None:
    """Most answers need not be found again."""


class Replies:
    """Sends the answers to an event, in order, one task for each event."""

    def __init__(
        self,
        gateway_for: Callable[[str], ChannelGateway],
        aftermath: Aftermath,
        delivered: Delivered = _nobody_asks,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gateway_for = gateway_for
        self._aftermath = aftermath
        self._delivered = delivered
        self._pause = pause

    def later(self, event: Event, answers: Sequence[Answer]) -> None:
        """Returns at once; the sending is part of the aftermath."""
        if answers:
            self._aftermath.begin(self._send_all(event, answers))

    async def _send_all(self, event: Event, answers: Sequence[Answer]) -> None:
        try:
            for answer in answers:
                await self._persist(event, answer)
        except DeliveryFault as fault:
            # What follows is left out as well: the parts of a summary must not arrive with a hole.
            _log.warning("answer_not_delivered", code=fault.code, kind=fault.kind, status=fault.status)

    async def _persist(self, event: Event, answer: Answer) -> None:
        for attempt in range(1, _TRIES + 1):
            try:
                return await self._send(event, answer)
            except DeliveryFault as fault:
                wait = max(fault.retry_after, float(attempt))
                if fault.kind is not FaultKind.TEMPORARY or attempt == _TRIES or wait > _LONGEST_WAIT:
                    raise
            await self._pause(wait)
        return None

    async def _send(self, event: Event, answer: Answer) -> None:
        origin, activity = event.origin, message_activity(answer)
        gateway = self._gateway_for(origin.app_id)
        here = Address(origin.service_url, origin.tenant_id, origin.conversation_id)
        if _for_asker_alone(answer) and origin.conversation_type is not ConversationType.PERSONAL:
            here = await _chat_of_asker(gateway, origin)
            await self._delivered(event, answer, here, await gateway.send(here, activity))
        elif isinstance(event, CardSubmitted) and isinstance(answer, CardAnswer) and origin.reply_to_id:
            # A Submit cannot return a card, so the card that was pressed is replaced (platform.md §1.5).
            await gateway.update(here, origin.reply_to_id, activity)
        elif origin.targeted:
            await _send_targeted(gateway, origin, here, activity)
        else:
            await self._delivered(event, answer, here, await gateway.send(here, activity))


def _for_asker_alone(answer: Answer) -> bool:
    return not isinstance(answer, ErrorAnswer) and answer.audience is Audience.ASKER


async def _chat_of_asker(gateway: ChannelGateway, origin: Origin) -> Address:
    chat = await gateway.open_direct(origin.service_url, origin.tenant_id, origin.sender.teams_id)
    return Address(origin.service_url, origin.tenant_id, chat)


async def _send_targeted(
    gateway: ChannelGateway, origin: Origin, here: Address, activity: dict[str, object]
) -> None:
    """A question that only the bot saw is answered for the asker alone; if need be in the 1:1 chat."""
    try:
        await gateway.send_targeted(here, origin.sender.teams_id, activity)
    except DeliveryFault as fault:
        if fault.kind is not FaultKind.PERMANENT:
            raise
        await gateway.send(await _chat_of_asker(gateway, origin), activity)
