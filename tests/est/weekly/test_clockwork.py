"""What a tick writes: to whom, until when, and never twice."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from est.group import GroupState
from est.letters import CHANNEL, Letter, LetterKind, LetterState
from est.member import Member
from est.timetable import HolidayRule, Plan, Preset
from est.weekly import answering, setting_up
from est.weekly.clockwork import tick
from tests.est.weekly.table import (
    AGENDA,
    DEADLINE,
    DRAFT,
    FRIDAY,
    MEETING,
    MEETING_END,
    NOON,
    PROMPT,
    REMINDER,
    W48,
    W49,
    Table,
    at,
)

K = LetterKind
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def kinds(letters: list[Letter]) -> set[LetterKind]:
    return {letter.kind for letter in letters}


def test_on_friday_nothing_is_due(table: Table) -> None:
    assert table.tick(FRIDAY) == 0
    assert table.letters() == []


def test_everybody_who_reports_is_asked_once_and_the_letter_says_until_when(table: Table) -> None:
    assert table.tick(PROMPT - MINUTE) == 0
    assert table.tick(PROMPT) == 4
    assert table.tick(PROMPT) == 0
    assert table.tick(PROMPT + MINUTE) == 0
    assert table.to(K.PROMPT) == ["ann", "bo", "cia", "dan"]
    first = table.letters()[0]
    assert first == Letter(
        key="g1/2026-W48/prompt/ann",
        group_id="g1",
        kind=K.PROMPT,
        recipient="ann",
        due=PROMPT,
        send_before=DEADLINE,
        week="2026-W48",
        about={"seat": "ann"},
    )


def test_a_prompt_after_a_quarter_is_marked_late_and_its_reminder_is_told_of_as_missed(table: Table) -> None:
    table.tick(REMINDER)
    assert [letter.about for letter in table.letters(K.PROMPT)] == [
        {"seat": name, "late": "true"} for name in ("ann", "bo", "cia", "dan")
    ]
    assert table.letters(K.REMINDER) == []
    assert [(letter.recipient, dict(letter.about)) for letter in table.letters(K.MISSED)] == [
        ("ann", {"step": "reminder"}),
        ("bo", {"step": "reminder"}),
    ]


def test_from_the_deadline_on_a_prompt_is_missed_and_those_who_coordinate_are_told(table: Table) -> None:
    table.tick(DEADLINE)
    assert table.letters(K.PROMPT) == []
    missed = table.letters(K.MISSED)
    assert [letter.key for letter in missed] == [
        f"g1/2026-W48/missed/{step}/{name}" for step in ("prompt", "reminder") for name in ("ann", "bo")
    ]
    assert {letter.send_before for letter in missed} == {DEADLINE + DAY}
    assert {letter.week for letter in missed} == {"2026-W48"}
    # Missed is done with: nobody is asked when the deadline has been forgotten.
    assert table.tick(DEADLINE + MINUTE) == 0


@pytest.mark.parametrize("state", [state for state in GroupState if state is not GroupState.RUNNING])
def test_a_group_that_does_not_run_is_left_alone(table: Table, state: GroupState) -> None:
    table.set_group(state=state)
    assert table.tick(PROMPT) == 0
    assert table.letters() == []


def test_a_group_that_does_not_exist_has_nothing_due(table: Table) -> None:
    assert tick(table.records, "g2", PROMPT) == 0


def test_those_who_have_not_answered_are_reminded_once_and_in_private(table: Table) -> None:
    table.ask()
    answering.report_nothing(table.records, table.turn("ann", NOON), "2026-W48", "ann")
    table.save("cia")
    assert table.tick(REMINDER) == 2
    reminders = table.letters(K.REMINDER)
    assert [(letter.key, letter.recipient) for letter in reminders] == [
        ("g1/2026-W48/reminder/bo", "bo"),
        ("g1/2026-W48/reminder/dan", "dan"),
    ]
    assert [dict(letter.about) for letter in reminders] == [{"seat": "bo"}, {"seat": "dan"}]
    assert {letter.send_before for letter in reminders} == {DEADLINE}
    assert table.tick(REMINDER + MINUTE) == 0


def test_a_group_that_begins_after_the_prompts_is_asked_at_once_and_reminded_like_any_other(
    table: Table,
) -> None:
    table.set_group(running_since=PROMPT + MINUTE)
    assert table.tick(PROMPT) == 0
    assert table.tick(PROMPT + MINUTE) == 4
    assert {letter.kind for letter in table.letters()} == {K.PROMPT}
    table.deliver(PROMPT + MINUTE)
    table.tick(REMINDER)
    assert len(table.letters(K.REMINDER)) == 4


def test_nobody_is_reminded_of_a_question_that_comes_with_the_reminder(table: Table) -> None:
    table.set_group(running_since=REMINDER - MINUTE)
    table.tick(REMINDER)
    assert {letter.kind for letter in table.letters()} == {K.PROMPT}


def test_a_group_that_begins_after_the_deadline_is_not_asked_about_that_round(table: Table) -> None:
    table.set_group(running_since=DEADLINE)
    table.tick(DEADLINE)
    assert table.letters(K.PROMPT) == []


def test_a_group_that_begins_in_the_evening_is_asked_in_the_morning(table: Table) -> None:
    table.set_group(plan=Plan(Preset.BEFORE_WEEKEND, 4, time(10)), running_since=at("2026-11-24", "21:30"))
    table.tick(at("2026-11-24", "21:30"))
    assert table.letters(K.PROMPT) == []
    table.tick(at("2026-11-25", "08:00"))
    assert len(table.letters(K.PROMPT)) == 4


def test_the_deadline_the_draft_and_the_agenda_come_to_those_they_are_for(table: Table) -> None:
    table.ask()
    table.tick(REMINDER)
    table.deliver(REMINDER)
    expected: list[tuple[datetime, LetterKind, list[str], datetime]] = [
        (DEADLINE, K.DELIVERY, ["ann", "bo"], MEETING),
        (DRAFT, K.DRAFT, ["ann", "bo"], MEETING_END),
        (DRAFT + timedelta(minutes=15), K.HEALTH, ["ann", "bo"], MEETING),
        (AGENDA, K.AGENDA, [CHANNEL], MEETING_END),
        (MEETING_END, K.SUMMARY_DRAFT, ["ann", "bo"], MEETING_END + timedelta(days=7)),
    ]
    for moment, kind, receivers, until in expected:
        assert table.tick(moment - MINUTE) == 0
        assert table.tick(moment) == len(receivers)
        letters = table.letters(kind)
        assert [letter.recipient for letter in letters] == receivers
        assert {letter.send_before for letter in letters} == {until}
        assert {letter.due for letter in letters} == {moment}
        assert table.tick(moment + MINUTE) == 0
    (agenda,) = table.letters(K.AGENDA)
    assert (agenda.key, agenda.about) == ("g1/2026-W48/agenda", {})
    assert table.letters(K.DELIVERY)[1].key == "g1/2026-W48/delivery/bo"


def test_without_a_coordinator_the_round_goes_on(table: Table) -> None:
    for name in ("ann", "bo"):
        table.change(name, active=False)
    table.ask()
    assert table.to(K.PROMPT) == ["cia", "dan"]
    for moment in (REMINDER, DEADLINE, DRAFT):
        table.tick(moment)
    assert kinds(table.letters()) == {K.PROMPT, K.REMINDER}
    assert table.tick(AGENDA) == 1


def test_a_deputy_is_asked_and_reminded_in_the_place_of_who_is_away(table: Table) -> None:
    table.away("cia", "2026-11-23", "2026-11-23", deputy="dan")
    table.ask()
    assert table.to(K.PROMPT) == ["ann", "bo", "dan", "dan"]
    stand_in = table.letters(K.PROMPT)[2]
    assert (stand_in.key, dict(stand_in.about)) == ("g1/2026-W48/prompt/cia/dan", {"seat": "cia"})
    table.tick(REMINDER)
    assert [letter.key for letter in table.letters(K.REMINDER)][2:] == [
        "g1/2026-W48/reminder/cia/dan",
        "g1/2026-W48/reminder/dan",
    ]


def test_a_seat_that_nobody_answers_for_is_warned_of_once_and_not_reminded(table: Table) -> None:
    table.away("cia", "2026-11-23", "2026-11-24")
    table.ask()
    warnings = table.letters(K.NO_DEPUTY)
    assert [(letter.key, letter.recipient) for letter in warnings] == [
        ("g1/2026-W48/no_deputy/cia/ann", "ann"),
        ("g1/2026-W48/no_deputy/cia/bo", "bo"),
    ]
    assert [dict(letter.about) for letter in warnings] == [{"seat": "cia"}] * 2
    assert {letter.send_before for letter in warnings} == {PROMPT + DAY}
    assert table.tick(NOON) == 0
    table.tick(REMINDER)
    assert "cia" not in table.to(K.REMINDER)
    assert len(table.letters(K.REMINDER)) == 3


def test_administrators_and_those_who_left_are_not_asked(table: Table) -> None:
    table.change("dan", active=False)
    table.tick(PROMPT)
    assert table.to(K.PROMPT) == ["ann", "bo", "cia"]


def test_who_joins_while_the_round_is_open_is_asked_and_later_not(table: Table) -> None:
    table.change("dan", active=False)
    table.ask()
    table.change("dan", active=True)
    assert table.tick(NOON) == 1
    assert table.letters()[-1].key == "g1/2026-W48/prompt/dan"
    assert "late" not in table.letters()[-1].about
    table.change("eva", roles=table.member("cia").roles)
    assert table.tick(DEADLINE - MINUTE) == 5
    assert table.to(K.PROMPT, due=DEADLINE - MINUTE) == ["eva"]
    table.records.members.save(Member("fia", "g1", "x-fia", "Fia"))
    table.tick(DEADLINE)
    assert "fia" not in table.to(K.PROMPT)


def test_who_answered_is_not_asked_again_through_a_deputy(table: Table) -> None:
    table.ask()
    answering.report_nothing(table.records, table.turn("cia", NOON), "2026-W48", "cia")
    table.away("cia", "2026-11-23", "2026-11-27", deputy="dan")
    table.away("bo", "2026-11-23", "2026-11-27", deputy="ann")
    assert table.tick(NOON) == 1
    assert table.letters()[-1].key == "g1/2026-W48/prompt/bo/ann"


@pytest.mark.parametrize(
    ("day", "clock", "asked"),
    [
        ("2026-11-24", "17:59", 1),
        ("2026-11-24", "18:00", 0),
        ("2026-11-25", "07:59", 0),
        ("2026-11-25", "08:00", 1),
    ],
)
def test_out_of_turn_people_are_asked_by_day_alone(table: Table, day: str, clock: str, asked: int) -> None:
    """The question before a Thursday's meeting goes out on Tuesday, and its deadline is on Wednesday."""
    table.set_group(plan=Plan.standard(Preset.BEFORE_WEEKEND))
    table.change("dan", active=False)
    table.tick(at("2026-11-24", "08:00"))
    table.change("dan", active=True)
    table.tick(at(day, clock))
    assert len(table.letters(K.PROMPT)) == 3 + asked


def test_nobody_is_asked_out_of_turn_on_a_day_that_nobody_works(table: Table) -> None:
    """Asked on Friday before Easter Monday, about a meeting on Wednesday."""
    table.set_group(plan=Plan(Preset.BEFORE_WEEKEND, 2, time(10)), running_since=at("2027-03-01"))
    table.change("dan", active=False)
    table.tick(at("2027-03-26", "08:00"))
    assert table.to(K.PROMPT, week="2027-W13") == ["ann", "bo", "cia"]
    table.change("dan", active=True)
    for day in ("2027-03-27", "2027-03-29"):
        table.tick(at(day, "10:00"))
    assert len(table.to(K.PROMPT, week="2027-W13")) == 3
    table.tick(at("2027-03-30", "08:00"))
    assert table.to(K.PROMPT, week="2027-W13")[-1] == "dan"


def test_a_moved_meeting_is_told_of_in_the_channel_once_until_it_begins(table: Table) -> None:
    table.plan(weekday=0)
    table.set_group(running_since=at("2027-03-01"))
    noticed = at("2027-03-19", "08:00")
    table.tick(noticed - MINUTE)
    assert table.letters(K.MOVED) == []
    table.tick(noticed)
    table.tick(noticed + MINUTE)
    (moved,) = table.letters(K.MOVED)
    assert (moved.key, moved.recipient, moved.week) == ("g1/2027-W13/moved", CHANNEL, "2027-W13")
    assert moved.send_before == at("2027-03-30", "09:00")


def test_a_cancelled_meeting_is_told_of_once_and_asks_nobody(table: Table) -> None:
    table.plan(weekday=0, holiday_rule=HolidayRule.CANCEL)
    table.set_group(running_since=at("2027-03-01"))
    for day in ("2027-03-19", "2027-03-22", "2027-03-25", "2027-03-29"):
        table.tick(at(day, "08:00"))
    (moved,) = table.letters(K.MOVED)
    assert (moved.week, moved.send_before) == ("2027-W13", at("2027-03-29", "09:00"))
    assert table.to(K.PROMPT, week="2027-W13") == []


def test_the_coordinators_hear_once_a_month_that_next_years_list_is_missing(table: Table) -> None:
    assert table.tick(at("2026-11-02", "09:00")) == 0
    table.set_group(running_since=at("2027-10-01"))
    for clock in ("08:59", "09:00", "09:01"):
        table.tick(at("2027-11-01", clock))
    calendar = table.letters(K.CALENDAR)
    assert [letter.key for letter in calendar] == ["g1/2027-W44/calendar/ann", "g1/2027-W44/calendar/bo"]
    assert {letter.send_before for letter in calendar} == {at("2027-11-01", "09:00") + DAY}
    setting_up.confirm_calendar(table.records, table.turn("ann", at("2027-11-02")), 2028, "", "")
    table.tick(at("2027-12-01", "09:00"))
    assert len(table.letters(K.CALENDAR)) == 2


def test_a_group_without_a_beginning_owes_what_it_always_owed(table: Table) -> None:
    table.set_group(running_since=None)
    assert table.tick(PROMPT) == 4


def test_each_round_has_its_own_letters(table: Table) -> None:
    table.ask()
    table.tick(MEETING_END)
    table.tick(at("2026-11-30", "08:00"))
    assert table.to(K.PROMPT, week="2026-W49") == ["ann", "bo", "cia", "dan"]
    assert table.round(W49).planned == date(2026, 12, 1)
    assert table.round(W48).planned == date(2026, 11, 24)


def test_a_member_who_comes_and_goes_is_asked_once(table: Table) -> None:
    table.ask()
    table.away("cia", "2026-11-23", "2026-11-23", deputy="dan")
    assert table.tick(PROMPT + MINUTE) == 1
    table.change("cia", absences=())
    assert table.tick(PROMPT + 2 * MINUTE) == 0
    states = [letter.state for letter in table.letters(K.PROMPT)]
    assert states == [LetterState.SENT] * 4 + [LetterState.WAITING]
