"""What all groups of a municipality read in every turn and somebody changes now and then: places, organisations, days.

Each change gives the municipality's row a new token, in the same transaction. A turn reads the token and takes what
it stands for from memory, so replicas agree, and what was undone is never found again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, time
from secrets import token_hex
from typing import Any

from sqlalchemy import Row, and_, bindparam, select, update

from est.days import DayCalendar
from est.member import Organisation
from est.place import UNPLACED, Place, Point
from est.vocabulary import OrganisationType, PlaceType
from storage.statements import Statements
from storage.tables import CalendarYearRow, MunicipalityRow, OrganisationRow, PlacePointRow, PlaceRow, table
from storage.trees import Tree

MUNICIPALITY, PLACE, POINT = table(MunicipalityRow), table(PlaceRow), table(PlacePointRow)
ORGANISATION, YEAR = table(OrganisationRow), table(CalendarYearRow)
BRIDGE_DAYS: Tree[list[date]] = Tree(list[date])
HALF_DAYS: Tree[dict[date, time]] = Tree(dict[date, time])

TOKEN = select(MUNICIPALITY.c.register_token).where(MUNICIPALITY.c.id == bindparam("municipality_id"))
RENEW = (
    update(MUNICIPALITY)
    .where(MUNICIPALITY.c.id == bindparam("of_municipality"))
    .values(register_token=bindparam("token"))
)
PLACES = (
    select(*PLACE.c, POINT.c.latitude, POINT.c.longitude)
    .outerjoin(
        POINT, and_(POINT.c.municipality_id == PLACE.c.municipality_id, POINT.c.place_id == PLACE.c.id)
    )
    .where(PLACE.c.municipality_id == bindparam("municipality_id"))
)
ORGANISATIONS = select(ORGANISATION).where(ORGANISATION.c.municipality_id == bindparam("municipality_id"))
YEARS = select(YEAR).where(YEAR.c.municipality_id == bindparam("municipality_id")).order_by(YEAR.c.year)


@dataclass(frozen=True, slots=True)
class Register:
    """A municipality's places and organisations, ordered by id, and its calendar, as they are under one token."""

    token: str
    places: tuple[Place, ...]
    organisations: tuple[Organisation, ...]
    calendar: DayCalendar


class Registers:
    """What this process remembers; *national* is the calendar of a municipality that has confirmed no year."""

    def __init__(self, national: DayCalendar) -> None:
        self.national = national
        self.remembered: dict[str, Register] = {}


class OpenRegisters:
    """The registers as one transaction sees them."""

    __slots__ = ("_connection", "_shared", "_tokens")

    def __init__(self, connection: Statements, shared: Registers) -> None:
        self._connection = connection
        self._shared = shared
        self._tokens: dict[str, str] = {}

    @property
    def national(self) -> DayCalendar:
        return self._shared.national

    def of(self, municipality_id: str) -> Register:
        """The municipality's register; an empty one for a municipality that does not exist."""
        token = self._tokens.get(municipality_id)
        if token is None:
            token = self._connection.execute(TOKEN, {"municipality_id": municipality_id}).scalar() or ""
            self._tokens[municipality_id] = token
        remembered = self._shared.remembered.get(municipality_id)
        if remembered is None or remembered.token != token:
            remembered = self._load(municipality_id, token)
            self._shared.remembered[municipality_id] = remembered
        return remembered

    def note(self, municipality_id: str, token: str) -> None:
        """The token is known already, from a row that was read with it."""
        self._tokens[municipality_id] = token

    def renew(self, municipality_id: str) -> None:
        """Something in the register is changed by this transaction."""
        token = token_hex(8)
        self._connection.execute(RENEW, {"of_municipality": municipality_id, "token": token})
        self._tokens[municipality_id] = token

    def _load(self, municipality_id: str, token: str) -> Register:
        asked = {"municipality_id": municipality_id}
        places = (_place(row) for row in self._connection.execute(PLACES, asked))
        organisations = (_organisation(row) for row in self._connection.execute(ORGANISATIONS, asked))
        calendar = self.national
        for row in self._connection.execute(YEARS, asked):
            calendar = calendar.confirm(
                row.year, BRIDGE_DAYS.read(row.bridge_days), HALF_DAYS.read(row.half_days)
            )
        return Register(
            token,
            tuple(sorted(places, key=lambda place: place.id)),
            tuple(sorted(organisations, key=lambda organisation: organisation.id)),
            calendar,
        )


def _place(row: Row[Any]) -> Place:
    return Place(
        id=row.id,
        municipality_id=row.municipality_id,
        name=row.name,
        type=PlaceType(row.type),
        area=row.area,
        aliases=tuple(json.loads(row.aliases)),
        active=row.active,
        point=UNPLACED if row.latitude is None else Point(row.latitude, row.longitude),
    )


def _organisation(row: Row[Any]) -> Organisation:
    return Organisation(
        id=row.id, municipality_id=row.municipality_id, name=row.name, type=OrganisationType(row.type)
    )
