"""What the guard finds, written so that a test can be read: `P1[19121212-1212]`."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from est.personal_data import check

CORPUS = Path(__file__).parent / "corpus"


def found(text: str, known: Collection[str] = ()) -> list[str]:
    """Class and matched text of every hit, in order."""
    return [f"{hit.data_class}[{text[hit.start : hit.end]}]" for hit in check(text, known)]


def sentences(name: str) -> list[list[str]]:
    """The rows of a corpus file: class, sentence, and what should be found of that class."""
    lines = (CORPUS / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]
