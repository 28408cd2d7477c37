"""Presets, plans, the days of the steps, and the meetings that come of it."""

from __future__ import annotations

import typing
from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.swedish import swedish_days
from est.days import NOON, Break, DayCalendar, DayKind
from est.errors import Refusal
from est.timetable import (
    ByMonth,
    EveryWeeks,
    HolidayRule,
    Occurrence,
    Outcome,
    Plan,
    PlanError,
    Preset,
    Slot,
    Step,
    occurrences,
    planned_before,
    preview,
    slots,
    step_days,
)
from est.timetable.plan import Cadence
from est.week import Week

SWEDEN = swedish_days(range(2023, 2036))
NO_RED_DAYS = DayCalendar()
A = Plan.standard(Preset.WEEK_START)
B = Plan.standard(Preset.BEFORE_WEEKEND)
MONDAY, TUESDAY, THURSDAY, FRIDAY = 0, 1, 3, 4


def one(plan: Plan, days: DayCalendar, week: str) -> Occurrence:
    (found,) = occurrences(plan, days, Week.parse(week), Week.parse(week))
    return found


def refused(**changes: object) -> PlanError:
    with pytest.raises(PlanError) as caught:
        replace(A, **changes)  # type: ignore[arg-type]
    assert isinstance(caught.value, Refusal)
    return caught.value


cadences: st.SearchStrategy[Cadence] = st.one_of(
    st.builds(EveryWeeks, st.integers(1, 4), st.builds(Week, st.integers(2024, 2026), st.integers(1, 52))),
    st.builds(ByMonth, st.frozensets(st.sampled_from([1, 2, 3, 4, -1]), min_size=1)),
)
plans = st.builds(
    Plan,
    preset=st.sampled_from(Preset),
    weekday=st.integers(0, 4),
    meeting_clock=st.integers(7 * 12, 20 * 12).map(lambda fives: time(*divmod(fives * 5, 60))),
    length=st.integers(10, 120),
    cadence=cadences,
    holiday_rule=st.sampled_from(HolidayRule),
)
year_days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
calendars = st.builds(
    DayCalendar,
    red=st.dictionaries(year_days, st.just("Röd dag"), max_size=25),
    half_days=st.dictionaries(
        year_days, st.times(time(9), time(17)).map(lambda t: t.replace(second=0)), max_size=15
    ),
    bridge_days=st.frozensets(year_days, max_size=15),
    breaks=st.lists(
        st.builds(
            lambda first, n: Break("Lov", first, first + timedelta(days=n)), year_days, st.integers(0, 45)
        ),
        max_size=3,
    ).map(tuple),
)


def test_preset_a_is_the_timetable_of_the_method() -> None:
    assert Plan.standard(Preset.WEEK_START) == Plan(
        Preset.WEEK_START, 1, time(9), 30, EveryWeeks(1), HolidayRule.NEXT, "Europe/Stockholm", ()
    )
    assert A.slots() == (
        Slot(Step.PROMPT, -1, time(8)),
        Slot(Step.REMINDER, -1, time(13)),
        Slot(Step.DEADLINE, -1, time(16)),
        Slot(Step.DRAFT, -1, time(16, 15)),
        Slot(Step.AGENDA, 0, time(8, 15)),
        Slot(Step.MEETING, 0, time(9)),
        Slot(Step.MEETING_END, 0, time(9, 30)),
        Slot(Step.APPROVAL, 0, time(13)),
        Slot(Step.FEEDBACK, 0, time(13, 15)),
        Slot(Step.ACTION_CHECK, 3, time(9)),
    )
    assert Preset("A") is Preset.WEEK_START


def test_preset_b_is_the_timetable_of_the_method() -> None:
    assert Plan.standard(Preset.BEFORE_WEEKEND) == Plan(Preset.BEFORE_WEEKEND, 3, time(10))
    assert B.slots() == (
        Slot(Step.PROMPT, -2, time(8)),
        Slot(Step.REMINDER, -1, time(9)),
        Slot(Step.DEADLINE, -1, time(15)),
        Slot(Step.DRAFT, -1, time(15, 30)),
        Slot(Step.AGENDA, 0, time(8, 15)),
        Slot(Step.MEETING, 0, time(10)),
        Slot(Step.MEETING_END, 0, time(10, 30)),
        Slot(Step.APPROVAL, 1, time(8)),
        Slot(Step.FEEDBACK, 1, time(8, 15)),
        Slot(Step.ACTION_CHECK, 2, time(9)),
    )
    assert Preset("B") is Preset.BEFORE_WEEKEND


@pytest.mark.parametrize("preset", Preset)
@pytest.mark.parametrize(
    ("meeting", "agenda"),
    [
        (time(7), time(6, 45)),
        (time(8), time(7, 45)),
        (time(8, 15), time(8)),
        (time(8, 29), time(8, 14)),
        (time(8, 30), time(8, 15)),
        (time(8, 31), time(8, 15)),
        (time(20), time(8, 15)),
    ],
)
def test_the_agenda_is_out_a_quarter_of_an_hour_before_an_early_meeting(
    preset: Preset, meeting: time, agenda: time
) -> None:
    clocks = {slot.step: slot.clock for slot in slots(preset, meeting, 30)}
    assert clocks[Step.AGENDA] == agenda
    assert clocks[Step.MEETING] == meeting


@pytest.mark.parametrize(
    ("meeting", "length", "approval"),
    [
        (time(9), 30, Slot(Step.APPROVAL, 0, time(13))),
        (time(11, 30), 30, Slot(Step.APPROVAL, 0, time(13))),
        (time(11, 31), 30, Slot(Step.APPROVAL, 1, time(8))),
        (time(10), 120, Slot(Step.APPROVAL, 0, time(13))),
        (time(14), 30, Slot(Step.APPROVAL, 1, time(8))),
        (time(20), 120, Slot(Step.APPROVAL, 1, time(8))),
    ],
)
def test_after_a_late_meeting_summary_and_feedback_come_the_next_morning(
    meeting: time, length: int, approval: Slot
) -> None:
    found = {slot.step: slot for slot in slots(Preset.WEEK_START, meeting, length)}
    feedback = Slot(Step.FEEDBACK, approval.working_days, approval.clock.replace(minute=15))
    assert found[Step.APPROVAL] == approval
    assert found[Step.FEEDBACK] == feedback
    assert found[Step.ACTION_CHECK] == Slot(Step.ACTION_CHECK, 3, time(9))


def test_preset_b_has_its_feedback_the_next_morning_however_early_the_meeting() -> None:
    assert slots(Preset.BEFORE_WEEKEND, time(7), 10)[7:9] == (
        Slot(Step.APPROVAL, 1, time(8)),
        Slot(Step.FEEDBACK, 1, time(8, 15)),
    )


@given(plans)
@settings(deadline=None, max_examples=80)
def test_every_legal_plan_has_its_steps_in_order_and_none_in_the_hour_that_comes_and_goes(plan: Plan) -> None:
    found = plan.slots()
    assert [slot.step for slot in found] == [
        step for step in Step if step not in {Step.NOTICE, Step.NOTICE_END}
    ]
    assert all(
        earlier < later for earlier, later in pairwise((slot.working_days, slot.clock) for slot in found)
    )
    assert all(time(6, 45) <= slot.clock <= time(22) for slot in found)
    agenda, meeting = found[4].clock, found[5].clock
    assert datetime.combine(date(2026, 1, 1), meeting) - datetime.combine(
        date(2026, 1, 1), agenda
    ) >= timedelta(minutes=15)


@pytest.mark.parametrize("weekday", [-1, 5, 6, 7])
def test_a_meeting_is_on_a_weekday(weekday: int) -> None:
    no = refused(weekday=weekday)
    assert (no.code, no.field) == ("plan_weekday", "weekday")
    assert [replace(A, weekday=day).weekday for day in range(5)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "clock", [time(0), time(2), time(2, 30), time(3), time(6, 59), time(20, 1), time(23)]
)
def test_a_meeting_begins_in_the_daytime(clock: time) -> None:
    no = refused(meeting_clock=clock)
    assert (no.code, no.field) == ("plan_clock_hours", "meeting_clock")
    assert no.values == {"earliest": time(7), "latest": time(20)}
    assert replace(A, meeting_clock=time(7)).meeting_clock == time(7)
    assert replace(A, meeting_clock=time(20)).meeting_clock == time(20)


@pytest.mark.parametrize("clock", [time(9, 0, 1), time(9, 0, 0, 1)])
def test_a_meeting_begins_on_a_whole_minute(clock: time) -> None:
    no = refused(meeting_clock=clock)
    assert (no.code, no.field) == ("plan_clock_not_whole_minutes", "meeting_clock")


@pytest.mark.parametrize("length", [-30, 0, 9, 121])
def test_a_meeting_lasts_between_ten_minutes_and_two_hours(length: int) -> None:
    no = refused(length=length)
    assert (no.code, no.field, no.values) == ("plan_length", "length", {"shortest": 10, "longest": 120})
    assert [replace(A, length=minutes).length for minutes in (10, 120)] == [10, 120]


@pytest.mark.parametrize(
    "zone", ["", "Stockholm", "Europe/Atlantis", "../Stockholm", "/etc/localtime", "Europe"]
)
def test_a_zone_that_does_not_exist_is_refused_and_never_taken_for_utc(zone: str) -> None:
    no = refused(zone=zone)
    assert (no.code, no.field) == ("plan_zone", "zone")


@pytest.mark.parametrize("interval", [-1, 0, 5])
def test_meetings_are_one_to_four_weeks_apart(interval: int) -> None:
    with pytest.raises(PlanError) as caught:
        EveryWeeks(interval)
    assert (caught.value.code, caught.value.field) == ("plan_interval", "cadence")
    assert caught.value.values == {"interval": interval}
    assert [EveryWeeks(n).interval for n in (1, 2, 3, 4)] == [1, 2, 3, 4]


@pytest.mark.parametrize("ordinals", [set(), {0}, {5}, {1, 6}, {-2}, {-1, 0}])
def test_a_weekday_of_the_month_is_one_of_the_first_four_or_the_last(ordinals: set[int]) -> None:
    with pytest.raises(PlanError) as caught:
        ByMonth(frozenset(ordinals))
    assert (caught.value.code, caught.value.field) == ("plan_ordinals", "cadence")
    assert caught.value.values == {"ordinals": sorted(ordinals)}
    assert ByMonth().ordinals == {1}
    assert ByMonth(frozenset({1, 2, 3, 4, -1})).ordinals == {1, 2, 3, 4, -1}


@pytest.mark.case("S13")
def test_a_plan_holds_wall_clock_time_and_its_zone_and_cannot_hold_a_utc_hour() -> None:
    hints = typing.get_type_hints(Plan)
    assert hints["meeting_clock"] is time
    assert hints["zone"] is str
    assert typing.get_type_hints(Slot) == {"step": Step, "working_days": int, "clock": time}
    names = {field.name for field in fields(Plan)} | {field.name for field in fields(Slot)}
    assert not [name for name in names if "utc" in name or "hour" in name or "offset" in name]
    assert [name for name, hint in hints.items() if hint is int] == ["weekday", "length"]
    aware = refused(meeting_clock=time(9, tzinfo=UTC))
    assert (aware.code, aware.field) == ("plan_clock_has_zone", "meeting_clock")
    with pytest.raises(AttributeError):
        replace(A, meeting_clock=9)  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        replace(A, meeting_clock=datetime(2026, 1, 6, 9, tzinfo=UTC).isoformat())  # type: ignore[arg-type]


def test_a_plan_never_changes() -> None:
    with pytest.raises(FrozenInstanceError):
        A.weekday = 2  # type: ignore[misc]


def test_every_n_weeks_is_counted_from_the_anchor_and_survives_a_year_of_53_weeks() -> None:
    plan = replace(A, cadence=EveryWeeks(2, Week(2026, 50)))
    held = occurrences(plan, NO_RED_DAYS, Week(2026, 48), Week(2027, 4))
    assert [str(meeting.week) for meeting in held] == [
        "2026-W48",
        "2026-W50",
        "2026-W52",
        "2027-W01",
        "2027-W03",
    ]
    third = replace(A, cadence=EveryWeeks(3, Week(2027, 1)))
    assert [
        str(meeting.week) for meeting in occurrences(third, NO_RED_DAYS, Week(2026, 48), Week(2027, 4))
    ] == [
        "2026-W48",
        "2026-W51",
        "2027-W01",
        "2027-W04",
    ]


@pytest.mark.parametrize(
    ("ordinals", "planned"),
    [
        ({1}, [(9, 1), (10, 6), (11, 3), (12, 1)]),
        ({3}, [(9, 15), (10, 20), (11, 17), (12, 15)]),
        ({1, 3}, [(9, 1), (9, 15), (10, 6), (10, 20), (11, 3), (11, 17), (12, 1), (12, 15)]),
        ({2, 4}, [(9, 8), (9, 22), (10, 13), (10, 27), (11, 10), (11, 24), (12, 8), (12, 22)]),
        ({-1}, [(9, 29), (10, 27), (11, 24), (12, 29)]),
        ({4, -1}, [(9, 22), (9, 29), (10, 27), (11, 24), (12, 22), (12, 29)]),
    ],
)
def test_weekdays_of_the_month_are_counted_in_the_month(
    ordinals: set[int], planned: list[tuple[int, int]]
) -> None:
    plan = replace(A, cadence=ByMonth(frozenset(ordinals)))
    found = occurrences(plan, NO_RED_DAYS, Week(2026, 36), Week(2026, 53))
    assert [meeting.planned for meeting in found] == [date(2026, month, day) for month, day in planned]


def test_the_last_weekday_is_the_last_also_in_a_month_that_ends_on_it() -> None:
    plan = replace(A, cadence=ByMonth(frozenset({-1})))
    assert [m.planned for m in occurrences(plan, NO_RED_DAYS, Week(2026, 25), Week(2026, 29))] == [
        date(2026, 6, 30)
    ]


def test_the_last_weekday_of_a_short_february_is_the_fourth() -> None:
    plan = replace(A, weekday=FRIDAY, cadence=ByMonth(frozenset({-1})))
    assert [m.planned for m in occurrences(plan, NO_RED_DAYS, Week(2026, 8), Week(2026, 10))] == [
        date(2026, 2, 27)
    ]


def test_the_meeting_planned_before_is_found_over_any_cadence() -> None:
    assert planned_before(A, date(2026, 3, 3)) == date(2026, 2, 24)
    monthly = replace(A, cadence=ByMonth())
    assert planned_before(monthly, date(2026, 10, 6)) == date(2026, 9, 1)
    assert planned_before(replace(A, cadence=EveryWeeks(4, Week(2026, 10))), date(2026, 3, 3)) == date(
        2026, 2, 3
    )


def test_a_week_with_nothing_in_the_way_meets_as_planned() -> None:
    assert one(A, SWEDEN, "2026-W10") == Occurrence(
        Week(2026, 10), date(2026, 3, 3), date(2026, 3, 3), Outcome.AS_PLANNED, "", announced=False
    )


@pytest.mark.parametrize(
    ("week", "planned", "following", "before", "name"),
    [
        ("2026-W02", date(2026, 1, 6), date(2026, 1, 7), date(2026, 1, 5), "Trettondedag jul"),
        ("2028-W23", date(2028, 6, 6), date(2028, 6, 7), date(2028, 6, 5), "Nationaldagen"),
        ("2029-W18", date(2029, 5, 1), date(2029, 5, 2), date(2029, 4, 30), "Första maj"),
        ("2030-W01", date(2030, 1, 1), date(2030, 1, 2), date(2029, 12, 28), "Nyårsdagen"),
    ],
)
def test_a_meeting_on_a_red_tuesday_goes_where_the_rule_says_and_keeps_its_week(
    week: str, planned: date, following: date, before: date, name: str
) -> None:
    for rule, held, outcome in [
        (HolidayRule.NEXT, following, Outcome.MOVED),
        (HolidayRule.PREVIOUS, before, Outcome.MOVED),
        (HolidayRule.CANCEL, planned, Outcome.CANCELLED_HOLIDAY),
    ]:
        found = one(replace(A, holiday_rule=rule), SWEDEN, week)
        assert found == Occurrence(Week.parse(week), planned, held, outcome, name, announced=True)
        assert found.is_held is (rule is not HolidayRule.CANCEL)


def test_an_eve_moves_a_meeting_as_a_red_day_does() -> None:
    friday = replace(A, weekday=FRIDAY, holiday_rule=HolidayRule.PREVIOUS)
    assert one(friday, SWEDEN, "2026-W25").held == date(2026, 6, 18)
    assert one(friday, SWEDEN, "2026-W25").because == "Midsommarafton"


def test_a_meeting_in_the_morning_of_a_half_day_stands_and_one_that_runs_past_its_end_does_not() -> None:
    thursday = replace(A, weekday=THURSDAY)
    assert one(thursday, SWEDEN, "2026-W14").outcome is Outcome.AS_PLANNED
    until_two = replace(thursday, meeting_clock=time(13, 30), length=30)
    assert one(until_two, SWEDEN, "2026-W14").outcome is Outcome.AS_PLANNED
    past_two = one(replace(until_two, length=31), SWEDEN, "2026-W14")
    assert (past_two.held, past_two.because) == (date(2026, 4, 7), "Skärtorsdagen")
    assert past_two.outcome is Outcome.MOVED


def test_a_meeting_that_is_moved_forward_has_its_day_to_itself() -> None:
    easter = replace(A, weekday=FRIDAY)
    assert one(easter, SWEDEN, "2026-W14").held == date(2026, 4, 7)


def test_a_meeting_is_moved_no_further_than_to_the_day_before_the_next_rounds_prompt() -> None:
    closed = {date(2026, 3, 3) + timedelta(days=n): "Stängt" for n in range(3)}
    assert one(A, DayCalendar(red=closed), "2026-W10").held == date(2026, 3, 6)
    closed |= {date(2026, 3, 6): "Stängt"}
    next_prompt_is_monday = one(A, DayCalendar(red=closed), "2026-W10")
    assert next_prompt_is_monday.outcome is Outcome.CANCELLED_HOLIDAY
    assert next_prompt_is_monday.held == date(2026, 3, 3)
    assert next_prompt_is_monday.because == "Stängt"


def test_a_meeting_is_moved_back_no_further_than_that_its_own_prompt_comes_after_the_meeting_before() -> None:
    back = replace(A, holiday_rule=HolidayRule.PREVIOUS)
    closed = {date(2026, 3, 10) - timedelta(days=n): "Stängt" for n in (0, 1, 4)}
    assert one(back, DayCalendar(red=closed), "2026-W11").held == date(2026, 3, 5)
    closed |= {date(2026, 3, 5): "Stängt"}
    assert one(back, DayCalendar(red=closed), "2026-W11").outcome is Outcome.CANCELLED_HOLIDAY


def test_a_meeting_may_come_close_after_one_that_was_itself_moved() -> None:
    back = replace(A, holiday_rule=HolidayRule.PREVIOUS)
    days = [date(2026, 3, 3), date(2026, 3, 10), date(2026, 3, 9), date(2026, 3, 6), date(2026, 3, 5)]
    first, second = occurrences(
        back, DayCalendar(red=dict.fromkeys(days, "Stängt")), Week(2026, 10), Week(2026, 11)
    )
    assert first.held == date(2026, 3, 2)
    assert second.held == date(2026, 3, 4)


def test_a_meeting_never_moves_into_a_break_nor_past_one() -> None:
    plan = replace(A, cadence=EveryWeeks(2, Week(2026, 10)))
    red = {date(2026, 3, 3): "Röd dag"}
    pause = Break("Sportlov", date(2026, 3, 4), date(2026, 3, 6))
    for days, cut in [
        (DayCalendar(red=red, breaks=(pause,)), plan),
        (DayCalendar(red=red), replace(plan, breaks=(pause,))),
    ]:
        found = one(cut, days, "2026-W10")
        assert (found.outcome, found.because) == (Outcome.CANCELLED_HOLIDAY, "Röd dag")
    assert one(plan, DayCalendar(red=red), "2026-W10").held == date(2026, 3, 4)


def test_a_red_day_in_a_break_is_part_of_the_break() -> None:
    plan = replace(A, breaks=(Break("Juluppehåll", date(2026, 1, 1), date(2026, 1, 11)),))
    found = one(plan, SWEDEN, "2026-W02")
    assert (found.outcome, found.because) == (Outcome.CANCELLED_BREAK, "Juluppehåll")
    assert not found.is_held


def test_a_break_is_announced_once_at_its_first_meeting() -> None:
    summer = Break.parse("Sommaruppehåll", "W27-W29", 2026)
    late_summer = Break.parse("Semester", "W30", 2026)
    plan = replace(A, breaks=(summer, late_summer))
    found = occurrences(plan, SWEDEN, Week(2026, 26), Week(2026, 31))
    assert [(m.outcome, m.because, m.announced) for m in found] == [
        (Outcome.AS_PLANNED, "", False),
        (Outcome.CANCELLED_BREAK, "Sommaruppehåll", True),
        (Outcome.CANCELLED_BREAK, "Sommaruppehåll", False),
        (Outcome.CANCELLED_BREAK, "Sommaruppehåll", False),
        (Outcome.CANCELLED_BREAK, "Semester", True),
        (Outcome.AS_PLANNED, "", False),
    ]
    assert {m.held for m in found} == {m.planned for m in found}


def test_a_meeting_without_a_working_day_to_prepare_it_gives_way_to_the_one_before() -> None:
    between = {date(2026, 3, 3) + timedelta(days=n): "Stängt" for n in (1, 2, 3, 6)}
    days = DayCalendar(red=between)
    assert one(A, days, "2026-W10").outcome is Outcome.AS_PLANNED
    crowded = one(A, days, "2026-W11")
    assert (crowded.held, crowded.outcome, crowded.because) == (date(2026, 3, 11), Outcome.MOVED, "Stängt")
    cancelled = one(replace(A, holiday_rule=HolidayRule.CANCEL), days, "2026-W11")
    assert (cancelled.outcome, cancelled.because) == (Outcome.CANCELLED_HOLIDAY, "Stängt")
    after_a_red_one = DayCalendar(red=between | {date(2026, 3, 3): "Stängt"})
    assert one(A, after_a_red_one, "2026-W11").outcome is Outcome.AS_PLANNED


def test_a_crowded_meeting_is_explained_by_the_nearest_closed_weekday() -> None:
    wednesday, thursday, friday, sunday, monday = (date(2026, 3, day) for day in (4, 5, 6, 8, 9))
    days = DayCalendar(
        red={wednesday: "Onsdag", sunday: "Söndag"},
        half_days={monday: NOON},
        bridge_days=frozenset({thursday, friday}),
        names={monday: "Halvdag", friday: "Klämdag"},
    )
    assert one(A, days, "2026-W11").because == "Halvdag"
    assert one(A, replace(days, names={friday: "Klämdag"}), "2026-W11").because == ""
    before_weekend = replace(A, weekday=MONDAY)
    closed = dict.fromkeys((date(2026, 3, day) for day in (3, 4, 5)), "Sportlov") | {
        sunday: "Söndag",
        friday: "Fredag",
    }
    assert one(before_weekend, DayCalendar(red=closed), "2026-W11").because == "Fredag"


def test_a_bridge_day_without_a_name_moves_a_meeting_without_a_reason() -> None:
    days = DayCalendar().confirm(2026, {date(2026, 3, 3)}, {})
    assert one(A, days, "2026-W10") == Occurrence(
        Week(2026, 10), date(2026, 3, 3), date(2026, 3, 4), Outcome.MOVED, "", announced=True
    )


def test_the_steps_of_an_ordinary_week_fall_on_their_usual_days() -> None:
    monday, tuesday, wednesday, thursday, friday = (date(2026, 3, 2) + timedelta(days=n) for n in range(5))
    before = [Step.REMINDER, Step.DEADLINE, Step.DRAFT]
    on = [Step.AGENDA, Step.MEETING, Step.MEETING_END]
    after = [Step.APPROVAL, Step.FEEDBACK]
    assert step_days(A, NO_RED_DAYS, tuesday) == (
        {Step.PROMPT: monday} | dict.fromkeys(before, monday) | dict.fromkeys(on + after, tuesday)
        | {Step.ACTION_CHECK: friday}
    )  # fmt: skip
    assert step_days(B, NO_RED_DAYS, thursday) == (
        {Step.PROMPT: tuesday} | dict.fromkeys(before, wednesday) | dict.fromkeys(on, thursday)
        | dict.fromkeys(after, friday) | {Step.ACTION_CHECK: monday + timedelta(days=7)}
    )  # fmt: skip


def test_a_half_day_counts_only_for_steps_that_all_fall_before_it_ends() -> None:
    tuesday = date(2026, 3, 3)
    for ends, prompted in [(time(16, 15), date(2026, 2, 27)), (time(16, 16), date(2026, 3, 2))]:
        days = step_days(A, DayCalendar(half_days={date(2026, 3, 2): ends}), tuesday)
        assert {days[step] for step in (Step.PROMPT, Step.REMINDER, Step.DEADLINE, Step.DRAFT)} == {prompted}
    thursday = date(2026, 3, 5)
    half_tuesday = step_days(B, DayCalendar(half_days={date(2026, 3, 3): time(9)}), thursday)
    assert half_tuesday[Step.PROMPT] == date(2026, 3, 3)
    half_wednesday = step_days(B, DayCalendar(half_days={date(2026, 3, 4): NOON}), thursday)
    assert half_wednesday[Step.DEADLINE] == date(2026, 3, 3)
    assert half_wednesday[Step.PROMPT] == date(2026, 3, 2)


def test_what_falls_in_a_closed_afternoon_after_the_meeting_waits_for_the_next_working_day() -> None:
    days = step_days(A, DayCalendar(half_days={date(2026, 3, 3): NOON}), date(2026, 3, 3))
    assert days[Step.MEETING_END] == date(2026, 3, 3)
    assert days[Step.APPROVAL] == days[Step.FEEDBACK] == date(2026, 3, 4)
    assert days[Step.ACTION_CHECK] == date(2026, 3, 9)


def test_a_break_holds_up_the_check_of_actions_and_nothing_else_of_a_held_meeting() -> None:
    summer = DayCalendar(breaks=(Break("Sommar", date(2026, 6, 26), date(2026, 8, 9)),))
    last = step_days(B, summer, date(2026, 6, 25))
    assert last[Step.APPROVAL] == last[Step.FEEDBACK] == date(2026, 6, 26)
    assert last[Step.ACTION_CHECK] == date(2026, 8, 10)
    first = step_days(replace(A, weekday=MONDAY), summer, date(2026, 8, 10))
    assert first[Step.PROMPT] == date(2026, 8, 7)
    before_break = step_days(
        A, DayCalendar(breaks=(Break("Lov", date(2026, 3, 4), date(2026, 3, 5)),)), date(2026, 3, 3)
    )
    assert before_break[Step.ACTION_CHECK] == date(2026, 3, 10)


@pytest.mark.case("S6")
def test_a_prompt_whose_day_is_red_moves_earlier_and_stays_before_the_deadline() -> None:
    tuesday_after_easter = date(2026, 4, 7)
    assert one(A, SWEDEN, "2026-W15").outcome is Outcome.AS_PLANNED
    listed = SWEDEN.confirm(2026, (), {})
    assert step_days(A, listed, tuesday_after_easter)[Step.PROMPT] == date(2026, 4, 2)
    assert step_days(A, SWEDEN, tuesday_after_easter)[Step.PROMPT] == date(2026, 4, 1)
    checked = 0
    for plan in (replace(preset, weekday=day) for preset in (A, B) for day in range(5)):
        usual = {slot.step: slot for slot in plan.slots()}
        for meeting in occurrences(plan, SWEDEN, Week(2024, 1), Week(2030, 52)):
            if meeting.outcome is Outcome.AS_PLANNED:
                days = step_days(plan, SWEDEN, meeting.held)
                prompt, deadline = days[Step.PROMPT], days[Step.DEADLINE]
                nominal = step_days(plan, NO_RED_DAYS, meeting.held)[Step.PROMPT]
                assert SWEDEN.is_working(prompt, usual[Step.PROMPT].clock)
                assert prompt <= nominal
                assert (prompt, usual[Step.PROMPT].clock) < (deadline, usual[Step.DEADLINE].clock)
                checked += SWEDEN.kind(nominal) is DayKind.RED
    assert checked > 50


@pytest.mark.case("S12")
def test_the_settings_preview_shows_the_next_five_meetings_of_every_cadence_and_around_the_summer() -> None:
    days = SWEDEN
    summer = (Break.parse("Sommaruppehåll", "W27–W32", 2026),)
    fortnightly = replace(A, cadence=EveryWeeks(2, Week(2026, 24)), breaks=summer)
    assert [(str(m.week), m.held, m.outcome) for m in preview(fortnightly, days, after=date(2026, 6, 1))] == [
        ("2026-W24", date(2026, 6, 9), Outcome.AS_PLANNED),
        ("2026-W26", date(2026, 6, 23), Outcome.AS_PLANNED),
        ("2026-W28", date(2026, 7, 7), Outcome.CANCELLED_BREAK),
        ("2026-W30", date(2026, 7, 21), Outcome.CANCELLED_BREAK),
        ("2026-W32", date(2026, 8, 4), Outcome.CANCELLED_BREAK),
        ("2026-W34", date(2026, 8, 18), Outcome.AS_PLANNED),
        ("2026-W36", date(2026, 9, 1), Outcome.AS_PLANNED),
        ("2026-W38", date(2026, 9, 15), Outcome.AS_PLANNED),
    ]
    first_and_third = replace(A, cadence=ByMonth(frozenset({1, 3})), breaks=summer)
    shown = preview(first_and_third, days, after=date(2026, 6, 1))
    assert [m.held for m in shown if m.is_held] == [
        date(2026, 6, 2),
        date(2026, 6, 16),
        date(2026, 8, 18),
        date(2026, 9, 1),
        date(2026, 9, 15),
    ]
    assert [(m.planned, m.because) for m in shown if not m.is_held] == [
        (date(2026, 7, 7), "Sommaruppehåll"),
        (date(2026, 7, 21), "Sommaruppehåll"),
        (date(2026, 8, 4), "Sommaruppehåll"),
    ]
    weekly = preview(replace(A, breaks=summer), days, after=date(2026, 6, 22))
    assert [m.held for m in weekly if m.is_held] == [
        date(2026, 6, 23),
        date(2026, 8, 11),
        date(2026, 8, 18),
        date(2026, 8, 25),
        date(2026, 9, 1),
    ]
    assert [str(m.week) for m in weekly if not m.is_held] == [f"2026-W{n}" for n in range(27, 33)]


def test_a_preview_begins_after_its_day_by_the_day_the_meeting_is_held() -> None:
    assert preview(A, SWEDEN, after=date(2026, 1, 6), count=1)[0].held == date(2026, 1, 7)
    assert preview(A, SWEDEN, after=date(2026, 1, 7), count=1)[0].held == date(2026, 1, 13)
    earlier = replace(A, holiday_rule=HolidayRule.PREVIOUS)
    assert preview(earlier, SWEDEN, after=date(2026, 1, 5), count=1)[0].held == date(2026, 1, 13)
    assert preview(earlier, SWEDEN, after=date(2026, 1, 4), count=2)[1].held == date(2026, 1, 13)
    cancel = replace(A, holiday_rule=HolidayRule.CANCEL)
    assert [m.outcome for m in preview(cancel, SWEDEN, after=date(2026, 1, 5), count=1)] == [
        Outcome.CANCELLED_HOLIDAY,
        Outcome.AS_PLANNED,
    ]
    moved_past_a_weekend = replace(A, weekday=FRIDAY, meeting_clock=time(9))
    assert preview(moved_past_a_weekend, SWEDEN, after=date(2026, 4, 6), count=1)[0].planned == date(
        2026, 4, 3
    )
    assert len(preview(A, SWEDEN, after=date(2026, 1, 1))) == 5


def test_a_preview_finds_a_meeting_that_was_moved_weeks_ahead() -> None:
    closed = dict.fromkeys((date(2026, 9, 1) + timedelta(days=n) for n in range(25)), "Stängt")
    plan = replace(A, cadence=ByMonth())
    assert preview(plan, DayCalendar(red=closed), after=date(2026, 9, 25), count=1)[0].held == date(
        2026, 9, 28
    )


def test_a_preview_looks_two_years_ahead_and_then_gives_up() -> None:
    years = tuple(Break("Vilande", date(year, 1, 1), date(year, 12, 31)) for year in range(2026, 2032))
    shown = preview(A, DayCalendar(breaks=years), after=date(2026, 3, 1))
    assert [shown[0].planned, shown[-1].planned] == [
        date(2026, 3, 3),
        date(2026, 2, 24) + timedelta(weeks=104),
    ]
    assert not any(meeting.is_held for meeting in shown)


def test_weeks_before_and_after_do_not_change_what_becomes_of_a_meeting() -> None:
    whole = occurrences(A, SWEDEN, Week(2025, 40), Week(2026, 20))
    assert occurrences(A, SWEDEN, Week(2026, 2), Week(2026, 2)) == (whole[14],)
    assert occurrences(A, SWEDEN, Week(2026, 3), Week(2026, 2)) == ()


@given(plans, calendars)
@settings(deadline=None, max_examples=40)
def test_however_the_red_days_lie_meetings_are_held_on_open_days_in_order_with_room_to_prepare_each(
    plan: Plan, days: DayCalendar
) -> None:
    found = occurrences(plan, days, Week(2026, 1), Week(2026, 53))
    held = [meeting for meeting in found if meeting.is_held]
    end = replace(plan, length=plan.length).last_minute
    for meeting in found:
        assert meeting.week == Week.of(meeting.planned)
        assert meeting.planned.weekday() == plan.weekday
        assert one(plan, days, str(meeting.week)) == meeting
        assert (meeting.held == meeting.planned) is (meeting.outcome is not Outcome.MOVED)
        assert (meeting.outcome is Outcome.CANCELLED_BREAK) is bool(days.breaks_on(meeting.planned))
        if plan.holiday_rule is HolidayRule.CANCEL:
            assert meeting.outcome is not Outcome.MOVED
        if meeting.outcome is Outcome.MOVED:
            assert (meeting.held > meeting.planned) is (plan.holiday_rule is HolidayRule.NEXT)
    for meeting in held:
        assert days.is_working(meeting.held, end)
    for earlier, later in pairwise(held):
        assert earlier.held < step_days(plan, days, later.held)[Step.PROMPT]


@given(plans, calendars, year_days)
@settings(deadline=None, max_examples=60)
def test_however_the_red_days_lie_the_steps_of_a_meeting_keep_their_order_on_working_days(
    plan: Plan, days: DayCalendar, day: date
) -> None:
    held = days.next_working(day, plan.last_minute)
    on = step_days(plan, days, held)
    chain = [(on[slot.step], slot.clock) for slot in plan.slots()]
    assert all(earlier < later for earlier, later in pairwise(chain))
    assert list(on) == [slot.step for slot in plan.slots()]
    everyday = days.without_breaks()
    assert all(everyday.is_working(day, clock) for day, clock in chain)
