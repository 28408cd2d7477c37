"""A round's period, its moments across daylight saving time, and its phases."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.swedish import swedish_days
from est.days import Break, DayCalendar
from est.round import Phase, Round, moment, phase, plan_round, plan_rounds
from est.timetable import ByMonth, EveryWeeks, HolidayRule, Outcome, Plan, Preset, Step, occurrences
from est.week import Week

STOCKHOLM = "Europe/Stockholm"
SWEDEN = swedish_days(range(2023, 2036))
NO_RED_DAYS = DayCalendar()
A = Plan.standard(Preset.WEEK_START)
B = Plan.standard(Preset.BEFORE_WEEKEND)
FOURTH, LAST_HELD = Week(2026, 10), Week(2026, 9)


def rounds_of(plan: Plan, first: str, last: str = "", days: DayCalendar = SWEDEN) -> tuple[Round, ...]:
    return plan_rounds("g1", plan, days, (Week.parse(first), Week.parse(last or first)))


def round_of(plan: Plan, week: str, days: DayCalendar = SWEDEN) -> Round:
    (found,) = rounds_of(plan, week, days=days)
    return found


def on_the_wall(at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(STOCKHOLM)):%F %H:%M}"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.case("S1")
def test_a_weekly_nine_oclock_meeting_is_at_nine_on_the_wall_on_both_sides_of_each_change() -> None:
    def meeting(weekday: int, week: str) -> datetime:
        return round_of(replace(A, weekday=weekday), week).moments[Step.MEETING]

    assert meeting(4, "2026-W13") == utc(2026, 3, 27, 8)
    assert meeting(0, "2026-W14") == utc(2026, 3, 30, 7)
    assert meeting(4, "2026-W43") == utc(2026, 10, 23, 7)
    assert meeting(0, "2026-W44") == utc(2026, 10, 26, 8)
    for weekday in range(5):
        year = rounds_of(replace(A, weekday=weekday), "2026-W01", "2026-W53", days=NO_RED_DAYS)
        assert len(year) == 53
        assert {on_the_wall(one.moments[Step.MEETING])[11:] for one in year} == {"09:00"}
        assert {one.moments[Step.MEETING].hour for one in year} == {7, 8}
        assert all(at.tzinfo is UTC for one in year for at in one.moments.values())


def test_on_each_monday_of_ten_years_the_prompt_falls_at_eight_in_stockholm() -> None:
    every_round = rounds_of(A, "2024-W01", "2033-W52", days=NO_RED_DAYS)
    mondays = [date(2024, 1, 1) + timedelta(weeks=n) for n in range(522)]
    assert [on_the_wall(one.moments[Step.PROMPT]) for one in every_round] == [
        f"{day} 08:00" for day in mondays
    ]
    swedish = rounds_of(A, "2024-W01", "2033-W52")
    prompts = [one.moments[Step.PROMPT].astimezone(ZoneInfo(STOCKHOLM)) for one in swedish if one.is_held]
    assert {at.timetz().replace(tzinfo=None) for at in prompts} == {time(8)}
    assert all(SWEDEN.is_working(at.date(), time(16, 15)) for at in prompts)
    assert len(prompts) > 500


def test_a_time_in_the_hour_that_spring_skips_is_an_hour_later_on_the_wall() -> None:
    assert moment(date(2027, 3, 28), time(2, 30), STOCKHOLM) == utc(2027, 3, 28, 1, 30)
    assert on_the_wall(moment(date(2027, 3, 28), time(2, 30), STOCKHOLM)) == "2027-03-28 03:30"
    assert moment(date(2027, 3, 28), time(1, 59), STOCKHOLM) == utc(2027, 3, 28, 0, 59)
    assert moment(date(2027, 3, 28), time(3), STOCKHOLM) == utc(2027, 3, 28, 1)


def test_a_time_in_the_hour_that_autumn_has_twice_is_the_first_of_the_two() -> None:
    assert moment(date(2026, 10, 25), time(2, 30), STOCKHOLM) == utc(2026, 10, 25, 0, 30)
    assert moment(date(2026, 10, 25), time(2, 30, fold=1), STOCKHOLM) == utc(2026, 10, 25, 0, 30)
    assert moment(date(2026, 10, 25), time(3), STOCKHOLM) == utc(2026, 10, 25, 2)


def test_a_wall_clock_time_brings_no_zone_of_its_own() -> None:
    with pytest.raises(ValueError, match=r"^a wall-clock time has no zone of its own$"):
        moment(date(2026, 3, 3), time(9, tzinfo=UTC), STOCKHOLM)


@given(st.dates(date(2000, 1, 1), date(2035, 12, 31)), st.times())
@settings(deadline=None, max_examples=100)
def test_every_other_time_of_every_day_is_what_the_wall_shows(day: date, clock: time) -> None:
    at = moment(day, clock, STOCKHOLM)
    assert at.tzinfo is UTC
    shown = at.astimezone(ZoneInfo(STOCKHOLM)).replace(tzinfo=None)
    turned_night = day.month in {3, 10} and day.isoweekday() == 7 and day.day > 24 and clock.hour == 2
    if not turned_night:
        assert shown == datetime.combine(day, clock)


def test_a_round_of_preset_a_asks_on_monday_about_the_week_before() -> None:
    found = round_of(A, "2026-W10")
    assert found.id == "g1/2026-W10"
    assert (found.period_first, found.period_last) == (date(2026, 2, 23), date(2026, 3, 1))
    assert {step: on_the_wall(at) for step, at in found.moments.items()} == {
        Step.PROMPT: "2026-03-02 08:00",
        Step.REMINDER: "2026-03-02 13:00",
        Step.DEADLINE: "2026-03-02 16:00",
        Step.DRAFT: "2026-03-02 16:15",
        Step.AGENDA: "2026-03-03 08:15",
        Step.MEETING: "2026-03-03 09:00",
        Step.MEETING_END: "2026-03-03 09:30",
        Step.APPROVAL: "2026-03-03 13:00",
        Step.FEEDBACK: "2026-03-03 13:15",
        Step.ACTION_CHECK: "2026-03-06 09:00",
    }
    assert found.zone == STOCKHOLM
    assert (found.planned, found.held, found.outcome) == (
        date(2026, 3, 3),
        date(2026, 3, 3),
        Outcome.AS_PLANNED,
    )
    assert found.because == ""


def test_a_round_of_preset_b_asks_on_tuesday_about_tuesday_to_monday() -> None:
    found = round_of(B, "2026-W10")
    assert (found.period_first, found.period_last) == (date(2026, 2, 24), date(2026, 3, 2))
    assert {step: on_the_wall(at) for step, at in found.moments.items()} == {
        Step.PROMPT: "2026-03-03 08:00",
        Step.REMINDER: "2026-03-04 09:00",
        Step.DEADLINE: "2026-03-04 15:00",
        Step.DRAFT: "2026-03-04 15:30",
        Step.AGENDA: "2026-03-05 08:15",
        Step.MEETING: "2026-03-05 10:00",
        Step.MEETING_END: "2026-03-05 10:30",
        Step.APPROVAL: "2026-03-06 08:00",
        Step.FEEDBACK: "2026-03-06 08:15",
        Step.ACTION_CHECK: "2026-03-09 09:00",
    }


@pytest.mark.parametrize(
    ("weekday", "last"),
    [
        (0, date(2026, 3, 4)),
        (1, date(2026, 3, 5)),
        (2, date(2026, 3, 8)),
        (3, date(2026, 3, 9)),
        (4, date(2026, 3, 10)),
    ],
)
def test_the_period_of_preset_b_ends_the_day_before_the_weekday_of_its_prompt(
    weekday: int, last: date
) -> None:
    found = round_of(replace(B, weekday=weekday), "2026-W11")
    assert found.period_last == last
    assert found.period_first == last - timedelta(days=6)


@pytest.mark.parametrize("weekday", range(1, 5))
def test_the_period_of_preset_a_is_the_week_before_whatever_the_weekday(weekday: int) -> None:
    found = round_of(replace(A, weekday=weekday), "2026-W11")
    assert (found.period_first, found.period_last) == (Week(2026, 10).monday, Week(2026, 10).sunday)


def test_a_question_on_friday_is_about_the_seven_days_before_it() -> None:
    found = round_of(replace(A, weekday=0), "2026-W11")
    assert (found.period_first, found.period_last) == (date(2026, 2, 27), date(2026, 3, 5))
    assert found.moments[Step.PROMPT].date() == date(2026, 3, 6)


@pytest.mark.parametrize(
    ("plan", "first"),
    [
        (replace(A, cadence=EveryWeeks(2, Week(2026, 11))), date(2026, 2, 23)),
        (replace(A, cadence=EveryWeeks(4, Week(2026, 11))), date(2026, 2, 9)),
        (replace(A, cadence=ByMonth(frozenset({2}))), date(2026, 2, 9)),
        (replace(B, cadence=EveryWeeks(2, Week(2026, 11))), date(2026, 2, 24)),
    ],
)
def test_a_groups_first_period_is_as_long_as_its_cadence(plan: Plan, first: date) -> None:
    assert round_of(plan, "2026-W11").period_first == first


def test_a_period_takes_in_the_weeks_of_cancelled_meetings_and_of_the_summer() -> None:
    cancel = replace(A, holiday_rule=HolidayRule.CANCEL)
    before, red, after = rounds_of(cancel, "2026-W01", "2026-W03")
    assert (before.period_last, red.is_held) == (date(2025, 12, 28), False)
    assert (after.period_first, after.period_last) == (date(2025, 12, 29), date(2026, 1, 11))
    summer = replace(A, breaks=(Break.parse("Sommaruppehåll", "W27-W32", 2026),))
    rounds = rounds_of(summer, "2026-W26", "2026-W33")
    assert [one.is_held for one in rounds] == [True] + [False] * 6 + [True]
    assert (rounds[-1].period_first, rounds[-1].period_last) == (date(2026, 6, 22), date(2026, 8, 9))


def test_a_meeting_moved_before_the_end_of_its_period_cuts_it_and_the_next_one_takes_in_the_rest() -> None:
    back = replace(A, holiday_rule=HolidayRule.PREVIOUS)
    moved, after = rounds_of(back, "2030-W01", "2030-W02")
    assert (moved.held, moved.period_last) == (date(2029, 12, 28), date(2029, 12, 26))
    assert (after.period_first, after.period_last) == (date(2029, 12, 27), date(2030, 1, 6))


def test_a_period_begins_where_the_round_that_was_held_last_ended_also_under_another_plan() -> None:
    (meeting,) = occurrences(A, SWEDEN, Week(2026, 11), Week(2026, 11))
    under_b = round_of(B, "2026-W10")
    assert under_b.period_last == date(2026, 3, 2)
    assert plan_round("g1", A, SWEDEN, meeting, under_b).period_first == date(2026, 3, 3)
    (before,) = occurrences(A, SWEDEN, Week(2026, 8), Week(2026, 8))
    assert plan_round("g1", A, SWEDEN, meeting, before).period_first == date(2026, 2, 16)
    assert plan_round("g1", A, SWEDEN, meeting).period_first == date(2026, 3, 2)


def test_a_period_is_never_empty_when_a_change_of_plan_brings_two_meetings_close() -> None:
    (tuesday,) = occurrences(A, SWEDEN, Week(2026, 10), Week(2026, 10))
    (thursday,) = occurrences(B, SWEDEN, Week(2026, 10), Week(2026, 10))
    already_covered = plan_round("g1", B, SWEDEN, thursday)
    found = plan_round("g1", A, SWEDEN, tuesday, already_covered)
    assert (found.period_first, found.period_last) == (date(2026, 3, 1), date(2026, 3, 1))


def test_a_moved_round_keeps_its_week_moves_its_chain_and_tells_the_group_a_week_before_the_usual_prompt() -> (
    None
):
    days = SWEDEN.confirm(2028, (), {})
    found = round_of(A, "2028-W23", days)
    assert found.id == "g1/2028-W23"
    assert (found.planned, found.held) == (date(2028, 6, 6), date(2028, 6, 7))
    assert (found.outcome, found.because) == (Outcome.MOVED, "Nationaldagen")
    assert (found.period_first, found.period_last) == (date(2028, 5, 29), date(2028, 6, 4))
    shown = {step: on_the_wall(at) for step, at in found.moments.items()}
    assert shown[Step.NOTICE] == "2028-05-29 08:00"
    assert shown[Step.NOTICE_END] == "2028-06-07 09:00"
    assert shown[Step.PROMPT] == "2028-06-05 08:00"
    assert shown[Step.DEADLINE] == "2028-06-05 16:00"
    assert shown[Step.MEETING] == "2028-06-07 09:00"
    assert shown[Step.FEEDBACK] == "2028-06-07 13:15"
    assert shown[Step.ACTION_CHECK] == "2028-06-12 09:00"
    assert list(found.moments) == list(Step)


def test_a_notice_of_a_meeting_moved_earlier_comes_a_week_before_its_own_prompt() -> None:
    back = replace(A, holiday_rule=HolidayRule.PREVIOUS)
    found = round_of(back, "2028-W23", SWEDEN.confirm(2028, (), {}))
    assert found.held == date(2028, 6, 5)
    assert on_the_wall(found.moments[Step.PROMPT]) == "2028-06-02 08:00"
    assert on_the_wall(found.moments[Step.NOTICE]) == "2028-05-26 08:00"
    assert on_the_wall(found.moments[Step.NOTICE_END]) == "2028-06-05 09:00"


def test_a_notice_is_given_on_a_working_day_also_in_a_break() -> None:
    red = {date(2026, 3, 10): "Röd dag", date(2026, 3, 2): "Röd dag"}
    assert (
        on_the_wall(round_of(A, "2026-W11", DayCalendar(red=red)).moments[Step.NOTICE]) == "2026-02-27 08:00"
    )
    pause = Break("Sportlov", date(2026, 2, 23), date(2026, 3, 1))
    shown = round_of(A, "2026-W11", DayCalendar(red=red, breaks=(pause,))).moments[Step.NOTICE]
    assert on_the_wall(shown) == "2026-02-27 08:00"
    only_till_eight = DayCalendar(red={date(2026, 3, 10): "Röd dag"}, half_days={date(2026, 3, 2): time(8)})
    assert on_the_wall(round_of(A, "2026-W11", only_till_eight).moments[Step.NOTICE]) == "2026-02-27 08:00"


def test_a_cancelled_round_has_a_notice_and_nothing_else() -> None:
    found = round_of(replace(A, holiday_rule=HolidayRule.CANCEL), "2028-W23")
    assert {step: on_the_wall(at) for step, at in found.moments.items()} == {
        Step.NOTICE: "2028-05-29 08:00",
        Step.NOTICE_END: "2028-06-06 09:00",
    }
    assert (found.outcome, found.is_held) == (Outcome.CANCELLED_HOLIDAY, False)
    assert (found.planned, found.held) == (date(2028, 6, 6), date(2028, 6, 6))


def test_of_a_summer_only_the_first_cancelled_round_has_a_notice() -> None:
    summer = replace(A, breaks=(Break.parse("Sommaruppehåll", "W27-W29", 2026),))
    first, second, third = rounds_of(summer, "2026-W27", "2026-W29")
    assert on_the_wall(first.moments[Step.NOTICE]) == "2026-06-22 08:00"
    assert on_the_wall(first.moments[Step.NOTICE_END]) == "2026-06-30 09:00"
    assert second.moments == third.moments == {}


def test_a_groups_own_break_holds_up_its_check_of_actions() -> None:
    pause = Break("Sportlov", date(2026, 3, 5), date(2026, 3, 8))
    found = round_of(replace(A, breaks=(pause,)), "2026-W10")
    assert on_the_wall(found.moments[Step.ACTION_CHECK]) == "2026-03-10 09:00"


def test_each_phase_begins_at_its_moment_and_not_before() -> None:
    found = round_of(A, "2026-W10")
    tick = timedelta(microseconds=1)
    for step, before, after in [
        (Step.PROMPT, Phase.BEFORE_PROMPT, Phase.OPEN),
        (Step.DEADLINE, Phase.OPEN, Phase.LATE),
        (Step.MEETING, Phase.LATE, Phase.LOCKED),
    ]:
        at = found.moments[step]
        assert phase(found, at - tick, approved=False) is before
        assert phase(found, at, approved=False) is after
    assert phase(found, found.moments[Step.ACTION_CHECK], approved=False) is Phase.LOCKED


def test_an_approved_round_is_approved_whatever_the_time_and_a_cancelled_one_is_cancelled() -> None:
    found = round_of(A, "2026-W10")
    assert phase(found, found.moments[Step.AGENDA], approved=True) is Phase.APPROVED
    assert phase(found, found.moments[Step.FEEDBACK], approved=True) is Phase.APPROVED
    cancelled = round_of(replace(A, holiday_rule=HolidayRule.CANCEL), "2026-W02")
    for now in (utc(2025, 1, 1), utc(2026, 1, 6, 8), utc(2027, 1, 1)):
        assert phase(cancelled, now, approved=False) is Phase.CANCELLED
        assert phase(cancelled, now, approved=True) is Phase.CANCELLED


def test_a_round_never_changes() -> None:
    moments = dict(round_of(A, "2026-W10").moments)
    found = replace(round_of(A, "2026-W10"), moments=moments)
    moments.clear()
    assert len(found.moments) == 10
    with pytest.raises(TypeError):
        found.moments[Step.PROMPT] = utc(2026, 1, 1)  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        found.held = date(2026, 3, 4)  # type: ignore[misc]
    assert len({found, round_of(A, "2026-W10"), round_of(A, "2026-W11")}) == 2


def test_rounds_are_chained_from_the_one_that_was_held_before_them() -> None:
    last_held = round_of(A, "2026-W08")
    found = plan_rounds("g2", A, SWEDEN, (Week(2026, 10), Week(2026, 11)), last_held)
    assert [one.id for one in found] == ["g2/2026-W10", "g2/2026-W11"]
    assert [one.period_first for one in found] == [date(2026, 2, 16), date(2026, 3, 2)]


year_days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
plans = st.builds(
    Plan,
    preset=st.sampled_from(Preset),
    weekday=st.integers(0, 4),
    meeting_clock=st.sampled_from([time(7), time(8), time(9), time(13, 30), time(20)]),
    length=st.sampled_from([10, 30, 120]),
    cadence=st.sampled_from(
        [EveryWeeks(), EveryWeeks(2), EveryWeeks(3), ByMonth(), ByMonth(frozenset({2, -1}))]
    ),
    holiday_rule=st.sampled_from(HolidayRule),
)
calendars = st.builds(
    DayCalendar,
    red=st.dictionaries(year_days, st.just("Röd dag"), max_size=25),
    half_days=st.dictionaries(year_days, st.sampled_from([time(12), time(14)]), max_size=10),
    breaks=st.lists(
        st.builds(
            lambda first, n: Break("Lov", first, first + timedelta(days=n)), year_days, st.integers(0, 45)
        ),
        max_size=2,
    ).map(tuple),
)


@given(plans, calendars)
@settings(deadline=None, max_examples=30)
def test_however_the_red_days_lie_every_day_is_asked_about_once_and_every_moment_keeps_its_order(
    plan: Plan, days: DayCalendar
) -> None:
    rounds = plan_rounds("g1", plan, days, (Week(2026, 1), Week(2026, 53)))
    held = [one for one in rounds if one.is_held]
    for earlier, later in pairwise(held):
        assert later.period_first == earlier.period_last + timedelta(days=1)
        assert earlier.moments[Step.MEETING_END] < later.moments[Step.PROMPT]
    for one in held:
        assert one.period_first <= one.period_last < one.held
        chain = [one.moments[step] for step in Step if step not in {Step.NOTICE, Step.NOTICE_END}]
        assert all(before < after for before, after in pairwise(chain))
        assert one.moments.get(Step.NOTICE, chain[0]) <= chain[0]
        assert (Step.NOTICE in one.moments) is (one.outcome is Outcome.MOVED)
        assert one.moments.get(Step.NOTICE_END, one.moments[Step.MEETING]) == one.moments[Step.MEETING]
    for one in rounds:
        local_days = [at.astimezone(ZoneInfo(STOCKHOLM)).date() for at in one.moments.values()]
        assert not [day for day in local_days[: len(local_days) - 1] if day in days.red]
        assert one.is_held or set(one.moments) <= {Step.NOTICE, Step.NOTICE_END}
