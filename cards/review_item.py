"""One item being reviewed: what is known and suggested about it, and every step that can be taken."""

from __future__ import annotations

from cards.inputs import choice_input, text_input
from cards.items import item_text
from cards.parts import (
    WARNING_SIGN,
    Button,
    Element,
    beside,
    box,
    buttons,
    heading,
    line,
    notice,
    press,
    sentence,
    small,
    subheading,
    toggle_button,
    warning,
)
from cards.review import ids_of, review_card
from cards.review_verbs import (
    AcceptItem,
    CommentItem,
    EditItem,
    GradeItem,
    HideItem,
    MakeOral,
    MergeItems,
    MoveItem,
    PartItem,
    SendBackItem,
    ShowItemAgain,
    ShowReview,
    ShowReviewItem,
)
from cards.teams import Card, finish
from est.errors import Refusal
from est.form import FormRefused
from est.report import OUT_OF_SIGHT, CollabNeed, Item, ReviewState, UpcomingEvent
from est.review import REASON_LIMIT, ReviewStep
from est.timetable import Step
from est.vocabulary import Severity
from est.weekly.review_table import ReviewView
from words import Words
from words.items import notes_of
from words.refusals import say, suspected
from words.review import STEPS, state, why_alike
from words.vocabulary import severity_choice

ORAL = "oral"
"""The id of the box that explains what becomes of an item that is only spoken of."""


def review_item_card(view: ReviewView, words: Words, refused: Refusal | None = None, typed: str = "") -> Card:
    """One item: what it says, what is known and suggested about it, and every step that can be taken.

    After a refusal what was *typed* still stands in its field.
    """
    item = view.chosen
    if item is None:
        return review_card(view, words, refused=refused)
    return _ItemCard(view, item, words).card(refused, typed)


class _ItemCard:
    """One item being reviewed."""

    def __init__(self, view: ReviewView, item: Item, words: Words) -> None:
        self.view = view
        self.item = item
        self.words = words
        self.ids = ids_of(view) | {"item": item.id}
        self.step = self.ids | {"version": item.version}

    def card(self, refused: Refusal | None, typed: str) -> Card:
        w, item = self.words, self.item
        title = w.t("Granska {label}", label=item.label)
        body: list[Element] = [heading(title), line((self.view.meeting.group.name, True))]
        if refused is not None:
            body.append(notice([warning(say(fault, w)) for fault in _faults(refused)], grave=True))
        elif self.view.saved:
            body.append(notice([sentence(w.t("✔ Sparat."))], good=True))
        body += [*item_text(w, item, self.view.meeting.places), small(" · ".join(self._notes()))]
        body += [*self._suggestions(), *self._alike(), *self._behind()]
        if self.view.may_change:
            body += self._steps()
        body += [*self._words(typed), *self._history()]
        body.append(buttons(*self._ways()))
        return finish(
            body,
            summary=f"{title}.",
            language=w.language,
            refresh=ShowReviewItem(**self.ids) if refused is None else None,
            full_width=True,
        )

    def _notes(self) -> list[str]:
        w, item = self.words, self.item
        source = self.view.meeting.organisations.get(item.organisation_id)
        notes = notes_of(w, item, source=source.name if source is not None else w.t("organisation saknas"))
        return [*notes, w.t("läge: {state}", state=state(w, item))]

    def _suggestions(self) -> list[Element]:
        """What the guard warned of, and the level that is suggested: people decide."""
        w, item, found = self.words, self.item, list[Element]()
        if item.marks and item.review is ReviewState.NEW:
            marks = ", ".join(suspected(mark, w) for mark in item.marks)
            found.append(sentence(f"{WARNING_SIGN} " + w.t("Märkt vid inskrivningen: {found}.", found=marks)))
        if item.id in self.view.meeting.severer:
            level = severity_choice(w, self.view.meeting.severer[item.id]).lower()
            found.append(
                sentence(
                    w.t(
                        "Förslag: allvarlighet {level}. Det är minst tredje gången på platsen på fyra veckor.",
                        level=level,
                    )
                )
            )
        return [notice(found)] if found else []

    def _alike(self) -> list[Element]:
        """What may be the same event: offered, and never merged by itself (acceptance.md L6)."""
        w, view, item = self.words, self.view, self.item
        others = [id_ for ids in view.meeting.alike if item.id in ids for id_ in ids if id_ != item.id]
        if not others:
            return []
        why = why_alike(w, [item, *(view.meeting.items[id_] for id_ in others)])
        found: list[Element] = [sentence(f"{item.label} {why}")]
        for id_ in others:
            found += item_text(w, view.meeting.items[id_], view.meeting.places)
        if view.may_change:
            merge = w.t("Slå ihop till {label}", label=item.label)
            found.append(buttons(press(merge, MergeItems(**self.step))))
        return [notice(found)]

    def _behind(self) -> list[Element]:
        """What is merged into this item, or what it is merged into, with the way back."""
        w, view, item = self.words, self.view, self.item
        found: list[Element] = []
        for other in view.items:
            if other.merged_into == item.id:
                part = PartItem(**ids_of(view), item=other.id, version=other.version)
                undo = press(w.t("Dela"), part, tooltip=w.t("Dela {label}", label=other.label))
                said = [line((other.label, True), (" " + w.t("är hopslagen hit."), False))]
                found.append(beside(said, undo) if view.may_change else said[0])
        if item.merged_into and item.merged_into in view.meeting.items:
            into = view.meeting.items[item.merged_into].label
            said = [sentence(w.t("Hopslagen med {label}.", label=into))]
            found.append(
                beside(said, press(w.t("Dela"), PartItem(**self.step))) if view.may_change else said[0]
            )
        return found

    def _steps(self) -> list[Element]:
        w, item, row = self.words, self.item, list[Button]()
        if item.review is not ReviewState.OK and item.review not in OUT_OF_SIGHT:
            row.append(press(w.t("Godkänn"), AcceptItem(**self.step), style="positive"))
        row.append(press(w.t("Ändra"), EditItem(**self.ids)))
        if item.review in OUT_OF_SIGHT:
            row.append(press(w.t("Visa igen"), ShowItemAgain(**self.step)))
        if self.view.lines:
            row.append(press(w.t("Flytta upp"), MoveItem(**self.ids)))
            row.append(press(w.t("Flytta ned"), MoveItem(**self.ids, up=False)))
        return [buttons(*row), *self._oral()]

    def _oral(self) -> list[Element]:
        """What is said aloud alone leaves nothing behind, so it is asked twice."""
        w = self.words
        if self.item.oral:
            return []
        gone = w.t(
            "Bara rubriken blir kvar. Texten tas bort för alltid, också ur historiken, och sägs på mötet."
        )
        make = press(w.t("Ta bort texten"), MakeOral(**self.step))
        opened = toggle_button(
            w.t("Muntlig information …"), ORAL, tooltip=w.t("Visa hur uppgiften blir muntlig information")
        )
        return [buttons(opened), box([notice([sentence(gone), buttons(make)])], id_=ORAL, hidden=True)]

    def _words(self, typed: str) -> list[Element]:
        """The reason or comment, and the steps that ask for one."""
        w, item, row = self.words, self.item, list[Button]()
        found: list[Element] = [
            text_input("reason", w.t("Skäl eller kommentar"), value=typed, limit=REASON_LIMIT, lines=True)
        ]
        if self.view.may_change:
            if not isinstance(item.content, CollabNeed):
                found.append(self._level())
                row.append(press(w.t("Ändra nivå"), GradeItem(**self.step), inputs=True))
            locked = self.view.turn.now >= self.view.meeting.round.moments[Step.MEETING]
            if item.review is not ReviewState.RETURNED and not locked:
                row.append(press(w.t("Skicka tillbaka"), SendBackItem(**self.step), inputs=True))
            if item.review is not ReviewState.HIDDEN:
                row.append(press(w.t("Dölj"), HideItem(**self.step), inputs=True))
        row.append(press(w.t("Kommentera"), CommentItem(**self.step), inputs=True))
        return [*found, buttons(*row)]

    def _level(self) -> Element:
        w, content = self.words, self.item.content
        is_event = isinstance(content, UpcomingEvent)
        now = content.impact if isinstance(content, UpcomingEvent) else getattr(content, "severity", 1)
        levels = [(str(int(one)), severity_choice(w, one)) for one in Severity]
        name = w.t("Påverkan") if is_event else w.t("Allvarlighet")
        return choice_input("level", name, levels, value=str(int(now)))

    def _history(self) -> list[Element]:
        steps = self.view.meeting.review.of_item(self.item.id)
        if not steps:
            return []
        return [
            subheading(self.words.t("Granskningen hittills")),
            *(self._said(step) for step in reversed(steps[-10:])),
        ]

    def _said(self, step: ReviewStep) -> Element:
        w, round_ = self.words, self.view.meeting.round
        who = self.view.meeting.members.get(step.by)
        name = who.name if who is not None else w.t("någon som har lämnat gruppen")
        what = w.t(STEPS[step.kind]) + (f": {step.words}" if step.words else "")
        return small(f"{w.moment(step.at, round_.zone)} · {name} · {what}")

    def _ways(self) -> list[Button]:
        """On to what is left, and back to the list."""
        w, row = self.words, list[Button]()
        following = next((one for one in self.view.left if one.id != self.item.id), None)
        if following is not None:
            on = ShowReviewItem(**ids_of(self.view), item=following.id)
            row.append(press(w.t("Nästa att granska: {label}", label=following.label), on))
        return [*row, press(w.t("Till listan"), ShowReview(**ids_of(self.view)))]


def _faults(refused: Refusal) -> tuple[Refusal, ...]:
    return refused.faults if isinstance(refused, FormRefused) else (refused,)
