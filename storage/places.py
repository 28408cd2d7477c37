"""The register of places, as est.ports.Places asks for it."""

from __future__ import annotations

import json

from sqlalchemy import bindparam, delete

from est.place import UNPLACED, Place
from storage.registers import PLACE, POINT, OpenRegisters
from storage.statements import Statements
from storage.upsert import upsert

SAVE = upsert(PLACE)
SAVE_POINT = upsert(POINT)
DROP_POINT = delete(POINT).where(
    POINT.c.municipality_id == bindparam("of_municipality"), POINT.c.place_id == bindparam("of_place")
)


class SqlPlaces:
    __slots__ = ("_connection", "_registers")

    def __init__(self, connection: Statements, registers: OpenRegisters) -> None:
        self._connection = connection
        self._registers = registers

    def of_municipality(self, municipality_id: str) -> tuple[Place, ...]:
        return self._registers.of(municipality_id).places

    def save(self, place: Place) -> None:
        self._connection.execute(SAVE, _to_row(place))
        if place.point == UNPLACED:
            self._connection.execute(
                DROP_POINT, {"of_municipality": place.municipality_id, "of_place": place.id}
            )
        else:
            self._connection.execute(SAVE_POINT, _to_point_row(place))
        self._registers.renew(place.municipality_id)


def _to_row(place: Place) -> dict[str, object]:
    return {
        "municipality_id": place.municipality_id,
        "id": place.id,
        "name": place.name,
        "type": place.type.value,
        "area": place.area,
        "aliases": json.dumps(place.aliases, ensure_ascii=False),
        "active": place.active,
    }


def _to_point_row(place: Place) -> dict[str, object]:
    return {
        "municipality_id": place.municipality_id,
        "place_id": place.id,
        "latitude": place.point.latitude,
        "longitude": place.point.longitude,
    }
