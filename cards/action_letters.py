"""What is said unprompted about actions and past events: one thing, and the button to answer it with."""

from __future__ import annotations

from typing import Any

from cards.action_verbs import OpenStep, ReportOutcome, ShowAction, ShowActions
from cards.actions import counts
from cards.items import item_title
from cards.notices import note_card
from cards.parts import Element, beside, buttons, line, notice, press, sentence, small
from cards.teams import Card
from cards.verbs import OpenForm
from est.action import Action, ActionStep
from est.report import EventOutcome
from est.vocabulary import Kind
from est.weekly.action_views import ActionView
from est.weekly.event_outcomes import OutcomeView
from est.weekly.following_up import AT_MOST, ReminderView
from words import Words
from words.actions import owner_of, standing, until
from words.items import what, when, where
from words.vocabulary import label

ANSWERS = (EventOutcome.CALM, EventOutcome.UNREST, EventOutcome.INCIDENTS)


def owner_reminder_card(view: ReminderView, words: Words) -> Card:
    """To the owner, in private: a few actions by name, the others counted (acceptance.md A3)."""
    count = len(view.actions)
    asked = words.n(
        "{n} åtgärd behöver ett besked från dig.", "{n} åtgärder behöver ett besked från dig.", count
    )
    how = words.t("Öppna och tryck på hur det går. Ett ord räcker.")
    body: list[Element] = [line((view.turn.group.name, True)), sentence(f"{asked} {how}", close=True)]
    title = words.t("Hur går det med åtgärderna?")
    return note_card(
        words, title, [*body, *_rows(view, words)], actions=_all(view, words), summary=f"{title} {asked}"
    )


def handover_card(view: ReminderView, name: str, words: Words) -> Card:
    """To the coordinators the same day: somebody who owned actions has left (acceptance.md A4)."""
    count = words.n(
        "Åtgärden ligger nu hos dig som samordnare. Lämna över den till en ny ägare.",
        "Åtgärderna ligger nu hos dig som samordnare. Lämna över dem till nya ägare.",
        len(view.actions),
    )
    return note_card(
        words,
        words.t("En ägare av åtgärder har lämnat gruppen"),
        [
            line((name, True), (words.t(" är inte längre med i teamet."), False)),
            sentence(count, close=True),
            *_rows(view, words),
        ],
        actions=_all(view, words),
    )


def effect_card(view: ActionView, words: Words) -> Card:
    """After 4 and after 12 weeks: what became of the problem, with the counts beside (acceptance.md §2 no. 6)."""
    action = view.action
    title = words.t("Vilken effekt fick {label}?", label=action.label)
    owner = owner_of(words, action, view.table.organisations)
    done = words.day_with_year(action.done_on or action.decided_on)
    ids: dict[str, Any] = {"group": view.turn.group.id, "action": action.id}
    ask = sentence(words.t("Hur är det på platsen i dag, jämfört med innan? Din bedömning sparas med skäl."))
    return note_card(
        words,
        title,
        [
            line((action.title, True), (f" · {owner}", False)),
            sentence(words.t("Genomförd {day}.", day=done), close=True),
            *counts(view, words),
            ask,
        ],
        actions=[
            press(words.t("Bedöm effekten"), OpenStep(**ids, step=ActionStep.EFFECT), style="positive"),
            press(words.t("Öppna åtgärden"), ShowAction(**ids)),
        ],
        summary=title,
    )


def outcome_card(view: OutcomeView, words: Words) -> Card:
    """The first working day after an event: one tap says how it turned out; then it says what was kept."""
    title = words.t("Hur gick det?")
    about = [what(words, view.item), where(words, view.event.location, view.places), when(words, view.item)]
    body: list[Element] = [line((f"{view.item.label} · ", True), (" · ".join(filter(None, about)), False))]
    ids: dict[str, Any] = {"group": view.turn.group.id, "item": view.item.id}
    if view.event.outcome is EventOutcome.UNSAID:
        body.append(sentence(words.t("Ett tryck räcker. Svaret visas för gruppen."), close=True))
        choices = [press(label(words, one), ReportOutcome(**ids, outcome=one)) for one in ANSWERS]
        return note_card(words, title, body, actions=choices, summary=title)
    said = label(words, view.event.outcome).lower()
    body.append(notice([sentence(words.t("✔ Sparat: {outcome}.", outcome=said))], good=True))
    others = [
        press(
            words.t("Ändra till {outcome}", outcome=label(words, one).lower()),
            ReportOutcome(**ids, outcome=one),
        )
        for one in ANSWERS
        if one is not view.event.outcome
    ]
    return note_card(words, title, [*body, *_happened(view, words)], actions=others)


def _happened(view: OutcomeView, words: Words) -> list[Element]:
    """The incidents of the place and days, and the way to report one."""
    if view.event.outcome is not EventOutcome.INCIDENTS:
        return []
    found: list[Element] = []
    if view.linked:
        found.append(sentence(words.t("Redan rapporterat på platsen de dagarna:")))
        found += [item_title(words, item, view.places) for item in view.linked]
    week, mine = view.week, view.turn.member.id == view.item.member_id
    if mine:
        form = OpenForm(
            group=view.turn.group.id, week=str(week), seat=view.item.member_id, kind=Kind.INCIDENT
        )
        found.append(buttons(press(words.t("Rapportera en händelse"), form, style="positive")))
    return found


def _rows(view: ReminderView, words: Words) -> list[Element]:
    named = [_row(view, one, words) for one in view.actions[:AT_MOST]]
    left = len(view.actions) - len(named)
    if not left:
        return named
    return [*named, sentence(words.n("Och {n} till.", "Och {n} till.", left), close=True)]


def _row(view: ReminderView, action: Action, words: Words) -> Element:
    today = view.turn.today
    when_ = until(words, action, view.table.days, today)
    open_ = press(
        words.t("Öppna"),
        ShowAction(group=view.turn.group.id, action=action.id),
        tooltip=words.t("Öppna {label}", label=action.label),
    )
    notes = f"{when_} · {standing(words, action, today)}"
    return beside([line((f"{action.label} · {action.title}", True)), small(notes)], open_)


def _all(view: ReminderView, words: Words) -> list[Any]:
    return [press(words.t("Alla åtgärder"), ShowActions(group=view.turn.group.id))]
