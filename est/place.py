"""Where things happen: the municipality's own register of places (domain.md §8.6)."""

from __future__ import annotations

from dataclasses import dataclass

from est.vocabulary import PlaceType


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


@dataclass(frozen=True, slots=True)
class Location:
    """Where an item belongs: a registered place, or words for the coordinator to place; exactly one is set."""

    place_id: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.place_id or self.text)
