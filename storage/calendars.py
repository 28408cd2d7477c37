"""The municipality's own list of days on top of the nation's, as est.ports.Calendars asks for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, time

from est.days import DayCalendar
from storage.registers import BRIDGE_DAYS, HALF_DAYS, YEAR, OpenRegisters
from storage.statements import Statements
from storage.upsert import upsert

SAVE = upsert(YEAR)


class SqlCalendars:
    __slots__ = ("_connection", "_registers")

    def __init__(self, connection: Statements, registers: OpenRegisters) -> None:
        self._connection = connection
        self._registers = registers

    def of_municipality(self, municipality_id: str) -> DayCalendar:
        return self._registers.of(municipality_id).calendar

    def confirm_year(
        self, municipality_id: str, year: int, bridge_days: Collection[date], half_days: Mapping[date, time]
    ) -> None:
        """Keep the list that a coordinator has confirmed; a list that the calendar refuses is not kept."""
        self._registers.national.confirm(year, bridge_days, half_days)
        values = {
            "municipality_id": municipality_id,
            "year": year,
            "bridge_days": BRIDGE_DAYS.write(sorted(bridge_days)),
            "half_days": HALF_DAYS.write(dict(half_days)),
        }
        self._connection.execute(SAVE, values)
        self._registers.renew(municipality_id)
