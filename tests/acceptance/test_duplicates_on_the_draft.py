"""Two reports of one event: proposed to the coordinator on the draft, and merged by nobody but people."""

from __future__ import annotations

from pathlib import Path

from sample.municipality.people import Seat
from tests.town import at, town

BROKEN = {
    "category": "vandalism",
    "place": "ekbackaskolan",
    "first": "2026-11-21",
    "part_of_day": "night",
    "text": "Rutor krossade.",
}


async def test_two_reports_of_one_event_are_proposed_to_the_coordinator_and_kept_apart(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as ekbacka:
        await ekbacka.turn_to(at("2026-11-23", "08:00"))
        for seat in (Seat.SCHOOL, Seat.GUARD):
            form = await ekbacka.chat(ekbacka[seat])[-1].press("Händelse")
            await form.press("Spara", **BROKEN)
        other = await ekbacka.chat(ekbacka[Seat.HOUSING])[-1].press("Händelse")
        await other.press("Spara", **BROKEN | {"category": "litter"})
        await ekbacka.turn_to(at("2026-11-23", "16:15"))
        draft = ekbacka.chat(ekbacka[Seat.COORDINATOR])[-1]
        assert "V48-1, V48-2 kan vara samma händelse: samma plats, kategori och tid." in draft.text
        assert "V48-3 kan" not in draft.text
        assert len(await ekbacka.items()) == 3
        await ekbacka.turn_to(at("2026-11-24", "08:15"))
        assert "samma händelse" not in ekbacka.channel(ekbacka[Seat.SCHOOL])[-1].text
