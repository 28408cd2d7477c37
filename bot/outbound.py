"""Answers → what Teams reads: an invoke response's body, or a message (platform.md §1.5, §1.7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.activities import JsonObject
from bot.answers import Answer, CardAnswer, ErrorAnswer, MessageAnswer

CARD_TYPE: Final = "application/vnd.microsoft.card.adaptive"
_MESSAGE_TYPE: Final = "application/vnd.microsoft.activity.message"
_ERROR_TYPE: Final = "application/vnd.microsoft.error"


@dataclass(frozen=True, slots=True)
class Response:
    """What the HTTP response to an activity says; only invokes have a body."""

    status: int = 200
    body: JsonObject = field(default_factory=dict)


def invoke_body(answer: Answer) -> JsonObject:
    """The body for a card action: a plain dictionary, since botbuilder's class refuses texts and errors."""
    match answer:
        case CardAnswer(card=card):
            return {"statusCode": 200, "type": CARD_TYPE, "value": card}
        case MessageAnswer(text=text):
            return {"statusCode": 200, "type": _MESSAGE_TYPE, "value": text}
        case ErrorAnswer(code=code, text=text, status=status):
            return _error(status, code, text)


def message_activity(answer: Answer) -> JsonObject:
    """The answer as a message of its own."""
    match answer:
        case CardAnswer(card=card, summary=summary):
            return card_activity(card, summary)
        case MessageAnswer(text=text, markdown=markdown):
            return text_activity(text, markdown=markdown)
        case ErrorAnswer(text=text):
            return text_activity(text)


def card_activity(card: Mapping[str, object], summary: str) -> JsonObject:
    """A message that is a card alone: Teams splits one with text and card, and loses its id."""
    activity: JsonObject = {"type": "message", "attachments": [{"contentType": CARD_TYPE, "content": card}]}
    return activity | {"summary": summary} if summary else activity


def text_activity(text: str, *, markdown: bool = False) -> JsonObject:
    """A message that is a text alone."""
    return {"type": "message", "text": text, "textFormat": "markdown" if markdown else "plain"}


def unsupported(name: str, text: str) -> Response:
    """A polite no to an invoke that we do not offer, in the form that its client can show."""
    if name in {"task/fetch", "task/submit"}:
        return Response(200, {"task": {"type": "message", "value": text}})
    return Response(200 if name == "application/search" else 501, _error(501, "NotSupported", text))


def _error(status: int, code: str, text: str) -> JsonObject:
    return {"statusCode": status, "type": _ERROR_TYPE, "value": {"code": code, "message": text}}
