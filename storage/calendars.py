"""The municipality's own list of days on top of the nation's, as est.ports.Calendars asks for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, time

from sqlalchemy import Connection, bindparam, select

from est.days import DayCalendar
from storage.tables import CalendarYearRow, table
from storage.trees import Tree
from storage.upsert import upsert

YEAR = table(CalendarYearRow)
BRIDGE_DAYS: Tree[list[date]] = Tree(list[date])
HALF_DAYS: Tree[dict[date, time]] = Tree(dict[date, time])

OF_MUNICIPALITY = (
    select(YEAR).where(YEAR.c.municipality_id == bindparam("municipality_id")).order_by(YEAR.c.year)
)
SAVE = upsert(YEAR)


class SqlCalendars:
    """*national* holds what is red for everybody; it comes from outside, since storage knows no country."""

    __slots__ = ("_connection", "_national")

    def __init__(self, connection: Connection, national: DayCalendar) -> None:
        self._connection = connection
        self._national = national

    def of_municipality(self, municipality_id: str) -> DayCalendar:
        calendar = self._national
        for row in self._connection.execute(OF_MUNICIPALITY, {"municipality_id": municipality_id}):
            bridges, halves = BRIDGE_DAYS.read(row.bridge_days), HALF_DAYS.read(row.half_days)
            calendar = calendar.confirm(row.year, bridges, halves)
        return calendar

    def confirm_year(
        self, municipality_id: str, year: int, bridge_days: Collection[date], half_days: Mapping[date, time]
    ) -> None:
        """Keep the list that a coordinator has confirmed; a list that the calendar refuses is not kept."""
        self._national.confirm(year, bridge_days, half_days)
        values = {
            "municipality_id": municipality_id,
            "year": year,
            "bridge_days": BRIDGE_DAYS.write(sorted(bridge_days)),
            "half_days": HALF_DAYS.write(dict(half_days)),
        }
        self._connection.execute(SAVE, values)
