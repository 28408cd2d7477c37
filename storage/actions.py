"""Actions with every version, and the working groups that own some, as est.ports.Actions asks for them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, bindparam, func, select, text

from est.action import OPEN_ACTION_STATES, Action
from est.errors import Changed
from est.working_group import WorkingGroup
from storage.statements import Statements
from storage.tables import ActionRow, ActionVersionRow, WorkingGroupRow, table
from storage.trees import Tree
from storage.upsert import group_municipality, insert, upsert

ACTION, VERSION, WORKING_GROUP = table(ActionRow), table(ActionVersionRow), table(WorkingGroupRow)
ACTIONS: Tree[Action] = Tree(Action)
WORKING_GROUPS: Tree[WorkingGroup] = Tree(WorkingGroup)

EVERY = select(ACTION.c.action).where(ACTION.c.group_id == bindparam("group_id"))
OF_GROUP = EVERY.where(~ACTION.c.withdrawn).order_by(ACTION.c.number)
OPEN_OF_GROUP = OF_GROUP.where(ACTION.c.state.in_(sorted(OPEN_ACTION_STATES)))
BY_ID = EVERY.where(ACTION.c.id == bindparam("action_id"))
BY_DRAFT = EVERY.where(ACTION.c.draft == bindparam("draft"), text("draft <> ''"))
LAST_NUMBER = select(func.max(ACTION.c.number)).where(ACTION.c.group_id == bindparam("group_id"))
VERSIONS = (
    select(VERSION.c.action)
    .where(VERSION.c.group_id == bindparam("group_id"), VERSION.c.id == bindparam("action_id"))
    .order_by(VERSION.c.version)
)
SAVE = upsert(
    ACTION, given={"municipality_id": group_municipality()}, keep=("municipality_id",), newer="version"
).returning(ACTION.c.version)
KEEP_VERSION = insert(VERSION)
WORKING_GROUPS_OF = (
    select(WORKING_GROUP.c.working_group)
    .where(WORKING_GROUP.c.group_id == bindparam("group_id"))
    .order_by(WORKING_GROUP.c.id)
)
SAVE_WORKING_GROUP = upsert(WORKING_GROUP)


class SqlActions:
    __slots__ = ("_connection",)

    def __init__(self, connection: Statements) -> None:
        self._connection = connection

    def of_group(self, group_id: str) -> tuple[Action, ...]:
        return self._actions(OF_GROUP, {"group_id": group_id})

    def open_of_group(self, group_id: str) -> tuple[Action, ...]:
        return self._actions(OPEN_OF_GROUP, {"group_id": group_id})

    def get(self, group_id: str, action_id: str) -> Action | None:
        return self._action(BY_ID, {"group_id": group_id, "action_id": action_id})

    def by_draft(self, group_id: str, draft: str) -> Action | None:
        return self._action(BY_DRAFT, {"group_id": group_id, "draft": draft})

    def next_number(self, group_id: str) -> int:
        return int(self._connection.execute(LAST_NUMBER, {"group_id": group_id}).scalar() or 0) + 1

    def versions(self, group_id: str, action_id: str) -> tuple[Action, ...]:
        return self._actions(VERSIONS, {"group_id": group_id, "action_id": action_id})

    def save(self, action: Action) -> None:
        """Keep a new action, or a version newer than the stored one; every version stays.

        Raises:
            Changed: a version as new as this one is stored already.
        """
        written = ACTIONS.write(action)
        if self._connection.execute(SAVE, _to_row(action, written)).first() is None:
            raise Changed("action_changed", action=action.id)
        key = {"group_id": action.group_id, "id": action.id, "version": action.version}
        self._connection.execute(KEEP_VERSION, {**key, "action": written})

    def working_groups(self, group_id: str) -> tuple[WorkingGroup, ...]:
        rows = self._connection.execute(WORKING_GROUPS_OF, {"group_id": group_id})
        return tuple(WORKING_GROUPS.read(row.working_group) for row in rows)

    def save_working_group(self, working_group: WorkingGroup) -> None:
        row = {
            "group_id": working_group.group_id,
            "id": working_group.id,
            "contact_id": working_group.contact_id,
            "working_group": WORKING_GROUPS.write(working_group),
        }
        self._connection.execute(SAVE_WORKING_GROUP, row)

    def _action(self, statement: Any, asked: dict[str, str]) -> Action | None:
        row = self._connection.execute(statement, asked).first()
        return None if row is None else _to_domain(row)

    def _actions(self, statement: Any, asked: dict[str, str]) -> tuple[Action, ...]:
        return tuple(_to_domain(row) for row in self._connection.execute(statement, asked))


def _to_row(action: Action, written: str) -> dict[str, object]:
    return {
        "of_group": action.group_id,
        "group_id": action.group_id,
        "id": action.id,
        "number": action.number,
        "owner_organisation_id": action.owner_organisation_id or None,
        "owner_member_id": action.owner_member_id or None,
        "working_group_id": action.working_group_id or None,
        "place_id": action.place_id or None,
        "state": action.state.value,
        "withdrawn": action.withdrawn,
        "draft": action.draft,
        "version": action.version,
        "action": written,
    }


def _to_domain(row: Row[Any]) -> Action:
    return ACTIONS.read(row.action)
