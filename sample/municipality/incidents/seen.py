"""One kind of incident in a member's words: who reports such things, where, and at what time of day and year."""

from __future__ import annotations

from dataclasses import dataclass

from est.vocabulary import Certainty, PartOfDay, PlaceType, PoliceReport, Spread
from sample.municipality.people import Seat

AS_USUAL = 0
"""The severity that the category starts from."""
ALL_YEAR = frozenset(range(1, 13))
WINTER = frozenset({11, 12, 1, 2, 3})
DARK = frozenset({9, 10, 11, 12, 1, 2, 3})
SUMMER = frozenset({5, 6, 7, 8, 9})
SNOWFREE = frozenset({4, 5, 6, 7, 8, 9, 10})

CENTRE = (PlaceType.SQUARE_CENTRE, PlaceType.STATION)
SHOPS = (PlaceType.SHOP_MALL,)
TRAVEL = (PlaceType.STATION, PlaceType.BUS_STOP)
SCHOOLS = (PlaceType.SCHOOL,)
CHILDREN = (PlaceType.SCHOOL, PlaceType.PRESCHOOL)
PARKS = (PlaceType.PARK,)
PATHS = (PlaceType.FOOTPATH_TUNNEL,)
YARDS = (PlaceType.RESIDENTIAL_YARD,)
STAIRS = (PlaceType.STAIRWELL,)
CARS = (PlaceType.PARKING_GARAGE,)
SPORTS = (PlaceType.SPORTS_BATH,)
MEETING_PLACES = (PlaceType.LIBRARY_YOUTH_CENTRE,)
PLAYGROUNDS = (PlaceType.PLAYGROUND,)
INDUSTRY = (PlaceType.INDUSTRIAL_AREA,)
ROADS = (PlaceType.ROAD_CROSSING,)
WATER = (PlaceType.WATER_HARBOUR,)
FOREST = (PlaceType.GREEN_FOREST,)
RECYCLING = (PlaceType.RECYCLING_STATION,)
ONLINE = (PlaceType.DIGITAL_ARENA,)
EVERYWHERE = (PlaceType.WHOLE_MUNICIPALITY,)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one of the seats in `by` may have seen at a place of one of the types in `at`."""

    text: str
    by: tuple[Seat, ...]
    at: tuple[PlaceType, ...]
    part: PartOfDay
    severity: int = AS_USUAL
    months: frozenset[int] = ALL_YEAR
    spread: Spread = Spread.SINGLE
    certainty: Certainty = Certainty.OWN_OBSERVATION
    police: PoliceReport = PoliceReport.UNKNOWN
    taken: str = ""
    """What the reporter's organisation has done already."""
