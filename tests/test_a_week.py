"""One week with EST-boten, as the people in it live it. This test is the description of the product."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sample.municipality.people import Seat
from tests.town import W48, at, town

INCIDENT = {
    "category": "vandalism",
    "place": "ekbackaskolan",
    "first": "2026-11-21",
    "part_of_day": "night",
    "text": "Tre rutor krossade på gaveln mot idrottsplatsen, glas på lekytan.",
}


@pytest.fixture(params=["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.postgres)])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """Where the week is kept: the same week on both."""
    # Local mode without a database file keeps its client's memory below the working directory.
    monkeypatch.chdir(tmp_path)
    if request.param == "SQLite":
        return {}
    url: str = request.getfixturevalue("fresh_postgres_url")
    return {"database_url": url}


async def test_a_week(tmp_path: Path, database: dict[str, Any]) -> None:  # noqa: PLR0915 -- one week, from Monday to Tuesday
    async with town(tmp_path, **database) as ekbacka:
        school, guard, police = ekbacka[Seat.SCHOOL], ekbacka[Seat.GUARD], ekbacka[Seat.POLICE]
        sam = ekbacka[Seat.COORDINATOR]

        # On Monday at eight everyone is asked three questions, in their own chat.
        await ekbacka.turn_to(at("2026-11-23", "08:00"))
        card = ekbacka.chat(school)[-1]
        assert "EST v 48: vad har hänt hos er?" in card.text
        assert "perioden mån 16 nov – sön 22 nov" in card.text
        assert "Svara senast mån 23 nov kl 16.00. Mötet är tis 24 nov kl 09.00." in card.text
        assert "Du får frågan för att du deltar i EST för Barn och utbildning." in card.text
        assert card.titles == ["Händelse", "Kommande händelse", "Samverkansbehov", "Inget att rapportera"]

        # The school reports broken windows. A personnummer is refused at the field, and nothing is stored.
        form = await card.press("Händelse")
        refused = await form.press("Spara", **INCIDENT | {"text": "19121212-1212 sågs vid rutorna."})
        assert "Texten verkar innehålla ett personnummer" in refused.text
        assert refused.input("text")["value"] == "19121212-1212 sågs vid rutorna."
        assert await ekbacka.items() == ()

        # Corrected, it is saved, and the receipt says when, for whom and until when it can be changed.
        saved = await refused.press("Spara", **INCIDENT)
        assert (
            "✔ Sparat mån 23 nov kl 08.00. Visas för EST-gruppen. Kan ändras till tis 24 nov kl 09.00."
            in saved.text
        )
        assert "V48-1 · Skadegörelse · Ekbackaskolan" in saved.text

        # A second incident, something to come and a need follow; then she changes her mind about the first text.
        again = await (await saved.press("Händelse")).press(
            "Spara", **INCIDENT | {"category": "litter", "text": "Skräp på skolgården efter helgen."}
        )
        event = await (await again.press("Kommande händelse")).press(
            "Spara",
            type="school_end",
            place="ekbackaskolan",
            first="2026-12-18",
            text="Luciafest och skolavslutning.",
        )
        need = await (await event.press("Samverkansbehov")).press(
            "Spara",
            type="adult_presence",
            text="Vuxna ute på fredagskvällen.",
            asked="everyone",
            urgency="before_weekend",
        )
        edit = await need.press("Ändra V48-1")
        assert edit.input("text")["value"] == INCIDENT["text"]
        edited = await edit.press("Spara", text="Fyra rutor krossade på gaveln, glas på lekytan.")
        done = await edited.press("Klar")
        assert "Tack! Ditt svar är klart." in done.text
        assert "Fyra rutor krossade" in done.text

        # The guards had a calm week, and say so with one tap.
        calm = await ekbacka.chat(guard)[-1].press("Inget att rapportera")
        assert "Tack! Du har svarat: Inget att rapportera." in calm.text

        # At one o'clock those who have not answered are reminded, once and in private. The others are left alone.
        await ekbacka.turn_to(at("2026-11-23", "13:00"))
        assert "En påminnelse om EST v 48" in ekbacka.chat(police)[-1].text
        assert all("påminnelse" not in shown.text for shown in [*ekbacka.chat(school), *ekbacka.chat(guard)])

        # At four the coordinator sees who has answered, and a quarter later the compiled draft.
        await ekbacka.turn_to(at("2026-11-23", "16:00"))
        assert "Läget v 48: 2 av 12 har svarat" in ekbacka.chat(sam)[-1].text
        await ekbacka.turn_to(at("2026-11-23", "16:15"))
        assert "Utkast: Dagordning v 48" in ekbacka.chat(sam)[-1].text

        # On Tuesday morning the agenda stands in the channel. Its minutes add up to thirty.
        await ekbacka.turn_to(at("2026-11-24", "08:15"))
        agenda = ekbacka.channel(police)[-1]
        assert "Dagordning v 48" in agenda.text
        assert "tis 24 nov kl 09.00, 30 minuter" in agenda.text
        assert "2 av 12 svar." in agenda.text
        assert "29–30 min · 7. Avslut" in agenda.text
        assert "Fyra rutor krossade på gaveln, glas på lekytan." in agenda.text

        # They meet. The coordinator leads from a card in their own chat, line by line, and takes the attendance.
        await ekbacka.turn_to(at("2026-11-24", "09:00"))
        pressed = await ekbacka.channel(sam)[-1].press("Led mötet")
        assert pressed.note == "Kortet är skickat till dig i vår egen chatt."
        led = await ekbacka.chat(sam)[-1].press("Starta mötet")
        assert "Nu: 1. Öppning" in led.text
        assert "Beräknat slut kl 09.30." in led.text
        register = await (await led.press("Närvaro")).press(
            "Spara närvaron", excused=ekbacka.member_id(Seat.RESCUE)
        )
        assert "11 närvarande, 1 anmält förhinder, 0 frånvarande." in register.text
        led = await (await register.press("Till mötet")).press("Nästa")
        assert "Nu: 3. Veckans händelser" in led.text

        # The group decides: the panes become an action with an owner and a date. Then they go on to the end.
        form = await led.press("Gör till åtgärd")
        decided = await form.press(
            "Spara",
            title="Galler för fönstren på gaveln",
            owner=f"m:{ekbacka.member_id(Seat.HOUSING)}",
            due="2026-12-11",
        )
        assert "Galler för fönstren på gaveln" in decided.text
        led = await (await decided.press("Till mötet")).press("Nästa punkt", note="Glaset städas i dag.")
        led = await led.press("Nästa punkt")
        ekbacka.clock.turn_to(at("2026-11-24", "09:28"))
        over = await led.press("Avsluta mötet")
        assert "Mötet slutade kl 09.28." in over.text

        # When it is over the coordinator gets a draft of the summary, and nobody else does.
        await ekbacka.turn_to(at("2026-11-24", "09:30"))
        draft = ekbacka.chat(sam)[-1]
        assert "Utkast: Sammanfattning v 48" in draft.text
        early = await ekbacka.say(police, "/sammanfattning")
        assert "Sammanfattningen är inte godkänd än." in early.text

        # Approved, it stands in the channel, and any member can ask for it.
        approved = await draft.press("Godkänn och publicera i kanalen")
        assert "Godkänd tis 24 nov kl 09.30, version 1." in approved.text
        await ekbacka.tick()
        assert "Sammanfattning v 48" in ekbacka.channel(police)[-1].text
        summary = await ekbacka.say(police, "Sammanfattning v 48")
        assert "2 händelser rapporterades" in summary.text
        assert "Å1 · Galler för fönstren på gaveln" in summary.text
        assert "klart fre 11 dec" in summary.text
        assert "Glaset städas i dag." in summary.text
        assert "Anmält förhinder: Insatsledare (Räddningstjänsten)." in summary.text
        assert "V48-1 · Skadegörelse · Ekbackaskolan · lör 21 nov, natt" in summary.text
        assert len(await ekbacka.items(W48)) == 4
