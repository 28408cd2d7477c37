"""One turn: an event goes to the receiver, and its answers become the response and what is sent afterwards.

Here stands one of the three `except` of the product (style.md rule 17): whatever the receiver raises, the
caller gets a sentence, the log a type and a place, and Teams never a 500.
"""

import asyncio
import traceback
from collections.abc import Sequence
from typing import Final

import structlog

from bot.answers import Answer, Audience, ErrorAnswer
from bot.inbound import (
    AttachmentReceived,
    CardAction,
    CardRefresh,
    CardSubmitted,
    Event,
    GarbledAction,
    Ignored,
    Inbound,
    Malformed,
    MessageReceived,
    UnknownInvoke,
)
from bot.outbound import Response, invoke_body, unsupported
from bot.receiver import Receiver, Saying, Voice
from bot.refusals import TurnedAway
from bot.replies import Replies
from cards.verbs import VERBS

# Teams gives up after 10 to 15 seconds and then sends the same again (platform.md §4.1).
TURN_LASTS: Final = 8.0

_log = structlog.get_logger("bot.turn")


class Turns:
    """Carries out events, one turn each."""

    def __init__(
        self, receiver: Receiver, voice: Voice, replies: Replies, turn_lasts: float = TURN_LASTS
    ) -> None:
        self._receiver = receiver
        self._voice = voice
        self._replies = replies
        self._turn_lasts = turn_lasts

    async def take(self, inbound: Inbound) -> Response:
        """The response to whatever came in; raises `TurnedAway` when it was no activity at all."""
        match inbound:
            case Malformed(reason=reason):
                raise TurnedAway(400, reason)
            case Ignored():
                return Response()
            case UnknownInvoke(origin=origin, name=name):
                return unsupported(name, self._voice.say(Saying.UNSUPPORTED, origin.locale))
            case GarbledAction(origin=origin, reason=reason):
                _log.warning("card_action_garbled", reason=reason)
                text = self._voice.say(Saying.GARBLED, origin.locale)
                return Response(200, invoke_body(ErrorAnswer("BadRequest", text)))
            case _:
                return await self._carry_out(inbound)

    async def _carry_out(self, event: Event) -> Response:
        try:
            async with asyncio.timeout(self._turn_lasts):
                answers = await self._receiver.receive(event)
        except Exception as error:  # noqa: BLE001 -- the last net under the handler
            _log.error("turn_failed", event_type=type(event).__name__, **_what_and_where(error))
            return self._failed(event)
        _log.info("turn_done", event_type=type(event).__name__, **_verb(event))
        if isinstance(event, CardAction | CardRefresh):
            return self._respond(event, answers)
        self._replies.later(event, answers)
        return Response()

    def _respond(self, event: CardAction | CardRefresh, answers: Sequence[Answer]) -> Response:
        here = [
            answer
            for answer in answers
            if isinstance(answer, ErrorAnswer) or answer.audience is Audience.HERE
        ]
        if not here:
            _log.error("card_event_without_answer", event_type=type(event).__name__)
            return self._failed(event)
        self._replies.later(event, [answer for answer in answers if answer is not here[0]])
        return Response(200, invoke_body(here[0]))

    def _failed(self, event: Event) -> Response:
        apology = ErrorAnswer(
            "InternalError", self._voice.say(Saying.FAILED, event.origin.locale), status=500
        )
        if isinstance(event, CardAction | CardRefresh):
            return Response(200, invoke_body(apology))
        if isinstance(event, MessageReceived | CardSubmitted | AttachmentReceived):
            self._replies.later(event, [apology])
            return Response()
        # Nobody waits for a word about an installation or a roster change, but the channel may send it again.
        raise TurnedAway(503, "turn_failed", retry_after=30)


def _verb(event: Event) -> dict[str, str]:
    """What was pressed, if it is a button of ours: whatever else stands there may be somebody's words."""
    verb = event.verb if isinstance(event, CardAction | CardRefresh) else ""
    return {"verb": verb} if verb in VERBS else {}


def _what_and_where(error: Exception) -> dict[str, str]:
    """The class and the place of an error; its text is left out, since it may quote what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    return {"error": type(error).__name__, "where": where}
