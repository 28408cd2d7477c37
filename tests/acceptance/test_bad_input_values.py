"""Presses of the right shape whose values nobody could have chosen in a form of ours."""

from __future__ import annotations

from typing import Any

import pytest

from cards.teams import CARD_LIMIT
from sample.municipality.people import Seat
from tests.acceptance.forms import NEED
from tests.acceptance.tampering import HUGE, is_refused, payload, said_in, size_of
from tests.acceptance.test_bad_input import Forger
from tests.town import Town

SQL, PATH, NINES = "'; DROP TABLE item; --", "../../etc/passwd", "9" * 5000
DAYS = ("9999-12-31", "0001-01-01", "2026-02-30", "2026-11-21T00:00:00", "igår", "-1", "", NINES, "²")
REFUSED: dict[str, dict[str, tuple[Any, ...]]] = {
    "incident.save": {
        "category": (SQL, "__proto__", "INCIDENT", " vandalism", NINES, ""),
        "place": (SQL, PATH, "Ekbackaskolan", "other", NINES, ""),
        "first": (*DAYS, "2026-11-24", "2025-11-20"),
        "last": ("9999-12-31", "0001-01-01", "2026-11-20", "2026-11-24", "i morgon", NINES),
        "part_of_day": (SQL, "NIGHT", ""),
        "severity": ("0", "5", "-1", "4.0", "٤", NINES, SQL),
        "spread": (SQL,),
        "certainty": (SQL,),
        "police_report": (SQL,),
        "cause": (SQL,),
        "text": ("", "   ", "\n\t\n", "x" * 501, "x" * 200_000),
        "other_place": ("x" * 301,),
        "action_taken": ("x" * 301,),
    },
    "event.save": {
        "type": (SQL, "vandalism", ""),
        "first": (*DAYS, "2026-11-01", "2028-01-01"),
        "last": ("9999-12-31", "0001-01-01", "2026-11-01", "2028-12-01", NINES),
        "impact": ("0", "5", "x"),
        "crowd": (SQL,),
        "permit": (SQL,),
        "preparation": ("x" * 301,),
    },
    "need.save": {
        "type": (SQL, ""),
        "asked": ("", ",", ",,,,", SQL, "everyone,nobody", "polisen;polisen", NINES),
        "urgency": (SQL, ""),
    },
    "calendar.confirm": {
        "year": (HUGE, -HUGE, 0, -1, 1999, 2099, 99_999),
        "bridge_days": ("2027-13-01", "2026-01-05", "klämdag", "x" * 100_000, "2027-01-05;2027-05-07"),
        "half_days": ("2027-02-30", NINES),
    },
    "settings.save": {
        "preset": ("", "C", SQL, NINES),
        "weekday": ("", "-1", "5", "6", "1e9", NINES, "tisdag"),
        "clock": ("", "25:00", "09:00+01:00", "09:00:30", "06:59", "20:01", "nio", NINES),
        "length": ("", "0", "-30", "9", "121", "1e3", NINES),
        "cadence": ("", "hourly", SQL),
        "holiday_rule": ("", "panic", SQL),
        "breaks": ("Sommar", "Sommar: v 60–70", "v 0", "x" * 2000 + ": v 27", "Lov: v 27\n" * 2000, "\x07"),
    },
    "member.save": {
        "organisation": (SQL, PATH, "okänd"),
        "new_organisation": ("x" * 301, "x" * 100_000),
        "function": ("x" * 301, "x" * 100_000),
        "deputy": (SQL, "m0000000000cc"),
        "away_first": ("9999-99-99", "igår", NINES),
        "away_last": ("2026-11-01", "0001-01-01", "aldrig"),
    },
    "command.run": {
        "command": ("sammanfattning v 99", "sammanfattning v 0 9999", "sammanfattning v 53 2025")
    },
    "form.open": {"kind": ("x", "Incident", "")},
}
"""By verb and field: what is refused, each by itself, in a payload that is otherwise right."""
TAKEN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("prompt.show", {"part": 999}),
    ("agenda.show", {"part": 999}),
    ("delivery.show", {"part": 999}),
    ("members.show", {"part": 999}),
    ("form.open", {"typed": {"text": "x" * 100_000, "category": SQL, "first": "{{DATE()}}"}}),
    ("form.open", {"typed": {f"field {number}": "x" for number in range(3000)}}),
    ("command.run", {"command": "{0} {x} %s %(x)s"}),
    ("command.run", {"command": "\n"}),
    ("incident.save", {"version": HUGE, "draft": "", "kept": "P1,P2,P99"}),
)


@pytest.mark.parametrize("verb", REFUSED)
async def test_a_value_that_no_form_offers_is_refused_and_nothing_is_stored(monday: Town, verb: str) -> None:
    sam = [Forger(monday, seat) for seat in (Seat.COORDINATOR, Seat.SECOND)]
    everybody = [Forger(monday, seat) for seat in Seat if seat is not Seat.SOCIAL]
    forgers = sam if verb in {"calendar.confirm", "settings.save", "member.save"} else everybody
    before = await monday.stored()
    values = [(field, value) for field, values in REFUSED[verb].items() for value in values]

    for number, (field, value) in enumerate(values):
        forger = forgers[number % len(forgers)]
        right = payload(verb, forger.ids()) | (NEED if verb == "need.save" else {})
        if verb == "member.save":
            right |= {"away_first": "2026-12-01", "member": forger.ids()["seat"]}
        await forger.assert_refused(right | {field: value}, f"{field} {value!r:.60}")
    assert await monday.stored() == before


async def test_an_odd_value_that_can_be_taken_gives_a_card_that_teams_takes(monday: Town) -> None:
    forger = Forger(monday, Seat.COORDINATOR)
    for verb, changes in TAKEN:
        status, body = await forger.press(payload(verb, forger.ids()) | changes)

        assert (status, body["statusCode"]) == (200, 200), verb
        assert not is_refused(body), (verb, said_in(body))
        assert size_of(body) <= CARD_LIMIT, verb


async def test_what_is_no_request_of_teams_is_turned_away_at_the_door(monday: Town) -> None:
    forger = Forger(monday)
    before = await monday.stored()
    for value, status in (("x" * 1_000_000, 413), ("å" * 60_000, 413), ("\0", 400), ("\ud83d", 400)):
        answer = await forger.press(payload("incident.save", forger.ids()) | {"text": value})

        assert answer == (status, "")
    assert await monday.stored() == before


async def test_data_that_is_no_object_is_an_old_card(monday: Town) -> None:
    forger = Forger(monday)
    before = await monday.stored()
    for data in ([], ["a"], "text", 1, True, None):
        status, body = await forger.press(data, "incident.save")

        assert status == 200
        assert "Kortet är för gammalt eller hör till något annat." in said_in(body), data
    assert await monday.stored() == before
