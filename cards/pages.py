"""A card that would be too big for Teams is shown in parts, "1 av 3", and nothing is left out (acceptance.md D11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic_core import to_json

from cards.parts import Button, Element, press
from cards.teams import CARD_LIMIT, Card
from cards.verbs import Payload
from words import Words

Group = Sequence[Element]
Build = Callable[["Page"], Card]
"""Draws the whole card around one page."""

AROUND = 100
"""Bytes for the container around a chapter."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Elements that belong together: a title, repeated where a page breaks, and pieces that never break."""

    pieces: Sequence[Group]
    title: Group = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What one part of a card shows: a group of elements for each chapter in it, and which part it is of how many."""

    groups: Sequence[Group]
    number: int = 1
    total: int = 1

    def name(self, words: Words) -> str:
        """Such as "Del 1 av 3"; empty for a card that is whole."""
        if self.total == 1:
            return ""
        return words.t("Del {number} av {total}", number=self.number, total=self.total)

    def turns(self, words: Words, to: Callable[[int], Payload]) -> list[Button]:
        """The buttons that turn the page; *to* makes the payload for a part."""
        found = []
        if self.number < self.total:
            title = words.t("Nästa del ({number} av {total})", number=self.number + 1, total=self.total)
            found.append(press(title, to(self.number + 1)))
        if self.number > 1:
            found.append(press(words.t("Föregående del"), to(self.number - 1)))
        return found


def in_parts(chapters: Sequence[Chapter], number: int, build: Build, shows: Group = ()) -> Card:
    """The card with everything when there is room for it, otherwise its part of this number, counted from 1.

    Without a number it is the part that shows a certain piece.
    """
    card = build(_whole(chapters))
    if card.size <= CARD_LIMIT:
        return card
    return part(chapters, number or (part_with(chapters, shows, build) if shows else 1), build)


def part(chapters: Sequence[Chapter], number: int, build: Build) -> Card:
    """One part; for a number that there is not, the nearest one."""
    pages = _pages(chapters, build)
    shown = min(max(number, 1), len(pages))
    return build(Page(pages[shown - 1], shown, len(pages)))


def part_with(chapters: Sequence[Chapter], piece: Group, build: Build) -> int:
    """The number of the part in which a piece stands; the first when it stands in none."""
    for number, page in enumerate(_pages(chapters, build), start=1):
        if any(element is piece[0] for group in page for element in group):
            return number
    return 1


def _whole(chapters: Sequence[Chapter]) -> Page:
    return Page([[*one.title, *(element for piece in one.pieces for element in piece)] for one in chapters])


def _pages(chapters: Sequence[Chapter], build: Build) -> list[list[list[Element]]]:
    """Fill page after page, breaking between pieces only; what goes on on a new page gets its title again."""
    room = CARD_LIMIT - build(Page([], 500, 999)).size
    pages: list[list[list[Element]]] = [[]]
    used = 0
    for chapter in chapters:
        title_size, is_titled = _size(chapter.title) + AROUND, False
        for piece in chapter.pieces or [()]:
            size = _size(piece)
            if pages[-1] and used + size + (0 if is_titled else title_size) > room:
                pages.append([])
                used, is_titled = 0, False
            if not is_titled:
                pages[-1].append([*chapter.title])
                used += title_size
                is_titled = True
            pages[-1][-1].extend(piece)
            used += size
    return pages


def _size(elements: Group) -> int:
    return sum(len(to_json(element)) + len(",") for element in elements)
