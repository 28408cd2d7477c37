"""The afternoon before the meeting, for those who lead: what they can still do something about.

Two cards: the state of things before the meeting, and a login that soon ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards.delivery import SIGNS
from cards.notices import note_card
from cards.parts import Element, box, buttons, heading, line, notice, press, sentence, small, subheading
from cards.teams import Card, finish
from cards.verbs import ShowAgenda, ShowDelivery, ShowMembers
from est.credential import NO_THRESHOLD, Credential
from est.days import DayKind
from est.delivery import DeliveryLine, DeliveryState
from est.group import Group
from est.round import Round
from est.timetable import Outcome, Step
from est.weekly.watching import AwaySeat, HealthView
from words import Words
from words.catalogue import N_
from words.credential import login_ends, renew
from words.days import day_name
from words.delivery import why
from words.vocabulary import label

MOST = 8
"""So many names under one heading; the rest are a press away."""
CLOSED_DAYS: Mapping[DayKind, str] = {
    DayKind.RED: N_("röd dag"),
    DayKind.EVE: N_("helgafton"),
    DayKind.BRIDGE: N_("klämdag"),
    DayKind.HALF: N_("halvdag"),
}
"""The days on the way to the meeting that the card names."""
NOT_ANSWERED = (DeliveryState.WAITING, DeliveryState.SENT)


def health_card(view: HealthView, words: Words) -> Card:
    """Who has answered, who cannot be reached, who is away, which seats are empty, and whether the day holds."""
    at = view.meeting
    ids: dict[str, Any] = {"group": at.group.id, "week": str(at.round.week)}
    title = words.t(
        "Inför mötet {week}: {answered} av {n} har svarat",
        week=words.week(at.round.week),
        answered=sum(one.answered for one in at.delivery),
        n=len(at.delivery),
    )
    sections = [_day(view, words), *_reached(view, words), *_seats(view, words), *_login(view, words)]
    body = [
        heading(title),
        line((at.group.name, True)),
        sentence(
            words.t("Bara du som samordnare ser kortet. Skickat betyder inte läst."), quiet=True, close=True
        ),
        *(box(section, ruled=True) for section in sections),
        buttons(
            press(words.t("Vem har svarat"), ShowDelivery(**ids)),
            press(words.t("Visa dagordningen"), ShowAgenda(**ids)),
            press(words.t("Deltagare"), ShowMembers(group=at.group.id)),
        ),
    ]
    return finish(body, summary=f"{title}.", language=words.language)


def credential_card(group: Group, credential: Credential, words: Words) -> Card:
    """The bot's login ends: when, what happens then, and who does what (acceptance.md O1)."""
    consequence = words.t("Efter den dagen kan boten inte skicka någonting: inga frågor, ingen dagordning.")
    return note_card(
        words,
        words.t("Botens inloggning till Teams går snart ut"),
        [
            line((group.name, True)),
            notice([sentence(login_ends(words, credential)), sentence(consequence, close=True)]),
            sentence(renew(words, credential)),
        ],
    )


def _day(view: HealthView, words: Words) -> list[Element]:
    """When the meeting is, whether that is another day than usual, and what closed days lie on the way to it."""
    round_ = view.meeting.round
    body = [
        line((words.t("Mötet: "), False), (words.moment(round_.moments[Step.MEETING], round_.zone), True))
    ]
    if round_.outcome is Outcome.MOVED:
        body.append(small(_moved(round_, words)))
    for one in view.closed:
        name = day_name(words, one.name)
        called = f"{words.day(one.day)}: {words.t(CLOSED_DAYS[one.kind])}"
        body.append(small(f"{called} ({name})." if name else f"{called}."))
    if len(body) == 1:
        body.append(small(words.t("Det är en vanlig arbetsdag.")))
    return body


def _moved(round_: Round, words: Words) -> str:
    planned = words.day_with_year(round_.planned)
    because = day_name(words, round_.because)
    if not because:
        return words.t("Flyttat från {planned}.", planned=planned)
    return words.t("Flyttat från {planned}: {because}.", planned=planned, because=because)


def _reached(view: HealthView, words: Words) -> list[list[Element]]:
    """Those not reached first, since something can be done about it; then those who may answer still."""
    delivery = view.meeting.delivery
    failed = [one for one in delivery if one.reason]
    waiting = [one for one in delivery if one.state in NOT_ANSWERED]
    answered = [one for one in delivery if one.answered]
    found = []
    if failed:
        title = f"{SIGNS[DeliveryState.FAILED]} {label(words, DeliveryState.FAILED)}: {len(failed)}"
        lines = [line((one.member.name, True), (f" · {why(words, one.reason)}", False)) for one in failed]
        found.append(_section(title, lines, words))
    if waiting:
        lines = [line((one.member.name, True), (_from(view, one), False)) for one in waiting]
        found.append(_section(words.t("Inte svarat än: {n}", n=len(waiting)), lines, words))
    if answered:
        names = [one.member.name for one in answered]
        title = f"{SIGNS[DeliveryState.ANSWERED]} {words.t('Har svarat: {n}', n=len(answered))}"
        found.append([subheading(title), line((", ".join(names[:MOST]) + _more(len(names), words), False))])
    return found


def _seats(view: HealthView, words: Words) -> list[list[Element]]:
    """Who is away on the day and who stands in, and organisations that nobody speaks for."""
    found = []
    if view.away:
        title = words.t("Borta på mötesdagen: {n}", n=len(view.away))
        found.append(_section(title, [_away(view, one, words) for one in view.away], words))
    if view.empty:
        names = [line((organisation.name, True)) for organisation in view.empty]
        title = words.t("Organisationer utan deltagare: {n}", n=len(view.empty))
        found.append(_section(title, names, words))
    return found


def _away(view: HealthView, one: AwaySeat, words: Words) -> Element:
    if not one.stand_in:
        return line((one.seat.name, True), (" · " + words.t("ingen ersättare"), False))
    name = view.meeting.members[one.stand_in].name
    return line((one.seat.name, True), (" · " + words.t("ersättare: {name}", name=name), False))


def _login(view: HealthView, words: Words) -> list[list[Element]]:
    """Whether the bot can still log in on the day, when there is anything to say about that."""
    credential = view.credential
    if not credential.known:
        unknown = words.t(
            "Ingen har angett när botens hemlighet går ut. Be den som driver boten att göra det."
        )
        return [[sentence(unknown, quiet=True)]]
    if not credential.ends:
        return []
    ends = sentence(login_ends(words, credential), quiet=credential.threshold(view.now) == NO_THRESHOLD)
    if credential.threshold(view.now) == NO_THRESHOLD:
        return [[ends]]
    return [[notice([ends, sentence(renew(words, credential), close=True)])]]


def _from(view: HealthView, one: DeliveryLine) -> str:
    organisation = view.meeting.organisations.get(one.member.organisation_id)
    notes = [organisation.name if organisation else "", one.member.function]
    return "".join(f" · {note}" for note in notes if note)


def _section(title: str, lines: Sequence[Element], words: Words) -> list[Element]:
    more = [small(_more(len(lines), words).strip())] if len(lines) > MOST else []
    return [subheading(title), *lines[:MOST], *more]


def _more(n: int, words: Words) -> str:
    return words.n(" och {n} till", " och {n} till", n - MOST) if n > MOST else ""
