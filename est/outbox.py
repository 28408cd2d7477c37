"""How the letters fare, as whoever runs the bot may see it: numbers and moments, no ids and no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LetterCount:
    """How many letters of a kind are in a state, and for what reason."""

    kind: str
    state: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Outbox:
    """The letters at one moment."""

    counts: tuple[LetterCount, ...]
    """Of the newest letters only: what was sent long ago says nothing of today."""
    oldest_waiting: datetime | None
    """When the letter that has waited longest could first have gone; None when nothing waits."""
    last_prompt: datetime | None
    """When a question was last delivered; None before the first."""
    database_clock: datetime | None
    """What the database's own clock says; None of a file, which has none."""
