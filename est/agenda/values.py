"""What an agenda is made of: points with minutes, lines with reasons, and what the group reads by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from est.place import Location
from est.week import Week


class PointKind(StrEnum):
    """The seven standing points, in the order of the meeting."""

    OPENING = "opening"
    FOLLOW_UP = "follow_up"
    INCIDENTS = "incidents"
    UPCOMING = "upcoming"
    NEEDS = "needs"
    PRIORITY_PLACES = "priority_places"
    CLOSING = "closing"


STANDING: Mapping[PointKind, int] = MappingProxyType(
    {
        PointKind.OPENING: 2,
        PointKind.FOLLOW_UP: 5,
        PointKind.INCIDENTS: 8,
        PointKind.UPCOMING: 4,
        PointKind.NEEDS: 7,
        PointKind.PRIORITY_PLACES: 3,
        PointKind.CLOSING: 1,
    }
)
"""Minutes of each point in a meeting of half an hour, and so its share of a longer or shorter one (domain.md §9.2)."""


class ReasonCode(StrEnum):
    """The rule that put a line where it stands; what `Reason.value` counts is said beside each."""

    OVERDUE = "overdue"
    """Days after the date of the action."""
    DUE_SOON = "due_soon"
    """Days left, 0 being today."""
    BLOCKED = "blocked"
    OPEN = "open"
    """Days left of an action that is neither due nor blocked."""
    EFFECT_DUE = "effect_due"
    """Weeks after the action was done, when its effect has been asked for and nobody has judged it."""

    SEVERITY = "severity"
    """The highest level among the incidents of the line."""
    RECURRING = "recurring"
    """Incidents on the place in four weeks."""
    NEEDS_DISCUSSION = "needs_discussion"
    SEVERAL_REPORTERS = "several_reporters"
    """Members who have reported it, those whose reports are merged into it included."""
    ONGOING = "ongoing"
    NEW_PLACE = "new_place"
    """No earlier round of the history has an incident there."""
    SHARED_MINUTES = "shared_minutes"
    """Subjects that share the line, because there are more of severity 4 than minutes."""

    WITHIN_14_DAYS = "within_14_days"
    """Days until it begins, 0 being today or under way."""
    HIGH_IMPACT = "high_impact"
    """The highest impact, 3 or 4."""
    LATER = "later"
    """Days until it begins."""
    PASSED = "passed"
    """Days since it ended."""
    ORAL = "oral"
    """Muntlig information: the heading alone; the rest is said at the meeting (domain.md §12 rule 6)."""

    URGENT = "urgent"
    WITHIN_TWO_WEEKS = "within_two_weeks"
    WITHIN_QUARTER = "within_quarter"
    PARTLY_MET = "partly_met"
    AGREED = "agreed"
    DECLINED = "declined"
    MOVED = "moved"

    BY_COORDINATOR = "by_coordinator"
    """The coordinator has moved the line within its point."""
    LATE = "late"
    """Something in the line came after the deadline."""
    NO_ROOM = "no_room"
    """The minutes of its point were taken: inte plats."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a line stands where it stands (acceptance.md G7)."""

    code: ReasonCode
    value: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One subject: items that belong together, an action, or a place; `point` is where it belongs.

    A line with minutes is discussed, one without is read. `heading_only` means that its text stays unsaid in writing.
    A line of the priority places names a place alone; its incidents stand in their own lines.
    """

    point: PointKind
    reasons: tuple[Reason, ...]
    minutes: int = 0
    item_ids: tuple[str, ...] = ()
    action_id: str = ""
    location: Location = Location()  # noqa: RUF009 (frozen)
    heading_only: bool = False

    @property
    def values(self) -> Mapping[ReasonCode, int]:
        """What each of its reasons counts."""
        return {reason.code: reason.value for reason in self.reasons}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of the meeting: what is discussed, whose minutes fill the point, and a table to glance at."""

    kind: PointKind
    minutes: int
    lines: tuple[Line, ...] = ()
    table: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """A meeting of `length` minutes: seven points whose minutes add up, and what did not fit.

    `squeezed_actions` are the due, overdue or blocked actions that got no minute, of which the coordinator is told
    (acceptance.md G3). A quiet week offers a meeting of `offer_minutes`, otherwise 0; `parking` proposes a list for
    later (domain.md §9.2).
    """

    group_id: str
    week: Week
    length: int
    answered: int
    expected: int
    points: tuple[Point, ...]
    read_yourself: tuple[Line, ...] = ()
    squeezed_actions: tuple[str, ...] = ()
    quiet: bool = False
    offer_minutes: int = 0
    parking: bool = False

    def point(self, kind: PointKind) -> Point:
        """One of the seven; every agenda has them all."""
        return next(point for point in self.points if point.kind is kind)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line there is: discussed, in a table, or to read."""
        standing = (line for point in self.points for line in (*point.lines, *point.table))
        return (*standing, *self.read_yourself)
