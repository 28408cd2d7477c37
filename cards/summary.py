"""The summary of a meeting: twelve sections from stored items only."""

from __future__ import annotations

from typing import Any

from cards.pages import Chapter, Page, part
from cards.parts import (
    Button,
    Element,
    box,
    buttons,
    heading,
    line,
    notice,
    press,
    sentence,
    small,
    subheading,
)
from cards.review_verbs import EditOpening, ShowReview, ShowVariant, ShowVersions
from cards.summary_sections import SECTION_LINES
from cards.teams import CARD_LIMIT, Card, finish
from cards.verbs import ApproveSummary, ShowSummary
from est.summary.audiences import Circle
from est.weekly.meeting import SummaryView
from words import Words
from words.audiences import TITLES
from words.summary import SECTIONS, empty

ALL, SHORTEST = 10_000, 2
LENGTHS = (ALL, 24, 8, 4)
"""Pieces of a section in a card that would otherwise be too big for Teams; the others stand in the parts."""


def summary_card(view: SummaryView, words: Words, *, shown: int = 0, coordinator: bool = False) -> Card:
    """The approved summary, or the draft with the button that approves it.

    A *coordinator*'s own copy leads to the review, the opening, the versions and what readers outside the group see.

    When it would be too big for Teams, long sections say how much is left out, and a button leads to the whole in
    parts, of which one is *shown*; the counts always stay.
    """
    summary = _SummaryCard(view, words, coordinator=coordinator or view.may_approve)
    if shown:
        return part(summary.chapters(), shown, summary.in_part)
    for most in LENGTHS:
        card = summary.on_one_page(most)
        if card.size <= CARD_LIMIT:
            return card
    return summary.on_one_page(SHORTEST)


class _SummaryCard:
    """One summary being drawn."""

    def __init__(self, view: SummaryView, words: Words, *, coordinator: bool) -> None:
        self.view = view
        self.words = words
        self.coordinator = coordinator
        self.ids: dict[str, Any] = {"group": view.summary.group_id, "week": str(view.summary.week)}

    def on_one_page(self, most: int) -> Card:
        """The twelve sections, each with at *most* so many pieces."""
        body, is_cut = self._top(), False
        for chapter in self.chapters():
            left_out = max(0, len(chapter.pieces) - most)
            elements = [*chapter.title, *(one for piece in chapter.pieces[:most] for one in piece)]
            if left_out:
                rest = self.words.n("… och {n} till.", "… och {n} till.", left_out)
                elements.append(sentence(rest, quiet=True, close=True))
            is_cut = is_cut or bool(left_out)
            body += [box(elements, ruled=True)] if chapter.title else elements
        actions = self._approve()
        if is_cut:
            body.append(
                notice([sentence(self.words.t("Allt får inte plats i ett kort. Läs resten i delar."))])
            )
            actions.append(press(self.words.t("Läs hela i delar"), ShowSummary(**self.ids, part=1)))
        return self._finish(body, actions, self._ways() if self.coordinator else [])

    def in_part(self, page: Page) -> Card:
        """One part of the whole."""
        name = page.name(self.words)
        body = [*self._top(), *([sentence(name, quiet=True, close=True)] if name else [])]
        body += [box(group, ruled=True) for group in page.groups]
        turns = page.turns(self.words, lambda number: ShowSummary(**self.ids, part=number))
        back = press(self.words.t("Till översikten"), ShowSummary(**self.ids))
        return self._finish(body, [*turns, back], number=page.number)

    def chapters(self) -> list[Chapter]:
        """The twelve sections; one that nobody has anything for is said in a line."""
        found = []
        for name, lines in zip(SECTIONS, SECTION_LINES, strict=True):
            pieces = lines(self.view, self.words)
            if pieces:
                found.append(Chapter(pieces, [subheading(self.words.t(name))]))
            else:
                found.append(Chapter([[small(empty(self.words, name))]]))
        return found

    def _top(self) -> list[Element]:
        summary = self.view.summary
        period = self.words.days(summary.period_first, summary.period_last)
        return [
            heading(self._title()),
            line((summary.group_name, True), (f" · {period}", False)),
            self._status(),
        ]

    def _title(self) -> str:
        title = self.words.t("Sammanfattning {week}", week=self.words.week(self.view.summary.week))
        return title if self.view.approval else self.words.t("Utkast: {title}", title=title)

    def _status(self) -> Element:
        w, approval = self.words, self.view.approval
        if approval is not None:
            zone = self.view.meeting.round.zone
            at = w.moment(approval.approved_at, zone)
            said = w.t("Godkänd {at}, version {version}.", at=at, version=approval.version)
            if not approval.stands:
                again = w.moment(approval.reopened_at, zone)
                said += " " + w.t("Öppnad igen {at}; den gäller inte längre.", at=again)
            return sentence(said, close=True)
        if self.view.may_approve:
            mine = w.t("Bara du som samordnare ser utkastet. Godkänn det så visas det i kanalen.")
            return notice([sentence(mine)])
        return notice([sentence(w.t("Ett utkast. Det kan godkännas när mötet har börjat."))])

    def _approve(self) -> list[Button]:
        if self.view.approval is not None or not self.view.may_approve:
            return []
        approve = ApproveSummary(**self.ids, fingerprint=self.view.fingerprint)
        tooltip = self.words.t("Godkänn och publicera i kanalen")
        return [press(self.words.t("Godkänn och publicera"), approve, style="positive", tooltip=tooltip)]

    def _ways(self) -> list[Button]:
        """Where a coordinator goes from here."""
        w, ids = self.words, self.ids
        versions = press(w.t("Versioner"), ShowVersions(**ids))
        if self.view.approval is None:
            opening = press(w.t("Skriv inledningen"), EditOpening(**ids))
            return [press(w.t("Granska"), ShowReview(**ids)), opening, versions]
        circles = [press(w.t(TITLES[one]), ShowVariant(**ids, variant=one.value)) for one in Circle]
        return [*circles, versions]

    def _finish(
        self, body: list[Element], actions: list[Button], ways: list[Button] | None = None, *, number: int = 0
    ) -> Card:
        return finish(
            [*body, *(buttons(*row) for row in (actions, ways) if row)],
            summary=self.words.t("{title} från EST-mötet.", title=self._title()),
            language=self.words.language,
            refresh=ShowSummary(**self.ids, part=number) if self.view.approval is None else None,
            full_width=True,
        )
