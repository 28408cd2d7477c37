"""One reported item in words: what, where, when, and what a reader has to know to judge it."""

from __future__ import annotations

from collections.abc import Mapping

from est.place import Location, Place
from est.report import CollabNeed, Incident, Item
from est.vocabulary import Certainty, PartOfDay
from words.catalogue import Words
from words.vocabulary import label, severity_choice, short_label


def where(words: Words, location: Location, places: Mapping[str, Place]) -> str:
    """The name of a place; a place that was merged away or never registered is still said."""
    if location.place_id in places:
        return places[location.place_id].name
    return location.text or (words.t("okänd plats") if location.place_id else "")


def what(words: Words, item: Item) -> str:
    """The item's kind of event in a few words."""
    content = item.content
    return short_label(words, content.category if isinstance(content, Incident) else content.type)


def when(words: Words, item: Item) -> str:
    """The item's day and part of day; a need has its urgency instead."""
    content = item.content
    if isinstance(content, CollabNeed):
        return label(words, content.urgency).lower()
    known = content.part_of_day is not PartOfDay.UNKNOWN
    part = label(words, content.part_of_day).lower() if known else ""
    ongoing = words.t("pågående") if isinstance(content, Incident) and content.ongoing else ""
    return ", ".join(filter(None, [words.days(content.first, content.last), part, ongoing]))


def notes_of(words: Words, item: Item, *, source: str = "", weight: bool = True) -> list[str]:
    """What a reader has to know to judge the item: who says so, how grave, how sure, how late."""
    content = item.content
    notes = [source]
    if isinstance(content, Incident):
        if weight:
            level = severity_choice(words, content.severity).lower()
            notes.append(words.t("allvarlighet {level}", level=level))
        if content.certainty is not Certainty.OWN_OBSERVATION:
            notes.append(label(words, content.certainty).lower())
    elif not isinstance(content, CollabNeed) and weight:
        notes.append(words.t("påverkan {level}", level=severity_choice(words, content.impact).lower()))
    if item.late:
        notes.append(words.t("sen"))
    return [note for note in notes if note]
