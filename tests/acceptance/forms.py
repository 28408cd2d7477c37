"""Forms filled in as a member would, for tests in which their content is not the point."""

from __future__ import annotations

from typing import Any

from sample.console import card_lines
from tests.town import Shown

BROKEN_WINDOWS = {
    "category": "vandalism",
    "place": "ekbackaskolan",
    "first": "2026-11-21",
    "part_of_day": "night",
    "text": "Tre rutor krossade på gaveln mot idrottsplatsen.",
}
NEED = {
    "type": "adult_presence",
    "text": "Vuxna ute på fredagskvällen.",
    "asked": "everyone",
    "urgency": "before_weekend",
}


async def incident(card: Shown, **changes: str) -> Shown:
    """Open the form for an incident on a member's card, fill it in and save it."""
    form = await card.press("Händelse")
    return await form.press("Spara", **BROKEN_WINDOWS | changes)


def at_the_field(shown: Shown, field: str) -> str:
    """The fault that stands right above the input of this name; empty when none does."""
    above = _above(shown.card["body"], field)
    assert above is not None, f"no input {field!r} on:\n{shown.text}"
    text = "\n".join(card_lines({"body": [above]}))
    return text if text.startswith("⚠") and not text.startswith("⚠ Inget är sparat än.") else ""


def _above(elements: list[dict[str, Any]], field: str) -> dict[str, Any] | None:
    before: dict[str, Any] = {}
    for element in elements:
        if element.get("id") == field:
            return before
        found = _above(element.get("items", []), field)
        if found is not None:
            return found
        before = element
    return None
