"""Takes the README's picture of the local client anew: `python -m tests.e2e.readme_picture`.

The sample municipality on a Tuesday morning: the school's answered card to the left, the agenda in the channel.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import expect

from sample.clock import TurnableClock
from sample.municipality.people import Seat
from tests.cards.browser import chromium
from tests.e2e.browser import window
from tests.e2e.local_page import LocalPage
from tests.e2e.program import running
from tests.town import FRIDAY

PICTURE = Path(__file__).parents[2] / "docs" / "bilder" / "lokal-klient.png"
LARGEST = 300_000
SIZE = {"width": 1440, "height": 900}
QUESTION = "EST v 48: vad har hänt hos er?"


async def take() -> bytes:
    """Play the sample group's week until the agenda is out, and keep how the page looks then."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clock = TurnableClock(folder / "var" / "local-client.db")
        clock.turn_to(FRIDAY)
        clock.close()
        with running(folder) as program:
            async with chromium() as browser, window(browser, "readme", viewport=SIZE) as opened:
                page = LocalPage(opened, program.origin)
                await page.open()
                await play(page)
                return await opened.page.screenshot(animations="disabled")


async def play(page: LocalPage) -> None:
    await page.page.get_by_role("button", name="Stäng hjälpen").click()
    await page.next_step("Frågan skickas (v 48)")
    await page.be(Seat.SCHOOL)
    card = page.card(QUESTION)
    await page.press(card, "Händelse")
    form = page.card("Vad hände?")
    await page.search(form, "Kategori", "Skadegörelse")
    await page.search(form, "Plats", "Ekbackaskolan")
    await form.get_by_label("Datum").fill("2026-11-21")
    await form.get_by_label("Tid på dygnet").select_option("Natt")
    await form.get_by_label("Vad hände?").fill("Tre rutor krossade på gaveln mot idrottsplatsen.")
    await page.press(form, "Spara")
    await page.press(card, "Samverkansbehov")
    form = page.card("Beskriv behovet")
    await page.search(form, "Vad behövs", "Vuxna ute")
    await form.get_by_label("Beskriv behovet").fill("Vuxna på skolgården fredag kväll.")
    await page.press(form, "Spara")
    await page.press(card, "Klar")
    await expect(card).to_contain_text("Tack! Ditt svar är klart.")
    await page.let_the_others_answer()
    for step in ("Påminnelse", "Deadline", "Utkast till dagordning", "Dagordningen publiceras"):
        await page.next_step(f"{step} (v 48)")
    agenda = page.card("Dagordning v 48", page.channel)
    await expect(agenda).to_be_visible()
    for top in (card, agenda):
        # The message, with who wrote it and when.
        await top.locator("xpath=ancestor::li[1]").evaluate("(one) => one.scrollIntoView({block: 'start'})")


if __name__ == "__main__":
    taken = asyncio.run(take())
    if len(taken) > LARGEST:
        sys.exit(f"{len(taken)} bytes are too many for a page that is read on a telephone")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_bytes(taken)
