"""What stands around every document of a municipality: its name and logotype, the registry's number and the class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

REGIONS: Mapping[str, str] = {"sv": "SE", "en": "GB"}
"""Whose Swedish or English a document is in: proofing tools and screen readers want to know."""
LARGEST_LOGOTYPE = 512 * 1024
"""Bytes; a logotype for print is a tenth of that."""


class PictureKind(StrEnum):
    """The kinds of picture that every format can hold."""

    PNG = "png"
    JPEG = "jpg"


_SIGNATURES = {b"\x89PNG\r\n\x1a\n": PictureKind.PNG, b"\xff\xd8\xff": PictureKind.JPEG}


class LogotypeRefused(Exception):
    """The file is no picture that can stand in a document."""


@dataclass(frozen=True, slots=True)
class Logotype:
    """A picture known by its own first bytes, whatever its file is called."""

    data: bytes
    kind: PictureKind

    @classmethod
    def read(cls, data: bytes) -> Logotype:
        """The picture in these bytes.

        Raises:
            LogotypeRefused: it is too big, or neither PNG nor JPEG.
        """
        if len(data) > LARGEST_LOGOTYPE:
            raise LogotypeRefused(f"use a picture of at most {LARGEST_LOGOTYPE // 1024} kB")
        for signature, kind in _SIGNATURES.items():
            if data.startswith(signature):
                return cls(data, kind)
        raise LogotypeRefused("use a PNG or JPEG picture")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The municipality's own part of a document. What is empty is left for the registry to fill in."""

    municipality: str
    language: str = "sv"
    logotype: Logotype | None = None
    diary_number: str = ""
    """Diarienummer: under which the document is registered (domain.md §3.4)."""
    information_class: str = ""
    """Informationsklass: the municipality's own word for who may read it."""

    @property
    def locale(self) -> str:
        """Such as sv-SE."""
        return f"{self.language}-{REGIONS[self.language]}"
