"""Where members are reached, and the form each has open, as est.ports.Addresses asks for them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, case, delete, or_, select

from est.form import OpenForm
from est.week import Week
from storage.statements import Statements
from storage.tables import AddressRow, FormRow, table
from storage.trees import Tree
from storage.upsert import Insert, insert, upsert

ADDRESS, FORM = table(AddressRow), table(FormRow)
FORMS: Tree[OpenForm] = Tree(OpenForm)
PARTS = ("teams_id", "conversation_id", "service_url")

BY_MEMBER = select(ADDRESS).where(
    ADDRESS.c.group_id == bindparam("group_id"), ADDRESS.c.member_id == bindparam("member_id")
)
THE_FORM = and_(
    FORM.c.group_id == bindparam("group_id"),
    FORM.c.week == bindparam("week"),
    FORM.c.member_id == bindparam("member_id"),
)
FORM_OF_SEAT = select(FORM.c.form).where(THE_FORM)
KEEP_FORM = upsert(FORM)
DROP_FORM = delete(FORM).where(THE_FORM)


def _keep() -> Insert:
    """Most turns come from the same address as the one before, and then nothing is written."""
    statement = insert(ADDRESS)
    new = statement.excluded
    is_news = [and_(new[part] != "", new[part] != ADDRESS.c[part]) for part in PARTS]
    newest = {part: case((new[part] != "", new[part]), else_=ADDRESS.c[part]) for part in PARTS}
    return statement.on_conflict_do_update(
        index_elements=["group_id", "member_id"], set_=newest, where=or_(*is_news)
    )


KEEP = _keep()


class SqlAddresses:
    __slots__ = ("_connection",)

    def __init__(self, connection: Statements) -> None:
        self._connection = connection

    def teams_id(self, group_id: str, member_id: str) -> str:
        row = self._address(group_id, member_id)
        return "" if row is None else str(row.teams_id)

    def conversation(self, group_id: str, member_id: str) -> tuple[str, str]:
        row = self._address(group_id, member_id)
        return ("", "") if row is None else (row.conversation_id, row.service_url)

    def keep(
        self,
        group_id: str,
        member_id: str,
        *,
        teams_id: str = "",
        conversation_id: str = "",
        service_url: str = "",
    ) -> None:
        """Keep what is given; what is left empty stays as it was."""
        values = {
            "group_id": group_id,
            "member_id": member_id,
            "teams_id": teams_id,
            "conversation_id": conversation_id,
            "service_url": service_url,
        }
        self._connection.execute(KEEP, values)

    def form(self, group_id: str, week: Week, seat_id: str) -> OpenForm | None:
        row = self._connection.execute(FORM_OF_SEAT, _seat(group_id, week, seat_id)).first()
        return None if row is None else FORMS.read(row.form)

    def keep_form(self, group_id: str, week: Week, seat_id: str, form: OpenForm) -> None:
        self._connection.execute(KEEP_FORM, {**_seat(group_id, week, seat_id), "form": FORMS.write(form)})

    def drop_form(self, group_id: str, week: Week, seat_id: str) -> None:
        self._connection.execute(DROP_FORM, _seat(group_id, week, seat_id))

    def _address(self, group_id: str, member_id: str) -> Any:
        return self._connection.execute(BY_MEMBER, {"group_id": group_id, "member_id": member_id}).first()


def _seat(group_id: str, week: Week, seat_id: str) -> dict[str, str]:
    return {"group_id": group_id, "week": str(week), "member_id": seat_id}
