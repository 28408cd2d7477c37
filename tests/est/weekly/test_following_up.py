"""What the clock asks about actions and past events: whom, when, how often, and what it says at that moment."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from est.action import ActionState, ActionStep
from est.action_form import ActionInput, StepInput
from est.errors import NotAllowed
from est.letters import LetterKind, LetterState
from est.report import EventOutcome, UpcomingEvent
from est.vocabulary import Kind
from est.weekly import acting, event_outcomes, following_up, working_groups
from est.weekly.action_views import ActionView
from est.weekly.speaking import Unsaid, compose
from tests.est.weekly.table import MEETING, NOON, Table, at, form

K = LetterKind
CHECK = at("2026-11-27", "09:00")
DECIDED = {"title": "Laga belysningen", "owner": "m:cia", "due": "2026-11-26", "why": "Sagt på mötet."}


@pytest.fixture(autouse=True)
def _asked(table: Table) -> None:
    table.ask()


def decide(table: Table, draft: str = "d1", now: Any = MEETING, **typed: str) -> ActionView:
    return acting.decide(
        table.records, table.turn("ann", now), ActionInput(values=DECIDED | typed, draft=draft)
    )


def finish(table: Table, view: ActionView, now: Any = MEETING) -> ActionView:
    step = StepInput(
        action_id=view.action.id,
        step=ActionStep.FINISH,
        version=view.action.version,
        values={"text": "Klart."},
    )
    return acting.take(table.records, table.turn("ann", now), step)


def reminded(table: Table) -> list[str]:
    return table.to(K.ACTION_REMINDER)


def test_nobody_is_reminded_before_the_check_nor_of_what_asks_for_nothing(table: Table) -> None:
    decide(table, now=NOON, due="2027-02-01")
    table.tick(at("2026-11-26", "12:00"))
    assert reminded(table) == []
    table.tick(at("2026-12-04", "09:00"))
    assert reminded(table) == [], "neither new, nor near, nor stuck"
    for day in ("2026-12-07", "2026-12-11", "2026-12-14", "2026-12-18"):
        table.tick(at(day, "09:00"))
    assert reminded(table) == ["cia"], "untouched for three weeks"


def test_what_becomes_pressing_after_a_check_waits_for_the_next(table: Table) -> None:
    decide(table, now=NOON, due="2027-02-01")
    table.tick(CHECK)
    table.deliver(CHECK)
    assert reminded(table) == ["cia"], "decided this week"
    decide(table, "d2", now=at("2026-11-30", "12:00"), owner="m:dan", due="2026-12-01")
    for day in ("2026-12-01", "2026-12-02", "2026-12-03"):
        table.tick(at(day, "09:00"))
    assert reminded(table) == ["cia"]
    table.tick(at("2026-12-04", "09:00"))
    assert reminded(table) == ["cia", "dan"]


def test_a_check_that_the_clock_slept_through_is_made_on_the_next_working_day(table: Table) -> None:
    decide(table)
    table.tick(at("2026-11-26", "12:00"))
    table.tick(at("2026-11-27", "18:30"))
    assert reminded(table) == []
    table.tick(at("2026-11-30", "09:00"))
    assert reminded(table) == ["cia"]


def test_an_absent_owner_is_stood_in_for_and_without_a_deputy_left_alone(table: Table) -> None:
    decide(table)
    decide(table, "d2", owner="m:bo")
    table.away("cia", "2026-11-26", "2026-12-06", deputy="dan")
    table.away("bo", "2026-11-26", "2026-12-06")
    table.tick(CHECK)
    assert reminded(table) == ["dan"]


def test_what_an_organisation_owns_is_asked_of_each_of_its_seats(table: Table) -> None:
    decide(table, owner="o:school", function="Ledningen")
    table.tick(CHECK)
    assert reminded(table) == ["cia", "dan"]


def test_what_nobody_owns_any_more_is_asked_of_the_coordinators(table: Table) -> None:
    decide(table)
    table.change("cia", active=False)
    table.tick(CHECK)
    assert reminded(table) == ["ann", "bo"]


@pytest.mark.parametrize("state", [LetterState.FAILED, LetterState.EXPIRED, LetterState.UNKNOWN])
def test_who_was_not_reached_is_reminded_again_on_each_working_day_of_a_week(
    table: Table, state: LetterState
) -> None:
    decide(table)
    days = ("2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03")
    for day in days:
        table.tick(at(day, "10:00"))
        table.deliver(at(day, "10:00"), state=state)
    assert len(reminded(table)) == 5
    assert {letter.send_before.hour for letter in table.letters(K.ACTION_REMINDER)} == {17}


def test_a_reminder_of_what_was_finished_meanwhile_is_not_sent(table: Table) -> None:
    view = decide(table)
    table.tick(CHECK)
    (letter,) = table.letters(K.ACTION_REMINDER)
    composed = compose(table.records, letter, CHECK)
    assert not isinstance(composed, Unsaid)
    finish(table, view, CHECK)
    assert compose(table.records, letter, CHECK) == Unsaid("nothing_left")


def test_the_first_effect_question_makes_the_action_followed_up_and_an_answer_ends_it(table: Table) -> None:
    view = finish(table, decide(table))
    table.tick(at("2026-12-21", "10:00"))
    assert table.to(K.EFFECT_QUESTION) == []
    table.tick(at("2026-12-22", "10:00"))
    assert sorted(table.to(K.EFFECT_QUESTION)) == ["ann", "bo", "cia"]
    action = table.records.actions.get("g1", view.action.id)
    assert action is not None
    assert (action.state, action.log[-1].by) == (ActionState.EFFECT_CHECK, "")

    letter = table.letters(K.EFFECT_QUESTION)[0]
    step = StepInput(
        action_id=action.id,
        step=ActionStep.EFFECT,
        version=action.version,
        values={"effect": "better", "text": "Ljusare."},
    )
    acting.take(table.records, table.turn("cia", at("2026-12-22", "11:00")), step)
    assert compose(table.records, letter, at("2026-12-22", "11:01")) == Unsaid("answered")
    table.tick(at("2026-12-23", "10:00"))
    assert len(table.to(K.EFFECT_QUESTION)) == 3


def test_a_question_of_effect_that_reached_nobody_comes_again_and_one_that_did_does_not(table: Table) -> None:
    finish(table, decide(table))
    table.tick(at("2026-12-22", "10:00"))
    table.deliver(at("2026-12-22", "10:00"), state=LetterState.FAILED)
    table.tick(at("2026-12-23", "10:00"))
    assert len(table.to(K.EFFECT_QUESTION)) == 6
    table.deliver(at("2026-12-23", "10:00"))
    table.tick(at("2026-12-28", "10:00"))
    assert len(table.to(K.EFFECT_QUESTION)) == 6


def test_a_paused_clock_asks_for_the_newest_check_alone(table: Table) -> None:
    finish(table, decide(table))
    table.tick(at("2027-03-01", "10:00"))
    weeks = {letter.about["weeks"] for letter in table.letters(K.EFFECT_QUESTION)}
    assert weeks == {"12"}


def event(table: Table, by: str = "cia", first: str = "2026-11-28", **typed: str) -> str:
    filled = form(Kind.UPCOMING_EVENT, f"e{by}{first}", first=first, **typed)
    return next(
        item.id
        for item in table.save(by, filled=filled).report.live
        if isinstance(item.content, UpcomingEvent) and str(item.content.first) == first
    )


def test_a_reporter_is_asked_once_about_an_event_on_the_first_working_day_after_it(table: Table) -> None:
    id_ = event(table)
    for day in ("2026-11-28", "2026-11-29"):
        table.tick(at(day, "12:00"))
    assert table.to(K.EVENT_OUTCOME) == []
    for day in ("2026-11-30", "2026-12-01", "2026-12-02"):
        table.tick(at(day, "12:00"))
    assert table.to(K.EVENT_OUTCOME) == ["cia"]

    turn = table.turn("cia", at("2026-11-30", "13:00"))
    told = event_outcomes.report_outcome(table.records, turn, id_, EventOutcome.CALM)
    again = event_outcomes.report_outcome(table.records, turn, id_, EventOutcome.CALM)
    assert (told.event.outcome, told.item.version) == (EventOutcome.CALM, 2)
    assert again.item == told.item
    (letter,) = table.letters(K.EVENT_OUTCOME)
    assert compose(table.records, letter, at("2026-11-30", "14:00")) == Unsaid("answered")


def test_an_event_is_told_of_by_its_reporter_or_a_coordinator_and_not_before_it_is(table: Table) -> None:
    id_ = event(table)
    before, after = at("2026-11-27", "12:00"), at("2026-11-30", "12:00")

    def tell(by: str, now: Any, said: EventOutcome = EventOutcome.UNREST) -> object:
        return event_outcomes.report_outcome(table.records, table.turn(by, now), id_, said)

    assert isinstance(table.refused(tell, "cia", before), NotAllowed)
    assert isinstance(table.refused(tell, "dan", after), NotAllowed)
    assert isinstance(table.refused(tell, "cia", after, EventOutcome.UNSAID), NotAllowed)
    tell("ann", after)
    content = table.records.reports.item("g1", id_).content  # type: ignore[union-attr]
    assert isinstance(content, UpcomingEvent)
    assert content.outcome is EventOutcome.UNREST


def test_incidents_of_the_place_and_days_are_linked_to_the_event(table: Table) -> None:
    id_ = event(table, place="square")
    filled = form(Kind.INCIDENT, "i1", first="2026-11-28")
    now = at("2026-11-30", "12:00")
    linked = table.save("dan", now, filled, week="2026-W49").report.live
    view = event_outcomes.outcome(table.records, table.turn("cia", now), id_)
    assert view.linked == linked


def test_an_owner_who_leaves_is_told_of_the_same_day_once_and_keeps_nothing(table: Table) -> None:
    view = decide(table)
    gone = [table.member("cia")]
    table.change("cia", active=False)
    for _ in range(2):
        following_up.owners_left(table.records, table.group, gone, NOON)
    assert table.to(K.ACTION_HANDOVER) == ["ann", "bo"]
    listed = acting.mine_or_all(table.records, table.turn("ann", NOON))
    assert [one.id for one in listed.unowned] == [view.action.id]


def test_a_working_groups_actions_follow_its_contact(table: Table) -> None:
    ann = table.turn("ann", NOON)
    typed = {"name": "Torggruppen", "contact": "cia", "members": "cia,dan", "until": "2027-01-31"}
    (group,) = working_groups.save(table.records, ann, typed, draft="w").groups
    assert working_groups.save(table.records, ann, typed, draft="w").groups == (group,)
    view = decide(table, owner=f"w:{group.id}")
    assert (view.action.owner_function, view.action.owner_member_id) == ("Torggruppen", "cia")
    assert acting.show(table.records, table.turn("dan", NOON), view.action.id).may

    working_groups.save(table.records, ann, typed | {"contact": "dan"}, id_=group.id)

    moved = table.records.actions.get("g1", view.action.id)
    assert moved is not None
    assert moved.owner_member_id == "dan"
    table.tick(CHECK)
    assert reminded(table) == ["dan"]


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("name", {"name": ""}, "required"),
        ("contact", {"contact": "nobody"}, "not_in_list"),
        ("members", {"members": "nobody"}, "not_in_list"),
        ("until", {"until": "2026-11-01"}, "day_too_early"),
        ("until", {"until": "2099-01-01"}, "day_too_late"),
        ("functions", {"functions": "Ring 19121212-1212"}, "personal_data"),
    ],
)
def test_a_working_group_is_refused_at_the_field_and_only_coordinators_appoint_one(
    table: Table, field: str, typed: dict[str, str], code: str
) -> None:
    whole = {"name": "Torggruppen", "contact": "cia", "members": "cia", "until": "2027-01-31"}
    refused = table.refused(
        working_groups.save, table.records, table.turn("ann", NOON), whole | typed, draft="w"
    )
    faults = getattr(refused, "faults", (refused,))
    assert (field, code) in [(fault.field, fault.code) for fault in faults]
    assert table.records.actions.working_groups("g1") == ()
    member = table.refused(working_groups.save, table.records, table.turn("cia", NOON), whole, draft="w")
    assert member.code == "coordinators_only"


def test_the_counts_stand_beside_the_question_with_their_base(table: Table) -> None:
    table.save("cia", filled=form(first="2026-11-21"))
    view = finish(table, decide(table, place="square"))
    later = at("2026-12-22", "10:00")
    ((weeks, both),) = acting.show(table.records, table.turn("ann", later), view.action.id).counted
    assert (weeks, both.before.incidents, both.after.incidents) == (4, 1, 0)
    assert (both.before.first, both.before.last) == (date(2026, 10, 27), date(2026, 11, 23))
    assert (both.before.answers, both.before.asked) == (1, 4)
    assert both.too_few
