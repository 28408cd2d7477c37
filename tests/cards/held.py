"""The cards of a held meeting: to lead it, the attendance, notes, lines that are added, and needs that are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from cards.agenda import agenda_card
from cards.meeting import meeting_card
from cards.meeting_forms import addition_card, need_card, needs_card, note_card, register_card
from cards.summary import summary_card
from cards.teams import Card
from est import running
from est.agenda import PointKind
from est.attending import Presence, Register
from est.errors import Malformed, PersonalDataFound
from est.form import FormRefused
from est.needing import Answer, NeedAnswer, answered, by_need
from est.noting import MeetingNote
from est.report import Item
from est.running import Added, MeetingRun
from est.timetable import Step
from est.weekly.held import Held, note_lines
from est.weekly.meeting import MeetingView
from est.weekly.needs import NeedsView, NeedView
from est.weekly.registering import RegisterView
from est.weekly.running import RunView
from tests.cards.hostile_names import ACTIONS_, ATTACK, GROUP_, MEMBERS_, ORGANISATIONS_, PLACES_, named_items
from tests.cards.scene import (
    ACTIONS,
    DECIDED,
    FRED,
    MEMBERS,
    PETRA,
    SAM,
    a_week,
    meeting_view,
    summary_view,
    turn,
)
from tests.est.builders import GROUP, W48, round_
from words import Words

Draw = Callable[[Words], Card]

AT_NINE = round_().moments[Step.MEETING]
ENDS = round_().moments[Step.MEETING_END]


def at(minutes: float) -> datetime:
    """So many minutes into the meeting."""
    return AT_NINE + timedelta(minutes=minutes)


INFO = "info:5f2d8c1e9a7b3064"
LINE_ADDED = Added(
    key=INFO,
    point=PointKind.OPENING,
    after="point:opening",
    minutes=3,
    title="Trygghetsvandring i Björkgården på torsdag",
)


def note(subject: str, text: str) -> MeetingNote:
    return MeetingNote(
        group_id=GROUP, week=W48, subject=subject, text=text, written_by="sam", written_at=at(10)
    )


def answer(item: Item, organisation: str, said: Answer, reason: str = "") -> NeedAnswer:
    return NeedAnswer(
        group_id=GROUP,
        week=W48,
        item_id=item.id,
        organisation_id=organisation,
        answer=said,
        reason=reason,
        answered_by="petra",
        answered_at=at(20),
    )


def held_view(
    steps: Sequence[float] = (),
    *,
    items: Sequence[Item] = (),
    added: Sequence[Added] = (),
    ended: float = 0,
    **kept: Any,
) -> MeetingView:
    """A week's meeting that has gone on to the next line at each of *steps*, minutes after nine."""
    own = items or a_week()
    answers = by_need(kept.pop("answers", ()))
    view = meeting_view(answered(own, answers), actions=(*ACTIONS, *kept.pop("actions", ())))
    run = running.start(view.agenda, AT_NINE, ENDS, "sam")
    for one in added:
        run = running.add(run, one)
    for minutes in steps:
        run = running.go_on(run, at(minutes))
    if ended:
        run = running.end(run, at(ended))
    run = kept.pop("changed", lambda same: same)(run)
    notes = {one.subject: one for one in kept.pop("notes", ())}
    return replace(view, held=Held(run=run, notes=notes, answers=answers, **kept), published=True)


def _meeting(view: MeetingView, minutes: float, **given: Any) -> Draw:
    return lambda words: meeting_card(
        RunView(meeting=view, now=at(minutes), stale=given.get("stale", False)), words
    )


def _refused(view: MeetingView, minutes: float, refused: Exception, typed: Mapping[str, str]) -> Draw:
    return lambda words: meeting_card(RunView(meeting=view, now=at(minutes)), words, refused, typed)  # type: ignore[arg-type]


def _register(view: MeetingView, presence: Mapping[str, Presence], **given: Any) -> RegisterView:
    seats = tuple(sorted(view.members.values(), key=lambda one: one.name))
    return RegisterView(meeting=view, seats=seats, presence=presence, **given)


def _need(view: MeetingView, item: Item, who: Any = PETRA, **given: Any) -> NeedView:
    asked = [view.organisations[id_] for id_ in item.content.asked]  # type: ignore[union-attr]
    mine = [one for one in asked if who.coordinates or one.id == who.organisation_id]
    return NeedView(turn=turn(who, at(2)), meeting=view, item=view.items[item.id], mine=tuple(mine), **given)


def _quiet() -> MeetingView:
    return meeting_view((a_week()[5],))


ADULTS, FIX = a_week()[8], a_week()[9]
ANSWERED = (
    answer(ADULTS, "polisen", Answer.ACCEPTS, "Två patruller till kl 22."),
    answer(ADULTS, "fritid", Answer.CANNOT, "Ingen personal på fredag."),
)
EVERYBODY = {one.id: Presence.PRESENT for one in MEMBERS}
SOME = EVERYBODY | {"ida": Presence.EXCUSED, "olle": Presence.ABSENT}
NOTES = (
    note("item:" + a_week()[2].id, "Räddningstjänsten ser över papperskorgarna.\nKlart före helgen."),
    note("point:closing", "Inget lyfts i dag."),
)
TAKEN = Register(group_id=GROUP, week=W48, seats=SOME, taken_by="sam", taken_at=at(1))
FOLLOWED = held_view((2, 4))
PERSONAL = FormRefused([PersonalDataFound(field="note", data_class="P1", suggestion="")])
LENT = held_view((2, 4, 6), changed=lambda run: running.lend(run, PointKind.NEEDS, 2, at(8)))
AS_ACTION = replace(DECIDED, draft=f"{INFO}.1a2b3c4d", title=LINE_ADDED.title, number=12, id="a12")


def _to(point: PointKind, **kept: Any) -> MeetingView:
    """The meeting at the first line of a point."""

    def reached(run: MeetingRun) -> MeetingRun:
        while running.following(run)[0].point is not point:
            run = running.go_on(run, at(15))
        return run

    return held_view(changed=reached, **kept)


def _oral() -> MeetingView:
    """The police speak of their operation, and nothing of it is written."""

    def reached(run: MeetingRun) -> MeetingRun:
        oral = {running.key_of(line) for line in run.agenda.lines if line.heading_only}
        while run.current not in oral:
            run = running.go_on(run, at(15))
        return run

    return held_view(changed=reached)


def _summary(words: Words) -> Card:
    view = held_view(
        (2, 4, 6),
        items=a_week(),
        added=(LINE_ADDED,),
        ended=29,
        notes=NOTES,
        answers=ANSWERED,
        register=TAKEN,
    )
    told = note_lines(view.held, view.agenda, view.items, view.actions)
    return summary_card(
        summary_view(view, presence=SOME, answers=view.held.answers, noted=told, may_approve=True), words
    )


def _named() -> MeetingView:
    view = held_view(
        (2, 4, 6),
        items=named_items(),
        added=(replace(LINE_ADDED, title=ATTACK),),
        notes=[note(stop.key, ATTACK) for stop in running.itinerary(meeting_view(named_items()).agenda)],
        answers=[replace(one, reason=ATTACK) for one in ANSWERED],
    )
    return replace(
        view,
        group=GROUP_,
        organisations=ORGANISATIONS_,
        places=PLACES_,
        members={one.id: one for one in MEMBERS_},
        actions={one.id: one for one in ACTIONS_},
    )


CARDS: Mapping[str, Draw] = {
    "meeting-before": lambda words: meeting_card(
        RunView(meeting=meeting_view(a_week(), actions=ACTIONS), now=AT_NINE), words
    ),
    "meeting-too-early": lambda words: meeting_card(
        RunView(meeting=meeting_view(a_week()), now=at(-600), too_early=True), words
    ),
    "meeting-quiet": lambda words: meeting_card(RunView(meeting=_quiet(), now=at(-5)), words),
    "meeting-opening": _meeting(held_view(), 1),
    "meeting-action": _meeting(FOLLOWED, 5),
    "meeting-late": _meeting(held_view((2, 4, 6)), 16),
    "meeting-lent": _meeting(LENT, 9),
    "meeting-need": _meeting(_to(PointKind.NEEDS, answers=ANSWERED), 16),
    "meeting-oral": _meeting(_oral(), 16),
    "meeting-information": _meeting(held_view((2,), added=(LINE_ADDED,)), 3),
    "meeting-information-action": _meeting(held_view((2,), added=(LINE_ADDED,), actions=(AS_ACTION,)), 3),
    "meeting-last-line": _meeting(_to(PointKind.CLOSING), 29),
    "meeting-stale": _meeting(FOLLOWED, 5, stale=True),
    "meeting-note-refused": _refused(FOLLOWED, 5, PERSONAL, {"note": "19121212-1212 var där."}),
    "meeting-borrow-refused": _refused(
        FOLLOWED, 5, Malformed("nothing_to_lend", field="minutes", room=1), {"point": "needs", "minutes": "5"}
    ),
    "meeting-over": _meeting(held_view((2, 5, 6, 15), ended=33), 40),
    "register": lambda words: register_card(_register(FOLLOWED, EVERYBODY), words),
    "register-saved": lambda words: register_card(_register(FOLLOWED, SOME, saved=True), words),
    "register-refused": lambda words: register_card(
        _register(FOLLOWED, SOME), words, FormRefused([Malformed("named_twice", field="absent")])
    ),
    "notes-none": lambda words: note_card(RunView(meeting=FOLLOWED, now=at(5)), words),
    "notes": lambda words: note_card(RunView(meeting=held_view((2, 4), notes=NOTES), now=at(5)), words),
    "notes-refused": lambda words: note_card(
        RunView(meeting=FOLLOWED, now=at(5)), words, "", PERSONAL, {"note": "19121212-1212 var där."}
    ),
    "addition": lambda words: addition_card(RunView(meeting=FOLLOWED, now=at(5)), words, "5f2d8c1e9a7b3064"),
    "addition-refused": lambda words: addition_card(
        RunView(meeting=FOLLOWED, now=at(5)),
        words,
        "5f2d8c1e9a7b3064",
        FormRefused([Malformed("required", field="place")]),
        {"sort": "incident", "text": "Glas på busstorget.", "minutes": "3", "place": ""},
    ),
    "need": lambda words: need_card(_need(FOLLOWED, ADULTS), words),
    "need-saved": lambda words: need_card(
        _need(held_view((2,), answers=ANSWERED), ADULTS, saved=True), words
    ),
    "need-coordinator": lambda words: need_card(_need(held_view((2,), answers=ANSWERED), ADULTS, SAM), words),
    "need-refused": lambda words: need_card(
        _need(FOLLOWED, ADULTS),
        words,
        FormRefused([Malformed("required", field="reason")]),
        {"answer": "cannot", "reason": ""},
    ),
    "need-of-others": lambda words: need_card(_need(FOLLOWED, FIX, FRED), words),
    "needs-asked": lambda words: needs_card(
        NeedsView(turn=turn(PETRA, at(-40)), meeting=FOLLOWED, items=(ADULTS,)), words
    ),
    "agenda-running": lambda words: agenda_card(held_view((2, 4, 6), answers=ANSWERED), words),
    "agenda-over": lambda words: agenda_card(held_view((2, 4, 6), ended=33), words),
    "summary-held": _summary,
    "named-meeting": lambda words: meeting_card(RunView(meeting=_named(), now=at(16)), words),
    "named-meeting-over": lambda words: meeting_card(
        RunView(
            meeting=replace(
                _named(),
                held=replace(_named().held, run=running.end(_named().held.run, at(31))),  # type: ignore[arg-type]
            ),
            now=at(31),
        ),
        words,
    ),
    "named-register": lambda words: register_card(_register(_named(), EVERYBODY), words),
    "named-notes": lambda words: note_card(RunView(meeting=_named(), now=at(16)), words),
    "named-addition": lambda words: addition_card(
        RunView(meeting=_named(), now=at(16)), words, "x", None, {"text": ATTACK}
    ),
    "named-need": lambda words: need_card(_need(_named(), ADULTS, SAM), words),
    "named-needs-asked": lambda words: needs_card(
        NeedsView(turn=turn(PETRA, at(-40)), meeting=_named(), items=tuple(_named().items.values())[8:9]),
        words,
    ),
}
