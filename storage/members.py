"""Seats and organisations, as est.ports.Members asks for them."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import and_, bindparam, select, text

from est.member import Absence, Member, Organisation, Role, Route
from est.turn import Door
from storage import groups
from storage.registers import MUNICIPALITY, ORGANISATION, OpenRegisters
from storage.statements import Statements
from storage.tables import AddressRow, GroupRow, MemberRow, table
from storage.trees import Tree
from storage.upsert import group_municipality, upsert

GROUP, MEMBER, ADDRESS = table(GroupRow), table(MemberRow), table(AddressRow)
ABSENCES: Tree[tuple[Absence, ...]] = Tree(tuple[Absence, ...])
SEAT_TAKEN = text("active AND object_id <> ''")

OF_GROUP = select(MEMBER).where(MEMBER.c.group_id == bindparam("group_id"))
BY_ID = OF_GROUP.where(MEMBER.c.id == bindparam("member_id"))
BY_OBJECT_ID = (
    OF_GROUP.where(MEMBER.c.object_id == bindparam("object_id"), text("object_id <> ''"))
    .order_by(MEMBER.c.active.desc(), MEMBER.c.id.desc())
    .limit(1)
)
DOOR = (
    BY_OBJECT_ID.join(GROUP, GROUP.c.id == MEMBER.c.group_id)
    .join(MUNICIPALITY, MUNICIPALITY.c.id == GROUP.c.municipality_id)
    .outerjoin(ADDRESS, and_(ADDRESS.c.group_id == MEMBER.c.group_id, ADDRESS.c.member_id == MEMBER.c.id))
    .with_only_columns(
        *MEMBER.c,
        *(column.label(f"est_group_{column.name}") for column in GROUP.c),
        MUNICIPALITY.c.register_token,
        ADDRESS.c.teams_id,
        ADDRESS.c.conversation_id,
        ADDRESS.c.service_url,
    )
)
"""Everything that every turn begins with, in one statement."""
GROUPS_OF = (
    select(MEMBER.c.group_id)
    .where(
        MEMBER.c.municipality_id == bindparam("municipality_id"), MEMBER.c.object_id == bindparam("object_id")
    )
    .where(SEAT_TAKEN)
)
SAVE = upsert(MEMBER, given={"municipality_id": group_municipality()}, keep=("municipality_id",))
SAVE_ORGANISATION = upsert(ORGANISATION)


class SqlMembers:
    __slots__ = ("_connection", "_registers")

    def __init__(self, connection: Statements, registers: OpenRegisters) -> None:
        self._connection = connection
        self._registers = registers

    def of_group(self, group_id: str) -> tuple[Member, ...]:
        rows = self._connection.execute(OF_GROUP, {"group_id": group_id})
        return tuple(sorted((_to_domain(row) for row in rows), key=lambda member: member.id))

    def get(self, group_id: str, member_id: str) -> Member | None:
        row = self._connection.execute(BY_ID, {"group_id": group_id, "member_id": member_id}).first()
        return None if row is None else _to_domain(row)

    def by_object_id(self, group_id: str, object_id: str) -> Member | None:
        row = self._connection.execute(BY_OBJECT_ID, {"group_id": group_id, "object_id": object_id}).first()
        return None if row is None else _to_domain(row)

    def at_the_door(self, group_id: str, object_id: str) -> Door | None:
        row = self._connection.execute(DOOR, {"group_id": group_id, "object_id": object_id}).first()
        if row is None:
            return None
        group = groups.to_domain(groups.Columns(*row[len(MEMBER.c) : len(MEMBER.c) + len(GROUP.c)]))
        self._registers.note(group.municipality_id, row.register_token)
        return Door(
            group,
            _to_domain(row),
            teams_id=row.teams_id or "",
            conversation_id=row.conversation_id or "",
            service_url=row.service_url or "",
        )

    def groups_of(self, municipality_id: str, object_id: str) -> tuple[str, ...]:
        asked = {"municipality_id": municipality_id, "object_id": object_id}
        return tuple(sorted(self._connection.execute(GROUPS_OF, asked).scalars()))

    def save(self, member: Member) -> None:
        self._connection.execute(SAVE, _to_row(member))

    def organisations(self, municipality_id: str) -> tuple[Organisation, ...]:
        return self._registers.of(municipality_id).organisations

    def save_organisation(self, organisation: Organisation) -> None:
        values = {
            "municipality_id": organisation.municipality_id,
            "id": organisation.id,
            "name": organisation.name,
            "type": organisation.type.value,
        }
        self._connection.execute(SAVE_ORGANISATION, values)
        self._registers.renew(organisation.municipality_id)


def _to_row(member: Member) -> dict[str, object]:
    return {
        "of_group": member.group_id,
        "group_id": member.group_id,
        "id": member.id,
        "object_id": member.object_id,
        "name": member.name,
        "organisation_id": member.organisation_id or None,
        "function": member.function,
        "roles": json.dumps(sorted(member.roles)),
        "route": member.route.value,
        "deputy_id": member.deputy_id or None,
        "absences": ABSENCES.write(member.absences),
        "language": member.language,
        "guest": member.guest,
        "active": member.active,
    }


def _to_domain(row: Any) -> Member:
    return Member(
        id=row.id,
        group_id=row.group_id,
        object_id=row.object_id,
        name=row.name,
        organisation_id=row.organisation_id or "",
        function=row.function,
        roles=frozenset(map(Role, json.loads(row.roles))),
        route=Route(row.route),
        deputy_id=row.deputy_id or "",
        absences=ABSENCES.read(row.absences),
        language=row.language,
        guest=row.guest,
        active=row.active,
    )
