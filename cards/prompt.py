"""The member's own card: the three questions, what I have reported so far, and the receipt."""

from __future__ import annotations

from typing import Any

from cards.items import item_paragraph
from cards.parts import Button, Element, box, buttons, heading, line, notice, press, sentence, subheading
from cards.teams import Card, finish
from cards.verbs import Finish, OpenForm, OpenItem, ReportNothing, ShowPrompt, UndoNothing, WithdrawItem
from est.report import Item, ReportStatus
from est.round import Phase
from est.timetable import Step
from est.vocabulary import Kind
from est.weekly.answering import SeatView
from words import Words
from words.vocabulary import label

ANSWERABLE = frozenset({Phase.BEFORE_PROMPT, Phase.OPEN, Phase.LATE})
"""Phases in which the card has buttons; from the lock on it only shows."""


def prompt_card(view: SeatView, words: Words, *, late: bool = False) -> Card:
    """The card as it is now for this seat; *late* says that the question itself came late."""
    body = [*_question(view, words, late=late), *_receipt(view, words), *_items(view, words)]
    if view.phase in ANSWERABLE:
        body += _choices(view, words)
    body.append(footer(words))
    return finish(
        body,
        summary=prompt_summary(view, words),
        language=words.language,
        refresh=ShowPrompt(group=view.turn.group.id, week=str(view.round.week), seat=view.seat.id),
        refresh_for=[view.turn.caller.teams_id] if view.turn.caller.teams_id else [],
    )


def prompt_summary(view: SeatView, words: Words) -> str:
    """What a notification says: the round and the deadline, no content (domain.md §12 rule 19)."""
    deadline = words.moment(view.round.moments[Step.DEADLINE], view.round.zone)
    return words.t(
        "EST {week}: vad har hänt hos er? Svara senast {deadline}.",
        week=words.week(view.round.week),
        deadline=deadline,
    )


def footer(words: Words) -> Element:
    """What EST is not: said on every card that takes an answer (domain.md §12 rules 3 and 10)."""
    return sentence(
        words.t(
            "Uppgifterna används för att samordna trygghetsarbetet. Skriv om platser och händelser, aldrig om personer. "
            "Akut: ring 112. Polisanmälan och tips: 114 14."
        ),
        quiet=True,
    )


def _question(view: SeatView, words: Words, *, late: bool) -> list[Element]:
    round_ = view.round
    meeting = words.moment(round_.moments[Step.MEETING], round_.zone)
    body: list[Element] = [
        heading(words.t("EST {week}: vad har hänt hos er?", week=words.week(round_.week))),
        line(
            (view.turn.group.name, True),
            (
                " · " + words.t("perioden {days}", days=words.days(round_.period_first, round_.period_last)),
                False,
            ),
        ),
    ]
    if view.phase in ANSWERABLE:
        deadline = words.moment(round_.moments[Step.DEADLINE], round_.zone)
        body.append(
            sentence(
                words.t("Svara senast {deadline}. Mötet är {meeting}.", deadline=deadline, meeting=meeting),
                close=True,
            )
        )
    if view.turn.member.id == view.seat.id:
        organisation = view.organisations.get(view.seat.organisation_id)
        name = organisation.name if organisation is not None else view.turn.group.name
        body.append(
            line((words.t("Du får frågan för att du deltar i EST för "), False), (name, False), (".", False))
        )
    else:
        body.append(line((words.t("Du svarar i stället för "), False), (view.seat.name, True), (".", False)))
    if late:
        body.append(sentence(words.t("Frågan kom senare än planerat. Svara när du hinner."), quiet=True))
    return body


def _receipt(view: SeatView, words: Words) -> list[Element]:
    """Saved at, shown to whom, changeable until (acceptance.md K13)."""
    report, round_ = view.report, view.round
    until = words.moment(round_.moments[Step.MEETING], round_.zone)
    if view.phase is Phase.APPROVED:
        return [notice([sentence(words.t("Veckan är stängd. Sammanfattningen är godkänd."))])]
    if view.phase is Phase.LOCKED:
        return [
            notice([sentence(words.t("Mötet har börjat. Det du rapporterar nu sparas till nästa omgång."))])
        ]
    lines: list[Element] = []
    if view.kept_for:
        lines.append(
            sentence(
                words.t(
                    "Mötet hade redan börjat. Svaret är sparat till {week}, och samordnaren kan ta upp det redan nu.",
                    week=words.week(round_.week),
                )
            )
        )
    saved = [item.changed_at for item in report.items]
    if report.done_at is not None:
        saved.append(report.done_at)
    if report.answered and saved:
        lines.append(
            sentence(
                words.t(
                    "✔ Sparat {saved}. Visas för EST-gruppen. Kan ändras till {until}.",
                    saved=words.moment(max(saved), round_.zone),
                    until=until,
                )
            )
        )
    if report.status is ReportStatus.NOTHING_TO_REPORT:
        lines.insert(0, sentence(words.t("Tack! Du har svarat: Inget att rapportera.")))
    if view.saved == "done":
        lines.insert(0, sentence(words.t("Tack! Ditt svar är klart.")))
    if report.late and report.answered:
        lines.append(
            sentence(words.t("Svaret kom efter deadline och är märkt som sent."), quiet=True, close=True)
        )
    body: list[Element] = [notice(lines, good=True)] if lines else []
    if view.very_severe:
        body.append(emergency(words))
    return body


def emergency(words: Words) -> Element:
    """Severity 4: the bot never replaces 112 (domain.md §7.2)."""
    return notice(
        [
            sentence(
                words.t(
                    "Du har angett mycket hög allvarlighet. Boten larmar ingen: ring 112 om det är akut och 114 14 för "
                    "att anmäla eller tipsa polisen. Samordnaren har fått veta att en sådan rapport har kommit."
                )
            )
        ]
    )


def _items(view: SeatView, words: Words) -> list[Element]:
    live = view.report.live
    if not live:
        return []
    body: list[Element] = [
        subheading(words.n("Du har rapporterat {n} sak", "Du har rapporterat {n} saker", len(live)))
    ]
    return body + [box(_item(view, item, words), ruled=True) for item in live]


def _item(view: SeatView, item: Item, words: Words) -> list[Element]:
    elements = item_paragraph(words, item, view.places)
    if view.phase in ANSWERABLE:
        ids: dict[str, Any] = {
            "group": view.turn.group.id,
            "week": str(view.round.week),
            "seat": view.seat.id,
            "item": item.id,
        }
        elements.append(
            buttons(
                press(words.t("Ändra {label}", label=item.label), OpenItem(**ids)),
                press(words.t("Dra tillbaka {label}", label=item.label), WithdrawItem(**ids)),
            )
        )
    return elements


def _choices(view: SeatView, words: Words) -> list[Element]:
    ids: dict[str, Any] = {"group": view.turn.group.id, "week": str(view.round.week), "seat": view.seat.id}
    report = view.report
    new: list[Button] = [press(label(words, kind), OpenForm(**ids, kind=kind)) for kind in Kind]
    last: list[Button] = []
    if report.nothing and not report.live:
        last.append(press(words.t("Ångra: jag har något att rapportera"), UndoNothing(**ids)))
    elif not report.live:
        last.append(press(words.t("Inget att rapportera"), ReportNothing(**ids)))
    if report.live and report.done_at is None:
        last.append(press(words.t("Klar"), Finish(**ids), style="positive"))
    title = words.t("Lägg till fler") if report.live else words.t("Vad vill du rapportera?")
    return [subheading(title), buttons(*new), *([buttons(*last)] if last else [])]
