"""The delivery list, for the coordinator alone: one line per seat, and what to do about those not reached."""

from __future__ import annotations

from typing import Any

from cards.parts import Element, box, buttons, facts, heading, line, press, sentence, subheading
from cards.teams import Card, finish
from cards.verbs import ShowAgenda, ShowDelivery
from est.delivery import DeliveryLine, DeliveryState, totals
from est.weekly.meeting import MeetingView
from words import Words
from words.delivery import why
from words.vocabulary import label

ORDER = (
    DeliveryState.FAILED,
    DeliveryState.WAITING,
    DeliveryState.SENT,
    DeliveryState.STAND_IN,
    DeliveryState.AWAY,
    DeliveryState.ANSWERED,
    DeliveryState.NOTHING_TO_REPORT,
)
"""Those that need something done come first."""
SIGNS = {
    DeliveryState.FAILED: "⚠",
    DeliveryState.WAITING: "…",
    DeliveryState.SENT: "→",
    DeliveryState.STAND_IN: "⇄",
    DeliveryState.AWAY: "○",
    DeliveryState.ANSWERED: "✔",
    DeliveryState.NOTHING_TO_REPORT: "✔",
}


def delivery_card(view: MeetingView, words: Words) -> Card:
    """Every seat in exactly one state; the sum is the roster (acceptance.md D13)."""
    counts = totals(view.delivery)
    answered = sum(line_.answered for line_ in view.delivery)
    title = words.t(
        "Läget {week}: {answered} av {n} har svarat",
        week=words.week(view.round.week),
        answered=answered,
        n=len(view.delivery),
    )
    body: list[Element] = [
        heading(title),
        line((view.group.name, True)),
        sentence(
            words.t("Bara du som samordnare ser listan. Skickat betyder inte läst."), quiet=True, close=True
        ),
        facts((label(words, state), str(counts[state])) for state in ORDER if counts[state]),
    ]
    for state in ORDER:
        lines = [one for one in view.delivery if one.state is state]
        if lines:
            body.append(
                box(
                    [
                        subheading(f"{SIGNS[state]} {label(words, state)}"),
                        *(_seat(view, words, one) for one in lines),
                    ]
                )
            )
    ids: dict[str, Any] = {"group": view.group.id, "week": str(view.round.week)}
    body.append(
        buttons(
            press(words.t("Uppdatera"), ShowDelivery(**ids)),
            press(words.t("Visa dagordningen"), ShowAgenda(**ids)),
        )
    )
    return finish(body, summary=title, language=words.language, refresh=ShowDelivery(**ids))


def _seat(view: MeetingView, words: Words, one: DeliveryLine) -> Element:
    organisation = view.organisations.get(one.member.organisation_id)
    notes = [organisation.name if organisation else "", one.member.function]
    if one.reason:
        notes = [why(words, one.reason)]
    elif one.answered_by and one.answered_by in view.members:
        notes.append(words.t("ersättare: {name}", name=view.members[one.answered_by].name))
    if one.answered and one.state in {DeliveryState.AWAY, DeliveryState.STAND_IN}:
        notes.append(words.t("har svarat"))
    if one.late and one.answered:
        notes.append(words.t("sen"))
    if one.member.guest:
        notes.append(words.t("gäst"))
    return line((one.member.name, True), (" · " + " · ".join(filter(None, notes)), False))
