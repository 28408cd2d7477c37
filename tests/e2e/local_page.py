"""The page of the local client, used as a newcomer does: by names, labels and titles."""

from __future__ import annotations

from playwright.async_api import Locator, expect

from sample.municipality.people import PERSON_OF, Seat
from tests.e2e.browser import Window


class LocalPage:
    """Everybody's chats and the channel, on one page."""

    def __init__(self, window: Window, origin: str) -> None:
        self.window = window
        self.page = window.page
        self._origin = origin
        self.chat = self.page.get_by_role("region", name="Meddelanden i chatten")
        self.channel = self.page.get_by_role("region", name="Inlägg i kanalen")

    async def open(self) -> None:
        await self.page.goto(f"{self._origin}/", wait_until="domcontentloaded")
        await expect(self.page.locator(".person").first).to_be_visible()

    async def turn_to(self, moment: str) -> None:
        """To a moment on the wall, in the field below *Vrid klockan*."""
        await self.page.locator("#clock-button").click()
        await self.page.get_by_label("Till en viss tid").fill(moment)
        await self.page.get_by_role("button", name="Vrid dit").click()
        await expect(self.page.locator("#clock-menu")).to_be_hidden()

    async def next_step(self, label: str) -> None:
        """The big button in the head of the page, which says where the clock goes."""
        button = self.page.get_by_role("button", name="Nästa steg")
        await expect(button).to_contain_text(label)
        await button.click()
        await expect(button).not_to_contain_text(label)
        # Pressed again before the page is done, it would do nothing.
        await expect(button).not_to_have_attribute("aria-busy", "true")

    async def let_the_others_answer(self) -> None:
        """Sample answers from everybody but the person one plays."""
        button = self.page.get_by_role("button", name="Låt övriga svara")
        await button.click()
        await expect(button).not_to_have_attribute("aria-busy", "true")

    async def be(self, seat: Seat) -> None:
        await self.page.locator("#people").get_by_role("button", name=PERSON_OF[seat].name).click()
        await expect(self.page.locator("#chat-title")).to_have_text(PERSON_OF[seat].name)

    def card(self, text: str, where: Locator | None = None) -> Locator:
        """The newest card that says so, in the chat unless another place is named."""
        cards = (where or self.chat).get_by_role("group", name="Kort från EST-boten")
        return cards.filter(has_text=text).last

    async def press(self, card: Locator, title: str) -> None:
        await card.get_by_role("button", name=title, exact=True).click()

    async def search(self, card: Locator, label: str, choice: str) -> None:
        await card.get_by_role("combobox", name=label).fill(choice)
        await self.page.get_by_role("option", name=choice).first.click()

    async def say(self, text: str) -> None:
        await self.page.get_by_label("Skriv till EST-boten").fill(text)
        await self.page.get_by_label("Skriv till EST-boten").press("Enter")

    async def picture(self, name: str, *tops: Locator) -> None:
        await self.window.picture(name, *tops)
