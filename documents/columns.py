"""Items and actions as tables: each column with a stable code for programs and a heading for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

from est.action import Action
from est.report import CollabNeed, Content, Incident, Item, UpcomingEvent
from est.vocabulary import EventType
from est.weekly.documents import Dossier
from words import Words
from words.catalogue import N_
from words.items import what, where
from words.vocabulary import label

Cell = str | int | date | datetime
"""What stands in a cell; a moment is the group's own time without a zone, since spreadsheets know none."""
Row = Mapping[str, Cell]
"""By the code of the column. A code never changes its meaning; a column no longer filled keeps its code."""

ITEM_HEADINGS: Mapping[str, str] = {
    "label": N_("Nr"),
    "week": N_("Omgång"),
    "kind": N_("Slag"),
    "category_code": N_("Kategorikod"),
    "category": N_("Kategori"),
    "place": N_("Plats"),
    "area": N_("Område"),
    "first": N_("Från"),
    "last": N_("Till"),
    "part_of_day": N_("Del av dygnet"),
    "weight": N_("Allvarlighet eller påverkan"),
    "certainty": N_("Hur säkert"),
    "text": N_("Beskrivning"),
    "causes": N_("Antagna orsaker"),
    "asked": N_("Ställt till"),
    "urgency": N_("Brådska"),
    "answer": N_("Svar"),
    "organisation": N_("Organisation"),
    "late": N_("Sen"),
    "merged_into": N_("Sammanslagen med"),
    "changed_at": N_("Ändrad"),
    "version": N_("Version"),
}
ACTION_HEADINGS: Mapping[str, str] = {
    "label": N_("Nr"),
    "title": N_("Åtgärd"),
    "owner_organisation": N_("Organisation"),
    "owner_function": N_("Funktion"),
    "decided_on": N_("Beslutad"),
    "due": N_("Klart"),
    "state_code": N_("Lägeskod"),
    "state": N_("Läge"),
    "overdue": N_("Försenad"),
    "level": N_("Nivå"),
    "blocked_reason": N_("Hinder"),
    "items": N_("Kommer av"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole table: its name, its headings such as "Kategori [category]", and its rows."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def items_sheet(dossier: Dossier, words: Words) -> Sheet:
    """Every item of the round that the group may see, and those merged into another, each with the one it became."""
    known = [item for item in dossier.own_items if item.shown or (item.merged_into and not item.withdrawn)]
    rows = (_item_row(dossier, words, item) for item in known)
    return _sheet(words.t("Uppgifter"), ITEM_HEADINGS, rows, words)


def actions_sheet(dossier: Dossier, words: Words) -> Sheet:
    """Every action of the group, by number."""
    known = sorted(dossier.view.meeting.actions.values(), key=lambda one: (one.number, one.id))
    rows = (_action_row(dossier, words, action) for action in known)
    return _sheet(words.t("Åtgärder"), ACTION_HEADINGS, rows, words)


def _sheet(name: str, headings: Mapping[str, str], rows: Iterable[Row], words: Words) -> Sheet:
    said = [f"{words.t(heading)} [{code}]" for code, heading in headings.items()]
    return Sheet(name, said, [[row[code] for code in headings] for row in rows])


def _item_row(dossier: Dossier, words: Words, item: Item) -> Row:
    view, content = dossier.view.meeting, item.content
    place = view.places.get(content.location.place_id)
    into = view.items.get(item.merged_into)
    return {
        "label": item.label,
        "week": str(item.week),
        "kind": label(words, content.kind),
        "category_code": (content.category if isinstance(content, Incident) else content.type).value,
        "category": what(words, item),
        "place": where(words, content.location, view.places),
        "area": place.area if place is not None else "",
        **_when(words, content),
        **_only_incident(words, content),
        **_only_need(dossier, words, content),
        "weight": _weight(content),
        "text": _text(content),
        "organisation": _organisation(dossier, item.organisation_id),
        "late": _yes(words, item.late),
        "merged_into": into.label if into is not None else item.merged_into,
        "changed_at": _local(dossier, item.changed_at),
        "version": item.version,
    }


def _action_row(dossier: Dossier, words: Words, action: Action) -> Row:
    items = dossier.view.meeting.items
    return {
        "label": action.label,
        "title": action.title,
        "owner_organisation": _organisation(dossier, action.owner_organisation_id),
        "owner_function": action.owner_function,
        "decided_on": action.decided_on,
        "due": action.due,
        "state_code": action.state.value,
        "state": label(words, action.state),
        "overdue": _yes(words, action.overdue(dossier.round.held)),
        "level": label(words, action.level),
        "blocked_reason": action.blocked_reason,
        "items": ", ".join(items[id_].label for id_ in action.item_ids if id_ in items),
    }


def _when(words: Words, content: Content) -> Row:
    """A need has no days of its own."""
    if isinstance(content, CollabNeed):
        return {"first": "", "last": "", "part_of_day": ""}
    return {
        "first": content.first,
        "last": content.last,
        "part_of_day": label(words, content.part_of_day),
    }


def _only_incident(words: Words, content: Content) -> Row:
    if not isinstance(content, Incident):
        return {"certainty": "", "causes": ""}
    return {"certainty": label(words, content.certainty), "causes": _labels(words, content.causes)}


def _only_need(dossier: Dossier, words: Words, content: Content) -> Row:
    if not isinstance(content, CollabNeed):
        return {"asked": "", "urgency": "", "answer": ""}
    asked = (_organisation(dossier, id_) for id_ in content.asked)
    return {
        "asked": ", ".join(filter(None, asked)),
        "urgency": label(words, content.urgency),
        "answer": label(words, content.status),
    }


def _weight(content: Content) -> Cell:
    """The severity of an incident, the impact of a coming event."""
    if isinstance(content, Incident):
        return int(content.severity)
    return int(content.impact) if isinstance(content, UpcomingEvent) else ""


def _text(content: Content) -> str:
    """Of a police operation the heading alone is written (domain.md §12 rule 6)."""
    oral = isinstance(content, UpcomingEvent) and content.type is EventType.POLICE_OPERATION
    return "" if oral else content.text


def _labels(words: Words, codes: Iterable[Enum]) -> str:
    return ", ".join(label(words, code) for code in codes)


def _organisation(dossier: Dossier, id_: str) -> str:
    known = dossier.view.meeting.organisations.get(id_)
    return known.name if known is not None else ""


def _local(dossier: Dossier, moment: datetime) -> datetime:
    local = moment.astimezone(ZoneInfo(dossier.round.zone))
    return local.replace(tzinfo=None, second=0, microsecond=0)


def _yes(words: Words, value: object) -> str:
    return words.t("ja") if value else words.t("nej")
