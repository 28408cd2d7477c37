"""Who sits at the table: groups, organisations, members, their roles, deputies and absences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from est.vocabulary import OrganisationType


class Role(StrEnum):
    """What a person may do (design.md §4)."""

    MEMBER = "member"
    COORDINATOR = "coordinator"
    CO_AUTHOR = "co_author"
    """Reviews and comments beside the coordinator, as the kommunpolis does (domain.md §1.3); approves nothing."""
    VIEWER = "viewer"
    GIS_READER = "gis_reader"
    ADMINISTRATOR = "administrator"


class Route(StrEnum):
    """How a member is reached and answers."""

    TEAMS = "teams"
    CHANNEL = "channel"
    MAIL = "mail"
    VIA_COORDINATOR = "via_coordinator"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A department, company or authority with a seat in the group."""

    id: str
    municipality_id: str
    name: str
    type: OrganisationType


@dataclass(frozen=True, slots=True)
class Absence:
    """A stretch of days away, both ends included."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Member:
    """One person's seat in one group.

    `object_id` is the Entra object id and the only identity; `name` is for display. A seat whose holder left keeps
    its reports, gets no more letters and may not answer (`active` is false).
    """

    id: str
    group_id: str
    object_id: str
    name: str
    organisation_id: str = ""
    function: str = ""
    roles: frozenset[Role] = frozenset({Role.MEMBER})
    route: Route = Route.TEAMS
    deputy_id: str = ""
    absences: tuple[Absence, ...] = ()
    language: str = "sv"
    guest: bool = False
    active: bool = True

    def away(self, day: date) -> bool:
        return any(absence.covers(day) for absence in self.absences)

    @property
    def reports(self) -> bool:
        """Whether the seat is expected to answer: administrators and viewers have settings or pages, not reports."""
        return self.active and Role.MEMBER in self.roles

    @property
    def coordinates(self) -> bool:
        return self.active and Role.COORDINATOR in self.roles

    @property
    def reviews(self) -> bool:
        """Whether they look at what came in before the group does."""
        return self.coordinates or (self.active and Role.CO_AUTHOR in self.roles)


class Nobody:
    """No one answers for the seat: its holder is away and so is the whole deputy chain."""


NOBODY = Nobody()


def answering(seat: Member, members: Mapping[str, Member], day: date) -> Member | Nobody:
    """The person who answers for *seat* on *day*: its holder, else the first deputy in the chain who is there.

    Hand-back is automatic, since the answer depends on the day alone (acceptance.md M3). A chain that runs in a
    circle, or ends with somebody who is away or has left, has nobody.
    """
    seen: set[str] = set()
    person = seat
    while person.active and person.away(day) and person.id not in seen:
        seen.add(person.id)
        if person.deputy_id not in members:
            return NOBODY
        person = members[person.deputy_id]
    return NOBODY if person.id in seen or not person.active else person


def coordinators(members: Iterable[Member]) -> tuple[Member, ...]:
    """Those who convene and compile, in a stable order."""
    return tuple(sorted((m for m in members if m.coordinates), key=lambda m: m.id))


def reviewers(members: Iterable[Member]) -> tuple[Member, ...]:
    """Coordinators and those who review beside them, in a stable order."""
    return tuple(sorted((m for m in members if m.reviews), key=lambda m: m.id))
