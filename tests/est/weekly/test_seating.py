"""The seats: organisation, function, coordinator, deputy and absence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from est.errors import NotAllowed
from est.form import FormRefused
from est.member import Absence, Organisation, Role
from est.report import NOTE_LIMIT
from est.vocabulary import OrganisationType
from est.weekly.seating import MembersView, members, save_member
from tests.est.weekly.table import NOON, Table


def save(table: Table, seat: str, by: str = "ann", **values: str) -> MembersView:
    """Save the seat's form as it stands, with changes."""
    member = table.member(seat)
    form = {
        "organisation": member.organisation_id,
        "function": member.function,
        "coordinator": "true" if member.coordinates else "false",
        "deputy": member.deputy_id,
    }
    return save_member(table.records, table.turn(by, NOON), seat, form | values)


def faults(table: Table, seat: str, **values: str) -> list[tuple[str, str]]:
    refusal = table.refused(save, table, seat, **values)
    assert isinstance(refusal, FormRefused)
    return [(fault.field, fault.code) for fault in refusal.faults]


def test_those_who_lead_see_everybody_at_the_table_in_order_of_name(table: Table) -> None:
    table.change("dan", name="bertil")
    table.change("cia", active=False)
    for name in ("ann", "eva"):
        view = members(table.records, table.turn(name, NOON))
        assert [member.name for member in view.members] == ["Ann", "bertil", "Bo", "Eva"]
        assert set(view.organisations) == {"police", "school"}
        assert (view.chosen, view.saved, view.turn.member.id) == (None, False, name)


def test_a_seat_is_chosen_by_its_id(table: Table) -> None:
    assert members(table.records, table.turn("ann", NOON), "dan").chosen == table.member("dan")


@pytest.mark.parametrize("id_", ["nobody", "cia"])
def test_a_seat_that_is_not_there_cannot_be_chosen_or_saved(table: Table, id_: str) -> None:
    table.change("cia", active=False)
    turn = table.turn("ann", NOON)
    assert type(table.refused(members, table.records, turn, id_)) is NotAllowed
    assert type(table.refused(save_member, table.records, turn, id_, {})) is NotAllowed
    assert type(table.refused(save_member, table.records, turn, "", {})) is NotAllowed


def test_a_member_neither_sees_nor_changes_the_seats(table: Table) -> None:
    turn = table.turn("cia", NOON)
    assert table.refused(members, table.records, turn).code == "coordinators_only"
    assert table.refused(save_member, table.records, turn, "dan", {}).code == "coordinators_only"


def test_what_is_filled_in_is_kept(table: Table) -> None:
    view = save(
        table,
        "cia",
        organisation="police",
        function="  Rektor ",
        deputy="dan",
        coordinator="true",
        away_first="2026-11-30",
        away_last="2026-12-04",
    )
    seat = table.member("cia")
    assert view.saved
    assert seat in view.members
    assert (seat.organisation_id, seat.function, seat.deputy_id) == ("police", "Rektor", "dan")
    assert seat.roles == {Role.MEMBER, Role.COORDINATOR}
    assert seat.absences == (Absence(date(2026, 11, 30), date(2026, 12, 4)),)


def test_an_administrator_who_is_made_coordinator_reports_too(table: Table) -> None:
    save(table, "eva", coordinator="true")
    assert table.member("eva").roles == {Role.ADMINISTRATOR, Role.COORDINATOR, Role.MEMBER}


def test_a_coordinator_can_be_taken_away_unless_it_is_the_last(table: Table) -> None:
    save(table, "bo", coordinator="false")
    assert table.member("bo").roles == {Role.MEMBER}
    assert faults(table, "ann", coordinator="") == [("coordinator", "last_coordinator")]
    save(table, "cia", coordinator="false")
    assert table.member("ann").coordinates


def test_everything_left_empty_is_nothing(table: Table) -> None:
    table.away("cia", "2026-11-23", "2026-11-24", deputy="dan")
    save(table, "cia", organisation="", function="", deputy="", away_first="", away_last="")
    seat = table.member("cia")
    assert (seat.organisation_id, seat.function, seat.deputy_id, seat.absences) == ("", "", "", ())


def test_one_day_away_needs_its_first_day_alone(table: Table) -> None:
    save(table, "cia", away_first="2026-11-23")
    assert table.member("cia").absences == (Absence(date(2026, 11, 23), date(2026, 11, 23)),)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"deputy": "cia"}, ("deputy", "not_in_list")),
        ({"deputy": "nobody"}, ("deputy", "not_in_list")),
        ({"organisation": "nowhere"}, ("organisation", "not_in_list")),
        ({"function": "x" * (NOTE_LIMIT + 1)}, ("function", "too_long")),
        ({"new_organisation": "x" * (NOTE_LIMIT + 1)}, ("new_organisation", "too_long")),
        ({"new_organisation": "Ny", "organisation_type": "guild"}, ("organisation_type", "not_in_list")),
        ({"away_first": "soon"}, ("away_first", "not_a_date")),
        ({"away_last": "2026-12-01"}, ("away_first", "not_a_date")),
        ({"away_first": "2026-12-02", "away_last": "2026-12-01"}, ("away_last", "absence_over")),
        ({"away_first": "2026-11-16", "away_last": "2026-11-22"}, ("away_last", "absence_over")),
    ],
)
def test_what_is_wrong_is_named_by_its_field(
    table: Table, values: dict[str, str], fault: tuple[str, str]
) -> None:
    before = table.member("cia")
    assert faults(table, "cia", **values) == [fault]
    assert table.member("cia") == before


def test_limits_are_inclusive_and_told(table: Table) -> None:
    save(table, "cia", function="x" * NOTE_LIMIT, new_organisation="y" * NOTE_LIMIT)
    assert len(table.member("cia").function) == NOTE_LIMIT
    for field in ("function", "new_organisation"):
        refusal: Any = table.refused(save, table, "cia", **{field: "x" * (NOTE_LIMIT + 2)})
        assert refusal.faults[0].values == {"length": NOTE_LIMIT + 2, "limit": NOTE_LIMIT}


def test_every_fault_is_told_at_once(table: Table) -> None:
    wrong = {"deputy": "cia", "organisation": "nowhere", "away_first": "soon", "coordinator": "false"}
    assert [field for field, _ in faults(table, "cia", **wrong)] == ["organisation", "deputy", "away_first"]


def test_an_absence_that_lasts_until_today_may_be_entered(table: Table) -> None:
    save(table, "cia", away_first="2026-11-16", away_last="2026-11-23")
    assert table.member("cia").absences == (Absence(date(2026, 11, 16), date(2026, 11, 23)),)


def test_a_new_organisation_is_kept_once_by_its_name(table: Table) -> None:
    view = save(table, "cia", new_organisation=" Ekbacka bowling ", organisation_type="association")
    id_ = table.member("cia").organisation_id
    assert view.organisations[id_] == Organisation(id_, "k1", "Ekbacka bowling", OrganisationType.ASSOCIATION)
    assert (id_[0], len(id_)) == ("o", 13)
    save(table, "dan", new_organisation="EKBACKA BOWLING", organisation_type="police")
    assert table.member("dan").organisation_id == id_
    save(table, "bo", new_organisation="Police")
    assert table.member("bo").organisation_id == "police"
    assert len(table.records.members.organisations("k1")) == 3


def test_a_new_organisation_without_a_type_is_another_one(table: Table) -> None:
    save(table, "cia", new_organisation="Ny", organisation_type="")
    types = {one.name: one.type for one in table.records.members.organisations("k1")}
    assert types["Ny"] is OrganisationType.OTHER
