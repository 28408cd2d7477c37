"""Municipalities and their groups, as est.ports.Groups asks for them."""

from __future__ import annotations

from collections import namedtuple
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, bindparam, select

from est.group import Group, GroupState, Municipality
from est.timetable import Plan
from storage.statements import Statements
from storage.tables import GroupRow, MunicipalityRow, table
from storage.trees import REMEMBERED, Tree
from storage.upsert import upsert

GROUP, MUNICIPALITY = table(GroupRow), table(MunicipalityRow)
PLAN: Tree[Plan] = Tree(Plan)

MUNICIPALITY_BY_ID = select(MUNICIPALITY).where(MUNICIPALITY.c.id == bindparam("municipality_id"))
MUNICIPALITY_BY_TENANT = select(MUNICIPALITY).where(MUNICIPALITY.c.tenant_id == bindparam("tenant_id"))
SAVE_MUNICIPALITY = upsert(MUNICIPALITY, given={"register_token": ""}, keep=("register_token",))
GROUP_BY_ID = select(GROUP).where(GROUP.c.id == bindparam("group_id"))
LOCK_GROUP = select(GROUP.c.id).where(GROUP.c.id == bindparam("group_id")).with_for_update(key_share=True)
"""Other writers of the group wait; rows that refer to the group may still be written by nobody in particular."""
OF_MUNICIPALITY = (
    select(GROUP)
    .where(GROUP.c.municipality_id == bindparam("municipality_id"))
    .order_by(GROUP.c.name, GROUP.c.id)
)
OF_TEAM = select(GROUP).where(
    GROUP.c.municipality_id == bindparam("municipality_id"), GROUP.c.team_id == bindparam("team_id")
)
RUNNING = select(GROUP.c.id).where(GROUP.c.state == GroupState.RUNNING.value).order_by(GROUP.c.id)
SAVE_GROUP = upsert(GROUP, keep=("municipality_id",))
Columns = namedtuple("Columns", GROUP.c.keys())  # type: ignore[misc]  # noqa: PYI024 -- the table names the fields
"""The columns of a group where they are part of a longer row."""


class SqlGroups:
    __slots__ = ("_connection",)

    def __init__(self, connection: Statements) -> None:
        self._connection = connection

    def municipality(self, municipality_id: str) -> Municipality | None:
        row = self._connection.execute(MUNICIPALITY_BY_ID, {"municipality_id": municipality_id}).first()
        return None if row is None else _municipality(row)

    def municipality_of_tenant(self, tenant_id: str) -> Municipality | None:
        row = self._connection.execute(MUNICIPALITY_BY_TENANT, {"tenant_id": tenant_id}).first()
        return None if row is None else _municipality(row)

    def save_municipality(self, municipality: Municipality) -> None:
        values = {
            "id": municipality.id,
            "name": municipality.name,
            "tenant_id": municipality.tenant_id,
            "app_id": municipality.app_id,
        }
        self._connection.execute(SAVE_MUNICIPALITY, values)

    def get(self, group_id: str) -> Group | None:
        row = self._connection.execute(GROUP_BY_ID, {"group_id": group_id}).first()
        return None if row is None else to_domain(row)

    def of_municipality(self, municipality_id: str) -> tuple[Group, ...]:
        rows = self._connection.execute(OF_MUNICIPALITY, {"municipality_id": municipality_id})
        return tuple(to_domain(row) for row in rows)

    def of_team(self, municipality_id: str, team_id: str) -> Group | None:
        row = self._connection.execute(
            OF_TEAM, {"municipality_id": municipality_id, "team_id": team_id}
        ).first()
        return None if row is None else to_domain(row)

    def save(self, group: Group) -> None:
        self._connection.execute(SAVE_GROUP, _to_row(group))

    def running(self) -> tuple[str, ...]:
        return tuple(self._connection.execute(RUNNING).scalars())


def _municipality(row: Row[Any]) -> Municipality:
    return Municipality(id=row.id, name=row.name, tenant_id=row.tenant_id, app_id=row.app_id)


def _to_row(group: Group) -> dict[str, object]:
    return {
        "id": group.id,
        "municipality_id": group.municipality_id,
        "name": group.name,
        "tenant_id": group.tenant_id,
        "team_id": group.team_id,
        "channel_id": group.channel_id,
        "service_url": group.service_url,
        "plan": PLAN.write(group.plan),
        "state": group.state.value,
        "language": group.language,
        "running_since": group.running_since,
        "installer_id": group.installer_id,
        "roster_at": group.roster_at,
    }


@lru_cache(maxsize=REMEMBERED)
def to_domain(row: Any) -> Group:
    return Group(
        id=row.id,
        municipality_id=row.municipality_id,
        name=row.name,
        tenant_id=row.tenant_id,
        team_id=row.team_id,
        channel_id=row.channel_id,
        service_url=row.service_url,
        plan=PLAN.read(row.plan),
        state=GroupState(row.state),
        language=row.language,
        running_since=row.running_since,
        installer_id=row.installer_id,
        roster_at=row.roster_at,
    )
