"""What stands in a card, found wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]

WHAT_IT_IS = {
    "choices": "Choice",
    "refresh": "Refresh",
    "targetElements": "TargetElement",
    "msteams": "TeamsProperties",
    "facts": "Fact",
}
"""The kinds of object that name no type of their own, by the key they stand under."""


def objects(value: Any, kind: str = "") -> Iterator[tuple[str, Json]]:
    """Every object of a card with its kind, outermost first. What a button carries is not a part of the card."""
    if isinstance(value, Mapping):
        yield str(value.get("type", kind)), dict(value)
        for key, inner in value.items():
            if key != "data":
                yield from objects(inner, WHAT_IT_IS.get(key, ""))
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner, kind)


def of_kind(card: Mapping[str, Any], *kinds: str) -> list[Json]:
    """The objects of these kinds, as the card's reader meets them."""
    return [found for kind, found in objects(card) if kind in kinds]


def inputs(card: Mapping[str, Any]) -> list[Json]:
    """Everything that can be filled in."""
    return [found for kind, found in objects(card) if kind.startswith("Input.")]


def presses(card: Mapping[str, Any]) -> list[Json]:
    """Every button that is sent, apart from the refresh."""
    return of_kind({key: value for key, value in card.items() if key != "refresh"}, "Action.Execute")


def texts_of(run: Any) -> str:
    """The text of a run, which is a string or an object."""
    return run if isinstance(run, str) else str(run["text"])


def runs(card: Mapping[str, Any]) -> list[str]:
    """The lines in which no client reads Markdown."""
    return ["".join(map(texts_of, block["inlines"])) for block in of_kind(card, "RichTextBlock")]
