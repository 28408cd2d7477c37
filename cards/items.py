"""One reported item as a line and as a paragraph, the same on every card."""

from __future__ import annotations

from collections.abc import Mapping

from cards.parts import Element, line, said, sentence
from est.place import Location, Place
from est.report import CollabNeed, Incident, Item, UpcomingEvent
from est.vocabulary import Certainty
from words import Words
from words.vocabulary import label, severity_choice


def where(words: Words, location: Location, places: Mapping[str, Place]) -> str:
    """The name of a place; a place that was merged away or never registered is still said."""
    if location.place_id in places:
        return places[location.place_id].name
    return location.text or (words.t("okänd plats") if location.place_id else "")


def what(words: Words, item: Item) -> str:
    """The item's kind of event in a few words."""
    content = item.content
    return label(words, content.category if isinstance(content, Incident) else content.type)


def when(words: Words, item: Item) -> str:
    """The item's day and part of day; a need has its urgency instead."""
    content = item.content
    if isinstance(content, CollabNeed):
        return label(words, content.urgency).lower()
    part = label(words, content.part_of_day).lower()
    ongoing = words.t("pågående") if isinstance(content, Incident) and content.ongoing else ""
    return ", ".join(filter(None, [words.days(content.first, content.last), part, ongoing]))


def item_title(words: Words, item: Item, places: Mapping[str, Place]) -> Element:
    """One line: V48-3 · Skadegörelse · Ekbackeskolan · lör 21 nov, natt."""
    rest = [what(words, item), where(words, item.content.location, places), when(words, item)]
    return line((item.label, True), (" · " + " · ".join(filter(None, rest)), False))


def item_paragraph(
    words: Words, item: Item, places: Mapping[str, Place], *, source: str = ""
) -> list[Element]:
    """The title, what was typed, and what a reader has to know to judge it."""
    content = item.content
    notes = []
    if source:
        notes.append(source)
    if isinstance(content, Incident):
        notes.append(words.t("allvarlighet {level}", level=severity_choice(words, content.severity).lower()))
        if content.certainty is not Certainty.OWN_OBSERVATION:
            notes.append(label(words, content.certainty).lower())
    if isinstance(content, UpcomingEvent):
        notes.append(words.t("påverkan {level}", level=severity_choice(words, content.impact).lower()))
    if item.late:
        notes.append(words.t("sen"))
    elements: list[Element] = [item_title(words, item, places), *said(content.text)]
    if notes:
        elements.append(sentence(" · ".join(notes), quiet=True, close=True))
    return elements
