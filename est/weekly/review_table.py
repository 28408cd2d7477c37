"""The table at which a round is reviewed: what lies on it, and how one step is kept with all that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from est.agenda import PointKind
from est.errors import Changed, Malformed, NotAllowed
from est.ports import Records
from est.report import Item, ReviewState
from est.review import REASON_LIMIT, ReviewStep, StepKind
from est.round import Round
from est.timetable import Step
from est.turn import Turn
from est.weekly.meeting import MeetingView, find_round, meeting
from est.weekly.telling import tell_of_answer
from est.weekly.wording import read_words

MOVABLE = (PointKind.INCIDENTS, PointKind.UPCOMING, PointKind.NEEDS)
"""The points whose lines the coordinator may put in another order; old actions come oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """What came in for a round, for those who review it; `chosen` is the item that is looked at, if one is."""

    turn: Turn
    meeting: MeetingView
    items: tuple[Item, ...]
    may_change: bool
    chosen: Item | None = None
    saved: str = ""
    """The kind of the step that was just taken; empty when none was."""

    @property
    def left(self) -> tuple[Item, ...]:
        """What nobody has looked at yet."""
        return tuple(item for item in self.items if item.review is ReviewState.NEW and item.shown)

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """The items of each line of the point in which the chosen one stands, in order; empty if it has no order.

        From its beginning the group meets by the agenda as it is.
        """
        begun = self.turn.now >= self.meeting.round.moments[Step.MEETING]
        chosen = self.chosen.id if self.chosen is not None and not begun else ""
        for kind in MOVABLE if chosen else ():
            point, rest = self.meeting.agenda.point(kind), self.meeting.agenda.read_yourself
            every = (*point.lines, *(line for line in rest if line.point is kind), *point.table)
            lines = tuple(line.item_ids for line in every if line.item_ids)
            if any(chosen in ids for ids in lines):
                return lines
        return ()


@dataclass(frozen=True, slots=True)
class ReviewTable:
    """One round, in front of somebody who reviews it."""

    records: Records
    turn: Turn
    round: Round

    def view(self, item_id: str = "", saved: str = "") -> ReviewView:
        """Every item of the round that its reporter has not withdrawn, and the one that is looked at."""
        view = meeting(self.records, self.turn.group, self.round, self.turn.now)
        own = sorted(
            (i for i in view.items.values() if i.week == self.round.week and not i.withdrawn),
            key=lambda i: i.number,
        )
        chosen = {item.id: item for item in own}.get(item_id)
        if item_id and chosen is None:
            raise NotAllowed
        return ReviewView(
            turn=self.turn,
            meeting=view,
            items=tuple(own),
            chosen=chosen,
            saved=saved,
            may_change=not self.approved and (self.turn.member.coordinates or not self.locked),
        )

    @property
    def approved(self) -> bool:
        return self.records.rounds.approval(self.turn.group.id, self.round.week) is not None

    @property
    def locked(self) -> bool:
        return self.turn.now >= self.round.moments[Step.MEETING]

    def item(self, item_id: str) -> Item:
        """An item of this round."""
        item = self.records.reports.item(self.turn.group.id, item_id)
        if item is None or item.week != self.round.week or item.withdrawn:
            raise NotAllowed
        return item

    def seen(self, item_id: str, version: int) -> Item:
        """The item to change, as it was seen.

        Raises:
            Changed: it is not as it was seen; another one who reviews, or its reporter, was faster.
        """
        item = self.item(item_id)
        if item.version != version:
            raise Changed("item_changed", item=item.label)
        return item

    def reason(self, words: str) -> str:
        """Why something is done; nobody is hidden or sent back without a reason."""
        return read_words(self.records, self.turn, "reason", words, limit=REASON_LIMIT, required=True)

    def keep(self, item: Item, kind: StepKind, words: str = "") -> ReviewView:
        """Keep the item's new version and the step, and make true what shows it."""
        item = replace(item, version=item.version + 1, changed_at=self.turn.now)
        self.records.reports.save_item(item)
        self.note(item.id, kind, words)
        self.tell(item)
        return self.view(item.id, kind)

    def note(
        self,
        item_id: str,
        kind: StepKind,
        words: str = "",
        *,
        order: Sequence[str] = (),
        moved: Sequence[str] = (),
    ) -> None:
        """Keep who did what, and the order if it is another one now."""
        review = self.records.reviews.get(self.turn.group.id, self.round.week)
        step = ReviewStep(item_id=item_id, kind=kind, by=self.turn.member.id, at=self.turn.now, words=words)
        review = replace(review, version=review.version + 1, steps=(*review.steps, step))
        if order:
            review = replace(review, order=tuple(order), moved=tuple(moved))
        self.records.reviews.save(review)

    def tell(self, item: Item) -> None:
        """The reporter's card and the agenda in the channel show the item as it is now."""
        report = self.records.reports.get(self.turn.group.id, self.round.week, item.member_id)
        report = replace(report, version=report.version + 1)
        self.records.reports.save(report)
        seat = self.records.members.get(self.turn.group.id, item.member_id)
        if seat is not None:
            tell_of_answer(self.records, self.turn, seat, self.round, report)


def look(records: Records, turn: Turn, week: str) -> ReviewTable:
    """The table of a round, to look at."""
    turn.as_reviewer()
    return ReviewTable(records, turn, find_round(records, turn.group, week, turn.now))


def change(records: Records, turn: Turn, week: str) -> ReviewTable:
    """The table of a round whose items this person may change.

    Raises:
        Malformed: its summary is approved; it has to be opened again first.
        NotAllowed: the meeting has begun, and from then on the coordinator alone changes items (domain.md §9.1).
    """
    table = look(records, turn, week)
    if table.approved:
        raise Malformed("approved_already", closed=str(table.round.week))
    if table.locked:
        turn.as_coordinator()
    return table
