"""The twelve sections of a summary, each as pieces of a few lines (domain.md §9.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cards.items import item_text, item_title, titled
from cards.pages import Group
from cards.parts import line, sentence, small
from cards.parts import said as said_by
from est.agenda import PointKind
from est.report import Incident
from est.summary import ActionLine, NeedLine, Notable
from est.weekly.meeting import SummaryView
from words import Words
from words.agenda import reason
from words.items import notes_of, where
from words.review import area_status
from words.summary import attendance, caveat, three_sentences, uncertainty
from words.summary_lines import ActionWords, action, counts, event, need, noticed, places_with_counts
from words.summary_notes import at_the_table, is_heading, need_answers, note_title

Lines = Callable[[SummaryView, Words], list[Group]]
FRAME = (PointKind.OPENING, PointKind.CLOSING)
"""The points that have no section of their own: what was noted of them stands with the decisions."""


def _in_short(view: SummaryView, words: Words) -> list[Group]:
    if view.summary.opening:
        return [said_by(view.summary.opening)]
    return [[sentence(" ".join(three_sentences(words, view.summary.facts)), close=True)]]


def _attendance(view: SummaryView, words: Words) -> list[Group]:
    answers = [
        words.t(
            "{name} {answered} av {total}", name=name, answered=one.answers.answered, total=one.answers.total
        )
        for one in view.summary.attendance.organisations
        for name in [one.name or words.t("Organisation saknas")]
    ]
    lines: list[Group] = [[sentence(attendance(words, view.summary), close=True)]]
    lines += [[small(" · ".join(answers))]] if answers else []
    return [*lines, *([small(text)] for text in at_the_table(words, view.summary))]


def _areas(view: SummaryView, words: Words) -> list[Group]:
    return [
        [line((area.area, True), (f" · {area_status(words, area)}. {area.reason}", False))]
        for area in view.summary.areas
    ]


def _happened(view: SummaryView, words: Words) -> list[Group]:
    """The counts in two lines, then what stands out with its text, then the other incidents by title."""
    told = {ref.id for notable in view.summary.happened.notable for ref in notable.items}
    others = [
        item
        for item in view.meeting.items.values()
        if item.week == view.summary.week and item.shown and item.id not in told
    ]
    return [
        *_counts(view, words),
        *(piece for one in view.summary.happened.notable for piece in _notable(view, words, one)),
        *(
            [item_title(words, one, view.meeting.places)]
            for one in others
            if isinstance(one.content, Incident)
        ),
        *_notes(view, words, PointKind.INCIDENTS),
    ]


def _counts(view: SummaryView, words: Words) -> list[Group]:
    happened, places = view.summary.happened, view.meeting.places
    every = counts(words, happened)
    pieces: list[Group] = [
        [line((f"{one.category}: {one.number}", True), (f" ({one.compared})", False))]
        for one in every
        if one.compared
    ]
    few = ", ".join(f"{one.category} {one.number}" for one in every if not one.compared)
    if few:
        pieces.append([line((words.t("Kategorier: "), True), (few, False))])
    if happened.places:
        names = places_with_counts(words, happened, places)
        pieces.append([line((words.t("Platser: "), True), (names, False))])
    return pieces


def _notable(view: SummaryView, words: Words, one: Notable) -> list[Group]:
    """A piece for every text; the last says why."""
    items = [view.meeting.items[ref.id] for ref in one.items if ref.id in view.meeting.items]
    why = noticed(words, one)
    pieces: list[Group] = []
    for item in items:
        notes = notes_of(words, item, weight=False) + ([why] if item is items[-1] else [])
        remark = [small(" · ".join(notes))] if notes else []
        pieces.append([*item_text(words, item, view.meeting.places), *remark])
    return pieces


def _upcoming(view: SummaryView, words: Words) -> list[Group]:
    pieces: list[Group] = []
    for one in view.summary.upcoming:
        said = event(words, one, view.meeting.places)
        impact = words.t("påverkan {level}", level=said.impact) if said.impact else ""
        pieces.append([titled(f"{said.label} · {said.what}", said.where, said.when, impact)])
    return [*pieces, *_notes(view, words, PointKind.UPCOMING)]


def _needs(view: SummaryView, words: Words) -> list[Group]:
    needs = [_need(view, words, one) for one in view.summary.needs]
    return [*needs, *_notes(view, words, PointKind.NEEDS)]


def _need(view: SummaryView, words: Words, one: NeedLine) -> Group:
    said = need(words, one, view.meeting.places, view.meeting.organisations)
    rest = [
        said.where,
        words.t("till {asked}", asked=said.asked),
        said.urgency,
        words.t("svar: {status}", status=said.answer),
    ]
    answers = need_answers(words, one, view.meeting.organisations)
    told = [small(" · ".join(f"{name}: {text}" for name, text in answers))] if answers else []
    return [titled(f"{said.label} · {said.what}", *rest), *told]


def _decisions(view: SummaryView, words: Words) -> list[Group]:
    decided = [_action(view, words, one) for one in view.summary.decisions]
    return [*decided, *_notes(view, words, *FRAME)]


def _followed_up(view: SummaryView, words: Words) -> list[Group]:
    followed = [_action(view, words, one) for one in view.summary.followed_up]
    return [*followed, *_notes(view, words, PointKind.FOLLOW_UP)]


def _lifted(view: SummaryView, words: Words) -> list[Group]:
    said = [_said(view, words, one) for one in view.summary.lifted.actions]
    actions = [[titled(_name(one), one.level)] for one in said]
    return [*actions, *(_need(view, words, one) for one in view.summary.lifted.needs)]


def _action(view: SummaryView, words: Words, one: ActionLine) -> Group:
    said = _said(view, words, one)
    told = [words.t("Resultat: {result}", result=said.result)] if said.result else []
    told += [words.t("Effekt: {effect}", effect=said.effect)] if said.effect else []
    title = titled(_name(said), said.owner, words.t("klart {day}", day=said.due), said.state)
    return [title, *([small(" · ".join(told))] if told else [])]


def _said(view: SummaryView, words: Words, one: ActionLine) -> ActionWords:
    return action(words, one, view.meeting.actions, view.meeting.organisations)


def _name(said: ActionWords) -> str:
    return " · ".join(filter(None, [said.label, said.title]))


def _priority_places(view: SummaryView, words: Words) -> list[Group]:
    pieces: list[Group] = []
    for one in view.summary.priority_places:
        why = ", ".join(reason(words, each) for each in one.reasons)
        pieces.append([line((where(words, one.location, view.meeting.places), True), (f" · {why}", False))])
    return [*pieces, *_notes(view, words, PointKind.PRIORITY_PLACES)]


def _notes(view: SummaryView, words: Words, *points: PointKind) -> list[Group]:
    """What was noted of the lines of these points, each under what it is called."""
    return [
        [
            line((note_title(words, note, view.meeting.places), True), apart=True),
            *(said_by(note.text) if note.text else []),
        ]
        for note in view.summary.notes
        if (note.point in points and not is_heading(note)) or (is_heading(note) and FRAME[0] in points)
    ]


def _uncertainties(view: SummaryView, words: Words) -> list[Group]:
    said = " ".join(uncertainty(words, one) for one in view.summary.uncertainties)
    return [[sentence(said, close=True)], [sentence(caveat(words), quiet=True, close=True)]]


def _next_meeting(view: SummaryView, words: Words) -> list[Group]:
    following = view.summary.next_meeting
    at = words.moment(following.at, following.zone)
    return [[sentence(words.t("{week}: {at}.", week=words.week(following.week), at=at), close=True)]]


SECTION_LINES: Sequence[Lines] = (
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
"""In the order of `words.summary.SECTIONS`; a section without pieces has nothing to say."""
