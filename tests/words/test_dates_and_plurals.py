"""Days, weeks, clock times and counts as they are written in Swedish and in English."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from calendars.build import YEARS
from calendars.swedish import swedish_days
from est.agenda import Reason, ReasonCode
from est.days import DayKind
from est.week import Week
from words import words_in
from words.agenda import reason
from words.days import CALENDAR, day_name

SV, EN = words_in("sv"), words_in("en")
EPIPHANY = date(2026, 1, 6)
STOCKHOLM = "Europe/Stockholm"


@pytest.mark.case("I1")
def test_a_day_and_its_week_are_written_as_people_write_them() -> None:
    assert f"{SV.day(EPIPHANY)}, {SV.week(Week.of(EPIPHANY))}" == "tis 6 jan, v 2"
    assert f"{EN.day(EPIPHANY)}, {EN.week(Week.of(EPIPHANY))}" == "Tue 6 Jan, week 2"
    assert (SV.day_with_year(EPIPHANY), EN.day_with_year(EPIPHANY)) == ("tis 6 jan 2026", "Tue 6 Jan 2026")
    assert (SV.weekday(1), EN.weekday(1)) == ("tisdag", "Tuesday")


@pytest.mark.case("I1")
def test_one_answer_and_two_answers_differ_where_the_language_says_so() -> None:
    late = "{n} svar kom sent."
    assert [SV.n(late, late, n) for n in (1, 2)] == ["1 svar kom sent.", "2 svar kom sent."]
    assert [EN.n(late, late, n) for n in (0, 1, 2)] == [
        *("0 answers came late.", "1 answer came late.", "2 answers came late.")
    ]
    overdue = [Reason(ReasonCode.OVERDUE, n) for n in (1, 2)]
    assert [reason(SV, one) for one in overdue] == ["1 dag försenad", "2 dagar försenad"]
    assert [reason(EN, one) for one in overdue] == ["1 day overdue", "2 days overdue"]


def test_a_count_of_nothing_is_said_as_today() -> None:
    today = Reason(ReasonCode.DUE_SOON, 0)
    assert (reason(SV, today), reason(EN, today)) == ("ska vara klar i dag", "due today")


def test_a_stretch_of_days_names_the_year_only_when_it_changes() -> None:
    assert SV.days(date(2026, 11, 16), date(2026, 11, 22)) == "mån 16 nov – sön 22 nov"
    assert SV.days(EPIPHANY, EPIPHANY) == "tis 6 jan"
    assert SV.days(date(2026, 12, 31), date(2027, 1, 1)) == "tors 31 dec 2026 – fre 1 jan 2027"
    assert EN.days(date(2026, 12, 31), date(2027, 1, 1)) == "Thu 31 Dec 2026 – Fri 1 Jan 2027"


def test_a_moment_is_told_on_the_groups_own_wall() -> None:
    summer, winter = datetime(2026, 7, 7, 7, 0, tzinfo=UTC), datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    assert SV.moment(summer, STOCKHOLM) == "tis 7 juli kl 09.00"
    assert EN.moment(winter, STOCKHOLM) == "Tue 24 Nov at 09:00"
    assert (SV.clock(time(16)), EN.clock(time(16))) == ("16.00", "16:00")


def test_every_name_of_the_swedish_calendar_has_an_english_one() -> None:
    days = swedish_days(YEARS)
    names = {*days.red.values(), *days.eves.values(), *days.names.values()}
    for name in names:
        assert set(name.split("; ")) <= CALENDAR
        assert day_name(SV, name) == ", ".join(name.split("; "))
    assert {day_name(EN, name) for name in CALENDAR}.isdisjoint(CALENDAR)
    assert day_name(EN, "Första maj; Kristi himmelsfärdsdag") == "May Day, Ascension Day"


def test_a_break_is_said_by_its_own_name_or_as_a_break() -> None:
    assert (day_name(EN, "Sportlov"), day_name(EN, "")) == ("Sportlov", "")
    assert (day_name(SV, DayKind.BREAK.value), day_name(EN, DayKind.BREAK.value)) == ("Uppehåll", "Break")
