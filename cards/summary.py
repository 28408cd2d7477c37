"""The summary of a meeting: twelve sections from stored items only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cards.items import item_paragraph, item_title, where
from cards.parts import Element, box, buttons, heading, line, notice, press, sentence, subheading
from cards.teams import CARD_LIMIT, Card, finish
from cards.verbs import ApproveSummary, ShowSummary
from est.report import Incident
from est.summary import ActionLine, NeedLine
from est.weekly.meeting import SummaryView
from words import Words
from words.agenda import reason
from words.summary import SECTIONS, attendance, caveat, compared, three_sentences, uncertainty
from words.vocabulary import label, severity_choice

SHORT, SHORTEST = 8, 3
"""Lines of a section in a card that would otherwise be too big for Teams."""


def summary_card(view: SummaryView, words: Words) -> Card:
    """The approved summary, or the draft with the button that approves it.

    When it would be too big for Teams, long sections are cut and say how many lines are left out; the counts stay.
    """
    for most in (10_000, 3 * SHORT, SHORT):
        card = _card(view, words, most)
        if card.size <= CARD_LIMIT:
            return card
    return _card(view, words, SHORTEST)


def _card(view: SummaryView, words: Words, most: int) -> Card:
    summary = view.summary
    week = words.week(summary.week)
    title = words.t("Sammanfattning {week}", week=week)
    body: list[Element] = [
        heading(title if view.approval else words.t("Utkast: {title}", title=title)),
        line(
            (summary.group_name, True), (" · " + words.days(summary.period_first, summary.period_last), False)
        ),
        _status(view, words),
    ]
    for number, (name, section) in enumerate(zip(SECTIONS, _SECTIONS, strict=True), start=1):
        lines = section(view, words)
        shown = lines[:most]
        left_out = len(lines) - len(shown)
        if left_out:
            shown = [
                *shown,
                sentence(words.n("… och {n} rad till.", "… och {n} rader till.", left_out), quiet=True),
            ]
        body.append(box([subheading(f"{number}. {words.t(name)}"), *shown], ruled=True))
    ids: dict[str, Any] = {"group": summary.group_id, "week": str(summary.week)}
    if view.may_approve and view.approval is None:
        approve = press(
            words.t("Godkänn och publicera i kanalen"),
            ApproveSummary(**ids, fingerprint=view.fingerprint),
            style="positive",
        )
        body.append(buttons(approve))
    return finish(
        body,
        summary=title,
        language=words.language,
        refresh=ShowSummary(**ids) if view.approval is None else None,
        full_width=True,
    )


def _status(view: SummaryView, words: Words) -> Element:
    if view.approval is not None:
        at = words.moment(view.approval.approved_at, view.meeting.round.zone)
        return sentence(
            words.t("Godkänd {at}, version {version}.", at=at, version=view.approval.version), close=True
        )
    if view.may_approve:
        return notice(
            [sentence(words.t("Bara du som samordnare ser utkastet. Godkänn det så visas det i kanalen."))]
        )
    return notice([sentence(words.t("Ett utkast. Det kan godkännas när mötet har börjat."))])


def _in_short(view: SummaryView, words: Words) -> list[Element]:
    return [sentence(text, close=True) for text in three_sentences(words, view.summary.facts)]


def _attendance(view: SummaryView, words: Words) -> list[Element]:
    lines: list[Element] = [sentence(attendance(words, view.summary), close=True)]
    for one in view.summary.attendance.organisations:
        answers = words.t(
            "{answered} av {total} svar", answered=one.answers.answered, total=one.answers.total
        )
        lines.append(line((one.name or words.t("Organisation saknas"), False), (" · " + answers, False)))
    return lines


def _areas(view: SummaryView, words: Words) -> list[Element]:
    if not view.summary.areas:
        return [sentence(words.t("Gruppen har inte satt någon områdesstatus."), quiet=True, close=True)]
    return [
        line((area.area, True), (f" · {label(words, area.status)}. ", False), (area.reason, False))
        for area in view.summary.areas
    ]


def _happened(view: SummaryView, words: Words) -> list[Element]:
    happened, places = view.summary.happened, view.meeting.places
    lines: list[Element] = [
        line(
            (label(words, one.category), False),
            (f": {one.count}", True),
            (f" ({compared(words, one.baseline)})", False),
        )
        for one in happened.categories
    ]
    if happened.places:
        names = ", ".join(f"{where(words, one.location, places)} ({one.count})" for one in happened.places)
        lines.append(line((words.t("Platser: "), True), (names, False)))
    for notable in happened.notable:
        for ref in notable.items:
            if ref.id in view.meeting.items:
                lines += item_paragraph(words, view.meeting.items[ref.id], places)
        why = ", ".join(reason(words, one) for one in notable.reasons)
        lines.append(sentence(words.t("Uppmärksammas: {reasons}.", reasons=why), quiet=True, close=True))
    told = {ref.id for notable in view.summary.happened.notable for ref in notable.items}
    others = [
        item
        for item in view.meeting.items.values()
        if item.week == view.summary.week
        and isinstance(item.content, Incident)
        and item.shown
        and item.id not in told
    ]
    return [*lines, *(item_title(words, item, places) for item in others)] or [_none(words)]


def _upcoming(view: SummaryView, words: Words) -> list[Element]:
    lines: list[Element] = []
    for one in view.summary.upcoming:
        rest = [label(words, one.type), words.days(one.first, one.last)]
        if not one.heading_only:
            impact = words.t("påverkan {level}", level=severity_choice(words, one.impact).lower())
            rest += [where(words, one.location, view.meeting.places), impact]
        lines.append(line((one.item.label, True), (" · " + " · ".join(filter(None, rest)), False)))
    return lines or [_none(words)]


def _needs(view: SummaryView, words: Words) -> list[Element]:
    return [_need(view, words, one) for one in view.summary.needs] or [_none(words)]


def _need(view: SummaryView, words: Words, one: NeedLine) -> Element:
    organisations = view.meeting.organisations
    asked = ", ".join(organisations[id_].name for id_ in one.asked if id_ in organisations) or words.t("alla")
    rest = [
        label(words, one.type),
        where(words, one.location, view.meeting.places),
        words.t("till {asked}", asked=asked),
        label(words, one.urgency).lower(),
        label(words, one.status).lower(),
    ]
    return line((one.item.label, True), (" · " + " · ".join(filter(None, rest)), False))


def _decisions(view: SummaryView, words: Words) -> list[Element]:
    return [_action(view, words, one) for one in view.summary.decisions] or [_none(words)]


def _followed_up(view: SummaryView, words: Words) -> list[Element]:
    return [_action(view, words, one) for one in view.summary.followed_up] or [_none(words)]


def _lifted(view: SummaryView, words: Words) -> list[Element]:
    lifted = view.summary.lifted
    lines = [
        *(_action(view, words, one) for one in lifted.actions),
        *(_need(view, words, one) for one in lifted.needs),
    ]
    return lines or [_none(words)]


def _action(view: SummaryView, words: Words, one: ActionLine) -> Element:
    action = view.meeting.actions.get(one.action_id)
    owner = view.meeting.organisations.get(one.owner_organisation_id)
    rest = [
        action.title if action is not None else "",
        ", ".join(filter(None, [owner.name if owner else "", one.owner_function])),
        words.t("klart {day}", day=words.day(one.due)),
        label(words, one.state).lower(),
        words.t("försenad") if one.overdue else "",
    ]
    return line((one.label, True), (" · " + " · ".join(filter(None, rest)), False))


def _priority_places(view: SummaryView, words: Words) -> list[Element]:
    lines: list[Element] = []
    for one in view.summary.priority_places:
        why = ", ".join(reason(words, each) for each in one.reasons)
        lines.append(line((where(words, one.location, view.meeting.places), True), (f" · {why}", False)))
    return lines or [_none(words)]


def _uncertainties(view: SummaryView, words: Words) -> list[Element]:
    lines = [sentence(uncertainty(words, one), close=True) for one in view.summary.uncertainties]
    return [*lines, sentence(caveat(words), quiet=True, close=True)]


def _next_meeting(view: SummaryView, words: Words) -> list[Element]:
    following = view.summary.next_meeting
    at = words.moment(following.at, following.zone)
    return [sentence(words.t("{week}: {at}.", week=words.week(following.week), at=at), close=True)]


def _none(words: Words) -> Element:
    return sentence(words.t("Inget."), quiet=True, close=True)


_SECTIONS: Sequence[Callable[[SummaryView, Words], list[Element]]] = (
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
