"""What a changed client, an old card or a forger may send: every verb, bent in every way that a card allows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_origin

from pydantic.fields import FieldInfo

from cards.verbs import VERBS, SaveForm
from sample.console import card_lines
from words.refusals import FOUND, SENTENCES

Data = dict[str, Any]
NESTED: Data = {"a": {"b": [{"c": {"d": ["e"]}}]}}
HUGE = 10**30
CHOICES = {
    "kind": "incident",
    "command": "hjälp",
    "category": "vandalism",
    "place": "ekbackaskolan",
    "first": "2026-11-21",
    "part_of_day": "night",
    "urgency": "before_weekend",
    "asked": "everyone",
    "text": "Tre rutor krossade på gaveln.",
    "preset": "A",
    "weekday": "1",
    "clock": "09:00",
    "length": "30",
    "cadence": "weekly",
    "holiday_rule": "next",
    "coordinator": "true",
    "year": 2027,
    "version": 1,
    "area": "Centrum",
    "variant": "op",
    "move": "next",
    "subject": "point:opening",
    "minutes": 10,
    "token": "t1",
    "letter": "l1",
    "action": "a1",
    "step": "start",
    "outcome": "calm",
}
"""A value that is right for the field of this name, where an id of the test's own is not what it wants."""
TYPES = {"event.save": "school_end", "need.save": "adult_presence"}


def payload(verb: str, ids: Mapping[str, str]) -> Data:
    """The data of a button that is pressed as it should be, with the *ids* it carries."""
    model = VERBS[verb]
    known = {**CHOICES, "type": TYPES.get(verb, ""), **ids}
    wanted = [name for name, field in model.model_fields.items() if field.is_required()]
    if issubclass(model, SaveForm):
        wanted += [name for name in model.model_fields if name in known and name not in {"item", "version"}]
    if verb == "settings.save":
        wanted += ["preset", "weekday", "clock", "length", "cadence", "holiday_rule"]
    if verb == "member.save":
        wanted += ["coordinator"]
    return {"verb": verb, "v": 1} | {name: known[name] for name in wanted}


def bent(verb: str, right: Data) -> Iterator[tuple[str, Data]]:
    """The data in every shape that a card of ours never has; the name says which."""
    for name, field in VERBS[verb].model_fields.items():
        if name == "v":
            continue
        if field.is_required():
            yield f"{name} missing", {key: value for key, value in right.items() if key != name}
        shapes = list(_wrong(field))
        for shape, value in shapes if field.is_required() else shapes[:2]:
            yield f"{name} {shape}", right | {name: value}
    for version in (0, 2, "1", 1.5, None, [1], HUGE):
        yield f"version {version!r}", right | {"v": version}
    yield "nothing at all", {}


def _wrong(field: FieldInfo) -> Iterator[tuple[str, object]]:
    """Values that are never of this field's type."""
    annotation = field.annotation
    yield "list", ["2026-W48"]
    yield "null", None
    yield "number with a fraction", 1.5
    if annotation is dict or get_origin(annotation) is dict:
        yield "object of objects", {"text": NESTED}
        yield "object of numbers", {"text": 1}
        yield "text", "text"
        return
    yield "object", NESTED
    if annotation is int:
        yield "text", "1"
        yield "true", True
    elif annotation is bool:
        yield "text", "true"
        yield "one", 1
    else:
        yield "number", 1
        yield "huge number", HUGE
        yield "true", True
    for limit in (getattr(one, "max_length", 0) for one in field.metadata):
        # What somebody typed is longer than a request may be before it is longer than its field.
        if limit and limit < 10_000:
            yield "text over the limit", "x" * (limit + 1)


_SAID = [
    re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(sentence)))
    for sentence in (*SENTENCES.values(), *FOUND.values())
]


def said_in(body: Any) -> str:
    """All that the answer to a press says, be it a card or a line."""
    value = body.get("value") if isinstance(body, dict) else body
    if isinstance(value, dict):
        return "\n".join(card_lines(value)) or str(value.get("message", ""))
    return str(value)


def size_of(body: Any) -> int:
    """Bytes of the card or line in the answer to a press."""
    return len(json.dumps(body["value"], ensure_ascii=False, separators=(",", ":")).encode())


def is_refused(body: Any) -> bool:
    """Whether one of the product's own Swedish refusals stands in the answer."""
    return any(sentence.search(said_in(body)) for sentence in _SAID)
