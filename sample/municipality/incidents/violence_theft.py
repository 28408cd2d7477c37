"""Violence and threats, theft and burglary: seldom, severe, and mostly known to police and guards."""

from __future__ import annotations

from collections.abc import Mapping

from est.vocabulary import Category, Certainty, PartOfDay, PoliceReport, Spread
from sample.municipality.incidents.seen import (
    CARS,
    CENTRE,
    CHILDREN,
    EVERYWHERE,
    INDUSTRY,
    MEETING_PLACES,
    PARKS,
    PATHS,
    ROADS,
    SCHOOLS,
    SHOPS,
    SNOWFREE,
    SPORTS,
    STAIRS,
    SUMMER,
    TRAVEL,
    WATER,
    WINTER,
    YARDS,
    Seen,
)
from sample.municipality.people import Seat

_FIELD, _GUARD, _HOUSING, _LEISURE = Seat.FIELD, Seat.GUARD, Seat.HOUSING, Seat.LEISURE
_PLANNING, _POLICE, _RESCUE, _SCHOOL = Seat.PLANNING, Seat.POLICE, Seat.RESCUE, Seat.SCHOOL
_SOCIAL, _TOURISM, _SECOND = Seat.SOCIAL, Seat.TOURISM, Seat.SECOND
_MORNING, _DAY, _EVENING, _NIGHT, _UNKNOWN = (
    PartOfDay.MORNING,
    PartOfDay.DAY,
    PartOfDay.EVENING,
    PartOfDay.NIGHT,
    PartOfDay.UNKNOWN,
)
_REPORTED = PoliceReport.YES
_TOLD, _REPEATED, _PATTERN = Certainty.TOLD, Spread.REPEATED, Spread.PATTERN

VIOLENCE_THEFT: Mapping[Category, tuple[Seen, ...]] = {
    Category.VIOLENCE: (
        Seen(
            "Slagsmål utanför krogarna strax efter stängning. Skingrades när väktare kom till platsen.",
            (_POLICE, _GUARD),
            CENTRE,
            _NIGHT,
        ),
        Seen("Bråk i kön till bussarna med knuffar och höga röster. Ingen skadad.", (_GUARD,), TRAVEL, _EVENING, 2),
        Seen(
            "Knuffar och slag mellan två supportergrupper efter matchen. Polis fanns på plats.",
            (_POLICE, _LEISURE),
            SPORTS,
            _EVENING,
        ),
        Seen("Bråk på skolgården under lunchrasten. Personal gick emellan.", (_SCHOOL,), SCHOOLS, _DAY, 2),
        Seen(
            "Slagsmål med flera inblandade utanför snabbmatsstället. Lugnt när patrullen kom fram.",
            (_POLICE,),
            CENTRE,
            _NIGHT,
            police=_REPORTED,
        ),
        Seen(
            "Misshandel sent på kvällen. Platsen är dåligt upplyst och saknar insyn.",
            (_POLICE,),
            (*PATHS, *PARKS),
            _NIGHT,
            police=_REPORTED,
        ),
        Seen(
            "Högljutt gräl vid bänkarna som gick över i handgemäng. Väktare tillkallades.",
            (_GUARD,),
            (*PARKS, *CENTRE),
            _EVENING,
            2,
        ),
    ),
    Category.THREAT_HARASSMENT: (
        Seen(
            "Hotfulla rop mot förbipasserande vid ingången, två kvällar i rad.",
            (_GUARD, _TOURISM),
            (*SHOPS, *TRAVEL),
            _EVENING,
            2,
            spread=_REPEATED,
        ),
        Seen("Resenärer ofredades med tillrop på väg till bussen.", (_GUARD, _FIELD), TRAVEL, _EVENING, 2),
        Seen(
            "Ofredande i vattnet och på bryggan vid två tillfällen. Badvakterna har samlat in uppgifter.",
            (_LEISURE,),
            WATER,
            _DAY,
            months=SUMMER,
            certainty=_TOLD,
            police=_REPORTED,
        ),
        Seen("Hotfull stämning inför långrasten. Skolan har satt in fler vuxna ute.", (_SCHOOL,), SCHOOLS, _DAY, 2),
        Seen("Butiker uppger hotfull stämning vid entrén efter klockan 20.", (_TOURISM,), SHOPS, _EVENING, 2, certainty=_TOLD),
    ),
    Category.ROBBERY: (
        Seen("Rån av jacka och telefon utomhus. Ingen fick vård.", (_POLICE,), (*PATHS, *TRAVEL), _EVENING, police=_REPORTED),
        Seen("Försök till rån strax före stängning. Ingen kom till skada.", (_POLICE, _TOURISM), SHOPS, _EVENING, police=_REPORTED),
    ),
    Category.STAFF_INCIDENT: (
        Seen("Personal hotades när lokalen skulle stängas.", (_LEISURE,), MEETING_PLACES, _EVENING, police=_REPORTED),
        Seen("Ordningsvakter hindrades i tjänsten och föremål kastades.", (_GUARD,), CENTRE, _NIGHT, police=_REPORTED),
        Seen("Isbitar och grus kastades mot räddningsfordon under utryckning.", (_RESCUE,), (*YARDS, *ROADS), _EVENING, months=WINTER),
        Seen("En buss hindrades att stänga dörrarna. Turen blev 15 minuter sen.", (_GUARD,), TRAVEL, _EVENING, 2, certainty=_TOLD),
        Seen("Hotfulla ord mot parkeringsvakter vid avgiftskontroll.", (_PLANNING,), CARS, _DAY, 2),
        Seen("Fältpersonal bemöttes hotfullt och valde att lämna platsen.", (_FIELD,), (*PARKS, *YARDS), _EVENING, 2),
        Seen("Badvakter skälldes ut när bryggan skulle utrymmas.", (_LEISURE,), WATER, _DAY, 2, months=SUMMER),
    ),
    Category.WEAPON_EXPLOSIVE: (
        Seen("Upplag av sten och tillhyggen hittat bakom förrådet. Borttaget samma dag.", (_HOUSING, _FIELD), YARDS, _DAY, 3),
        Seen("Kniv hittad i buskage vid städning. Överlämnad till polisen.", (_PLANNING,), PARKS, _MORNING, 3),
        Seen(
            "Kraftig smäll och sprängd brevlåda vid porten. Avspärrat i två timmar, ingen skadad.",
            (_POLICE,),
            YARDS,
            _NIGHT,
            police=_REPORTED,
        ),
    ),
    Category.HATE_EXTREMISM: (
        Seen("Affischer med hatbudskap uppsatta på anslagstavlan. Borttagna samma dag.", (_SECOND, _PLANNING), CENTRE, _MORNING),
        Seen("Hatsymboler ristade på väderskyddet. Sanering beställd.", (_PLANNING,), TRAVEL, _UNKNOWN),
    ),
    Category.BURGLARY: (
        Seen("Fyra källarförråd uppbrutna under helgen.", (_HOUSING,), STAIRS, _NIGHT, police=_REPORTED),
        Seen("Inbrott i cykelrum. Låset klippt och dörren uppbruten.", (_HOUSING,), (*STAIRS, *YARDS), _NIGHT, 1),
        Seen("Inbrott i slöjdsalen, handverktyg borta.", (_SCHOOL,), SCHOOLS, _NIGHT, police=_REPORTED),
        Seen("Försök till inbrott i kiosken. Dörrkarmen sönderbruten.", (_LEISURE, _POLICE), (*WATER, *SPORTS), _NIGHT),
        Seen("Tre bilar med krossade rutor, genomsökta.", (_POLICE, _GUARD), CARS, _NIGHT, police=_REPORTED),
        Seen("Inbrott i lager. Larmet gick kl 02.40, väktare och polis på plats.", (_GUARD, _POLICE), INDUSTRY, _NIGHT, police=_REPORTED),
        Seen("Inbrott i två båtar, verktyg och bränsle borta.", (_POLICE, _TOURISM), WATER, _NIGHT, months=SNOWFREE),
        Seen("Byggbodar uppbrutna, kabel och verktyg borta.", (_POLICE, _PLANNING), INDUSTRY, _NIGHT, police=_REPORTED),
        Seen("Inbrott i förrådet på gården. Trehjulingar och leksaker utdragna.", (_SCHOOL,), CHILDREN, _NIGHT, 1),
    ),
    Category.THEFT: (
        Seen("Sex cyklar stulna från cykelställen under veckan.", (_POLICE, _SCHOOL), (*SCHOOLS, *TRAVEL), _UNKNOWN, 2, spread=_REPEATED),
        Seen("Två mopeder stulna från parkeringen.", (_POLICE,), CARS, _NIGHT, police=_REPORTED),
        Seen("Flera snatterier på eftermiddagarna. Butikerna uppger en ökning.", (_TOURISM, _GUARD), SHOPS, _DAY, spread=_REPEATED, certainty=_TOLD),
        Seen("Båtmotor stulen från bryggan.", (_POLICE, _TOURISM), WATER, _NIGHT, 2, months=SNOWFREE, police=_REPORTED),
        Seen("Drivmedel stulet ur uppställda lastbilar.", (_POLICE, _GUARD), INDUSTRY, _NIGHT),
        Seen("Försök att stjäla katalysatorer. Tre bilar skadade.", (_POLICE,), CARS, _NIGHT, 2, police=_REPORTED),
        Seen("Jackor och telefoner stulna ur omklädningsrum.", (_LEISURE,), SPORTS, _EVENING),
    ),
    Category.FRAUD: (
        Seen("Falska hantverkare har gått runt i området och erbjudit asfaltering.", (_POLICE, _SOCIAL), EVERYWHERE, _DAY, spread=_PATTERN, certainty=_TOLD),
        Seen("Bluffsamtal om påstådda bankproblem har ökat. Information lämnad på mötesplatserna.", (_SOCIAL, _POLICE), EVERYWHERE, _DAY, spread=_PATTERN),
        Seen("Falska QR-koder klistrade på parkeringsautomaterna. Borttagna.", (_PLANNING,), CARS, _UNKNOWN),
    ),
}
