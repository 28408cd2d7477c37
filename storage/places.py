"""The register of places, as est.ports.Places asks for it."""

from __future__ import annotations

import json

from est.place import Place
from storage.registers import PLACE, OpenRegisters
from storage.statements import Statements
from storage.upsert import upsert

SAVE = upsert(PLACE)


class SqlPlaces:
    __slots__ = ("_connection", "_registers")

    def __init__(self, connection: Statements, registers: OpenRegisters) -> None:
        self._connection = connection
        self._registers = registers

    def of_municipality(self, municipality_id: str) -> tuple[Place, ...]:
        return self._registers.of(municipality_id).places

    def save(self, place: Place) -> None:
        self._connection.execute(SAVE, _to_row(place))
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
