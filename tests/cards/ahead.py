"""What those who lead are told ahead of time: how things stand before the meeting, and a login that ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from cards.health import credential_card, health_card
from cards.teams import Card
from est.credential import NO_CREDENTIAL, Credential, CredentialKind
from est.days import DayKind
from est.timetable import Outcome
from est.weekly.watching import AwaySeat, ClosedDay, HealthView
from tests.cards.scene import ALL_STATES, DAY, FRED, IDA, ORGANISATIONS, a_week, group, meeting_view
from tests.est.builders import TUESDAY, round_
from words import Words

Draw = Callable[[Words], Card]

HALF_PAST_FOUR = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
SOON = Credential.secret(date(2026, 12, 3))
LATER = Credential.secret(date(2027, 9, 1))
CERTIFICATE = Credential(CredentialKind.CERTIFICATE, datetime(2027, 1, 20, 9, 12, tzinfo=UTC))
MOVED = round_(outcome=Outcome.MOVED, because="Trettondedag jul", planned=TUESDAY - DAY)
ON_THE_WAY = (
    ClosedDay(TUESDAY - 2 * DAY, DayKind.HALF, "Trettondagsafton"),
    ClosedDay(TUESDAY - DAY, DayKind.RED, "Trettondedag jul"),
    ClosedDay(TUESDAY, DayKind.BRIDGE, ""),
)


def _health(**changes: Any) -> Draw:
    given: dict[str, Any] = {
        "meeting": meeting_view(a_week(), delivery=ALL_STATES),
        "away": (AwaySeat(FRED, "signe"), AwaySeat(IDA, "")),
        "empty": (ORGANISATIONS["social"],),
        "closed": (),
        "credential": SOON,
        "now": HALF_PAST_FOUR,
    }
    return lambda words: health_card(HealthView(**given | changes), words)


def _crowd() -> tuple[Any, ...]:
    return tuple(
        replace(one, member=replace(one.member, id=f"{one.member.id}{n}"))
        for n in range(40)
        for one in ALL_STATES
    )


CARDS: Mapping[str, Draw] = {
    "health": _health(),
    "health-all-well": _health(
        meeting=meeting_view(a_week(), delivery=[one for one in ALL_STATES if one.answered]),
        away=(),
        empty=(),
        credential=NO_CREDENTIAL,
    ),
    "health-moved": _health(
        meeting=meeting_view(a_week(), delivery=ALL_STATES, round=MOVED), closed=ON_THE_WAY, credential=LATER
    ),
    "health-nobody-knows": _health(credential=Credential.secret(None)),
    "big-health": _health(meeting=meeting_view(delivery=_crowd()), away=(AwaySeat(IDA, ""),) * 40),
    "credential": lambda words: credential_card(group(), SOON, words),
    "credential-certificate": lambda words: credential_card(group(), CERTIFICATE, words),
}
