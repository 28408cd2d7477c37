"""Who reports, who coordinates, and who answers for somebody who is away."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from est.member import NOBODY, Absence, Member, Nobody, Role, answering, coordinators
from tests.est.builders import TUESDAY, absence, member

AWAY = (absence(),)


def roster(*seats: Member) -> dict[str, Member]:
    return {seat.id: seat for seat in seats}


@pytest.mark.parametrize(
    ("day", "covered"),
    [
        (date(2026, 11, 22), False),
        (date(2026, 11, 23), True),
        (date(2026, 11, 25), True),
        (date(2026, 11, 26), False),
    ],
)
def test_an_absence_includes_both_its_ends(day: date, *, covered: bool) -> None:
    away = Absence(date(2026, 11, 23), date(2026, 11, 25))
    assert away.covers(day) is covered
    assert member(absences=(away,)).away(day) is covered


def test_any_of_several_absences_is_enough() -> None:
    signe = member(absences=(absence(date(2026, 7, 1), date(2026, 7, 31)), absence()))
    assert signe.away(TUESDAY)
    assert not member().away(TUESDAY)


@pytest.mark.parametrize(
    ("roles", "active", "reports", "coordinates"),
    [
        ({Role.MEMBER}, True, True, False),
        ({Role.MEMBER, Role.COORDINATOR}, True, True, True),
        ({Role.COORDINATOR}, True, False, True),
        ({Role.VIEWER}, True, False, False),
        ({Role.ADMINISTRATOR}, True, False, False),
        ({Role.GIS_READER}, True, False, False),
        ({Role.MEMBER, Role.COORDINATOR}, False, False, False),
    ],
)
def test_seats_report_and_coordinate_by_role_while_they_are_active(
    roles: set[Role], *, active: bool, reports: bool, coordinates: bool
) -> None:
    seat = member(roles=frozenset(roles), active=active)
    assert (seat.reports, seat.coordinates) == (reports, coordinates)


def test_a_new_seat_is_a_member_in_teams_who_reads_swedish() -> None:
    seat = Member(id="m", group_id="g", object_id="o", name="Signe Sundin")
    assert seat.reports
    assert not seat.guest
    assert (seat.route.value, seat.language, seat.deputy_id, seat.absences) == ("teams", "sv", "", ())


def test_coordinators_stand_in_a_fixed_order_and_those_who_left_are_gone() -> None:
    role = frozenset({Role.COORDINATOR})
    seats = [
        member(id="ylva", roles=role),
        member(id="berit", roles=role),
        member(id="signe"),
        member(id="left", roles=role, active=False),
    ]
    assert [seat.id for seat in coordinators(seats)] == ["berit", "ylva"]


def test_somebody_who_is_there_answers_for_themselves_even_with_a_deputy() -> None:
    signe = member(deputy_id="orvar")
    assert answering(signe, roster(signe, member(id="orvar")), TUESDAY) is signe


def test_a_deputy_answers_during_an_absence_and_hands_back_after_it() -> None:
    orvar = member(id="orvar")
    signe = member(deputy_id="orvar", absences=AWAY)
    seats = roster(signe, orvar)
    assert answering(signe, seats, TUESDAY - timedelta(days=1)) is signe
    assert answering(signe, seats, TUESDAY) is orvar
    assert answering(signe, seats, TUESDAY + timedelta(days=1)) is signe


def test_the_deputy_of_a_deputy_who_is_away_answers() -> None:
    signe = member(deputy_id="orvar", absences=AWAY)
    orvar = member(id="orvar", deputy_id="ylva", absences=AWAY)
    ylva = member(id="ylva")
    assert answering(signe, roster(signe, orvar, ylva), TUESDAY) is ylva


@pytest.mark.parametrize(
    "deputies",
    [
        [],
        [member(id="orvar", absences=AWAY)],
        [member(id="orvar", active=False)],
        [member(id="orvar", absences=AWAY, active=False, deputy_id="ylva"), member(id="ylva")],
        [member(id="orvar", absences=AWAY, deputy_id="signe")],
        [member(id="orvar", absences=AWAY, deputy_id="orvar")],
        [member(id="orvar", absences=AWAY, deputy_id="somebody-unknown")],
    ],
)
def test_nobody_answers_when_the_chain_ends_away_gone_or_in_a_circle(deputies: list[Member]) -> None:
    signe = member(deputy_id="orvar", absences=AWAY)
    assert answering(signe, roster(signe, *deputies), TUESDAY) is NOBODY


def test_nobody_answers_for_a_seat_whose_holder_has_left() -> None:
    signe = member(active=False, deputy_id="orvar")
    assert answering(signe, roster(signe, member(id="orvar")), TUESDAY) is NOBODY


@settings(deadline=None, max_examples=80)
@given(
    chain=st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(-1, 6)), min_size=1, max_size=6),
)
def test_whoever_answers_is_there_and_every_chain_ends(chain: list[tuple[bool, bool, int]]) -> None:
    seats = roster(
        *(
            member(id=f"m{n}", absences=AWAY if away else (), active=active, deputy_id=f"m{deputy}")
            for n, (away, active, deputy) in enumerate(chain)
        )
    )
    for seat in seats.values():
        found = answering(seat, seats, TUESDAY)
        assert isinstance(found, Nobody) or (found.active and not found.away(TUESDAY))
        if seat.active and not seat.away(TUESDAY):
            assert found is seat
