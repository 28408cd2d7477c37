"""The calendar file as the icalendar library reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.ics import Invitation, ics
from est.week import Week
from est.weekly.documents import CalendarMeeting
from tests.cards.scene import group
from tests.documents.desk import MADE_AT
from words import words_in

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SV = words_in("sv")
ADDRESS = "https://est.ekbacka.example/"


def a_meeting(day: date = date(2026, 11, 24), **changes: Any) -> CalendarMeeting:
    """09:00 to 09:30 on Stockholm's wall."""
    begins = datetime.combine(day, datetime.min.time(), STOCKHOLM).replace(hour=9).astimezone(UTC)
    made = CalendarMeeting(
        week=Week.of(day),
        begins=begins,
        ends=begins + timedelta(minutes=30),
        planned=day,
        is_held=True,
        because="",
    )
    return replace(made, **changes)


def read(*meetings: CalendarMeeting, made_at: datetime = MADE_AT, name: str = "EST Ekbacka") -> list[Any]:
    """The events that a calendar sees."""
    made = ics(Invitation(group(name=name), ADDRESS), meetings, SV, made_at)
    return list(icalendar.Calendar.from_ical(made).walk("VEVENT"))


@pytest.mark.case("P9")
@pytest.mark.parametrize(
    ("day", "utc"),
    [("2026-03-24", 8), ("2026-03-31", 7), ("2026-10-20", 7), ("2026-10-27", 8)],
    ids=["before spring", "after spring", "before autumn", "after autumn"],
)
def test_nine_stays_nine_across_the_change_of_clocks(day: str, utc: int) -> None:
    (event,) = read(a_meeting(date.fromisoformat(day)))
    begins, ends = event.decoded("DTSTART"), event.decoded("DTEND")
    assert begins.utcoffset() == timedelta(0)
    assert (begins.hour, begins.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")) == (utc, f"{day} 09:00")
    assert ends.astimezone(STOCKHOLM).strftime("%H:%M") == "09:30"


@pytest.mark.case("P9")
def test_an_event_links_back_in_its_address_and_in_its_text() -> None:
    (event,) = read(a_meeting())
    assert str(event["URL"]) == ADDRESS
    assert ADDRESS in str(event["DESCRIPTION"])


def test_an_event_without_a_public_address_has_no_link() -> None:
    made = ics(Invitation(group()), [a_meeting()], SV, MADE_AT)
    (event,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert "URL" not in event


def test_a_moved_meeting_takes_the_place_of_what_was_there() -> None:
    (before,) = read(a_meeting())
    moved = a_meeting(
        begins=datetime(2026, 11, 25, 8, tzinfo=UTC),
        ends=datetime(2026, 11, 25, 8, 30, tzinfo=UTC),
        because="Röd dag",
    )
    (after,) = read(moved, made_at=MADE_AT + timedelta(minutes=1))
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTART") != before.decoded("DTSTART")
    assert "Mötet är flyttat: Röd dag." in str(after["DESCRIPTION"])
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CONFIRMED")


def test_a_cancelled_meeting_is_cancelled_under_the_same_id() -> None:
    (before,) = read(a_meeting())
    (after,) = read(a_meeting(is_held=False, because="break"), made_at=MADE_AT + timedelta(minutes=1))
    assert (after["STATUS"], after["UID"]) == ("CANCELLED", before["UID"])
    assert str(after["SUMMARY"]) == "Inställt: EST Ekbacka, möte v 48"
    assert "Mötet är inställt: Uppehåll." in str(after["DESCRIPTION"])


def test_every_round_has_an_id_of_its_own_that_tells_nothing_of_the_tenant() -> None:
    first, second = read(a_meeting(), a_meeting(date(2026, 12, 1)))
    assert first["UID"] != second["UID"]
    assert group().id not in str(first["UID"])


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Co"]), min_size=1, max_size=200))
def test_any_name_is_read_back_as_it_is(name: str) -> None:
    """Commas, semicolons, backslashes and long lines of letters that take four octets."""
    made = ics(Invitation(group(name=name)), [a_meeting()], SV, MADE_AT)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
    shown = "".join(
        one for one in name if one not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
    assert str(event["SUMMARY"]) == f"{shown}, möte v 48"


def test_a_name_cannot_add_a_property() -> None:
    (event,) = read(a_meeting(), name="EST\r\nATTACH:file:///etc/passwd\nX")
    assert "ATTACH" not in event
