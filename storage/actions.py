"""Decided actions, as est.ports.Actions asks for them."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Row, bindparam, select

from est.action import OPEN_ACTION_STATES, Action, ActionLevel, ActionState, Horizon
from storage.statements import Statements
from storage.tables import ActionRow, table
from storage.upsert import group_municipality, upsert

ACTION = table(ActionRow)

OF_GROUP = select(ACTION).where(ACTION.c.group_id == bindparam("group_id")).order_by(ACTION.c.number)
OPEN_OF_GROUP = OF_GROUP.where(ACTION.c.state.in_(sorted(OPEN_ACTION_STATES)))
SAVE = upsert(ACTION, given={"municipality_id": group_municipality()}, keep=("municipality_id",))


class SqlActions:
    __slots__ = ("_connection",)

    def __init__(self, connection: Statements) -> None:
        self._connection = connection

    def of_group(self, group_id: str) -> tuple[Action, ...]:
        rows = self._connection.execute(OF_GROUP, {"group_id": group_id})
        return tuple(_to_domain(row) for row in rows)

    def open_of_group(self, group_id: str) -> tuple[Action, ...]:
        rows = self._connection.execute(OPEN_OF_GROUP, {"group_id": group_id})
        return tuple(_to_domain(row) for row in rows)

    def save(self, action: Action) -> None:
        self._connection.execute(SAVE, _to_row(action))


def _to_row(action: Action) -> dict[str, object]:
    return {
        "of_group": action.group_id,
        "group_id": action.group_id,
        "id": action.id,
        "number": action.number,
        "title": action.title,
        "owner_organisation_id": action.owner_organisation_id or None,
        "owner_function": action.owner_function,
        "owner_member_id": action.owner_member_id or None,
        "decided_on": action.decided_on,
        "due": action.due,
        "state": action.state.value,
        "place_id": action.place_id or None,
        "item_ids": json.dumps(action.item_ids),
        "blocked_reason": action.blocked_reason,
        "horizon": action.horizon.value,
        "level": action.level.value,
    }


def _to_domain(row: Row[Any]) -> Action:
    return Action(
        id=row.id,
        group_id=row.group_id,
        number=row.number,
        title=row.title,
        owner_organisation_id=row.owner_organisation_id or "",
        owner_function=row.owner_function,
        owner_member_id=row.owner_member_id or "",
        decided_on=row.decided_on,
        due=row.due,
        state=ActionState(row.state),
        place_id=row.place_id or "",
        item_ids=tuple(json.loads(row.item_ids)),
        blocked_reason=row.blocked_reason,
        horizon=Horizon(row.horizon),
        level=ActionLevel(row.level),
    )
