"""From a press or a typed text to the flow that answers it. Every refusal is said in words here, and only here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from cards.notices import choose_group_card, help_card, refusal_card
from cards.verbs import (
    ApproveSummary,
    BecomeCoordinator,
    ConfirmCalendar,
    Finish,
    LeaveForm,
    OpenForm,
    OpenItem,
    Payload,
    PublishAgenda,
    ReportNothing,
    Resume,
    RunCommand,
    SaveCollabNeed,
    SaveForm,
    SaveIncident,
    SaveMember,
    SaveSettings,
    SaveUpcomingEvent,
    SeatPayload,
    ShowAgenda,
    ShowDelivery,
    ShowMember,
    ShowMembers,
    ShowPrompt,
    ShowSettings,
    ShowSummary,
    TakeIn,
    UndoNothing,
    WithdrawItem,
    parse,
)
from dialogs import leading, meeting, reporting
from dialogs.answer import Answer, Note, Reply
from dialogs.commands import Command, Word
from dialogs.commands import parse as parse_command
from dialogs.desk import Desk
from est.errors import Refusal, RoundClosed
from est.group import Group
from est.turn import local_day
from est.weekly.entering import groups_of
from words.refusals import say

Flow = Callable[[Desk, Any], Awaitable[Answer]]

FLOWS: Mapping[type[Payload], Flow] = {
    ShowPrompt: reporting.show,
    OpenForm: reporting.open_form,
    OpenItem: reporting.open_item,
    LeaveForm: reporting.leave_form,
    SaveIncident: reporting.save,
    SaveUpcomingEvent: reporting.save,
    SaveCollabNeed: reporting.save,
    WithdrawItem: reporting.withdraw,
    ReportNothing: reporting.report_nothing,
    UndoNothing: reporting.undo_nothing,
    Finish: reporting.finish,
    ShowAgenda: meeting.show_agenda,
    PublishAgenda: meeting.publish,
    TakeIn: meeting.take_in,
    ShowDelivery: meeting.show_delivery,
    ShowSummary: meeting.show_summary,
    ApproveSummary: meeting.approve,
    ShowSettings: leading.show_settings,
    SaveSettings: leading.save_settings,
    Resume: leading.resume,
    ConfirmCalendar: leading.confirm_calendar,
    BecomeCoordinator: leading.become_coordinator,
    ShowMembers: leading.show_members,
    ShowMember: leading.show_member,
    SaveMember: leading.save_member,
}
"""Every verb but `RunCommand`, which is a text on a button."""


async def answer_press(desk: Desk, verb: str, data: object, *, repeat_text: bool = True) -> list[Answer]:
    """The answer to a pressed button. A refusal becomes a card that says what to do; nothing is stored by it.

    In the channel it is a line, which only the one who pressed sees.
    Where the answer would be a stored message rather than an answer to the press, *repeat_text* is false: then a
    refused form is not repeated, only the field and the class are named (design.md §3).
    """
    try:
        press = parse(verb, data)
        if isinstance(press, RunCommand):
            return await _run(desk, press.command, press.group)
        if isinstance(press, SaveForm) and not repeat_text:
            return [await reporting.save_silently(desk, press)]
        try:
            return [await FLOWS[type(press)](desk, press)]
        except RoundClosed as refused:
            if isinstance(press, SeatPayload):
                return [reporting.closed(desk, press, refused)]
            raise
    except Refusal as refused:
        if repeat_text and not desk.caller.personal:
            return [Note(say(refused, desk.words))]
        return [_refuse(desk, refused)]


async def answer_text(desk: Desk, text: str) -> list[Answer]:
    """The answer to a typed text. An unknown one gets one short help, never its own words back."""
    try:
        return await _run(desk, text, "")
    except Refusal as refused:
        return [_refuse(desk, refused)]


async def refuse(desk: Desk, refused: Refusal) -> list[Answer]:
    """The answer to something that is not even a text or a press, such as a file."""
    return [_refuse(desk, refused)]


async def _run(desk: Desk, text: str, group_id: str) -> list[Answer]:
    groups = await desk.look(lambda records: groups_of(records, desk.caller))
    named = [group for group in groups if group.id == group_id] if group_id else list(groups)
    if not named:
        raise Refusal("no_group")
    command = parse_command(text, local_day(named[0], desk.now))
    if command.word in {Word.HELP, Word.UNKNOWN} or len(named) > 1:
        await desk.meet(named)
    if command.word in {Word.HELP, Word.UNKNOWN}:
        return [Reply(help_card(named[0].id if len(named) == 1 else "", desk.words))]
    if len(named) > 1:
        return [Reply(choose_group_card(named, command.text, desk.words))]
    return await _command(desk, named[0], command)


async def _command(desk: Desk, group: Group, command: Command) -> list[Answer]:
    if command.word is Word.REPORT:
        return await reporting.show_mine(desk, group.id)
    if command.word is Word.AGENDA:
        return await meeting.agenda(desk, group.id, command)
    if command.word is Word.STATUS:
        return await meeting.delivery(desk, group.id, command)
    if command.word is Word.SUMMARY:
        return await meeting.summary(desk, group.id, command)
    if command.word is Word.MEMBERS:
        return await leading.members(desk, group.id)
    return await leading.settings(desk, group.id)


def _refuse(desk: Desk, refused: Refusal) -> Reply:
    return Reply(refusal_card(refused, desk.words))
