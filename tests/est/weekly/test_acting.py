"""Actions at the table: who decides, who reports, what may follow what, and that nothing is stored by a refusal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from est.action import ActionLevel, ActionState, ActionStep, Effect, Horizon
from est.action_form import ActionInput, StepInput
from est.form import FormRefused
from est.weekly import acting
from est.weekly.action_views import ActionView
from tests.est.weekly.table import MEETING, NEXT_PROMPT, NOON, Table, at

S = ActionStep
DECIDED = {
    "title": "Laga belysningen vid torget",
    "owner": "m:cia",
    "due": "2026-12-04",
    "why": "Beslut på mötet, mörkt vid torget.",
    "place": "square",
}


@pytest.fixture(autouse=True)
def _asked(table: Table) -> None:
    table.ask()


def decide(table: Table, by: str = "ann", draft: str = "d1", **typed: str) -> ActionView:
    form = ActionInput(values=DECIDED | typed, draft=draft)
    return acting.decide(table.records, table.turn(by, MEETING), form)


def take(
    table: Table, view: ActionView, step: ActionStep, by: str = "cia", now: Any = NEXT_PROMPT, **typed: str
) -> ActionView:
    form = StepInput(action_id=view.action.id, step=step, version=view.action.version, values=typed)
    return acting.take(table.records, table.turn(by, now), form)


def test_a_coordinator_decides_an_action_with_owner_date_and_source(table: Table) -> None:
    action = decide(table).action

    assert (action.label, action.state, action.version) == ("Å1", ActionState.DECIDED, 1)
    assert (action.owner_organisation_id, action.owner_member_id) == ("school", "cia")
    assert (action.decided_on, action.due) == (date(2026, 11, 24), date(2026, 12, 4))
    assert (action.horizon, action.place_id) == (Horizon.SHORT, "square")
    assert [(entry.step, entry.by) for entry in action.log] == [(S.DECIDE, "ann")]
    assert table.records.actions.get("g1", action.id) == action


def test_an_action_from_an_item_knows_it_and_its_place(table: Table) -> None:
    item = table.save("cia").report.live[0]

    blank = acting.blank(table.records, table.turn("ann", NOON), draft="d", item_id=item.id)
    action = decide(table, items=item.id, why="", place="").action

    assert (blank.values["items"], blank.values["place"]) == (item.id, "square")
    assert (action.item_ids, action.place_id) == ((item.id,), "square")
    assert acting.show(table.records, table.turn("dan", NOON), action.id).items == (item,)


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("owner", {"owner": ""}, "required"),
        ("owner", {"owner": "m:nobody"}, "not_in_list"),
        ("due", {"due": ""}, "required"),
        ("due", {"due": "2026-11-23"}, "day_too_early"),
        ("due", {"due": "9999-12-31"}, "day_too_late"),
        ("why", {"why": " "}, "required"),
        ("items", {"items": "elsewhere"}, "not_in_list"),
        ("place", {"place": "elsewhere"}, "not_in_list"),
        ("title", {"title": ""}, "required"),
        ("title", {"title": "x" * 20_000}, "too_long"),
        ("why", {"why": "Ring 19121212-1212 om det."}, "personal_data"),
    ],
)
def test_what_is_missing_or_wrong_is_refused_at_its_field_and_nothing_is_kept(
    table: Table, field: str, typed: dict[str, str], code: str
) -> None:
    refused = table.refused(lambda: decide(table, **typed))

    faults = refused.faults if isinstance(refused, FormRefused) else (refused,)
    assert (field, code) in [(fault.field, fault.code) for fault in faults]
    assert table.records.actions.of_group("g1") == ()


def test_a_warning_is_given_once_and_marks_the_action(table: Table) -> None:
    typed = {"why": "Se till att Anna Lindqvist får hjälp."}
    refused = table.refused(lambda: decide(table, **typed))
    assert (refused.code, refused.field) == ("personal_data_suspected", "why")

    form = ActionInput(values=DECIDED | typed, draft="d1", kept=frozenset({"P5"}))
    view = acting.decide(table.records, table.turn("ann", MEETING), form)

    assert view.action.marks == ("P5",)


def test_the_same_form_sent_twice_decides_one_action(table: Table) -> None:
    assert decide(table).action == decide(table).action
    assert len(table.records.actions.of_group("g1")) == 1
    assert decide(table, draft="d2").action.label == "Å2"


@pytest.mark.parametrize("by", ["cia", "dan", "eva"])
def test_only_a_coordinator_decides(table: Table, by: str) -> None:
    assert table.refused(lambda: decide(table, by=by)).code == "coordinators_only"


def test_the_owner_begins_notes_and_finishes_with_a_result(table: Table) -> None:
    view = take(table, decide(table), S.START)
    view = take(table, view, S.NOTE, text="Lampor är beställda.")
    view = take(table, view, S.FINISH, text="Fyra lampor är bytta.")

    action = view.action
    assert (action.state, action.result) == (ActionState.DONE, "Fyra lampor är bytta.")
    assert action.done_on == action.finished_on == date(2026, 11, 30)
    assert [note.text for note in action.notes] == ["Lampor är beställda."]
    assert [entry.step for entry in action.log] == [S.DECIDE, S.START, S.NOTE, S.FINISH]
    assert [one.version for one in table.records.actions.versions("g1", action.id)] == [1, 2, 3, 4]


def test_what_is_done_before_it_was_begun_was_begun_on_the_way(table: Table) -> None:
    action = take(table, decide(table), S.FINISH, text="Klart.").action
    assert [entry.state for entry in action.log] == [
        ActionState.DECIDED,
        ActionState.IN_PROGRESS,
        ActionState.DONE,
    ]


@pytest.mark.parametrize("step", [S.NOTE, S.FINISH, S.BLOCK])
def test_a_step_without_its_reason_is_refused_at_the_field(table: Table, step: ActionStep) -> None:
    view = take(table, decide(table), S.START)
    refused = table.refused(lambda: take(table, view, step))
    assert isinstance(refused, FormRefused)
    assert [(fault.field, fault.code) for fault in refused.faults] == [("text", "required")]


def test_a_step_that_the_table_does_not_have_is_refused_in_words_of_its_own(table: Table) -> None:
    view = decide(table)
    refused = table.refused(lambda: take(table, view, S.LIFT, by="ann", text="x", level="council"))
    assert (refused.code, refused.values["state"]) == ("action_state", ActionState.DECIDED)


def test_what_is_blocked_is_lifted_decided_anew_or_rejected_by_a_coordinator(table: Table) -> None:
    blocked = take(table, decide(table), S.BLOCK, text="Ingen budget.")
    assert (blocked.action.reason, blocked.may) == ("Ingen budget.", (S.START, S.NOTE))

    lifted = take(table, blocked, S.LIFT, by="ann", text="Behöver pengar.", level="steering")
    assert (lifted.action.state, lifted.action.level) == (ActionState.ESCALATED, ActionLevel.STEERING)
    again = take(table, lifted, S.DECIDE, by="ann", due="2027-01-15", text="Beviljat.")
    assert (again.action.state, again.action.due) == (ActionState.DECIDED, date(2027, 1, 15))


def test_another_member_may_read_an_action_and_not_touch_it(table: Table) -> None:
    view = decide(table)
    shown = acting.show(table.records, table.turn("dan", NOON), view.action.id)

    assert shown.may == ()
    refused = table.refused(lambda: take(table, view, S.FINISH, by="dan", text="Klart."))
    assert refused.code == "not_your_action"


def test_the_owner_may_not_cancel_lift_or_close(table: Table) -> None:
    view = decide(table)
    assert set(acting.show(table.records, table.turn("cia", NOON), view.action.id).may) == {
        S.START,
        S.FINISH,
        S.BLOCK,
        S.NOTE,
    }
    assert table.refused(lambda: take(table, view, S.CANCEL, text="Nej")).code == "not_your_action"


def test_the_same_step_sent_twice_is_taken_once_and_another_one_meanwhile_is_refused(table: Table) -> None:
    first = decide(table)
    once = take(table, first, S.NOTE, text="Beställt.")
    twice = take(table, first, S.NOTE, text="Beställt.")

    assert once.action == twice.action
    refused = table.refused(lambda: take(table, first, S.FINISH, by="ann", text="Klart."))
    assert refused.code == "action_changed"


def test_there_is_no_closing_without_a_judged_effect(table: Table) -> None:
    done = take(table, decide(table), S.FINISH, text="Klart.")
    assert S.CLOSE not in acting.show(table.records, table.turn("ann", NOON), done.action.id).may
    assert table.refused(lambda: take(table, done, S.CLOSE, by="ann")).code == "action_state"

    judged = take(table, done, S.EFFECT, by="ann", effect="worse", text="Mörkare än förr.")
    closed = take(table, judged, S.CLOSE, by="ann")

    assert [(note.weeks, note.effect) for note in closed.action.effects] == [(4, Effect.WORSE)]
    assert closed.action.state is ActionState.CLOSED_NO_EFFECT
    assert closed.may == ()


def test_an_action_made_by_mistake_is_an_item_again(table: Table) -> None:
    item = table.save("cia").report.live[0]
    view = decide(table, items=item.id)

    undone = acting.undo(table.records, table.turn("ann", MEETING), view.action.id)
    again = acting.undo(table.records, table.turn("ann", MEETING), view.action.id)

    assert undone.action.withdrawn
    assert undone.action == again.action
    assert table.records.actions.of_group("g1") == ()
    assert table.records.reports.item("g1", item.id) == item
    hidden = table.refused(lambda: acting.show(table.records, table.turn("ann", NOON), view.action.id))
    assert hidden.code == "no_such_action"


def test_an_action_somebody_has_worked_on_is_cancelled_and_not_undone(table: Table) -> None:
    view = take(table, decide(table), S.NOTE, text="Beställt.")
    refused = table.refused(lambda: acting.undo(table.records, table.turn("ann", MEETING), view.action.id))
    assert refused.code == "action_not_fresh"
    cancelled = take(table, view, S.CANCEL, by="ann", text="Ej aktuellt.")
    assert (cancelled.action.state, cancelled.action.reason) == (ActionState.CANCELLED, "Ej aktuellt.")


def test_it_is_handed_over_to_a_seat_or_to_an_organisation_as_a_whole(table: Table) -> None:
    view = take(table, decide(table), S.HAND_OVER, by="ann", owner="m:dan")
    assert (view.action.owner_member_id, view.action.state) == ("dan", ActionState.DECIDED)
    view = take(table, view, S.HAND_OVER, by="ann", owner="o:police", function="Ledningen")
    assert (view.action.owner_member_id, view.action.owner_function) == ("", "Ledningen")


def test_the_list_is_the_members_own_and_the_coordinators_whole_overdue_first(table: Table) -> None:
    late = decide(table, draft="a", due="2026-11-25").action.id
    soon = decide(table, draft="b", owner="m:dan").action.id
    loose = decide(table, draft="c", owner="o:police").action.id
    later = at("2026-11-27", "10:00")

    all_ = acting.mine_or_all(table.records, table.turn("ann", later))
    cias = acting.mine_or_all(table.records, table.turn("cia", later))

    assert [one.id for one in all_.unowned] == [loose]
    assert [one.id for one in all_.overdue] == [late]
    assert [one.id for one in all_.open] == [soon]
    assert late in [one.id for one in cias.every]
    assert soon in [one.id for one in cias.every], "her organisation's"
    assert loose not in [one.id for one in cias.every]


def test_an_action_is_changed_as_long_as_it_stands(table: Table) -> None:
    view = decide(table)
    opened = acting.open_change(table.records, table.turn("bo", NEXT_PROMPT), view.action.id)
    form = ActionInput(
        values={**opened.values, "title": "Byt lamporna"},
        draft="",
        action_id=view.action.id,
        version=opened.version,
    )
    changed = acting.change(table.records, table.turn("bo", NEXT_PROMPT), form)
    assert (changed.action.title, changed.action.version) == ("Byt lamporna", 2)
    assert acting.change(table.records, table.turn("bo", NEXT_PROMPT), form).action == changed.action
    assert (
        table.refused(lambda: acting.change(table.records, table.turn("ann", NEXT_PROMPT), form)).code
        == "action_changed"
    )
