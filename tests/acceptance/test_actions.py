"""Actions from the meeting to their effect: decided, on every agenda, reminded of, done, judged and closed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from est.action import ActionState
from sample.municipality.people import Seat
from tests.acceptance.deciding import LAMPS, actions_of, decide, say_how
from tests.acceptance.forms import at_the_field, incident
from tests.town import Town, at, town_after

SAM, OWNER, OTHER = Seat.COORDINATOR, Seat.PLANNING, Seat.POLICE
TITLE = LAMPS["title"]


async def reported(ekbacka: Town) -> None:
    """Monday: asked, and the school has reported broken windows."""
    await ekbacka.turn_to(at("2026-11-23", "08:00"))
    await incident(ekbacka.chat(ekbacka[Seat.SCHOOL])[-1])


@pytest.fixture
async def week48(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_after(reported, tmp_path) as ekbacka:
        yield ekbacka


@pytest.mark.case("A1")
async def test_an_action_needs_owner_date_and_source_and_stands_on_each_agenda_until_closed(
    week48: Town,
) -> None:
    ekbacka, sam = week48, week48[SAM]
    await ekbacka.turn_to(at("2026-11-24", "09:10"))
    before = await ekbacka.stored()
    form = await (await actions_of(ekbacka, SAM)).press("Ny åtgärd")
    refused = await form.press("Spara", title=TITLE)
    for field in ("owner", "due", "why"):
        assert at_the_field(refused, field) == "⚠ Fältet behöver fyllas i. Fyll i det och spara igen."
    assert refused.input("title")["value"] == TITLE
    assert await ekbacka.stored() == before

    # From an item, which is source enough.
    (item,) = await ekbacka.items()
    done_at_meeting = await decide(ekbacka, items=item.id, why="")
    assert "Åtgärd Å1" in done_at_meeting.text
    assert "V48-1 · Skadegörelse" in done_at_meeting.text
    by_card = await decide(ekbacka, title="Klippa häckar", due="2027-01-15")
    assert "Ägare: Samhällsbyggnad, Gatu- och parkingenjör" in by_card.text

    for week, day in ((49, "2026-12-01"), (50, "2026-12-08")):
        await ekbacka.turn_to(at(day, "08:15"))
        agenda = (await ekbacka.say(sam, f"dagordning v {week}")).text
        assert f"Å1 · {TITLE}" in agenda
        assert "Å2 · Klippa häckar" in agenda

    # Closed by card on the Friday, and in the meeting the Tuesday after.
    await ekbacka.turn_to(at("2026-12-11", "10:00"))
    mine = await (await actions_of(ekbacka, OWNER)).press("Öppna Å1")
    await say_how(mine, "Genomförd", "Armaturerna är bytta.")
    await ekbacka.turn_to(at("2026-12-15", "09:10"))
    agenda = (await ekbacka.say(sam, "dagordning v 51")).text
    assert TITLE not in agenda
    assert "Å2 · Klippa häckar" in agenda
    at_meeting = await (await actions_of(ekbacka, SAM)).press("Öppna Å2")
    await say_how(at_meeting, "Genomförd", "Häckarna är klippta.")
    await ekbacka.turn_to(at("2026-12-22", "08:15"))
    assert "Klippa häckar" not in (await ekbacka.say(sam, "dagordning v 52")).text
    states = [one.state for one in await ekbacka.records(lambda r: r.actions.of_group(ekbacka.group_id))]
    assert states == [ActionState.DONE, ActionState.DONE]
