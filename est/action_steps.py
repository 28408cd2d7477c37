"""What becomes of an action by each step, and who may take it; nothing is read or kept here (domain.md §7.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from est.action import (
    CLOSED_BY,
    OPEN_ACTION_STATES,
    Action,
    ActionState,
    ActionStep,
    EffectNote,
    Entry,
    path,
    reachable,
)
from est.action_form import Decision, Taken
from est.effect import judged, next_check

LEADS_TO: Mapping[ActionStep, ActionState] = {
    ActionStep.START: ActionState.IN_PROGRESS,
    ActionStep.FINISH: ActionState.DONE,
    ActionStep.BLOCK: ActionState.BLOCKED,
    ActionStep.LIFT: ActionState.ESCALATED,
    ActionStep.DECIDE: ActionState.DECIDED,
    ActionStep.REJECT: ActionState.REJECTED,
    ActionStep.CANCEL: ActionState.CANCELLED,
}
"""Which state each step leads to; the others change no state, or one that depends on what was judged."""
OWNERS = frozenset(
    {ActionStep.START, ActionStep.FINISH, ActionStep.BLOCK, ActionStep.NOTE, ActionStep.EFFECT}
)
"""What the owner of an action may do; coordinators may do everything."""
STANDS = OPEN_ACTION_STATES | {ActionState.PROPOSED}
"""Not done yet, so that owner, date and words may change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who answers for an action: a function of an organisation or a working group, and the person who is asked."""

    organisation_id: str = ""
    function: str = ""
    member_id: str = ""
    working_group_id: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """On which day of the group, and by which member; empty for the clock."""

    on: date
    by: str


def allowed(action: Action, *, coordinates: bool, owns: bool) -> tuple[ActionStep, ...]:
    """The steps that can be taken with the action as it stands, by a coordinator, its owner, or anybody else."""
    if action.withdrawn:
        return ()
    there = reachable(action.state)
    found = [step for step, state in LEADS_TO.items() if state in there]
    if action.state in STANDS:
        found += [ActionStep.NOTE, ActionStep.HAND_OVER, ActionStep.MOVE_DUE, ActionStep.CHANGE]
    if action.is_followed:
        found += [ActionStep.EFFECT, ActionStep.NOTE]
    if action.state is ActionState.EFFECT_CHECK and judged(action):
        found.append(ActionStep.CLOSE)
    if is_fresh(action):
        found.append(ActionStep.UNDO)
    if coordinates:
        return tuple(found)
    # What was done is taken up again by the group, not by the owner alone.
    begun_anew = {ActionStep.START} if action.is_followed else set()
    return tuple(step for step in found if owns and step in OWNERS - begun_anew)


def is_fresh(action: Action) -> bool:
    """Whether nothing has come of it yet, so that it can be undone rather than cancelled."""
    made = {ActionStep.DECIDE, ActionStep.CHANGE}
    return action.state is ActionState.DECIDED and all(entry.step in made for entry in action.log)


def described(action: Action, decision: Decision, owner: Owner, place_id: str) -> Action:
    """The action as the form describes it."""
    changed = replace(
        action,
        title=decision.title,
        due=decision.due,
        item_ids=decision.item_ids,
        why=decision.why,
        place_id=place_id,
        horizon=decision.horizon,
        nature=decision.nature,
        level=decision.level,
        indicator=decision.indicator,
        baseline=decision.baseline,
        decision_ref=decision.decision_ref,
        law_tag=decision.law_tag,
    )
    return owned(changed, owner)


def owned(action: Action, owner: Owner) -> Action:
    """The action with this owner."""
    return replace(
        action,
        owner_organisation_id=owner.organisation_id,
        owner_function=owner.function,
        owner_member_id=owner.member_id,
        working_group_id=owner.working_group_id,
    )


def stepped(action: Action, step: ActionStep, taken: Taken, owner: Owner, signed: Signed) -> Action:
    """The action after the step, with its entry in the log.

    Raises:
        ActionRefused: there is no such way from where it stands.
    """
    if step is ActionStep.EFFECT:
        return _judged(action, taken, signed)
    if step is ActionStep.CLOSE:
        return logged(replace(action, state=CLOSED_BY[judged(action)[-1].effect]), step, signed)
    if step is ActionStep.HAND_OVER:
        return logged(owned(action, owner), step, signed, taken.text)
    if step is ActionStep.MOVE_DUE:
        return logged(replace(action, due=taken.due), step, signed, taken.text)
    if step in LEADS_TO:
        return _on_its_way(action, step, taken, signed)
    return logged(action, step, signed, taken.text)


def asked_for_effect(action: Action, on: date) -> Action:
    """The action whose effect the clock asks for: from now on it is followed up."""
    return logged(replace(action, state=ActionState.EFFECT_CHECK), ActionStep.ASK_EFFECT, Signed(on, ""))


def logged(action: Action, step: ActionStep, signed: Signed, text: str = "") -> Action:
    """The action with one more line in its log."""
    entry = Entry(on=signed.on, step=step, state=action.state, by=signed.by, text=text)
    return replace(action, log=(*action.log, entry))


def _on_its_way(action: Action, step: ActionStep, taken: Taken, signed: Signed) -> Action:
    """Through every state on the way, each with an entry; what was said belongs to the last."""
    *between, there = path(action.state, LEADS_TO[step])
    for state in between:
        action = logged(_moved(action, state, signed.on), ActionStep.START, signed)
    action = logged(_moved(action, there, signed.on), step, signed, taken.text)
    if step is ActionStep.BLOCK:
        return replace(action, blocked_reason=taken.text)
    if step is ActionStep.FINISH:
        return replace(action, result=taken.text)
    if step is ActionStep.LIFT:
        return replace(action, level=taken.level)
    return replace(action, due=taken.due) if step is ActionStep.DECIDE else action


def _moved(action: Action, state: ActionState, on: date) -> Action:
    """The action in its new state, with the days that follow from it."""
    if state in OPEN_ACTION_STATES:
        return replace(action, state=state, finished_on=None, done_on=None)
    done_on = on if state is ActionState.DONE else action.done_on
    return replace(action, state=state, done_on=done_on, finished_on=action.finished_on or on)


def _judged(action: Action, taken: Taken, signed: Signed) -> Action:
    """A judgement of the effect; one of the same check takes the place of an earlier, which stays in its version."""
    weeks = next_check(action, signed.on)
    note = EffectNote(weeks=weeks, on=signed.on, effect=taken.effect, reason=taken.text, by=signed.by)
    now = judged(action)
    kept = tuple(one for one in action.effects if one not in now or one.weeks != weeks)
    action = replace(action, state=ActionState.EFFECT_CHECK, effects=(*kept, note))
    return logged(action, ActionStep.EFFECT, signed, taken.text)
