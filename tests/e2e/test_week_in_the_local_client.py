"""The whole week in the local client: what a newcomer lives through after `./run`, with nothing but a browser."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from sample.municipality.people import Seat
from tests.cards.browser import chromium
from tests.e2e.browser import window
from tests.e2e.local_page import LocalPage
from tests.e2e.program import ENVIRONMENT, Running, running

pytestmark = pytest.mark.browser

PERSONNUMMER = "19121212-1212"
QUESTION = "EST v 48: vad har hänt hos er?"
WHAT = "Vad hände? (högst 500 tecken)"


@dataclass(frozen=True, slots=True)
class Scene:
    program: Running
    page: LocalPage


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with AsyncExitStack() as stack:
        program = stack.enter_context(running(tmp_path, "--empty"))
        browser = await stack.enter_async_context(chromium())
        opened = await stack.enter_async_context(window(browser, "local-client-week"))
        yield Scene(program, LocalPage(opened, program.origin))
        # The page asked for nothing beyond this machine either.
        assert opened.refused == []


@pytest.mark.case("O5")
async def test_a_newcomer_lives_through_a_whole_week_in_a_minute(scene: Scene) -> None:
    began = time.monotonic()
    # No secret and no setting: the program knows its search path. It is kept from every network, and `running` fails
    # at the end if it tried to reach one.
    assert set(ENVIRONMENT) == {"PATH"}
    await scene.page.open()
    await scene.page.turn_to("2026-11-20T12:00")
    first = await moment_of(scene.page)
    await install_and_set_up(scene.page)
    await report(scene)
    await answer_nothing(scene.page)
    await meet_and_sum_up(scene.page)
    await begin_the_next_week(scene.page)
    assert await moment_of(scene.page) - first >= timedelta(days=7)
    assert time.monotonic() - began < 60


async def install_and_set_up(page: LocalPage) -> None:
    await page.page.get_by_role("button", name="Lägg till i teamet").click()
    await expect(page.card("Hej! Jag är EST-boten.", page.channel)).to_be_visible()
    settings = page.card("Inställningar för EST-gruppen")
    await expect(settings).to_contain_text("Inget skickas förrän du har sparat mötestiden.")
    await page.picture("greeting-and-set-up-card")
    await page.press(settings, "Jag är samordnare")
    await expect(settings).to_contain_text("Samordnare: Sam Samordnare")
    await page.press(settings, "Spara")
    await expect(page.card("✔ Sparat. Det gäller från nästa omgång")).to_contain_text(
        "v 48 · tis 24 nov 2026"
    )
    await page.picture("meeting-time-saved")
    await page.next_step("Frågan skickas (v 48)")


async def report(scene: Scene) -> None:
    """Two incidents, something to come and a need; a personnummer on the way; then a second thought."""
    program, page = scene.program, scene.page
    await page.be(Seat.SCHOOL)
    card = page.card(QUESTION)
    await expect(card).to_contain_text("Svara senast mån 23 nov kl 16.00. Mötet är tis 24 nov kl 09.00.")
    await page.picture("the-question")

    await page.press(card, "Händelse")
    form = page.card(WHAT)
    await incident(page, form, "Skadegörelse", "Ekbackaskolan", f"{PERSONNUMMER} sågs vid rutorna.")
    await page.press(form, "Spara")
    await expect(form).to_contain_text(
        "Texten verkar innehålla ett personnummer. Ta bort det och spara igen."
    )
    await expect(form.get_by_label(WHAT)).to_have_value(f"{PERSONNUMMER} sågs vid rutorna.")
    await page.picture("a-personnummer-is-refused")
    assert program.rows("SELECT id FROM item") == []
    assert not program.has_kept(PERSONNUMMER)

    await form.get_by_label(WHAT).fill("Tre rutor krossade.")
    await page.press(form, "Spara")
    await expect(card).to_contain_text("V48-1 · Skadegörelse · Ekbackaskolan · lör 21 nov, natt")
    await expect(card).to_contain_text("Visas för EST-gruppen. Kan ändras till tis 24 nov kl 09.00.")
    await page.picture("receipt")

    await page.press(card, "Händelse")
    await incident(page, form, "Nedskräpning", "Resecentrum", "Skräp på perrongen efter helgen.")
    await page.press(form, "Spara")
    await expect(card).to_contain_text("V48-2")
    await page.press(card, "Kommande händelse")
    await upcoming_event(page)
    await expect(card).to_contain_text("V48-3")
    await page.press(card, "Samverkansbehov")
    await need(page)
    await expect(card).to_contain_text("V48-4")
    await page.picture("four-items", card)

    await card.get_by_title("Ändra V48-1").click()
    await expect(form.get_by_label(WHAT)).to_have_value("Tre rutor krossade.")
    await form.get_by_label(WHAT).fill("Fyra rutor krossade.")
    await page.press(form, "Spara")
    await expect(card).to_contain_text("Fyra rutor krossade.")
    await page.press(card, "Klar")
    await expect(card).to_contain_text("Tack! Ditt svar är klart.")
    await page.picture("edited-and-done", card)
    assert program.rows("SELECT COUNT(*) FROM item") == [(4,)]
    assert not program.has_kept(PERSONNUMMER)


async def incident(page: LocalPage, form: Locator, category: str, place: str, text: str) -> None:
    await page.search(form, "Kategori", category)
    await page.search(form, "Plats", place)
    await form.get_by_label("Datum").fill("2026-11-21")
    await form.get_by_label("Tid på dygnet").select_option("Natt")
    await form.get_by_label(WHAT).fill(text)


async def upcoming_event(page: LocalPage) -> None:
    form = page.card("Vad kan hända?")
    await page.search(form, "Typ av händelse", "Skolavslutning")
    await page.search(form, "Plats", "Ekbackaskolan")
    await form.get_by_label("Datum").fill("2026-12-01")
    await form.get_by_label("Vad kan hända?").fill("Avslutning för årskurs nio på kvällen.")
    await page.press(form, "Spara")


async def need(page: LocalPage) -> None:
    form = page.card("Beskriv behovet")
    await page.search(form, "Vad behövs", "Vuxna ute")
    await form.get_by_label("Beskriv behovet").fill("Vuxna ute på fredagskvällen.")
    await page.press(form, "Spara")


async def answer_nothing(page: LocalPage) -> None:
    await page.be(Seat.GUARD)
    await page.press(page.card(QUESTION), "Inget att rapportera")
    await expect(page.card(QUESTION)).to_contain_text("Tack! Du har svarat: Inget att rapportera.")
    await page.picture("nothing-to-report")


async def meet_and_sum_up(page: LocalPage) -> None:
    await page.next_step("Påminnelse (v 48)")
    await page.be(Seat.POLICE)
    await expect(page.card("En påminnelse om EST v 48")).to_be_visible()
    await page.next_step("Deadline (v 48)")
    await page.be(Seat.COORDINATOR)
    await expect(page.card("Läget v 48: 2 av 12 har svarat")).to_be_visible()
    await page.picture("who-has-answered")
    await page.next_step("Utkast till dagordning (v 48)")
    await expect(page.card("Utkast: Dagordning v 48")).to_be_visible()
    await page.next_step("Dagordningen publiceras (v 48)")
    agenda = page.card("Dagordning v 48", page.channel)
    await expect(agenda).to_contain_text("tis 24 nov kl 09.00, 30 minuter")
    await expect(agenda).to_contain_text("29–30 min · 7. Avslut")
    for text in (
        "Fyra rutor krossade.",
        "Skräp på perrongen",
        "Avslutning för årskurs nio",
        "Vuxna ute på fredags",
    ):
        await expect(agenda).to_contain_text(text)
    await page.picture("agenda-in-the-channel", agenda)
    await page.next_step("Mötet börjar (v 48)")
    await page.next_step("Mötet slutar (v 48)")
    await sum_up(page)


async def sum_up(page: LocalPage) -> None:
    await expect(page.card("Utkast: Sammanfattning v 48")).to_be_visible()
    await page.say("/sammanfattning")
    await expect(page.chat.get_by_text("Utkast: Sammanfattning v 48")).to_have_count(2)
    drafted = page.card("Utkast: Sammanfattning v 48")
    await expect(drafted).to_contain_text("V48-1")
    await page.picture("draft-of-the-summary", drafted)
    await page.press(drafted, "Godkänn och publicera")
    summary = page.card("Sammanfattning v 48", page.channel)
    for text in ("2 händelser rapporterades", "V48-1", "V48-2", "V48-3", "V48-4"):
        await expect(summary).to_contain_text(text)
    await page.be(Seat.SCHOOL)
    await page.say("/sammanfattning")
    await expect(page.card("Sammanfattning v 48")).to_contain_text("V48-4")
    await page.picture("approved-summary", summary)


async def begin_the_next_week(page: LocalPage) -> None:
    await page.next_step("Frågan skickas (v 49)")
    await expect(page.card("EST v 49: vad har hänt hos er?")).to_be_visible()


async def moment_of(page: LocalPage) -> datetime:
    """What the clock in the head of the page shows."""
    shown = await page.page.locator("#now-time").get_attribute("datetime")
    return datetime.fromisoformat(shown or "")
