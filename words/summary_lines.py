"""The lines of a summary in words, part by part: a card puts the parts in a row, a document in the cells of a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from est.action import Action
from est.member import Organisation
from est.place import Place
from est.summary import ActionLine, EventLine, Happened, NeedLine, Notable, Standing
from words.agenda import reason
from words.catalogue import Words
from words.items import where
from words.summary import compared
from words.vocabulary import label, severity_choice, short_label


class EventWords(NamedTuple):
    """A coming event; of a police operation the heading and the days alone."""

    label: str
    what: str
    where: str
    when: str
    impact: str


class NeedWords(NamedTuple):
    """A need and the answer it got."""

    label: str
    what: str
    where: str
    asked: str
    urgency: str
    answer: str


class ActionWords(NamedTuple):
    """An action with its owner, date, state and level, what was done, and how its effect was judged."""

    label: str
    title: str
    owner: str
    due: str
    state: str
    level: str
    result: str = ""
    effect: str = ""


class CountWords(NamedTuple):
    """How many of a category, and what that is compared with; empty when there is too little to compare."""

    category: str
    number: int
    compared: str


def event(words: Words, one: EventLine, places: Mapping[str, Place]) -> EventWords:
    """A coming event by its type, place, days and impact."""
    said = not one.heading_only
    return EventWords(
        label=one.item.label,
        what=short_label(words, one.type),
        where=where(words, one.location, places) if said else "",
        when=words.days(one.first, one.last),
        impact=severity_choice(words, one.impact).lower() if said else "",
    )


def need(
    words: Words,
    one: NeedLine,
    places: Mapping[str, Place],
    organisations: Mapping[str, Organisation],
) -> NeedWords:
    """A need: what, where, of whom, how soon and what they answered."""
    asked = ", ".join(organisations[id_].name for id_ in one.asked if id_ in organisations)
    return NeedWords(
        label=one.item.label,
        what=short_label(words, one.type),
        where=where(words, one.location, places),
        asked=asked or words.t("alla"),
        urgency=label(words, one.urgency).lower(),
        answer=label(words, one.status).lower(),
    )


def action(
    words: Words,
    one: ActionLine,
    actions: Mapping[str, Action],
    organisations: Mapping[str, Organisation],
) -> ActionWords:
    """An action: the organisation and function that own it, never a name (domain.md §12 rule 13)."""
    known, state = actions.get(one.action_id), label(words, one.state).lower()
    return ActionWords(
        label=one.label,
        title=known.title if known is not None else "",
        owner=owner(one.owner_organisation_id, one.owner_function, organisations),
        due=words.day(one.due),
        state=words.t("{state}, försenad", state=state) if one.overdue else state,
        level=label(words, one.level),
        result=one.result,
        effect=", ".join(
            words.t("{n} veckor: {effect}", n=note.weeks, effect=label(words, note.effect).lower())
            for note in one.effects
        ),
    )


def owner(organisation_id: str, function: str, organisations: Mapping[str, Organisation]) -> str:
    """Who owns an action: the organisation and the function."""
    organisation = organisations.get(organisation_id)
    return ", ".join(filter(None, [organisation.name if organisation else "", function]))


def counts(words: Words, happened: Happened) -> list[CountWords]:
    """Every category with its count, in the order of the vocabulary."""
    return [
        CountWords(
            category=label(words, one.category),
            number=one.count,
            compared="" if one.baseline.standing is Standing.TOO_FEW else compared(words, one.baseline),
        )
        for one in happened.categories
    ]


def places_with_counts(words: Words, happened: Happened, places: Mapping[str, Place]) -> str:
    """Every place with its count, by name."""
    return ", ".join(f"{where(words, one.location, places)} {one.count}" for one in happened.places)


def noticed(words: Words, one: Notable) -> str:
    """Why a subject stands out."""
    return words.t(
        "Uppmärksammas: {reasons}.", reasons=", ".join(reason(words, each) for each in one.reasons)
    )
