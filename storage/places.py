"""The register of places, as est.ports.Places asks for it."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from est.place import Place
from est.vocabulary import PlaceType
from storage.tables import PlaceRow, table
from storage.trees import REMEMBERED
from storage.upsert import upsert

PLACE = table(PlaceRow)

OF_MUNICIPALITY = select(PLACE).where(PLACE.c.municipality_id == bindparam("municipality_id"))
SAVE = upsert(PLACE)


class SqlPlaces:
    """Places are asked for several times in one turn, so each municipality's are read once a transaction."""

    __slots__ = ("_connection", "_places")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._places: dict[str, tuple[Place, ...]] = {}

    def of_municipality(self, municipality_id: str) -> tuple[Place, ...]:
        if municipality_id not in self._places:
            rows = self._connection.execute(OF_MUNICIPALITY, {"municipality_id": municipality_id})
            found = (_to_domain(row) for row in rows)
            self._places[municipality_id] = tuple(sorted(found, key=lambda place: place.id))
        return self._places[municipality_id]

    def save(self, place: Place) -> None:
        self._places.clear()
        self._connection.execute(SAVE, _to_row(place))


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


@lru_cache(maxsize=REMEMBERED)
def _to_domain(row: Row[Any]) -> Place:
    return Place(
        id=row.id,
        municipality_id=row.municipality_id,
        name=row.name,
        type=PlaceType(row.type),
        area=row.area,
        aliases=tuple(json.loads(row.aliases)),
        active=row.active,
    )
