"""What the coordinator does with a round before it is published: steps, comments, order, and how the areas stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from est.alphabet import alphabetical
from est.summary import AreaChange, AreaLine
from est.vocabulary import AreaStatus
from est.week import Week

REASON_LIMIT = 300
"""Characters in a reason or a comment."""
OPENING_LIMIT = 1000
"""Characters in the coordinator's own opening of a summary."""


class StepKind(StrEnum):
    """What was done to an item."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    RETURNED = "returned"
    HIDDEN = "hidden"
    SHOWN = "shown"
    """Hidden no more, or no longer sent back."""
    ORAL = "oral"
    MERGED = "merged"
    SPLIT = "split"
    """Merged no more."""
    SEVERITY = "severity"
    MOVED = "moved"
    COMMENTED = "commented"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewStep:
    """One thing that somebody did to an item, and why; of a comment, what it says."""

    item_id: str
    kind: StepKind
    by: str
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaNote:
    """How an area stands, in the group's judgement, with one sentence of why (domain.md §7.2)."""

    area: str
    status: AreaStatus
    reason: str
    by: str
    at: datetime
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundReview:
    """All of it for one round; version 0 is a round that nobody has looked at.

    `order` are the items in the order the coordinator gave them, by the first item of each line; `moved` those that
    were moved. `opening` are the coordinator's own words in the summary, `opening_version` counts how often they were
    changed.
    """

    group_id: str
    week: Week
    version: int = 0
    steps: tuple[ReviewStep, ...] = ()
    areas: tuple[AreaNote, ...] = ()
    order: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    opening: str = ""
    opening_version: int = 0

    def of_item(self, item_id: str) -> tuple[ReviewStep, ...]:
        """What was done to one item, oldest first."""
        return tuple(step for step in self.steps if step.item_id == item_id)

    def reason(self, item_id: str, *kinds: StepKind) -> str:
        """Why the newest step of these kinds was taken; empty when none was."""
        return next((step.words for step in reversed(self.of_item(item_id)) if step.kind in kinds), "")

    def area(self, name: str) -> AreaNote | None:
        """How the area stands, or None when nobody has said."""
        return next((note for note in self.areas if note.area == name), None)


GRAVITY: Mapping[AreaStatus, int] = {status: grade for grade, status in enumerate(AreaStatus)}


def area_lines(now: Iterable[AreaNote], before: Iterable[AreaNote]) -> tuple[AreaLine, ...]:
    """The areas by name, each with its arrow against the meeting *before*."""
    earlier = {note.area: note.status for note in before}
    return tuple(
        AreaLine(
            area=note.area,
            status=note.status,
            reason=note.reason,
            change=_change(note.status, earlier[note.area]) if note.area in earlier else AreaChange.FIRST,
        )
        for note in sorted(now, key=lambda note: alphabetical(note.area))
    )


def _change(now: AreaStatus, before: AreaStatus) -> AreaChange:
    if now is before:
        return AreaChange.SAME
    return AreaChange.GRAVER if GRAVITY[now] > GRAVITY[before] else AreaChange.CALMER


def moved_by_one(order: Sequence[str], item_id: str, step: int) -> tuple[str, ...]:
    """The order with one item a *step* up (-1) or down (1); at either end it stays as it is."""
    found = list(order)
    place = found.index(item_id)
    other = place + step
    if 0 <= other < len(found):
        found[place], found[other] = found[other], found[place]
    return tuple(found)
