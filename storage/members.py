"""Seats and organisations, as est.ports.Members asks for them."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, text

from est.member import Absence, Member, Organisation, Role, Route
from est.vocabulary import OrganisationType
from storage.tables import MemberRow, OrganisationRow, table
from storage.trees import REMEMBERED, Tree
from storage.upsert import group_municipality, upsert

MEMBER, ORGANISATION = table(MemberRow), table(OrganisationRow)
ABSENCES: Tree[tuple[Absence, ...]] = Tree(tuple[Absence, ...])
SEAT_TAKEN = text("active AND object_id <> ''")

OF_GROUP = select(MEMBER).where(MEMBER.c.group_id == bindparam("group_id"))
BY_ID = OF_GROUP.where(MEMBER.c.id == bindparam("member_id"))
BY_OBJECT_ID = (
    OF_GROUP.where(MEMBER.c.object_id == bindparam("object_id"), text("object_id <> ''"))
    .order_by(MEMBER.c.active.desc(), MEMBER.c.id.desc())
    .limit(1)
)
GROUPS_OF = (
    select(MEMBER.c.group_id)
    .where(
        MEMBER.c.municipality_id == bindparam("municipality_id"), MEMBER.c.object_id == bindparam("object_id")
    )
    .where(SEAT_TAKEN)
)
SAVE = upsert(MEMBER, given={"municipality_id": group_municipality()}, keep=("municipality_id",))
ORGANISATIONS = select(ORGANISATION).where(ORGANISATION.c.municipality_id == bindparam("municipality_id"))
SAVE_ORGANISATION = upsert(ORGANISATION)


class SqlMembers:
    """Organisations are asked for several times in one turn, so each municipality's are read once a transaction."""

    __slots__ = ("_connection", "_organisations")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._organisations: dict[str, tuple[Organisation, ...]] = {}

    def of_group(self, group_id: str) -> tuple[Member, ...]:
        rows = self._connection.execute(OF_GROUP, {"group_id": group_id})
        return tuple(sorted((_to_domain(row) for row in rows), key=lambda member: member.id))

    def get(self, group_id: str, member_id: str) -> Member | None:
        row = self._connection.execute(BY_ID, {"group_id": group_id, "member_id": member_id}).first()
        return None if row is None else _to_domain(row)

    def by_object_id(self, group_id: str, object_id: str) -> Member | None:
        row = self._connection.execute(BY_OBJECT_ID, {"group_id": group_id, "object_id": object_id}).first()
        return None if row is None else _to_domain(row)

    def groups_of(self, municipality_id: str, object_id: str) -> tuple[str, ...]:
        asked = {"municipality_id": municipality_id, "object_id": object_id}
        return tuple(sorted(self._connection.execute(GROUPS_OF, asked).scalars()))

    def save(self, member: Member) -> None:
        self._connection.execute(SAVE, _to_row(member))

    def organisations(self, municipality_id: str) -> tuple[Organisation, ...]:
        if municipality_id not in self._organisations:
            rows = self._connection.execute(ORGANISATIONS, {"municipality_id": municipality_id})
            found = (_organisation(row) for row in rows)
            self._organisations[municipality_id] = tuple(
                sorted(found, key=lambda organisation: organisation.id)
            )
        return self._organisations[municipality_id]

    def save_organisation(self, organisation: Organisation) -> None:
        self._organisations.clear()
        values = {
            "municipality_id": organisation.municipality_id,
            "id": organisation.id,
            "name": organisation.name,
            "type": organisation.type.value,
        }
        self._connection.execute(SAVE_ORGANISATION, values)


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


def _to_domain(row: Row[Any]) -> Member:
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


@lru_cache(maxsize=REMEMBERED)
def _organisation(row: Row[Any]) -> Organisation:
    return Organisation(
        id=row.id, municipality_id=row.municipality_id, name=row.name, type=OrganisationType(row.type)
    )
