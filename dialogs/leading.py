"""Settings, calendar and seats: the coordinator's and the administrator's own cards."""

from __future__ import annotations

from cards.members import member_card, members_card
from cards.settings import settings_card
from cards.verbs import (
    BecomeCoordinator,
    ConfirmCalendar,
    Payload,
    PostAgain,
    Resume,
    SaveMember,
    SaveSettings,
    ShowMember,
    ShowMembers,
    ShowSettings,
)
from dialogs.answer import Answer, For, Note, Reply, form_again
from dialogs.desk import Desk
from est.form import FormRefused
from est.ports import Records
from est.turn import Turn
from est.weekly import joining, seating, setting_up, telling
from est.weekly.setting_up import SettingsView

CARRIED = {"group", "member", "year", "v"}


async def settings(desk: Desk, group_id: str) -> list[Answer]:
    """`inställningar`: in the leader's own chat, wherever it was typed."""
    view = await desk.do(group_id, setting_up.settings)
    reply = Reply(settings_card(view, desk.words), For.ASKER)
    return (
        [reply]
        if desk.caller.personal
        else [reply, Note(desk.words.t("Inställningarna är skickade till dig."))]
    )


async def members(desk: Desk, group_id: str) -> list[Answer]:
    """`deltagare`: in the leader's own chat, wherever it was typed."""
    view = await desk.do(group_id, seating.members)
    reply = Reply(members_card(view, desk.words), For.ASKER)
    return (
        [reply]
        if desk.caller.personal
        else [reply, Note(desk.words.t("Deltagarlistan är skickad till dig."))]
    )


async def post_again(desk: Desk, press: PostAgain) -> Answer:
    await desk.do(press.group, telling.post_again, press.letter)
    return Note(desk.words.t("Jag skickar det igen."))


async def show_settings(desk: Desk, press: ShowSettings) -> Answer:
    return Reply(settings_card(await desk.do(press.group, setting_up.settings), desk.words))


async def save_settings(desk: Desk, press: SaveSettings) -> Answer:
    typed = inputs(press)
    try:
        view = await desk.do(press.group, setting_up.save_settings, typed)
    except FormRefused as refused:
        view = await desk.do(press.group, setting_up.settings)
        return form_again(settings_card(view, desk.words, refused, typed), refused, desk.words)
    return Reply(settings_card(view, desk.words))


async def resume(desk: Desk, press: Resume) -> Answer:
    return Reply(settings_card(await desk.do(press.group, setting_up.resume), desk.words))


async def confirm_calendar(desk: Desk, press: ConfirmCalendar) -> Answer:
    try:
        view = await desk.do(
            press.group, setting_up.confirm_calendar, press.year, press.bridge_days, press.half_days
        )
    except FormRefused as refused:
        view = await desk.do(press.group, setting_up.settings)
        return form_again(settings_card(view, desk.words, refused, inputs(press)), refused, desk.words)
    return Reply(settings_card(view, desk.words))


async def become_coordinator(desk: Desk, press: BecomeCoordinator) -> Answer:
    return Reply(settings_card(await desk.do(press.group, _become), desk.words))


async def show_members(desk: Desk, press: ShowMembers) -> Answer:
    view = await desk.do(press.group, seating.members)
    return Reply(members_card(view, desk.words, shown=press.part))


async def show_member(desk: Desk, press: ShowMember) -> Answer:
    return Reply(member_card(await desk.do(press.group, seating.members, press.member), desk.words))


async def save_member(desk: Desk, press: SaveMember) -> Answer:
    typed = inputs(press)
    try:
        view = await desk.do(press.group, seating.save_member, press.member, typed)
    except FormRefused as refused:
        view = await desk.do(press.group, seating.members, press.member)
        return form_again(member_card(view, desk.words, refused, typed), refused, desk.words)
    return Reply(members_card(view, desk.words))


def inputs(press: Payload) -> dict[str, str]:
    """The strings of the form's inputs, apart from what the button itself carried."""
    return {name: value for name, value in press.model_dump().items() if name not in CARRIED}


def _become(records: Records, turn: Turn) -> SettingsView:
    return setting_up.settings(records, joining.become_coordinator(records, turn))
