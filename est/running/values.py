"""What a held meeting is made of: its steps, its loans, what was added, and its lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from est.agenda import Agenda, Line, PointKind
from est.place import Location
from est.week import Week

MINUTE = timedelta(minutes=1)
DIGEST = 12
STANDING = "point"
"""Begins the key of a point that has no lines of its own."""
INFO = "info"
"""Begins the key of a point of information that was added at the meeting."""


@dataclass(frozen=True, slots=True)
class Step:
    """From this moment the line was spoken of."""

    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Loan:
    """Minutes that one line gave another."""

    giver: str
    taker: str
    minutes: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A line that nobody had prepared: an item of the round, or a point of information that is only a heading.

    It stands after the line `after`. `title` is empty for an item, which says itself what it is.
    """

    key: str
    point: PointKind
    after: str
    minutes: int
    item_id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRun:
    """One held meeting, from its first line to its end.

    `agenda` is the one the group meets by, as it stood when the meeting began. `started_by` is a member, or empty
    when Teams told of the start. `version` counts the changes: a card that was drawn before the newest one changes
    nothing.
    """

    group_id: str
    week: Week
    agenda: Agenda
    started_at: datetime
    due_end: datetime
    started_by: str = ""
    steps: tuple[Step, ...] = ()
    loans: tuple[Loan, ...] = ()
    added: tuple[Added, ...] = ()
    parked: tuple[str, ...] = ()
    ended: tuple[datetime, ...] = ()
    """The moment it ended, when it has."""
    version: int = 1

    @property
    def is_over(self) -> bool:
        return bool(self.ended)

    @property
    def current(self) -> str:
        """The key of the line that is spoken of; the last one when the meeting is over."""
        return self.steps[-1].key


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One line of the meeting in its order, with the minutes it was planned to take."""

    key: str
    point: PointKind
    planned: int
    item_ids: tuple[str, ...] = ()
    action_id: str = ""
    location: Location = Location()  # noqa: RUF009 (frozen)
    title: str = ""
    added: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A line of the log: what it was planned to take, what it was given after loans, and what it has used."""

    stop: Stop
    given: int
    used: timedelta
    spoken_of: bool
    current: bool = False

    @property
    def over(self) -> timedelta:
        """How much longer than it was given."""
        return max(self.used - self.given * MINUTE, timedelta())


def key_of(line: Line) -> str:
    """The name of a line that stays when others come and go: its action, its first item, or its place.

    A place in somebody's own words is named by a digest of them: a key stands in buttons, where no typed text belongs.
    """
    if line.action_id:
        return f"action:{line.action_id}"
    if line.item_ids:
        return f"item:{line.item_ids[0]}"
    words = line.location.text.encode()
    return f"place:{line.location.place_id or sha256(words).hexdigest()[:DIGEST]}"
