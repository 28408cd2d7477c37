"""Municipalities, their groups, organisations, places and calendars."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from storage.tables.meta import TableRow, refers


class MunicipalityRow(TableRow, table=True):
    """A municipality; `register_token` is another one whenever its places, organisations or days have changed."""

    __tablename__ = "municipality"

    id: str = Field(primary_key=True)
    name: str
    tenant_id: str = Field(unique=True)
    app_id: str
    register_token: str


class GroupRow(TableRow, table=True):
    __tablename__ = "est_group"
    __table_args__ = (
        refers("municipality_id", to="municipality", keys="id"),
        UniqueConstraint("municipality_id", "team_id"),
        # What belongs to a group and names something of the municipality proves by this key that they belong together.
        UniqueConstraint("id", "municipality_id"),
    )

    id: str = Field(primary_key=True)
    municipality_id: str
    name: str
    tenant_id: str
    team_id: str
    channel_id: str
    service_url: str
    plan: str
    state: str
    language: str
    running_since: datetime | None
    installer_id: str
    roster_at: datetime | None


class OrganisationRow(TableRow, table=True):
    __tablename__ = "organisation"
    __table_args__ = (refers("municipality_id", to="municipality", keys="id"),)

    municipality_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    name: str
    type: str


class PlaceRow(TableRow, table=True):
    __tablename__ = "place"
    __table_args__ = (refers("municipality_id", to="municipality", keys="id"),)

    municipality_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    name: str
    type: str
    area: str
    aliases: str
    active: bool


class PlacePointRow(TableRow, table=True):
    """Where a place lies; a place whose register does not say has no row."""

    __tablename__ = "place_point"
    __table_args__ = (refers("municipality_id", "place_id", to="place", keys="municipality_id id"),)

    municipality_id: str = Field(primary_key=True)
    place_id: str = Field(primary_key=True)
    latitude: float
    longitude: float


class CalendarYearRow(TableRow, table=True):
    """The municipality's own list for a year; that the row exists means that it is confirmed."""

    __tablename__ = "calendar_year"
    __table_args__ = (refers("municipality_id", to="municipality", keys="id"),)

    municipality_id: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    bridge_days: str
    half_days: str
