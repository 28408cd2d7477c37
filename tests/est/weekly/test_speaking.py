"""What a letter says at the moment it is sent: everything is looked up again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from est.group import GroupState
from est.letters import CHANNEL, Letter, LetterKind
from est.member import Role
from est.round import Phase
from est.timetable import EveryWeeks, HolidayRule, Outcome
from est.vocabulary import Kind
from est.weekly import answering, summing_up
from est.weekly.speaking import Later, LetterView, Unsaid, compose
from tests.est.weekly.table import MEETING, NOON, REMINDER, W48, Table, at

K = LetterKind


@pytest.fixture(autouse=True)
def _asked(table: Table) -> None:
    table.ask()


def letter(kind: LetterKind, recipient: str = "ann", **changes: Any) -> Letter:
    values: dict[str, Any] = {
        "key": f"g1/2026-W48/{kind}/{recipient}",
        "group_id": "g1",
        "kind": kind,
        "recipient": recipient,
        "week": str(W48),
        "about": {"seat": "cia"} if kind in {K.PROMPT, K.CARD_UPDATE, K.REMINDER, K.NO_DEPUTY} else {},
        "due": NOON,
        "send_before": MEETING,
    }
    return Letter(**values | changes)


def said(
    table: Table, kind: LetterKind, recipient: str = "ann", now: Any = NOON, **changes: Any
) -> LetterView:
    found = compose(table.records, letter(kind, recipient, **changes), now)
    assert isinstance(found, LetterView), found
    return found


def unsaid(table: Table, kind: LetterKind, recipient: str = "ann", now: Any = NOON, **changes: Any) -> str:
    found = compose(table.records, letter(kind, recipient, **changes), now)
    assert isinstance(found, Unsaid), found
    return found.reason


def filled(view: LetterView) -> set[str]:
    return {name for name in ("seat", "meeting", "summary", "settings") if getattr(view, name) is not None}


def test_a_question_shows_the_seats_card_as_it_is_now(table: Table) -> None:
    table.save("cia")
    view = said(table, K.PROMPT, "cia")
    assert filled(view) == {"seat"}
    assert view.seat is not None
    assert [item.label for item in view.seat.report.live] == ["V48-1"]
    assert (view.seat.seat.id, view.seat.turn.member.id, view.seat.turn.now) == ("cia", "cia", NOON)
    assert (view.recipient, view.group, view.round) == (table.member("cia"), table.group, table.round())
    assert view.letter.kind is K.PROMPT
    assert view.seat_name == "Cia"


def test_it_is_said_as_to_somebody_in_their_own_chat(table: Table) -> None:
    table.change("cia", language="en")
    seat = said(table, K.PROMPT, "cia").seat
    assert seat is not None
    caller = seat.turn.caller
    assert (caller.tenant_id, caller.object_id, caller.teams_id, caller.name) == (
        "t1",
        "x-cia",
        "29:cia",
        "Cia",
    )
    assert (caller.personal, caller.language, caller.conversation_id, caller.service_url) == (
        True,
        "en",
        "",
        "",
    )


def test_a_deputy_is_asked_for_the_seat_only_while_they_answer_for_it(table: Table) -> None:
    assert unsaid(table, K.PROMPT, "dan") == "not_your_seat"
    table.away("cia", "2026-11-23", "2026-11-23", deputy="dan")
    view = said(table, K.PROMPT, "dan")
    assert view.seat is not None
    assert (view.seat.seat.id, view.seat.turn.member.id) == ("cia", "dan")


def test_who_has_left_or_never_was_there_hears_nothing(table: Table) -> None:
    table.change("cia", active=False)
    for name in ("cia", "nobody"):
        assert unsaid(table, K.PROMPT, name) == "left_group"


@pytest.mark.parametrize("state", [GroupState.PAUSED, GroupState.STOPPED])
def test_a_halted_group_hears_nothing_but_whether_to_resume(table: Table, state: GroupState) -> None:
    table.set_group(state=state)
    assert unsaid(table, K.PROMPT, "cia") == unsaid(table, K.AGENDA, CHANNEL) == "group_not_running"
    assert filled(said(table, K.RESUME, week="")) == {"settings"}


def test_a_new_group_is_greeted_and_set_up(table: Table) -> None:
    table.set_group(state=GroupState.NEW)
    view = said(table, K.GREETING, CHANNEL, week="")
    assert (filled(view), view.recipient, view.round) == (set(), None, None)
    assert filled(said(table, K.SETUP, "eva", week="")) == {"settings"}


def test_a_letter_of_no_group_is_not_said(table: Table) -> None:
    assert unsaid(table, K.PROMPT, "cia", group_id="g2") == "group_not_running"


def test_who_has_answered_is_not_reminded(table: Table) -> None:
    assert filled(said(table, K.REMINDER, "cia", REMINDER)) == {"seat"}
    answering.report_nothing(table.records, table.turn("cia", NOON), str(W48), "cia")
    assert unsaid(table, K.REMINDER, "cia", REMINDER) == "answered"
    assert filled(said(table, K.CARD_UPDATE, "cia", REMINDER)) == {"seat"}


def test_a_card_is_not_edited_while_a_form_is_open_in_it(table: Table) -> None:
    turn = table.turn("cia", NOON)
    answering.open_form(table.records, turn, str(W48), "cia", Kind.INCIDENT, draft="d", typed={})
    soon = NOON + timedelta(minutes=14)
    found = compose(table.records, letter(K.CARD_UPDATE, "cia"), soon)
    assert found == Later(NOON + timedelta(minutes=15))
    # What is said anew goes past it.
    for kind in (K.PROMPT, K.REMINDER):
        view = said(table, kind, "cia", soon)
        assert view.seat is not None
        assert view.seat.form is not None
    assert filled(said(table, K.CARD_UPDATE, "cia", NOON + timedelta(minutes=15))) == {"seat"}


def test_a_card_of_a_round_that_is_no_more_is_not_sent(table: Table) -> None:
    assert unsaid(table, K.PROMPT, "cia", week="2026-W40") == "old_card"


@pytest.mark.parametrize("kind", [K.DELIVERY, K.DRAFT])
def test_the_coordinators_cards_show_the_round_as_it_is_now(table: Table, kind: LetterKind) -> None:
    table.save("cia")
    view = said(table, kind)
    assert filled(view) == {"meeting"}
    assert view.meeting is not None
    assert (view.meeting.agenda.answered, view.meeting.round.week) == (1, W48)
    assert view.meeting.phase is Phase.OPEN


TO_COORDINATORS = (
    K.DELIVERY,
    K.DRAFT,
    K.SUMMARY_DRAFT,
    K.SEVERITY_NOTICE,
    K.LATE_NOTICE,
    K.MISSED,
    K.NO_DEPUTY,
    K.CALENDAR,
)


@pytest.mark.parametrize("kind", TO_COORDINATORS)
def test_what_names_people_goes_to_nobody_who_no_longer_coordinates(table: Table, kind: LetterKind) -> None:
    assert compose(table.records, letter(kind), MEETING) != Unsaid("coordinators_only")
    table.change("ann", roles=frozenset({Role.MEMBER}))
    assert unsaid(table, kind) == "coordinators_only"
    assert unsaid(table, kind, "eva") == "coordinators_only"


@pytest.mark.parametrize("kind", [K.SEVERITY_NOTICE, K.LATE_NOTICE, K.MISSED, K.NO_DEPUTY])
def test_a_notice_says_of_which_round_and_seat_and_nothing_more(table: Table, kind: LetterKind) -> None:
    view = said(table, kind, about={"seat": "cia"})
    assert (filled(view), view.round, view.seat_name) == (set(), table.round(), "Cia")
    assert said(table, kind, about={}).seat_name == ""
    assert said(table, kind, about={"seat": "nobody"}).seat_name == ""


def test_a_draft_of_the_summary_is_the_one_of_its_week(table: Table) -> None:
    view = said(table, K.SUMMARY_DRAFT, now=at("2026-12-02", "12:00"))
    assert filled(view) == {"summary"}
    assert view.summary is not None
    assert (view.summary.summary.week, view.summary.may_approve) == (W48, True)


@pytest.mark.parametrize("kind", [K.SETUP, K.RESUME, K.FEW_COORDINATORS, K.CALENDAR])
def test_the_settings_go_to_those_who_lead(table: Table, kind: LetterKind) -> None:
    view = said(table, kind, week="")
    assert filled(view) == {"settings"}
    assert view.settings is not None
    assert view.settings.plan == table.group.plan
    if kind is not K.CALENDAR:
        assert filled(said(table, kind, "eva", week="")) == {"settings"}
        assert unsaid(table, kind, "cia", week="") == "coordinators_only"


@pytest.mark.parametrize("kind", [K.AGENDA, K.AGENDA_UPDATE])
def test_the_channels_agenda_is_the_one_of_this_moment(table: Table, kind: LetterKind) -> None:
    table.save("cia")
    view = said(table, kind, CHANNEL)
    assert (filled(view), view.recipient, view.round) == ({"meeting"}, None, table.round())
    assert view.group == table.group
    assert view.meeting is not None
    assert view.meeting.agenda.answered == 1


def test_the_channel_gets_a_summary_that_was_approved(table: Table) -> None:
    assert unsaid(table, K.SUMMARY, CHANNEL, MEETING) == "not_approved"
    approved = summing_up.approve(table.records, table.turn("ann", MEETING), str(W48))
    view = said(table, K.SUMMARY, CHANNEL, MEETING)
    assert filled(view) == {"summary"}
    assert view.summary == approved


def test_a_cancelled_meeting_is_told_of_from_the_plan(table: Table) -> None:
    table.plan(weekday=0, holiday_rule=HolidayRule.CANCEL)
    view = said(table, K.MOVED, CHANNEL, at("2027-03-19", "08:00"), week="2027-W13")
    assert filled(view) == set()
    assert view.round is not None
    assert (view.round.outcome, view.round.because) == (Outcome.CANCELLED_HOLIDAY, "Annandag påsk")


def test_a_round_that_was_begun_is_told_of_as_it_was_begun(table: Table) -> None:
    table.plan(weekday=4)
    assert said(table, K.MOVED, CHANNEL).round == table.round()


def test_a_letter_of_a_week_in_which_nobody_meets_has_no_round(table: Table) -> None:
    table.plan(cadence=EveryWeeks(2))
    weeks = [said(table, K.MISSED, week=f"2026-W{n}").round for n in (49, 50)]
    assert sorted(round_ is None for round_ in weeks) == [False, True]
