"""Moments of the week that many tests begin from, each played once in a process."""

from __future__ import annotations

from sample.municipality.people import Seat
from tests.town import Town, at

INCIDENT = {
    "category": "vandalism",
    "place": "ekbackaskolan",
    "first": "2026-11-21",
    "part_of_day": "night",
    "severity": "3",
    "text": "Tre rutor krossade på gaveln mot idrottsplatsen.",
}
NEED = {
    "type": "adult_presence",
    "text": "Vuxna ute på fredagskvällen.",
    "asked": "polisen,tillvaxt-fritid",
    "urgency": "before_weekend",
}


async def asked(ekbacka: Town) -> None:
    """Monday at eight: everybody has just been asked."""
    await ekbacka.turn_to(at("2026-11-23", "08:00"))


async def gathered(ekbacka: Town) -> None:
    """Tuesday at nine: the school has an incident and a need, the guards nothing; the agenda is in the channel."""
    await asked(ekbacka)
    card = await (await ekbacka.chat(ekbacka[Seat.SCHOOL])[-1].press("Händelse")).press("Spara", **INCIDENT)
    await (await card.press("Samverkansbehov")).press("Spara", **NEED)
    await ekbacka.chat(ekbacka[Seat.GUARD])[-1].press("Inget att rapportera")
    for clock in ("13:00", "16:00", "16:15"):
        await ekbacka.turn_to(at("2026-11-23", clock))
    for clock in ("08:15", "09:00"):
        await ekbacka.turn_to(at("2026-11-24", clock))
