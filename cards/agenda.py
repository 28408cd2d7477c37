"""The agenda: seven points with minutes that add up, and the reason on every line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cards.agenda_lines import DISCUSSED, FULL, LABELS, TITLES, AgendaLines, known
from cards.items import item_text
from cards.meeting_verbs import OpenNeed, ShowMeeting
from cards.pages import Chapter, Page, part
from cards.parts import Button, Element, box, buttons, heading, line, notice, press, sentence, subheading
from cards.review_verbs import ShowReview
from cards.teams import CARD_LIMIT, Card, finish
from cards.verbs import PublishAgenda, ShowAgenda, ShowDelivery, TakeIn
from est.agenda import PointKind
from est.timetable import Step
from est.weekly.meeting import MeetingView
from words import Words
from words.agenda_lines import answers_and_period, many_subjects, quiet_week
from words.meeting import how_it_goes
from words.review import why_alike
from words.vocabulary import severity_choice

MOST_ANSWERED = 3
"""Needs that have a button of their own on one card; each can be answered from the letter about it as well."""
FEW = 5
"""Lines of a point in an overview that would not fit even so; the others stand in the parts."""


def agenda_card(
    view: MeetingView, words: Words, *, draft: bool = False, publish: bool = False, shown: int = 0
) -> Card:
    """The agenda of a round. A *draft* is the coordinator's own, with a button to *publish* it ahead of time.

    An agenda that is too big for one card becomes an overview without the texts that take the most room, and says so;
    its button leads to the texts, in parts, of which one is *shown* (acceptance.md D11).
    """
    agenda = _AgendaCard(view, words, draft=draft, publish=publish)
    if shown:
        return part(agenda.chapters(FULL), shown, agenda.in_part)
    for detail in (FULL, DISCUSSED, TITLES, LABELS):
        card = agenda.on_one_page(detail)
        if card.size <= CARD_LIMIT:
            return card
    return agenda.on_one_page(LABELS, most=FEW)


class _AgendaCard:
    """One agenda being drawn."""

    def __init__(self, view: MeetingView, words: Words, *, draft: bool, publish: bool) -> None:
        self.view = view
        self.words = words
        self.draft = draft
        self.publish = publish
        self.ids: dict[str, Any] = {"group": view.group.id, "week": str(view.round.week)}

    def on_one_page(self, detail: int, *, most: int = 0) -> Card:
        """Every line, or the first *most* of each point; with the way to the texts that there is no room for."""
        body = [*self._top(), *self._notices()]
        for chapter in self.chapters(detail):
            pieces = chapter.pieces[:most] if most else chapter.pieces
            elements = [*chapter.title, *(element for piece in pieces for element in piece)]
            body += [box(elements, ruled=True)] if chapter.title else elements
        actions = self._choices() if self.draft else self._everybodys()
        if detail:
            short = self.words.t("Allt får inte plats i ett kort. Läs resten i delar.")
            body.append(notice([sentence(short)]))
            read = self.words.t("Läs hela i delar")
            actions = [*actions, press(read, ShowAgenda(**self.ids, part=1))]
        return self._finish(body, actions)

    def in_part(self, page: Page) -> Card:
        """One part of the whole."""
        body = [*self._top(page.name(self.words)), *(box(group, ruled=True) for group in page.groups)]
        turns = page.turns(self.words, lambda number: ShowAgenda(**self.ids, part=number))
        back = press(self.words.t("Till översikten"), ShowAgenda(**self.ids))
        return self._finish(body, [*turns, back], number=page.number)

    def chapters(self, detail: int) -> list[Chapter]:
        """The seven points in order, what the group reads by itself, and what came too late."""
        lines = AgendaLines(self.view, self.words, detail, for_coordinator=self.draft)
        found, minute = [], 0
        for number, point in enumerate(self.view.agenda.points, start=1):
            found.append(lines.point(point, number, minute))
            minute += point.minutes
        if self.view.agenda.read_yourself:
            found.append(lines.to_read())
        if self.draft and self.view.offered:
            found.append(self._offered(detail))
        return found

    def _finish(self, body: Sequence[Element], actions: Sequence[Button], *, number: int = 0) -> Card:
        meeting = self._meeting()
        return finish(
            [*body, *([buttons(*actions)] if actions else [])],
            summary=self.words.t("{title}: mötet är {meeting}.", title=self._title(), meeting=meeting),
            language=self.words.language,
            refresh=ShowAgenda(**self.ids, part=number) if self.draft else None,
            full_width=True,
        )

    def _title(self) -> str:
        title = self.words.t("Dagordning {week}", week=self.words.week(self.view.round.week))
        is_draft = self.draft and not self.view.published
        return self.words.t("Utkast: {title}", title=title) if is_draft else title

    def _meeting(self) -> str:
        return self.words.moment(self.view.round.moments[Step.MEETING], self.view.round.zone)

    def _top(self, part_name: str = "") -> list[Element]:
        w, agenda, round_ = self.words, self.view.agenda, self.view.round
        when_ = w.t("{meeting}, {n} minuter", meeting=self._meeting(), n=agenda.length)
        answers = answers_and_period(w, agenda, round_)
        top = [
            heading(self._title()),
            line((self.view.group.name, True), (f" · {when_}", False)),
            sentence(answers, close=True),
        ]
        return [*top, sentence(part_name, quiet=True, close=True)] if part_name else top

    def _notices(self) -> list[Element]:
        """What the week is like as a whole, and what becomes of a draft."""
        w, agenda = self.words, self.view.agenda
        said: list[Element] = []
        if self.draft:
            said += [sentence(text, close=number > 0) for number, text in enumerate(self._of_the_draft())]
        if agenda.parking:
            said.append(sentence(many_subjects(w), close=True))
        body: list[Element] = [notice(said)] if said else []
        if self.view.held.run is not None:
            body.append(notice([sentence(text) for text in how_it_goes(w, self.view)]))
        elif agenda.quiet and agenda.length > agenda.offer_minutes:
            body.append(notice([sentence(quiet_week(w, agenda))], good=True))
        return body

    def _of_the_draft(self) -> list[str]:
        w, squeezed = self.words, len(self.view.agenda.squeezed_actions)
        published = w.moment(self.view.round.moments[Step.AGENDA], self.view.round.zone)
        said = [
            w.t("Dagordningen är publicerad i kanalen.")
            if self.view.published
            else w.t("Bara du som samordnare ser utkastet. Det publiceras i kanalen {when}.", when=published)
        ]
        if squeezed:
            said.append(
                w.n(
                    "{n} åtgärd fick inte plats i uppföljningen och står först under Läs själva.",
                    "{n} åtgärder fick inte plats i uppföljningen och står först under Läs själva.",
                    squeezed,
                )
            )
        for ids in self.view.alike:
            labels = ", ".join(self.view.items[id_].label for id_ in ids)
            said.append(f"{labels} {why_alike(w, [self.view.items[id_] for id_ in ids])}")
        for id_, level in self.view.severer.items():
            label, now = self.view.items[id_].label, severity_choice(w, level).lower()
            said.append(
                w.t(
                    "{label}: allvarlighet {level} föreslås, tredje gången på platsen.",
                    label=label,
                    level=now,
                )
            )
        return said

    def _lead(self) -> Button:
        return press(self.words.t("Led mötet"), ShowMeeting(**self.ids))

    def _everybodys(self) -> list[Button]:
        """The same buttons for everybody: who may not use one is told so (acceptance.md K10)."""
        needs = [
            press(
                self.words.t("Svara på {label}", label=self.view.items[id_].label),
                OpenNeed(**self.ids, item=id_),
            )
            for one in self.view.agenda.point(PointKind.NEEDS).lines
            for id_ in one.item_ids[:1]
            if id_ in self.view.items
        ]
        return [*needs[:MOST_ANSWERED], self._lead()]

    def _offered(self, detail: int) -> Chapter:
        """Late items that the coordinator may take in, each with its button."""
        w, pieces = self.words, list[list[Element]]()
        title = w.t("Ta in i {week}", week=w.week(self.view.round.week))
        for item in self.view.offered:
            text = item_text(w, item, self.view.places)
            tooltip = w.t("Ta in {label}", label=item.label)
            take = press(title, TakeIn(**self.ids, item=item.id), tooltip=tooltip)
            shown = text if detail < TITLES else text[:1]
            pieces.append([*shown, known(w, self.view, item), buttons(take)])
        return Chapter(pieces, [subheading(w.t("Kom efter att mötet började"))])

    def _choices(self) -> list[Button]:
        choices = [
            press(self.words.t("Granska"), ShowReview(**self.ids)),
            press(self.words.t("Vem har svarat"), ShowDelivery(**self.ids)),
            self._lead(),
        ]
        if self.publish:
            choices.insert(0, press(self.words.t("Publicera i kanalen nu"), PublishAgenda(**self.ids)))
        return choices
