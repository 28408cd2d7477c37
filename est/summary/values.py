"""What a summary is made of: counts, ids, codes and dates in twelve sections; `words` makes the sentences.

Every type is a plain frozen dataclass without mappings, so that an approved summary can be kept as JSON and read back
equal. Items are named with their version: an approved summary shows what was approved.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from est.action import ActionLevel, ActionState, EffectNote, Horizon
from est.agenda import PointKind, Reason
from est.attending import Presence
from est.delivery import DeliveryState
from est.member import Route
from est.place import Location
from est.summary.baseline import Baseline
from est.vocabulary import AreaStatus, Category, EventType, NeedStatus, NeedType, Severity, Urgency
from est.week import Week

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When something happened that has not."""


@dataclass(frozen=True, slots=True)
class ItemRef:
    """One version of an item."""

    id: str
    label: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How the seats answered. Late answers and *nothing to report* are answers; away is who gave none because of it."""

    total: int
    answered: int
    late: int
    nothing: int
    away: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """1. The three sentences: incidents against their median, the subject that stands out, how many answered."""

    incidents: int
    baseline: Baseline
    most_notable: tuple[ItemRef, ...]
    """Empty when nothing stands out."""
    answered: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLine:
    """One seat by its function, never by name (domain.md §12 rule 13), and the way it was reached."""

    function: str
    route: Route
    state: DeliveryState
    answered: bool
    late: bool
    presence: Presence = Presence.NOT_TAKEN
    """Whether it was filled at the meeting (acceptance.md P8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationAnswers:
    """The seats of one organisation; its name as it was then."""

    organisation_id: str
    name: str
    answers: Answers
    seats: tuple[SeatLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """2. Who answered: organisations by name, never by how they answered (domain.md §12 rule 11)."""

    answers: Answers
    organisations: tuple[OrganisationAnswers, ...]


class AreaChange(StrEnum):
    """How an area stands against the meeting before."""

    FIRST = "first"
    """It had no status then."""
    GRAVER = "graver"
    SAME = "same"
    CALMER = "calmer"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLine:
    """3. One area as the group judges it, with its reason; the computer sets none (domain.md §7.2)."""

    area: str
    status: AreaStatus
    reason: str
    change: AreaChange = AreaChange.FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCount:
    """Incidents of one category against their median."""

    category: Category
    count: int
    baseline: Baseline


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCount:
    """Incidents on one place."""

    location: Location
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notable:
    """A subject that stands out and why: severe, recurring, or somebody asked to discuss it."""

    items: tuple[ItemRef, ...]
    category: Category
    location: Location
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """4. Incidents: categories in the order of the vocabulary, places by name, the notable ones by weight."""

    total: int
    categories: tuple[CategoryCount, ...]
    places: tuple[PlaceCount, ...]
    notable: tuple[Notable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """5. One coming event; of a police operation the heading alone is said."""

    item: ItemRef
    type: EventType
    location: Location
    first: date
    last: date
    impact: Severity
    heading_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """What one organisation answered to a need; `answer` is empty for one that was asked and has not."""

    organisation_id: str
    answer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine:
    """6. One need, the answer it got, and the actions that came of it."""

    item: ItemRef
    type: NeedType
    location: Location
    urgency: Urgency
    asked: tuple[str, ...]
    status: NeedStatus
    action_ids: tuple[str, ...]
    answers: tuple[AnswerLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """7 and 8. One action with its owner, date and level; `overdue` as of the meeting."""

    action_id: str
    label: str
    owner_organisation_id: str
    owner_function: str
    decided_on: date
    due: date
    state: ActionState
    horizon: Horizon
    level: ActionLevel
    overdue: bool
    result: str = ""
    effects: tuple[EffectNote, ...] = ()
    """What was done, and how its effect was judged, 4 and 12 weeks after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """9. What goes to the operative group, the council or the steering group."""

    actions: tuple[ActionLine, ...]
    needs: tuple[NeedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """What was noted of one line at the meeting; `title` names the line as it was called then.

    A point of information that was added at the meeting is told of also when nothing was noted.
    """

    point: PointKind
    subject: str
    title: str
    text: str
    parked: bool = False
    """Left for another time (domain.md §9.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """10. A priority place as the agenda proposed it, and why."""

    location: Location
    reasons: tuple[Reason, ...]


class UncertaintyCode(StrEnum):
    """What makes the picture less certain (domain.md §12 rules 7, 20 and 21)."""

    RESPONSE_RATE = "response_rate"
    """Seats that answered, of those asked; always said."""
    FEW_DATA = "few_data"
    """Incidents, when they are too few to compare."""
    FEW_ROUNDS = "few_rounds"
    """Comparable earlier rounds, when they are too few."""
    RUMOURS = "rumours"
    """Incidents known as a rumour only, of all."""
    FLAGGED = "flagged"
    """Items that were saved in spite of a warning and that nobody has looked at since, of all."""
    LATE = "late"
    """Late answers, of all answers."""
    NEW_REPORTERS = "new_reporters"
    """Seats that answered now and in none of the earlier rounds, of all that answered."""


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """11. One reason to read the numbers with care: so many of so many."""

    code: UncertaintyCode
    value: int
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeeting:
    """12. When the group meets again."""

    week: Week
    at: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The meeting in twelve sections, in the order of domain.md §9.3."""

    group_id: str
    group_name: str
    week: Week
    period_first: date
    period_last: date
    held: date
    facts: Facts
    attendance: Attendance
    areas: tuple[AreaLine, ...]
    """Empty when the group has set none: inte satt."""
    happened: Happened
    upcoming: tuple[EventLine, ...]
    needs: tuple[NeedLine, ...]
    decisions: tuple[ActionLine, ...]
    followed_up: tuple[ActionLine, ...]
    lifted: Lifted
    priority_places: tuple[PlaceLine, ...]
    uncertainties: tuple[Uncertainty, ...]
    next_meeting: NextMeeting
    notes: tuple[NoteLine, ...] = ()
    """What was noted, in the order of the meeting; each stands in the section of its point."""
    opening: str = ""
    """The coordinator's own words in the place of the three sentences; empty when the sentences stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A summary that a coordinator has approved and so frozen, in this version (acceptance.md P4).

    One that was opened again says by whom; it no longer counts, and stays for the history.
    """

    group_id: str
    week: Week
    version: int
    approved_by: str
    approved_at: datetime
    summary: Summary
    reopened_by: str = ""
    reopened_at: datetime = NEVER

    @property
    def stands(self) -> bool:
        """Whether nobody has opened it again."""
        return not self.reopened_by
