"""What a flow answers with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cards.teams import Card


class For(StrEnum):
    """Who gets the answer."""

    HERE = "here"
    """The conversation in which it was asked."""
    ASKER = "asker"
    """The asker alone, in their own chat, wherever it was asked."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A card for somebody.

    `seat` and `week` are set when it is a member's own card, so that the message can be kept up to date later.
    """

    card: Card
    to: For = For.HERE
    seat: str = ""
    week: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A short text beside a card that stays as it is, with everything that is typed in it."""

    text: str


Answer = Reply | Note
