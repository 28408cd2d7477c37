"""One reported item as a line and as a paragraph, the same on every card."""

from __future__ import annotations

from collections.abc import Mapping

from cards.parts import Element, line, said, small
from est.place import Place
from est.report import Item
from words import Words
from words.items import what, when, where


def item_title(words: Words, item: Item, places: Mapping[str, Place]) -> Element:
    """One line: V48-3 · Skadegörelse · Ekbackeskolan · lör 21 nov, natt."""
    rest = [where(words, item.content.location, places), when(words, item)]
    return titled(f"{item.label} · {what(words, item)}", *rest)


def titled(name: str, *rest: str) -> Element:
    """A line whose beginning is found at a glance; what is empty is left out."""
    return line((name, True), ("".join(f" · {one}" for one in rest if one), False), apart=True)


def item_text(words: Words, item: Item, places: Mapping[str, Place]) -> list[Element]:
    """The title and what was typed; of what is only spoken of, that it is."""
    if item.oral:
        return [item_title(words, item, places), small(words.t("Muntlig information."))]
    return [item_title(words, item, places), *said(item.content.text)]
