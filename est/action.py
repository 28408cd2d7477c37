"""What the group has decided to do, until its effect is known (domain.md §7.5 and §8.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from est.errors import Refusal


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


_S = ActionState

NEXT: Mapping[ActionState, frozenset[ActionState]] = MappingProxyType(
    {
        _S.PROPOSED: frozenset({_S.DECIDED, _S.REJECTED}),
        _S.DECIDED: frozenset({_S.IN_PROGRESS, _S.CANCELLED}),
        _S.IN_PROGRESS: frozenset({_S.DONE, _S.BLOCKED, _S.CANCELLED}),
        _S.BLOCKED: frozenset({_S.IN_PROGRESS, _S.ESCALATED}),
        _S.ESCALATED: frozenset({_S.DECIDED, _S.REJECTED}),
        _S.DONE: frozenset({_S.EFFECT_CHECK}),
        _S.EFFECT_CHECK: frozenset(
            {_S.CLOSED_EFFECT, _S.CLOSED_NO_EFFECT, _S.CLOSED_UNKNOWN, _S.IN_PROGRESS}
        ),
        _S.CLOSED_EFFECT: frozenset(),
        _S.CLOSED_NO_EFFECT: frozenset(),
        _S.CLOSED_UNKNOWN: frozenset(),
        _S.CANCELLED: frozenset(),
        _S.REJECTED: frozenset(),
    }
)
"""Where an action may go from each state (domain.md §7.5); the last five are final."""

THROUGH: Mapping[tuple[ActionState, ActionState], ActionState] = MappingProxyType(
    {
        (_S.DECIDED, _S.DONE): _S.IN_PROGRESS,
        (_S.DECIDED, _S.BLOCKED): _S.IN_PROGRESS,
    }
)
"""What was done, or stopped, before anybody had said that it was begun, was begun on the way."""

OPEN_ACTION_STATES = frozenset({_S.DECIDED, _S.IN_PROGRESS, _S.BLOCKED, _S.ESCALATED})
"""Still to be done, and therefore on every agenda."""
FOLLOWED_STATES = frozenset({_S.DONE, _S.EFFECT_CHECK})
"""Done, while nobody has said what became of it."""
CLOSED_STATES = frozenset({_S.CLOSED_EFFECT, _S.CLOSED_NO_EFFECT, _S.CLOSED_UNKNOWN})
STALE_AFTER = timedelta(days=21)
"""An open action that nobody has touched for so long is stale (domain.md §7.5)."""


class ActionRefused(Refusal):
    """An action cannot go that way from where it stands."""

    code = "action_state"


class Horizon(StrEnum):
    """How soon an effect is expected: at most two weeks, at most a quarter, or longer."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


SHORT_AT_MOST, MEDIUM_AT_MOST = timedelta(days=14), timedelta(days=92)


class ActionNature(StrEnum):
    """Whether it acts on the place and the opportunity, on motives, or on both (domain.md §1.6)."""

    SITUATIONAL = "situational"
    SOCIAL = "social"
    BOTH = "both"


class ActionLevel(StrEnum):
    """Where the decision was taken, or is asked for."""

    EST = "est"
    OPERATIVE = "operative"
    COUNCIL = "council"
    STEERING = "steering"


class ActionStep(StrEnum):
    """What can be done with an action; every step is an entry in its log."""

    DECIDE = "decide"
    CHANGE = "change"
    START = "start"
    NOTE = "note"
    FINISH = "finish"
    BLOCK = "block"
    LIFT = "lift"
    HAND_OVER = "hand_over"
    MOVE_DUE = "move_due"
    """Another date, by choice alone: also when the old one is a red day (acceptance.md A7)."""
    CANCEL = "cancel"
    REJECT = "reject"
    ASK_EFFECT = "ask_effect"
    """The clock has asked for the effect."""
    EFFECT = "effect"
    CLOSE = "close"
    UNDO = "undo"
    OWNER_LEFT = "owner_left"


class Effect(StrEnum):
    """What became of the problem (domain.md §8.5)."""

    BETTER = "better"
    UNCHANGED = "unchanged"
    WORSE = "worse"
    CANNOT_SAY = "cannot_say"


REASONED: Mapping[ActionStep, ActionState] = MappingProxyType(
    {
        ActionStep.BLOCK: _S.BLOCKED,
        ActionStep.LIFT: _S.ESCALATED,
        ActionStep.CANCEL: _S.CANCELLED,
        ActionStep.REJECT: _S.REJECTED,
    }
)
"""Steps whose words are the reason of the state they lead to."""
CLOSED_BY: Mapping[Effect, ActionState] = MappingProxyType(
    {
        Effect.BETTER: _S.CLOSED_EFFECT,
        Effect.UNCHANGED: _S.CLOSED_NO_EFFECT,
        Effect.WORSE: _S.CLOSED_NO_EFFECT,
        Effect.CANNOT_SAY: _S.CLOSED_UNKNOWN,
    }
)
"""The last judgement of the effect says how the action is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of an action's log: what was done, on which day of the group, by which member, and what was said.

    `by` is empty when the clock did it, or the roster. `state` is where the action stood afterwards.
    """

    on: date
    step: ActionStep
    state: ActionState
    by: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectNote:
    """A judgement of the effect, so many weeks after the action was done, and why."""

    weeks: int
    on: date
    effect: Effect
    reason: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A measure with one owning function and a date.

    The owner is a function of an organisation or a working group; `owner_member_id` is the person who is asked, known
    within the group alone. `why` says the cause, or the source where no item is. `law_tag` is the heading of the
    municipality's plan of measures (SFS 2023:196 §5). `finished_on` is the day it stopped being open, `done_on` the
    day it was carried out. `marks` are data classes that were warned of and saved all the same. `draft` is the token
    of the form it was decided in: one action per token. `withdrawn` is one that was made by mistake and undone.
    """

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
    working_group_id: str = ""
    blocked_reason: str = ""
    horizon: Horizon = Horizon.SHORT
    level: ActionLevel = ActionLevel.EST
    nature: ActionNature = ActionNature.SITUATIONAL
    why: str = ""
    indicator: str = ""
    baseline: str = ""
    decision_ref: str = ""
    law_tag: str = ""
    result: str = ""
    effects: tuple[EffectNote, ...] = ()
    log: tuple[Entry, ...] = ()
    done_on: date | None = None
    finished_on: date | None = None
    marks: tuple[str, ...] = ()
    draft: str = ""
    withdrawn: bool = False
    version: int = 1
    changed_at: datetime | None = None

    @property
    def label(self) -> str:
        """The short id people say aloud, such as Å7."""
        return f"Å{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_ACTION_STATES and not self.withdrawn

    @property
    def is_followed(self) -> bool:
        """Whether it is done and its effect still to be judged."""
        return self.state in FOLLOWED_STATES and not self.withdrawn

    @property
    def updated_on(self) -> date:
        """The day somebody last touched it."""
        return max([self.decided_on, *(entry.on for entry in self.log if entry.by)])

    @property
    def reason(self) -> str:
        """Why it is stuck, lifted or given up, as it was said when it came there; empty for the other states."""
        if self.state is ActionState.BLOCKED:
            return self.blocked_reason
        said = [entry.text for entry in self.log if REASONED.get(entry.step) is self.state]
        return said[-1] if said else ""

    @property
    def notes(self) -> tuple[Entry, ...]:
        """Its progress notes, oldest first."""
        return tuple(entry for entry in self.log if entry.step is ActionStep.NOTE)

    def overdue(self, day: date) -> bool:
        """Försenad: still open after its date."""
        return self.is_open and self.due < day

    def stale(self, day: date) -> bool:
        """Ingen uppdatering: open, and nobody has touched it for `STALE_AFTER`."""
        return self.is_open and day - self.updated_on >= STALE_AFTER

    def stood_open(self, held: date) -> bool:
        """Whether a meeting on that day had it to follow up: decided before it, and not finished before it."""
        over = self.finished_on is not None and self.finished_on < held
        standing = self.is_open or (self.finished_on is not None and not over)
        return standing and self.decided_on < held and not self.withdrawn


def path(here: ActionState, there: ActionState) -> tuple[ActionState, ...]:
    """The states an action passes on its way, *there* last.

    Raises:
        ActionRefused: domain.md §7.5 has no such way.
    """
    if there in NEXT[here]:
        return (there,)
    between = THROUGH.get((here, there))
    if between is None:
        raise ActionRefused(state=here, wanted=there)
    return (between, there)


def reachable(here: ActionState) -> frozenset[ActionState]:
    """Every state that one step leads to."""
    return NEXT[here] | {there for start, there in THROUGH if start is here}


def horizon_of(decided_on: date, due: date) -> Horizon:
    """The horizon that a date implies, where nobody has chosen another."""
    if due - decided_on <= SHORT_AT_MOST:
        return Horizon.SHORT
    return Horizon.MEDIUM if due - decided_on <= MEDIUM_AT_MOST else Horizon.LONG
