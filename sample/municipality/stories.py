"""What goes on for more than a week in Ekbacka, and what shows how the method works.

Furniture is dumped three weeks in a row, people gather in the same stairwells again and again, two organisations
report one broken bus shelter, and some members write of places that are in no register.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from est.place import Location
from est.report import Incident, severity_of
from est.vocabulary import Category, Certainty, PartOfDay, PoliceReport, Severity, Spread
from sample.municipality.people import Seat
from sample.municipality.places import BJORKGARDEN, CENTRAL_STATION, NORTH_RECYCLING, PITCH, TUNNEL
from sample.municipality.telling import Days, Told

DUMPED: Mapping[int, str] = {
    2: "Två soffor och en säng dumpade vid behållarna.",
    1: "Dumpade möbler igen, andra veckan i rad.",
    0: "Dumpade möbler tredje veckan i rad.",
}
"""By how many rounds ago it was told."""
GATHERED: Mapping[int, str] = {
    9: "Samling i trapphuset två kvällar, fimpar och burkar på golvet.",
    6: "Samling i källargången sent, boende vågar inte hämta tvätten.",
    4: "Återkommande samling sena kvällar, boende undviker tvättstugan.",
    2: "Samling i trapphuset två kvällar. Porten var uppställd.",
    1: "Samling i entrén två kvällar, extra ronder har börjat.",
    0: "Färre samlingar än förra veckan, men porten ställs fortfarande upp.",
}
SHELTER = (
    (Seat.PLANNING, "Väderskyddet vid hållplats B krossat, glas på hela plattformen."),
    (Seat.GUARD, "Krossat glas i väderskydd vid bussarna. Avspärrat i väntan på städning."),
)
"""One event, told by two organisations."""
TWICE = (
    SHELTER,
    (
        (Seat.HOUSING, "Två gatlyktor nedsparkade vid gångtunneln, mörkt mot gården."),
        (Seat.FIELD, "Lyktstolpar trasiga vid tunneln. Unga tar vägen över spåret i stället."),
    ),
    (
        (Seat.LEISURE, "Rutor krossade i omklädningsbyggnaden, glas vid ingången."),
        (Seat.POLICE, "Krossade rutor vid planens omklädningsrum."),
    ),
)
"""Events that two organisations tell of at once, one for each week that is played."""
TWICE_AT = (CENTRAL_STATION, TUNNEL, PITCH)
OWN_WORDS: Mapping[int, tuple[Seat, Category, str, str]] = {
    14: (
        Seat.PLANNING,
        Category.LITTER,
        "Skogsdungen mellan Banvallen och Industrigatan",
        "Vitvaror och däck dumpade.",
    ),
    8: (
        Seat.FIELD,
        Category.GATHERING,
        "Gräsytan bakom Parkhuset Almen",
        "Samling till sent med hög musik och glas.",
    ),
    3: (
        Seat.GUARD,
        Category.UNSAFE_PLACE,
        "Lastkajen på Torghallens baksida",
        "Mörkt och skymt, används som genväg.",
    ),
}
"""Places in the reporter's own words: when, who, what, where and the text."""
WARNED = 5
"""So many rounds ago a member was warned of a text and saved it all the same."""
WARNED_TEXT = "Klotter och skräp i trapphuset, Oskarsgatan 14, tredje våningen."
WARNED_AT = "ronngarden-trapphus"
WARNED_CLASS = "P4"
MERGED_AGO = 1
"""So many rounds ago the coordinator merged the two reports of the bus shelter."""


def stories(ago: int, days: Days) -> tuple[Told, ...]:
    """What the stories add to the round that was so many held rounds ago."""
    found = []
    if ago in DUMPED:
        found.append(dumped(DUMPED[ago], days))
    if ago in GATHERED:
        found.append(gathered(GATHERED[ago], days))
    if ago in OWN_WORDS:
        seat, category, place, text = OWN_WORDS[ago]
        found.append(Told(seat, _incident(category, Location(text=place), _before_last(days, 1), text)))
    if ago == WARNED:
        at = Location(place_id=WARNED_AT)
        found.append(Told(Seat.HOUSING, _incident(Category.GRAFFITI, at, _before_last(days, 1), WARNED_TEXT)))
    if ago == MERGED_AGO:
        found += told_twice(0, days)
    return tuple(found)


def dumped(text: str, days: Days) -> Told:
    """Furniture at the recycling station, again, on the last of the days."""
    incident = _incident(Category.LITTER, Location(place_id=NORTH_RECYCLING), days[1], text)
    return Told(Seat.PLANNING, replace(incident, spread=Spread.REPEATED))


def gathered(text: str, days: Days) -> Told:
    """People in the stairwells, again, on two evenings: known from those who live there."""
    incident = _incident(Category.GATHERING, Location(place_id=BJORKGARDEN), _before_last(days, 2), text)
    evenings = replace(incident, last=_before_last(days, 1), part_of_day=PartOfDay.EVENING)
    return Told(
        Seat.HOUSING,
        replace(evenings, spread=Spread.PATTERN, certainty=Certainty.TOLD, needs_discussion=True),
    )


def told_twice(number: int, days: Days) -> tuple[Told, Told]:
    """One event in the words of two organisations; a number beyond the last begins anew."""
    turn = number % len(TWICE)
    one, other = TWICE[turn]
    place = Location(place_id=TWICE_AT[turn])
    incident = _incident(Category.VANDALISM, place, _before_last(days, 1), one[1])
    reported = replace(incident, text=other[1], police_report=PoliceReport.YES)
    return Told(one[0], incident), Told(other[0], reported)


def _before_last(days: Days, count: int) -> date:
    """So many days before the last, or the first when there are so few."""
    return max(days[1] - timedelta(days=count), days[0])


def _incident(category: Category, location: Location, day: date, text: str) -> Incident:
    return Incident(
        category=category,
        location=location,
        first=day,
        last=day,
        part_of_day=PartOfDay.NIGHT,
        text=text,
        severity=Severity(severity_of(category)),
    )
