"""What the group has decided to do, until its effect is known (domain.md §7.5 and §8.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActionState(StrEnum):
    """The states of an action."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    ESCALATED = "escalated"
    DONE = "done"
    EFFECT_CHECK = "effect_check"
    CLOSED_EFFECT = "closed_effect"
    CLOSED_NO_EFFECT = "closed_no_effect"
    CLOSED_UNKNOWN = "closed_unknown"
    CANCELLED = "cancelled"
    REJECTED = "rejected"


OPEN_ACTION_STATES = frozenset(
    {ActionState.DECIDED, ActionState.IN_PROGRESS, ActionState.BLOCKED, ActionState.ESCALATED}
)
"""Still to be done, and therefore on every agenda."""


class Horizon(StrEnum):
    """How soon an effect is expected."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


class ActionLevel(StrEnum):
    """Where the decision was taken."""

    EST = "est"
    OPERATIVE = "operative"
    COUNCIL = "council"
    STEERING = "steering"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A measure with one owning function and a date."""

    id: str
    group_id: str
    number: int
    title: str
    owner_organisation_id: str
    owner_function: str
    decided_on: date
    due: date
    state: ActionState
    place_id: str = ""
    item_ids: tuple[str, ...] = ()
    owner_member_id: str = ""
    blocked_reason: str = ""
    horizon: Horizon = Horizon.SHORT
    level: ActionLevel = ActionLevel.EST

    @property
    def label(self) -> str:
        """The short id people say aloud, such as Å7."""
        return f"Å{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_ACTION_STATES

    def overdue(self, day: date) -> bool:
        """Försenad: still open after its date."""
        return self.is_open and self.due < day
