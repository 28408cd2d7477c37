"""The approved summary for readers outside the group, each at their own level of detail (acceptance.md P5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from documents.details import details
from documents.frame import Frame
from documents.paper import Block, Column, Paper, Paragraph, Section, Table
from est.summary.audiences import Circle, Counts, Told, ToldAction, ToldNeed, tell
from est.vocabulary import Category
from est.weekly.documents import Dossier
from words import Words, words_in
from words.agenda import reason
from words.audiences import ABOUT, TITLES, happened, many
from words.minutes import days_with_year, page_words, summary_title
from words.review import area_status
from words.summary import caveat
from words.summary_lines import owner
from words.vocabulary import label, severity_choice, short_label


class NotApproved(Exception):
    """Nothing goes outside the group before a person has approved it (domain.md §12 rule 8)."""


def shared_paper(dossier: Dossier, circle: Circle, frame: Frame) -> Paper:
    """What one circle reads; sections that it does not read are not there.

    Raises:
        NotApproved: the summary is a draft.
    """
    view = dossier.view
    if view.approval is None:
        raise NotApproved
    meeting, words = view.meeting, words_in(frame.language)
    told = tell(view.summary, circle, places=meeting.places, items=meeting.items, actions=meeting.actions)
    # The municipality's class is that of the whole summary; what is public has none.
    shown = replace(frame, information_class="") if circle is Circle.PUBLIC else frame
    reader = words.t(TITLES[circle])
    return Paper(
        frame=shown,
        title=f"{summary_title(words, view.summary)} · {reader}",
        under_title=f"{told.group_name} · {days_with_year(words, told.period_first, told.period_last)}",
        mark="",
        details=details(dossier, shown, words),
        sections=_SharedSections(dossier, told, words).all(),
        page_words=page_words(words),
        logotype_text=words.t("Logotyp för {municipality}", municipality=frame.municipality),
    )


class _SharedSections:
    """The sections of one variant; each is left out when there is nothing in it."""

    def __init__(self, dossier: Dossier, told: Told, words: Words) -> None:
        self.dossier = dossier
        self.told = told
        self.words = words

    def all(self) -> list[Section]:
        w, told = self.words, self.told
        by_place = w.t("Händelser per område") if told.circle is Circle.PUBLIC else w.t("Händelser per plats")
        is_counted = told.circle is not Circle.STEERING
        sections = [
            Section(w.t("I korthet"), [Paragraph(happened(w, told))]),
            self._areas(),
            self._priorities(),
            Section(w.t("Beslut som behövs"), self._lifted()),
            Section(w.t("Samverkansbehov"), self._needs(told.needs)),
            Section(w.t("Åtgärder"), self._actions(told.actions)),
            *([self._categories(), self._places(by_place)] if is_counted else []),
            self._incidents(),
            self._upcoming(),
            Section(w.t("Om uppgifterna"), [Paragraph(w.t(ABOUT[told.circle])), Paragraph(caveat(w))]),
        ]
        return [one for one in sections if one.blocks]

    def _table(
        self, about: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]
    ) -> list[Block]:
        found = [[cell or "–" for cell in row] for row in rows]
        return [Table(about, [Column(*one) for one in columns], found)] if found else []

    def _areas(self) -> Section:
        w = self.words
        columns = ((w.t("Område"), 25), (w.t("Läge"), 25), (w.t("Skäl"), 50))
        rows = [(one.area, area_status(w, one), one.reason) for one in self.told.areas]
        about = w.t("Läget i varje område och skälet.")
        return Section(w.t("Läget per område"), self._table(about, columns, rows))

    def _priorities(self) -> Section:
        w = self.words
        rows = [
            (one.where, ", ".join(reason(w, each) for each in one.reasons)) for one in self.told.priorities
        ]
        about = w.t("Platser som prioriteras kommande vecka.")
        return Section(
            w.t("Tre prioriteringar"), self._table(about, ((w.t("Plats"), 35), (w.t("Skäl"), 65)), rows)
        )

    def _lifted(self) -> list[Block]:
        """Two tables, kept apart: Word makes one of tables that touch."""
        needs = self._needs(self.told.lifted_needs)
        named = [Paragraph("", lead=self.words.t("Samverkansbehov"))] if needs else []
        return [*self._actions(self.told.lifted), *named, *needs]

    def _actions(self, actions: Iterable[ToldAction]) -> list[Block]:
        w, organisations = self.words, self.dossier.view.meeting.organisations
        columns = (
            (w.t("Nr"), 9),
            (w.t("Åtgärd"), 33),
            (w.t("Ägare"), 24),
            (w.t("Klart"), 12),
            (w.t("Läge"), 11),
            (w.t("Nivå"), 13),
        )
        rows = [
            (
                one.line.label,
                self._title(one),
                owner(one.line.owner_organisation_id, one.line.owner_function, organisations),
                w.day(one.line.due),
                label(w, one.line.state).lower(),
                label(w, one.line.level),
            )
            for one in actions
        ]
        return self._table(w.t("Åtgärder med ägare, datum och läge."), columns, rows)

    def _title(self, one: ToldAction) -> str:
        """Words that were saved in spite of a warning of personal data go no further than the group."""
        known = self.dossier.view.meeting.actions.get(one.line.action_id)
        is_marked = known is not None and bool(known.marks)
        return self.words.t("(visas inte)") if is_marked else one.title

    def _needs(self, needs: Iterable[ToldNeed]) -> list[Block]:
        w = self.words
        columns = ((w.t("Behov"), 40), (w.t("Plats"), 24), (w.t("När"), 18), (w.t("Svar"), 18))
        rows = [
            (
                short_label(w, one.type),
                one.where,
                label(w, one.urgency).lower(),
                label(w, one.line.status).lower(),
            )
            for one in needs
        ]
        return self._table(w.t("Samverkansbehov och vad som svarades."), columns, rows)

    def _categories(self) -> Section:
        w = self.words
        names = {one.value: label(w, one) for one in Category}
        about = w.t("Antal händelser i varje kategori.")
        return Section(
            w.t("Händelser per kategori"), self._counts(about, w.t("Kategori"), self.told.categories, names)
        )

    def _places(self, title: str) -> Section:
        w = self.words
        about = w.t("Antal händelser på varje plats eller i varje område.")
        names = {"": w.t("Övriga platser")}
        return Section(title, self._counts(about, w.t("Plats"), self.told.places, names))

    def _counts(self, about: str, what: str, counts: Counts, names: dict[str, str]) -> list[Block]:
        w, circle = self.words, self.told.circle
        ordered = sorted(counts.rows, key=lambda row: not row.name)
        rows = [(names.get(row.name, row.name), many(w, row, circle)) for row in ordered]
        return self._table(about, ((what, 60), (w.t("Antal"), 40)), rows)

    def _incidents(self) -> Section:
        w = self.words
        columns = ((w.t("Kategori"), 45), (w.t("Plats"), 35), (w.t("Allvarlighet"), 20))
        rows = [
            (label(w, one.category), one.where, severity_choice(w, one.severity).lower())
            for one in self.told.incidents
        ]
        about = w.t("Händelser vars rapportör låter dem spridas utanför gruppen.")
        return Section(w.t("Händelser som får spridas"), self._table(about, columns, rows))

    def _upcoming(self) -> Section:
        w = self.words
        columns = ((w.t("Vad"), 45), (w.t("Plats"), 30), (w.t("När"), 25))
        rows = [
            (short_label(w, one.type), one.where, w.days(one.first, one.last)) for one in self.told.upcoming
        ]
        about = w.t("Kommande händelser i datumordning.")
        return Section(w.t("Kommande händelser"), self._table(about, columns, rows))
