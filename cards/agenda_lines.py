"""The lines of an agenda's points: what each is about, how long, and why it stands there."""

from __future__ import annotations

from collections.abc import Sequence

from cards.items import item_text, item_title, titled
from cards.pages import Chapter, Group
from cards.parts import WARNING_SIGN, Element, line, sentence, small, subheading
from est.agenda import Line, Point, PointKind
from est.report import CollabNeed, Item, ReviewState
from est.weekly.meeting import MeetingView
from words import Words
from words.agenda import CONTENT
from words.agenda_lines import action_parts, note, nothing, point_title, sourced_notes
from words.items import what, when, where
from words.meeting import answers_of
from words.refusals import suspected

FULL, DISCUSSED, TITLES, LABELS = range(4)
"""How much is said of each line: its text, its text if it is discussed, its title, or what it is called."""


class AgendaLines:
    """The lines with so much *detail*; marks of the personal-data guard are for the coordinator alone."""

    def __init__(self, view: MeetingView, words: Words, detail: int, *, for_coordinator: bool) -> None:
        self.view = view
        self.words = words
        self.detail = detail
        self.for_coordinator = for_coordinator

    def point(self, point: Point, number: int, minute: int) -> Chapter:
        """A standing point; one that nobody has anything for is said in a line."""
        w = self.words
        lines = [piece for one in point.lines for piece in self._line(one, self.detail)]
        lines += [piece for one in point.table for piece in self._line(one, max(self.detail, TITLES))]
        if not point.minutes and not lines:
            return Chapter([[small(nothing(w, point, number))]])
        title = [subheading(point_title(w, point, number, minute))]
        if point.kind in CONTENT:
            title.append(sentence(w.t(CONTENT[point.kind]), close=True))
        elif not lines:
            title.append(sentence(w.t("Inget anmält."), quiet=True, close=True))
        return Chapter(lines, title)

    def to_read(self) -> Chapter:
        """What the group reads by itself: its texts are the first to give way."""
        lines = [
            piece for one in self.view.agenda.read_yourself for piece in self._line(one, self.detail + 1)
        ]
        return Chapter(lines, [subheading(self.words.t("Läs själva"))])

    def _line(self, one: Line, detail: int) -> list[Group]:
        """What it is about, its texts when there is room, and why it stands here: a piece for every text."""
        w, view = self.words, self.view
        if one.action_id:
            return [[self._action(one), self._note(one)]]
        if one.point is PointKind.PRIORITY_PLACES or not one.item_ids:
            return [[titled(where(w, one.location, view.places)), self._note(one)]]
        items = [view.items[id_] for id_ in one.item_ids if id_ in view.items]
        if detail < TITLES and not one.heading_only and items:
            *others, last = items
            texts = [[*item_text(w, item, view.places), known(w, view, item)] for item in others]
            said = [small(text) for item in items for text in self._answers(item)]
            return [
                *texts,
                [*item_text(w, last, view.places), *self._marks(items), *said, self._note(one, last)],
            ]
        return [self._titles(one, items, detail)]

    def _answers(self, item: Item) -> list[str]:
        """What the organisations that a need asks have answered, in a line."""
        if not isinstance(item.content, CollabNeed):
            return []
        given = self.view.held.answers.get(item.id, {})
        said = answers_of(self.words, item.content, given, self.view.organisations)
        return [" · ".join(f"{name}: {text}" for name, text in said)] if said else []

    def _titles(self, one: Line, items: Sequence[Item], detail: int) -> Group:
        w, view = self.words, self.view
        if detail >= LABELS:
            labels = ", ".join(item.label for item in items)
            return [
                line((labels, True), (" · " + ", ".join(dict.fromkeys(what(w, i) for i in items)), False))
            ]
        if one.heading_only:
            return [*(self._heading_only(item) for item in items), self._note(one)]
        return [*(item_title(w, item, view.places) for item in items), self._note(one)]

    def _note(self, one: Line, *items: Item) -> Element:
        """How long, who says so, and why it stands here."""
        said = [
            one_note
            for item in items
            for one_note in sourced_notes(self.words, item, self.view.organisations)
        ]
        return small(note(self.words, one, said))

    def _marks(self, items: Sequence[Item]) -> list[Element]:
        """The coordinator sees what was saved in spite of a warning, and settles it before the others see it."""
        unseen = (item for item in items if item.review is ReviewState.NEW)
        marks = sorted({mark for item in unseen for mark in item.marks})
        if not self.for_coordinator or not marks:
            return []
        found = ", ".join(suspected(mark, self.words) for mark in marks)
        look = self.words.t("Granska innan den publiceras: {found}.", found=found)
        return [sentence(f"{WARNING_SIGN} {look}", close=True)]

    def _heading_only(self, item: Item) -> Element:
        return titled(f"{item.label} · {what(self.words, item)}", when(self.words, item))

    def _action(self, one: Line) -> Element:
        action = self.view.actions.get(one.action_id)
        if action is None:
            return titled(one.action_id)
        return titled(*action_parts(self.words, action, self.view.organisations))


def known(words: Words, view: MeetingView, item: Item) -> Element:
    """Who says so, how sure and how late."""
    return small(" · ".join(sourced_notes(words, item, view.organisations)))
