"""Agenda, delivery list and summary: as commands and as buttons."""

from __future__ import annotations

from cards.agenda import agenda_card
from cards.audiences import variant_card
from cards.delivery import delivery_card
from cards.notices import refusal_card
from cards.parts import press as button
from cards.review_verbs import ShowReview
from cards.summary import summary_card
from cards.verbs import ApproveSummary, PublishAgenda, ShowAgenda, ShowDelivery, ShowSummary, TakeIn
from dialogs.answer import Answer, For, Note, Reply
from dialogs.commands import Command, Variant
from dialogs.desk import Desk
from est.errors import Malformed, PersonalDataFound
from est.weekly import meeting, summing_up
from est.weekly.meeting import MeetingView, SummaryView


async def show_agenda(desk: Desk, press: ShowAgenda) -> Answer:
    view = await desk.do(press.group, meeting.agenda, press.week)
    return Reply(_agenda(desk, view, press.part).card, For.ASKER)


async def agenda(desk: Desk, group_id: str, command: Command) -> list[Answer]:
    """`dagordning`: to whoever asks, in their own chat or in the channel where they asked."""
    view = await desk.do(group_id, meeting.agenda, command.week)
    return [Reply(agenda_card(view, desk.words))] if not desk.caller.personal else [_agenda(desk, view)]


async def publish(desk: Desk, press: PublishAgenda) -> Answer:
    view = await desk.do(press.group, meeting.publish, press.week)
    return Reply(agenda_card(view, desk.words, draft=True))


async def take_in(desk: Desk, press: TakeIn) -> Answer:
    view = await desk.do(press.group, meeting.take_in, press.week, press.item)
    return Reply(agenda_card(view, desk.words, draft=True))


async def show_delivery(desk: Desk, press: ShowDelivery) -> Answer:
    view = await desk.do(press.group, meeting.delivery, press.week)
    return Reply(delivery_card(view, desk.words, shown=press.part), For.ASKER)


async def delivery(desk: Desk, group_id: str, command: Command) -> list[Answer]:
    """`läget`: to the coordinator alone, wherever it was typed, since it names people."""
    view = await desk.do(group_id, meeting.delivery, command.week)
    return _private(
        desk, Reply(delivery_card(view, desk.words), For.ASKER), desk.words.t("Läget är skickat till dig.")
    )


async def summary(desk: Desk, group_id: str, command: Command) -> list[Answer]:
    """`sammanfattning`: the approved one where it was asked for; a draft to the coordinator alone."""
    words = desk.words
    if command.variant is Variant.DRAFT:
        view = await desk.do(group_id, meeting.draft, command.week)
    elif command.variant is Variant.APPROVE:
        view = await desk.do(group_id, summing_up.approve, command.week)
        return _private(
            desk, _summary(desk, view), words.t("Sammanfattningen är godkänd och publiceras i kanalen.")
        )
    elif command.variant is Variant.GROUP:
        view = await desk.do(group_id, meeting.summary, command.week)
    else:
        name = command.variant.value
        told = await desk.do(group_id, summing_up.variant, command.week, name)
        reply = Reply(variant_card(told, words), For.ASKER)
        return _private(desk, reply, words.t("Sammanfattningen är skickad till dig."))
    if view.approval is not None:
        return [
            Reply(summary_card(view, words, coordinator=desk.caller.personal and _leads(desk, view.meeting)))
        ]
    return _private(desk, _summary(desk, view), words.t("Utkastet är skickat till dig."))


async def show_summary(desk: Desk, press: ShowSummary) -> Answer:
    return _summary(desk, await desk.do(press.group, meeting.summary, press.week), press.part)


async def approve(desk: Desk, press: ApproveSummary) -> Answer:
    """The draft that was looked at, and no other; a newer one is a press away."""
    try:
        return _summary(desk, await desk.do(press.group, summing_up.approve, press.week, press.fingerprint))
    except PersonalDataFound as refused:
        review = ShowReview(group=press.group, week=press.week)
        return Reply(refusal_card(refused, desk.words, actions=[button(desk.words.t("Granska"), review)]))
    except Malformed as refused:
        draft = ShowSummary(group=press.group, week=press.week)
        return Reply(
            refusal_card(refused, desk.words, actions=[button(desk.words.t("Visa utkastet"), draft)])
        )


def _agenda(desk: Desk, view: MeetingView, part: int = 0) -> Reply:
    """The own copy of somebody who reviews leads to the review; only a coordinator publishes."""
    me = view.members_by_object.get(desk.caller.object_id)
    reviews, publish = me is not None and me.reviews, _leads(desk, view) and not view.published
    return Reply(agenda_card(view, desk.words, draft=reviews, publish=publish, shown=part))


def _summary(desk: Desk, view: SummaryView, part: int = 0) -> Reply:
    leads = _leads(desk, view.meeting)
    return Reply(summary_card(view, desk.words, shown=part, coordinator=leads), For.ASKER)


def _leads(desk: Desk, view: MeetingView) -> bool:
    me = view.members_by_object.get(desk.caller.object_id)
    return me is not None and me.coordinates


def _private(desk: Desk, reply: Reply, note: str) -> list[Answer]:
    """The reply goes to the asker's own chat; a channel is told so."""
    return [reply] if desk.caller.personal else [reply, Note(note)]
