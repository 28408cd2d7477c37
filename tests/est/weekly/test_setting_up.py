"""The plan as the coordinator fills it in, the breaks, the calendar, and when the rounds start."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from est.days import Break
from est.errors import Malformed
from est.form import FormRefused
from est.group import GroupState
from est.letters import LetterKind
from est.member import Role
from est.timetable import ByMonth, EveryWeeks, HolidayRule, Plan, Preset, Step
from est.week import Week
from est.weekly.rounds import open_round
from est.weekly.setting_up import (
    LIST_LIMIT,
    OwnDays,
    SettingsView,
    cadence_code,
    confirm_calendar,
    plan_of,
    resume,
    save_settings,
    settings,
)
from tests.est.weekly.table import FRIDAY, NOON, W47, W48, Table, at

FORM = {
    "preset": "A",
    "weekday": "1",
    "clock": "09:00",
    "length": "30",
    "cadence": "weekly",
    "holiday_rule": "next",
    "breaks": "",
}
STANDARD = Plan.standard(Preset.WEEK_START)
TODAY = date(2026, 11, 20)


def save(table: Table, by: str = "ann", **values: str) -> SettingsView:
    return save_settings(table.records, table.turn(by, FRIDAY), FORM | values)


def read(before: Plan = STANDARD, today: date = TODAY, **values: str) -> Plan:
    return plan_of(FORM | values, before, today)


def faults(values: dict[str, str], before: Plan = STANDARD) -> list[tuple[str, str]]:
    with pytest.raises(FormRefused) as refused:
        plan_of(FORM | values, before, TODAY)
    return [(fault.field, fault.code) for fault in refused.value.faults]


def test_the_settings_show_the_plan_the_next_meetings_and_who_coordinates(table: Table) -> None:
    for name in ("ann", "eva"):
        view = settings(table.records, table.turn(name, FRIDAY))
        assert view.plan == STANDARD
        assert [meeting.week.number for meeting in view.meetings] == [48, 49, 50, 51, 52]
        assert [member.id for member in view.coordinators] == ["ann", "bo"]
        assert (view.own_days.confirmed, view.saved, view.turn.member.id) == (True, False, name)


def test_the_year_whose_list_is_missing_is_named(table: Table) -> None:
    turn = replace(table.turn("ann", FRIDAY), now=at("2027-11-01"))
    assert settings(table.records, turn).own_days == OwnDays(year=2028, confirmed=False)


def test_members_neither_see_nor_change_the_settings(table: Table) -> None:
    turn = table.turn("cia", FRIDAY)
    for use_case, rest in (
        (settings, ()),
        (save_settings, (FORM,)),
        (resume, ()),
        (confirm_calendar, (2027, "", "")),
    ):
        assert table.refused(use_case, table.records, turn, *rest).code == "coordinators_only"


def test_a_new_plan_is_kept_and_shown(table: Table) -> None:
    view = save(table, clock="10:30", weekday="3", preset="B", length="45", holiday_rule="cancel")
    assert view.saved
    assert view.plan == table.group.plan
    assert table.group.plan == Plan(
        Preset.BEFORE_WEEKEND, 3, time(10, 30), length=45, holiday_rule=HolidayRule.CANCEL
    )
    assert view.meetings[0].held == date(2026, 11, 26)
    assert (table.group.state, table.group.running_since) == (GroupState.RUNNING, FRIDAY)


def test_saved_for_the_first_time_it_starts_the_rounds(table: Table) -> None:
    table.set_group(state=GroupState.NEW, running_since=None)
    save(table, by="eva")
    assert (table.group.state, table.group.running_since) == (GroupState.RUNNING, FRIDAY)


@pytest.mark.parametrize("state", [GroupState.PAUSED, GroupState.STOPPED])
def test_saving_resumes_nothing(table: Table, state: GroupState) -> None:
    table.set_group(state=state, running_since=at("2026-01-07"))
    table.change("bo", active=False)
    save(table, clock="10:00")
    assert (table.group.state, table.group.running_since) == (state, at("2026-01-07"))
    assert table.group.plan.meeting_clock == time(10)
    assert table.letters() == []


def test_too_few_coordinators_are_warned_of_when_the_plan_is_saved(table: Table) -> None:
    save(table)
    assert table.letters() == []
    table.change("bo", roles=frozenset({Role.MEMBER}))
    save(table)
    assert table.to(LetterKind.FEW_COORDINATORS) == ["eva"], "Ann has it before her"


def test_a_round_that_nobody_was_asked_about_takes_the_new_plan(table: Table) -> None:
    open_round(table.records, table.group, FRIDAY)
    save(table, clock="10:00")
    assert open_round(table.records, table.group, FRIDAY).moments[Step.MEETING] == at("2026-11-24", "10:00")


def test_a_plan_without_a_meeting_is_refused_at_the_breaks(table: Table) -> None:
    table.set_group(running_since=at("2027-01-15"))
    turn = replace(table.turn("ann", FRIDAY), now=at("2027-01-15"))
    values = FORM | {"breaks": "Alltid: v 2–1"}
    refusal: Any = table.refused(save_settings, table.records, turn, values)
    assert [(fault.field, fault.code) for fault in refusal.faults] == [("breaks", "no_meeting")]
    assert table.group.plan == STANDARD


def test_resumed_the_group_runs_from_now_on(table: Table) -> None:
    for state in (GroupState.PAUSED, GroupState.STOPPED):
        table.set_group(state=state)
        view = resume(table.records, table.turn("eva", NOON))
        assert view.saved
        assert (table.group.state, table.group.running_since) == (GroupState.RUNNING, NOON)
        assert view.turn.group == table.group


def test_resuming_what_runs_changes_nothing(table: Table) -> None:
    resume(table.records, table.turn("ann", NOON))
    assert table.group.running_since == FRIDAY


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_list_of_a_year_is_kept_for_the_municipality(table: Table, year: int) -> None:
    bridges, halves = f"{year}-01-05, {year}-05-07", f"{year}-04-30\n{year}-06-18"
    view = confirm_calendar(table.records, table.turn("ann", FRIDAY), year, bridges, halves)
    assert view.saved
    days = table.records.calendars.of_municipality("k1")
    assert days.bridge_days == {date(year, 1, 5), date(year, 5, 7)}
    assert days.half_days == {date(year, 4, 30): time(12), date(year, 6, 18): time(12)}
    assert year in days.confirmed_years


def test_a_list_that_was_confirmed_can_be_corrected(table: Table) -> None:
    turn = table.turn("ann", FRIDAY)
    view = confirm_calendar(table.records, turn, 2027, "2027-05-07 2027-01-05", "2027-04-30")
    bridges = (date(2027, 1, 5), date(2027, 5, 7))
    assert view.own_days == OwnDays(
        year=2027, confirmed=True, bridge_days=bridges, half_days=(date(2027, 4, 30),)
    )
    view = confirm_calendar(table.records, turn, 2027, "2027-05-07", "")
    assert view.own_days == OwnDays(year=2027, confirmed=True, bridge_days=(date(2027, 5, 7),))
    assert table.records.calendars.of_municipality("k1").half_days == {}


def test_a_bridge_day_moves_a_meeting_that_nobody_was_asked_about(table: Table) -> None:
    open_round(table.records, table.group, FRIDAY)
    view = confirm_calendar(table.records, table.turn("ann", FRIDAY), 2026, "2026-11-24", "")
    assert view.meetings[0].held == date(2026, 11, 25)
    assert open_round(table.records, table.group, FRIDAY).held == date(2026, 11, 25)


@pytest.mark.parametrize("year", [2025, 2028])
def test_another_year_than_this_and_the_next_is_an_old_card(table: Table, year: int) -> None:
    turn = table.turn("ann", FRIDAY)
    refusal = table.refused(confirm_calendar, table.records, turn, year, "", "")
    assert (type(refusal), refusal.code) == (Malformed, "old_card")


@pytest.mark.parametrize(
    ("bridges", "halves", "faults"),
    [
        ("imorgon", "", [("bridge_days", "not_a_date", {})]),
        ("", "2026-04-30", [("half_days", "wrong_year", {"year": 2027})]),
        ("2028-01-05", "x", [("bridge_days", "wrong_year", {"year": 2027}), ("half_days", "not_a_date", {})]),
        ("2" * 1001, "", [("bridge_days", "too_long", {"length": 1001, "limit": 1000})]),
        ("", "2" * 1001, [("half_days", "too_long", {"length": 1001, "limit": 1000})]),
    ],
)
def test_days_that_cannot_be_are_named_by_their_field(
    table: Table, bridges: str, halves: str, faults: list[tuple[str, str, dict[str, int]]]
) -> None:
    turn = table.turn("ann", FRIDAY)
    refusal: Any = table.refused(confirm_calendar, table.records, turn, 2027, bridges, halves)
    assert [(fault.field, fault.code, fault.values) for fault in refusal.faults] == faults


def test_a_plan_is_read_from_the_form() -> None:
    assert read() == STANDARD
    assert read(clock="10.15").meeting_clock == time(10, 15)
    assert read(holiday_rule="previous").holiday_rule is HolidayRule.PREVIOUS
    assert read(before=replace(STANDARD, zone="Europe/Helsinki")).zone == "Europe/Helsinki"


def test_a_fortnight_is_counted_from_the_week_in_which_it_is_chosen() -> None:
    fortnightly = read(cadence="fortnightly")
    assert fortnightly.cadence == EveryWeeks(2, W47)
    # Saved again some weeks later, it is still the same weeks.
    assert read(before=fortnightly, today=date(2026, 12, 2), cadence="fortnightly") == fortnightly
    assert read(before=fortnightly, cadence="weekly").cadence == EveryWeeks(1, W47)


@pytest.mark.parametrize(
    ("code", "cadence"),
    [("monthly", ByMonth(frozenset({1}))), ("twice_monthly", ByMonth(frozenset({1, 3})))],
)
def test_a_monthly_rhythm_is_chosen_and_recognised(code: str, cadence: ByMonth) -> None:
    assert read(cadence=code).cadence == cadence
    assert cadence_code(cadence) == code


@pytest.mark.parametrize(
    ("cadence", "code"),
    [
        (EveryWeeks(1), "weekly"),
        (EveryWeeks(2), "fortnightly"),
        (EveryWeeks(4, W48), "fortnightly"),
        (ByMonth(frozenset({-1})), "monthly"),
        (ByMonth(frozenset({2, 4})), "twice_monthly"),
    ],
)
def test_a_rhythm_made_elsewhere_is_kept_under_the_nearest_name(cadence: Any, code: str) -> None:
    before = replace(STANDARD, cadence=cadence)
    assert cadence_code(cadence) == code
    assert read(before=before, cadence=code).cadence == cadence


def test_breaks_are_read_a_line_each_for_three_years() -> None:
    plan = read(breaks="Sommar: v 27–32\n\n  Jul: v 52-1  \nv 44")
    assert plan.breaks == tuple(
        pause
        for name, first, last in (("Sommar", 27, 32), ("Jul", 52, 1), ("break", 44, 44))
        for year in (2025, 2026, 2027)
        for pause in [Break.weeks(name, Week(year, first), Week(year + (last < first), last))]
    )


def test_a_list_may_be_as_long_as_it_is_said_to() -> None:
    line = "Sommar: v 27–32"
    assert len(read(breaks=line.ljust(LIST_LIMIT)).breaks) == 3


def test_a_week_53_counts_in_the_years_that_have_one() -> None:
    assert read(breaks="Jul: v 52–53").breaks == (Break.weeks("Jul", Week(2026, 52), Week(2026, 53)),)
    assert faults({"breaks": "Jul: v 54"}) == [("breaks", "not_a_break")]


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"clock": "9"}, ("clock", "not_a_clock")),
        ({"clock": ""}, ("clock", "not_a_clock")),
        ({"clock": "05:00"}, ("clock", "plan_clock_hours")),
        ({"clock": "09:00:30"}, ("clock", "plan_clock_not_whole_minutes")),
        ({"weekday": "5"}, ("weekday", "plan_weekday")),
        ({"length": "5"}, ("length", "plan_length")),
        ({"cadence": "daily"}, ("cadence", "not_in_list")),
        ({"preset": "C"}, ("preset", "not_in_list")),
        ({"weekday": "tisdag"}, ("preset", "not_in_list")),
        ({"breaks": "hela sommaren"}, ("breaks", "not_a_break")),
        ({"breaks": "x" * (LIST_LIMIT + 1)}, ("breaks", "too_long")),
    ],
)
def test_what_cannot_be_is_named_by_its_field(values: dict[str, str], fault: tuple[str, str]) -> None:
    assert faults(values) == [fault]


def test_a_refusal_carries_the_values_of_its_sentence() -> None:
    with pytest.raises(FormRefused) as refused:
        read(clock="05:00")
    assert refused.value.faults[0].values == {"earliest": time(7), "latest": time(20)}


def test_every_wrong_field_is_named_at_once() -> None:
    wrong = {"clock": "", "cadence": "", "preset": "", "breaks": "x\ny"}
    assert [field for field, _ in faults(wrong)] == ["breaks", "clock", "cadence", "preset"]


def test_a_form_that_lacks_its_fields_is_refused() -> None:
    with pytest.raises(FormRefused) as refused:
        plan_of({}, STANDARD, TODAY)
    assert [fault.field for fault in refused.value.faults] == ["clock", "cadence", "preset"]
