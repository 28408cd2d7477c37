"""What the clock brings about: once each, in time, and never twice, however the ticks fall."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.swedish import swedish_days
from est.cadence import Due, Errand, ErrandKind, calendar_warning, due, follow_up, weeks_in_sight
from est.days import NO_YEAR, NOON, Break, DayCalendar, DayKind
from est.round import Round, moment, plan_rounds
from est.timetable import HolidayRule, Outcome, Plan, Preset, Step, step_days
from est.week import Week

STOCKHOLM = "Europe/Stockholm"
SWEDEN = swedish_days(range(2023, 2036))
NO_RED_DAYS = DayCalendar()
A = Plan.standard(Preset.WEEK_START)
B = Plan.standard(Preset.BEFORE_WEEKEND)
MINUTE = timedelta(minutes=1)
INSTANT = timedelta(microseconds=1)
OF_NO_STEP = {ErrandKind.MOVED_NOTICE, ErrandKind.CALENDAR_WARNING, ErrandKind.FOLLOW_UP}
KINDS: list[ErrandKind] = [kind for kind in ErrandKind if kind not in OF_NO_STEP]


def round_of(plan: Plan, week: str, days: DayCalendar = SWEDEN) -> Round:
    (found,) = plan_rounds("g1", plan, days, (Week.parse(week), Week.parse(week)))
    return found


def at(written: str) -> datetime:
    """A moment by the wall clock in Stockholm."""
    return datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(STOCKHOLM)).astimezone(UTC)


def kinds(found: tuple[Due, ...]) -> list[str]:
    return [one.errand.kind.value for one in found]


def keys_of(rounds: tuple[Round, ...], *wanted: ErrandKind) -> set[str]:
    return {Errand(one.group_id, one.week, kind).key for one in rounds for kind in wanted}


class Ledger:
    """What a caller keeps: the keys that are settled, and what it was given when."""

    def __init__(self, *rounds: Round) -> None:
        self.rounds = rounds
        self.done: set[str] = set()
        self.log: list[tuple[datetime, Due]] = []

    def tick(self, now: datetime) -> tuple[Due, ...]:
        found = due(now, self.rounds, self.done)
        self.done |= {one.errand.key for one in found}
        self.log += [(now, one) for one in found]
        return found


def test_an_errand_has_one_key_per_group_week_and_kind() -> None:
    assert Errand("g1", Week(2026, 48), ErrandKind.PROMPT).key == "g1/2026-W48/prompt"
    assert Errand("g1", Week(2026, 53), ErrandKind.SUMMARY_DRAFT).key == "g1/2026-W53/summary_draft"


def test_a_week_brings_each_errand_at_its_minute_and_only_then() -> None:
    ledger = Ledger(round_of(A, "2026-W10"))
    now = at("2026-03-02 00:00")
    while now < at("2026-03-04 00:00"):
        ledger.tick(now)
        now += MINUTE
    assert ledger.tick(at("2026-03-10 00:00")) == ()
    assert [(now, one.errand.kind, one.at, one.late, one.missed) for now, one in ledger.log] == [
        (moment, kind, moment, False, False)
        for kind, moment in [
            (ErrandKind.PROMPT, at("2026-03-02 08:00")),
            (ErrandKind.REMINDER, at("2026-03-02 13:00")),
            (ErrandKind.DEADLINE, at("2026-03-02 16:00")),
            (ErrandKind.DRAFT, at("2026-03-02 16:15")),
            (ErrandKind.HEALTH, at("2026-03-02 16:30")),
            (ErrandKind.AGENDA, at("2026-03-03 08:15")),
            (ErrandKind.SUMMARY_DRAFT, at("2026-03-03 09:30")),
        ]
    ]
    assert {one.errand.week for _, one in ledger.log} == {Week(2026, 10)}


@pytest.mark.parametrize(
    ("kind", "begins", "ends"),
    [
        (ErrandKind.PROMPT, "2026-03-02 08:00", "2026-03-02 16:00"),
        (ErrandKind.REMINDER, "2026-03-02 13:00", "2026-03-02 16:00"),
        (ErrandKind.DEADLINE, "2026-03-02 16:00", "2026-03-03 09:00"),
        (ErrandKind.DRAFT, "2026-03-02 16:15", "2026-03-03 09:30"),
        (ErrandKind.HEALTH, "2026-03-02 16:30", "2026-03-03 09:00"),
        (ErrandKind.AGENDA, "2026-03-03 08:15", "2026-03-03 09:30"),
        (ErrandKind.SUMMARY_DRAFT, "2026-03-03 09:30", "2026-03-10 09:30"),
    ],
)
def test_an_errand_is_due_from_its_moment_missed_when_it_is_worth_nothing_and_forgotten_a_week_later(
    kind: ErrandKind, begins: str, ends: str
) -> None:
    rounds = (round_of(A, "2026-W10"),)
    others = keys_of(rounds, *(other for other in ErrandKind if other is not kind))
    begin, end = at(begins), at(ends)
    errand = Errand("g1", Week(2026, 10), kind)
    quarter = timedelta(minutes=15)
    assert due(begin - INSTANT, rounds, others) == ()
    assert due(begin, rounds, others) == (Due(errand, begin, late=False, missed=False),)
    assert due(begin + quarter, rounds, others) == (Due(errand, begin, late=False, missed=False),)
    assert due(begin + quarter + INSTANT, rounds, others) == (Due(errand, begin, late=True, missed=False),)
    assert due(end - INSTANT, rounds, others) == (Due(errand, begin, late=True, missed=False),)
    assert due(end, rounds, others) == (Due(errand, begin, late=True, missed=True),)
    week = timedelta(days=7)
    assert due(end + week - INSTANT, rounds, others) == (Due(errand, begin, late=True, missed=True),)
    assert due(end + week, rounds, others) == ()
    assert due(begin, rounds, others | {errand.key}) == ()
    assert due(end, rounds, others | {errand.key}) == ()


def test_a_prompt_forty_minutes_late_goes_out_once_and_says_so() -> None:
    ledger = Ledger(round_of(A, "2026-W10"))
    assert ledger.tick(at("2026-03-02 07:59")) == ()
    (prompt,) = ledger.tick(at("2026-03-02 08:40"))
    assert (prompt.errand.kind, prompt.late, prompt.missed) == (ErrandKind.PROMPT, True, False)
    assert ledger.tick(at("2026-03-02 08:41")) == ()


def test_after_the_deadline_no_prompt_goes_out_and_the_coordinator_is_told_once() -> None:
    ledger = Ledger(round_of(A, "2026-W10"))
    found = {one.errand.kind: one for one in ledger.tick(at("2026-03-02 16:05"))}
    assert found[ErrandKind.PROMPT].missed
    assert found[ErrandKind.REMINDER].missed
    assert not found[ErrandKind.DEADLINE].missed
    assert ledger.tick(at("2026-03-02 16:06")) == ()


def test_down_from_thursday_to_monday_of_the_week_after_leaves_a_defined_answer_for_every_step() -> None:
    rounds = (round_of(A, "2026-W10"), round_of(A, "2026-W11"))
    ledger = Ledger(*rounds)
    ledger.done |= keys_of(rounds[:1], *ErrandKind)
    assert ledger.tick(at("2026-03-05 12:00")) == ()
    assert [(one.errand.kind, one.late, one.missed) for one in ledger.tick(at("2026-03-09 09:00"))] == [
        (ErrandKind.PROMPT, True, False)
    ]
    whole_round = Ledger(*rounds[:1])
    assert [(one.errand.kind.value, one.missed) for one in whole_round.tick(at("2026-03-09 09:00"))] == [
        ("prompt", True),
        ("reminder", True),
        ("deadline", True),
        ("draft", True),
        ("health", True),
        ("agenda", True),
        ("summary_draft", False),
    ]


def test_a_reminder_does_not_come_on_the_heels_of_its_own_late_prompt() -> None:
    rounds = (round_of(A, "2026-W10"),)
    ledger = Ledger(*rounds)
    prompt, reminder = ledger.tick(at("2026-03-02 14:00"))
    assert (prompt.errand.kind, prompt.missed) == (ErrandKind.PROMPT, False)
    assert (reminder.errand.kind, reminder.missed) == (ErrandKind.REMINDER, True)
    assert ledger.tick(at("2026-03-02 14:01")) == ()
    (after_a_prompt_in_time,) = due(at("2026-03-02 14:00"), rounds, keys_of(rounds, ErrandKind.PROMPT))
    assert (after_a_prompt_in_time.errand.kind, after_a_prompt_in_time.missed) == (ErrandKind.REMINDER, False)


def test_a_notice_that_goes_out_late_does_not_stop_a_reminder() -> None:
    rounds = (round_of(A, "2028-W23"),)
    found = due(at("2028-06-05 13:00"), rounds, keys_of(rounds, ErrandKind.PROMPT))
    assert [(one.errand.kind.value, one.missed) for one in found] == [
        ("moved_notice", False),
        ("reminder", False),
    ]


def test_a_clock_set_back_sends_nothing_again() -> None:
    ledger = Ledger(round_of(A, "2026-W10"))
    assert kinds(ledger.tick(at("2026-03-02 08:01"))) == ["prompt"]
    assert ledger.tick(at("2026-03-02 07:56")) == ()
    assert ledger.tick(at("2026-03-02 08:00")) == ()
    assert ledger.tick(at("2026-03-02 08:02")) == ()


def test_what_falls_due_together_comes_oldest_first_and_then_in_the_order_of_the_round() -> None:
    first = round_of(A, "2026-W10")
    second = replace(first, group_id="g2")
    found = due(
        at("2026-03-03 08:20"),
        (second, first),
        keys_of((first, second), ErrandKind.PROMPT, ErrandKind.REMINDER),
    )
    assert [one.errand.key for one in found] == [
        "g1/2026-W10/deadline",
        "g2/2026-W10/deadline",
        "g1/2026-W10/draft",
        "g2/2026-W10/draft",
        "g1/2026-W10/health",
        "g2/2026-W10/health",
        "g1/2026-W10/agenda",
        "g2/2026-W10/agenda",
    ]
    eight, nine = at("2026-03-02 08:00"), at("2026-03-02 09:00")
    ends = dict.fromkeys((Step.DEADLINE, Step.MEETING, Step.MEETING_END), nine)
    all_at_eight = replace(first, moments=dict.fromkeys(first.moments, eight) | ends)
    assert kinds(due(eight, (all_at_eight,), ())) == ["prompt", "reminder", "draft", "agenda"]


def test_the_health_card_comes_the_afternoon_before_the_meeting_in_both_rhythms() -> None:
    for plan, clock in ((A, "2026-03-02 16:30"), (B, "2026-03-04 15:45")):
        found = [one for one in due(at(clock), (round_of(plan, "2026-W10"),), ()) if one.at == at(clock)]
        assert kinds(tuple(found)) == ["health"]
    # A meeting moved past a red day takes its health card along: to the last whole working day before it.
    moved = round_of(A, "2026-W02")
    assert moved.held == date(2026, 1, 7)
    (health,) = (
        one for one in due(at("2026-01-07 08:00"), (moved,), ()) if one.errand.kind is ErrandKind.HEALTH
    )
    assert health.at == at("2026-01-02 16:30")


def test_a_group_that_has_just_begun_owes_nothing_of_the_days_before() -> None:
    moved = round_of(A, "2028-W23")
    began = at("2028-06-05 10:00")
    assert kinds(due(began, (moved,), (), since=began)) == ["moved_notice"]
    found = due(at("2028-06-05 16:20"), (moved,), (), since=began)
    assert [(one.errand.kind.value, one.at, one.missed) for one in found] == [
        ("moved_notice", began, False),
        ("reminder", at("2028-06-05 13:00"), True),
        ("deadline", at("2028-06-05 16:00"), False),
        ("draft", at("2028-06-05 16:15"), False),
    ]
    on_the_minute = due(moved.moments[Step.PROMPT], (moved,), (), since=moved.moments[Step.PROMPT])
    assert kinds(on_the_minute) == ["moved_notice", "prompt"]
    after_the_meeting = at("2028-06-07 09:00")
    assert kinds(due(after_the_meeting, (moved,), (), since=after_the_meeting)) == []
    just_before = after_the_meeting - INSTANT
    assert kinds(due(just_before, (moved,), (), since=just_before)) == ["moved_notice"]


def test_a_notice_is_due_when_it_becomes_known_and_missed_when_the_meeting_would_have_begun() -> None:
    cancelled = (round_of(replace(A, holiday_rule=HolidayRule.CANCEL), "2028-W23"),)
    assert due(at("2028-05-29 07:59"), cancelled, ()) == ()
    assert kinds(due(at("2028-05-29 08:00"), cancelled, ())) == ["moved_notice"]
    (just_known,) = due(at("2028-06-06 08:59"), cancelled, ())
    assert (just_known.late, just_known.missed) == (True, False)
    (too_late,) = due(at("2028-06-06 09:00"), cancelled, ())
    assert too_late.missed


@pytest.mark.case("S2")
def test_a_plan_made_in_winter_fires_in_july_and_one_made_in_july_fires_in_winter() -> None:
    made_in_winter = Plan(Preset.WEEK_START, weekday=1, meeting_clock=time(9), zone=STOCKHOLM)
    made_in_july = Plan(Preset.BEFORE_WEEKEND, weekday=3, meeting_clock=time(10), zone=STOCKHOLM)
    for plan, week, prompt, meeting in [
        (
            made_in_winter,
            "2026-W03",
            datetime(2026, 1, 12, 7, tzinfo=UTC),
            datetime(2026, 1, 13, 8, tzinfo=UTC),
        ),
        (
            made_in_winter,
            "2026-W28",
            datetime(2026, 7, 6, 6, tzinfo=UTC),
            datetime(2026, 7, 7, 7, tzinfo=UTC),
        ),
        (made_in_july, "2026-W28", datetime(2026, 7, 7, 6, tzinfo=UTC), datetime(2026, 7, 9, 8, tzinfo=UTC)),
        (
            made_in_july,
            "2027-W03",
            datetime(2027, 1, 19, 7, tzinfo=UTC),
            datetime(2027, 1, 21, 9, tzinfo=UTC),
        ),
    ]:
        rounds = (round_of(plan, week),)
        assert rounds[0].moments[Step.MEETING] == meeting
        assert due(prompt - INSTANT, rounds, ()) == ()
        assert kinds(due(prompt, rounds, ())) == ["prompt"]


@pytest.mark.case("S3")
@pytest.mark.parametrize(
    ("night", "runs_at"),
    [
        (date(2027, 3, 28), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2027, 10, 31), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    ],
)
def test_half_past_two_runs_exactly_once_on_the_night_that_lacks_it_and_on_the_night_that_has_it_twice(
    night: date, runs_at: datetime
) -> None:
    usual = round_of(A, "2026-W10")
    moments = dict(usual.moments) | {Step.PROMPT: moment(night, time(2, 30), STOCKHOLM)}
    moments |= {step: moment(night, time(16), STOCKHOLM) for step in moments if step is not Step.PROMPT}
    ledger = Ledger(replace(usual, week=Week.of(night), moments=moments))
    now = moment(night, time(0), STOCKHOLM)
    while now < moment(night, time(12), STOCKHOLM):
        ledger.tick(now)
        now += MINUTE
    assert [(now, one.errand.kind, one.at) for now, one in ledger.log] == [
        (runs_at, ErrandKind.PROMPT, runs_at)
    ]
    rule = " ".join((moment.__doc__ or "").split())
    assert "02:30 becomes 03:30" in rule
    assert "the first one is meant" in rule


@pytest.mark.case("S5")
@pytest.mark.parametrize(
    ("week", "red", "following", "before"),
    [
        ("2026-W02", "2026-01-06", "2026-01-07", "2026-01-05"),
        ("2028-W23", "2028-06-06", "2028-06-07", "2028-06-05"),
        ("2029-W18", "2029-05-01", "2029-05-02", "2029-04-30"),
        ("2030-W01", "2030-01-01", "2030-01-02", "2029-12-28"),
    ],
)
@pytest.mark.parametrize("rule", HolidayRule)
def test_a_red_tuesday_moves_or_cancels_its_meeting_tells_everyone_once_and_asks_nobody_on_that_day(
    rule: HolidayRule, week: str, red: str, following: str, before: str
) -> None:
    red_day = date.fromisoformat(red)
    found = round_of(replace(A, holiday_rule=rule), week)
    held = {HolidayRule.NEXT: following, HolidayRule.PREVIOUS: before, HolidayRule.CANCEL: red}[rule]
    cancelled = rule is HolidayRule.CANCEL
    assert found.outcome is (Outcome.CANCELLED_HOLIDAY if cancelled else Outcome.MOVED)
    assert (found.planned, found.held) == (red_day, date.fromisoformat(held))
    assert found.because == SWEDEN.red[red_day]
    ledger = Ledger(found)
    now = at(f"{red_day - timedelta(days=20)} 00:00")
    while now < at(f"{red_day + timedelta(days=4)} 00:00"):
        ledger.tick(now)
        now += timedelta(minutes=15)
    told = [now for now, one in ledger.log if one.errand.kind is ErrandKind.MOVED_NOTICE]
    assert told == [found.moments[Step.NOTICE]]
    asked = [now for now, one in ledger.log if one.errand.kind in {ErrandKind.PROMPT, ErrandKind.REMINDER}]
    assert len(asked) == (0 if cancelled else 2)
    assert red_day not in {now.astimezone(ZoneInfo(STOCKHOLM)).date() for now in (*told, *asked)}
    assert not asked or told[0] < asked[0]
    assert not [one for _, one in ledger.log if one.late or one.missed]
    if cancelled:
        assert [one.errand.kind for _, one in ledger.log] == [ErrandKind.MOVED_NOTICE]
    else:
        assert found.moments[Step.MEETING] == at(f"{held} 09:00")


@pytest.mark.case("S7")
def test_half_days_and_bridge_days_are_the_municipalitys_own_and_a_missing_list_is_asked_for_from_november() -> (
    None
):
    # Thursday 14 May 2026 is red. The meeting is on the Monday after, so its chain runs on the last working day.
    monday = replace(A, weekday=0)
    wednesday, thursday, friday = date(2026, 5, 13), date(2026, 5, 14), date(2026, 5, 15)
    meeting = date(2026, 5, 18)
    prompted = {
        "no list": SWEDEN,
        "klämdag": SWEDEN.confirm(2026, {friday}, {}),
        "klämdag and afternoon": SWEDEN.confirm(2026, {friday}, {wednesday: NOON}),
        "klämdag and late afternoon": SWEDEN.confirm(2026, {friday}, {wednesday: time(16, 30)}),
    }
    assert {name: step_days(monday, days, meeting)[Step.PROMPT] for name, days in prompted.items()} == {
        "no list": friday,
        "klämdag": wednesday,
        "klämdag and afternoon": date(2026, 5, 12),
        "klämdag and late afternoon": wednesday,
    }
    listed = prompted["klämdag and afternoon"]
    assert [listed.kind(day) for day in (wednesday, thursday, friday)] == [
        DayKind.HALF,
        DayKind.RED,
        DayKind.BRIDGE,
    ]
    assert (listed.is_working(wednesday, time(11, 59)), listed.is_working(wednesday, time(12))) == (
        True,
        False,
    )
    on_klamdag = round_of(replace(A, weekday=4), "2026-W20", listed)
    assert (on_klamdag.outcome, on_klamdag.held) == (Outcome.MOVED, meeting)

    done: set[str] = set()
    warned: list[tuple[datetime, str, bool]] = []
    now = at("2026-09-01 00:00")
    while now < at("2027-02-20 00:00"):
        for one in calendar_warning(now, "g1", listed, STOCKHOLM, done):
            done.add(one.errand.key)
            warned.append((now, one.errand.key, one.late))
        now += timedelta(minutes=15)
    assert warned == [
        (at("2026-11-02 09:00"), "g1/2026-W45/calendar_warning", False),
        (at("2026-12-01 09:00"), "g1/2026-W49/calendar_warning", False),
        (at("2027-01-04 09:00"), "g1/2027-W01/calendar_warning", False),
    ]
    assert listed.missing_year(date(2026, 10, 31)) == NO_YEAR
    assert listed.missing_year(date(2026, 11, 1)) == 2027
    both = listed.confirm(2027, set(), {})
    assert calendar_warning(at("2026-11-02 09:00"), "g1", both, STOCKHOLM, ()) == ()


def test_a_warning_is_due_for_a_week_from_nine_on_the_first_working_day() -> None:
    days = SWEDEN.confirm(2026, (), {})
    begins = at("2026-11-02 09:00")
    warning = Errand("g1", Week(2026, 45), ErrandKind.CALENDAR_WARNING)

    def warned(now: datetime, calendar: DayCalendar = days) -> tuple[Due, ...]:
        return calendar_warning(now, "g1", calendar, STOCKHOLM, ())

    assert warned(begins - INSTANT) == ()
    assert warned(begins) == (Due(warning, begins, late=False),)
    assert warned(begins + timedelta(minutes=15)) == (Due(warning, begins, late=False),)
    assert warned(begins + timedelta(minutes=15) + INSTANT) == (Due(warning, begins, late=True),)
    assert warned(begins + timedelta(days=7) - INSTANT) == (Due(warning, begins, late=True),)
    assert warned(begins + timedelta(days=7)) == ()
    assert calendar_warning(begins, "g1", days, STOCKHOLM, {warning.key}) == ()
    in_a_break = days.with_breaks((Break("Höstlov", date(2026, 10, 26), date(2026, 11, 8)),))
    assert warned(begins, in_a_break) == (Due(warning, begins, late=False),)


def test_the_month_of_a_warning_is_the_one_on_the_wall() -> None:
    days = NO_RED_DAYS.confirm(2028, (), {})
    # 1 November 2028 is a Wednesday, and begins in Auckland while it is October in UTC.
    assert calendar_warning(at("2028-11-01 09:00"), "g1", days, STOCKHOLM, ())[0].at == at("2028-11-01 09:00")
    in_auckland = datetime(2028, 10, 31, 20, tzinfo=UTC)
    (early,) = calendar_warning(in_auckland, "g1", days, "Pacific/Auckland", ())
    assert (early.at, early.errand.week) == (in_auckland, Week(2028, 44))
    closed_until_nine = replace(days, half_days={date(2028, 11, 1): time(9)})
    assert calendar_warning(at("2028-11-01 12:00"), "g1", closed_until_nine, STOCKHOLM, ()) == ()
    assert calendar_warning(at("2028-11-02 09:00"), "g1", closed_until_nine, STOCKHOLM, ()) != ()


@pytest.mark.parametrize("month", range(2, 11))
def test_from_february_to_october_the_settings_say_it_and_no_warning_goes_out(month: int) -> None:
    for day in range(1, 29):
        assert calendar_warning(at(f"2026-{month:02}-{day:02} 10:00"), "g1", NO_RED_DAYS, STOCKHOLM, ()) == ()
    assert NO_RED_DAYS.missing_year(date(2026, month, 1)) == 2026


DAILY = [
    ("2026-11-27 08:59", []),
    ("2026-11-27 09:00", ["g1/2026-W48/follow_up/2026-11-27"]),
    ("2026-11-27 17:59", ["g1/2026-W48/follow_up/2026-11-27"]),
    ("2026-11-27 18:00", []),
    ("2026-11-28 12:00", []),
    ("2026-12-25 12:00", []),
    ("2027-01-05 09:30", ["g1/2027-W01/follow_up/2027-01-05"]),
    ("2027-01-05 13:00", []),
]


@pytest.mark.parametrize(("moment", "keys"), DAILY)
def test_actions_are_followed_up_once_a_day_on_working_days_from_nine_to_six(
    moment: str, keys: list[str]
) -> None:
    """2027-01-05 is a half day that ends at one."""
    days = SWEDEN.confirm(2027, (), {date(2027, 1, 5): time(13)})
    found = follow_up(at(moment), "g1", days, STOCKHOLM, ())
    assert [one.errand.key for one in found] == keys
    assert follow_up(at(moment), "g1", days, STOCKHOLM, set(keys)) == ()


def test_four_weeks_back_and_ahead_are_in_sight() -> None:
    assert weeks_in_sight(at("2026-12-30 12:00"), STOCKHOLM) == (Week(2026, 49), Week(2027, 4))
    assert weeks_in_sight(datetime(2026, 12, 27, 23, 30, tzinfo=UTC), STOCKHOLM)[0] == Week(2026, 49)


@pytest.mark.parametrize("rule", HolidayRule)
def test_every_moment_of_ten_swedish_years_is_within_sight_of_its_round(rule: HolidayRule) -> None:
    for plan in (A, replace(A, weekday=4), replace(B, weekday=0)):
        changed = replace(plan, holiday_rule=rule)
        for one in plan_rounds("g1", changed, SWEDEN, (Week(2024, 2), Week(2033, 52))):
            if one.moments:
                ends = one.moments[Step.MEETING_END if one.is_held else Step.NOTICE_END]
                first, _ = weeks_in_sight(ends + timedelta(days=14), STOCKHOLM)
                _, last = weeks_in_sight(min(one.moments.values()), STOCKHOLM)
                assert first <= one.week <= last


weeks_with_everything = st.sampled_from(
    ["2026-W10", "2026-W13", "2026-W14", "2026-W44", "2026-W02", "2028-W23"]
)
steps_of_the_clock = st.lists(st.timedeltas(timedelta(hours=-30), timedelta(days=3)), min_size=1, max_size=60)


@given(weeks_with_everything, st.sampled_from([A, B]), st.sampled_from(HolidayRule), steps_of_the_clock)
@settings(deadline=None, max_examples=80)
def test_however_the_ticks_fall_each_errand_comes_exactly_once_and_never_before_its_moment(
    week: str, plan: Plan, rule: HolidayRule, jumps: list[timedelta]
) -> None:
    found = round_of(replace(plan, holiday_rule=rule), week)
    ledger = Ledger(found)
    now = start = min(found.moments.values(), default=at("2026-03-01 00:00")) - timedelta(hours=5)
    seen = [now]
    for jump in jumps:
        now = max(start, now + jump)
        ledger.tick(now)
        seen.append(now)
    if max(seen) < max(found.moments.values(), default=now) + timedelta(days=6):
        ledger.tick(max(found.moments.values(), default=now) + timedelta(days=6))
    given_out = [one.errand.key for _, one in ledger.log]
    assert len(given_out) == len(set(given_out))
    expected = set(KINDS) if found.is_held else set()
    if Step.NOTICE in found.moments:
        expected |= {ErrandKind.MOVED_NOTICE}
    assert {one.errand.kind for _, one in ledger.log} <= expected
    for when, one in ledger.log:
        assert one.at <= when
        assert one.late is (when - one.at > timedelta(minutes=15))
        if one.errand.kind in {ErrandKind.PROMPT, ErrandKind.REMINDER} and not one.missed:
            assert when < found.moments[Step.DEADLINE]


@given(weeks_with_everything, st.sampled_from([A, B]), st.sampled_from(HolidayRule), st.integers(1, 144))
@settings(deadline=None, max_examples=40)
def test_no_errand_is_left_out_by_ticks_at_most_a_day_apart(
    week: str, plan: Plan, rule: HolidayRule, tens: int
) -> None:
    found = round_of(replace(plan, holiday_rule=rule), week)
    ledger = Ledger(found)
    now = min(found.moments.values(), default=at("2026-03-01 00:00")) - timedelta(minutes=tens)
    end = max(found.moments.values(), default=now) + timedelta(days=2)
    while now < end:
        ledger.tick(now)
        now += timedelta(minutes=10 * tens)
    expected = list(KINDS) if found.is_held else []
    if Step.NOTICE in found.moments:
        expected = [ErrandKind.MOVED_NOTICE, *expected]
    assert [one.errand.kind for _, one in ledger.log] == expected
