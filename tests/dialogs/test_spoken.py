"""A decision or a note typed in passing is read whatever the order of its parts, and never guessed at."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.spoken import Said, Spoken, day_said, owner_said, spoken
from est.member import Member, Organisation
from est.vocabulary import OrganisationType

TUESDAY = date(2026, 11, 24)
D, N = Spoken.DECISION, Spoken.NOTE


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "beslut V48-3: laga lampan, ansvarig Driftchef, senast 2026-12-11",
            Said(D, "V48-3", "laga lampan", "Driftchef", "2026-12-11"),
        ),
        (
            "/Beslut v48-3 Laga lampan; senast fredag. Ansvarig: Samhällsbyggnad",
            Said(D, "V48-3", "Laga lampan", "Samhällsbyggnad", "fredag"),
        ),
        ("BESLUT: laga lampan", Said(D, "", "laga lampan")),
        ("decision Å7: close it, owner Police, by 3 dec", Said(D, "Å7", "close it", "Police", "3 dec")),
        ("beslut", Said(D, "", "")),
        ("beslut V48-3", Said(D, "V48-3", "")),
        ("anteckning V 48-3: Ansvarig är inte på plats.", Said(N, "V48-3", "Ansvarig är inte på plats.")),
        ("note: two\nlines", Said(N, "", "two\nlines")),
    ],
)
def test_a_typed_line_is_taken_apart(typed: str, said: Said) -> None:
    assert spoken(typed) == said


@pytest.mark.parametrize(
    "typed", ["", "dagordning", "beslutat", "noteringar", "sammanfattning godkänn", "Ett beslut"]
)
def test_another_command_is_none_of_these(typed: str) -> None:
    assert spoken(typed) is None


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-11", "2026-12-11"),
        ("11 dec", "2026-12-11"),
        ("den 11 december", "2026-12-11"),
        ("11/12", "2026-12-11"),
        ("3 jan", "2027-01-03"),
        ("fredag", "2026-11-27"),
        ("på tisdag", "2026-12-01"),
        ("mån", "2026-11-30"),
        ("31 feb", ""),
        ("2026-13-01", ""),
        ("snart", ""),
        ("", ""),
        ("9999-99-99", ""),
        ("11 xyz", ""),
    ],
)
def test_a_day_is_read_or_left_to_choose(typed: str, day: str) -> None:
    assert day_said(typed, TUESDAY) == day


def test_an_owner_is_named_by_function_or_organisation_and_never_guessed_at() -> None:
    def seat(id_: str, function: str) -> Member:
        return Member(id=id_, group_id="g1", object_id=id_, name=id_, function=function)

    seats = [seat("m1", "Driftchef"), seat("m2", "Rektor"), seat("m3", "Rektor")]
    kinds = OrganisationType.SCHOOL
    every = [Organisation(id_, "k1", name, kinds) for id_, name in (("o1", "Polisen"), ("o2", "Polismuseet"))]
    assert owner_said("driftchef", seats, every) == "m:m1"
    assert owner_said("Polisen", seats, every) == "o:o1"
    assert owner_said("polism", seats, every) == "o:o2"
    assert owner_said("Rektor", seats, every) == ""
    assert owner_said("polis", seats, every) == ""
    assert owner_said("", seats, every) == ""
