"""A member reports: once, changeable until the lock, and then for the next round."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from est.errors import Changed, Malformed, NotAllowed, PersonalDataFound, PersonalDataSuspected, RoundClosed
from est.form import FormRefused, OpenForm, values_of
from est.letters import LetterKind, LetterState
from est.member import Role
from est.place import Location
from est.report import Incident, Item, Report, ReportStatus
from est.round import Phase
from est.vocabulary import Kind, PartOfDay
from est.week import Week
from est.weekly import answering, summing_up
from est.weekly.answering import FormView, SeatView
from tests.est.weekly.table import (
    DEADLINE,
    INCIDENT,
    MEETING,
    MEETING_END,
    NEXT_PROMPT,
    NOON,
    PROMPT,
    W48,
    W49,
    W50,
    Table,
    form,
)

SECOND = timedelta(seconds=1)
LATE = DEADLINE + timedelta(hours=1)
NAME = "Kalle Ekmark syntes vid rutorna."


@pytest.fixture(autouse=True)
def _asked(table: Table) -> None:
    table.ask()


def press(
    table: Table, use_case: Any, name: str = "cia", now: datetime = NOON, *rest: Any, **more: Any
) -> Any:
    """Press something on somebody's own card of week 48, unless a week or seat is named."""
    week, seat = more.pop("week", str(W48)), more.pop("seat", name)
    return use_case(table.records, table.turn(name, now), week, seat, *rest, **more)


def opened(table: Table, now: datetime = NOON, kind: Kind = Kind.INCIDENT, **more: Any) -> FormView:
    view: FormView = press(table, answering.open_form, "cia", now, kind, draft="d1", typed={}, **more)
    return view


def the_item(table: Table, week: Week = W48, name: str = "cia") -> Item:
    (item,) = table.report(name, week).live
    return item


def form_of(table: Table, week: Week = W48, seat: str = "cia") -> OpenForm | None:
    return table.records.addresses.form("g1", week, seat)


def test_my_card_shows_the_open_round_and_what_i_have_said(table: Table) -> None:
    (view,) = answering.show_mine(table.records, table.turn("cia", NOON))
    assert (view.seat.id, view.round.week, view.phase) == ("cia", W48, Phase.OPEN)
    assert view.report == Report(group_id="g1", week=W48, member_id="cia")
    assert set(view.places) == {"square", "old"}
    assert set(view.organisations) == {"police", "school"}
    assert (view.form, view.saved, view.kept_for, view.very_severe, view.offered) == (
        None,
        "",
        "",
        False,
        False,
    )
    table.save("cia")
    (again,) = answering.show_mine(table.records, table.turn("cia", NOON))
    assert [item.label for item in again.report.live] == ["V48-1"]


def test_a_deputys_own_card_comes_first(table: Table) -> None:
    for name in ("ann", "bo", "dan"):
        table.away(name, "2026-11-23", "2026-11-23", deputy="cia")
    views = answering.show_mine(table.records, table.turn("cia", NOON))
    assert [view.seat.id for view in views] == ["cia", "ann", "bo", "dan"]
    assert {view.turn.member.id for view in views} == {"cia"}


def test_who_does_not_report_has_no_card(table: Table) -> None:
    refusal = table.refused(answering.show_mine, table.records, table.turn("eva", NOON))
    assert (type(refusal), refusal.code) == (NotAllowed, "no_reports")
    assert table.refused(press, table, answering.show, "eva").code == "no_reports"


@pytest.mark.parametrize("week", ["2026-W47", "2026-W99", "v 48", ""])
def test_a_card_of_no_round_is_old(table: Table, week: str) -> None:
    refusal = table.refused(press, table, answering.show, week=week)
    assert (type(refusal), refusal.code) == (Malformed, "old_card")


@pytest.mark.parametrize("seat", ["dan", "nobody", "eva"])
def test_somebody_elses_card_is_not_mine(table: Table, seat: str) -> None:
    refusal = table.refused(press, table, answering.show, seat=seat)
    assert (type(refusal), refusal.code) == (NotAllowed, "not_your_seat")


def test_a_deputy_answers_for_the_seat_while_its_holder_is_away_and_marks_it(table: Table) -> None:
    table.away("dan", "2026-11-23", "2026-11-23", deputy="cia")
    view = table.save("cia", seat="dan")
    assert view.seat.id == "dan"
    item = the_item(table, name="dan")
    assert (item.member_id, item.organisation_id) == ("dan", "school")
    assert table.report("dan").written_by == "cia"
    assert table.report("cia") == Report(group_id="g1", week=W48, member_id="cia")
    tuesday = NOON + timedelta(days=1)
    assert table.refused(press, table, answering.show, "cia", tuesday, seat="dan").code == "not_your_seat"


def test_the_phases_of_the_card_follow_the_round(table: Table) -> None:
    moments = {
        PROMPT - SECOND: Phase.BEFORE_PROMPT,
        PROMPT: Phase.OPEN,
        DEADLINE: Phase.LATE,
        MEETING: Phase.LOCKED,
    }
    for now, phase in moments.items():
        assert press(table, answering.show, "cia", now).phase is phase
    summing_up.approve(table.records, table.turn("ann", MEETING), str(W48))
    assert press(table, answering.show, "cia", MEETING).phase is Phase.APPROVED


def test_an_opened_form_comes_back_for_a_quarter_of_an_hour(table: Table) -> None:
    view = opened(table)
    assert view.form == OpenForm(Kind.INCIDENT, "d1", NOON)
    assert (view.values, view.version) == ({}, 0)
    shown = press(table, answering.show, "cia", NOON + timedelta(minutes=15) - SECOND)
    assert isinstance(shown, FormView)
    assert (shown.form, shown.values, shown.version) == (view.form, {}, 0)
    assert isinstance(press(table, answering.show, "cia", NOON + timedelta(minutes=15)), SeatView)


def test_a_form_is_not_shown_on_a_card_that_is_closed(table: Table) -> None:
    opened(table, MEETING - SECOND)
    assert isinstance(press(table, answering.show, "cia", MEETING), FormView)
    summing_up.approve(table.records, table.turn("ann", MEETING), str(W48))
    assert isinstance(press(table, answering.show, "cia", MEETING), SeatView)


def test_a_form_opened_with_what_was_typed_before_shows_it(table: Table) -> None:
    typed = {"text": "Halvskrivet"}
    view = press(table, answering.open_form, "cia", NOON, Kind.COLLAB_NEED, draft="d", typed=typed)
    assert (view.form.kind, view.values) == (Kind.COLLAB_NEED, typed)


def test_left_without_saving_the_form_is_gone(table: Table) -> None:
    opened(table)
    view = press(table, answering.leave_form)
    assert isinstance(view, SeatView)
    assert view.form is None
    assert form_of(table) is None


def test_what_was_typed_stays_in_a_refused_form_and_nothing_is_stored(table: Table) -> None:
    filled = form(text="", item_id="i1", version=3)
    view = press(table, answering.fill_again, "cia", NOON, filled)
    assert view.form == OpenForm(Kind.INCIDENT, "draft", NOON, "i1")
    assert (view.values, view.version) == (filled.values, 3)
    assert form_of(table) is None
    assert table.report("cia").version == 0


def test_an_item_is_kept_with_who_when_and_from_where(table: Table) -> None:
    opened(table)
    view = table.save("cia")
    item = the_item(table)
    assert item == Item(
        id="g1.2026-W48.1",
        group_id="g1",
        week=W48,
        number=1,
        member_id="cia",
        organisation_id="school",
        content=item.content,
        created_at=NOON,
        changed_at=NOON,
        draft="draft",
    )
    content = item.content
    assert isinstance(content, Incident)
    assert (content.location, content.text) == (Location("square"), INCIDENT["text"])
    assert (content.first, content.part_of_day) == (date(2026, 11, 21), PartOfDay.NIGHT)
    assert (view.saved, view.kept_for, view.very_severe, view.offered) == (item.id, "", False, False)
    assert view.report == table.report("cia")
    report = table.report("cia")
    assert (report.status, report.late, report.written_by, report.version) == (
        ReportStatus.DRAFT,
        False,
        "cia",
        1,
    )
    assert form_of(table) is None


def test_items_are_counted_in_the_round_whoever_writes_them(table: Table) -> None:
    table.save("cia")
    table.save("dan", filled=form(Kind.UPCOMING_EVENT, "d2"))
    table.save("cia", filled=form(Kind.COLLAB_NEED, "d3"))
    items = table.records.reports.items_between("g1", W48, W48)
    assert [(item.label, item.member_id, item.content.kind) for item in items] == [
        ("V48-1", "cia", Kind.INCIDENT),
        ("V48-2", "dan", Kind.UPCOMING_EVENT),
        ("V48-3", "cia", Kind.COLLAB_NEED),
    ]
    assert table.report("cia").version == 2


def test_the_same_form_twice_is_one_item_and_one_receipt(table: Table) -> None:
    first = table.save("cia", filled=form(severity="4"))
    again = table.save("cia", NOON + SECOND, form(severity="4"))
    assert again == replace(first, turn=again.turn)
    assert table.report("cia").version == 1
    assert len(table.letters(LetterKind.CARD_UPDATE)) == 1


def test_the_same_form_with_other_words_corrects_the_item_until_it_was_opened_again(table: Table) -> None:
    table.save("cia")
    corrected = table.save("cia", NOON + SECOND, form(text="Fyra rutor."))
    assert corrected.saved == the_item(table).id
    assert (the_item(table).content.text, the_item(table).version) == ("Fyra rutor.", 2)
    # A lost answer to the first form, sent once more, does not undo what was changed since.
    table.save("cia", NOON + 2 * SECOND)
    assert (the_item(table).content.text, the_item(table).version) == ("Fyra rutor.", 2)


def test_somebody_elses_form_saves_nothing_of_theirs(table: Table) -> None:
    table.save("cia")
    refusal = table.refused(table.save, "dan")
    assert (type(refusal), refusal.code) == (NotAllowed, "not_your_item")


def test_wrong_fields_are_all_named_and_nothing_is_kept(table: Table) -> None:
    refusal: Any = table.refused(table.save, "cia", NOON, form(category="", place="nowhere", text=""))
    assert type(refusal) is FormRefused
    assert [(fault.field, fault.code) for fault in refusal.faults] == [
        ("category", "required"),
        ("place", "not_in_list"),
        ("text", "required"),
    ]


def test_a_wrong_field_does_not_hide_personal_data_in_another(table: Table) -> None:
    filled = form(category="", action_taken="Ring 070-1740605.")
    refusal: Any = table.refused(table.save, "cia", NOON, filled)
    assert [(fault.field, type(fault).__name__) for fault in refusal.faults] == [
        ("category", "Malformed"),
        ("action_taken", "PersonalDataFound"),
    ]


def test_a_place_that_is_no_longer_used_cannot_be_chosen(table: Table) -> None:
    refusal: Any = table.refused(table.save, "cia", NOON, form(place="old"))
    assert [fault.field for fault in refusal.faults] == ["place"]


def test_need_may_be_asked_of_the_municipalitys_organisations(table: Table) -> None:
    table.save("cia", filled=form(Kind.COLLAB_NEED, asked="police,school"))
    assert the_item(table).content.asked == ("police", "school")  # type: ignore[union-attr]
    wrong = form(Kind.COLLAB_NEED, "d2", asked="nowhere")
    refusal: Any = table.refused(table.save, "cia", NOON, wrong)
    assert [fault.field for fault in refusal.faults] == ["asked"]


def test_a_personnummer_is_never_kept(table: Table) -> None:
    refusal = table.refused(table.save, "cia", NOON, form(text="19121212-1212 sågs."))
    assert (type(refusal), refusal.field) == (PersonalDataFound, "text")


def test_a_name_is_kept_only_by_one_who_was_warned_and_is_marked(table: Table) -> None:
    assert type(table.refused(table.save, "cia", NOON, form(text=NAME))) is PersonalDataSuspected
    table.save("cia", filled=form(text=NAME, kept=frozenset({"P5"})))
    item = the_item(table)
    assert item.marks == ("P5",)
    changed = form(text=f"{NAME} Igen.", item_id=item.id, version=1, kept=frozenset({"P5"}))
    table.save("cia", NOON + SECOND, changed)
    assert (the_item(table).marks, the_item(table).version) == (("P5",), 2)


def test_the_municipalitys_own_words_are_no_names(table: Table) -> None:
    table.save("cia", filled=form(text="Stökigt vid Stortorget, Torget och i Centrum enligt EST Norr."))
    assert the_item(table).marks == ()


def test_an_item_is_opened_as_it_is_and_changed_as_a_new_version(table: Table) -> None:
    table.save("cia", filled=form(text="Tre rutor."))
    item = the_item(table)
    view = press(table, answering.open_item, "cia", NOON, item.id)
    assert view.form == OpenForm(Kind.INCIDENT, "draft", NOON, item.id)
    assert (view.values, view.version) == (values_of(item.content), 1)
    shown = press(table, answering.show)
    assert isinstance(shown, FormView)
    assert (shown.values, shown.version, shown.form) == (view.values, 1, view.form)
    changed = form(text="Fyra rutor.", item_id=item.id, version=1)
    table.save("cia", NOON + SECOND, changed)
    newest = the_item(table)
    assert (newest.content.text, newest.version, newest.changed_at) == ("Fyra rutor.", 2, NOON + SECOND)
    assert (newest.created_at, newest.number, newest.late) == (NOON, 1, False)
    versions = table.records.reports.item_versions("g1", item.id)
    assert [version.content.text for version in versions] == ["Tre rutor.", "Fyra rutor."]
    assert form_of(table) is None
    assert table.report("cia").version == 2


def test_an_item_that_was_changed_meanwhile_is_not_overwritten(table: Table) -> None:
    table.save("cia")
    id_ = the_item(table).id
    table.save("cia", filled=form(text="Fyra.", item_id=id_, version=1))
    refusal = table.refused(table.save, "cia", NOON, form(text="Fem.", item_id=id_, version=1))
    assert (type(refusal), refusal.values) == (Changed, {"item": id_})


@pytest.mark.parametrize("id_", ["g1.2026-W48.1", "nothing"])
def test_what_somebody_else_wrote_is_not_mine_to_open_change_or_withdraw(table: Table, id_: str) -> None:
    table.save("cia")
    filled = form(item_id=id_, version=1)
    for attempt in (
        lambda: press(table, answering.open_item, "dan", NOON, id_),
        lambda: press(table, answering.withdraw, "dan", NOON, id_),
        lambda: table.save("dan", NOON, filled),
    ):
        refusal = table.refused(attempt)
        assert (type(refusal), refusal.code) == (NotAllowed, "not_your_item")


def test_a_withdrawn_item_is_hidden_and_its_versions_stay(table: Table) -> None:
    table.save("cia")
    id_ = the_item(table).id
    for now in (NOON + SECOND, NOON + 2 * SECOND):
        assert press(table, answering.withdraw, "cia", now, id_).saved == "withdrawn"
    assert table.report("cia").live == ()
    assert table.report("cia").status is ReportStatus.OPEN
    (item,) = table.report("cia").items
    assert (item.withdrawn, item.version, item.changed_at) == (True, 2, NOON + SECOND)
    assert table.report("cia").version == 2


def test_the_form_of_a_withdrawn_item_comes_back_empty(table: Table) -> None:
    table.save("cia")
    id_ = the_item(table).id
    press(table, answering.open_item, "cia", NOON, id_)
    press(table, answering.withdraw, "cia", NOON, id_)
    shown = press(table, answering.show)
    assert (shown.values, shown.version, shown.form.item_id) == ({}, 0, "")


def test_nothing_to_report_is_a_whole_answer_that_can_be_undone(table: Table) -> None:
    for now in (NOON, NOON + SECOND):
        view = press(table, answering.report_nothing, "cia", now)
        assert view.saved == "nothing"
    report = table.report("cia")
    assert (report.status, report.answered) == (ReportStatus.NOTHING_TO_REPORT, True)
    assert (report.done_at, report.late, report.version, report.written_by) == (NOON, False, 1, "cia")
    for _ in range(2):
        undone = press(table, answering.undo_nothing)
        assert (undone.saved, undone.report.answered) == ("", False)
    assert (table.report("cia").done_at, table.report("cia").version) == (None, 2)


def test_what_was_reported_must_be_withdrawn_before_nothing_is(table: Table) -> None:
    table.save("cia")
    refusal = table.refused(press, table, answering.report_nothing)
    assert (type(refusal), refusal.code) == (Malformed, "has_items")


def test_something_after_all_takes_the_place_of_nothing(table: Table) -> None:
    press(table, answering.report_nothing)
    table.save("cia")
    assert table.report("cia").status is not ReportStatus.NOTHING_TO_REPORT
    assert not table.report("cia").nothing


def test_done_says_when_and_once(table: Table) -> None:
    assert table.refused(press, table, answering.finish).code == "nothing_answered"
    table.save("cia")
    for now in (NOON + SECOND, NOON + 2 * SECOND):
        assert press(table, answering.finish, "cia", now).saved == "done"
    report = table.report("cia")
    assert (report.status, report.done_at, report.version) == (ReportStatus.SUBMITTED, NOON + SECOND, 2)


def test_done_after_the_lock_is_a_receipt_and_no_change(table: Table) -> None:
    table.save("cia")
    assert press(table, answering.finish, "cia", MEETING).saved == "done"
    assert (table.report("cia").done_at, table.report("cia").version) == (None, 1)


def test_from_the_deadline_on_an_answer_is_late(table: Table) -> None:
    table.save("cia", DEADLINE - SECOND)
    assert not the_item(table).late
    table.save("dan", DEADLINE, form(draft="d2"))
    assert the_item(table, name="dan").late
    assert table.report("dan").late
    press(table, answering.finish, "dan", LATE)
    assert table.report("dan").status is ReportStatus.SUBMITTED_LATE
    press(table, answering.report_nothing, "bo", DEADLINE)
    assert table.report("bo").late


def test_a_change_after_the_deadline_is_late_and_stays_so(table: Table) -> None:
    table.save("cia")
    id_ = the_item(table).id
    table.save("cia", LATE, form(text="Fyra.", item_id=id_, version=1))
    assert the_item(table).late
    assert table.report("cia").late
    press(table, answering.withdraw, "cia", LATE, id_)
    assert table.report("cia").late


def test_to_withdraw_after_the_deadline_is_a_late_change_that_the_coordinators_hear_of(table: Table) -> None:
    table.save("cia")
    press(table, answering.withdraw, "cia", LATE, the_item(table).id)
    (item,) = table.report("cia").items
    assert (item.withdrawn, item.late, table.report("cia").late) == (True, True, True)
    notices = [letter.recipient for letter in table.letters() if letter.kind is LetterKind.LATE_NOTICE]
    assert notices == ["ann", "bo"]


def test_after_the_lock_an_answer_joins_the_next_round_and_is_offered(table: Table) -> None:
    opened(table, MEETING)
    view = table.save("cia", MEETING)
    item = the_item(table, W49)
    assert (item.week, item.label, item.offered_to, item.late) == (W49, "V49-1", "2026-W48", True)
    assert (view.kept_for, view.offered, view.round.week, view.saved) == ("2026-W49", True, W49, item.id)
    assert table.report("cia").version == 0
    report = table.report("cia", W49)
    assert (report.late, report.version) == (False, 1)
    assert form_of(table) is None
    assert table.records.reports.offered("g1", W48) == (item,)
    assert table.save("cia", MEETING + SECOND).kept_for == "2026-W49"


def test_after_the_approval_it_joins_the_next_round_and_is_not_offered(table: Table) -> None:
    summing_up.approve(table.records, table.turn("ann", MEETING), str(W48))
    view = table.save("cia", MEETING_END)
    item = the_item(table, W49)
    assert (item.offered_to, item.late, view.offered) == ("", False, False)
    assert view.kept_for == "2026-W49"


@pytest.mark.parametrize("use_case", [answering.report_nothing, answering.undo_nothing])
def test_after_the_lock_nothing_is_neither_said_nor_undone(table: Table, use_case: Any) -> None:
    press(table, use_case, "cia", MEETING - SECOND)
    refusal = table.refused(press, table, use_case, "cia", MEETING)
    assert type(refusal) is RoundClosed
    assert refusal.values == {"week": "2026-W49", "closed": "2026-W48"}


def test_after_the_lock_an_item_is_the_coordinators(table: Table) -> None:
    table.save("cia")
    id_ = the_item(table).id
    for attempt in (
        lambda: press(table, answering.open_item, "cia", MEETING, id_),
        lambda: press(table, answering.withdraw, "cia", MEETING, id_),
        lambda: table.save("cia", MEETING, form(text="Fyra.", item_id=id_, version=1)),
    ):
        refusal = table.refused(attempt)
        assert (type(refusal), refusal.code) == (RoundClosed, "locked")
        assert refusal.values == {"week": "2026-W49", "closed": "2026-W48"}


def test_an_item_kept_for_the_next_round_can_be_changed_from_the_old_card(table: Table) -> None:
    table.save("cia", MEETING)
    item = the_item(table, W49)
    view = table.save("cia", MEETING_END, form(text="Fyra.", item_id=item.id, version=1))
    assert view.kept_for == "2026-W49"
    assert (the_item(table, W49).version, the_item(table, W49).late) == (2, True)
    press(table, answering.withdraw, "cia", MEETING_END, item.id)
    assert table.report("cia", W49).live == ()


def test_once_the_next_question_is_asked_last_weeks_card_is_closed(table: Table) -> None:
    table.save("cia", MEETING)
    kept = the_item(table, W49).id
    assert table.save("dan", NEXT_PROMPT - SECOND, form(draft="d2")).kept_for == "2026-W49"
    for use_case, rest in (
        (answering.open_form, (Kind.INCIDENT,)),
        (answering.open_item, (kept,)),
        (answering.withdraw, (kept,)),
        (answering.report_nothing, ()),
        (answering.undo_nothing, ()),
        (answering.finish, ()),
        (answering.save, (form(draft="new"),)),
    ):
        more = {"draft": "d", "typed": {}} if use_case is answering.open_form else {}
        refusal = table.refused(press, table, use_case, "cia", NEXT_PROMPT, *rest, **more)
        assert type(refusal) is RoundClosed
        assert refusal.values == {"week": "2026-W49", "closed": "2026-W48"}
    assert isinstance(press(table, answering.show, "cia", NEXT_PROMPT), SeatView)


def test_a_very_severe_incident_says_so_in_its_receipt(table: Table) -> None:
    assert not table.save("cia", filled=form(severity="3")).very_severe
    assert table.save("cia", filled=form(draft="d2", severity="4")).very_severe
    event = form(Kind.UPCOMING_EVENT, "d3", impact="4")
    assert not table.save("cia", filled=event).very_severe


def test_the_receipt_of_what_is_very_severe_says_when_nobody_was_told(table: Table) -> None:
    severe = form(severity="4")
    assert table.save("cia", filled=severe).told
    for name in ("ann", "bo"):
        table.change(name, roles=frozenset({Role.MEMBER}))
    assert not table.save("cia", filled=severe).told
    assert table.save("dan", filled=form(draft="d2", severity="3")).told


def test_a_card_that_was_typed_for_is_kept_like_a_prompt(table: Table) -> None:
    about = {"group": "g1", "seat": "cia", "week": "2026-W48"}
    sent = {"conversation_id": "a:cia", "activity_id": "1:7", "now": NOON}
    answering.keep_card(table.records, about, "x-cia", **sent)  # type: ignore[arg-type]
    (letter,) = [letter for letter in table.letters() if letter.about.get("typed")]
    assert letter.key == "g1/2026-W48/prompt/cia/typed/1:7"
    assert (letter.kind, letter.recipient, letter.week) == (LetterKind.PROMPT, "cia", "2026-W48")
    assert (letter.state, letter.conversation_id, letter.activity_id) == (LetterState.SENT, "a:cia", "1:7")
    assert (letter.due, letter.send_before, letter.settled_at) == (NOON, NOON, NOON)
    assert dict(letter.about) == {"seat": "cia", "typed": "true"}
    answering.keep_card(table.records, about, "x-nobody", **sent)  # type: ignore[arg-type]
    assert len([letter for letter in table.letters() if letter.about.get("typed")]) == 1


def test_an_answer_before_the_question_is_kept_for_its_round(table: Table) -> None:
    table.tick(MEETING_END)
    table.save("cia", MEETING_END, form(), week=str(W49))
    assert not the_item(table, W49).late
    assert table.records.rounds.get("g1", W50) is None


def test_a_coordinator_without_a_seat_of_their_own_answers_for_nobody(table: Table) -> None:
    table.change("ann", roles=frozenset({Role.COORDINATOR}))
    assert table.refused(table.save, "ann").code == "no_reports"
