"""The twelve sections of a summary, each as pieces of a few lines (domain.md §9.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cards.items import item_text, item_title, notes_of, titled, where
from cards.pages import Group
from cards.parts import line, sentence, small
from est.report import Incident
from est.summary import ActionLine, NeedLine, Notable, Standing
from est.weekly.meeting import SummaryView
from words import Words
from words.agenda import reason
from words.summary import attendance, caveat, compared, three_sentences, uncertainty
from words.vocabulary import label, severity_choice, short_label

Lines = Callable[[SummaryView, Words], list[Group]]


def _in_short(view: SummaryView, words: Words) -> list[Group]:
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
    return [*lines, [small(" · ".join(answers))]] if answers else lines


def _areas(view: SummaryView, words: Words) -> list[Group]:
    return [
        [line((area.area, True), (f" · {label(words, area.status)}. {area.reason}", False))]
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
    ]


def _counts(view: SummaryView, words: Words) -> list[Group]:
    happened, places = view.summary.happened, view.meeting.places
    pieces: list[Group] = []
    few = [one for one in happened.categories if one.baseline.standing is Standing.TOO_FEW]
    for one in happened.categories:
        if one not in few:
            count = (f"{label(words, one.category)}: {one.count}", True)
            pieces.append([line(count, (f" ({compared(words, one.baseline)})", False))])
    if few:
        names = ", ".join(f"{label(words, one.category)} {one.count}" for one in few)
        pieces.append([line((words.t("Kategorier: "), True), (names, False))])
    if happened.places:
        names = ", ".join(f"{where(words, one.location, places)} {one.count}" for one in happened.places)
        pieces.append([line((words.t("Platser: "), True), (names, False))])
    return pieces


def _notable(view: SummaryView, words: Words, one: Notable) -> list[Group]:
    """A piece for every text; the last says why."""
    items = [view.meeting.items[ref.id] for ref in one.items if ref.id in view.meeting.items]
    why = words.t("Uppmärksammas: {reasons}.", reasons=", ".join(reason(words, each) for each in one.reasons))
    pieces: list[Group] = []
    for item in items:
        notes = notes_of(words, item, weight=False) + ([why] if item is items[-1] else [])
        remark = [small(" · ".join(notes))] if notes else []
        pieces.append([*item_text(words, item, view.meeting.places), *remark])
    return pieces


def _upcoming(view: SummaryView, words: Words) -> list[Group]:
    pieces: list[Group] = []
    for one in view.summary.upcoming:
        rest = [words.days(one.first, one.last)]
        if not one.heading_only:
            impact = words.t("påverkan {level}", level=severity_choice(words, one.impact).lower())
            rest = [where(words, one.location, view.meeting.places), *rest, impact]
        pieces.append([titled(f"{one.item.label} · {short_label(words, one.type)}", *rest)])
    return pieces


def _needs(view: SummaryView, words: Words) -> list[Group]:
    return [_need(view, words, one) for one in view.summary.needs]


def _need(view: SummaryView, words: Words, one: NeedLine) -> Group:
    organisations = view.meeting.organisations
    asked = ", ".join(organisations[id_].name for id_ in one.asked if id_ in organisations) or words.t("alla")
    status = label(words, one.status).lower()
    rest = [
        where(words, one.location, view.meeting.places),
        words.t("till {asked}", asked=asked),
        label(words, one.urgency).lower(),
        words.t("svar: {status}", status=status),
    ]
    return [titled(f"{one.item.label} · {short_label(words, one.type)}", *rest)]


def _decisions(view: SummaryView, words: Words) -> list[Group]:
    return [_action(view, words, one) for one in view.summary.decisions]


def _followed_up(view: SummaryView, words: Words) -> list[Group]:
    return [_action(view, words, one) for one in view.summary.followed_up]


def _lifted(view: SummaryView, words: Words) -> list[Group]:
    actions = [[titled(_name(view, one), label(words, one.level))] for one in view.summary.lifted.actions]
    return [*actions, *(_need(view, words, one) for one in view.summary.lifted.needs)]


def _action(view: SummaryView, words: Words, one: ActionLine) -> Group:
    owner = view.meeting.organisations.get(one.owner_organisation_id)
    state = label(words, one.state).lower()
    rest = [
        ", ".join(filter(None, [owner.name if owner else "", one.owner_function])),
        words.t("klart {day}", day=words.day(one.due)),
        words.t("{state}, försenad", state=state) if one.overdue else state,
    ]
    return [titled(_name(view, one), *rest)]


def _name(view: SummaryView, one: ActionLine) -> str:
    action = view.meeting.actions.get(one.action_id)
    return " · ".join(filter(None, [one.label, action.title if action is not None else ""]))


def _priority_places(view: SummaryView, words: Words) -> list[Group]:
    pieces: list[Group] = []
    for one in view.summary.priority_places:
        why = ", ".join(reason(words, each) for each in one.reasons)
        pieces.append([line((where(words, one.location, view.meeting.places), True), (f" · {why}", False))])
    return pieces


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
