"""The member's own card: the three questions, what I have reported so far, and the receipt."""

from __future__ import annotations

from typing import Any

from cards.items import item_text
from cards.pages import Chapter, Group, Page, in_parts
from cards.parts import (
    WARNING_SIGN,
    Button,
    Element,
    box,
    buttons,
    heading,
    line,
    notice,
    press,
    sentence,
    small,
    subheading,
)
from cards.teams import Card, finish
from cards.verbs import Finish, OpenForm, OpenItem, ReportNothing, ShowPrompt, UndoNothing, WithdrawItem
from est.report import Item, ReportStatus, ReviewState
from est.round import Phase
from est.timetable import Step
from est.vocabulary import Kind
from est.weekly.answering import SeatView
from words import Words
from words.catalogue import N_
from words.items import notes_of
from words.vocabulary import label

ANSWERABLE = frozenset({Phase.BEFORE_PROMPT, Phase.OPEN, Phase.LATE})
"""Phases in which the card has buttons; from the lock on it only shows."""
KEPT = N_("Mötet hade redan varit. Svaret är sparat till {week}.")
KEPT_AND_OFFERED = N_(
    "Mötet hade redan börjat. Svaret är sparat till {week}, och samordnaren kan ta upp det redan nu."
)
"""After the approval an answer belongs to the next round; before it, it is offered to the coordinator."""


def prompt_card(view: SeatView, words: Words, *, late: bool = False, part: int = 0) -> Card:
    """The card as it is now for this seat; *late* says that the question itself came late.

    With more items than fit, it is shown in parts, and without a wish for one the part with what was just saved.
    """

    def build(page: Page) -> Card:
        return _card(view, words, page, late=late)

    items = {item.id: _item(view, item, words) for item in view.report.live}
    count = words.n("Du har rapporterat {n} sak", "Du har rapporterat {n} saker", len(items))
    chapters = [Chapter(list(items.values()), [subheading(count)])] if items else []
    return in_parts(chapters, part, build, shows=items.get(view.saved, ()))


def _card(view: SeatView, words: Words, page: Page, *, late: bool) -> Card:
    ids = _ids(view)
    body = [*_question(view, words, late=late), *_receipt(view, words)]
    body += [element for group in page.groups for element in group]
    turns = page.turns(words, lambda number: ShowPrompt(**ids, part=number))
    if turns:
        body += [sentence(page.name(words), quiet=True), buttons(*turns)]
    if view.phase in ANSWERABLE:
        body += _choices(view, words)
    body.append(footer(words))
    teams_id = view.turn.caller.teams_id
    return finish(
        body,
        summary=prompt_summary(view, words),
        language=words.language,
        refresh=ShowPrompt(**ids, part=page.number if turns else 0),
        refresh_for=[teams_id] if teams_id else [],
    )


def prompt_summary(view: SeatView, words: Words) -> str:
    """What a notification says: the round and the deadline, no content (domain.md §12 rule 19)."""
    week = words.week(view.round.week)
    if view.phase not in ANSWERABLE:
        return words.t("EST {week}: omgången är stängd.", week=week)
    if view.report.answered:
        return words.t("EST {week}: ditt svar är sparat.", week=week)
    deadline = words.moment(view.round.moments[Step.DEADLINE], view.round.zone)
    return words.t("EST {week}: vad har hänt hos er? Svara senast {deadline}.", week=week, deadline=deadline)


def footer(words: Words) -> Element:
    """What EST is not: said on every card that takes an answer (domain.md §12 rules 3 and 10)."""
    return sentence(
        words.t(
            "Skriv om platser och händelser, aldrig om personer. Används för att samordna trygghetsarbetet. "
            "Akut: 112. Polisen: 114 14. Oro för ett barn: socialtjänsten."
        ),
        quiet=True,
    )


def _question(view: SeatView, words: Words, *, late: bool) -> list[Element]:
    round_, is_open = view.round, view.phase in ANSWERABLE
    week, period = words.week(round_.week), words.days(round_.period_first, round_.period_last)
    title = words.t("EST {week}: vad har hänt hos er?", week=week)
    body: list[Element] = [
        heading(title if is_open else words.t("EST {week}: ditt svar", week=week)),
        line((view.turn.group.name, True), (" · " + words.t("perioden {days}", days=period), False)),
    ]
    if is_open:
        deadline = words.moment(round_.moments[Step.DEADLINE], round_.zone)
        meeting = words.moment(round_.moments[Step.MEETING], round_.zone)
        times = words.t("Svara senast {deadline}. Mötet är {meeting}.", deadline=deadline, meeting=meeting)
        body.append(sentence(times, close=True))
    if view.turn.member.id != view.seat.id:
        body.append(line((words.t("Du svarar i stället för "), False), (view.seat.name, True), (".", False)))
    elif is_open and not view.report.answered:
        body.append(_why(view, words))
    if late and is_open:
        body.append(sentence(words.t("Frågan kom senare än planerat. Svara när du hinner."), quiet=True))
    return body


def _why(view: SeatView, words: Words) -> Element:
    """Why the question came to this person."""
    organisation = view.organisations.get(view.seat.organisation_id)
    name = organisation.name if organisation is not None else view.turn.group.name
    because = words.t("Du får frågan för att du deltar i EST för ")
    return small(f"{because}{name}.")


def _receipt(view: SeatView, words: Words) -> list[Element]:
    """Saved at, shown to whom, changeable until (acceptance.md K13)."""
    if view.phase is Phase.APPROVED:
        return [notice([sentence(words.t("Veckan är stängd. Sammanfattningen är godkänd."))])]
    if view.phase not in ANSWERABLE:
        begun = words.t("Mötet har börjat. Har du mer? Skriv rapportera, så sparas det till nästa omgång.")
        return [notice([sentence(begun)])]
    lines = [sentence(text, close=number > 0) for number, text in enumerate(_thanks(view, words))]
    if view.report.late and view.report.answered:
        late = words.t("Svaret kom efter deadline och är märkt som sent.")
        lines.append(sentence(late, quiet=True, close=True))
    body: list[Element] = [notice(lines, good=True)] if lines else []
    return [*body, emergency(words, told=view.told)] if view.very_severe else body


def _thanks(view: SeatView, words: Words) -> list[str]:
    """What was done with the press, and what is saved."""
    report, round_ = view.report, view.round
    texts = []
    if view.saved == "done":
        texts.append(words.t("Tack! Ditt svar är klart."))
    if report.status is ReportStatus.NOTHING_TO_REPORT:
        texts.append(words.t("Tack! Du har svarat: Inget att rapportera."))
    if view.saved == "withdrawn":
        texts.append(words.t("Tillbakadraget. Det visas inte längre för gruppen."))
    if view.kept_for:
        texts.append(words.t(KEPT_AND_OFFERED if view.offered else KEPT, week=words.week(round_.week)))
    saved = [item.changed_at for item in report.live]
    saved += [report.done_at] if report.done_at is not None else []
    if report.answered and saved:
        texts.append(
            words.t(
                "✔ Sparat {saved}. Visas för EST-gruppen. Kan ändras till {until}.",
                saved=words.moment(max(saved), round_.zone),
                until=words.moment(round_.moments[Step.MEETING], round_.zone),
            )
        )
    return texts


def emergency(words: Words, *, told: bool) -> Element:
    """Severity 4: the bot never replaces 112 (domain.md §7.2)."""
    alarm = words.t(
        "Boten larmar ingen. Ring 112 om det är akut, och 114 14 för att anmäla eller tipsa polisen."
    )
    heard = (
        words.t("Samordnaren har fått veta att en mycket allvarlig händelse är rapporterad.")
        if told
        else words.t("Gruppen har ingen samordnare just nu, så ingen annan har fått veta det.")
    )
    return notice([sentence(f"{WARNING_SIGN} {alarm}"), sentence(heard, close=True)], grave=True)


def _item(view: SeatView, item: Item, words: Words) -> Group:
    elements = item_text(words, item, view.places)
    notes = notes_of(words, item)
    if item.review is ReviewState.RETURNED:
        notes.append(words.t("skickad tillbaka: ändra den, så kommer den med"))
    if notes:
        elements.append(small(" · ".join(notes)))
    if view.phase in ANSWERABLE:
        ids = _ids(view) | {"item": item.id}
        elements.append(
            buttons(
                press(words.t("Ändra"), OpenItem(**ids), tooltip=words.t("Ändra {label}", label=item.label)),
                press(
                    words.t("Dra tillbaka"),
                    WithdrawItem(**ids),
                    tooltip=words.t("Dra tillbaka {label}", label=item.label),
                ),
            )
        )
    return [box(elements, ruled=True)]


def _choices(view: SeatView, words: Words) -> list[Element]:
    ids, report = _ids(view), view.report
    new: list[Button] = [press(label(words, kind), OpenForm(**ids, kind=kind)) for kind in Kind]
    if report.live:
        last = [] if report.done_at else [press(words.t("Klar"), Finish(**ids), style="positive")]
        return [subheading(words.t("Lägg till fler")), buttons(*new), *([buttons(*last)] if last else [])]
    if report.nothing:
        tooltip = words.t("Ångra: jag har något att rapportera")
        undo = press(words.t("Ångra svaret"), UndoNothing(**ids), tooltip=tooltip)
        return [subheading(words.t("Kom du på något?")), buttons(*new, undo)]
    nothing = press(words.t("Inget att rapportera"), ReportNothing(**ids))
    return [subheading(words.t("Vad vill du rapportera?")), buttons(*new, nothing)]


def _ids(view: SeatView) -> dict[str, Any]:
    return {"group": view.turn.group.id, "week": str(view.round.week), "seat": view.seat.id}
