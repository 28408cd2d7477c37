"""Where things happen: the municipality's own register of places (domain.md §8.6)."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from est.vocabulary import PlaceType

EARTH = 6_371_000
"""The radius of the earth in metres."""


@dataclass(frozen=True, slots=True)
class Point:
    """Where a place lies (WGS 84, degrees)."""

    latitude: float
    longitude: float

    def metres_to(self, other: Point) -> float:
        """The way as the crow flies."""
        north, east = (
            radians(getattr(other, name) - getattr(self, name)) for name in ("latitude", "longitude")
        )
        across = cos(radians(self.latitude)) * cos(radians(other.latitude))
        return 2 * EARTH * asin(sqrt(sin(north / 2) ** 2 + across * sin(east / 2) ** 2))


UNPLACED = Point(0.0, 0.0)
"""The point of a place whose register does not say where it lies."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the municipality; private homes are never places."""

    id: str
    municipality_id: str
    name: str
    type: PlaceType
    area: str
    aliases: tuple[str, ...] = ()
    active: bool = True
    point: Point = UNPLACED


@dataclass(frozen=True, slots=True)
class Location:
    """Where an item belongs: a registered place, or words for the coordinator to place; exactly one is set."""

    place_id: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.place_id or self.text)
