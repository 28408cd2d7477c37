"""The review before the meeting: everything that came in, and how far the review has come."""

from __future__ import annotations

from typing import Any

from cards.items import item_title
from cards.pages import Chapter, Group, Page, in_parts
from cards.parts import (
    WARNING_SIGN,
    Button,
    Element,
    beside,
    buttons,
    heading,
    line,
    notice,
    press,
    sentence,
    small,
    warning,
)
from cards.review_verbs import (
    AcceptAll,
    ShowAreas,
    ShowReview,
    ShowReviewItem,
)
from cards.teams import Card, finish
from cards.verbs import ShowAgenda
from est.errors import Refusal
from est.report import Item, ReviewState
from est.timetable import Step
from est.weekly.review_table import ReviewView
from words import Words
from words.refusals import say, suspected
from words.review import state


def review_card(view: ReviewView, words: Words, *, shown: int = 0, refused: Refusal | None = None) -> Card:
    """Everything that came in, with how far the review has come. A long list is shown in parts."""
    chapter = Chapter([_row(view, item, words) for item in view.items])
    return in_parts([chapter], shown, lambda page: _list(view, words, page, refused))


def _list(view: ReviewView, words: Words, page: Page, refused: Refusal | None) -> Card:
    w, ids = words, ids_of(view)
    title = w.t("Granska {week}", week=w.week(view.meeting.round.week))
    body: list[Element] = [
        heading(title),
        line((view.meeting.group.name, True)),
        sentence(_left(view, w), close=True),
    ]
    if refused is not None:
        body.append(notice([warning(say(refused, w))], grave=True))
    body += [sentence(one, quiet=True, close=True) for one in _who(view, w)]
    body += [element for one in page.groups for element in one]
    turns = page.turns(w, lambda number: ShowReview(**ids, part=number))
    if turns:
        body += [sentence(page.name(w), quiet=True), buttons(*turns)]
    row: list[Button] = []
    unmarked = [item for item in view.left if not item.marks]
    if view.may_change and unmarked:
        row.append(press(w.t("Godkänn resten ({n})", n=len(unmarked)), AcceptAll(**ids)))
    row.append(press(w.t("Läget per område"), ShowAreas(**ids)))
    row.append(press(w.t("Dagordningen"), ShowAgenda(**ids)))
    body.append(buttons(*row))
    refresh = ShowReview(**ids, part=page.number if turns else 0)
    return finish(body, summary=f"{title}.", language=w.language, refresh=refresh, full_width=True)


def _left(view: ReviewView, words: Words) -> str:
    if not view.items:
        return words.t("Inget har kommit in än.")
    if not view.left:
        return words.t("✔ Allt är granskat ({n}).", n=len(view.items))
    return words.n(
        "{n} av {of} uppgifter är kvar att granska.",
        "{n} av {of} uppgifter är kvar att granska.",
        len(view.left),
        of=len(view.items),
    )


def _who(view: ReviewView, words: Words) -> list[str]:
    """Who may do what, where that is not simply everything."""
    round_ = view.meeting.round
    if view.may_change and view.turn.member.coordinates:
        return []
    if view.may_change:
        until = words.moment(round_.moments[Step.MEETING], round_.zone)
        return [words.t("Du granskar tillsammans med samordnaren, till {until}.", until=until)]
    return [
        words.t("Du kan läsa och kommentera. Samordnaren ändrar från och med mötet tills den är godkänd.")
    ]


def _row(view: ReviewView, item: Item, words: Words) -> Group:
    source = view.meeting.organisations.get(item.organisation_id)
    notes = [state(words, item), source.name if source is not None else words.t("organisation saknas")]
    if any(item.id in ids for ids in view.meeting.alike):
        notes.append(words.t("kan vara samma händelse som en annan"))
    if item.id in view.meeting.severer:
        notes.append(words.t("högre allvarlighet föreslås"))
    if item.marks and item.review is ReviewState.NEW:
        notes.append(f"{WARNING_SIGN} " + ", ".join(suspected(mark, words) for mark in item.marks))
    if item.late:
        notes.append(words.t("sen"))
    look = press(
        words.t("Granska"),
        ShowReviewItem(**ids_of(view), item=item.id),
        tooltip=words.t("Granska {label}", label=item.label),
    )
    return [beside([item_title(words, item, view.meeting.places), small(" · ".join(notes))], look)]


def ids_of(view: ReviewView) -> dict[str, Any]:
    """What every button of a review carries."""
    return {"group": view.meeting.group.id, "week": str(view.meeting.round.week)}
