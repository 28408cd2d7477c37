"""The ways to another line of a meeting."""

from __future__ import annotations

from enum import StrEnum


class Move(StrEnum):
    """Where the meeting goes from the line that is spoken of."""

    NEXT = "next"
    NEXT_POINT = "next_point"
    BACK = "back"
    PARK = "park"
    """To the next line, and this one is left for another time (domain.md §9.2)."""
    STAY = "stay"
    """The note is kept, and the line is spoken of still."""
