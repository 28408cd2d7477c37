"""The ISO week."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from est.week import Week, weeks_in

LONG_YEARS = {2004, 2009, 2015, 2020, 2026, 2032, 2037, 2043, 2048}

weeks = st.builds(
    lambda year, number: Week(year, min(number, weeks_in(year))), st.integers(1900, 2200), st.integers(1, 53)
)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 12, 27), "2026-W52"),
        (date(2026, 12, 28), "2026-W53"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2026, 3, 17), "2026-W12"),
    ],
)
def test_a_week_belongs_to_the_year_of_its_thursday(day: date, written: str) -> None:
    assert str(Week.of(day)) == written


def test_every_day_of_half_a_century_lies_in_its_own_week_and_in_no_other() -> None:
    day = date(1999, 1, 1)
    while day < date(2049, 1, 1):
        week = Week.of(day)
        assert week.days()[day.weekday()] == day
        assert (week.year, week.number) == day.isocalendar()[:2]
        day += timedelta(days=1)


def test_a_week_is_seven_days_from_monday_to_sunday() -> None:
    week = Week(2026, 53)
    assert week.monday == date(2026, 12, 28)
    assert week.sunday == date(2027, 1, 3)
    assert week.days() == tuple(date(2026, 12, 28) + timedelta(days=n) for n in range(7))


def test_only_long_years_have_a_week_53() -> None:
    assert {year for year in range(2000, 2050) if weeks_in(year) == 53} == LONG_YEARS
    assert {weeks_in(year) for year in range(2000, 2050)} == {52, 53}


def test_the_years_that_have_weeks_end_before_the_calendar_does() -> None:
    assert Week(1, 1).monday == date(1, 1, 1)
    assert Week(9998, 53).sunday == date(9999, 1, 3)


@pytest.mark.parametrize(
    ("year", "number", "said"),
    [
        (2025, 53, "2025 has weeks 1 to 52, not 53"),
        (2026, 54, "2026 has weeks 1 to 53, not 54"),
        (2026, 0, "2026 has weeks 1 to 53, not 0"),
        (2026, -1, "2026 has weeks 1 to 53, not -1"),
        (0, 1, "year 0 is not between 1 and 9998"),
        (9999, 1, "year 9999 is not between 1 and 9998"),
    ],
)
def test_a_week_that_does_not_exist_is_refused(year: int, number: int, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{said}$"):
        Week(year, number)


def test_the_week_of_a_moment_is_the_one_on_the_wall_in_stockholm() -> None:
    last_minute = datetime(2026, 12, 27, 22, 59, tzinfo=UTC)
    assert Week.at(last_minute, "Europe/Stockholm") == Week(2026, 52)
    assert Week.at(last_minute + timedelta(minutes=1), "Europe/Stockholm") == Week(2026, 53)
    assert Week.at(last_minute + timedelta(minutes=1), "UTC") == Week(2026, 52)
    in_summer = datetime(2026, 7, 5, 22, 0, tzinfo=UTC)
    assert Week.at(in_summer, "Europe/Stockholm") == Week(2026, 28)


def test_a_moment_without_a_zone_has_no_week() -> None:
    naive = datetime(2026, 12, 28, 9)  # noqa: DTZ001 (the point of the test)
    with pytest.raises(ValueError, match=r"^a moment without a zone has no week$"):
        Week.at(naive, "Europe/Stockholm")
    with pytest.raises(TypeError, match=r"^a moment has a week only in a zone: use Week\.at$"):
        Week.of(datetime(2026, 12, 28, 9, tzinfo=UTC))


@given(weeks)
@settings(deadline=None, max_examples=60)
def test_what_is_written_is_read_back(week: Week) -> None:
    assert Week.parse(str(week)) == week


def test_an_early_year_is_written_with_four_digits() -> None:
    assert str(Week(987, 6)) == "0987-W06"


@pytest.mark.parametrize(
    "text",
    [
        "", "2026", "2026-W5", "2026-W005", "2026W48", "2026-w48", " 2026-W48", "2026-W48 ", "2026-W48\n",
        "v 48", "2026-48", "26-W48", "2026-W00", "2026-W54", "2025-W53", "0000-W01", "9999-W01", "2026-W4²",
        "\u0662\u0660\u0662\u0666-W48",
    ],
)  # fmt: skip
def test_anything_else_is_not_a_week(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Week.parse(text)


def test_a_text_that_is_no_week_is_answered_with_how_one_is_written() -> None:
    with pytest.raises(ValueError, match=r"^a week is written like 2026-W48$"):
        Week.parse("vecka 48")


@given(weeks, st.integers(-500, 500))
@settings(deadline=None, max_examples=60)
def test_weeks_are_counted_by_their_mondays(week: Week, n: int) -> None:
    there = week.plus(n)
    assert there.monday - week.monday == timedelta(weeks=n)
    assert there.weeks_after(week) == n
    assert week.weeks_after(there) == -n
    assert there.plus(-n) == week
    assert (there > week) is (n > 0)


def test_the_new_year_lies_between_a_week_and_the_next() -> None:
    assert Week(2026, 53).next() == Week(2027, 1)
    assert Week(2027, 1).previous() == Week(2026, 53)
    assert Week(2025, 52).next() == Week(2026, 1)
    assert Week(2026, 9) < Week(2026, 53) < Week(2027, 1)


def test_a_week_never_changes() -> None:
    with pytest.raises(FrozenInstanceError):
        Week(2026, 48).number = 49  # type: ignore[misc]
    assert not hasattr(Week(2026, 48), "__dict__")
