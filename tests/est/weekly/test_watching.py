"""Who is told ahead of time of what, and how often."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from est.credential import NO_CREDENTIAL, Credential
from est.days import DayKind
from est.letters import Letter, LetterKind
from est.member import Role
from est.weekly.clockwork import tick
from est.weekly.rounds import open_round
from est.weekly.speaking import LetterView, Unsaid, compose
from est.weekly.watching import ClosedDay, before_meeting, credential_of
from tests.est.weekly.table import FRIDAY, NOON, PROMPT, Table, at

LAST = date(2027, 1, 15)
SECRET = Credential.secret(LAST)


def tick_with(table: Table, now: datetime, credential: Credential = SECRET) -> list[Letter]:
    """The warnings that stand after a tick."""
    tick(table.records, "g1", now, {table.group.tenant_id: credential})
    return table.letters(LetterKind.CREDENTIAL)


def test_those_who_coordinate_or_administer_are_warned_once_a_threshold(table: Table) -> None:
    day = at("2026-11-16", "10:00")  # 60 days before.
    assert tick_with(table, day - timedelta(days=1)) == []
    warned = tick_with(table, day)
    assert [letter.recipient for letter in warned] == ["ann", "bo", "eva"]
    assert {letter.key for letter in warned} == {
        f"g1/2027-01-15/credential/60/{name}" for name in ("ann", "bo", "eva")
    }
    assert {letter.send_before for letter in warned} == {day + timedelta(days=3)}
    assert credential_of(warned[0].about) == SECRET
    for days in (1, 7, 28):
        assert len(tick_with(table, day + timedelta(days=days))) == 3
    assert len(tick_with(table, at("2026-12-16", "10:00"))) == 6


def test_a_renewed_secret_is_warned_about_anew(table: Table) -> None:
    day = at("2026-11-16", "10:00")
    tick_with(table, day)
    assert len(tick_with(table, day, Credential.secret(LAST + timedelta(days=-1)))) == 6


@pytest.mark.parametrize(
    ("day", "clock"), [("2026-11-16", "07:59"), ("2026-11-16", "18:00"), ("2026-11-21", "10:00")]
)
def test_nobody_is_warned_when_they_are_not_at_work(table: Table, day: str, clock: str) -> None:
    assert tick_with(table, at(day, clock)) == []


def test_another_tenants_login_is_no_business_of_this_group(table: Table) -> None:
    tick(table.records, "g1", at("2026-11-16", "10:00"), {"another-tenant": SECRET})
    assert table.letters(LetterKind.CREDENTIAL) == []


def test_a_warning_is_not_said_to_somebody_who_leads_no_more(table: Table) -> None:
    ann, bo, _ = tick_with(table, at("2026-11-16", "10:00"))
    table.change("ann", roles=frozenset({Role.MEMBER}))
    assert compose(table.records, ann, NOON) == Unsaid("administrators_only")
    assert isinstance(compose(table.records, bo, NOON), LetterView)


def test_the_day_of_the_meeting_decides_who_is_away_and_not_the_day_of_the_card(table: Table) -> None:
    table.tick(PROMPT)
    table.away("cia", "2026-11-23", "2026-11-23", deputy="dan")
    table.away("dan", "2026-11-24", "2026-11-25", deputy="cia")
    view = before_meeting(
        table.records, table.group, open_round(table.records, table.group, NOON), NO_CREDENTIAL, NOON
    )
    assert [(one.seat.id, one.stand_in) for one in view.away] == [("dan", "cia")]
    assert view.closed == ()


def test_closed_days_between_the_card_and_the_meeting_are_named(table: Table) -> None:
    """Asked on Maundy Thursday about a meeting on the Tuesday after Easter Monday."""
    table.set_group(running_since=at("2027-03-01"))
    now = at("2027-03-25", "16:30")
    table.tick(now)
    view = before_meeting(
        table.records, table.group, open_round(table.records, table.group, now), NO_CREDENTIAL, now
    )
    assert view.meeting.round.held == date(2027, 3, 30)
    assert view.closed == (ClosedDay(date(2027, 3, 29), DayKind.RED, "Annandag påsk"),)


def test_an_organisation_whose_seats_are_all_left_is_named(table: Table) -> None:
    organisation = table.records.members.organisations(table.group.municipality_id)[0]
    for name in ("ann", "bo", "cia", "dan"):
        table.change(name, organisation_id=organisation.id if name in {"cia", "dan"} else "")
    round_ = open_round(table.records, table.group, FRIDAY)

    def empty() -> list[str]:
        view = before_meeting(table.records, table.group, round_, NO_CREDENTIAL, FRIDAY)
        return [one.id for one in view.empty]

    assert empty() == []
    table.change("cia", active=False)
    assert empty() == [], "dan speaks for them still"
    table.change("dan", active=False)
    assert empty() == [organisation.id]
