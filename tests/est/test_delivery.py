"""The delivery list: one answer per seat, whatever happened to the letters (acceptance.md D13)."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from est.delivery import DeliveryLine, DeliveryState, delivery_list, totals
from est.letters import LetterState
from est.member import Member, Role
from est.report import Report
from tests.est.builders import TUESDAY, absence, item, letter, member, report

AWAY = (absence(),)


def line(*seats: Member, reports: tuple[Report, ...] = (), **letter_changes: Any) -> DeliveryLine:
    """Signe's line, when the one letter of the round is the prompt to her."""
    letters = [letter(**letter_changes)] if letter_changes else []
    return next(
        found for found in delivery_list(seats, reports, letters, TUESDAY) if found.member.id == "signe"
    )


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (LetterState.WAITING, DeliveryState.WAITING),
        (LetterState.SENDING, DeliveryState.WAITING),
        (LetterState.RETRY, DeliveryState.WAITING),
        (LetterState.SENT, DeliveryState.SENT),
        (LetterState.FAILED, DeliveryState.FAILED),
        (LetterState.EXPIRED, DeliveryState.FAILED),
        (LetterState.UNKNOWN, DeliveryState.FAILED),
        (LetterState.CANCELLED, DeliveryState.WAITING),
        (LetterState.SUPERSEDED, DeliveryState.WAITING),
    ],
)
def test_the_letter_decides_while_nobody_has_answered(state: LetterState, shown: DeliveryState) -> None:
    found = line(member(), state=state)
    assert (found.state, found.answered, found.answered_by, found.late) == (shown, False, "", False)


def test_a_seat_without_a_letter_is_waiting() -> None:
    assert line(member()).state is DeliveryState.WAITING


def test_a_failed_letter_says_why_and_otherwise_how() -> None:
    assert line(member(), state=LetterState.FAILED, reason="blocked").reason == "blocked"
    assert line(member(), state=LetterState.EXPIRED).reason == "expired"
    assert line(member(), state=LetterState.SENT, reason="blocked").reason == ""


def test_an_answer_beats_a_letter_that_failed() -> None:
    found = line(member(), reports=(report(items=(item(),)),), state=LetterState.FAILED, reason="blocked")
    assert (found.state, found.answered, found.reason) == (DeliveryState.ANSWERED, True, "")


def test_nothing_to_report_is_shown_as_such_and_is_an_answer() -> None:
    found = line(member(), reports=(report(nothing=True),), state=LetterState.SENT)
    assert (found.state, found.answered) == (DeliveryState.NOTHING_TO_REPORT, True)


def test_an_empty_report_is_no_answer() -> None:
    found = line(member(), reports=(report(),), state=LetterState.SENT)
    assert (found.state, found.answered) == (DeliveryState.SENT, False)


def test_a_late_answer_is_marked() -> None:
    assert line(member(), reports=(report(items=(item(),), late=True),)).late
    assert not line(member(), reports=(report(items=(item(),)),)).late


def test_an_answer_that_somebody_else_wrote_names_them() -> None:
    assert line(member(), reports=(report(nothing=True, written_by="orvar"),)).answered_by == "orvar"
    assert line(member(), reports=(report(nothing=True, written_by="signe"),)).answered_by == ""


def test_the_report_of_another_seat_says_nothing_of_this_one() -> None:
    found = line(member(), member(id="orvar"), reports=(report(member_id="orvar", nothing=True),))
    assert found.state is DeliveryState.WAITING


def test_somebody_away_without_a_deputy_is_away_even_when_the_letter_failed() -> None:
    found = line(member(absences=AWAY), state=LetterState.FAILED, reason="blocked")
    assert (found.state, found.reason, found.answered_by) == (DeliveryState.AWAY, "", "")


def test_an_answer_given_before_the_absence_is_kept_in_sight() -> None:
    found = line(member(absences=AWAY), reports=(report(nothing=True),))
    assert (found.state, found.answered) == (DeliveryState.AWAY, True)


def test_a_deputy_stands_in_and_is_named() -> None:
    orvar = member(id="orvar")
    found = line(member(absences=AWAY, deputy_id="orvar"), orvar, state=LetterState.SENT)
    assert (found.state, found.answered_by, found.answered) == (DeliveryState.STAND_IN, "orvar", False)


def test_a_deputys_answer_is_seen_at_the_seat() -> None:
    orvar = member(id="orvar")
    given_answer = report(nothing=True, written_by="orvar", late=True)
    found = line(member(absences=AWAY, deputy_id="orvar"), orvar, reports=(given_answer,))
    assert (found.state, found.answered_by, found.answered, found.late) == (
        DeliveryState.STAND_IN,
        "orvar",
        True,
        True,
    )


def test_the_newest_letter_to_a_seat_decides() -> None:
    failed, sent = letter(state=LetterState.FAILED), letter(key="later", state=LetterState.SENT)
    assert delivery_list([member()], [], [failed, sent], TUESDAY)[0].state is DeliveryState.SENT
    assert delivery_list([member()], [], [sent, failed], TUESDAY)[0].state is DeliveryState.FAILED


def test_a_letter_that_was_called_off_says_nothing_of_the_one_before_it() -> None:
    letters = [letter(state=LetterState.SENT), letter(state=LetterState.CANCELLED, reason="answered")]
    (found,) = delivery_list([member()], [], letters, TUESDAY)
    assert found.state is DeliveryState.SENT


def test_a_letter_to_a_deputy_concerns_the_seat_it_is_about() -> None:
    about_signe = letter(recipient="orvar", about={"seat": "signe"}, state=LetterState.FAILED)
    found = delivery_list([member(), member(id="orvar", name="Orvar Ek")], [], [about_signe], TUESDAY)
    assert {f.member.id: f.state for f in found} == {
        "signe": DeliveryState.FAILED,
        "orvar": DeliveryState.WAITING,
    }


def test_the_list_has_every_reporting_seat_by_name_and_nobody_else() -> None:
    seats = [
        member(id="3", name="ylva Å"),
        member(id="2", name="Berit Hed"),
        member(id="1", name="berit hed"),
        member(id="left", active=False),
        member(id="admin", roles=frozenset({Role.ADMINISTRATOR})),
    ]
    assert [found.member.id for found in delivery_list(seats, [], [], TUESDAY)] == ["2", "1", "3"]


SEATS = st.tuples(
    st.booleans(),
    st.sampled_from([frozenset({Role.MEMBER}), frozenset({Role.COORDINATOR}), frozenset({Role.VIEWER})]),
    st.booleans(),
    st.integers(0, 9),
    st.sampled_from(["", "nothing", "items"]),
    st.sampled_from(["", *LetterState]),
)


@settings(deadline=None, max_examples=80)
@given(drawn=st.lists(SEATS, max_size=9), seed=st.integers(0, 99))
def test_every_seat_has_exactly_one_state_and_their_sum_is_the_roster(drawn: list[Any], seed: int) -> None:
    seats, reports, letters = [], [], []
    for n, (away, roles, active, deputy, answer, sent) in enumerate(drawn):
        absences = (absence(TUESDAY - timedelta(days=1), TUESDAY),) if away else ()
        seats.append(
            member(id=f"m{n}", roles=roles, active=active, absences=absences, deputy_id=f"m{deputy}")
        )
        if answer:
            written = (item(member_id=f"m{n}"),) if answer == "items" else ()
            reports.append(report(member_id=f"m{n}", items=written, nothing=not written))
        if sent:
            letters.append(letter(recipient=f"m{n}", state=LetterState(sent)))
    lines = delivery_list(seats, reports, letters, TUESDAY)
    roster = {seat.id for seat in seats if seat.reports}
    counted = totals(lines)
    assert {found.member.id for found in lines} == roster
    assert len(lines) == len(roster)
    assert set(counted) == set(DeliveryState)
    assert sum(counted.values()) == len(roster)
    assert all(counted[state] == sum(found.state is state for found in lines) for state in DeliveryState)
    assert {found.member.id for found in lines if found.answered} == {r.member_id for r in reports} & roster
    shuffled = Random(seed).sample(seats, len(seats))
    assert delivery_list(shuffled, reports, letters, TUESDAY) == lines
