"""Damage, graffiti, fire and fireworks."""

from __future__ import annotations

from collections.abc import Mapping

from est.vocabulary import Category, PartOfDay, PoliceReport, Spread
from sample.municipality.incidents.seen import (
    CARS,
    CENTRE,
    CHILDREN,
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
    TRAVEL,
    WATER,
    WINTER,
    YARDS,
    Seen,
)
from sample.municipality.people import Seat

_GUARD, _HOUSING, _LEISURE, _PLANNING = Seat.GUARD, Seat.HOUSING, Seat.LEISURE, Seat.PLANNING
_POLICE, _RESCUE, _SCHOOL, _TOURISM, _FIELD = Seat.POLICE, Seat.RESCUE, Seat.SCHOOL, Seat.TOURISM, Seat.FIELD
_EVENING, _NIGHT, _UNKNOWN = PartOfDay.EVENING, PartOfDay.NIGHT, PartOfDay.UNKNOWN
_REPORTED, _REPEATED = PoliceReport.YES, Spread.REPEATED
_DRY = frozenset({4, 5, 6, 7})

DAMAGE: Mapping[Category, tuple[Seen, ...]] = {
    Category.VANDALISM: (
        Seen("Tre rutor krossade på gaveln mot idrottsplatsen, glas på lekytan.", (_SCHOOL,), SCHOOLS, _NIGHT, police=_REPORTED),
        Seen("Två rutor krossade vid entrén, glas på gården.", (_SCHOOL,), CHILDREN, _NIGHT, police=_REPORTED),
        Seen("Väderskyddet krossat, glas på gångbanan.", (_PLANNING, _GUARD), TRAVEL, _NIGHT),
        Seen("Bänkar och papperskorgar välta och trasiga.", (_PLANNING,), (*PARKS, *CENTRE), _NIGHT, 1),
        Seen("Toaletterna sönderslagna. Stängda en dag för reparation.", (_LEISURE,), MEETING_PLACES, _EVENING),
        Seen("Gungor avklippta och sandlådans sarg sönderslagen.", (_PLANNING, _HOUSING), PLAYGROUNDS, _NIGHT),
        Seen("Åtta bilar repade längs parkeringen.", (_POLICE,), CARS, _NIGHT, police=_REPORTED),
        Seen("Entrédörren sönderslagen för andra gången på en månad.", (_HOUSING,), STAIRS, _NIGHT, spread=_REPEATED),
        Seen("Bommen nerkörd, in- och utfarten öppen hela natten.", (_GUARD,), (*CARS, *INDUSTRY), _NIGHT),
        Seen("Nätet runt planen uppklippt och ett mål vält.", (_LEISURE,), SPORTS, _NIGHT, 1),
        Seen("Elskåp uppbrutet med kablar framme. Säkrat samma morgon.", (_PLANNING, _RESCUE), (*PATHS, *PARKS), _UNKNOWN, 3),
        Seen("Livbojar kastade i vattnet och stolpen knäckt.", (_LEISURE, _TOURISM), WATER, _NIGHT, 3, months=SNOWFREE),
        Seen("Skyltfönster krossat under natten.", (_POLICE, _TOURISM), (*CENTRE, *SHOPS), _NIGHT, police=_REPORTED),
        Seen("Hissen stod still efter att knappsatsen bränts sönder.", (_HOUSING,), STAIRS, _EVENING),
        Seen("Stängslet mot spåret nedrivet på två ställen.", (_PLANNING,), TRAVEL, _UNKNOWN, 3),
        Seen("Rabatter upprivna och blomkrukor välta.", (_TOURISM, _PLANNING), CENTRE, _NIGHT, 1, months=SNOWFREE),
        Seen("Rutor krossade i omklädningsbyggnaden.", (_LEISURE,), SPORTS, _NIGHT),
        Seen("Ledstång och belysningsstolpe nedböjda.", (_PLANNING,), PATHS, _NIGHT),
        Seen("Brevlådor i entrén sönderslagna i två uppgångar.", (_HOUSING,), STAIRS, _NIGHT),
    ),
    Category.GRAFFITI: (
        Seen("Klotter på fasaden, cirka tio kvadratmeter.", (_SCHOOL,), SCHOOLS, _NIGHT, taken="Sanering beställd."),
        Seen("Klotter på gaveln, cirka tio kvadratmeter.", (_TOURISM, _PLANNING), SHOPS, _NIGHT),
        Seen("Nya taggar längs hela väggen. Sanerades senast förra månaden.", (_PLANNING,), PATHS, _NIGHT, spread=_REPEATED),
        Seen("Klotter på lekhuset.", (_PLANNING, _SCHOOL), (*PLAYGROUNDS, *CHILDREN), _UNKNOWN),
        Seen("Klotter i hiss och entré, tre portar.", (_HOUSING,), STAIRS, _UNKNOWN),
        Seen("Väggklotter på omklädningsbyggnaden.", (_LEISURE,), SPORTS, _NIGHT),
        Seen("Taggar på trafikskåp och vägmärken längs sträckan.", (_PLANNING,), (*ROADS, *PATHS), _NIGHT),
        Seen("Klotter på räcket och informationstavlan.", (_TOURISM, _PLANNING), (*WATER, *PARKS), _NIGHT, months=SNOWFREE),
        Seen("Klotter på väntsalens väggar och biljettautomat.", (_GUARD,), TRAVEL, _EVENING),
        Seen("Klotter på miljöhuset och garagelängan.", (_HOUSING,), YARDS, _NIGHT),
    ),
    Category.ARSON_FIRE: (
        Seen("Brand i container, räddningstjänsten släckte.", (_RESCUE,), RECYCLING, _NIGHT),
        Seen("Papperskorg uppeldad. Släckt innan räddningstjänsten kom fram.", (_GUARD, _RESCUE), (*PARKS, *CENTRE), _EVENING, 2),
        Seen("Moped uppbränd, fordonet helt utbränt.", (_RESCUE,), (*PATHS, *FOREST), _NIGHT),
        Seen("Brand i en personbil, två fordon intill skadade.", (_RESCUE, _POLICE), CARS, _NIGHT, police=_REPORTED),
        Seen("Eldning i soprummet, rök i trapphuset. Ingen fick vård.", (_RESCUE, _HOUSING), STAIRS, _EVENING),
        Seen("Gräsbrand efter eldning, cirka 200 kvadratmeter.", (_RESCUE,), (*FOREST, *PARKS), _EVENING, 2, months=_DRY),
        Seen("Försök att elda vid entrédörren, sotskador på karmen.", (_SCHOOL, _RESCUE), SCHOOLS, _NIGHT, police=_REPORTED),
        Seen("Däck uppeldade bakom en lagerbyggnad.", (_RESCUE,), INDUSTRY, _NIGHT, 2),
    ),
    Category.FIREWORKS: (
        Seen("Smällare kastades i gången, flera upplevde obehag.", (_GUARD, _FIELD), (*PATHS, *SHOPS), _EVENING, months=WINTER),
        Seen("Raketer sköts mot fasader, flera kvällar.", (_HOUSING,), YARDS, _NIGHT, months=frozenset({12, 1}), spread=_REPEATED),
        Seen("Kraftiga smällar på skolgården under kvällen.", (_SCHOOL,), SCHOOLS, _EVENING, months=WINTER),
        Seen("Bengaler tända på läktaren, rök över planen.", (_LEISURE,), SPORTS, _EVENING, 1),
    ),
}
