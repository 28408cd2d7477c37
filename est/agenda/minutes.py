"""How the minutes of a meeting are shared: whole minutes that always add up (domain.md §9.2, acceptance.md G1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from est.agenda.values import STANDING, PointKind
from est.errors import Malformed
from est.timetable.plan import LONGEST, SHORTEST

HALF_HOUR = 30
"""The length that `STANDING` describes."""
FOLLOW_UP_OF_30 = 10
"""Old actions take at most so many minutes of thirty, so that they never crowd out the week (acceptance.md G3)."""
EASE = 2
"""Minutes a subject may use while another has none; beyond them minutes count as unused."""

FRAME = (PointKind.OPENING, PointKind.CLOSING)
NEW = (PointKind.INCIDENTS, PointKind.NEEDS, PointKind.UPCOMING)
"""The points that can use any number of minutes, weightiest first."""
TABLE_POINTS = (*NEW, PointKind.PRIORITY_PLACES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a point could use: subjects to discuss, how many of them must have a minute, and if it has rows at all."""

    subjects: int = 0
    must: int = 0
    rows: int = 0

    @property
    def ease(self) -> int:
        """Minutes that the point can use; rows alone are looked through in one."""
        return EASE * self.subjects or min(self.rows, 1)


def share_minutes(length: int, demands: Mapping[PointKind, Demand]) -> dict[PointKind, int]:
    """Minutes for each of the seven points; their sum is *length*.

    1. Opening and closing get one each; then due actions, as far as their block goes; then what must have a minute;
       then one for each point that has anything.
    2. The rest goes by the shares of `STANDING`, until every subject has `EASE` minutes.
    3. What is unused goes by the same shares to follow-up, incidents, needs and coming events that have subjects.
    4. When no new subject can take it, the points share it all the same: the table is asked.

    Raises:
        Malformed: the length is not that of a meeting.
    """
    if not SHORTEST <= length <= LONGEST:
        raise Malformed("meeting_length", field="length", shortest=SHORTEST, longest=LONGEST)
    block = length * FOLLOW_UP_OF_30 // HALF_HOUR
    usual = {kind: -(-STANDING[kind] * length // HALF_HOUR) for kind in FRAME}
    found = _least(length, block, demands)
    easy = {kind: demands[kind].ease for kind in TABLE_POINTS}
    _fill(found, length, usual | easy | {PointKind.FOLLOW_UP: min(demands[PointKind.FOLLOW_UP].ease, block)})
    alive = [kind for kind in NEW if demands[kind].subjects]
    follow_up = {PointKind.FOLLOW_UP: block} if demands[PointKind.FOLLOW_UP].subjects or not alive else {}
    _fill(found, length, follow_up | dict.fromkeys(alive or TABLE_POINTS, length))
    return found


def _least(length: int, block: int, demands: Mapping[PointKind, Demand]) -> dict[PointKind, int]:
    found = dict.fromkeys(PointKind, 0)
    claims: Iterable[tuple[PointKind, int]] = (
        *((kind, 1) for kind in FRAME),
        (PointKind.FOLLOW_UP, min(demands[PointKind.FOLLOW_UP].subjects, block)),
        *((kind, demands[kind].must) for kind in NEW),
        *((kind, 1) for kind in (*TABLE_POINTS, PointKind.FOLLOW_UP) if demands[kind].ease),
    )
    for kind, least in claims:
        left = length - sum(found.values())
        found[kind] += min(max(least - found[kind], 0), left)
    return found


def _fill(found: dict[PointKind, int], length: int, most: Mapping[PointKind, int]) -> None:
    """Give minute after minute to the point that is furthest below its share, none above its *most*."""
    for _ in range(length - sum(found.values())):
        hungry = [kind for kind in STANDING if found[kind] < most.get(kind, 0)]
        if not hungry:
            return
        found[min(hungry, key=lambda kind: (found[kind] + 1) / STANDING[kind])] += 1
