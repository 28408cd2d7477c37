"""Every card of the gallery as pictures in build/cards/, to be looked at: `python -m tests.cards.render [NAME…]`."""

from __future__ import annotations

import asyncio
import html
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.cards.browser import ROOT, chromium, show, stage
from tests.cards.gallery import GALLERY, draw

PICTURES = ROOT / "build" / "cards"
LOOKS: dict[str, dict[str, Any]] = {
    "wide": {"width": 584, "color_scheme": "light"},
    "wide-dark": {"width": 584, "color_scheme": "dark"},
    "phone": {"width": 320, "color_scheme": "light", "device_scale_factor": 2},
    "phone-dark": {"width": 320, "color_scheme": "dark", "device_scale_factor": 2},
    "full": {"width": 900, "color_scheme": "light"},
}
"""As in a Teams chat, on a phone, and in a channel where a card asked for the full width."""


async def render(names: Sequence[str]) -> None:
    """Draw the cards in every look, the full width only for those that ask for it; forget those that are no more."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES.glob("*.png"):
        if picture.name.split(".")[0] not in GALLERY:
            picture.unlink()
    async with chromium() as browser:
        for look, given in LOOKS.items():
            async with stage(browser, **given) as page:
                for name in names:
                    card = draw(name)
                    if look == "full" and card.content.get("msteams", {}).get("width") != "Full":
                        continue
                    await show(page, card.content)
                    await page.screenshot(path=_picture(name, look), full_page=True, animations="disabled")


def write_index(names: Sequence[str]) -> Path:
    """One page with all the pictures side by side."""
    rows = []
    for name in names:
        pictures = "".join(
            f'<img loading="lazy" src="{_picture(name, look).name}" alt="{html.escape(name)}, {look}">'
            for look in LOOKS
            if _picture(name, look).exists()
        )
        rows.append(f'<h2 id="{name}">{html.escape(name)}</h2><div>{pictures}</div>')
    page = PICTURES / "index.html"
    style = (
        "body{font-family:sans-serif}div{display:flex;gap:1rem;align-items:start;overflow:auto}img{zoom:.6}"
    )
    page.write_text(
        f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>Korten</title><style>{style}</style>'
        f"{''.join(rows)}</html>\n",
        encoding="utf-8",
    )
    return page


def _picture(name: str, look: str) -> Path:
    return PICTURES / f"{name}.{look}.png"


def main(arguments: Sequence[str]) -> int:
    """Render the named cards, or all of them."""
    unknown = [name for name in arguments if name not in GALLERY]
    if unknown:
        print(f"no such card: {', '.join(unknown)}")
        return 2
    asyncio.run(render(arguments or list(GALLERY)))
    print(write_index(list(GALLERY)).relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
