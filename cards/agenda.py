"""The agenda: seven points with minutes that add up, and the reason on every line."""

from __future__ import annotations

from typing import Any

from cards.items import item_paragraph, item_title, what, when, where
from cards.parts import Button, Element, box, buttons, heading, line, notice, press, sentence, subheading
from cards.teams import CARD_LIMIT, Card, finish
from cards.verbs import PublishAgenda, ShowAgenda, ShowDelivery, TakeIn
from est.agenda import Line, Point, PointKind
from est.report import Item
from est.timetable import Step
from est.weekly.meeting import MeetingView
from words import Words
from words.agenda import CONTENT, POINTS, reasons


def agenda_card(view: MeetingView, words: Words, *, draft: bool = False, publish: bool = False) -> Card:
    """The agenda of a round. A *draft* is the coordinator's own, with a button to *publish* it ahead of time.

    A card that would be too big for Teams leaves out the texts of what is only to be read, then of everything, and
    says so; the lines themselves are never dropped (acceptance.md D11).
    """
    for detail in (_FULL, _DISCUSSED, _TITLES):
        card = _card(view, words, detail, draft=draft, publish=publish)
        if card.size <= CARD_LIMIT:
            return card
    return _card(view, words, _NUMBERS, draft=draft, publish=publish)


_FULL, _DISCUSSED, _TITLES, _NUMBERS = range(4)


def _card(view: MeetingView, words: Words, detail: int, *, draft: bool, publish: bool) -> Card:
    agenda, round_ = view.agenda, view.round
    meeting = words.moment(round_.moments[Step.MEETING], round_.zone)
    title = words.t("Dagordning {week}", week=words.week(round_.week))
    body: list[Element] = [
        heading(words.t("Utkast: {title}", title=title) if draft else title),
        line(
            (view.group.name, True),
            (" · " + words.t("{meeting}, {n} minuter", meeting=meeting, n=agenda.length), False),
        ),
        sentence(
            words.t(
                "{answered} av {expected} svar. Perioden {days}.",
                answered=agenda.answered,
                expected=agenda.expected,
                days=words.days(round_.period_first, round_.period_last),
            ),
            close=True,
        ),
    ]
    if agenda.quiet:
        body.append(
            notice(
                [sentence(words.t("Lugn vecka: mötet kan hållas på {n} minuter.", n=agenda.offer_minutes))],
                good=True,
            )
        )
    if agenda.parking:
        body.append(
            notice([sentence(words.t("Många ämnen: bestäm vad som ska parkeras till en annan gång."))])
        )
    if agenda.squeezed_actions and draft:
        body.append(
            notice(
                [
                    sentence(
                        words.n(
                            "{n} åtgärd fick inte plats i uppföljningen och står först under Läs själva.",
                            "{n} åtgärder fick inte plats i uppföljningen och står först under Läs själva.",
                            len(agenda.squeezed_actions),
                        )
                    )
                ]
            )
        )
    minute = 0
    for number, point in enumerate(agenda.points, start=1):
        body.append(box(_point(view, words, point, number, minute, detail), ruled=True))
        minute += point.minutes
    if agenda.read_yourself:
        lines = [element for one in agenda.read_yourself for element in _line(view, words, one, detail + 1)]
        body.append(box([subheading(words.t("Läs själva")), *lines], ruled=True))
    if detail:
        body.append(
            sentence(words.t("Texterna är förkortade för att kortet ska få plats i Teams."), quiet=True)
        )
    if draft:
        body += _offered(view, words)
        body.append(buttons(*_choices(view, words, publish=publish)))
    return finish(
        body,
        summary=words.t("{title}: mötet är {meeting}.", title=title, meeting=meeting),
        language=words.language,
        refresh=ShowAgenda(group=view.group.id, week=str(round_.week)) if draft else None,
        full_width=True,
    )


def _point(
    view: MeetingView, words: Words, point: Point, number: int, minute: int, detail: int
) -> list[Element]:
    title = words.t(
        "{first}–{last} min · {number}. {title}",
        first=minute,
        last=minute + point.minutes,
        number=number,
        title=words.t(POINTS[point.kind]),
    )
    body: list[Element] = [subheading(title)]
    if point.kind in CONTENT:
        body.append(sentence(words.t(CONTENT[point.kind]), close=True))
    for one in point.lines:
        body += _line(view, words, one, detail)
    for one in point.table:
        body += _line(view, words, one, max(detail, _TITLES))
    if not point.lines and not point.table and point.kind not in CONTENT:
        body.append(sentence(words.t("Inget anmält."), quiet=True, close=True))
    return body


def _line(view: MeetingView, words: Words, one: Line, detail: int) -> list[Element]:
    """What it is about, its text when there is room, and why it stands here."""
    minutes = words.n("{n} min", "{n} min", one.minutes) if one.minutes else ""
    why = words.t("Står här: {reasons}.", reasons=reasons(words, one))
    note = sentence(" · ".join(filter(None, [minutes, why])), quiet=True, close=True)
    if one.action_id:
        return [_action(view, words, one), note]
    if one.point is PointKind.PRIORITY_PLACES or not one.item_ids:
        return [line((where(words, one.location, view.places), True)), note]
    items = [view.items[id_] for id_ in one.item_ids if id_ in view.items]
    if detail >= _NUMBERS:
        return [line((", ".join(item.label for item in items), True), (" · " + what(words, items[0]), False))]
    if detail >= _TITLES or one.heading_only:
        return [*(_title(view, words, item, heading_only=one.heading_only) for item in items), note]
    texts = [
        element
        for item in items
        for element in item_paragraph(words, item, view.places, source=source(view, item))
    ]
    return [*texts, note]


def _title(view: MeetingView, words: Words, item: Item, *, heading_only: bool) -> Element:
    if heading_only:
        return line((item.label, True), (f" · {what(words, item)} · {when(words, item)}", False))
    return item_title(words, item, view.places)


def _action(view: MeetingView, words: Words, one: Line) -> Element:
    action = view.actions.get(one.action_id)
    if action is None:
        return line((one.action_id, True))
    owner = view.organisations.get(action.owner_organisation_id)
    who = ", ".join(filter(None, [owner.name if owner else "", action.owner_function]))
    rest = " · ".join(filter(None, [action.title, who, words.t("klart {day}", day=words.day(action.due))]))
    return line((action.label, True), (" · " + rest, False))


def source(view: MeetingView, item: Item) -> str:
    """The organisation a line comes from: a function, never a name (domain.md §12 rule 13)."""
    organisation = view.organisations.get(item.organisation_id)
    return organisation.name if organisation is not None else ""


def _offered(view: MeetingView, words: Words) -> list[Element]:
    """Late items that the coordinator may take in."""
    body: list[Element] = []
    ids: dict[str, Any] = {"group": view.group.id, "week": str(view.round.week)}
    for item in view.offered:
        body += item_paragraph(words, item, view.places, source=source(view, item))
        take = words.t("Ta in i {week}", week=words.week(view.round.week))
        body.append(buttons(press(take, TakeIn(**ids, item=item.id))))
    return [box([subheading(words.t("Kom efter att mötet började")), *body], ruled=True)] if body else []


def _choices(view: MeetingView, words: Words, *, publish: bool) -> list[Button]:
    ids: dict[str, Any] = {"group": view.group.id, "week": str(view.round.week)}
    choices = [press(words.t("Vem har svarat"), ShowDelivery(**ids))]
    if publish:
        choices.insert(0, press(words.t("Publicera i kanalen nu"), PublishAgenda(**ids)))
    return choices
