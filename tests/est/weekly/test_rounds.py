"""Which round is open, which meetings are ahead, and what a new plan changes."""

from __future__ import annotations

from datetime import date, time

from est.days import Break
from est.group import GroupState
from est.timetable import ByMonth, EveryWeeks, HolidayRule, Outcome, Step
from est.week import Week
from est.weekly.rounds import (
    LOOK_AHEAD,
    calendar_of,
    clock_rounds,
    meets,
    next_meetings,
    next_round,
    open_round,
    replan,
)
from tests.est.weekly.table import DEADLINE, FRIDAY, MEETING, NOON, PROMPT, W47, W48, W49, W50, Table, at


def weeks(table: Table, day: str, clock: str = "12:00") -> list[Week]:
    return [meeting.week for meeting in next_meetings(table.records, table.group, at(day, clock))]


def test_the_open_round_is_the_first_whose_meeting_has_not_begun(table: Table) -> None:
    assert open_round(table.records, table.group, FRIDAY).week == W48
    assert table.round().moments[Step.MEETING] == MEETING
    assert open_round(table.records, table.group, at("2026-11-24", "08:59")).week == W48
    assert open_round(table.records, table.group, MEETING).week == W49
    assert [round_.week for round_ in table.records.rounds.since("g1", W47)] == [W48, W49]


def test_a_round_that_has_begun_is_found_and_not_made_anew(table: Table) -> None:
    first = open_round(table.records, table.group, FRIDAY)
    table.plan(meeting_clock=time(10))
    assert open_round(table.records, table.group, FRIDAY) == first


def test_the_next_round_follows_and_takes_up_where_the_last_one_ended(table: Table) -> None:
    current = open_round(table.records, table.group, NOON)
    following = next_round(table.records, table.group, current)
    assert following.week == W49
    assert (current.period_first, current.period_last) == (date(2026, 11, 16), date(2026, 11, 22))
    assert (following.period_first, following.period_last) == (date(2026, 11, 23), date(2026, 11, 29))
    assert next_round(table.records, table.group, current) == following


def test_over_a_break_the_next_round_is_the_first_after_it_and_asks_about_all_of_it(table: Table) -> None:
    table.ask()
    table.plan(breaks=(Break.weeks("Paus", W49, W50),))
    after = open_round(table.records, table.group, MEETING)
    assert after.week == Week(2026, 51)
    assert (after.period_first, after.period_last) == (date(2026, 11, 23), date(2026, 12, 13))


def test_a_meeting_that_was_moved_past_its_week_is_still_waited_for(table: Table) -> None:
    table.plan(weekday=4, holiday_rule=HolidayRule.NEXT)
    moved = open_round(table.records, table.group, at("2026-12-22", "12:00"))
    assert (moved.week, moved.held) == (Week(2026, 52), date(2026, 12, 28))
    assert open_round(table.records, table.group, at("2026-12-27", "12:00")).week == Week(2026, 52)
    assert open_round(table.records, table.group, at("2026-12-28", "08:59")).week == Week(2026, 52)
    assert open_round(table.records, table.group, at("2026-12-28", "09:00")).week > Week(2026, 52)


def test_a_group_without_a_meeting_time_has_no_round(table: Table) -> None:
    table.set_group(state=GroupState.NEW)
    assert table.refused(open_round, table.records, table.group, NOON).code == "not_set_up"


def test_breaks_that_leave_no_meeting_are_told_of_and_known_beforehand(table: Table) -> None:
    year = Week(2026, 48).plus(LOOK_AHEAD)
    table.plan(breaks=(Break.weeks("A", W47, Week(2027, 44)), Break.weeks("B", Week(2027, 45), year)))
    assert table.refused(open_round, table.records, table.group, NOON).code == "no_meeting"
    assert not meets(table.records, table.group, NOON)
    table.plan(breaks=table.group.plan.breaks[:1])
    assert meets(table.records, table.group, NOON)
    assert open_round(table.records, table.group, NOON).week == Week(2027, 45)


def test_the_last_week_that_is_looked_at_counts(table: Table) -> None:
    last = W48.plus(LOOK_AHEAD)
    before = last.plus(-1)
    half = Week(2027, 40)
    table.plan(breaks=(Break.weeks("A", W47, half), Break.weeks("B", half.next(), before)))
    assert meets(table.records, table.group, NOON)
    assert open_round(table.records, table.group, NOON).week == last


def test_the_clock_looks_at_rounds_of_the_last_weeks_and_the_open_one(table: Table) -> None:
    for day in ("2026-11-09", "2026-11-16", "2026-11-23"):
        open_round(table.records, table.group, at(day, "12:00"))
    seen = [round_.week for round_ in clock_rounds(table.records, table.group, at("2026-11-25", "12:00"))]
    assert seen == [Week(2026, 46), W47, W48, W49]
    late = [round_.week for round_ in clock_rounds(table.records, table.group, at("2026-12-17", "12:00"))]
    assert late == [W47, W48, W49, Week(2026, 52)]


def test_the_clock_looks_at_a_cancelled_meeting_until_it_would_have_begun(table: Table) -> None:
    table.plan(weekday=0, holiday_rule=HolidayRule.CANCEL)
    easter = Week(2027, 13)

    def seen(day: str, clock: str) -> bool:
        rounds = clock_rounds(table.records, table.group, at(day, clock))
        return easter in [round_.week for round_ in rounds]

    assert seen("2027-03-15", "12:00")
    assert seen("2027-03-29", "08:59")
    assert not seen("2027-03-29", "09:00")
    assert not seen("2027-02-20", "12:00")


def test_the_clock_looks_at_a_moved_meeting_ahead_and_at_no_other(table: Table) -> None:
    table.plan(weekday=0)
    rounds = clock_rounds(table.records, table.group, at("2027-03-15", "12:00"))
    assert [(round_.week, round_.outcome) for round_ in rounds] == [
        (Week(2027, 12), Outcome.AS_PLANNED),
        (Week(2027, 13), Outcome.MOVED),
    ]
    assert table.records.rounds.get("g1", Week(2027, 13)) is None


def test_a_new_plan_moves_rounds_that_nobody_was_asked_about(table: Table) -> None:
    open_round(table.records, table.group, FRIDAY)
    table.plan(meeting_clock=time(10))
    replan(table.records, table.group, FRIDAY)
    assert table.records.rounds.get("g1", W48) is None
    assert open_round(table.records, table.group, FRIDAY).moments[Step.MEETING] == at("2026-11-24", "10:00")


def test_a_new_plan_leaves_the_round_that_was_asked_about(table: Table) -> None:
    table.ask()
    kept = table.round()
    table.plan(meeting_clock=time(10), weekday=3)
    replan(table.records, table.group, NOON)
    assert table.round() == kept


def test_a_round_that_was_answered_early_moves_with_its_answer(table: Table) -> None:
    table.ask()
    table.save("cia", MEETING)
    assert table.round(W49).moments[Step.MEETING] == at("2026-12-01", "09:00")
    table.plan(meeting_clock=time(10), weekday=3)
    replan(table.records, table.group, at("2026-11-25", "12:00"))
    moved = table.round(W49)
    assert moved.moments[Step.MEETING] == at("2026-12-03", "10:00")
    assert (moved.period_first, moved.period_last) == (date(2026, 11, 23), date(2026, 11, 29))
    assert len(table.report("cia", W49).live) == 1


def test_a_round_that_is_moved_still_asks_about_the_whole_time_since_the_last_one(table: Table) -> None:
    table.ask()
    table.plan(breaks=(Break.weeks("Paus", W49, W49),))
    table.save("cia", MEETING)
    table.plan(meeting_clock=time(10))
    replan(table.records, table.group, at("2026-11-25", "12:00"))
    moved = table.round(W50)
    assert moved.moments[Step.MEETING] == at("2026-12-08", "10:00")
    assert (moved.period_first, moved.period_last) == (date(2026, 11, 23), date(2026, 12, 6))


def test_a_round_that_was_answered_early_stays_where_the_new_plan_has_no_meeting(table: Table) -> None:
    table.ask()
    table.save("cia", MEETING)
    kept = table.round(W49)
    table.plan(breaks=(Break.weeks("Paus", W49, W50),))
    replan(table.records, table.group, at("2026-11-25", "12:00"))
    assert table.round(W49) == kept


def test_at_the_very_minute_of_the_prompt_a_round_has_been_asked_about(table: Table) -> None:
    for now, kept in ((PROMPT, True), (at("2026-11-23", "07:59"), False)):
        open_round(table.records, table.group, FRIDAY)
        replan(table.records, table.group, now)
        assert (table.records.rounds.get("g1", W48) is not None) is kept


def test_the_groups_breaks_are_in_its_calendar(table: Table) -> None:
    pause = Break.weeks("Paus", W48, W48)
    table.plan(breaks=(pause,))
    assert calendar_of(table.records, table.group).breaks == (pause,)
    assert calendar_of(table.records, table.group).red[date(2026, 12, 25)] == "Juldagen"


def test_five_meetings_are_shown_with_those_that_are_cancelled_between(table: Table) -> None:
    table.plan(breaks=(Break.weeks("Paus", W49, W50),))
    meetings = next_meetings(table.records, table.group, FRIDAY)
    assert [(meeting.week.number, meeting.is_held) for meeting in meetings] == [
        (48, True),
        (49, False),
        (50, False),
        (51, True),
        (52, True),
        (53, True),
        (1, True),
    ]


def test_a_meeting_of_today_is_shown_until_it_has_begun(table: Table) -> None:
    open_round(table.records, table.group, FRIDAY)
    assert weeks(table, "2026-11-24", "08:59")[0] == W48
    assert weeks(table, "2026-11-24", "09:00")[:2] == [W49, W50]


def test_a_round_that_was_asked_about_is_shown_as_it_was_announced(table: Table) -> None:
    table.ask()
    table.plan(weekday=3, cadence=EveryWeeks(2, W49))
    shown = next_meetings(table.records, table.group, DEADLINE)
    assert [(meeting.week.number, meeting.held) for meeting in shown][:3] == [
        (48, date(2026, 11, 24)),
        (49, date(2026, 12, 3)),
        (51, date(2026, 12, 17)),
    ]
    assert len(shown) == 5
    assert (shown[0].planned, shown[0].outcome, shown[0].because) == (shown[0].held, Outcome.AS_PLANNED, "")
    # Held on Tuesday, it is not held on Thursday once more.
    assert weeks(table, "2026-11-25")[0] == W49


def test_a_moved_round_is_shown_with_its_reason(table: Table) -> None:
    table.plan(weekday=0, cadence=ByMonth(frozenset({-1})))
    open_round(table.records, table.group, at("2027-03-20"))
    shown = next_meetings(table.records, table.group, at("2027-03-20"))[0]
    assert (shown.outcome, shown.because, shown.held) == (
        Outcome.MOVED,
        "Annandag påsk",
        date(2027, 3, 30),
    )
