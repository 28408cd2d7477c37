"""The table of states of an action: what follows what, what has to be said, and what can always be traced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from est.action import (
    CLOSED_STATES,
    NEXT,
    THROUGH,
    Action,
    ActionLevel,
    ActionRefused,
    ActionState,
    ActionStep,
    Effect,
    horizon_of,
    path,
)
from est.action_form import Taken
from est.action_steps import LEADS_TO, Owner, Signed, allowed, asked_for_effect, is_fresh, logged, stepped
from est.effect import check_due, judged, next_check
from tests.est.builders import action

S, A = ActionState, ActionStep
DAY = timedelta(days=1)
START = date(2026, 11, 24)
OWNER = Owner(organisation_id="skolan", function="Rektor", member_id="signe")

DOMAIN = {
    S.PROPOSED: {S.DECIDED, S.REJECTED},
    S.DECIDED: {S.IN_PROGRESS, S.CANCELLED},
    S.IN_PROGRESS: {S.DONE, S.BLOCKED, S.CANCELLED},
    S.BLOCKED: {S.IN_PROGRESS, S.ESCALATED},
    S.ESCALATED: {S.DECIDED, S.REJECTED},
    S.DONE: {S.EFFECT_CHECK},
    S.EFFECT_CHECK: {S.CLOSED_EFFECT, S.CLOSED_NO_EFFECT, S.CLOSED_UNKNOWN, S.IN_PROGRESS},
}
"""domain.md §7.5, written out; every other state is final."""


@pytest.mark.parametrize("here", S)
@pytest.mark.parametrize("there", S)
def test_only_the_ways_of_the_table_are_open(here: ActionState, there: ActionState) -> None:
    if there in DOMAIN.get(here, set()):
        assert path(here, there) == (there,)
    elif (here, there) in THROUGH:
        assert path(here, there) == (S.IN_PROGRESS, there)
    else:
        with pytest.raises(ActionRefused):
            path(here, there)


def decided(**changes: object) -> Action:
    made = action(state=S.DECIDED, decided_on=START, item_ids=("V48-1",), owner_member_id="signe")
    return logged(replace(made, **changes), A.DECIDE, Signed(START, "sam"))  # type: ignore[arg-type]


def after(one: Action, step: ActionStep, on: date = START, **said: object) -> Action:
    taken = Taken(**{"text": f"{step} sagt", **said})  # type: ignore[arg-type]
    return stepped(one, step, taken, OWNER, Signed(on, "signe"))


steps_taken = st.lists(
    st.tuples(st.sampled_from(sorted(A)), st.integers(0, 40), st.sampled_from(Effect)), max_size=25
)


@given(steps_taken)
@settings(deadline=None, max_examples=200)
def test_every_action_is_traceable_from_its_item_to_its_effect(
    taken: list[tuple[ActionStep, int, Effect]],
) -> None:
    """However people go through the table, each state came by a way of it, and no ending lacks its words."""
    one, today = decided(), START
    for step, days, effect in taken:
        today += days * DAY
        if check_due(one, today) and one.state is S.DONE:
            one = asked_for_effect(one, today)
        if step in {A.CHANGE, A.UNDO} or step not in allowed(one, coordinates=True, owns=False):
            continue
        one = after(one, step, today, effect=effect, level=ActionLevel.COUNCIL, due=today + DAY)

    assert one.item_ids == ("V48-1",)
    states = [entry.state for entry in one.log]
    assert states[-1] is one.state
    assert all(here is there or there in NEXT[here] for here, there in pairwise(states))
    assert [entry.on for entry in one.log] == sorted(entry.on for entry in one.log)
    finished = not one.is_open
    assert (one.finished_on is not None) is finished
    if one.is_followed or one.state in CLOSED_STATES:
        assert one.result == "finish sagt"
        assert one.done_on is not None
    if one.state in CLOSED_STATES:
        assert judged(one)
        assert judged(one)[-1].reason
    if one.state in {S.BLOCKED, S.ESCALATED, S.CANCELLED, S.REJECTED}:
        assert one.reason


@pytest.mark.parametrize(
    ("effect", "closed"),
    [
        (Effect.BETTER, S.CLOSED_EFFECT),
        (Effect.UNCHANGED, S.CLOSED_NO_EFFECT),
        (Effect.WORSE, S.CLOSED_NO_EFFECT),
        (Effect.CANNOT_SAY, S.CLOSED_UNKNOWN),
    ],
)
def test_an_action_is_closed_as_its_effect_was_judged_last(effect: Effect, closed: ActionState) -> None:
    done = after(decided(), A.FINISH)
    early = after(done, A.EFFECT, START + 28 * DAY, effect=Effect.BETTER)
    late = after(early, A.EFFECT, START + 84 * DAY, effect=effect)
    assert [note.weeks for note in late.effects] == [4, 12]
    assert after(late, A.CLOSE, START + 84 * DAY).state is closed


def test_the_effect_is_asked_for_at_four_and_at_twelve_weeks_and_not_again_once_judged() -> None:
    done = after(decided(), A.FINISH)
    assert check_due(done, START + 27 * DAY) == 0
    assert check_due(done, START + 28 * DAY) == 4
    judged_ = after(done, A.EFFECT, START + 30 * DAY)
    assert check_due(judged_, START + 31 * DAY) == 0
    assert check_due(judged_, START + 84 * DAY) == 12
    assert check_due(done, START + 90 * DAY) == 12, "only the newest, when the first was never answered"
    assert next_check(done, START + 3 * DAY) == 4


def test_what_is_taken_up_again_is_asked_about_anew_when_it_is_done_anew() -> None:
    done = after(decided(), A.FINISH)
    worse = after(done, A.EFFECT, START + 28 * DAY, effect=Effect.WORSE)
    again = after(worse, A.START, START + 30 * DAY)
    assert (again.is_open, again.done_on, again.finished_on) == (True, None, None)
    redone = after(again, A.FINISH, START + 40 * DAY)
    assert A.CLOSE not in allowed(redone, coordinates=True, owns=True)
    assert check_due(redone, START + 68 * DAY) == 4
    assert [note.effect for note in redone.effects] == [Effect.WORSE], "the first judgement stays"


def test_only_what_nobody_has_touched_is_undone() -> None:
    assert is_fresh(decided())
    assert not is_fresh(after(decided(), A.NOTE))
    assert not is_fresh(after(decided(), A.START))
    assert A.UNDO in allowed(decided(), coordinates=True, owns=False)
    assert A.UNDO not in allowed(decided(), coordinates=False, owns=True)


@pytest.mark.parametrize("state", S)
def test_others_than_owner_and_coordinator_may_do_nothing_and_the_owner_decides_nothing(
    state: ActionState,
) -> None:
    one = action(state=state, done_on=START)
    assert allowed(one, coordinates=False, owns=False) == ()
    owners = set(allowed(one, coordinates=False, owns=True))
    assert owners <= {A.START, A.FINISH, A.BLOCK, A.NOTE, A.EFFECT}
    assert owners <= set(allowed(one, coordinates=True, owns=False))
    if state is S.EFFECT_CHECK:
        assert A.START not in owners, "it is the group that takes it up again"


def test_every_step_that_leads_somewhere_leads_to_a_state_of_the_table() -> None:
    assert set(LEADS_TO.values()) <= set(S)


@pytest.mark.parametrize(("days", "stale"), [(20, False), (21, True), (100, True)])
def test_an_open_action_is_stale_when_nobody_has_touched_it_for_three_weeks(days: int, stale: bool) -> None:
    assert decided().stale(START + days * DAY) is stale
    noted = after(decided(), A.NOTE, START + 10 * DAY)
    assert noted.stale(START + (days + 10) * DAY) is stale
    assert not after(noted, A.FINISH, START + 11 * DAY).stale(START + 200 * DAY)


@pytest.mark.parametrize(
    ("days", "horizon"), [(0, "short"), (14, "short"), (15, "medium"), (92, "medium"), (93, "long")]
)
def test_the_horizon_follows_the_date(days: int, horizon: str) -> None:
    assert horizon_of(START, START + days * DAY) == horizon


def test_a_meeting_follows_up_what_was_decided_before_it_and_not_finished_before_it() -> None:
    one = decided()
    assert not one.stood_open(START), "decided at this very meeting"
    assert one.stood_open(START + 7 * DAY)
    at_next = after(one, A.FINISH, START + 7 * DAY)
    assert at_next.stood_open(START + 7 * DAY), "closed at the meeting"
    assert not at_next.stood_open(START + 14 * DAY)
    assert not replace(one, withdrawn=True).stood_open(START + 7 * DAY)
