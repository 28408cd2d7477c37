"""What somebody should know ahead of time: the state of things the afternoon before the meeting, and a login that ends.

The aim is that nothing comes as a surprise on the morning of the meeting (acceptance.md §2 no. 9, O1).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from est.credential import DAY, NO_CREDENTIAL, NO_THRESHOLD, Credential, CredentialKind
from est.days import DayCalendar, DayKind
from est.group import Group
from est.letters import Letter, LetterKind, letter_key
from est.member import Member, Nobody, Organisation, Role, answering
from est.ports import Records
from est.round import Round
from est.turn import local_day
from est.weekly.meeting import MeetingView, meeting
from est.weekly.rounds import calendar_of

LEADING = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
"""Those who can have the login renewed, or know whom to ask."""
CLOSED = frozenset({DayKind.RED, DayKind.EVE, DayKind.BRIDGE, DayKind.HALF})
"""Days on which people are not at work, or not for the whole day; everybody knows of the weekend."""
UNKNOWN = "unknown"
WARNING_WORTH = timedelta(days=3)
"""A warning is worth sending for this long: it may have to wait for the very login it is about."""


@dataclass(frozen=True, slots=True)
class AwaySeat:
    """A seat whose holder is away on the day of the meeting, and who comes in their place; empty when nobody does."""

    seat: Member
    stand_in: str


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day on the way to the meeting on which people are not at work as usual."""

    day: date
    kind: DayKind
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthView:
    """How things stand before the meeting."""

    meeting: MeetingView
    away: tuple[AwaySeat, ...]
    empty: tuple[Organisation, ...]
    """Organisations whose every seat has been left."""
    closed: tuple[ClosedDay, ...]
    credential: Credential
    now: datetime


def before_meeting(
    records: Records, group: Group, round_: Round, credential: Credential, now: datetime
) -> HealthView:
    """Everything the coordinator can still do something about."""
    view = meeting(records, group, round_, now)
    return HealthView(
        meeting=view,
        away=_away(view.members, round_.held),
        empty=_empty(view.members.values(), view.organisations),
        closed=_closed(calendar_of(records, group), local_day(group, now), round_.held),
        credential=credential,
        now=now,
    )


def credential_letters(
    group: Group, members: Iterable[Member], credential: Credential, now: datetime
) -> list[Letter]:
    """A warning to each of those who lead, once per threshold and last day (acceptance.md O1).

    Somebody who begins to lead between two thresholds is told of the one that was passed.
    """
    threshold = credential.threshold(now)
    if threshold == NO_THRESHOLD:
        return []
    return [
        Letter(
            key=letter_key(
                group.id, str(credential.last_day), LetterKind.CREDENTIAL, str(threshold), member.id
            ),
            group_id=group.id,
            kind=LetterKind.CREDENTIAL,
            recipient=member.id,
            about=about_credential(credential),
            due=now,
            send_before=now + WARNING_WORTH,
        )
        for member in members
        if leads(member)
    ]


def leads(member: Member) -> bool:
    return member.active and bool(member.roles & LEADING)


def about_credential(credential: Credential) -> Mapping[str, str]:
    """The credential as a letter carries it: a word and a moment."""
    expires = credential.expires.isoformat() if credential.ends else ""
    return {"login": credential.kind.value, "expires": expires if credential.known else UNKNOWN}


def credential_of(about: Mapping[str, str]) -> Credential:
    """The credential that a letter carries."""
    kind, expires = CredentialKind(about.get("login", NO_CREDENTIAL.kind)), about.get("expires", "")
    if expires == UNKNOWN:
        return Credential(kind, known=False)
    return Credential(kind, datetime.fromisoformat(expires)) if expires else Credential(kind)


def _away(members: Mapping[str, Member], day: date) -> tuple[AwaySeat, ...]:
    """Every seat that somebody else, or nobody, takes on that day."""
    found = []
    for seat in members.values():
        person = answering(seat, members, day)
        if seat.reports and (isinstance(person, Nobody) or person.id != seat.id):
            found.append(AwaySeat(seat, "" if isinstance(person, Nobody) else person.id))
    return tuple(found)


def _empty(
    members: Collection[Member], organisations: Mapping[str, Organisation]
) -> tuple[Organisation, ...]:
    """Organisations that had a seat here and have nobody in it."""
    left = {member.organisation_id for member in members if not member.active}
    there = {member.organisation_id for member in members if member.reports}
    return tuple(organisations[id_] for id_ in sorted(left - there) if id_ in organisations)


def _closed(days: DayCalendar, today: date, held: date) -> tuple[ClosedDay, ...]:
    """From tomorrow to the day of the meeting."""
    ahead = (today + n * DAY for n in range(1, (held - today).days + 1))
    return tuple(
        ClosedDay(day, days.kind(day), days.name_of(day)) for day in ahead if days.kind(day) in CLOSED
    )
