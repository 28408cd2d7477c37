"""Before, at and after the meeting: the list, the agenda, late items, the draft and its approval."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from est.action import Action, ActionState
from est.agenda import PointKind
from est.delivery import DeliveryState
from est.errors import Malformed, NotAllowed
from est.letters import CHANNEL, LetterKind, LetterState
from est.report import Item
from est.round import Phase
from est.summary import Baseline, Standing
from est.week import Week
from est.weekly import answering, meeting, summing_up
from tests.est.weekly.table import (
    AGENDA,
    DEADLINE,
    MEETING,
    MEETING_END,
    NEXT_PROMPT,
    NOON,
    PROMPT,
    REMINDER,
    W48,
    W49,
    Table,
    at,
    form,
)

K = LetterKind
SECOND = timedelta(seconds=1)
NAMED = str(W48)


@pytest.fixture(autouse=True)
def _asked(table: Table) -> None:
    table.ask()


def view_of(table: Table, now: Any = NOON, by: str = "ann", week: str = "") -> meeting.MeetingView:
    return meeting.agenda(table.records, table.turn(by, now), week)


def nothing(table: Table, name: str, now: Any = NOON) -> None:
    answering.report_nothing(table.records, table.turn(name, now), NAMED, name)


def action(number: int, **changes: Any) -> Action:
    made = Action(
        id=f"a{number}",
        group_id="g1",
        number=number,
        title="Ny belysning",
        owner_organisation_id="police",
        owner_function="Driftchef",
        owner_member_id="ann",
        decided_on=date(2026, 11, 10),
        due=date(2026, 11, 17),
        state=ActionState.DECIDED,
    )
    return replace(made, **changes)


def offered(table: Table, draft: str = "late", now: Any = MEETING) -> Item:
    table.save("cia", now, form(draft=draft))
    return table.records.reports.offered("g1", W48)[-1]


def test_the_view_has_all_that_a_card_speaks_of(table: Table) -> None:
    table.save("cia")
    nothing(table, "dan")
    table.records.actions.save(action(1))
    table.records.actions.save(action(2, state=ActionState.CLOSED_EFFECT))
    view = view_of(table)
    assert (view.group, view.round.week, view.phase) == (table.group, W48, Phase.OPEN)
    assert set(view.items) == {"g1.2026-W48.1"}
    assert set(view.actions) == {"a1", "a2"}
    assert (set(view.places), set(view.organisations)) == ({"square", "old"}, {"police", "school"})
    assert set(view.members) == {"ann", "bo", "cia", "dan", "eva"}
    assert view.members_by_object["x-cia"].id == "cia"
    assert {line.member.id: line.state for line in view.delivery} == {
        "ann": DeliveryState.SENT,
        "bo": DeliveryState.SENT,
        "cia": DeliveryState.ANSWERED,
        "dan": DeliveryState.NOTHING_TO_REPORT,
    }
    assert (view.agenda.answered, view.agenda.expected, view.agenda.length) == (2, 4, 30)
    (follow_up,) = [point for point in view.agenda.points if point.kind is PointKind.FOLLOW_UP]
    assert [line.action_id for line in follow_up.lines] == ["a1"]
    assert (view.offered, view.alike, view.published) == ((), (), False)


def test_the_agenda_has_the_length_that_the_round_was_given(table: Table) -> None:
    table.plan(length=45)
    assert view_of(table).agenda.length == 30
    assert view_of(table, MEETING).round.week == W49
    assert view_of(table, MEETING).agenda.length == 45


def test_only_questions_and_reminders_decide_who_was_reached(table: Table) -> None:
    table.tick(DEADLINE)
    table.deliver(DEADLINE, state=LetterState.FAILED, reason="blocked_by_user")
    assert table.to(K.DELIVERY, state=LetterState.FAILED) == ["ann", "bo"]
    assert {line.state for line in view_of(table, DEADLINE).delivery} == {DeliveryState.SENT}


def test_a_reminder_that_fails_is_told_of(table: Table) -> None:
    table.tick(REMINDER)
    table.deliver(REMINDER, state=LetterState.FAILED, reason="blocked_by_user")
    lines = {(line.state, line.reason) for line in view_of(table, REMINDER).delivery}
    assert lines == {(DeliveryState.FAILED, "blocked_by_user")}


def test_earlier_weeks_are_looked_back_on_and_later_ones_not(table: Table) -> None:
    table.save("cia", MEETING, form(draft="next"))
    assert set(view_of(table, MEETING, week=NAMED).items) == set()
    view = view_of(table, MEETING)
    assert set(view.items) == {"g1.2026-W49.1"}
    table.tick(at("2026-12-01", "09:30"))
    assert "g1.2026-W49.1" in view_of(table, at("2026-12-02", "12:00")).items


def test_reports_of_one_event_are_proposed_as_one(table: Table) -> None:
    table.save("cia")
    table.save("dan", filled=form(draft="d2"))
    assert view_of(table).alike == (("g1.2026-W48.1", "g1.2026-W48.2"),)


@pytest.mark.parametrize(
    ("week", "code"), [("v 48", "unknown_week"), ("2026-W40", "no_such_round"), ("2026-W49", "no_such_round")]
)
def test_a_week_without_a_round_is_told_of(table: Table, week: str, code: str) -> None:
    refusal = table.refused(view_of, table, week=week)
    assert (type(refusal), refusal.code) == (Malformed, code)


def test_a_named_week_is_shown_and_the_open_one_is_made_if_need_be(table: Table) -> None:
    assert view_of(table, MEETING, week=NAMED).round == table.round()
    assert view_of(table, MEETING, week=str(W49)).round.week == W49


def test_the_delivery_list_is_the_coordinators(table: Table) -> None:
    assert len(meeting.delivery(table.records, table.turn("ann", NOON)).delivery) == 4
    assert meeting.delivery(table.records, table.turn("ann", MEETING), NAMED).round.week == W48
    for name in ("cia", "eva"):
        assert table.refused(meeting.delivery, table.records, table.turn(name, NOON)).code == (
            "coordinators_only"
        )


def test_an_agenda_is_published_ahead_of_its_time_once(table: Table) -> None:
    turn = table.turn("ann", NOON)
    assert meeting.publish(table.records, turn, NAMED).published
    meeting.publish(table.records, turn, NAMED)
    (letter,) = table.letters(K.AGENDA)
    assert (letter.key, letter.recipient, letter.week) == ("g1/2026-W48/agenda", CHANNEL, NAMED)
    assert (letter.due, letter.send_before) == (NOON, MEETING_END)
    table.tick(AGENDA)
    assert len(table.letters(K.AGENDA)) == 1
    assert view_of(table).published


def test_an_agenda_is_not_published_after_the_meeting(table: Table) -> None:
    view = meeting.publish(table.records, table.turn("ann", MEETING_END - SECOND), NAMED)
    assert view.round.week == W48
    refusal = table.refused(meeting.publish, table.records, table.turn("ann", MEETING_END), NAMED)
    assert (type(refusal), refusal.code, refusal.values) == (Malformed, "meeting_over", {"closed": NAMED})


@pytest.mark.parametrize(
    ("use_case", "rest"),
    [(meeting.publish, ()), (meeting.take_in, ("item",)), (meeting.draft, ()), (summing_up.approve, ())],
)
def test_only_coordinators_lead_the_meeting(table: Table, use_case: Any, rest: tuple[str, ...]) -> None:
    refusal = table.refused(use_case, table.records, table.turn("cia", NOON), NAMED, *rest)
    assert (type(refusal), refusal.code) == (NotAllowed, "coordinators_only")


def test_a_late_item_is_taken_into_the_locked_round_as_the_reporters(table: Table) -> None:
    late = offered(table)
    assert view_of(table, MEETING, week=NAMED).offered == (late,)
    view = meeting.take_in(table.records, table.turn("ann", MEETING + SECOND), NAMED, late.id)
    item = view.items[late.id]
    assert (item.week, item.label, item.offered_to) == (W48, "V48-1", "")
    assert (item.version, item.changed_at, item.late, item.member_id) == (2, MEETING + SECOND, True, "cia")
    assert view.offered == ()
    report = table.report("cia")
    assert (report.late, report.nothing, report.written_by, report.version) == (True, False, "cia", 1)
    assert table.report("cia", W49).live == ()
    assert {line.member.id: line.state for line in view.delivery}["cia"] is DeliveryState.ANSWERED


def test_what_is_taken_in_takes_the_place_of_nothing_and_keeps_its_writer(table: Table) -> None:
    table.away("cia", "2026-11-23", "2026-11-24", deputy="dan")
    answering.report_nothing(table.records, table.turn("dan", NOON), NAMED, "cia")
    table.save("dan", MEETING, form(), seat="cia")
    (late,) = table.records.reports.offered("g1", W48)
    meeting.take_in(table.records, table.turn("ann", MEETING), NAMED, late.id)
    report = table.report("cia")
    assert (report.nothing, report.written_by, report.version) == (False, "dan", 2)
    assert report.answered


@pytest.mark.parametrize("item", ["nothing", "g1.2026-W48.1"])
def test_only_what_was_offered_is_taken_in(table: Table, item: str) -> None:
    table.save("cia")
    offered(table)
    refusal = table.refused(meeting.take_in, table.records, table.turn("ann", MEETING), NAMED, item)
    assert type(refusal) is NotAllowed


def test_after_the_approval_nothing_is_taken_in(table: Table) -> None:
    late = offered(table)
    summing_up.approve(table.records, table.turn("ann", MEETING), NAMED)
    refusal = table.refused(meeting.take_in, table.records, table.turn("ann", MEETING_END), NAMED, late.id)
    assert (type(refusal), refusal.code) == (Malformed, "already_approved")
    assert refusal.values == {"closed": "2026-W48", "week": "2026-W49"}


def test_a_draft_is_for_those_who_coordinate_until_it_is_approved(table: Table) -> None:
    refusal = table.refused(meeting.summary, table.records, table.turn("cia", MEETING), NAMED)
    assert (type(refusal), refusal.code) == (NotAllowed, "not_approved")
    view = meeting.summary(table.records, table.turn("ann", MEETING), NAMED)
    assert (view.approval, view.may_approve, view.meeting.round.week) == (None, True, W48)
    assert view == replace(meeting.draft(table.records, table.turn("ann", MEETING), NAMED))
    before = meeting.draft(table.records, table.turn("ann", MEETING - SECOND), NAMED)
    assert not before.may_approve


def test_the_draft_sums_up_the_round_and_looks_ahead(table: Table) -> None:
    table.save("cia")
    table.records.actions.save(action(1))
    summary = meeting.draft(table.records, table.turn("ann", MEETING), NAMED).summary
    assert summary.group_name == "EST Norr"
    assert summary.week == W48
    assert summary.next_meeting.week == W49
    assert (summary.attendance.answers.answered, summary.attendance.answers.total) == (1, 4)
    assert {one.name for one in summary.attendance.organisations} == {"Police", "School"}
    assert (summary.happened.total, summary.facts.incidents) == (1, 1)
    assert [line.action_id for line in summary.decisions] == []


def test_without_a_week_the_latest_round_that_has_met_is_summed_up(table: Table) -> None:
    def week_at(moment: Any) -> Week:
        return meeting.draft(table.records, table.turn("ann", moment)).meeting.round.week

    assert week_at(MEETING - SECOND) == W48
    assert week_at(MEETING) == W48
    assert week_at(NEXT_PROMPT) == W48
    assert meeting.latest_round(table.records, table.group, PROMPT).week == W48
    table.tick(at("2026-12-01", "09:00"))
    assert week_at(at("2026-12-01", "09:00")) == W49


def test_an_approval_freezes_what_was_seen_and_goes_to_the_channel(table: Table) -> None:
    table.save("cia")
    seen = meeting.draft(table.records, table.turn("ann", MEETING_END), NAMED)
    view = summing_up.approve(table.records, table.turn("ann", MEETING_END), NAMED, seen.fingerprint)
    approval = view.approval
    assert approval is not None
    assert (approval.group_id, approval.week, approval.version) == ("g1", W48, 1)
    assert (approval.approved_by, approval.approved_at) == ("ann", MEETING_END)
    assert approval.summary == view.summary == seen.summary
    assert (view.fingerprint, view.may_approve) == (seen.fingerprint, False)
    (letter,) = table.letters(K.SUMMARY)
    assert (letter.key, letter.recipient) == ("g1/2026-W48/summary", CHANNEL)
    assert (letter.due, letter.send_before) == (MEETING_END, MEETING_END + timedelta(days=7))
    # Any member may read it now, and it says the same whatever happens to the items.
    table.records.members.save(replace(table.member("cia"), name="Annat namn"))
    read = meeting.summary(table.records, table.turn("dan", MEETING_END), NAMED)
    assert (read.summary, read.approval) == (seen.summary, approval)


def test_approved_twice_it_is_one_approval(table: Table) -> None:
    first = summing_up.approve(table.records, table.turn("ann", MEETING), NAMED)
    again = summing_up.approve(table.records, table.turn("bo", MEETING_END), NAMED, "another draft")
    assert again.approval == first.approval
    assert len(table.letters(K.SUMMARY)) == 1


def test_nothing_is_approved_before_the_meeting_nor_another_draft_than_was_seen(table: Table) -> None:
    turn = table.turn("ann", MEETING - SECOND)
    assert table.refused(summing_up.approve, table.records, turn, NAMED).code == "too_early"
    seen = meeting.draft(table.records, table.turn("ann", MEETING), NAMED).fingerprint
    meeting.take_in(table.records, table.turn("ann", MEETING), NAMED, offered(table).id)
    refusal = table.refused(summing_up.approve, table.records, table.turn("ann", MEETING), NAMED, seen)
    assert (type(refusal), refusal.code) == (Malformed, "draft_changed")
    assert table.letters(K.SUMMARY) == []


def test_without_a_fingerprint_the_present_draft_is_approved(table: Table) -> None:
    view = summing_up.approve(table.records, table.turn("ann", MEETING), "")
    assert view.approval is not None
    assert view.approval.week == W48


def test_the_channel_gets_the_approved_summary_and_nothing_before(table: Table) -> None:
    round_ = table.round()
    assert meeting.approved(table.records, table.group, round_, MEETING) is None
    view = summing_up.approve(table.records, table.turn("ann", MEETING), NAMED)
    assert meeting.approved(table.records, table.group, round_, MEETING) == view


def test_numbers_are_compared_with_the_rounds_before(table: Table) -> None:
    """Five incidents a week from one reporter: four such weeks are enough to compare a fifth with."""
    for n in range(5):
        monday = at("2026-11-30", "12:00") + timedelta(weeks=n)
        (card,) = answering.show_mine(table.records, table.turn("cia", monday))
        for k in range(5):
            filled = form(draft=f"{n}/{k}", first=str(monday.date()))
            table.save("cia", monday, filled, week=str(card.round.week))
    fifth = meeting.draft(table.records, table.turn("ann", at("2026-12-29", "12:00"))).summary
    assert fifth.week == Week(2026, 53)
    assert fifth.facts.baseline == Baseline(Standing.MEDIAN, 5.0, 4)
    first = meeting.draft(table.records, table.turn("ann", at("2026-12-29", "12:00")), str(W49)).summary
    assert first.facts.baseline.standing is Standing.TOO_FEW
