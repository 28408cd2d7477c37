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

from est.report import TEXT_LIMIT
from est.vocabulary import Category, EventType, NeedType, PartOfDay
from est.week import Week
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
W48 = Week(2026, 48)
PERSONNUMMER = "19121212-1212"

english = words_in("en")
say = english.t
FOUND_A_PERSONNUMMER = say("Texten verkar innehålla ett personnummer. Ta bort det och spara igen.")
UNTIL_THE_MEETING = english.moment(datetime(2026, 11, 24, 8, tzinfo=UTC), "Europe/Stockholm")
SHOWN_AND_CHANGEABLE = say(
    "✔ Sparat {saved}. Visas för EST-gruppen. Kan ändras till {until}.", saved="//", until=UNTIL_THE_MEETING
).partition("//")[2]
VERSION_ONE = say("Godkänd {at}, version {version}.", at="//", version=1).partition("//")[2]
"""The ends of two sentences that begin with the minute, which the running clock decides."""


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
    await sam.picture("set-up-card", settings)
    await sam.press(settings, "Jag är samordnare")
    settings = sam.card(say("Inställningar för EST-gruppen"))
    await expect(settings).to_contain_text("Sam Samordnare")
    await sam.press(settings, say("Spara"))
    saved = say("✔ Sparat. Det gäller från nästa omgång som inte har börjat.")
    await expect(sam.card(saved)).to_contain_text(english.day_with_year(date(2026, 11, 24)))
    await sam.picture("meeting-time-saved", sam.card(saved))


async def report(scene: Scene) -> None:
    """Two incidents, something to come and a need; a personnummer on the way; then a second thought."""
    program, sam = scene.program, scene.sam
    await scene.charlie.open()
    program.turn(turn="next")
    card = sam.card(say("EST {week}: vad har hänt hos er?", week=english.week(W48)))
    await expect(card.get_by_role("button")).to_have_count(4)
    await sam.picture("the-question", card)

    await sam.press(card, say("Händelse"))
    form = sam.card(say("Vad hände? (högst {limit} tecken)", limit=TEXT_LIMIT))
    await incident(sam, form, Category.VANDALISM, "Ekbackaskolan", f"{PERSONNUMMER} sågs vid rutorna.")
    await sam.press(form, say("Spara"))
    await expect(form).to_contain_text(FOUND_A_PERSONNUMMER)
    await expect(form.get_by_role("textbox")).to_have_value(f"{PERSONNUMMER} sågs vid rutorna.")
    await sam.picture("a-personnummer-is-refused", form)
    assert program.rows("SELECT id FROM item") == []
    assert not program.has_kept(PERSONNUMMER)

    await sam.write(form, say("Vad hände? (högst {limit} tecken)", limit=TEXT_LIMIT), "Tre rutor krossade.")
    await sam.press(form, say("Spara"))
    await expect(card).to_contain_text("V48-1")
    await expect(card).to_contain_text(SHOWN_AND_CHANGEABLE)
    await sam.picture("receipt", card)

    await sam.press(card, say("Händelse"))
    await incident(sam, form, Category.LITTER, "Resecentrum", "Skräp på perrongen efter helgen.")
    await sam.press(form, say("Spara"))
    await expect(card).to_contain_text("V48-2")
    await sam.press(card, say("Kommande händelse"))
    await upcoming_event(sam)
    await expect(card).to_contain_text("V48-3")
    await sam.press(card, say("Samverkansbehov"))
    await need(sam)
    await expect(card).to_contain_text("V48-4")
    await sam.picture("four-items", card)

    await card.get_by_title(say("Ändra {label}", label="V48-1")).click()
    await expect(form.get_by_role("textbox")).to_have_value("Tre rutor krossade.")
    await sam.write(form, say("Vad hände? (högst {limit} tecken)", limit=TEXT_LIMIT), "Fyra rutor krossade.")
    await sam.press(form, say("Spara"))
    await expect(card).to_contain_text("Fyra rutor krossade.")
    await sam.press(card, say("Klar"))
    await expect(card).to_contain_text(say("Tack! Ditt svar är klart."))
    await sam.picture("edited-and-done", card)
    assert program.rows("SELECT COUNT(*) FROM item") == [(4,)]
    assert not program.has_kept(PERSONNUMMER)


async def incident(sam: PlaygroundPage, form: Locator, category: Category, place: str, text: str) -> None:
    await sam.choose(form, say("Kategori"), label(english, category))
    await sam.choose(form, say("Plats"), place)
    await sam.pick_day(form, say("Datum"), "21, November, 2026")
    await sam.choose(form, say("Tid på dygnet"), label(english, PartOfDay.NIGHT))
    await sam.write(form, say("Vad hände? (högst {limit} tecken)", limit=TEXT_LIMIT), text)


async def upcoming_event(sam: PlaygroundPage) -> None:
    what = say("Vad kan hända? (högst {limit} tecken)", limit=TEXT_LIMIT)
    form = sam.card(what)
    await sam.choose(form, say("Typ av händelse"), label(english, EventType.SPORT_EVENT))
    await sam.choose(form, say("Plats"), "Ekbackaskolan")
    await sam.pick_day(form, say("Datum"), "27, November, 2026")
    await sam.write(form, what, "Match på kvällen, många åker buss.")
    await sam.press(form, say("Spara"))


async def need(sam: PlaygroundPage) -> None:
    what = say("Beskriv behovet (högst {limit} tecken)", limit=TEXT_LIMIT)
    form = sam.card(what)
    await sam.choose(form, say("Vad behövs"), label(english, NeedType.ADULT_PRESENCE))
    await sam.write(form, what, "Vuxna ute på fredagskvällen.")
    await sam.press(form, say("Spara"))


async def answer_nothing(scene: Scene) -> None:
    """The school has a Playground of its own, so its question went there, and its answer comes from there."""
    charlie = scene.charlie
    await charlie.go_to("Personal Chat")
    card = charlie.card(say("EST {week}: vad har hänt hos er?", week=english.week(W48)))
    await charlie.press(card, say("Inget att rapportera"))
    await expect(card).to_contain_text(say("Tack! Du har svarat: Inget att rapportera."))
    await charlie.picture("nothing-to-report", card)


async def meet_and_sum_up(scene: Scene) -> None:
    program, sam = scene.program, scene.sam
    turn_to(program, "reminder", "deadline")
    week = english.week(W48)
    who = sam.card(say("Läget {week}: {answered} av {n} har svarat", week=week, answered=2, n=6))
    await expect(who).to_be_visible()
    await sam.picture("who-has-answered", who)
    turn_to(program, "draft", "agenda")
    draft = sam.card(say("Utkast: {title}", title=say("Dagordning {week}", week=week)))
    await expect(draft).to_be_visible()
    await sam.picture("draft-of-the-agenda", draft)

    await sam.go_to(WORLD.channel_name)
    agenda = sam.card("Dagordning v 48")
    await expect(agenda).to_contain_text("tis 24 nov kl 09.00, 30 minuter")
    await expect(agenda).to_contain_text("29–30 min · 7. Avslut")
    for text in (
        "Fyra rutor krossade.",
        "Skräp på perrongen",
        "Match på kvällen",
        "Vuxna ute på fredagskvällen.",
    ):
        await expect(agenda).to_contain_text(text)
    await sam.picture("agenda-in-the-channel", agenda)

    turn_to(program, "meeting", "end of the meeting")
    await sam.go_to("Personal Chat")
    title = say("Sammanfattning {week}", week=week)
    heading = say("Utkast: {title}", title=title)
    drafted = sam.card(heading)
    await expect(drafted).to_contain_text("V48-1")
    await sam.say("/sammanfattning")
    await expect(sam.cards(heading)).to_have_count(2)
    await sam.picture("draft-of-the-summary", drafted)
    await sam.press(drafted, say("Godkänn och publicera"))
    approved = sam.card(VERSION_ONE)
    await expect(approved).to_contain_text("V48-1")
    await sam.picture("approved", approved)

    await sam.go_to(WORLD.channel_name)
    summary = sam.card("Sammanfattning v 48")
    for text in ("V48-1", "V48-2", "V48-3", "V48-4", "2 händelser rapporterades"):
        await expect(summary).to_contain_text(text)
    await sam.picture("summary-in-the-channel", summary)


def turn_to(program: Running, *steps: str) -> None:
    """On to the last of the coming steps."""
    for _ in steps:
        program.turn(turn="next")
