"""The follow-up of a meeting: what it had to look at, whatever has become of it since (acceptance.md A1 and G3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from est.action import Action, ActionState, Effect, EffectNote
from est.agenda import Line, PointKind, ReasonCode
from est.agenda.follow_up import follow_up
from est.summary.ahead import decisions, followed_up
from tests.cards.scene import meeting_view
from tests.est.builders import TUESDAY, action

DAY = timedelta(days=1)
LATE = action(number=3, due=TUESDAY - DAY)
QUIET = action(number=5)
DONE = action(
    number=8,
    state=ActionState.EFFECT_CHECK,
    done_on=TUESDAY - 28 * DAY,
    finished_on=TUESDAY - 28 * DAY,
    result="Klart.",
)


def lines(*actions: Action, today: date = TUESDAY) -> tuple[list[Line], list[Line]]:
    found = follow_up(actions, today, TUESDAY)
    return list(found.wanted), list(found.rows)


def finished(one: Action, day: date) -> Action:
    return replace(one, state=ActionState.DONE, done_on=day, finished_on=day, result="Klart.")


def test_what_is_finished_at_the_meeting_stays_where_it_stood_on_its_agenda() -> None:
    before, after = lines(LATE, QUIET), lines(finished(LATE, TUESDAY), finished(QUIET, TUESDAY))
    assert before == after


def test_what_was_finished_before_it_is_gone_and_what_is_decided_at_it_comes_next_time() -> None:
    assert lines(finished(LATE, TUESDAY - DAY)) == ([], [])
    assert lines(replace(QUIET, decided_on=TUESDAY)) == ([], [])
    assert len(lines(replace(QUIET, decided_on=TUESDAY - DAY))[1]) == 1


def test_an_effect_that_is_to_be_judged_stands_in_the_table_until_it_is() -> None:
    _, (row,) = lines(DONE)
    assert (row.action_id, row.values) == (DONE.id, {ReasonCode.EFFECT_DUE: 4})
    note = EffectNote(weeks=4, on=TUESDAY, effect=Effect.BETTER, reason="Lugnare.")
    assert lines(replace(DONE, effects=(note,))) == ([], [])
    assert lines(replace(DONE, done_on=TUESDAY - 27 * DAY)) == ([], [])


def told(one: Action, before: date = TUESDAY - 7 * DAY) -> list[str]:
    agenda = meeting_view(actions=()).agenda
    assert not agenda.point(PointKind.FOLLOW_UP).lines
    new = decisions([one], TUESDAY, TUESDAY + 7 * DAY)
    return [line.label for line in followed_up([one], agenda, new, (before, TUESDAY, TUESDAY + 7 * DAY))]


def test_no_action_ends_without_a_summary_telling_of_it_once() -> None:
    for day in range(-6, 7):
        assert told(finished(LATE, TUESDAY + day * DAY)) == ["Å3"], day
    assert told(finished(LATE, TUESDAY - 7 * DAY)) == [], "the summary of the meeting before told of it"
    assert told(finished(LATE, TUESDAY + 7 * DAY)) == [], "the next one will"


def test_a_judged_effect_is_told_of_and_so_is_what_was_rejected_further_up() -> None:
    note = EffectNote(weeks=4, on=TUESDAY - DAY, effect=Effect.WORSE, reason="Sämre.")
    assert told(replace(DONE, effects=(note,))) == ["Å8"]
    rejected = replace(LATE, state=ActionState.REJECTED, finished_on=TUESDAY)
    assert told(rejected) == ["Å3"]
