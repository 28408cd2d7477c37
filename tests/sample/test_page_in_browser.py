"""The page in a real browser: a newcomer plays, with mouse or keyboard, on a wide screen or a phone."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Locator, Page, Route, async_playwright, expect

from tests.sample.conftest import ANNA, BO, NOON, WORLD, Play, StartPlay
from tests.sample.echo_bot import EchoBot, card, card_message, sentence, shown, text
from tests.sample.pretend_week import agenda, form, prompt, stage, teach

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "build" / "screenshots" / "local-client"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--lang=sv-SE"]
# Chromium's own sandbox cannot be had by root, which is who tests run as in a container.
FLAGS += ["--no-sandbox"] if os.geteuid() == 0 else []

CUT = """() => [...document.querySelectorAll("button, a.button, input, select, textarea")]
  .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.closest(".hints"))
  .filter((one) => {
    const box = one.getBoundingClientRect();
    const cut = one.scrollWidth > one.clientWidth + 1 && one.tagName === "BUTTON";
    return box.left < -0.5 || box.right > document.documentElement.clientWidth + 0.5 || cut;
  })
  .map((one) => one.outerHTML.slice(0, 120))"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

OpenPage = Callable[..., Awaitable[Page]]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        await started.close()


@pytest.fixture
async def week(start: StartPlay, bot: EchoBot) -> Play:
    """A play before its first step: nothing is installed, nothing is said."""
    begun: list[Play] = []
    play = await start(stage(WORLD, NOON, lambda: begun[0].connector))
    begun.append(play)
    teach(bot)
    return play


@pytest.fixture
async def open_page(week: Play, browser: Browser) -> AsyncIterator[OpenPage]:
    """Opens the page in a fresh window; at the end no window may have complained or left this address."""
    complaints: list[str] = []

    async def keep_in(route: Route) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(week.origin).netloc:
            await route.continue_()
        else:
            complaints.append(f"left for {route.request.url}")
            await route.abort()

    async def begin(path: str = "/", **window: Any) -> Page:
        context = await browser.new_context(
            locale="sv-SE", **{"viewport": {"width": 1440, "height": 900}, **window}
        )
        await context.route("**/*", keep_in)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None,
        )
        await page.goto(week.origin + path, wait_until="domcontentloaded")
        await expect(page.locator(".person").first).to_be_visible()
        return page

    yield begin
    assert complaints == []


async def picture(page: Page, name: str, *, whole: bool = False) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=PICTURES / f"{name}.png", full_page=whole, animations="disabled")


def chat(page: Page) -> Locator:
    return page.get_by_role("region", name="Meddelanden i chatten")


def channel(page: Page) -> Locator:
    return page.get_by_role("region", name="Inlägg i kanalen")


async def play_to_the_prompt(page: Page) -> None:
    await page.get_by_role("button", name="Lägg till i teamet").click()
    await page.get_by_role("button", name="Nästa steg Frågorna går ut").click()
    await expect(chat(page).get_by_role("heading", name="EST vecka 12: vad har hänt?")).to_be_visible()


async def test_a_newcomer_installs_the_bot_turns_the_clock_and_answers(
    open_page: OpenPage, bot: EchoBot
) -> None:
    page = await open_page()
    await expect(page).to_have_title("Exempelby kommun – lokalt läge")
    await expect(page.get_by_text("tisdag 17 mars 2026 · vecka 12")).to_be_visible()
    await expect(page.locator("[aria-current=step]")).to_contain_text("Lägg till boten")
    await picture(page, "wide-first-sight")
    await play_to_the_prompt(page)
    await expect(page.locator("#now-time")).to_have_text("12:02")
    await expect(page.get_by_role("button", name="Bo Strand")).to_contain_text("1 oläst")
    await picture(page, "wide-prompt")
    await chat(page).get_by_role("button", name="Händelse", exact=True).click()
    await chat(page).get_by_role("combobox", name="Vad var det?").fill("sk")
    await expect(page.get_by_role("listbox").get_by_role("option")).to_have_text(["Skadegörelse"])
    await picture(page, "wide-choices")
    await page.get_by_role("option", name="Skadegörelse").click()
    await expect(chat(page).get_by_role("combobox", name="Var?")).to_have_value("Plats 3")
    await chat(page).get_by_role("button", name="Spara").click()
    await expect(chat(page).get_by_text("Skriv kort vad som hände.")).to_be_visible()
    await picture(page, "wide-required")
    await chat(page).get_by_label("Vad hände?").fill("Tre rutor krossade.")
    await chat(page).get_by_role("button", name="Spara").click()
    await expect(chat(page).get_by_text("Sparat: Skadegörelse, Plats 3.")).to_be_visible()
    saved = bot.of_type("invoke")[-1]
    assert saved["from"]["aadObjectId"] == ANNA.object_id
    assert saved["value"] == {
        "action": {
            "type": "Action.Execute",
            "verb": "form.save",
            "data": {
                "category": "c0",
                "place": "p3",
                "day": "2026-03-14",
                "what": "Tre rutor krossade.",
                "again": "false",
            },
        },
        "trigger": "manual",
    }
    await page.get_by_role("button", name="Låt övriga svara").click()
    await expect(page.locator("#live")).to_have_text("Alla utom Anna Ek har svarat.")


async def test_a_card_is_answered_with_the_keyboard_alone(open_page: OpenPage, bot: EchoBot) -> None:
    page = await open_page()
    await play_to_the_prompt(page)
    await page.reload()
    await expect(chat(page).get_by_role("heading", name="EST vecka 12: vad har hänt?")).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Hoppa till chatten")).to_be_focused()
    await page.keyboard.press("Enter")
    await tab_to(page, chat(page).get_by_role("button", name="Händelse", exact=True))
    assert await page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
    await page.keyboard.press("Enter")
    await expect(chat(page).get_by_role("heading", name="Ny händelse")).to_be_visible()
    await expect(chat(page).get_by_role("group", name="Kort från EST-boten")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(chat(page).get_by_role("combobox", name="Vad var det?")).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        await page.keyboard.press(key)
    await expect(chat(page).get_by_role("combobox", name="Vad var det?")).to_have_value("Klotter")
    await expect(page.get_by_role("listbox")).to_be_hidden()
    await tab_to(page, chat(page).get_by_label("Vad hände?"))
    await page.keyboard.type("Ny målning.")
    await tab_to(page, chat(page).get_by_role("button", name="Spara"))
    await page.keyboard.press("Enter")
    await expect(chat(page).get_by_text("Sparat: Skadegörelse, Plats 3.")).to_be_visible()
    assert bot.of_type("invoke")[-1]["value"]["action"]["data"]["category"] == "c1"


async def tab_to(page: Page, target: Locator) -> None:
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await target.evaluate("(one) => one === document.activeElement"):
            return
    pytest.fail(f"{target} cannot be reached by Tab")


@pytest.mark.parametrize(
    ("name", "window"),
    [
        ("wide", {}),
        ("wide-dark", {"color_scheme": "dark"}),
        ("wide-contrast", {"forced_colors": "active"}),
        ("laptop", {"viewport": {"width": 1024, "height": 700}}),
        ("zoom-200", {"viewport": {"width": 640, "height": 360}, "device_scale_factor": 2}),
        ("phone", {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}),
        ("phone-dark", {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}),
        ("phone-320", {"viewport": {"width": 320, "height": 640}, "device_scale_factor": 2}),
    ],
)
@pytest.mark.case("I4")
async def test_nothing_is_cut_on_any_screen(
    week: Play, open_page: OpenPage, name: str, window: dict[str, Any]
) -> None:
    await week.teams.events.install(ANNA)
    annas_chat = await week.connector.open_chat(ANNA.id, WORLD.tenant_id)
    await week.connector.send(annas_chat, card_message(prompt()))
    await week.connector.send(WORLD.channel_id, card_message(agenda()))
    page = await open_page(**window)
    await nothing_is_cut(page)
    await picture(page, f"{name}-people")
    await page.get_by_role("button", name="Anna Ek").click()
    await expect(chat(page).get_by_role("button", name="Inget att rapportera")).to_be_visible()
    await nothing_is_cut(page)
    await picture(page, f"{name}-prompt")
    await chat(page).get_by_role("button", name="Kommande händelse").click()
    await expect(chat(page).get_by_role("button", name="Spara")).to_be_visible()
    await nothing_is_cut(page)
    await picture(page, f"{name}-form")
    await page.get_by_role("button", name="Mer", exact=True).click()
    await nothing_is_cut(page)
    await page.keyboard.press("Escape")
    await page.locator("#clock-button").click()
    await nothing_is_cut(page)
    await picture(page, f"{name}-clock")
    await page.keyboard.press("Escape")
    if await page.get_by_role("button", name="Kanalen").is_visible():
        await page.get_by_role("button", name="Kanalen").click()
    await expect(channel(page).get_by_role("button", name="Vem har svarat?")).to_be_visible()
    await nothing_is_cut(page)
    await picture(page, f"{name}-channel")


async def nothing_is_cut(page: Page) -> None:
    assert await page.evaluate(CUT) == []
    assert await page.evaluate(WIDER) <= 0


async def test_a_double_click_is_one_press_unless_it_is_asked_for(open_page: OpenPage, bot: EchoBot) -> None:
    page = await open_page()
    await play_to_the_prompt(page)
    bot.answers["nothing"] = sentence("Noterat.")
    button = chat(page).get_by_role("button", name="Inget att rapportera")
    pressed = "(one) => { one.click(); one.click(); }"
    await button.evaluate(pressed)
    await expect(chat(page).get_by_text("Noterat.")).to_be_visible()
    assert presses(bot, "nothing") == 1
    await page.get_by_role("button", name="Mer", exact=True).click()
    await page.get_by_role("button", name="Trafiken").click()
    await page.get_by_label("Släpp igenom dubbelklick på kortens knappar").check()
    await expect(page.locator("#exchanges summary").first).to_contain_text(
        "→ boten invoke adaptiveCard/action 200"
    )
    await page.locator("#exchanges summary").first.click()
    await expect(page.locator("#exchanges pre").first).to_contain_text('"trigger": "manual"')
    await picture(page, "wide-traffic")
    await page.get_by_role("button", name="Stäng", exact=True).last.click()
    await button.evaluate(pressed)
    await expect(page.locator("#exchanges li")).not_to_have_count(0)
    async with page.expect_response("**/state*"):
        pass
    assert presses(bot, "nothing") == 3


def presses(bot: EchoBot, verb: str) -> int:
    return sum(1 for invoke in bot.of_type("invoke") if invoke["value"]["action"]["verb"] == verb)


async def test_opening_a_chat_refreshes_its_card_for_the_person_it_names(
    open_page: OpenPage, bot: EchoBot
) -> None:
    page = await open_page()
    await play_to_the_prompt(page)
    bot.answers["prompt.show"] = shown(card(text("Så här ser det ut nu.")))
    await page.get_by_role("button", name="Bo Strand").click()
    await expect(chat(page).get_by_text("Så här ser det ut nu.")).to_be_visible()
    (invoke,) = [invoke for invoke in bot.of_type("invoke") if invoke["from"]["id"] == BO.id]
    assert invoke["value"]["trigger"] == "automatic"
    await expect(page.get_by_role("button", name="Bo Strand")).not_to_contain_text("oläst")


async def test_a_form_is_not_thrown_away_by_a_late_refresh(
    week: Play, open_page: OpenPage, bot: EchoBot
) -> None:
    await week.teams.events.install(ANNA)
    annas_chat = await week.connector.open_chat(ANNA.id, WORLD.tenant_id)
    await week.connector.send(annas_chat, card_message(prompt(ANNA.id)))
    page = await open_page(viewport={"width": 390, "height": 844})
    await page.get_by_role("button", name="Anna Ek").click()
    await chat(page).get_by_role("button", name="Händelse", exact=True).click()
    await expect(chat(page).get_by_role("heading", name="Ny händelse")).to_be_visible()
    await week.connector.send(annas_chat, {"type": "message", "text": "Ett annat meddelande"})
    await expect(chat(page).get_by_text("Ett annat meddelande")).to_be_visible()
    await expect(chat(page).get_by_role("heading", name="Ny händelse")).to_be_visible()
    assert presses(bot, "prompt.show") == 1


async def test_half_written_text_stays_while_other_messages_come(week: Play, open_page: OpenPage) -> None:
    page = await open_page()
    await play_to_the_prompt(page)
    await chat(page).get_by_role("button", name="Händelse", exact=True).click()
    await chat(page).get_by_label("Vad hände?").fill("Halvskrivet")
    annas_chat = await week.connector.open_chat(ANNA.id, WORLD.tenant_id)
    await week.connector.send(annas_chat, {"type": "message", "text": "Påminnelse: **svara i dag**."})
    await expect(chat(page).get_by_text("svara i dag")).to_be_visible()
    await expect(chat(page).get_by_label("Vad hände?")).to_have_value("Halvskrivet")


async def test_the_channel_shows_threads_mentions_and_what_one_person_sees(
    week: Play, open_page: OpenPage, bot: EchoBot
) -> None:
    await week.teams.events.install(ANNA)
    _, sent = await week.connector.send(WORLD.channel_id, card_message(agenda()))
    page = await open_page()
    box = page.get_by_label("Skriv i kanalen")
    await box.fill("läget?")
    await box.press("Enter")
    await expect(channel(page).get_by_text("Eko: EST-boten läget?")).to_be_visible()
    await expect(channel(page).locator(".mention")).to_have_text("@EST-boten")
    await channel(page).get_by_role("button", name="Svara i tråden").first.click()
    await box.fill("Bra dagordning")
    await page.get_by_label("Vem du vänder dig till").select_option("people")
    await box.press("Enter")
    await expect(channel(page).locator(".replies").first).to_contain_text("Bra dagordning")
    path = f"/v3/conversations/{WORLD.channel_id}/activities?isTargetedActivity=true"
    only_anna = {"type": "message", "text": "Utkastet är skickat till dig.", "recipient": {"id": ANNA.id}}
    await week.connector.call("POST", path, only_anna)
    await expect(channel(page).get_by_text("Bara du ser det här")).to_be_visible()
    bot.answers["who"] = sentence("Anna har svarat.")
    await channel(page).get_by_role("button", name="Vem har svarat?").click()
    await expect(channel(page).get_by_text("Anna har svarat.")).to_be_visible()
    await picture(page, "wide-channel-talk")
    await week.connector.delete(WORLD.channel_id, sent["id"])
    await expect(channel(page).get_by_text("Meddelandet har tagits bort.")).to_be_visible()
    await page.get_by_role("button", name="Bo Strand").click()
    await expect(channel(page).get_by_text("Bra dagordning")).to_be_visible()
    await expect(channel(page).get_by_text("Utkastet är skickat till dig.")).to_have_count(0)


async def test_toggle_show_card_and_submit_work_as_in_teams(
    week: Play, open_page: OpenPage, bot: EchoBot
) -> None:
    await week.teams.events.install(ANNA)
    annas_chat = await week.connector.open_chat(ANNA.id, WORLD.tenant_id)
    await week.connector.send(annas_chat, card_message(form()))
    await week.connector.send(WORLD.channel_id, card_message(agenda()))
    page = await open_page()
    await chat(page).get_by_role("button", name="Visa mer").click()
    await expect(chat(page).get_by_text("Mer att fylla i")).to_be_visible()
    await chat(page).get_by_role("button", name="Hjälp").click()
    await expect(chat(page).get_by_text("Plats, tid och vad som hände.")).to_be_visible()
    await channel(page).get_by_role("button", name="Skicka").click()
    await expect(channel(page).get_by_text("Eko:")).to_be_visible()
    assert bot.of_type("message")[-1]["value"] == {"verb": "who"}


async def test_a_failing_bot_is_told_under_the_card(open_page: OpenPage, bot: EchoBot) -> None:
    page = await open_page()
    await play_to_the_prompt(page)
    bot.status = 500
    await chat(page).get_by_role("button", name="Klar").click()
    await expect(chat(page).get_by_text("Det gick inte att nå appen. Försök igen.")).to_be_visible()
    await expect(chat(page).get_by_role("button", name="Klar")).to_be_visible()


async def test_a_card_newer_than_teams_takes_its_fallback(week: Play, open_page: OpenPage) -> None:
    await week.teams.events.install(ANNA)
    annas_chat = await week.connector.open_chat(ANNA.id, WORLD.tenant_id)
    future = {**card(), "version": "9.9", "fallbackText": "Öppna Teams på datorn."}
    badge = {"type": "Badge", "text": "Nytt", "fallback": text("I stället för ett märke")}
    await week.connector.send(annas_chat, card_message(future))
    await week.connector.send(annas_chat, card_message(card(badge)))
    page = await open_page()
    await expect(chat(page).get_by_text("Öppna Teams på datorn.")).to_be_visible()
    await expect(chat(page).get_by_text("I stället för ett märke")).to_be_visible()


MARKDOWN = (
    ("**fet** och *kursiv* _så_", "<p><strong>fet</strong> och <em>kursiv</em> <em>så</em></p>"),
    ("- ett\n- två", "<ul><li>ett</li><li>två</li></ul>"),
    ("3. tre\n4. fyra", '<ol start="3"><li>tre</li><li>fyra</li></ol>'),
    ("ett\ntvå\n\ntre", "<p>ett två</p><p>tre</p>"),
    ("snake_case_namn 2*3*4", "<p>snake_case_namn 2<em>3</em>4</p>"),
    (r"\*inte kursiv\* \[inte länk\]", "<p>*inte kursiv* [inte länk]</p>"),
    ("5 * 3 är * 15", "<p>5 * 3 är * 15</p>"),
    ("&amp; &#60;b&#62; &okänd;", "<p>&amp; &lt;b&gt; &amp;okänd;</p>"),
    ("<b>nej</b><script>1</script>", "<p>&lt;b&gt;nej&lt;/b&gt;&lt;script&gt;1&lt;/script&gt;</p>"),
    (
        '[länk](https://ex.example/?a="b")',
        '<p><a href="https://ex.example/?a=&quot;b&quot;" target="_blank" rel="noopener noreferrer">länk</a></p>',
    ),
    ("[fälla](javascript:alert(1))", "<p>[fälla](javascript:alert(1))</p>"),
    ("[bild](data:text/html,x)", "<p>[bild](data:text/html,x)</p>"),
    ("# rubrik\n| a | b |", "<p># rubrik | a | b |</p>"),
    ("Hej <at>Anna</at>", '<p>Hej <span class="mention">Anna</span></p>'),
    ("Hej <at>Bo</at>", "<p>Hej Bo</p>"),
    ("**oavslutad", "<p>**oavslutad</p>"),
)


async def test_markdown_is_the_part_that_teams_shows_and_never_html(open_page: OpenPage) -> None:
    page = await open_page()
    load = "async (text) => (await import('/local/client/markdown.js')).markdown(text, ['Anna'])"
    assert [await page.evaluate(load, written) for written, _ in MARKDOWN] == [html for _, html in MARKDOWN]


async def test_a_hostile_text_runs_nothing(week: Play, open_page: OpenPage) -> None:
    await week.teams.events.install(ANNA)
    hostile = "<img src=x onerror=\"document.title='owned'\"> [x](javascript:document.title='owned')"
    await week.connector.send(WORLD.channel_id, {"type": "message", "text": hostile})
    await week.connector.send(WORLD.channel_id, card_message(card(text(hostile))))
    await week.post("post", user=ANNA.object_id, text=hostile, how="people")
    page = await open_page()
    await expect(channel(page).get_by_text("<img src=x")).to_have_count(3)
    assert await page.title() == "Exempelby kommun – lokalt läge"
    assert await channel(page).locator("img, a").count() == 0


async def test_the_page_has_no_accessibility_faults_that_axe_finds(week: Play, browser: Browser) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci")
    await week.teams.events.install(ANNA)
    annas_chat = await week.connector.open_chat(ANNA.id, WORLD.tenant_id)
    await week.connector.send(annas_chat, card_message(form()))
    await week.connector.send(WORLD.channel_id, card_message(agenda()))
    for scheme in ("light", "dark"):
        context = await browser.new_context(bypass_csp=True, color_scheme=scheme, locale="sv-SE")
        page = await context.new_page()
        await page.goto(week.origin, wait_until="domcontentloaded")
        await expect(channel(page).get_by_role("button", name="Vem har svarat?")).to_be_visible()
        await page.add_script_tag(path=AXE)
        found = await page.evaluate("() => axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
        faults = [
            (fault["id"], node["html"][:150]) for fault in found["violations"] for node in fault["nodes"]
        ]
        assert faults == []
