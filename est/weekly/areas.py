"""How each area stands: set by people, one by one, with a word, a reason and an arrow (domain.md §7.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from est.alphabet import alphabetical
from est.errors import Changed, Malformed, NotAllowed
from est.ports import Records
from est.review import REASON_LIMIT, AreaNote, RoundReview, area_lines
from est.round import Round
from est.summary import AreaLine
from est.turn import Turn
from est.vocabulary import AreaStatus
from est.weekly.meeting import areas_before
from est.weekly.review_table import change, look
from est.weekly.wording import read_words


@dataclass(frozen=True, slots=True, kw_only=True)
class AreasView:
    """Every area of the municipality's places, how those that are set stand now, and how all stood before."""

    turn: Turn
    round: Round
    names: tuple[str, ...]
    lines: tuple[AreaLine, ...]
    review: RoundReview
    before: tuple[AreaNote, ...]
    may_change: bool
    chosen: str = ""
    saved: bool = False

    def line(self, name: str) -> AreaLine | None:
        """How the area stands, or None when nobody has said."""
        return next((line for line in self.lines if line.area == name), None)


def areas(records: Records, turn: Turn, week: str, chosen: str = "") -> AreasView:
    """The areas of a round, and the one that is being set."""
    table = look(records, turn, week)
    review = records.reviews.get(turn.group.id, table.round.week)
    before = areas_before(records, turn.group, table.round)
    places = records.places.of_municipality(turn.group.municipality_id)
    names = {place.area for place in places if place.active and place.area}
    names |= {note.area for note in review.areas}
    if chosen and chosen not in names:
        raise NotAllowed
    return AreasView(
        turn=turn,
        round=table.round,
        names=tuple(sorted(names, key=alphabetical)),
        lines=area_lines(review.areas, before),
        review=review,
        before=before,
        may_change=table.view().may_change,
        chosen=chosen,
    )


def set_area(
    records: Records, turn: Turn, week: str, *, area: str, status: str, reason: str, seen: int
) -> AreasView:
    """How an area stands in this round, with one sentence of why.

    Raises:
        FormRefused: no status is chosen, or the reason is missing, too long or about a person.
        Changed: another one has set the area since the form was opened.
    """
    table = change(records, turn, week)
    view = areas(records, turn, str(table.round.week), area)
    note = view.review.area(area)
    if (note.version if note is not None else 0) != seen:
        raise Changed("area_changed", area=area)
    why = read_words(records, turn, "reason", reason, limit=REASON_LIMIT, required=True)
    if status not in {one.value for one in AreaStatus}:
        raise Malformed("not_in_list", field="status")
    new = AreaNote(
        area=area,
        status=AreaStatus(status),
        reason=why,
        by=turn.member.id,
        at=turn.now,
        version=seen + 1,
    )
    others = tuple(one for one in view.review.areas if one.area != area)
    records.reviews.save(replace(view.review, version=view.review.version + 1, areas=(*others, new)))
    return replace(areas(records, turn, str(table.round.week)), saved=True)
