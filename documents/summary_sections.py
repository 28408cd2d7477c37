"""The twelve sections of a summary on paper (domain.md §9.3), in the words of the card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from documents.attendance import attendance_lines
from documents.paper import Block, Column, Paragraph, Table
from est.report import Incident, Item
from est.summary import ActionLine, NeedLine, Notable
from est.weekly.documents import Dossier
from words import Words
from words.agenda import reason
from words.items import notes_of, what, when, where
from words.minutes import PRESENCE, answer_of, moment_with_year, route_of
from words.review import area_status
from words.summary import attendance, caveat, three_sentences, uncertainty
from words.summary_lines import action, counts, event, need, noticed, places_with_counts

Blocks = Callable[[Dossier, Words], Sequence[Block]]


def _in_short(dossier: Dossier, words: Words) -> Sequence[Block]:
    summary = dossier.view.summary
    return [Paragraph(summary.opening or " ".join(three_sentences(words, summary.facts)))]


def _attendance(dossier: Dossier, words: Words) -> Sequence[Block]:
    """Functions and organisations, who came, how they answered and by which way (acceptance.md P8)."""
    rows = [
        (
            one.organisation or words.t("Organisation saknas"),
            one.seat.function or words.t("Funktion saknas"),
            words.t(PRESENCE[one.presence]),
            answer_of(words, one.seat),
            route_of(words, one.seat),
        )
        for one in attendance_lines(dossier)
    ]
    columns = (
        Column(words.t("Organisation"), 24),
        Column(words.t("Funktion"), 26),
        Column(words.t("På mötet"), 18),
        Column(words.t("Svar"), 18),
        Column(words.t("Svarsväg"), 18),
    )
    about = words.t("Vilka som var med på mötet, hur de har svarat och på vilken väg.")
    return [Paragraph(attendance(words, dossier.view.summary)), *_table(about, columns, rows)]


def _areas(dossier: Dossier, words: Words) -> Sequence[Block]:
    columns = (
        Column(words.t("Område"), 25),
        Column(words.t("Läge"), 20),
        Column(words.t("Skäl"), 55),
    )
    rows = [(one.area, area_status(words, one), one.reason) for one in dossier.view.summary.areas]
    return _table(words.t("Läget i varje område och skälet."), columns, rows)


def _happened(dossier: Dossier, words: Words) -> Sequence[Block]:
    """The counts, then what stands out with its text, then the other incidents by title."""
    summary, places = dossier.view.summary, dossier.view.meeting.places
    columns = (
        Column(words.t("Kategori"), 45),
        Column(words.t("Antal"), 12),
        Column(words.t("Jämfört med"), 43),
    )
    rows = [(one.category, str(one.number), one.compared or "–") for one in counts(words, summary.happened)]
    blocks: list[Block] = [
        *_table(words.t("Antal händelser i varje kategori och vad som är vanligt."), columns, rows)
    ]
    if summary.happened.places:
        named = places_with_counts(words, summary.happened, places)
        blocks.append(Paragraph(named, lead=words.t("Platser: ").strip()))
    for one in summary.happened.notable:
        blocks += _notable(dossier, words, one)
    told = {ref.id for notable in summary.happened.notable for ref in notable.items}
    others = [
        item
        for item in dossier.own_items
        if item.shown and item.id not in told and isinstance(item.content, Incident)
    ]
    return [*blocks, *(_title(dossier, words, item) for item in others)]


def _notable(dossier: Dossier, words: Words, one: Notable) -> list[Block]:
    items = dossier.view.meeting.items
    blocks: list[Block] = []
    for item in (items[ref.id] for ref in one.items if ref.id in items):
        blocks += [_title(dossier, words, item), Paragraph(item.content.text)]
        if notes := notes_of(words, item, weight=False):
            blocks.append(Paragraph(" · ".join(notes), quiet=True))
    return [*blocks, Paragraph(noticed(words, one), quiet=True)] if blocks else []


def _title(dossier: Dossier, words: Words, item: Item) -> Paragraph:
    place = where(words, item.content.location, dossier.view.meeting.places)
    rest = " · ".join(filter(None, [place, when(words, item)]))
    return Paragraph(f"· {rest}" if rest else "", lead=f"{item.label} · {what(words, item)}")


def _upcoming(dossier: Dossier, words: Words) -> Sequence[Block]:
    columns = (
        Column(words.t("Nr"), 12),
        Column(words.t("Vad"), 30),
        Column(words.t("Plats"), 22),
        Column(words.t("När"), 20),
        Column(words.t("Påverkan"), 16),
    )
    said = [event(words, one, dossier.view.meeting.places) for one in dossier.view.summary.upcoming]
    rows = [(one.label, one.what, one.where or "–", one.when, one.impact or "–") for one in said]
    return _table(words.t("Kommande händelser i datumordning."), columns, rows)


def _needs(dossier: Dossier, words: Words) -> Sequence[Block]:
    return _need_table(dossier, words, dossier.view.summary.needs)


def _need_table(dossier: Dossier, words: Words, needs: Iterable[NeedLine]) -> Sequence[Block]:
    columns = (
        Column(words.t("Nr"), 12),
        Column(words.t("Behov"), 24),
        Column(words.t("Plats"), 20),
        Column(words.t("Ställt till"), 20),
        Column(words.t("När"), 14),
        Column(words.t("Svar"), 14),
    )
    view = dossier.view.meeting
    said = [need(words, one, view.places, view.organisations) for one in needs]
    rows = [(one.label, one.what, one.where or "–", one.asked, one.urgency, one.answer) for one in said]
    return _table(words.t("Samverkansbehov och vad som svarades."), columns, rows)


def _decisions(dossier: Dossier, words: Words) -> Sequence[Block]:
    return _action_table(
        dossier, words, dossier.view.summary.decisions, words.t("Åtgärder som beslutades på mötet.")
    )


def _followed_up(dossier: Dossier, words: Words) -> Sequence[Block]:
    return _action_table(
        dossier, words, dossier.view.summary.followed_up, words.t("Åtgärder som följdes upp på mötet.")
    )


def _lifted(dossier: Dossier, words: Words) -> Sequence[Block]:
    lifted = dossier.view.summary.lifted
    about = words.t("Åtgärder som lyfts till en annan nivå.")
    needs = _need_table(dossier, words, lifted.needs)
    named = [Paragraph("", lead=words.t("Samverkansbehov"))] if needs else []
    return [*_action_table(dossier, words, lifted.actions, about), *named, *needs]


def _action_table(
    dossier: Dossier, words: Words, actions: Iterable[ActionLine], about: str
) -> Sequence[Block]:
    columns = (
        Column(words.t("Nr"), 9),
        Column(words.t("Åtgärd"), 30),
        Column(words.t("Ägare"), 24),
        Column(words.t("Klart"), 13),
        Column(words.t("Läge"), 14),
        Column(words.t("Nivå"), 14),
    )
    view = dossier.view.meeting
    said = [action(words, one, view.actions, view.organisations) for one in actions]
    rows = [
        (one.label, _lines(one.title, one.result, one.effect), one.owner, one.due, one.state, one.level)
        for one in said
    ]
    return _table(about, columns, rows)


def _priority_places(dossier: Dossier, words: Words) -> Sequence[Block]:
    columns = (Column(words.t("Plats"), 35), Column(words.t("Skäl"), 65))
    rows = [
        (
            where(words, one.location, dossier.view.meeting.places),
            ", ".join(reason(words, each) for each in one.reasons),
        )
        for one in dossier.view.summary.priority_places
    ]
    return _table(words.t("Platser som prioriteras kommande vecka."), columns, rows)


def _uncertainties(dossier: Dossier, words: Words) -> Sequence[Block]:
    said = " ".join(uncertainty(words, one) for one in dossier.view.summary.uncertainties)
    return [Paragraph(said), Paragraph(caveat(words), quiet=True)]


def _next_meeting(dossier: Dossier, words: Words) -> Sequence[Block]:
    following = dossier.view.summary.next_meeting
    at = moment_with_year(words, following.at, following.zone)
    return [Paragraph(words.t("{week}: {at}.", week=words.week(following.week), at=at))]


def _lines(*parts: str) -> str:
    """What there is to say in a cell, a line each."""
    return "\n".join(part for part in parts if part)


def _table(about: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Sequence[Block]:
    return [Table(about, columns, rows)] if rows else []


SECTION_BLOCKS: Sequence[Blocks] = (
    _in_short,
    _attendance,
    _areas,
    _happened,
    _upcoming,
    _needs,
    _decisions,
    _followed_up,
    _lifted,
    _priority_places,
    _uncertainties,
    _next_meeting,
)
"""In the order of `words.summary.SECTIONS`; a section without blocks has nothing to say."""
