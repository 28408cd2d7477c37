"""Long cards and reminders as members meet them: read on in place, and never out of date (D11)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from est.ports import Records
from sample.municipality.people import Seat
from tests.cards.hostile import LONGEST
from tests.town import Shown, Town, at, town

PANES = {
    "category": "vandalism",
    "place": "ekbackaskolan",
    "first": "2026-11-21",
    "part_of_day": "night",
    "text": "Tre rutor krossade på gaveln.",
}


async def report_sixty(ekbacka: Town) -> None:
    """Sixty items with the longest text there may be; the first of them the way a member reports it."""
    form = await ekbacka.chat(ekbacka[Seat.SCHOOL])[0].press("Händelse")
    await form.press("Spara", **PANES)
    (first,) = await ekbacka.items()

    def more(records: Records) -> None:
        for number in range(2, 61):
            assert records.rounds.next_number(ekbacka.group_id, first.week) == number
            content = replace(first.content, text=f"Nummer {number:02}. {LONGEST}"[:500])
            records.reports.save_item(
                replace(first, id=f"{first.id}-{number}", number=number, draft="", content=content)
            )

    await ekbacka.program.store.write(ekbacka.group_id, more)


async def read_on(shown: Shown) -> list[Shown]:
    """Every part, pressed forward one after the other."""
    pages = [shown]
    while following := [title for title in pages[-1].titles if title.startswith("Nästa del")]:
        pages.append(await pages[-1].press(following[0]))
    return pages


@pytest.mark.case("D11")
async def test_a_long_agenda_is_short_in_the_channel_and_read_in_parts_by_whoever_wants(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as ekbacka:
        await ekbacka.turn_to(at("2026-11-23", "08:00"))
        await report_sixty(ekbacka)
        await ekbacka.turn_to(at("2026-11-24", "08:15"))
        police = ekbacka[Seat.POLICE]
        posted = ekbacka.channel(police)[-1]
        assert "Allt får inte plats i ett kort. Läs resten i delar." in posted.text

        sent = await posted.press("Läs hela i delar")
        assert sent.note == "Kortet är skickat till dig i vår egen chatt."
        assert "Läs hela i delar" in sent.titles, "what one reads changes nothing for the others"
        pages = await read_on(ekbacka.chat(police)[-1])

        total = len(pages)
        assert total > 1
        for number, page in enumerate(pages, start=1):
            assert f"Del {number} av {total}" in page.text
        whole = "\n".join(page.text for page in pages)
        assert all(f"Nummer {number:02}." in whole for number in range(2, 61))

        own = await ekbacka.say(police, "dagordning")
        first = await own.press("Läs hela i delar")
        assert f"Del 1 av {total}" in first.text
        assert "Läs hela i delar" in (await first.press("Till översikten")).titles


async def test_a_reminder_is_one_until_there_is_an_answer(tmp_path: Path) -> None:
    async with town(tmp_path) as ekbacka:
        police = ekbacka[Seat.POLICE]
        await ekbacka.turn_to(at("2026-11-23", "08:00"))
        await ekbacka.turn_to(at("2026-11-23", "13:00"))
        assert "En påminnelse om EST v 48" in (await ekbacka.open_chat(police))[-1].text
        prompt = ekbacka.chat(police)[0]
        await prompt.press("Inget att rapportera")
        reminder = (await ekbacka.open_chat(police))[-1]
        assert "påminnelse" not in reminder.text
        assert "Du har svarat: Inget att rapportera." in reminder.text
