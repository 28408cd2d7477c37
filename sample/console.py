"""A card as text on the console: what it says, what can be filled in, and its buttons in brackets."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

WIDTH = 100


def card_text(card: Mapping[str, Any]) -> str:
    """The visible part of a card, line by line."""
    return "\n".join(wrapped for line in card_lines(card) for wrapped in textwrap.wrap(line, WIDTH) or [""])


def card_lines(card: Mapping[str, Any]) -> list[str]:
    """The visible lines of a card, each as long as it is."""
    return [line for element in card.get("body", []) for line in _lines(element)]


def _lines(element: Mapping[str, Any]) -> Iterator[str]:  # noqa: C901 -- one case per kind of element
    if element.get("isVisible") is False:
        return
    match element.get("type"):
        case "TextBlock":
            yield f"# {element['text']}" if element.get("style") == "heading" else str(element["text"])
        case "RichTextBlock":
            yield "".join(run if isinstance(run, str) else str(run["text"]) for run in element["inlines"])
        case "FactSet":
            yield from (f"{fact['title']}: {fact['value']}" for fact in element["facts"])
        case "Container":
            for inner in element["items"]:
                yield from _lines(inner)
        case "ColumnSet":
            for column in element["columns"]:
                for inner in column["items"]:
                    yield from _lines(inner)
        case "ActionSet":
            yield " ".join(f"[{action['title']}]" for action in element["actions"])
        case str(kind) if kind.startswith("Input."):
            yield f"{element.get('label', '')}: {element.get('value', '')}"
