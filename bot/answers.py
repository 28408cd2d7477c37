"""What the bot may answer to an event, before it becomes an HTTP body or a message of Teams."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Audience(StrEnum):
    """Who gets the answer: the conversation it was asked in, or the asker alone in the 1:1 chat."""

    HERE = "here"
    ASKER = "asker"


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """A card. To a press it replaces the pressed card for the one who pressed; to a text it is a new message.

    The summary is what the notification shows: it carries no content, since it appears on lock screens.
    `about` holds the ids that the product wants back when the card has been sent as a message of its own.
    """

    card: Mapping[str, object]
    summary: str = ""
    audience: Audience = Audience.HERE
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MessageAnswer:
    """A text. It is shown as typed unless `markdown` says that every user text in it is escaped."""

    text: str
    markdown: bool = False
    audience: Audience = Audience.HERE


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """A press that could not be carried out: Teams shows the text beside the card and leaves the card."""

    code: str
    text: str
    status: int = 400


Answer = CardAnswer | MessageAnswer | ErrorAnswer
