"""Forms filled in as a member would, for tests in which their content is not the point."""

from __future__ import annotations

from typing import Any

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
    """What stands as a fault right above the input of this name; empty when nothing does."""
    before: dict[str, Any] = {}
    for element in _in_reading_order(shown.card):
        if element.get("id") == field and str(element["type"]).startswith("Input."):
            return str(before.get("text", "")) if str(before.get("text", "")).startswith("⚠") else ""
        before = element
    raise AssertionError(f"no input {field!r} on:\n{shown.text}")


def _in_reading_order(value: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if isinstance(value, list):
        return [one for inner in value for one in _in_reading_order(inner)]
    if isinstance(value, dict) and value.get("type") in {"AdaptiveCard", "Container"}:
        for inner in (value.get("body"), value.get("items")):
            found += _in_reading_order(inner)
        return found
    return [value] if isinstance(value, dict) else found
