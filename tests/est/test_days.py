"""Working days, the municipality's own list, breaks, and the Swedish calendar."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.build import half_day, written
from calendars.swedish import FILE, swedish_days
from est.days import NO_YEAR, NOON, Break, CalendarError, DayCalendar, DayKind
from est.errors import Refusal
from est.week import Week

SWEDEN = swedish_days(range(2024, 2036))
SUMMER = Break("Sommaruppehåll", date(2026, 6, 29), date(2026, 8, 9))
MONDAY = date(2026, 3, 2)
WEDNESDAY = date(2026, 3, 4)
SATURDAY = date(2026, 3, 7)
SUNDAY = date(2026, 3, 8)


def calendar_where_everything_meets(day: date) -> DayCalendar:
    return DayCalendar(
        red={day: "Röd dag"},
        eves={day: "Afton"},
        half_days={day: NOON},
        bridge_days=frozenset({day}),
        breaks=(Break("Lov", day, day),),
        names={day: "Klämdag"},
    )


def test_a_day_nobody_has_said_anything_about_is_a_working_day() -> None:
    days = DayCalendar()
    assert [days.kind(day) for day in Week(2026, 10).days()] == [DayKind.WORKING] * 5 + [DayKind.WEEKEND] * 2
    assert days.is_working(MONDAY)
    assert days.is_working(MONDAY, time(23, 59))
    assert not days.is_working(SATURDAY)
    assert not days.is_working(SUNDAY)
    assert days.name_of(MONDAY) == ""
    assert days.name_of(SATURDAY) == ""


def test_of_all_that_a_day_may_be_the_first_in_the_order_counts() -> None:
    days = calendar_where_everything_meets(WEDNESDAY)
    assert (days.kind(WEDNESDAY), days.name_of(WEDNESDAY)) == (DayKind.RED, "Röd dag")
    days = replace(days, red={})
    assert (days.kind(WEDNESDAY), days.name_of(WEDNESDAY)) == (DayKind.EVE, "Afton")
    days = replace(days, eves={})
    assert (days.kind(WEDNESDAY), days.name_of(WEDNESDAY)) == (DayKind.BREAK, "Lov")
    days = replace(days, breaks=())
    assert (days.kind(WEDNESDAY), days.name_of(WEDNESDAY)) == (DayKind.BRIDGE, "Klämdag")
    assert not days.is_working(WEDNESDAY)
    days = replace(days, bridge_days=frozenset())
    assert (days.kind(WEDNESDAY), days.name_of(WEDNESDAY)) == (DayKind.HALF, "Klämdag")
    assert days.is_working(WEDNESDAY)
    assert replace(days, half_days={}).kind(WEDNESDAY) is DayKind.WORKING


def test_a_weekend_is_a_weekend_also_in_a_break_and_red_when_the_law_says_so() -> None:
    days = calendar_where_everything_meets(SATURDAY)
    assert days.kind(SATURDAY) is DayKind.RED
    days = replace(days, red={}, eves={})
    assert days.kind(SATURDAY) is DayKind.WEEKEND
    assert days.name_of(SATURDAY) == "Lov"


def test_a_half_day_is_worked_until_its_time_and_not_at_it() -> None:
    days = DayCalendar(half_days={MONDAY: time(14)})
    assert days.kind(MONDAY) is DayKind.HALF
    assert days.is_working(MONDAY)
    assert days.is_working(MONDAY, time(13, 59))
    assert not days.is_working(MONDAY, time(14))
    assert not days.is_working(MONDAY, time(16))


def test_a_half_day_ends_at_a_wall_clock_time() -> None:
    with pytest.raises(CalendarError) as refused:
        DayCalendar(half_days={MONDAY: time(12), WEDNESDAY: time(12, tzinfo=UTC)})
    assert (refused.value.code, refused.value.field) == ("half_day_has_zone", "half_days")
    assert isinstance(refused.value, Refusal)


def test_working_days_are_found_past_weekends_red_days_eves_bridges_and_breaks() -> None:
    thursday = date(2026, 12, 24)
    days = DayCalendar(
        red={date(2026, 12, 25): "Juldagen"},
        eves={thursday: "Julafton"},
        bridge_days=frozenset({date(2026, 12, 28)}),
        breaks=(Break("Mellandagar", date(2026, 12, 29), date(2027, 1, 1)),),
    )
    assert days.next_working(date(2026, 12, 23)) == date(2027, 1, 4)
    assert days.previous_working(date(2027, 1, 4)) == date(2026, 12, 23)
    assert days.without_breaks().next_working(date(2026, 12, 23)) == date(2026, 12, 29)
    assert days.next_working(MONDAY) == date(2026, 3, 3)
    assert days.previous_working(MONDAY) == date(2026, 2, 27)


def test_a_day_that_closes_too_early_is_passed_over() -> None:
    days = DayCalendar(half_days={date(2026, 3, 3): NOON})
    assert days.next_working(MONDAY, time(11, 59)) == date(2026, 3, 3)
    assert days.next_working(MONDAY, time(12)) == WEDNESDAY
    assert days.previous_working(WEDNESDAY, time(12)) == MONDAY


def test_a_calendar_in_which_nobody_ever_works_is_refused_rather_than_searched_for_ever() -> None:
    pauses = tuple(Break("Paus", date(year, 1, 1), date(year, 12, 31)) for year in range(2020, 2036))
    for search in (DayCalendar(breaks=pauses).next_working, DayCalendar(breaks=pauses).previous_working):
        with pytest.raises(CalendarError) as refused:
            search(MONDAY)
        assert refused.value.code == "calendar_without_working_days"
        assert refused.value.values == {"day": MONDAY}


def test_the_search_goes_three_years_and_not_a_day_further() -> None:
    closed_until = MONDAY + timedelta(days=1099)
    years = [MONDAY + timedelta(days=n) for n in (0, 366, 732, 1098)]

    def closed(last: date) -> DayCalendar:
        return DayCalendar(breaks=tuple(Break("Paus", y, min(y + timedelta(days=365), last)) for y in years))

    assert closed(closed_until).next_working(MONDAY) == MONDAY + timedelta(days=1100)
    with pytest.raises(CalendarError):
        closed(closed_until + timedelta(days=1)).next_working(MONDAY)


def test_a_break_holds_its_first_and_its_last_day() -> None:
    assert date(2026, 6, 28) not in SUMMER
    assert SUMMER.first in SUMMER
    assert SUMMER.last in SUMMER
    assert date(2026, 8, 10) not in SUMMER
    assert MONDAY in Break("En dag", MONDAY, MONDAY)


def test_a_break_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(CalendarError) as refused:
        Break("Bakvänt", WEDNESDAY, MONDAY)
    assert refused.value.code == "break_backwards"
    assert refused.value.values == {"first": WEDNESDAY, "last": MONDAY}


def test_a_break_lasts_a_year_at_most() -> None:
    assert MONDAY + timedelta(days=365) in Break("Ett år", MONDAY, MONDAY + timedelta(days=365))
    with pytest.raises(CalendarError) as refused:
        Break("Ett år och en dag", MONDAY, MONDAY + timedelta(days=366))
    assert (refused.value.code, refused.value.values) == ("break_too_long", {"days": 366})


@pytest.mark.parametrize(
    "text",
    [
        "W27-W32",
        "W27–W32",
        "w27 – w32",
        "v. 27-32",
        " 27-32 ",
        "V.27–V.32",
        "v 27 -v 32",
        "vecka 27–32",
        "Veckorna 27-32",
        "week 27–week 32",
        "weeks 27–32",
    ],
)
def test_a_break_is_read_from_weeks_as_people_write_them(text: str) -> None:
    assert Break.parse("Sommaruppehåll", text, 2026) == SUMMER
    assert Break.weeks("Sommaruppehåll", Week(2026, 27), Week(2026, 32)) == SUMMER


def test_one_week_is_a_break_too() -> None:
    assert Break.parse("Höstlov", "v 44", 2026) == Break("Höstlov", date(2026, 10, 26), date(2026, 11, 1))


def test_a_break_over_new_year_ends_in_the_year_after() -> None:
    christmas = Break.parse("Juluppehåll", "W52-W1", 2026)
    assert (christmas.first, christmas.last) == (date(2026, 12, 21), date(2027, 1, 10))
    assert Break.parse("Juluppehåll", "W53-W1", 2026).first == date(2026, 12, 28)


@pytest.mark.parametrize("text", ["", "sommaren", "W27-", "-W32", "W27-W32-W33", "W271", "27/32", "W27W32"])
def test_what_is_not_weeks_is_refused(text: str) -> None:
    with pytest.raises(CalendarError) as refused:
        Break.parse("Lov", text, 2026)
    assert (refused.value.code, refused.value.field) == ("break_unreadable", "breaks")


@pytest.mark.parametrize("text", ["W53", "W0-W2", "W40-W54"])
def test_weeks_that_the_year_lacks_are_refused(text: str) -> None:
    with pytest.raises(CalendarError) as refused:
        Break.parse("Lov", text, 2025)
    assert (refused.value.code, refused.value.field) == ("break_no_such_week", "breaks")
    assert refused.value.values == {"year": 2025}


def test_a_groups_own_breaks_are_added_to_the_municipalitys() -> None:
    autumn = Break("Höstlov", date(2026, 10, 26), date(2026, 11, 1))
    days = DayCalendar(breaks=(SUMMER,))
    both = days.with_breaks((autumn,))
    assert both.breaks == (SUMMER, autumn)
    assert both.breaks_on(date(2026, 10, 27)) == (autumn,)
    assert both.breaks_on(date(2026, 7, 1)) == (SUMMER,)
    assert both.breaks_on(MONDAY) == ()
    assert days.with_breaks(()) is days
    assert SWEDEN.without_breaks() is SWEDEN
    assert both.without_breaks().breaks == ()
    assert both.without_breaks().kind(date(2026, 7, 1)) is DayKind.WORKING


def test_the_municipalitys_list_replaces_every_guess_about_its_year_and_touches_no_other() -> None:
    thursday, friday = date(2026, 4, 2), date(2026, 5, 15)
    earlier = SWEDEN.confirm(2027, {date(2027, 5, 7)}, {date(2027, 1, 5): time(11)})
    days = earlier.confirm(2026, {friday}, {date(2026, 4, 30): NOON})
    assert SWEDEN.kind(thursday) is DayKind.HALF
    assert SWEDEN.kind(friday) is DayKind.WORKING
    assert days.kind(thursday) is DayKind.WORKING
    assert days.kind(friday) is DayKind.BRIDGE
    assert days.half_days[date(2026, 4, 30)] == NOON
    assert days.kind(date(2027, 5, 7)) is DayKind.BRIDGE
    assert [day for day in days.half_days if day.year == 2027] == [date(2027, 1, 5)]
    assert days.half_days[date(2025, 4, 17)] == time(14)
    assert days.confirmed_years == {2026, 2027}
    assert days.red == SWEDEN.red


def test_a_list_can_be_confirmed_again() -> None:
    days = DayCalendar().confirm(2026, {MONDAY}, {WEDNESDAY: NOON}).confirm(2026, {WEDNESDAY}, {})
    assert days.bridge_days == {WEDNESDAY}
    assert days.half_days == {}
    assert days.confirmed_years == {2026}


@pytest.mark.parametrize(
    ("bridges", "halves"),
    [({date(2027, 5, 7)}, {}), ({MONDAY}, {date(2027, 5, 7): NOON, date(2028, 1, 3): NOON})],
)
def test_a_list_holds_the_days_of_its_own_year_only(bridges: set[date], halves: dict[date, time]) -> None:
    with pytest.raises(CalendarError) as refused:
        DayCalendar().confirm(2026, bridges, halves)
    assert (refused.value.code, refused.value.field) == ("calendar_other_year", "bridge_days")
    assert refused.value.values == {"year": 2026, "day": date(2027, 5, 7)}


@pytest.mark.parametrize(
    ("today", "confirmed", "missing"),
    [
        (date(2026, 10, 31), {2026}, NO_YEAR),
        (date(2026, 11, 1), {2026}, 2027),
        (date(2026, 12, 31), {2026}, 2027),
        (date(2026, 11, 1), {2026, 2027}, NO_YEAR),
        (date(2027, 1, 1), {2026}, 2027),
        (date(2027, 1, 1), {2027}, NO_YEAR),
        (date(2026, 11, 1), {2027}, 2026),
        (date(2026, 11, 1), set(), 2027),
        (date(2026, 10, 31), set(), 2026),
    ],
)
def test_next_years_list_is_missed_from_november_and_this_years_all_year(
    today: date, confirmed: set[int], missing: int
) -> None:
    assert DayCalendar(confirmed_years=frozenset(confirmed)).missing_year(today) == missing
    assert NO_YEAR == 0


def test_a_calendar_never_changes() -> None:
    red = {MONDAY: "Röd dag"}
    days = DayCalendar(red=red)
    red[WEDNESDAY] = "Efteråt"
    assert days.kind(WEDNESDAY) is DayKind.WORKING
    with pytest.raises(TypeError):
        days.red[WEDNESDAY] = "Utifrån"  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        days.red = {}  # type: ignore[misc]


@given(
    st.dates(date(2024, 1, 15), date(2034, 12, 1)),
    st.times(),
    st.frozensets(st.dates(date(2024, 1, 1), date(2034, 12, 31)), max_size=30),
)
@settings(deadline=None, max_examples=60)
def test_the_next_working_day_is_the_first_one_that_is_worked(
    day: date, clock: time, bridges: frozenset[date]
) -> None:
    days = replace(SWEDEN, bridge_days=bridges)
    found = days.next_working(day, clock)
    assert days.is_working(found, clock)
    assert found > day
    skipped = [day + timedelta(days=n) for n in range(1, (found - day).days)]
    assert not any(days.is_working(other, clock) for other in skipped)
    assert days.previous_working(found + timedelta(days=1), clock) == found


def test_the_red_days_eves_and_half_days_of_2026_are_the_swedish_ones() -> None:
    assert {day: name for day, name in SWEDEN.red.items() if day.year == 2026} == {
        date(2026, 1, 1): "Nyårsdagen",
        date(2026, 1, 6): "Trettondedag jul",
        date(2026, 4, 3): "Långfredagen",
        date(2026, 4, 5): "Påskdagen",
        date(2026, 4, 6): "Annandag påsk",
        date(2026, 5, 1): "Första maj",
        date(2026, 5, 14): "Kristi himmelsfärdsdag",
        date(2026, 5, 24): "Pingstdagen",
        date(2026, 6, 6): "Nationaldagen",
        date(2026, 6, 20): "Midsommardagen",
        date(2026, 10, 31): "Alla helgons dag",
        date(2026, 12, 25): "Juldagen",
        date(2026, 12, 26): "Annandag jul",
    }
    assert {day: name for day, name in SWEDEN.eves.items() if day.year == 2026} == {
        date(2026, 6, 19): "Midsommarafton",
        date(2026, 12, 24): "Julafton",
        date(2026, 12, 31): "Nyårsafton",
    }
    halves = {day: SWEDEN.names[day] for day in SWEDEN.half_days if day.year == 2026}
    assert halves == {
        date(2026, 1, 5): "Trettondagsafton",
        date(2026, 4, 2): "Skärtorsdagen",
        date(2026, 4, 30): "Valborgsmässoafton",
        date(2026, 5, 13): "Dag före Kristi himmelsfärdsdag",
        date(2026, 5, 22): "Dag före Pingstafton",
        date(2026, 6, 18): "Dag före Midsommarafton",
        date(2026, 10, 30): "Allahelgonsafton",
        date(2026, 12, 23): "Dag före Julafton",
        date(2026, 12, 30): "Dag före Nyårsafton",
    }
    assert set(SWEDEN.half_days.values()) == {time(14)}
    assert SWEDEN.name_of(date(2026, 4, 2)) == "Skärtorsdagen"
    assert SWEDEN.kind(date(2026, 4, 4)) is DayKind.WEEKEND
    assert SWEDEN.confirmed_years == frozenset()
    assert SWEDEN.bridge_days == frozenset()


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2028, 6, 6), "Nationaldagen"),
        (date(2029, 5, 1), "Första maj"),
        (date(2030, 1, 1), "Nyårsdagen"),
        (date(2030, 6, 6), "Nationaldagen"),
    ],
)
def test_red_tuesdays_and_thursdays_of_coming_years_are_known(day: date, name: str) -> None:
    assert SWEDEN.kind(day) is DayKind.RED
    assert SWEDEN.name_of(day) == name


def test_the_file_holds_what_the_library_says() -> None:
    assert FILE.read_text(encoding="utf-8") == written()


def test_a_half_day_is_read_from_its_swedish_name() -> None:
    assert half_day("Skärtorsdagen (från kl. 14.00)") == ("Skärtorsdagen", time(14))
    assert half_day("Valborgsmässoafton (från kl. 14.30); Annat (från kl. 12.05)") == (
        "Valborgsmässoafton",
        time(12, 5),
    )
    for unread in ("Skärtorsdagen", "Valborgsmässoafton (från kl. 14.00); Annat"):
        with pytest.raises(ValueError, match=re.escape(f"no clock time in the half day '{unread}'")):
            half_day(unread)
