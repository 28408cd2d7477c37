"""The delivery list, for the coordinator alone: one line per seat, and what to do about those not reached."""

from __future__ import annotations

from typing import Any

from cards.pages import Chapter, Group, Page, in_parts
from cards.parts import box, buttons, heading, line, press, sentence, subheading
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


def delivery_card(view: MeetingView, words: Words, *, shown: int = 0) -> Card:
    """Every seat in exactly one state; the sum is the roster (acceptance.md D13). A long list is shown in parts."""
    return in_parts(_chapters(view, words), shown, lambda page: _card(view, words, page))


def _card(view: MeetingView, words: Words, page: Page) -> Card:
    ids: dict[str, Any] = {"group": view.group.id, "week": str(view.round.week)}
    title = words.t(
        "Läget {week}: {answered} av {n} har svarat",
        week=words.week(view.round.week),
        answered=sum(one.answered for one in view.delivery),
        n=len(view.delivery),
    )
    mine = words.t("Bara du som samordnare ser listan. Skickat betyder inte läst.")
    body = [heading(title), line((view.group.name, True)), sentence(mine, quiet=True, close=True)]
    body += [box(group, ruled=True) for group in page.groups]
    turns = page.turns(words, lambda number: ShowDelivery(**ids, part=number))
    if turns:
        body += [sentence(page.name(words), quiet=True), buttons(*turns)]
    update = press(words.t("Uppdatera"), ShowDelivery(**ids))
    body.append(buttons(update, press(words.t("Visa dagordningen"), ShowAgenda(**ids))))
    refresh = ShowDelivery(**ids, part=page.number if turns else 0)
    return finish(body, summary=f"{title}.", language=words.language, refresh=refresh)


def _chapters(view: MeetingView, words: Words) -> list[Chapter]:
    counts = totals(view.delivery)
    return [
        Chapter(
            [_seat(view, words, one) for one in view.delivery if one.state is state],
            [subheading(f"{SIGNS[state]} {label(words, state)}: {counts[state]}")],
        )
        for state in ORDER
        if counts[state]
    ]


def _seat(view: MeetingView, words: Words, one: DeliveryLine) -> Group:
    organisation = view.organisations.get(one.member.organisation_id)
    notes = [organisation.name if organisation else "", one.member.function]
    if one.reason:
        notes = [why(words, one.reason)]
    elif one.answered_by in view.members:
        notes.append(_deputy(one, view.members[one.answered_by].name, words))
    elif one.answered and one.state in {DeliveryState.AWAY, DeliveryState.STAND_IN}:
        notes.append(words.t("har svarat"))
    if one.late and one.answered:
        notes.append(words.t("sen"))
    if one.member.guest:
        notes.append(words.t("gäst"))
    return [line((one.member.name, True), ("".join(f" · {note}" for note in notes if note), False))]


def _deputy(one: DeliveryLine, name: str, words: Words) -> str:
    """Who answers, or has answered, for somebody else (acceptance.md M3)."""
    if not one.answered:
        return words.t("ersättare: {name}", name=name)
    return words.t("{name} har svarat för {seat}", name=name, seat=one.member.name)
