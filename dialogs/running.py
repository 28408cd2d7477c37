"""The meeting while it is held: led from the coordinator's own chat, wherever the button stood."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from cards.meeting import meeting_card
from cards.meeting_forms import addition_card, need_card, note_card, register_card
from cards.meeting_verbs import (
    AnswerNeed,
    BorrowTime,
    EndMeeting,
    MoveOn,
    OpenAddition,
    OpenNeed,
    OpenNote,
    OpenRegister,
    ResumeMeeting,
    SaveAddition,
    SaveNote,
    SaveRegister,
    SetLength,
    ShowMeeting,
    StartMeeting,
)
from cards.teams import Card
from cards.verbs import Payload
from dialogs.answer import Answer, For, Note, Reply, faults_of, form_again
from dialogs.desk import Desk
from dialogs.spoken import Said
from est.errors import Malformed, Refusal
from est.form import FormRefused
from est.ports import Records
from est.turn import Turn
from est.weekly import adding, needs, registering, running
from est.weekly.adding import Addition
from est.weekly.notes import find_subject, save_note
from est.weekly.running import RunView
from words.catalogue import N_
from words.refusals import say_beside

SENT = N_("Kortet för mötet är skickat till dig.")


async def meeting(desk: Desk, group_id: str, week: str) -> list[Answer]:
    """`möte`: the card to lead it from, in the coordinator's own chat, wherever it was typed."""
    return private(desk, _card(desk, await desk.do(group_id, running.show, week)))


async def show(desk: Desk, press: ShowMeeting) -> Answer:
    return _card(desk, await desk.do(press.group, running.show, press.week))


async def start(desk: Desk, press: StartMeeting) -> Answer:
    return _card(desk, await desk.do(press.group, running.start, press.week))


async def move(desk: Desk, press: MoveOn) -> Answer:
    try:
        view = await desk.do(
            press.group,
            running.move,
            press.week,
            move=press.move,
            version=press.version,
            subject=press.subject,
            note=press.note,
        )
    except FormRefused as refused:
        return await _again(desk, press, refused, {"note": press.note})
    return _card(desk, view)


async def borrow(desk: Desk, press: BorrowTime) -> Answer:
    try:
        view = await desk.do(
            press.group,
            running.borrow,
            press.week,
            version=press.version,
            point=press.point,
            minutes=press.minutes,
        )
    except Malformed as refused:
        if refused.code != "nothing_to_lend":
            raise
        return await _again(desk, press, refused, {"point": press.point, "minutes": press.minutes})
    return _card(desk, view)


async def end(desk: Desk, press: EndMeeting) -> Answer:
    try:
        view = await desk.do(
            press.group,
            running.end,
            press.week,
            version=press.version,
            subject=press.subject,
            note=press.note,
        )
    except FormRefused as refused:
        return await _again(desk, press, refused, {"note": press.note})
    return _card(desk, view)


async def resume(desk: Desk, press: ResumeMeeting) -> Answer:
    return _card(desk, await desk.do(press.group, running.resume, press.week, version=press.version))


async def set_length(desk: Desk, press: SetLength) -> Answer:
    """One tap; the agenda that the coordinator looks at is the one with the new minutes."""
    view = await desk.do(press.group, running.set_length, press.week, press.minutes)
    return _card(desk, view)


async def open_register(desk: Desk, press: OpenRegister) -> Answer:
    view = await desk.do(press.group, registering.register, press.week)
    return Reply(register_card(view, desk.words), For.ASKER)


async def save_register(desk: Desk, press: SaveRegister) -> Answer:
    try:
        view = await desk.do(
            press.group,
            registering.save_register,
            press.week,
            excused=press.excused,
            absent=press.absent,
        )
    except FormRefused as refused:
        view = await desk.do(press.group, registering.register, press.week)
        return _refused(desk, register_card(view, desk.words, refused), refused)
    return Reply(register_card(view, desk.words), For.ASKER)


async def open_note(desk: Desk, press: OpenNote) -> Answer:
    view = await desk.do(press.group, running.show, press.week)
    return Reply(note_card(view, desk.words, press.subject), For.ASKER)


async def keep_note(desk: Desk, press: SaveNote) -> Answer:
    try:
        view = await desk.do(press.group, save_note, press.week, press.subject, press.note)
    except FormRefused as refused:
        view = await desk.do(press.group, running.show, press.week)
        typed = {"subject": press.subject, "note": press.note}
        return _refused(desk, note_card(view, desk.words, "", refused, typed), refused)
    return Reply(note_card(view, desk.words), For.ASKER)


async def open_addition(desk: Desk, press: OpenAddition) -> Answer:
    view = await desk.do(press.group, adding.addition, press.week)
    return Reply(addition_card(view, desk.words, secrets.token_hex(8)), For.ASKER)


async def save_addition(desk: Desk, press: SaveAddition) -> Answer:
    form = Addition(
        token=press.token, sort=press.sort, text=press.text, minutes=press.minutes, place=press.place
    )
    try:
        return _card(desk, await desk.do(press.group, adding.save_addition, press.week, form))
    except FormRefused as refused:
        view = await desk.do(press.group, adding.addition, press.week)
        typed = press.model_dump(include={"sort", "text", "minutes", "place"})
        return _refused(desk, addition_card(view, desk.words, press.token, refused, typed), refused)


async def open_need(desk: Desk, press: OpenNeed) -> Answer:
    view = await desk.do(press.group, needs.need, press.week, press.item)
    return Reply(need_card(view, desk.words), For.ASKER)


async def answer_need(desk: Desk, press: AnswerNeed) -> Answer:
    try:
        view = await desk.do(
            press.group,
            needs.answer,
            press.week,
            press.item,
            organisation=press.organisation,
            said=press.answer,
            reason=press.reason,
        )
    except FormRefused as refused:
        view = await desk.do(press.group, needs.need, press.week, press.item)
        typed = press.model_dump(include={"organisation", "answer", "reason"})
        return _refused(desk, need_card(view, desk.words, refused, typed), refused)
    return Reply(need_card(view, desk.words), For.ASKER)


async def note(desk: Desk, group_id: str, line: Said) -> list[Answer]:
    """`anteckning V48-3: …`: kept at once, or asked for in the form when it cannot be kept as it stands."""
    try:
        view = await desk.do(group_id, _note, line)
    except FormRefused as refused:
        view = await desk.do(group_id, running.show)
        return private(desk, Reply(note_card(view, desk.words, "", refused), For.ASKER))
    return private(desk, Reply(note_card(view, desk.words), For.ASKER))


def _note(records: Records, turn: Turn, line: Said) -> RunView:
    turn.as_coordinator()
    round_ = running.find_meeting(records, turn)
    subject = find_subject(records, turn, round_, line.label)
    return save_note(records, turn, str(round_.week), subject, line.text)


async def _again(
    desk: Desk, press: MoveOn | BorrowTime | EndMeeting, refused: Refusal, typed: dict[str, str]
) -> Answer:
    view = await desk.do(press.group, running.show, press.week)
    return _refused(desk, meeting_card(view, desk.words, refused, typed), refused)


def _refused(desk: Desk, card: Card, refused: Refusal) -> Answer:
    """The form with what was typed; where the answer would be a stored message, what is wrong beside it instead."""
    if not desk.repeats:
        return Note(say_beside(faults_of(refused), desk.words))
    return form_again(card, refused, desk.words)


def _card(desk: Desk, view: RunView) -> Reply:
    return Reply(meeting_card(view, desk.words), For.ASKER)


def private(desk: Desk, reply: Reply) -> list[Answer]:
    """The card goes to the coordinator's own chat; a channel is told so."""
    return [reply] if desk.caller.personal else [reply, Note(desk.words.t(SENT))]


FLOWS: Mapping[type[Payload], Callable[[Desk, Any], Awaitable[Answer]]] = {
    ShowMeeting: show,
    StartMeeting: start,
    MoveOn: move,
    BorrowTime: borrow,
    EndMeeting: end,
    ResumeMeeting: resume,
    SetLength: set_length,
    OpenRegister: open_register,
    SaveRegister: save_register,
    OpenNote: open_note,
    SaveNote: keep_note,
    OpenAddition: open_addition,
    SaveAddition: save_addition,
    OpenNeed: open_need,
    AnswerNeed: answer_need,
}
