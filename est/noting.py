"""What was said of a line at the meeting: short notes, each with its history (domain.md §8.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from est.week import Week

NOTE_LENGTH = 500
"""Characters in a note of one line; the same as in what a member reports (domain.md §8.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingNote:
    """A note of one line of the meeting, by the line's key (est.running.key_of); an empty text takes it back."""

    group_id: str
    week: Week
    subject: str
    text: str
    written_by: str
    written_at: datetime
    version: int = 1
