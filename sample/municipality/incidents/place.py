"""Places that feel unsafe, are dark, broken or littered, and what fits nowhere else."""

from __future__ import annotations

from collections.abc import Mapping

from est.vocabulary import Category, Certainty, PartOfDay, Spread
from sample.municipality.incidents.seen import (
    CARS,
    CENTRE,
    CHILDREN,
    DARK,
    FOREST,
    INDUSTRY,
    MEETING_PLACES,
    PARKS,
    PATHS,
    PLAYGROUNDS,
    RECYCLING,
    ROADS,
    SCHOOLS,
    SHOPS,
    SNOWFREE,
    SPORTS,
    STAIRS,
    SUMMER,
    TRAVEL,
    WATER,
    YARDS,
    Seen,
)
from sample.municipality.people import Seat

_FIELD, _GUARD, _HOUSING, _LEISURE = Seat.FIELD, Seat.GUARD, Seat.HOUSING, Seat.LEISURE
_PLANNING, _RESCUE, _SCHOOL, _SOCIAL = Seat.PLANNING, Seat.RESCUE, Seat.SCHOOL, Seat.SOCIAL
_TOURISM, _SECOND = Seat.TOURISM, Seat.SECOND
_MORNING, _DAY, _EVENING, _NIGHT, _UNKNOWN = (
    PartOfDay.MORNING,
    PartOfDay.DAY,
    PartOfDay.EVENING,
    PartOfDay.NIGHT,
    PartOfDay.UNKNOWN,
)
_TOLD, _REPEATED = Certainty.TOLD, Spread.REPEATED

PLACE: Mapping[Category, tuple[Seen, ...]] = {
    Category.UNSAFE_PLACE: (
        Seen("Upplevs ödsligt efter klockan 18, buskage skymmer sikten.", (_PLANNING, _SECOND), (*PATHS, *PARKS), _EVENING, months=DARK),
        Seen("Besökare väljer bort trappan till plan 2. Mörkt och dålig lukt.", (_TOURISM, _GUARD), CARS, _EVENING, certainty=_TOLD),
        Seen("Personal känner sig otrygg vid stängning. Bakdörren ligger avsides.", (_LEISURE, _TOURISM), (*MEETING_PLACES, *SHOPS), _EVENING, 2),
        Seen("Flera påpekanden om otrygg väg från bussen till bostäderna.", (_SOCIAL, _HOUSING), (*TRAVEL, *YARDS), _EVENING, certainty=_TOLD),
        Seen("Övervuxen häck döljer ingången.", (_PLANNING,), PATHS, _DAY, months=SNOWFREE),
        Seen("Tom lokal i bottenplanet gör entrén ödslig.", (_TOURISM,), SHOPS, _EVENING),
        Seen("Elever undviker cykelställen på baksidan.", (_SCHOOL, _FIELD), SCHOOLS, _DAY, certainty=_TOLD),
    ),
    Category.LIGHTING_FAULT: (
        Seen("Fyra armaturer släckta sedan i tisdags, mörkt kring cykelparkeringen.", (_PLANNING, _GUARD), (*TRAVEL, *SCHOOLS), _EVENING),
        Seen("Belysningen släckt längs hela sträckan.", (_PLANNING, _LEISURE), (*PATHS, *FOREST), _EVENING, 2, months=DARK),
        Seen("Portens lås är trasigt och går inte att stänga.", (_HOUSING,), STAIRS, _UNKNOWN),
        Seen("Lamporna över lekytan är trasiga.", (_SCHOOL, _HOUSING), (*PLAYGROUNDS, *CHILDREN), _EVENING, months=DARK),
        Seen("Kodlåset till soprummet är ur funktion.", (_HOUSING,), (*STAIRS, *YARDS), _UNKNOWN),
        Seen("Hål i stängslet in till området.", (_GUARD, _LEISURE), (*INDUSTRY, *SPORTS), _UNKNOWN),
        Seen("Nödtelefonen ur funktion.", (_GUARD,), CARS, _UNKNOWN, 2),
        Seen("Strålkastarna tänds inte, träningarna slutar i mörker.", (_LEISURE,), SPORTS, _EVENING, months=DARK),
        Seen("Gatlyktorna vid övergångsstället är släckta.", (_PLANNING, _SCHOOL), ROADS, _MORNING, 2, months=DARK),
        Seen("Lampor släckta i halva garaget.", (_GUARD, _HOUSING), CARS, _EVENING),
    ),
    Category.LITTER: (
        Seen("Överfulla kärl och skräp runt om.", (_PLANNING,), (*RECYCLING, *PARKS), _DAY),
        Seen("Skrotbil uppställd sedan flera veckor.", (_PLANNING, _HOUSING), (*CARS, *INDUSTRY), _UNKNOWN, certainty=_TOLD),
        Seen("Byggavfall tippat i diket.", (_PLANNING,), (*FOREST, *INDUSTRY, *ROADS), _NIGHT),
        Seen("Skräp efter helgen. Extra städning behövdes.", (_PLANNING, _TOURISM), (*PARKS, *CENTRE), _NIGHT),
        Seen("Skräp och engångsgrillar efter helgen.", (_PLANNING, _LEISURE), WATER, _NIGHT, months=SUMMER),
        Seen("Elsparkcyklar ligger över gångbanan.", (_TOURISM, _PLANNING), CENTRE, _DAY, months=SNOWFREE),
        Seen("Kundvagnar kvarlämnade.", (_HOUSING, _TOURISM), (*YARDS, *PATHS), _UNKNOWN, spread=_REPEATED),
        Seen("Grovsopor ställda i entrén.", (_HOUSING,), STAIRS, _UNKNOWN),
        Seen("Däck och färgburkar ställda vid behållarna.", (_PLANNING,), RECYCLING, _NIGHT),
        Seen("Glas och fimpar vid skolgårdens bänkar på måndagsmorgonen.", (_SCHOOL,), SCHOOLS, _MORNING),
    ),
    Category.OTHER: (
        Seen("Drönare flög lågt över skolgården.", (_SCHOOL,), SCHOOLS, _DAY),
        Seen("Larm om gaslukt, visade sig vara avlopp. Lokalen utrymd en timme.", (_RESCUE,), SHOPS, _DAY),
        Seen("Falsklarm från brandlarmet två kvällar, troligen utlöst med flit.", (_RESCUE, _SCHOOL), SCHOOLS, _EVENING, spread=_REPEATED),
        Seen("Svag is trots avspärrning, många ute på isen.", (_RESCUE, _FIELD), WATER, _DAY, 3, months=frozenset({1, 2, 3})),
    ),
}
