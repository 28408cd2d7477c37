"""The page of the Agents Playground, used as a person does: by names, labels and titles."""

from __future__ import annotations

import re

from playwright.async_api import Locator, expect

from tests.e2e.browser import Window

KNOWN_LIMITS = ("User specific view is not supported", "Full width control is not supported")
"""Its warnings of what it lacks and Teams has: cards that refresh themselves, and wide ones."""


class PlaygroundPage:
    """One person in front of their own Playground."""

    def __init__(self, window: Window, address: str) -> None:
        self.window = window
        self.page = window.page
        self._address = address

    async def open(self) -> None:
        """Opens the page, which adds the app to the person's own chat."""
        # Its fonts are elsewhere and never come, so the page is never wholly loaded.
        await self.page.goto(self._address, wait_until="domcontentloaded")
        await expect(self.page.get_by_text("installationUpdate 200")).to_be_visible()

    async def go_to(self, conversation: str) -> None:
        """Opens a conversation; for the first time, that adds the app there."""
        await self._conversation(conversation).click()

    def card(self, text: str) -> Locator:
        """The newest card in view that says so."""
        return self.cards(text).last

    def cards(self, text: str) -> Locator:
        """Every card in view that says so; all conversations stay on the page, so only the open one counts."""
        return self.page.locator(".ac-adaptiveCard:visible").filter(has_text=text)

    async def press(self, card: Locator, title: str) -> None:
        await card.get_by_role("button", name=title, exact=True).click()

    async def write(self, card: Locator, label: str, text: str) -> None:
        await card.get_by_role("textbox", name=label).fill(text)

    async def choose(self, card: Locator, label: str, choice: str) -> None:
        """Searches where the list can be searched."""
        box = card.get_by_role("combobox", name=label)
        await box.click()
        if await box.evaluate("(one) => one instanceof HTMLInputElement"):
            await box.fill(choice)
        await self.page.get_by_role("option", name=choice).first.click()

    async def pick_day(self, card: Locator, label: str, day: str) -> None:
        """A day of the month in which the window's clock stands, as the calendar writes it."""
        await card.get_by_role("combobox", name=label).click()
        await self.page.get_by_role("gridcell", name=day).click()

    async def say(self, text: str) -> None:
        """Types in the 1:1 chat."""
        box = self.page.locator("[role=textbox][contenteditable=true]:visible").last
        await box.click()
        await self.page.keyboard.insert_text(text)
        await self.page.get_by_role("button", name="Send Message").locator("visible=true").click()

    async def complaints(self) -> list[str]:
        """What the Playground's own log says against us: a status of 400 or more, or a warning."""
        log = " ".join((await self.page.locator("body").inner_text()).split())
        refused: list[str] = re.findall(r"\w+ [45]\d\d(?= |$)", log)
        warned: list[str] = re.findall(r"(?:Warning|Error): [^\[]*", log)
        return refused + [one for one in warned if not any(limit in one for limit in KNOWN_LIMITS)]

    async def picture(self, name: str, *tops: Locator) -> None:
        await self.window.picture(name, *tops)

    def _conversation(self, name: str) -> Locator:
        return self.page.get_by_role("treeitem", name=name)
