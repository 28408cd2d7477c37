"""The twelve members of Ekbacka's EST group, who are named after what they do, and their team in Teams.

The composition is Lindesberg's (domain.md §1.3): police, coordinators, social services, school, leisure, planning,
tourism, housing and guards, with the rescue service and the youth field workers of other municipalities. Nobody
exists: not the names, not the ids, not the tenant.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from est.member import Absence, Member, Organisation, Role
from est.vocabulary import OrganisationType
from est.week import Week
from est.weekly.joining import group_id_of, member_id_of
from sample.municipality.places import MUNICIPALITY_ID
from sample.teams.world import TeamsUser, TeamsWorld

_IDS = uuid.UUID("7c1f5b0a-9d34-4b52-8b0e-5a7d3f2c9e11")
MUNICIPALITY_NAME = "Ekbacka kommun"
TENANT_ID = str(uuid.uuid5(_IDS, "tenant"))
APP_ID = str(uuid.uuid5(_IDS, "app"))


class Seat(StrEnum):
    """The seats at the table, by function."""

    COORDINATOR = "samordnare"
    SECOND = "sakerhet"
    POLICE = "kommunpolis"
    SOCIAL = "socialtjanst"
    SCHOOL = "skola"
    LEISURE = "fritid"
    PLANNING = "samhallsbyggnad"
    TOURISM = "turism"
    HOUSING = "bostad"
    RESCUE = "raddning"
    GUARD = "vaktare"
    FIELD = "faltgrupp"


_O = OrganisationType
ORGANISATIONS = tuple(
    Organisation(id_, MUNICIPALITY_ID, name, kind)
    for id_, name, kind in (
        ("kommunledning", "Kommunledningskontoret", _O.SAFETY_PREPAREDNESS),
        ("polisen", "Polisen", _O.POLICE),
        ("socialtjansten", "Socialtjänsten", _O.SOCIAL_SERVICES),
        ("utbildning", "Barn och utbildning", _O.SCHOOL),
        ("tillvaxt-fritid", "Tillväxt och fritid", _O.LEISURE_CULTURE),
        ("samhallsbyggnad", "Samhällsbyggnad", _O.URBAN_PLANNING),
        ("turistbolaget", "Ekbacka turism", _O.BUSINESS),
        ("bostadsbolaget", "Ekbacka bostäder", _O.MUNICIPAL_HOUSING),
        ("raddningstjansten", "Räddningstjänsten", _O.RESCUE_SERVICE),
        ("bevakning", "Ekbacka bevakning", _O.GUARD_FIRM),
    )
)


@dataclass(frozen=True, slots=True)
class Person:
    """Who sits on a seat, and what part of the rounds they answer."""

    seat: Seat
    name: str
    organisation_id: str
    function: str
    answers: float
    guest: bool = False
    roles: frozenset[Role] = frozenset({Role.MEMBER})

    @property
    def object_id(self) -> str:
        return str(uuid.uuid5(_IDS, self.seat))

    @property
    def teams_id(self) -> str:
        return f"29:1{uuid.uuid5(_IDS, self.seat + '/teams').hex}"


_LEADS = frozenset({Role.MEMBER, Role.COORDINATOR})
_S = Seat
PEOPLE = (
    Person(
        _S.COORDINATOR, "Sam Samordnare", "kommunledning", "Brottsförebyggande samordnare", 0.99, roles=_LEADS
    ),
    Person(_S.SECOND, "Noa Säkerhet", "kommunledning", "Säkerhetssamordnare", 0.9, roles=_LEADS),
    Person(_S.POLICE, "Kim Kommunpolis", "polisen", "Kommunpolis", 0.94, guest=True),
    Person(_S.SOCIAL, "Mika Socialtjänst", "socialtjansten", "Enhetschef, socialtjänsten", 0.82),
    Person(_S.SCHOOL, "Charlie Skola", "utbildning", "Samordnande rektor", 0.84),
    Person(_S.LEISURE, "Love Fritid", "tillvaxt-fritid", "Fritidschef", 0.86),
    Person(_S.PLANNING, "Billie Samhällsbyggnad", "samhallsbyggnad", "Gatu- och parkingenjör", 0.9),
    Person(_S.TOURISM, "Toni Turism", "turistbolaget", "Centrumutvecklare", 0.64),
    Person(_S.HOUSING, "Eli Bostad", "bostadsbolaget", "Trygghetsansvarig", 0.9),
    Person(_S.RESCUE, "Robin Räddning", "raddningstjansten", "Insatsledare", 0.72),
    Person(_S.GUARD, "Jo Väktare", "bevakning", "Gruppchef, väktare", 0.88),
    Person(_S.FIELD, "Alex Fältgrupp", "socialtjansten", "Fältsekreterare", 0.9),
)
DEPUTIES: Mapping[Seat, Seat] = {Seat.SOCIAL: Seat.FIELD}
"""Who answers for a seat whose holder is away."""
AWAY = Seat.SOCIAL
"""The member who was away in one week, and will be in another."""

WORLD = TeamsWorld(
    tenant_id=TENANT_ID,
    bot_id=f"28:{APP_ID}",
    bot_name="EST-boten",
    team_id=f"19:{uuid.uuid5(_IDS, 'team').hex}@thread.tacv2",
    team_name="EST Ekbacka",
    channel_id=f"19:{uuid.uuid5(_IDS, 'channel').hex}@thread.tacv2",
    channel_name="Veckans läge",
    users=tuple(
        TeamsUser(
            id=person.teams_id,
            object_id=person.object_id,
            name=person.name,
            role=person.function,
            email=f"{person.seat}@ekbacka.example",
            guest=person.guest,
        )
        for person in PEOPLE
    ),
)
"""The team as Teams knows it. Tenant, team and people stay the same at every start."""

GROUP_ID = group_id_of(WORLD.tenant_id, WORLD.team_id)
MEMBER_IDS: Mapping[Seat, str] = {person.seat: member_id_of(GROUP_ID, person.object_id) for person in PEOPLE}
SEAT_OF: Mapping[str, Seat] = {person.object_id: person.seat for person in PEOPLE}
PERSON_OF: Mapping[Seat, Person] = {person.seat: person for person in PEOPLE}


def members(absences: Iterable[Absence]) -> tuple[Member, ...]:
    """The twelve seats; *absences* are those of the member who has a deputy."""
    return tuple(_member(person, tuple(absences) if person.seat is AWAY else ()) for person in PEOPLE)


def weeks_away(*weeks: Week) -> tuple[Absence, ...]:
    """Whole weeks of absence."""
    return tuple(Absence(week.monday, week.sunday) for week in weeks)


def _member(person: Person, absences: tuple[Absence, ...]) -> Member:
    deputy = DEPUTIES.get(person.seat)
    return Member(
        id=MEMBER_IDS[person.seat],
        group_id=GROUP_ID,
        object_id=person.object_id,
        name=person.name,
        organisation_id=person.organisation_id,
        function=person.function,
        roles=person.roles,
        deputy_id=MEMBER_IDS[deputy] if deputy else "",
        absences=absences,
        guest=person.guest,
    )
