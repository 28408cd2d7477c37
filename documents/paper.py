"""A document before it has a format: headings, paragraphs and tables, in the order they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.frame import Frame


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences; `lead` is what the eye finds first, a quiet one is a note to what stands above."""

    text: str
    lead: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, with its share of the width."""

    heading: str
    share: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `about` says in a sentence what it shows, to those who cannot see it."""

    about: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Detail:
    """One fact about the document itself, such as its diarienummer."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole document. `mark` stands at the top of every page of one that is not final, and is empty otherwise."""

    frame: Frame
    title: str
    under_title: str
    mark: str
    details: Sequence[Detail]
    sections: Sequence[Section]
    page_words: tuple[str, str, str]
    """What stands before, between and after the numbers in "Sida 1 av 3"."""
    logotype_text: str
    """What the logotype is called to those who cannot see it."""
