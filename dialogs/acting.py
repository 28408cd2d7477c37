"""Actions: the list, one action, its forms, working groups, and how a coming event turned out."""

from __future__ import annotations

import secrets
from typing import Any

from cards.action_form import action_form_card, step_card
from cards.action_letters import outcome_card
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
from cards.actions import action_card, actions_card
from cards.teams import Card
from cards.working_groups import working_group_card, working_groups_card
from dialogs.answer import Answer, For, Note, Reply, faults_of, form_again
from dialogs.commands import Command
from dialogs.desk import Desk
from est.action_form import ActionInput, StepInput
from est.errors import Changed, Refusal
from est.form import FormRefused
from est.weekly import acting, event_outcomes, working_groups
from words.refusals import say_beside

CARRIED = frozenset({"group", "action", "draft", "version", "kept", "v", "step", "working_group"})
"""What a button carried itself, and nobody typed."""


async def actions(desk: Desk, group_id: str, command: Command) -> list[Answer]:
    """`åtgärder`: the list, or the action with that number; in the asker's own chat, since the list is their own."""
    words = desk.words
    if command.number:
        card = action_card(await desk.do(group_id, acting.show_numbered, command.number), words)
    else:
        card = actions_card(await desk.do(group_id, acting.mine_or_all), words)
    reply = Reply(card, For.ASKER)
    return [reply] if desk.caller.personal else [reply, Note(words.t("Åtgärderna är skickade till dig."))]


async def show_actions(desk: Desk, press: ShowActions) -> Answer:
    view = await desk.do(press.group, acting.mine_or_all)
    return Reply(actions_card(view, desk.words, shown=press.part), For.ASKER)


async def show_action(desk: Desk, press: ShowAction) -> Answer:
    view = await desk.do(press.group, acting.show, press.action)
    return Reply(action_card(view, desk.words, shown=press.part), For.ASKER)


async def open_form(desk: Desk, press: OpenActionForm) -> Answer:
    if press.action:
        view = await desk.do(press.group, acting.open_change, press.action)
    else:
        view = await desk.do(
            press.group, acting.blank, draft=secrets.token_hex(8), item_id=press.item, title=press.title
        )
    return Reply(action_form_card(view, desk.words), For.ASKER)


async def save(desk: Desk, press: SaveAction) -> Answer:
    """Keep the decision, or give the form back with what is wrong at which field and everything that was typed."""
    form = ActionInput(
        values=_typed(press),
        draft=press.draft,
        action_id=press.action,
        version=press.version,
        kept=_kept(press.kept),
    )
    try:
        view = await desk.do(press.group, acting.change if press.action else acting.decide, form)
    except Changed:
        raise
    except Refusal as refused:
        if not _at_a_field(refused):
            raise
        if not desk.repeats:
            return _beside(desk, refused)
        again = await desk.do(press.group, acting.fill_again, form)
        return form_again(action_form_card(again, desk.words, refused), refused, desk.words)
    return Reply(action_card(view, desk.words), For.ASKER)


async def open_step(desk: Desk, press: OpenStep) -> Answer:
    view = await desk.do(press.group, acting.show_step, press.action, press.step)
    return Reply(step_card(view, press.step, desk.words), For.ASKER)


async def take(desk: Desk, press: TakeStep) -> Answer:
    """Take the step, or give its form back with what is wrong."""
    form = StepInput(
        action_id=press.action,
        step=press.step,
        version=press.version,
        values=_typed(press),
        kept=_kept(press.kept),
    )
    try:
        view = await desk.do(press.group, acting.take, form)
    except Changed:
        raise
    except Refusal as refused:
        if not _at_a_field(refused):
            raise
        if not desk.repeats:
            return _beside(desk, refused)
        now = await desk.do(press.group, acting.show, press.action)
        again: Card = step_card(now, press.step, desk.words, refused, form.values)
        return form_again(again, refused, desk.words)
    return Reply(action_card(view, desk.words), For.ASKER)


async def undo(desk: Desk, press: UndoAction) -> Answer:
    return Reply(action_card(await desk.do(press.group, acting.undo, press.action), desk.words), For.ASKER)


async def show_working_groups(desk: Desk, press: ShowWorkingGroups) -> Answer:
    return Reply(working_groups_card(await desk.do(press.group, working_groups.show), desk.words), For.ASKER)


async def open_working_group(desk: Desk, press: OpenWorkingGroup) -> Answer:
    draft = secrets.token_hex(8)
    view = await desk.do(press.group, working_groups.open_form, press.working_group, draft)
    return Reply(working_group_card(view, desk.words), For.ASKER)


async def save_working_group(desk: Desk, press: SaveWorkingGroup) -> Answer:
    typed = _typed(press)
    try:
        view = await desk.do(
            press.group,
            working_groups.save,
            typed,
            id_=press.working_group,
            draft=press.draft,
            kept=_kept(press.kept),
        )
    except Refusal as refused:
        if not _at_a_field(refused):
            raise
        if not desk.repeats:
            return _beside(desk, refused)
        again = await desk.do(press.group, working_groups.fill_again, press.working_group, typed, press.draft)
        return form_again(working_group_card(again, desk.words, refused), refused, desk.words)
    return Reply(working_groups_card(view, desk.words), For.ASKER)


async def report_outcome(desk: Desk, press: ReportOutcome) -> Answer:
    view = await desk.do(press.group, event_outcomes.report_outcome, press.item, press.outcome)
    return Reply(outcome_card(view, desk.words), For.ASKER)


def _typed(press: Any) -> dict[str, str]:
    """The strings of the form's inputs, apart from what the button itself carried."""
    return {name: str(value) for name, value in press.model_dump().items() if name not in CARRIED}


def _kept(kept: str) -> frozenset[str]:
    return frozenset(filter(None, kept.split(",")))


def _at_a_field(refused: Refusal) -> bool:
    return bool(refused.field) or isinstance(refused, FormRefused)


def _beside(desk: Desk, refused: Refusal) -> Note:
    """Where the answer would be a stored message, the form stays as it is and the fault is named beside it."""
    return Note(say_beside(faults_of(refused), desk.words))
