"""A decision at the meeting: an action of a line, of what was typed in passing, or of a point of information."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from cards.action_form import action_form_card
from cards.meeting import meeting_card
from cards.meeting_verbs import PointBack, PointToAction
from cards.verbs import Payload
from dialogs.answer import Answer, For, Reply
from dialogs.desk import Desk
from dialogs.running import private
from dialogs.spoken import Said, day_said, owner_said
from est.action_form import TITLE_LIMIT
from est.errors import NotAllowed
from est.ports import Records
from est.report import TEXT_LIMIT
from est.turn import Turn
from est.weekly import acting, running
from est.weekly.action_views import ActionFormView
from est.weekly.adding import heading_of
from est.weekly.running import RunView


async def decision(desk: Desk, group_id: str, line: Said) -> list[Answer]:
    """`beslut V48-3: text, ansvarig …, senast …`: the form with what was said in it; what is missing is asked for."""
    view = await desk.do(group_id, _decision, line)
    return private(desk, Reply(action_form_card(view, desk.words), For.ASKER))


async def point_to_action(desk: Desk, press: PointToAction) -> Answer:
    """A point of information becomes an action: the form asks for the owner and the date (acceptance.md A1 and A2)."""

    def form(records: Records, turn: Turn) -> ActionFormView:
        point = heading_of(running.show(records, turn, press.week).meeting, press.subject)
        if point is None:
            raise NotAllowed
        draft = f"{press.subject}.{secrets.token_hex(4)}"
        view = acting.blank(records, turn, draft=draft, title=point.title)
        return replace(view, values={**view.values, "why": point.title})

    return Reply(action_form_card(await desk.do(press.group, form), desk.words), For.ASKER)


async def point_back(desk: Desk, press: PointBack) -> Answer:
    """The action is undone, and what stands on the meeting's card is a point of information again."""

    def back(records: Records, turn: Turn) -> RunView:
        acting.undo(records, turn, press.action)
        return running.show(records, turn, press.week)

    view = await desk.do(press.group, back)
    return Reply(meeting_card(view, desk.words), For.ASKER)


def _decision(records: Records, turn: Turn, line: Said) -> ActionFormView:
    """The form of a decision with all that could be read; an owner or a date that could not is left to choose."""
    turn.as_coordinator()
    round_ = running.find_meeting(records, turn)
    found = [
        item
        for item in records.reports.items_between(turn.group.id, round_.week.plus(-1), round_.week)
        if item.label == line.label and item.shown
    ]
    item_id = found[0].id if found else ""
    view = acting.blank(records, turn, draft=secrets.token_hex(8), item_id=item_id, title=_short(line.text))
    members = records.members.of_group(turn.group.id)
    organisations = records.members.organisations(turn.group.municipality_id)
    owner = owner_said(line.owner, members, organisations)
    due = day_said(line.due, turn.today)
    read = {"owner": owner, "due": due, "why": "" if item_id else line.text[:TEXT_LIMIT]}
    return replace(view, values={**view.values, **{name: value for name, value in read.items() if value}})


def _short(text: str) -> str:
    """As much as a title holds; all of it stands in the chat, and in the reason of a decision without an item."""
    return text if len(text) <= TITLE_LIMIT else text[:TITLE_LIMIT].rsplit(" ", 1)[0]


FLOWS: Mapping[type[Payload], Callable[[Desk, Any], Awaitable[Answer]]] = {
    PointToAction: point_to_action,
    PointBack: point_back,
}
