"""From a press or a typed text to the flow that answers it. Every refusal is said in words here, and only here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cards.action_verbs import (
    OpenActionForm,
    OpenStep,
    OpenWorkingGroup,
    ReportOutcome,
    SaveAction,
    SaveWorkingGroup,
    ShowAction,
    ShowActions,
    ShowWorkingGroups,
    TakeStep,
    UndoAction,
)
from cards.notices import choose_group_card, help_card, refusal_card
from cards.review_verbs import (
    AcceptAll,
    AcceptItem,
    CommentItem,
    EditItem,
    EditOpening,
    GradeItem,
    HideItem,
    MakeOral,
    MergeItems,
    MoveItem,
    PartItem,
    ReopenSummary,
    SaveArea,
    SaveOpening,
    SendBackItem,
    ShowArea,
    ShowAreas,
    ShowItemAgain,
    ShowReview,
    ShowReviewItem,
    ShowVariant,
    ShowVersion,
    ShowVersions,
)
from cards.verbs import (
    ApproveSummary,
    BecomeCoordinator,
    ConfirmCalendar,
    Finish,
    LeaveForm,
    OpenForm,
    OpenItem,
    Payload,
    PostAgain,
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
from dialogs import acting, deciding, leading, meeting, reporting, reviewing, running, summing_up
from dialogs.answer import Answer, Note, Reply
from dialogs.commands import Command, Word
from dialogs.commands import parse as parse_command
from dialogs.desk import Desk
from dialogs.spoken import Said, Spoken, spoken
from est.errors import Refusal, RoundClosed
from est.group import Group
from est.turn import local_day
from est.weekly.entering import groups_of
from words.refusals import say

Flow = Callable[[Desk, Any], Awaitable[Answer]]
LONGEST_CARRIED = 100
"""Characters of a command that a button carries (cards.verbs.RunCommand)."""


async def _save(desk: Desk, press: SaveForm) -> Answer:
    """A form is the reporter's, or that of who reviews the item."""
    if press.reviewing:
        return await reviewing.save(desk, press)
    return await (reporting.save if desk.repeats else reporting.save_silently)(desk, press)


async def _leave(desk: Desk, press: LeaveForm) -> Answer:
    return await (reviewing.leave if press.item else reporting.leave_form)(desk, press)


FLOWS: Mapping[type[Payload], Flow] = {
    ShowPrompt: reporting.show,
    OpenForm: reporting.open_form,
    OpenItem: reporting.open_item,
    LeaveForm: _leave,
    SaveIncident: _save,
    SaveUpcomingEvent: _save,
    SaveCollabNeed: _save,
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
    ShowReview: reviewing.show,
    ShowReviewItem: reviewing.show_item,
    AcceptAll: reviewing.accept_all,
    AcceptItem: reviewing.accept,
    SendBackItem: reviewing.send_back,
    HideItem: reviewing.hide,
    ShowItemAgain: reviewing.show_again,
    MakeOral: reviewing.make_oral,
    MergeItems: reviewing.merge,
    PartItem: reviewing.part,
    GradeItem: reviewing.grade,
    CommentItem: reviewing.comment,
    MoveItem: reviewing.move,
    EditItem: reviewing.edit,
    ShowAreas: reviewing.show_areas,
    ShowArea: reviewing.show_area,
    SaveArea: reviewing.save_area,
    EditOpening: summing_up.edit_opening,
    SaveOpening: summing_up.save_opening,
    ReopenSummary: summing_up.reopen,
    ShowVersions: summing_up.versions,
    ShowVersion: summing_up.version,
    ShowVariant: summing_up.variant,
    ShowActions: acting.show_actions,
    ShowAction: acting.show_action,
    OpenActionForm: acting.open_form,
    SaveAction: acting.save,
    OpenStep: acting.open_step,
    TakeStep: acting.take,
    UndoAction: acting.undo,
    ShowWorkingGroups: acting.show_working_groups,
    OpenWorkingGroup: acting.open_working_group,
    SaveWorkingGroup: acting.save_working_group,
    ReportOutcome: acting.report_outcome,
    ShowSettings: leading.show_settings,
    SaveSettings: leading.save_settings,
    Resume: leading.resume,
    ConfirmCalendar: leading.confirm_calendar,
    PostAgain: leading.post_again,
    BecomeCoordinator: leading.become_coordinator,
    ShowMembers: leading.show_members,
    ShowMember: leading.show_member,
    SaveMember: leading.save_member,
    **running.FLOWS,
    **deciding.FLOWS,
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
        desk = replace(desk, repeats=repeat_text)
        if isinstance(press, RunCommand):
            return await _run(desk, press.command, press.group)
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
    line = spoken(text)
    if line is not None:
        return await _said(desk, named, line, text)
    command = parse_command(text, local_day(named[0], desk.now))
    if command.word in {Word.HELP, Word.UNKNOWN} or len(named) > 1:
        await desk.meet(named)
    if command.word in {Word.HELP, Word.UNKNOWN}:
        return [Reply(help_card(named[0].id if len(named) == 1 else "", desk.words))]
    if len(named) > 1:
        return [Reply(choose_group_card(named, command.text, desk.words))]
    return await _command(desk, named[0], command)


async def _said(desk: Desk, groups: Sequence[Group], line: Said, text: str) -> list[Answer]:
    """A decision or a note that was typed; the words follow to the group that is chosen when they are few."""
    if len(groups) > 1:
        await desk.meet(groups)
        carried = text if len(text) <= LONGEST_CARRIED else text.split(maxsplit=1)[0]
        return [Reply(choose_group_card(groups, carried, desk.words))]
    if line.what is Spoken.NOTE:
        return await running.note(desk, groups[0].id, line)
    return await deciding.decision(desk, groups[0].id, line)


async def _command(desk: Desk, group: Group, command: Command) -> list[Answer]:
    if command.word is Word.REPORT:
        return await reporting.show_mine(desk, group.id)
    if command.word is Word.AGENDA:
        return await meeting.agenda(desk, group.id, command)
    if command.word is Word.STATUS:
        return await meeting.delivery(desk, group.id, command)
    if command.word is Word.SUMMARY:
        return await meeting.summary(desk, group.id, command)
    if command.word is Word.MEETING:
        return await running.meeting(desk, group.id, command.week)
    if command.word is Word.ACTIONS:
        return await acting.actions(desk, group.id, command)
    if command.word is Word.MEMBERS:
        return await leading.members(desk, group.id)
    return await leading.settings(desk, group.id)


def _refuse(desk: Desk, refused: Refusal) -> Reply:
    return Reply(refusal_card(refused, desk.words))
