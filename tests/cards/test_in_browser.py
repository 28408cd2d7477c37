"""The cards in Microsoft's renderer: read without complaint, shown as typed, and whole on a phone (K8, K9, I4)."""

from __future__ import annotations

import copy
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from cards.escape import typed
from cards.prompt import prompt_card
from tests.cards.browser import chromium, show, stage
from tests.cards.gallery import GALLERY, draw
from tests.cards.hostile import HOSTILE
from tests.cards.hostile_names import ATTACK
from tests.cards.scene import seat_view
from tests.est.builders import incident, item
from words import words_in

# One Chromium serves all these tests, and so does one event loop.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.asyncio(loop_scope="module")]

FALSE_ALARMS = ('Invalid value "sv" for property "lang".',)
"""The library checks `lang` with a pattern that remembers where it stopped, and so doubts every second card."""
CUT = """() => [...document.querySelectorAll("#card button, #card input, #card select, #card textarea")]
  .filter((one) => one.checkVisibility())
  .filter((one) => {
    const box = one.getBoundingClientRect();
    const isCut = one.tagName === "BUTTON"
      && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1 || box.height < 24);
    return isCut || box.left < 0 || box.right > document.documentElement.clientWidth + 0.5;
  })
  .map((one) => one.outerHTML.slice(0, 160))"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOOKS: dict[str, dict[str, Any]] = {
    "phone": {"width": 320, "device_scale_factor": 2},
    "phone, dark": {"width": 320, "color_scheme": "dark"},
    "high contrast": {"width": 320, "forced_colors": "active"},
    "200 % zoom": {"width": 640, "device_scale_factor": 2},
}
NO_HTML = "script, b, strong, i, em, u, s, code, a, img, table, ol, ul:not(.choices), h1, h2, iframe, at"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


@pytest.mark.case("K11")
async def test_the_library_has_nothing_against_any_card(browser: Browser) -> None:
    async with stage(browser) as page:
        for name in GALLERY:
            said = await page.evaluate("(card) => window.judge(card)", draw(name).content)
            assert [line for line in said if not line.startswith(FALSE_ALARMS)] == [], name


async def test_the_library_finds_a_planted_fault(browser: Browser) -> None:
    content = copy.deepcopy(draw("form-incident").content)
    field = next(one for one in content["body"] if one.get("id") == "text")
    del field["label"]
    content["body"].append({"type": "Badge", "text": "ny"})
    async with stage(browser) as page:
        said = await page.evaluate("(card) => window.judge(card)", content)
    assert [line for line in said if not line.startswith(FALSE_ALARMS)] == [
        'Unknown element type "Badge". Fallback will be used if present.',
        "Required inputs should have a label",
    ]


@pytest.mark.case("I4")
@pytest.mark.parametrize("look", LOOKS)
async def test_no_button_and_no_field_is_cut(browser: Browser, look: str) -> None:
    async with stage(browser, **LOOKS[look]) as page:
        for name in GALLERY:
            await show(page, draw(name).content)
            assert await page.evaluate(CUT) == [], name
            assert await page.evaluate(WIDER) <= 0, name


async def test_a_title_that_is_too_long_is_found_out(browser: Browser) -> None:
    content = copy.deepcopy(draw("help").content)
    row = next(one for one in content["body"] if one["type"] == "ActionSet")
    row["actions"][0]["title"] = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
    async with stage(browser, width=320) as page:
        await page.add_style_tag(content=".ac-pushButton { overflow-wrap: normal !important }")
        await show(page, content)
        assert await page.evaluate(CUT) != []


@pytest.mark.case("K8")
async def test_every_hostile_text_is_shown_as_it_was_typed(browser: Browser) -> None:
    async with stage(browser) as page:
        for name, text in HOSTILE.items():
            view = seat_view(item(incident(text=text)))
            await show(page, prompt_card(view, words_in("sv")).content)
            assert await page.locator(f"#card :is({NO_HTML})").count() == 0, name
            lines = await page.locator("#card .ac-richTextBlock").all_inner_texts()
            shown = "\n".join(line.replace("\u2060", "").strip() for line in lines)
            wanted = "\n".join(
                " ".join(line.split()) for line in typed(text).replace("\u2060", "").split("\n")
            )
            assert wanted in shown, name


@pytest.mark.case("K8")
async def test_a_hostile_name_makes_nothing_on_any_card(browser: Browser) -> None:
    """Neither a link nor bold letters nor a date, and no backslash that was put there to prevent it."""
    wanted = ATTACK.replace("{{", "{\u2060{").strip()
    async with stage(browser) as page:
        for name in (name for name in GALLERY if name.startswith("named-")):
            await show(page, draw(name).content)
            assert await page.locator(f"#card :is({NO_HTML})").count() == 0, name
            shown = await page.locator("#card").inner_text()
            assert "\\" not in shown, name
            assert wanted in shown or name == "named-form-incident", name


@pytest.mark.case("K9")
async def test_a_required_field_left_empty_keeps_the_form_and_what_is_typed_in_it(browser: Browser) -> None:
    async with stage(browser) as page:
        await show(page, draw("form-incident").content)
        await page.get_by_label("Vad hände?").fill("Tre rutor krossade.")
        await page.get_by_role("button", name="Spara").click()
        assert await pressed(page) == []
        await expect(page.get_by_text("Välj en kategori.")).to_be_visible()
        await expect(page.get_by_text("Välj ett datum.")).to_be_visible()
        await expect(page.get_by_text("Välj tid på dygnet, eller Okänt.")).to_be_visible()
        await expect(page.get_by_text("Skriv vad som hände.")).to_be_hidden()
        await expect(page.get_by_label("Vad hände?")).to_have_value("Tre rutor krossade.")
        await page.get_by_role("combobox", name="Kategori").fill("skade")
        await page.get_by_role("option").first.click()
        await page.get_by_role("combobox", name="Plats").fill("tunneln")
        await page.get_by_role("option").first.click()
        await page.get_by_label("Datum").fill("2026-11-21")
        await page.get_by_label("Tid på dygnet").select_option("Natt")
        await page.get_by_role("button", name="Spara").click()
        (sent,) = await pressed(page)
    assert (sent["kind"], sent["verb"]) == ("execute", "incident.save")
    assert (
        sent["data"]
        | {
            "category": "vandalism",
            "place": "tunneln",
            "first": "2026-11-21",
            "part_of_day": "night",
            "text": "Tre rutor krossade.",
            "severity": "preset",
            "ongoing": "false",
        }
        == sent["data"]
    )


async def test_leaving_a_form_does_not_wait_for_its_required_fields(browser: Browser) -> None:
    async with stage(browser) as page:
        await show(page, draw("form-incident").content)
        await page.get_by_role("button", name="Avbryt").click()
        (sent,) = await pressed(page)
    assert sent["verb"] == "form.leave"
    assert "text" not in sent["data"]


async def test_more_opens_and_closes_the_rest_of_the_form(browser: Browser) -> None:
    async with stage(browser) as page:
        await show(page, draw("form-incident").content)
        other = page.get_by_label("Annan plats, med egna ord")
        await expect(other).to_be_hidden()
        await page.get_by_role("button", name="Mer").click()
        await expect(other).to_be_visible()
        await page.get_by_role("button", name="Mer").click()
        await expect(other).to_be_hidden()


async def test_buttons_with_the_same_title_say_which_they_are(browser: Browser) -> None:
    async with stage(browser) as page:
        await show(page, draw("prompt-three-kinds").content)
        said = [
            await one.get_attribute("title") for one in await page.get_by_role("button", name="Ändra").all()
        ]
    assert said == ["Ändra V48-1", "Ändra V48-3", "Ändra V48-4"]


async def pressed(page: Page) -> list[dict[str, Any]]:
    """What the client would have sent to the bot."""
    sent: list[dict[str, Any]] = await page.evaluate("window.pressed")
    return sent
