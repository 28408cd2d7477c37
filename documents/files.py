"""A file before it is anywhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class File:
    """A name that every system takes, and the bytes."""

    name: str
    data: bytes
