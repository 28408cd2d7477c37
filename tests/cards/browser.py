"""A stage for one card at a time in headless Chromium: Microsoft's renderer, dressed as in the local client.

Nothing is served and nothing is fetched: every request of the page is answered from this checkout's files.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Page, Route, async_playwright

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "sample" / "client"
STAGE = Path(__file__).parent / "stage.html"
ORIGIN = "http://cards.invalid"
FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--lang=sv-SE"]
# Chromium's own sandbox cannot be had by root, which is who tests run as in a container.
FLAGS += ["--no-sandbox"] if os.geteuid() == 0 else []


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The Chromium of this machine."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=found, args=FLAGS)
        try:
            yield started
        finally:
            await started.close()


@asynccontextmanager
async def stage(browser: Browser, *, width: int = 560, **looks: Any) -> AsyncIterator[Page]:
    """An empty page of this width, ready to show cards; *looks* are Chromium's own, such as `color_scheme`."""
    context: BrowserContext = await browser.new_context(
        viewport={"width": width, "height": 800}, locale="sv-SE", timezone_id="Europe/Stockholm", **looks
    )
    complaints: list[str] = []
    try:
        await context.route("**/*", _from_checkout)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(f"{ORIGIN}/", wait_until="domcontentloaded")
        await page.wait_for_function("window.isReady === true")
        yield page
        assert complaints == []
    finally:
        await context.close()


async def show(page: Page, content: Mapping[str, Any]) -> None:
    """Put a card on the stage in place of the one before."""
    await page.evaluate("(card) => window.show(card)", content)


async def _from_checkout(route: Route) -> None:
    path = urlsplit(route.request.url).path
    file = STAGE if path == "/" else CLIENT / path.lstrip("/")
    if route.request.url.startswith(ORIGIN) and file.is_file():
        await route.fulfill(path=file)
    else:
        await route.abort()
