"""The form to decide an action or change one, and the short forms of its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from cards.action_verbs import SaveAction, ShowAction, ShowActions, TakeStep
from cards.actions import counts
from cards.fields import Fields
from cards.inputs import Choice
from cards.parts import Button, Element, buttons, heading, line, press
from cards.prompt import footer
from cards.teams import CARD_LIMIT, Card, finish
from est.action import ActionLevel, ActionNature, ActionStep, Effect, Horizon
from est.action_form import (
    BY_DATE,
    ORGANISATION,
    SEAT,
    SHORT_LIMIT,
    TITLE_LIMIT,
    WORKING_GROUP,
)
from est.errors import PersonalDataSuspected, Refusal
from est.report import NOTE_LIMIT, TEXT_LIMIT
from est.weekly.action_views import ActionFormView, ActionView, Table
from words import Words
from words.actions import standing, step_title, until
from words.catalogue import N_
from words.items import what, where
from words.vocabulary import label

MANY_PLACES = (100_000, 200, 100)
FEWEST_PLACES = 50
"""How many places the list holds, from the most to the least, until the card has room."""
NOTHING_TYPED: Mapping[str, str] = MappingProxyType({})
ASKED: Mapping[ActionStep, str] = MappingProxyType(
    {
        ActionStep.NOTE: N_("Hur går det? (högst {limit} tecken)"),
        ActionStep.FINISH: N_("Vad blev resultatet? (högst {limit} tecken)"),
        ActionStep.BLOCK: N_("Vad hindrar? (högst {limit} tecken)"),
        ActionStep.LIFT: N_("Varför lyfts den, och vad behövs? (högst {limit} tecken)"),
        ActionStep.CANCEL: N_("Varför avbryts den? (högst {limit} tecken)"),
        ActionStep.REJECT: N_("Varför avslås den? (högst {limit} tecken)"),
        ActionStep.EFFECT: N_("Varför bedömer du det så? (högst {limit} tecken)"),
        ActionStep.HAND_OVER: N_("Något den nya ägaren behöver veta? (högst {limit} tecken)"),
        ActionStep.DECIDE: N_("Vad beslutades? (högst {limit} tecken)"),
        ActionStep.MOVE_DUE: N_("Varför flyttas datumet? (högst {limit} tecken)"),
    }
)
"""What is asked at each step, above its box."""


def action_form_card(view: ActionFormView, words: Words, refused: Refusal | None = None) -> Card:
    """The form with what stands in it; after a refusal, with what was typed and what is wrong at which field."""
    for most in MANY_PLACES:
        card = _form(view, words, refused, most)
        if card.size <= CARD_LIMIT:
            return card
    return _form(view, words, refused, FEWEST_PLACES)


def _form(view: ActionFormView, words: Words, refused: Refusal | None, most: int) -> Card:
    w = words
    fields = Fields(view.values, w, refused, today=view.turn.today)
    title = w.t("Ändra åtgärd {label}", label=view.label) if view.action_id else w.t("Ny åtgärd")
    body: list[Element] = [
        heading(title),
        line((view.turn.group.name, True)),
        *fields.pointer(),
        *fields.text(
            "title",
            w.t("Vad ska göras? (högst {limit} tecken)", limit=TITLE_LIMIT),
            limit=TITLE_LIMIT,
            required=w.t("Skriv vad som ska göras."),
            lines=False,
        ),
        *fields.choice(
            "owner", w.t("Ägare"), _owners(view.table, w, view), required=w.t("Välj en ägare."), search=True
        ),
        *fields.day("due", w.t("Klart senast"), required=w.t("Välj ett datum.")),
        *fields.choice("items", w.t("Kommer från"), _sources(view, w), search=True),
        *fields.text(
            "why",
            w.t("Varför, eller vad den kommer från om ingen uppgift är vald"),
            limit=TEXT_LIMIT,
            hint=w.t("Platsen och händelsen, aldrig vem"),
        ),
        *_more(view, fields, w, most),
        _save(view, w, refused),
        footer(w),
    ]
    return finish(body, summary=f"{title}.", language=w.language)


def _more(view: ActionFormView, fields: Fields, words: Words, most: int) -> list[Element]:
    w = words
    horizons = [(BY_DATE, w.t("Efter datumet")), *fields.codes(Horizon)]
    return fields.more(
        fields.choice("place", w.t("Plats (om den finns)"), _places(view, w, most), search=True),
        fields.choice("horizon", w.t("När effekten väntas"), horizons, default=BY_DATE),
        fields.coded("nature", w.t("Art"), ActionNature.SITUATIONAL),
        fields.coded("level", w.t("Beslutad av"), ActionLevel.EST),
        fields.text(
            "function", w.t("Funktion (om en hel organisation äger den)"), limit=SHORT_LIMIT, lines=False
        ),
        fields.text("indicator", w.t("Mått: vad ska bli bättre?"), limit=NOTE_LIMIT, lines=False),
        fields.text("baseline", w.t("Utgångsläge i dag"), limit=SHORT_LIMIT, lines=False),
        fields.text("decision_ref", w.t("Beslut (nummer eller protokoll)"), limit=SHORT_LIMIT, lines=False),
        fields.text("law_tag", w.t("Rubrik i åtgärdsplanen (5 §)"), limit=SHORT_LIMIT, lines=False),
    )


def _owners(table: Table, words: Words, view: ActionFormView | ActionView) -> list[Choice]:
    """Working groups, then functions by organisation, then organisations as a whole.

    The person's name tells two with one function apart; only the coordinator sees it.
    """
    found: list[Choice] = []
    for choice in table.owners(view.turn.today):
        kind, id_ = choice[:2], choice[2:]
        if kind == WORKING_GROUP:
            found.append((choice, words.t("Arbetsgrupp: {name}", name=table.working_groups[id_].name)))
        elif kind == SEAT:
            seat = table.members[id_]
            organisation = table.organisations.get(seat.organisation_id)
            parts = [organisation.name if organisation else "", seat.function]
            named = ", ".join(filter(None, parts))
            found.append((choice, f"{named} ({seat.name})" if named else seat.name))
        elif kind == ORGANISATION:
            name = table.organisations[id_].name
            found.append((choice, words.t("{name}, hela organisationen", name=name)))
    return sorted(found, key=lambda one: (_RANK[one[0][:2]], one[1].casefold()))


_RANK = {WORKING_GROUP: 0, SEAT: 1, ORGANISATION: 2}


def _sources(view: ActionFormView, words: Words) -> list[Choice]:
    none: Choice = ("", words.t("Ingen uppgift, skriv varför"))
    named = [
        (
            item.id,
            f"{item.label} · {what(words, item)} · {where(words, item.content.location, view.table.places)}",
        )
        for item in view.sources
    ]
    several = view.values.get("items", "")
    if "," in several:
        labels = [item.label for item in view.sources if item.id in several.split(",")]
        named.insert(0, (several, ", ".join(labels) or words.t("Flera uppgifter")))
    return [none, *named]


def _places(view: ActionFormView, words: Words, most: int) -> Sequence[Choice]:
    chosen = view.values.get("place", "")
    active = sorted((p for p in view.table.places.values() if p.active), key=lambda p: p.name.casefold())
    shown = [one for number, one in enumerate(active) if number < most or one.id == chosen]
    return [("", words.t("Samma som uppgiften, eller ingen")), *((one.id, one.name) for one in shown)]


def _save(view: ActionFormView, words: Words, refused: Refusal | None) -> Element:
    group = view.turn.group.id
    ids: dict[str, Any] = {
        "group": group,
        "draft": view.draft,
        "action": view.action_id,
        "version": view.version,
    }
    row = [press(words.t("Spara"), SaveAction(**ids), style="positive", inputs=True)]
    kept = _kept(refused)
    if kept:
        row.append(press(words.t("Spara ändå"), SaveAction(**ids, kept=kept), inputs=True))
    back = ShowAction(group=group, action=view.action_id) if view.action_id else ShowActions(group=group)
    return buttons(*row, press(words.t("Avbryt"), back, tooltip=words.t("Tillbaka utan att spara")))


def step_card(
    view: ActionView,
    step: ActionStep,
    words: Words,
    refused: Refusal | None = None,
    typed: Mapping[str, str] = NOTHING_TYPED,
) -> Card:
    """The short form of a step: why, what came of it, or how it goes."""
    w, action = words, view.action
    title = f"{step_title(w, step, action.state)}: {action.label}"
    fields = Fields(typed or {"due": str(action.due)}, w, refused, today=view.turn.today)
    when = until(w, action, view.table.days, view.turn.today)
    body: list[Element] = [
        heading(title),
        line((action.title, True), (f" · {when} · {standing(w, action, view.turn.today)}", False)),
        *fields.pointer(),
        *_of_step(view, step, fields, w),
        *fields.text(
            "text",
            w.t(ASKED[step], limit=TEXT_LIMIT),
            limit=TEXT_LIMIT,
            hint=w.t("Platsen och händelsen, aldrig vem"),
        ),
        buttons(*_send(view, step, w, refused)),
        footer(w),
    ]
    named = w.t("Åtgärden {label}", label=action.label)
    return finish(body, summary=f"{named}: {step_title(w, step, action.state).lower()}.", language=w.language)


def _of_step(view: ActionView, step: ActionStep, fields: Fields, words: Words) -> list[Element]:
    w = words
    if step is ActionStep.EFFECT:
        return [
            *counts(view, w),
            *fields.choice(
                "effect",
                w.t("Hur blev det på platsen?"),
                fields.codes(Effect),
                required=w.t("Välj ett svar."),
            ),
        ]
    if step is ActionStep.LIFT:
        levels = [(one.value, label(w, one)) for one in ActionLevel if one is not ActionLevel.EST]
        return fields.choice("level", w.t("Lyfts till"), levels, required=w.t("Välj vart den lyfts."))
    if step is ActionStep.HAND_OVER:
        owners = _owners(view.table, w, view)
        title = w.t("Funktion (om en hel organisation äger den)")
        return [
            *fields.choice("owner", w.t("Ny ägare"), owners, required=w.t("Välj en ägare."), search=True),
            *fields.text("function", title, limit=SHORT_LIMIT, lines=False),
        ]
    if step in {ActionStep.MOVE_DUE, ActionStep.DECIDE}:
        return fields.day("due", w.t("Klart senast"), required=w.t("Välj ett datum."))
    return []


def _send(view: ActionView, step: ActionStep, words: Words, refused: Refusal | None) -> list[Button]:
    action, group = view.action, view.turn.group.id
    ids: dict[str, Any] = {"group": group, "action": action.id, "step": step, "version": action.version}
    row = [press(words.t("Spara"), TakeStep(**ids), style="positive", inputs=True)]
    kept = _kept(refused)
    if kept:
        row.append(press(words.t("Spara ändå"), TakeStep(**ids, kept=kept), inputs=True))
    back = ShowAction(group=group, action=action.id)
    return [*row, press(words.t("Avbryt"), back, tooltip=words.t("Tillbaka utan att spara"))]


def _kept(refused: Refusal | None) -> str:
    """The classes that were warned of, for the button that saves all the same."""
    if not isinstance(refused, PersonalDataSuspected):
        return ""
    return ",".join(str(one) for one in refused.values["classes"])  # type: ignore[attr-defined]
