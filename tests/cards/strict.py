"""What Microsoft's own models and schema have against a card (channel.md §2).

The models let unknown keys through and the library's schema knows no Teams, so each is asked about what it is good at:
the models about every key and value of every object, the schema about how objects stand in each other.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import adaptive_cards
from jsonschema.validators import Draft6Validator
from microsoft_teams.cards import core
from pydantic import BaseModel, ValidationError

from tests.cards.walking import objects

MODELS: dict[str, type[BaseModel]] = {
    str(model.model_fields["type"].default): model
    for _, model in inspect.getmembers(core, inspect.isclass)
    if issubclass(model, BaseModel) and "type" in model.model_fields and model.model_fields["type"].default
} | {
    "Choice": core.Choice,
    "Refresh": core.RefreshDefinition,
    "TargetElement": core.TargetElement,
    "TeamsProperties": core.TeamsCardProperties,
    "Fact": core.Fact,
}
SCHEMA = Path(adaptive_cards.__file__).parent / "schemas" / "schema-1.5.json"
KNOWN_TO_TEAMS = {"$schema"}
IN_A_BODY = {
    *("TextBlock", "RichTextBlock", "Container", "ColumnSet", "ActionSet"),
    *("Input.Text", "Input.Date", "Input.Time", "Input.ChoiceSet", "Input.Toggle"),
}
FREE = {
    *(
        "text",
        "title",
        "label",
        "value",
        "placeholder",
        "tooltip",
        "errorMessage",
        "fallbackText",
        "id",
        "verb",
    ),
    *("lang", "max", "min", "elementId", "valueOn", "valueOff"),
}
"""Keys under which any string may stand, so that the schema need not be asked about each."""


def complaints(card: Mapping[str, Any]) -> list[str]:
    """Every fault the models find, as a line each."""
    return [line for kind, found in objects(card) for line in _complaints(kind, found)]


def _complaints(kind: str, found: Mapping[str, Any]) -> Iterator[str]:
    model = MODELS.get(kind)
    if model is None:
        yield f"{kind or 'an object'} is unknown: {sorted(found)}"
        return
    known = {str(field.validation_alias or name) for name, field in model.model_fields.items()}
    yield from (f"{kind} has no {key}" for key in sorted(set(found) - known - KNOWN_TO_TEAMS))
    try:
        model.model_validate(dict(found))
    except ValidationError as error:
        for fault in error.errors():
            # What stands inside is looked at by itself, and "small" is as good as "Small" in a card.
            if len(fault["loc"]) == 1 and not _is_a_matter_of_case(fault):
                yield f"{kind}.{fault['loc'][0]}: {fault['msg']}"


def _is_a_matter_of_case(fault: Mapping[str, Any]) -> bool:
    expected = str(fault.get("ctx", {}).get("expected", ""))
    return fault["type"] == "literal_error" and repr(fault["input"]).lower() in expected.lower()


def elements_of(cards: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Every way in which an element is built in these cards, once: the schema takes its time over each."""
    found: dict[str, Any] = {}
    for card in cards:
        for kind, one in objects(card):
            if kind in IN_A_BODY:
                thin = _thin(one)
                found.setdefault(json.dumps(thin, sort_keys=True), thin)
    return list(found.values())


def _thin(value: Any, key: str = "") -> Any:
    """An element without its words, with the first of what it holds, and without what only Teams knows."""
    if isinstance(value, Mapping):
        return {
            name: {} if name == "data" else _thin(inner, name)
            for name, inner in value.items()
            if not (name == "style" and inner == "filtered")
        }
    if isinstance(value, list):
        return [_thin(inner, key) for inner in value[:1]]
    return "x" if isinstance(value, str) and key in FREE else value


@cache
def _schema() -> Draft6Validator:
    return Draft6Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def breaks_schema(card: Mapping[str, Any]) -> list[str]:
    """What the library's schema of version 1.5 has against a card."""
    return [f"{error.json_path}: {error.message[:200]}" for error in _schema().iter_errors(dict(card))]
