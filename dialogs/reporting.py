"""A member's own card: open a form, save it, change, withdraw, nothing to report, done."""

from __future__ import annotations

import secrets
from dataclasses import replace

from cards.forms import form_card
from cards.notices import closed_card, refusal_card, reminder_card
from cards.parts import press as button
from cards.prompt import ANSWERABLE, prompt_card
from cards.teams import CARD_LIMIT, Card
from cards.verbs import (
    Finish,
    LeaveForm,
    OpenForm,
    OpenItem,
    ReportNothing,
    SaveCollabNeed,
    SaveForm,
    SaveIncident,
    SaveUpcomingEvent,
    SeatPayload,
    ShowPrompt,
    UndoNothing,
    WithdrawItem,
)
from dialogs.answer import Answer, For, Note, Reply, faults_of, form_again
from dialogs.desk import Desk
from est.errors import Changed, Malformed, Refusal, RoundClosed
from est.form import FormInput, FormRefused
from est.vocabulary import Kind
from est.weekly import answering
from est.weekly.answering import FormView, SeatView
from words.refusals import say_beside

KINDS: dict[type[SaveForm], Kind] = {
    SaveIncident: Kind.INCIDENT,
    SaveUpcomingEvent: Kind.UPCOMING_EVENT,
    SaveCollabNeed: Kind.COLLAB_NEED,
}
NOT_TYPED = {"group", "week", "seat", "draft", "item", "version", "kept", "reviewing", "v"}


async def show(desk: Desk, press: ShowPrompt) -> Answer:
    """The card as it is now; also what a refresh gives. The form comes back if one is open.

    A reminder stays one until there is an answer, so that an old reminder never asks somebody who has answered.
    """
    view = await desk.do(press.group, answering.show, press.week, press.seat)
    if isinstance(view, FormView):
        return _card(desk, view)
    if press.reminder and view.phase in ANSWERABLE and not view.report.answered:
        return Reply(reminder_card(view, desk.words))
    return Reply(prompt_card(view, desk.words, part=press.part))


async def show_mine(desk: Desk, group_id: str) -> list[Answer]:
    """`rapportera`: my card in the open round, in my own chat, and one for each seat I stand in for."""
    views = await desk.do(group_id, answering.show_mine)
    return [_own(desk, view) for view in views]


async def open_form(desk: Desk, press: OpenForm) -> Answer:
    draft = secrets.token_hex(8)
    view = await desk.do(
        press.group, answering.open_form, press.week, press.seat, press.kind, draft=draft, typed=press.typed
    )
    card = form_card(view, desk.words)
    # More than a card of ours can have carried is somebody's own making.
    return Reply(card if card.size <= CARD_LIMIT else form_card(replace(view, values={}), desk.words))


async def open_item(desk: Desk, press: OpenItem) -> Answer:
    return _card(desk, await desk.do(press.group, answering.open_item, press.week, press.seat, press.item))


async def leave_form(desk: Desk, press: LeaveForm) -> Answer:
    return _card(desk, await desk.do(press.group, answering.leave_form, press.week, press.seat))


async def save(desk: Desk, press: SaveForm) -> Answer:
    """Keep the form, or give it back with what is wrong at which field and everything that was typed."""
    form = form_input(press)
    try:
        view = await desk.do(press.group, answering.save, press.week, press.seat, form)
    except RoundClosed as refused:
        return _closed(desk, press, refused, form)
    except Changed as refused:
        return _card(
            desk, await desk.do(press.group, answering.open_item, press.week, press.seat, press.item), refused
        )
    except Refusal as refused:
        if not refused.field and not isinstance(refused, FormRefused):
            raise
        return await _again(desk, press, form, refused)
    return _card(desk, view)


async def save_silently(desk: Desk, press: SaveForm) -> Answer:
    """As `save`, for a client whose answer is a message: the form stays as it is, with all that is typed in it.

    A note beside it says what is wrong at which field, and does not repeat the text (design.md §3).
    """
    try:
        return _card(
            desk, await desk.do(press.group, answering.save, press.week, press.seat, form_input(press))
        )
    except RoundClosed as refused:
        return _closed(desk, press, refused, None)
    except Refusal as refused:
        return Note(say_beside(faults_of(refused), desk.words))


async def withdraw(desk: Desk, press: WithdrawItem) -> Answer:
    return _card(desk, await desk.do(press.group, answering.withdraw, press.week, press.seat, press.item))


async def report_nothing(desk: Desk, press: ReportNothing) -> Answer:
    try:
        return _card(desk, await desk.do(press.group, answering.report_nothing, press.week, press.seat))
    except Malformed as refused:
        return _outdated(desk, press, refused)


async def undo_nothing(desk: Desk, press: UndoNothing) -> Answer:
    return _card(desk, await desk.do(press.group, answering.undo_nothing, press.week, press.seat))


async def finish(desk: Desk, press: Finish) -> Answer:
    try:
        return _card(desk, await desk.do(press.group, answering.finish, press.week, press.seat))
    except Malformed as refused:
        return _outdated(desk, press, refused)


def closed(desk: Desk, press: SeatPayload, refused: RoundClosed) -> Answer:
    """Any other press on a card whose round is over: the way to the round that is open."""
    return _closed(desk, press, refused, None)


def form_input(press: SaveForm) -> FormInput:
    """The strings of the form's inputs, apart from what the button itself carried."""
    values = {name: str(value) for name, value in press.model_dump().items() if name not in NOT_TYPED}
    return FormInput(
        kind=KINDS[type(press)],
        values=values,
        draft=press.draft,
        item_id=press.item,
        version=press.version,
        kept=frozenset(filter(None, press.kept.split(","))),
    )


def _outdated(desk: Desk, press: SeatPayload, refused: Malformed) -> Answer:
    """The press no longer fits what is stored, since another device was faster: the way back is the card as it is."""
    now = ShowPrompt(group=press.group, week=press.week, seat=press.seat)
    return Reply(refusal_card(refused, desk.words, actions=[button(desk.words.t("Visa mitt svar"), now)]))


async def _again(desk: Desk, press: SaveForm, form: FormInput, refused: Refusal) -> Answer:
    view = await desk.do(press.group, answering.fill_again, press.week, press.seat, form)
    return form_again(form_card(view, desk.words, refused), refused, desk.words)


def _closed(desk: Desk, press: SeatPayload, refused: RoundClosed, form: FormInput | None) -> Answer:
    """What was typed follows to the next round's form, unless it is more than the button's card has room for."""

    def card(carried: FormInput | None) -> Card:
        return closed_card(
            refused,
            desk.words,
            group_id=press.group,
            week=str(refused.values["week"]),
            seat_id=press.seat,
            kind=carried.kind if carried is not None else None,
            typed={name: value for name, value in carried.values.items() if value} if carried else {},
        )

    with_text = card(form)
    return Reply(with_text if with_text.size <= CARD_LIMIT else card(None))


def _card(desk: Desk, view: SeatView | FormView, refused: Refusal | None = None) -> Reply:
    if isinstance(view, FormView):
        return Reply(form_card(view, desk.words, refused))
    return Reply(prompt_card(view, desk.words))


def _own(desk: Desk, view: SeatView) -> Reply:
    return Reply(
        prompt_card(view, desk.words),
        For.ASKER,
        seat=view.seat.id,
        week=str(view.round.week),
        group=view.turn.group.id,
    )
