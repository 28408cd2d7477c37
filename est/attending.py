"""Who was at the meeting, by seat (domain.md §9.3 section 2, acceptance.md P8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from est.week import Week


class Presence(StrEnum):
    """Whether a seat was filled at the meeting."""

    NOT_TAKEN = "not_taken"
    """Nobody has taken the attendance of this meeting, or the seat came later."""
    PRESENT = "present"
    EXCUSED = "excused"
    """Absent, and said so beforehand."""
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The attendance of one meeting as a coordinator took it: each reporting seat by its member's id.

    Taken anew it is the next version; the newest counts.
    """

    group_id: str
    week: Week
    seats: Mapping[str, Presence] = field(hash=False)
    taken_by: str
    taken_at: datetime
    version: int = 1
