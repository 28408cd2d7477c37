"""Rounds and the approvals of their summaries, as est.ports.Rounds asks for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, exists, select, update

from est.errors import Changed
from est.round import Round
from est.summary import Approval
from est.timetable import HELD
from est.week import Week
from storage.statements import Statements
from storage.tables import ApprovalRow, ReopeningRow, ReportRow, ReviewRow, RoundRow, table
from storage.trees import REMEMBERED, Tree
from storage.upsert import insert, upsert

ROUND, APPROVAL, REPORT = table(RoundRow), table(ApprovalRow), table(ReportRow)
REOPENING, REVIEW = table(ReopeningRow), table(ReviewRow)
ROUNDS: Tree[Round] = Tree(Round)
APPROVALS: Tree[Approval] = Tree(Approval)

OF_GROUP = select(ROUND.c.round).where(ROUND.c.group_id == bindparam("of_group"))
BY_WEEK = OF_GROUP.where(ROUND.c.week == bindparam("of_week"))
SINCE = OF_GROUP.where(ROUND.c.week >= bindparam("of_week")).order_by(ROUND.c.week)
LATEST_HELD_BEFORE = (
    OF_GROUP.where(ROUND.c.week < bindparam("of_week"), ROUND.c.outcome.in_(sorted(HELD)))
    .order_by(ROUND.c.week.desc())
    .limit(1)
)
SAVE = upsert(ROUND, given={"last_number": 0}, keep=("last_number",))
NEXT_NUMBER = (
    update(ROUND)
    .where(ROUND.c.group_id == bindparam("of_group"), ROUND.c.week == bindparam("of_week"))
    .values(last_number=ROUND.c.last_number + 1)
    .returning(ROUND.c.last_number)
)
ANSWERED = exists().where(REPORT.c.group_id == bindparam("of_group"), REPORT.c.week == bindparam("of_week"))
DROP_REVIEW = delete(REVIEW).where(
    REVIEW.c.group_id == bindparam("of_group"), REVIEW.c.week == bindparam("of_week"), ~ANSWERED
)
DROP = delete(ROUND).where(
    ROUND.c.group_id == bindparam("of_group"), ROUND.c.week == bindparam("of_week"), ~ANSWERED
)
EVERY_APPROVAL = (
    select(APPROVAL.c.approval, REOPENING.c.reopened_by, REOPENING.c.reopened_at)
    .outerjoin(
        REOPENING, and_(*(REOPENING.c[key] == APPROVAL.c[key] for key in ("group_id", "week", "version")))
    )
    .where(APPROVAL.c.group_id == bindparam("of_group"), APPROVAL.c.week == bindparam("of_week"))
    .order_by(APPROVAL.c.version)
)
NEWEST_APPROVAL = EVERY_APPROVAL.order_by(None).order_by(APPROVAL.c.version.desc()).limit(1)
REOPEN = (
    insert(REOPENING)
    .on_conflict_do_nothing(index_elements=["group_id", "week", "version"])
    .returning(REOPENING.c.version)
)
APPROVE = (
    insert(APPROVAL)
    .on_conflict_do_nothing(index_elements=["group_id", "week", "version"])
    .returning(APPROVAL.c.version)
)


class SqlRounds:
    __slots__ = ("_connection",)

    def __init__(self, connection: Statements) -> None:
        self._connection = connection

    def get(self, group_id: str, week: Week) -> Round | None:
        row = self._connection.execute(BY_WEEK, _key(group_id, week)).first()
        return None if row is None else _to_domain(row)

    def since(self, group_id: str, week: Week) -> tuple[Round, ...]:
        return tuple(_to_domain(row) for row in self._connection.execute(SINCE, _key(group_id, week)))

    def latest_held_before(self, group_id: str, week: Week) -> Round | None:
        row = self._connection.execute(LATEST_HELD_BEFORE, _key(group_id, week)).first()
        return None if row is None else _to_domain(row)

    def save(self, round_: Round) -> None:
        self._connection.execute(SAVE, _to_row(round_))

    def drop(self, group_id: str, week: Week) -> None:
        """Forget a round that nobody has answered.

        Raises:
            Changed: it has a report.
        """
        self._connection.execute(DROP_REVIEW, _key(group_id, week))
        dropped = self._connection.execute(DROP, _key(group_id, week)).rowcount
        if not dropped and self.get(group_id, week) is not None:
            raise Changed("round_answered", week=str(week))

    def next_number(self, group_id: str, week: Week) -> int:
        return int(self._connection.execute(NEXT_NUMBER, _key(group_id, week)).scalar_one())

    def approval(self, group_id: str, week: Week) -> Approval | None:
        row = self._connection.execute(NEWEST_APPROVAL, _key(group_id, week)).first()
        return None if row is None or row.reopened_by is not None else APPROVALS.read(row.approval)

    def approvals(self, group_id: str, week: Week) -> tuple[Approval, ...]:
        return tuple(_approval(row) for row in self._connection.execute(EVERY_APPROVAL, _key(group_id, week)))

    def approve(self, group_id: str, approval: Approval) -> None:
        """Freeze a version of the summary; earlier ones stay.

        Raises:
            Changed: somebody has approved this version already.
        """
        values = {
            "group_id": group_id,
            "week": str(approval.week),
            "version": approval.version,
            "approval": APPROVALS.write(approval),
        }
        if self._connection.execute(APPROVE, values).first() is None:
            raise Changed("approved", week=str(approval.week))

    def reopen(self, group_id: str, week: Week, version: int, *, by: str, at: datetime) -> None:
        """Let an approved version count no more; it stays for the history.

        Raises:
            Changed: somebody has opened it already.
        """
        key = {"group_id": group_id, "week": str(week), "version": version}
        if self._connection.execute(REOPEN, {**key, "reopened_by": by, "reopened_at": at}).first() is None:
            raise Changed("reopened", week=str(week))


def _approval(row: Row[Any]) -> Approval:
    approval = APPROVALS.read(row.approval)
    if row.reopened_by is None:
        return approval
    return replace(approval, reopened_by=row.reopened_by, reopened_at=row.reopened_at)


def _key(group_id: str, week: Week) -> dict[str, str]:
    return {"of_group": group_id, "of_week": str(week)}


def _to_row(round_: Round) -> dict[str, object]:
    return {
        "group_id": round_.group_id,
        "week": str(round_.week),
        "outcome": round_.outcome.value,
        "round": ROUNDS.write(round_),
    }


@lru_cache(maxsize=REMEMBERED)
def _to_domain(row: Row[Any]) -> Round:
    return ROUNDS.read(row.round)
