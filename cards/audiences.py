"""The approved summary as readers outside the group see it: one card, at their own level of detail."""

from __future__ import annotations

from cards.items import titled
from cards.pages import Group
from cards.parts import Element, box, heading, line, sentence, small, subheading
from cards.teams import CARD_LIMIT, Card, finish
from est.alphabet import alphabetical
from est.summary.audiences import Circle, Counts, ToldAction, ToldNeed
from est.vocabulary import Category
from est.weekly.summing_up import VariantView
from words import Words
from words.agenda import reason
from words.audiences import ABOUT, TITLES, happened, many
from words.review import area_status
from words.summary import caveat
from words.summary_lines import owner
from words.vocabulary import label, severity_choice, short_label

MOST = (10_000, 30, 12, 6)
"""Lines of a section, from all to few, until the card is small enough for Teams (acceptance.md D11)."""


def variant_card(view: VariantView, words: Words) -> Card:
    """What the circle reads; sections that it does not read are not there."""
    for most in MOST:
        card = _VariantCard(view, words, most).card()
        if card.size <= CARD_LIMIT:
            return card
    return _VariantCard(view, words, MOST[-1]).card()


class _VariantCard:
    def __init__(self, view: VariantView, words: Words, most: int) -> None:
        self.view = view
        self.told = view.told
        self.words = words
        self.most = most

    def card(self) -> Card:
        w, told = self.words, self.told
        title = w.t("Sammanfattning {week}", week=w.week(told.week))
        reader, period = w.t(TITLES[told.circle]), w.days(told.period_first, told.period_last)
        body: list[Element] = [
            heading(f"{title} · {reader}"),
            line((told.group_name, True), (f" · {period}", False)),
            sentence(happened(w, told), close=True),
            *self._section(w.t("Läget per område"), self._areas()),
            *self._section(w.t("Prioriteringar"), self._priorities()),
            *self._section(w.t("Beslut som behövs"), self._lifted()),
            *self._section(w.t("Samverkansbehov"), [[self._need(one)] for one in told.needs]),
            *self._section(w.t("Åtgärder"), [[self._action(one)] for one in told.actions]),
        ]
        if told.circle is not Circle.STEERING:
            body += self._section(w.t("Händelser per kategori"), self._categories())
            name = w.t("Händelser per område") if told.circle is Circle.PUBLIC else w.t("Händelser per plats")
            body += self._section(name, self._places())
        body += [
            *self._section(w.t("Händelser som får spridas"), self._incidents()),
            *self._section(w.t("Kommande händelser"), self._upcoming()),
            sentence(w.t(ABOUT[told.circle]), quiet=True),
            sentence(caveat(w), quiet=True, close=True),
        ]
        return finish(body, summary=f"{title}. {reader}.", language=w.language, full_width=True)

    def _section(self, title: str, lines: list[Group]) -> list[Element]:
        if not lines:
            return []
        left_out = len(lines) - self.most
        shown = [element for one in lines[: self.most] for element in one]
        if left_out > 0:
            rest = self.words.n("… och {n} till.", "… och {n} till.", left_out)
            shown.append(sentence(rest, quiet=True, close=True))
        return [box([subheading(title), *shown], ruled=True)]

    def _areas(self) -> list[Group]:
        w = self.words
        return [
            [
                line((one.area, True), (f" · {area_status(w, one)}", False), apart=True),
                *([small(one.reason)] if one.reason else []),
            ]
            for one in self.told.areas
        ]

    def _priorities(self) -> list[Group]:
        w = self.words
        return [
            [titled(one.where, ", ".join(reason(w, each) for each in one.reasons))]
            for one in self.told.priorities
        ]

    def _lifted(self) -> list[Group]:
        told = self.told
        return [
            *([self._action(one)] for one in told.lifted),
            *([self._need(one)] for one in told.lifted_needs),
        ]

    def _need(self, one: ToldNeed) -> Element:
        w = self.words
        urgency, answer = label(w, one.urgency).lower(), label(w, one.line.status).lower()
        return titled(short_label(w, one.type), one.where, urgency, w.t("svar: {status}", status=answer))

    def _action(self, one: ToldAction) -> Element:
        w, line_ = self.words, one.line
        who = owner(line_.owner_organisation_id, line_.owner_function, self.view.view.meeting.organisations)
        name = " · ".join(filter(None, [line_.label, one.title]))
        state, until = label(w, line_.state).lower(), w.t("klart {day}", day=w.day(line_.due))
        return titled(name, who, until, state, label(w, line_.level))

    def _categories(self) -> list[Group]:
        return self._counts(self.told.categories, {one.value: label(self.words, one) for one in Category})

    def _places(self) -> list[Group]:
        return self._counts(self.told.places, {"": self.words.t("Övriga platser")})

    def _counts(self, counts: Counts, names: dict[str, str]) -> list[Group]:
        w, circle = self.words, self.told.circle
        rows = sorted(
            counts.rows, key=lambda row: (not row.name, alphabetical(names.get(row.name, row.name)))
        )
        return [
            [line((names.get(row.name, row.name), True), (f": {many(w, row, circle)}", False))]
            for row in rows
        ]

    def _incidents(self) -> list[Group]:
        w = self.words
        return [
            [titled(label(w, one.category), one.where, severity_choice(w, one.severity).lower())]
            for one in self.told.incidents
        ]

    def _upcoming(self) -> list[Group]:
        w = self.words
        return [
            [titled(short_label(w, one.type), one.where, w.days(one.first, one.last))]
            for one in self.told.upcoming
        ]
