"""The finished card: what adaptive-cards-py cannot express is added here, on the dictionary, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adaptive_cards import card as ac
from pydantic_core import to_json

from cards.parts import Element
from cards.shapes import Json, made
from cards.verbs import Payload

CARD_VERSION = "1.5"
ACTIVITY_LIMIT = 25_000
"""Bytes of UTF-8 JSON of a whole message; below every published limit of Teams (platform.md §1.3)."""
CARD_LIMIT = ACTIVITY_LIMIT - 1_000
"""What is left for the card when the message around it has its sender, its conversation and its notification."""
MOST_REFRESHED = 60
"""People for whom Teams refreshes a card by itself (platform.md §1.5)."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card as Teams takes it, and the line that a notification shows instead of it (never content)."""

    content: Json
    summary: str

    @property
    def size(self) -> int:
        """Bytes of UTF-8 JSON."""
        return len(to_json(self.content))


def finish(
    body: Sequence[Element],
    *,
    summary: str,
    language: str,
    refresh: Payload | None = None,
    refresh_for: Sequence[str] = (),
    full_width: bool = False,
) -> Card:
    """The card as Teams takes it.

    *refresh* is the payload that gives the same card anew; *refresh_for* are the Teams user ids it is refreshed for
    by itself.
    """
    content = made(
        ac.AdaptiveCard, version=CARD_VERSION, lang=language, fallback_text=summary, body=list(body)
    )
    if refresh is not None:
        action = {"type": "Action.Execute", "verb": refresh.verb, "data": refresh.data()}
        content["refresh"] = {"action": action, "userIds": list(refresh_for)[:MOST_REFRESHED]}
    if full_width:
        content["msteams"] = {"width": "Full"}
    return Card(content, summary)
