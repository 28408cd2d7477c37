"""A week in a client that is not ours: Microsoft's Agents Playground, in a real browser, against the real program.

The Playground says it is an English Teams whatever the browser says, so after the first press the bot answers in
English. Sentences are named by their Swedish source, as in the code; what the group reads in its channel is Swedish.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from est.vocabulary import Category, EventType, NeedType, PartOfDay
from sample.municipality.people import WORLD, Seat
from sample.playground import started
from tests.cards.browser import chromium
from tests.e2e.browser import window
from tests.e2e.playground_page import PlaygroundPage
from tests.e2e.program import Running, running
from words import words_in
from words.vocabulary import label

pytestmark = [pytest.mark.browser, pytest.mark.playground]

FRIDAY = "2026-11-20T12:00"
MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)
"""When the question comes. The windows' own clocks stand here, so that calendars open at the right month."""
PERSONNUMMER = "19121212-1212"

english = words_in("en")
say = english.t


@dataclass(frozen=True, slots=True)
class Scene:
    """The program, the installer's Playground, and the school's own."""

    program: Running
    sam: PlaygroundPage
    charlie: PlaygroundPage


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with AsyncExitStack() as stack:
        program = stack.enter_context(running(tmp_path, "--empty"))
        program.turn(turn="to", moment=FRIDAY)
        browser = await stack.enter_async_context(chromium())

        async def playground(seat: Seat) -> PlaygroundPage:
            address = stack.enter_context(started(program.port, seat))
            opened = await stack.enter_async_context(window(browser, f"playground/{seat}", MONDAY))
            return PlaygroundPage(opened, address)

        yield Scene(program, await playground(Seat.COORDINATOR), await playground(Seat.SCHOOL))


async def test_a_week_in_a_client_made_by_microsoft(scene: Scene) -> None:
    await install_and_set_up(scene)
    await report(scene)
    await answer_nothing(scene)
    await meet_and_sum_up(scene)
    assert await scene.sam.complaints() == []
    assert await scene.charlie.complaints() == []


async def install_and_set_up(scene: Scene) -> None:
    sam = scene.sam
    await sam.open()
    await sam.go_to(WORLD.channel_name)
    await expect(sam.card("Hej! Jag är EST-boten.")).to_contain_text("Samordnaren väljer mötestid.")
    await sam.picture("greeting-in-the-channel")
    await sam.go_to("Personal Chat")
    settings = sam.card("Inställningar för EST-gruppen")
    await expect(settings).to_contain_text("Inget skickas förrän du har sparat mötestiden.")
    await sam.picture("set-up-card")
    await sam.press(settings, "Jag är samordnare")
    settings = sam.card(say("Inställningar för EST-gruppen"))
    await expect(settings).to_contain_text("Sam Samordnare")
    await sam.press(settings, say("Spara"))
    saved = say("✔ Sparat. Det gäller från nästa omgång som inte har börjat.")
    await expect(sam.card(saved)).to_contain_text(english.day_with_year(date(2026, 11, 24)))
    await sam.picture("meeting-time-saved")


async def report(scene: Scene) -> None:
    """Two incidents, something to come and a need; a personnummer on the way; then a second thought."""
    program, sam = scene.program, scene.sam
    await scene.charlie.open()
    program.turn(turn="next")
    prompt = sam.card(say("EST {week}: vad har hänt hos er?", week=english.week(W48)))
    await expect(prompt.get_by_role("button")).to_have_count(4)
    await sam.picture("the-question")

    await sam.press(prompt, say("Händelse"))
    form = sam.card(say("Vad hände? (högst {limit} tecken)", limit=TEXT_LIMIT))
    await incident(sam, form, Category.VANDALISM, f"{PERSONNUMMER} sågs vid rutorna.")
    await sam.press(form, say("Spara"))
    await expect(form).to_contain_text(say("Inget är sparat än. Se det som är markerat nedan; din text är kvar."))
    await sam.picture("a-personnummer-is-refused")
    await expect(form.get_by_role("textbox").last).to_have_value(f"{PERSONNUMMER} sågs vid rutorna.")
    assert program.rows("SELECT * FROM item") == []
    assert not program.has_kept(PERSONNUMMER)


