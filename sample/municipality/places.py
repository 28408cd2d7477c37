"""The places of Ekbacka: invented, of every type of domain.md §7.6, with the names people use for them.

Some are named like persons, as real streets are, so that the personal-data guard meets them too.
"""

from __future__ import annotations

from dataclasses import dataclass

from est.place import Place
from est.vocabulary import PlaceType

MUNICIPALITY_ID = "ekbacka"

CENTRE, NORTH, SOUTH, EAST, WEST = (
    "Centrum",
    "Norra Ekbacka",
    "Södra Ekbacka",
    "Östra Ekbacka",
    "Västra Ekbacka",
)
EVERYWHERE = "Hela kommunen"

BJORKGARDEN = "bjorkgarden-trapphus"
"""The stairwells in which something happens again and again."""
NORTH_RECYCLING = "norra-atervinningsstationen"
"""The recycling station at which somebody keeps dumping furniture."""
CENTRAL_STATION = "resecentrum"
"""Where two organisations report the same broken bus shelter."""
TUNNEL = "gangtunneln-soder"
SKATE_PARK = "skateparken"
CAR_PARK = "parkhuset-almen"
MARKET_HALL = "torghallen"
SQUARE = "stora-torget"
YOUTH_CENTRE = "navet"
TOWN_PARK = "stadsparken"
BEACH = "badplatsen"
ARENA = "soderhallen"
PITCH = "konstgrasplanen"
TOWN_SCHOOL = "ekbackaskolan"
UPPER_SCHOOL = "gymnasiet"
LIBRARY = "biblioteket"
INDUSTRY = "industrigatan"
FOOTPATH = "lill-annas-stig"
HOUSES = "bjorkgarden"
RETAIL = "ostra-handelsplatsen"
EVERY_PLACE = "hela-kommunen"
ONLINE = "digital-arena"


@dataclass(frozen=True, slots=True)
class Site:
    """One place and how much happens there, in comparison with a place where little does."""

    place: Place
    weight: int = 1


def _site(id_: str, name: str, kind: PlaceType, area: str, *aliases: str, weight: int = 1) -> Site:
    return Site(Place(id_, MUNICIPALITY_ID, name, kind, area, aliases), weight)


_T = PlaceType
SITES = (
    _site(SQUARE, "Stora torget", _T.SQUARE_CENTRE, CENTRE, "Torget", "Gågatan", weight=7),
    _site(CENTRAL_STATION, "Resecentrum", _T.STATION, CENTRE, "Stationen", "Bussterminalen", weight=8),
    _site(MARKET_HALL, "Torghallen", _T.SHOP_MALL, CENTRE, "Saluhallen", weight=3),
    _site("gallerian-eken", "Gallerian Eken", _T.SHOP_MALL, CENTRE, "Gallerian", "Eken", weight=3),
    _site(CAR_PARK, "Parkhuset Almen", _T.PARKING_GARAGE, CENTRE, "P-huset Almen", "Almen", weight=4),
    _site(LIBRARY, "Biblioteket", _T.LIBRARY_YOUTH_CENTRE, CENTRE, "Stadsbiblioteket", weight=2),
    _site(YOUTH_CENTRE, "Fritidsgården Navet", _T.LIBRARY_YOUTH_CENTRE, CENTRE, "Navet", weight=2),
    _site(TOWN_PARK, "Stadsparken", _T.PARK, CENTRE, "Parken", weight=5),
    _site(TUNNEL, "Gångtunneln Söder", _T.FOOTPATH_TUNNEL, CENTRE, "Söders tunnel", weight=3),
    _site(UPPER_SCHOOL, "Ekbacka gymnasium", _T.SCHOOL, CENTRE, "Gymnasiet", weight=2),
    _site("oskarsgatan", "Korsningen Oskarsgatan", _T.ROAD_CROSSING, CENTRE, "Oskarsgatan"),
    _site(TOWN_SCHOOL, "Ekbackaskolan", _T.SCHOOL, NORTH, "Ekbackaskolans skolgård", weight=4),
    _site(HOUSES, "Björkgården", _T.RESIDENTIAL_YARD, NORTH, "Björkgårdens gård", weight=4),
    _site(BJORKGARDEN, "Trapphusen i Björkgården", _T.STAIRWELL, NORTH, "Trapphus Björkgården", weight=3),
    _site(NORTH_RECYCLING, "Norra återvinningsstationen", _T.RECYCLING_STATION, NORTH, "ÅVS Norr", weight=2),
    _site("norrparken", "Norrparken", _T.PARK, NORTH, weight=2),
    _site("lekplatsen-igelkotten", "Lekplatsen Igelkotten", _T.PLAYGROUND, NORTH, "Igelkotten"),
    _site("forskolan-kvistkojan", "Förskolan Kvistkojan", _T.PRESCHOOL, NORTH, "Kvistkojan"),
    _site("narbutiken-norr", "Närbutiken Norr", _T.SHOP_MALL, NORTH),
    _site("johannesvagen", "Hållplats Johannesvägen", _T.BUS_STOP, NORTH, "Johannesvägen", weight=2),
    _site("elljussparet-norr", "Elljusspåret Norr", _T.GREEN_FOREST, NORTH, "Elljusspåret"),
    _site("lonnbackaskolan", "Lönnbackaskolan", _T.SCHOOL, SOUTH, "Lönnbackaskolans skolgård", weight=2),
    _site("ronngarden", "Rönngården", _T.RESIDENTIAL_YARD, SOUTH, "Rönngårdens gård", weight=2),
    _site("ronngarden-trapphus", "Trapphusen i Rönngården", _T.STAIRWELL, SOUTH),
    _site("ronngarden-garage", "Garaget i Rönngården", _T.PARKING_GARAGE, SOUTH, "Rönngårdens garage"),
    _site(ARENA, "Söderhallen", _T.SPORTS_BATH, SOUTH, "Idrottshallen", weight=2),
    _site("badhuset", "Ekbacka badhus", _T.SPORTS_BATH, SOUTH, "Badhuset"),
    _site(PITCH, "Konstgräsplanen Söder", _T.SPORTS_BATH, SOUTH, "Fotbollsplanen", weight=2),
    _site(SKATE_PARK, "Skateparken", _T.PARK, SOUTH, weight=2),
    _site(
        "sodra-atervinningsstationen", "Södra återvinningsstationen", _T.RECYCLING_STATION, SOUTH, "ÅVS Söder"
    ),
    _site("lekplatsen-draken", "Lekplatsen Draken", _T.PLAYGROUND, SOUTH, "Draken"),
    _site("maria-smeds-vag", "Hållplats Maria Smeds väg", _T.BUS_STOP, SOUTH, "Maria Smeds väg"),
    _site(INDUSTRY, "Industrigatan", _T.INDUSTRIAL_AREA, EAST, "Industriområdet", weight=4),
    _site(RETAIL, "Östra handelsplatsen", _T.SHOP_MALL, EAST, "Stormarknaden", weight=2),
    _site(
        "pendlarparkeringen",
        "Pendlarparkeringen Öster",
        _T.PARKING_GARAGE,
        EAST,
        "Pendlarparkeringen",
        weight=2,
    ),
    _site("banvallen", "Banvallen", _T.FOOTPATH_TUNNEL, EAST, "Gång- och cykelvägen Öster"),
    _site("erik-smeds-gata", "Erik Smeds gata", _T.ROAD_CROSSING, EAST),
    _site(BEACH, "Badplatsen Ekbackasjön", _T.WATER_HARBOUR, WEST, "Badplatsen", weight=2),
    _site("smabatshamnen", "Småbåtshamnen", _T.WATER_HARBOUR, WEST, "Hamnen"),
    _site("campingskogen", "Campingskogen", _T.GREEN_FOREST, WEST, "Skogen vid campingen"),
    _site(FOOTPATH, "Lill-Annas stig", _T.FOOTPATH_TUNNEL, WEST, "Gångvägen mot badplatsen", weight=2),
    _site(ONLINE, "Digital arena", _T.DIGITAL_ARENA, EVERYWHERE, "Sociala medier"),
    _site(EVERY_PLACE, "Hela kommunen", _T.WHOLE_MUNICIPALITY, EVERYWHERE),
)
PLACES = tuple(site.place for site in SITES)
