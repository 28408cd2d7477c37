"""One window of headless Chromium that reaches this machine only, complains for the test, and takes pictures."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, Route

from tests.harness.network import is_loopback

PICTURES = Path(__file__).parents[2] / "build" / "screenshots"


class Window:
    """A page, what it complained of, and the folder of its pictures."""

    def __init__(self, page: Page, pictures: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.refused: list[str] = []
        """The addresses beyond this machine that the page asked for, in vain."""
        self._folder = PICTURES / pictures
        self._taken = 0

    async def picture(self, name: str, *tops: Locator) -> None:
        """Keep how the page looks now, with each of *tops* at the top of its part; a story's pictures are numbered."""
        for top in tops:
            await top.evaluate("(one) => one.scrollIntoView({block: 'start'})")
        self._folder.mkdir(parents=True, exist_ok=True)
        self._taken += 1
        await self.page.screenshot(path=self._folder / f"{self._taken:02}-{name}.png", animations="disabled")

    async def keep_in(self, route: Route) -> None:
        if is_loopback(urlsplit(route.request.url).hostname):
            await route.continue_()
        else:
            self.refused.append(route.request.url)
            await route.abort()

    def hear(self, said: ConsoleMessage) -> None:
        where = said.location.get("url", "")
        # A refused request is written to the console by Chromium itself.
        if said.type in {"error", "warning"} and not any(url in where + said.text for url in self.refused):
            self.complaints.append(f"{said.type}: {said.text} ({where})")


@asynccontextmanager
async def window(
    browser: Browser, pictures: str, now: datetime | None = None, **looks: Any
) -> AsyncIterator[Window]:
    """A fresh window whose clock stands at *now*, if it is given. At the end nothing may have been complained of."""
    size = {"width": 1440, "height": 1000}
    context = await browser.new_context(
        **{"locale": "sv-SE", "timezone_id": "Europe/Stockholm", "viewport": size, **looks}
    )
    page = await context.new_page()
    if now is not None:
        await page.clock.set_fixed_time(now)
    opened = Window(page, pictures)
    await context.route("**/*", opened.keep_in)
    page.on("console", opened.hear)
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    try:
        yield opened
    finally:
        await context.close()
    assert opened.complaints == []
