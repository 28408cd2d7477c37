"""What became of what somebody reported: in private, their own items and nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cards.items import item_title
from cards.notices import note_card
from cards.pages import Group
from cards.parts import Element, box, line, notice, press, said, sentence, small
from cards.teams import CARD_LIMIT, Card
from cards.verbs import OpenItem, ShowPrompt, ShowSummary
from est.action import Action
from est.report import Item
from est.weekly.feeding_back import Became, FeedbackLine, FeedbackView
from est.weekly.meeting import MeetingView
from words import Words
from words.catalogue import N_
from words.summary_lines import owner
from words.vocabulary import label

OUTCOMES: Mapping[Became, str] = {
    Became.DISCUSSED: N_("Stod på dagordningen och togs upp på mötet."),
    Became.READ: N_("Stod på dagordningen och lästes av alla."),
    Became.MERGED: N_("Slogs ihop med {into}, som beskriver samma händelse."),
    Became.HIDDEN: N_("Visades inte för gruppen."),
    Became.RETURNED: N_("Skickades tillbaka till dig och togs inte upp."),
    Became.NEXT_ROUND: N_("Kom efter att mötet började. Tas upp i nästa omgång."),
}


LENGTHS = (10_000, 40, 20, 10)
"""Items in the card, until it is small enough for Teams (acceptance.md D11)."""


def feedback_card(view: FeedbackView, words: Words) -> Card:
    """Each of the reporter's own items with what became of it, and the actions that it led to."""
    for most in LENGTHS:
        card = _feedback(view, words, most)
        if card.size <= CARD_LIMIT:
            return card
    return _feedback(view, words, LENGTHS[-1])


def _feedback(view: FeedbackView, words: Words, most: int) -> Card:
    w, round_ = words, view.meeting.round
    title = w.t("Det här blev av det du rapporterade {week}", week=w.week(round_.week))
    thanks = w.t("Tack! Sammanfattningen är godkänd, och så här gick det med dina uppgifter.")
    body: list[Element] = [line((view.meeting.group.name, True)), sentence(thanks, close=True)]
    body += [box(_line(view, one, w), ruled=True) for one in view.lines[:most]]
    if len(view.lines) > most:
        rest = w.n("… och {n} till.", "… och {n} till.", len(view.lines) - most)
        body.append(sentence(rest, quiet=True))
    show = press(
        w.t("Visa sammanfattningen"), ShowSummary(group=view.meeting.group.id, week=str(round_.week))
    )
    return note_card(w, title, body, actions=[show])


def _line(view: FeedbackView, one: FeedbackLine, words: Words) -> Group:
    w = words
    outcome = w.t(OUTCOMES[one.became], into=one.into) if one.into else w.t(OUTCOMES[one.became])
    found: list[Element] = [item_title(w, one.item, view.meeting.places), sentence(outcome, close=True)]
    if one.reason:
        found.append(line((w.t("Skäl: "), True), (one.reason, False)))
    found += [_action(view, action, w) for action in one.actions]
    if not one.actions and one.became in {Became.DISCUSSED, Became.MERGED}:
        found.append(small(w.t("Ingen åtgärd är beslutad för den än.")))
    return found


def _action(view: FeedbackView, action: Action, words: Words) -> Element:
    who = owner(action.owner_organisation_id, action.owner_function, view.meeting.organisations)
    until, state = words.t("klart {day}", day=words.day(action.due)), label(words, action.state).lower()
    rest = "".join(f" · {part}" for part in (who, until, state) if part)
    return line((words.t("Ledde till {label}: ", label=action.label), True), (f"{action.title}{rest}", False))


def returned_card(view: MeetingView, item: Item, seat_id: str, reason: str, words: Words) -> Card:
    """An item was sent back: why, and the way to its form."""
    w = words
    ids: dict[str, Any] = {"group": view.group.id, "week": str(view.round.week), "seat": seat_id}
    asked = w.t("Samordnaren ber dig ändra den. Tills dess står den inte på dagordningen.")
    change = press(
        w.t("Ändra"),
        OpenItem(**ids, item=item.id),
        style="positive",
        tooltip=w.t("Ändra {label}", label=item.label),
    )
    return note_card(
        w,
        w.t("En uppgift har kommit tillbaka till dig"),
        [
            line((view.group.name, True)),
            item_title(w, item, view.places),
            *said(item.content.text),
            notice([line((w.t("Skäl: "), True), (reason, False)), sentence(asked, close=True)]),
        ],
        actions=[change, press(w.t("Visa mitt svar"), ShowPrompt(**ids))],
    )
