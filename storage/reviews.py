"""What coordinators have done with their rounds, as est.ports.Reviews asks for it."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from est.errors import Changed
from est.review import RoundReview
from est.week import Week
from storage.statements import Statements
from storage.tables import ReviewRow, table
from storage.trees import Tree
from storage.upsert import upsert

REVIEW = table(ReviewRow)
REVIEWS: Tree[RoundReview] = Tree(RoundReview)

OF_ROUND = select(REVIEW.c.review).where(
    REVIEW.c.group_id == bindparam("group_id"), REVIEW.c.week == bindparam("week")
)
SAVE = upsert(REVIEW, newer="version").returning(REVIEW.c.version)


class SqlReviews:
    __slots__ = ("_connection",)

    def __init__(self, connection: Statements) -> None:
        self._connection = connection

    def get(self, group_id: str, week: Week) -> RoundReview:
        row = self._connection.execute(OF_ROUND, {"group_id": group_id, "week": str(week)}).first()
        return RoundReview(group_id=group_id, week=week) if row is None else REVIEWS.read(row.review)

    def save(self, review: RoundReview) -> None:
        """Keep it, as a version newer than the stored one.

        Raises:
            Changed: a version as new as this one is stored already.
        """
        values = {
            "group_id": review.group_id,
            "week": str(review.week),
            "version": review.version,
            "review": REVIEWS.write(review),
        }
        if self._connection.execute(SAVE, values).first() is None:
            raise Changed(week=str(review.week))
