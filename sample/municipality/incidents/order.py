"""Drugs and alcohol, order and traffic: what makes up most of a week."""

from __future__ import annotations

from collections.abc import Mapping

from est.vocabulary import Category, Certainty, PartOfDay, PoliceReport, Spread
from sample.municipality.incidents.seen import (
    CARS,
    CENTRE,
    CHILDREN,
    DARK,
    FOREST,
    INDUSTRY,
    MEETING_PLACES,
    ONLINE,
    PARKS,
    PATHS,
    PLAYGROUNDS,
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
_PLANNING, _POLICE, _SCHOOL, _SOCIAL = Seat.PLANNING, Seat.POLICE, Seat.SCHOOL, Seat.SOCIAL
_TOURISM, _LEAD = Seat.TOURISM, Seat.COORDINATOR
_MORNING, _DAY, _EVENING, _NIGHT, _UNKNOWN = (
    PartOfDay.MORNING,
    PartOfDay.DAY,
    PartOfDay.EVENING,
    PartOfDay.NIGHT,
    PartOfDay.UNKNOWN,
)
_REPORTED, _REPEATED, _PATTERN = PoliceReport.YES, Spread.REPEATED, Spread.PATTERN
_TOLD, _RUMOUR = Certainty.TOLD, Certainty.RUMOUR
_MIDWINTER = frozenset({12, 1, 2})

ORDER: Mapping[Category, tuple[Seen, ...]] = {
    Category.DRUGS: (
        Seen("Misstänkt öppen handel två kvällar, kanyler hittade i trappan.", (_POLICE, _GUARD), CARS, _EVENING, 3, spread=_REPEATED),
        Seen("Kanyler hittade vid städning av buskagen.", (_PLANNING,), PARKS, _MORNING),
        Seen("Misstänkt handel vid bänkarna: korta möten, många på cykel.", (_FIELD, _POLICE), (*PARKS, *CENTRE), _EVENING),
        Seen("Tomma påsar och lustgaspatroner på marken. Mängden ökar.", (_FIELD, _SCHOOL), SCHOOLS, _MORNING, spread=_REPEATED),
        Seen("Lustgaspatroner i stort antal efter helgen.", (_PLANNING, _GUARD), (*CARS, *INDUSTRY, *WATER), _NIGHT, 1),
        Seen("Misstänkt gömma bakom elskåpet. Överlämnad till polisen.", (_PLANNING, _GUARD), PATHS, _DAY, police=_REPORTED),
        Seen("Lukt av cannabis i trapphuset flera kvällar.", (_HOUSING,), STAIRS, _EVENING, spread=_REPEATED, certainty=_TOLD),
    ),
    Category.ALCOHOL_INTOX: (
        Seen("Fest på läktaren till sent, flaskor och glas på planen.", (_LEISURE,), SPORTS, _NIGHT, 1),
        Seen("Många berusade i centrum efter hemmamatchen, lugnt från midnatt.", (_FIELD, _POLICE), CENTRE, _NIGHT),
        Seen("Glas och burkar över hela gräsytan efter lördagskvällen.", (_PLANNING,), (*PARKS, *WATER), _NIGHT, 1, months=SUMMER),
        Seen("Misstänkt langning från en bil på parkeringen.", (_FIELD, _POLICE), CARS, _EVENING, certainty=_TOLD),
        Seen("Alkohol på allmän plats trots förbud, fyra avvisningar.", (_POLICE, _GUARD), (*CENTRE, *PARKS), _EVENING),
        Seen("Stökigt utanför krogen vid stängning, en skylt gick sönder.", (_GUARD, _TOURISM), CENTRE, _NIGHT),
    ),
    Category.GATHERING: (
        Seen("Cirka 30 personer samlade till sent, hög musik.", (_POLICE, _FIELD), (*PARKS, *CARS), _NIGHT),
        Seen("Samling vid entrén på kvällarna. Besökare väljer en annan väg in.", (_LEISURE, _TOURISM), (*MEETING_PLACES, *SHOPS), _EVENING, spread=_REPEATED),
        Seen("Störande samling i väntsalen efter klockan 21.", (_GUARD,), TRAVEL, _EVENING, spread=_REPEATED),
        Seen("Samling i garaget när det regnar. Hissen blockeras.", (_FIELD, _GUARD), CARS, _EVENING, 1, months=DARK),
        Seen("Stor grupp samlad till sent, lugnt men högljutt.", (_FIELD,), PARKS, _EVENING, 1, months=SNOWFREE),
        Seen("Obehöriga på skolgården efter skoltid. Personal upplever det otryggt.", (_SCHOOL,), SCHOOLS, _EVENING),
        Seen("Samling på lekplatsen kvällstid, glas på marken.", (_HOUSING, _FIELD), PLAYGROUNDS, _EVENING),
        Seen("Samling vid hållplatsen. Resenärer väntar på avstånd.", (_GUARD, _PLANNING), TRAVEL, _EVENING),
        Seen("Samlingar på innergården sent, boende tar omvägar.", (_HOUSING, _SOCIAL), YARDS, _EVENING, spread=_REPEATED, certainty=_TOLD),
        Seen("Samling utanför kiosken under matcherna, stundtals hotfull ton.", (_LEISURE,), SPORTS, _EVENING),
    ),
    Category.GROUP_CONFLICT: (
        Seen("Rykten om bråk efter skolan på fredag. Skolan och fältgruppen har varit närvarande.", (_SCHOOL, _FIELD), SCHOOLS, _DAY, certainty=_RUMOUR),
        Seen("Oro mellan två grupper i lokalen. Personalen har förstärkt.", (_LEISURE,), MEETING_PLACES, _EVENING),
        Seen("Spänd stämning i området. Flera vuxna har hört av sig.", (_SOCIAL, _FIELD), YARDS, _UNKNOWN, certainty=_TOLD),
        Seen("Konflikt mellan två skolor märks på bussarna hem.", (_SCHOOL, _FIELD), TRAVEL, _DAY),
    ),
    Category.RESIDENTIAL_DISTURB: (
        Seen("Hög musik från gården tre nätter.", (_HOUSING,), YARDS, _NIGHT, spread=_REPEATED),
        Seen("Tvättstugan nedsmutsad och bokningstavlan sönderriven.", (_HOUSING,), STAIRS, _UNKNOWN),
        Seen("Bilar kör in på innergården kvällstid. Lek och gångtrafik störs.", (_HOUSING,), YARDS, _EVENING, 2),
        Seen("Portar ställs upp och obehöriga rör sig i entréerna nattetid.", (_HOUSING,), STAIRS, _NIGHT, 2, spread=_REPEATED),
        Seen("Motorljud och musik på parkeringen nattetid, klagomål från närboende.", (_HOUSING, _GUARD), CARS, _NIGHT),
    ),
    Category.UNLAWFUL_STAY: (
        Seen("Sovplats påträffad på vinden. Städad och låst.", (_HOUSING,), STAIRS, _MORNING),
        Seen("Tält och eldstad bakom spåret. Platsen var lämnad.", (_PLANNING,), FOREST, _DAY, months=SNOWFREE),
        Seen("Övernattning i trapphuset till plan 2, två morgnar.", (_GUARD,), CARS, _MORNING, spread=_REPEATED),
        Seen("Låst förråd uppbrutet och använt som sovplats.", (_LEISURE,), (*SPORTS, *WATER), _MORNING, 2),
        Seen("Sovplats under scenen, städad av parkenheten.", (_PLANNING,), PARKS, _MORNING),
    ),
    Category.RECKLESS_DRIVING: (
        Seen("Cirka 20 A-traktorer kör snabbt och högt och blockerar utfarten.", (_POLICE, _GUARD), INDUSTRY, _NIGHT, spread=_REPEATED),
        Seen("Mopeder i hög fart på gång- och cykelvägen.", (_PLANNING, _FIELD), (*PATHS, *PARKS), _EVENING, spread=_REPEATED),
        Seen("Burnouts på parkeringen. Däckspår och klagomål från närboende.", (_GUARD, _TOURISM), (*CARS, *SHOPS), _NIGHT),
        Seen("Höga hastigheter på morgonen, farliga omkörningar vid övergångsstället.", (_SCHOOL,), CHILDREN, _MORNING),
        Seen("Elsparkcyklar i hög fart bland gående, flera tillbud.", (_TOURISM, _PLANNING), CENTRE, _DAY, 1, months=SNOWFREE),
        Seen("Fyrhjulingar på motionsspåret. Underlaget sönderkört.", (_LEISURE, _PLANNING), FOREST, _EVENING),
        Seen("Bilar driftar på den snöiga parkeringen sena kvällar.", (_GUARD, _POLICE), CARS, _NIGHT, months=_MIDWINTER),
        Seen("Vattenskotrar kör nära badande.", (_LEISURE, _TOURISM), WATER, _DAY, 3, months=frozenset({6, 7, 8})),
        Seen("Cruising till sent med musik och tutande.", (_POLICE, _TOURISM), (*CENTRE, *ROADS), _NIGHT, 1, months=SUMMER),
        Seen("Rattfylleri stoppat vid kontroll, tre fordon åkte på böter för hög fart.", (_POLICE,), ROADS, _EVENING),
    ),
    Category.ONLINE_WORRY: (
        Seen("Rykte om slagsmål efter skolan på fredag sprids i appar.", (_SCHOOL, _FIELD), ONLINE, _UNKNOWN, certainty=_RUMOUR),
        Seen("Uppmaning att samlas i centrum på lördag sprids. Oklart ursprung.", (_FIELD, _LEISURE), ONLINE, _UNKNOWN, certainty=_RUMOUR),
        Seen("Inlägg om påstådda inbrott skapar oro. Ingen ökning är bekräftad.", (_LEAD, _POLICE), ONLINE, _UNKNOWN, 1, certainty=_RUMOUR),
        Seen("Filmer från bråk sprids bland elever. Samtal pågår i klasserna.", (_SCHOOL,), ONLINE, _DAY, spread=_PATTERN),
        Seen("Lista med elakheter cirkulerar. Skolorna hanterar den.", (_SCHOOL, _FIELD), ONLINE, _UNKNOWN),
    ),
}
