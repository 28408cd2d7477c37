"""The library's elements as JSON; each shape of them is built and validated by the library once.

A card has some forty elements, and to build them all as objects and write those as JSON took as long as all else that
a press does. Elements of one shape differ only in their texts and in what they hold, so these are put into what the
library wrote for the first of that shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

Json = dict[str, Any]

SAMPLES: Mapping[type, object] = {str: "x", list: [], dict: {"type": "Action.Submit"}}
"""What varies within a shape, and something to stand for it while the library looks at the shape.

A dictionary is the data of an action, or the action to fall back to.
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the library writes, and the name it has there for each field that varies."""

    written: Json
    names: Mapping[str, str]


def made(model: type[BaseModel], /, **fields: object) -> Json:
    """An element of the library with these fields, as JSON; a field that is None is left out.

    Raises:
        TypeError: the library has no such field; it would drop it without a word.
    """
    given = {name: value for name, value in fields.items() if value is not None}
    shape = _shape(model, tuple([(name, type(v) if type(v) in SAMPLES else v) for name, v in given.items()]))
    names = shape.names
    return {**shape.written, **{names[name]: value for name, value in given.items() if name in names}}


@cache
def _shape(model: type[BaseModel], fields: tuple[tuple[str, Any], ...]) -> Shape:
    unknown = [name for name, _ in fields if name not in model.model_fields]
    if unknown:
        raise TypeError(f"{model.__name__} has no {', '.join(unknown)}")
    varying = {name: kind for name, kind in fields if isinstance(kind, type)}
    values = {name: SAMPLES[value] if name in varying else value for name, value in fields}
    written = model(**values).model_dump(by_alias=True, exclude_none=True, mode="json")
    names = {name: model.model_fields[name].serialization_alias or name for name in varying}
    missing = names.values() - written.keys()
    if missing:
        raise TypeError(f"{model.__name__} does not write {', '.join(missing)}")
    return Shape(written, names)
