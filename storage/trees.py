"""Trees of frozen values as JSON text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")

REMEMBERED = 4096
"""So many rows of one kind are turned into values once, and not in every turn that reads them again.

For what seldom changes and is read by everybody: groups, rounds, organisations, places. A row that changed is another
row, so nothing has to be invalidated. What people wrote is not remembered: it has to be gone when it is deleted.
"""


class Tree(Generic[T]):
    """How one kind of tree is written and read back; built when first used, since that takes milliseconds."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind
        self._adapter: TypeAdapter[T] | None = None

    def write(self, value: T) -> str:
        return self._built().dump_json(value, fallback=_plain, warnings=False).decode()

    def read(self, text: str) -> T:
        return self._built().validate_json(text)

    def _built(self) -> TypeAdapter[T]:
        if self._adapter is None:
            self._adapter = TypeAdapter(self._kind)
        return self._adapter


def _plain(value: object) -> object:
    """A read-only view of a mapping is written as the mapping."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be stored")
