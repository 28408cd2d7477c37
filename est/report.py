"""A member's answer in one round: incidents, coming events, needs, or the honoured *nothing to report*."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from est.place import Location
from est.vocabulary import (
    CATEGORIES,
    Audience,
    Category,
    Cause,
    Certainty,
    Crowd,
    EventType,
    Kind,
    NeedStatus,
    NeedType,
    PartOfDay,
    Permit,
    PoliceReport,
    Severity,
    Spread,
    Urgency,
)
from est.week import Week

TEXT_LIMIT = 500
"""Characters in what happened, what could happen and what is needed (domain.md §8.2)."""
NOTE_LIMIT = 300
"""Characters in short additions: another place, a preparation, a measure already taken (domain.md §8.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An event of the past period (domain.md §8.2). It belongs to the week of `first`, whatever round it came in."""

    category: Category
    location: Location
    first: date
    last: date
    part_of_day: PartOfDay
    text: str
    severity: Severity
    ongoing: bool = False
    spread: Spread = Spread.SINGLE
    certainty: Certainty = Certainty.OWN_OBSERVATION
    police_report: PoliceReport = PoliceReport.UNKNOWN
    causes: tuple[Cause, ...] = ()
    action_taken: str = ""
    needs_discussion: bool = False
    audience: Audience = Audience.EST

    @property
    def kind(self) -> Kind:
        return Kind.INCIDENT


class EventOutcome(StrEnum):
    """How a coming event turned out, as its reporter says the day after (domain.md §8.3)."""

    UNSAID = "unsaid"
    """Nobody has said."""
    CALM = "calm"
    UNREST = "unrest"
    INCIDENTS = "incidents"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpcomingEvent:
    """Something ahead that may raise the risk (domain.md §8.3)."""

    type: EventType
    location: Location
    first: date
    last: date
    part_of_day: PartOfDay
    text: str
    impact: Severity = Severity.MODERATE
    crowd: Crowd = Crowd.UNKNOWN
    permit: Permit = Permit.UNKNOWN
    preparation: str = ""
    outcome: EventOutcome = EventOutcome.UNSAID

    @property
    def kind(self) -> Kind:
        return Kind.UPCOMING_EVENT


@dataclass(frozen=True, slots=True, kw_only=True)
class CollabNeed:
    """Help asked of the others, as an object of its own (domain.md §7.4 and §8.4)."""

    type: NeedType
    location: Location
    text: str
    asked: tuple[str, ...]
    """Organisation ids; empty means everybody at the table."""
    urgency: Urgency
    status: NeedStatus = NeedStatus.NEW

    @property
    def kind(self) -> Kind:
        return Kind.COLLAB_NEED


Content = Incident | UpcomingEvent | CollabNeed


class ReviewState(StrEnum):
    """What the coordinator has said of an item (domain.md §8.2)."""

    NEW = "new"
    OK = "ok"
    EDITED = "edited"
    RETURNED = "returned"
    """Sent back to the reporter with a reason; not before the group until it is changed."""
    HIDDEN = "hidden"
    ORAL = "oral"
    """Muntlig information: the heading alone is kept, and the rest is said at the meeting (domain.md §12 rule 6)."""


OUT_OF_SIGHT = frozenset({ReviewState.RETURNED, ReviewState.HIDDEN})
"""States in which the group does not see the item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a report, with what the product needs to know about it.

    `marks` are the data classes that were warned of and saved all the same, shown to the coordinator.
    `offered_to` is the locked round whose coordinator may take the item in; empty otherwise (domain.md §9.1).
    """

    id: str
    group_id: str
    week: Week
    number: int
    member_id: str
    organisation_id: str
    content: Content
    created_at: datetime
    changed_at: datetime
    version: int = 1
    withdrawn: bool = False
    late: bool = False
    marks: tuple[str, ...] = ()
    review: ReviewState = ReviewState.NEW
    offered_to: str = ""
    merged_into: str = ""
    draft: str = ""
    """The token of the form it was first saved from; one item per token (acceptance.md K1)."""

    @property
    def label(self) -> str:
        """The short id people say aloud, such as V48-12."""
        return f"V{self.week.number}-{self.number}"

    @property
    def shown(self) -> bool:
        """Whether the group may see it: not withdrawn, sent back, hidden, or merged into another."""
        return not self.withdrawn and self.review not in OUT_OF_SIGHT and not self.merged_into

    @property
    def oral(self) -> bool:
        """Whether its heading alone is written."""
        return self.review is ReviewState.ORAL


class ReportStatus(StrEnum):
    """Where one member's answer stands (domain.md §8.1)."""

    OPEN = "open"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SUBMITTED_LATE = "submitted_late"
    NOTHING_TO_REPORT = "nothing_to_report"


ANSWERED = frozenset(
    {ReportStatus.DRAFT, ReportStatus.SUBMITTED, ReportStatus.SUBMITTED_LATE, ReportStatus.NOTHING_TO_REPORT}
)
"""Saved items count as an answer before *Klar* is pressed, so that nobody who has answered is reminded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One seat's answer in one round; there is exactly one per member and round.

    `written_by` is the member who answered, when a deputy did so for the seat.
    """

    group_id: str
    week: Week
    member_id: str
    items: tuple[Item, ...] = ()
    nothing: bool = False
    done_at: datetime | None = None
    late: bool = False
    written_by: str = ""
    version: int = 0

    @property
    def live(self) -> tuple[Item, ...]:
        """What the member has reported and not withdrawn, in the order it was entered."""
        return tuple(item for item in self.items if not item.withdrawn)

    @property
    def status(self) -> ReportStatus:
        if self.live:
            if self.done_at is None:
                return ReportStatus.DRAFT
            return ReportStatus.SUBMITTED_LATE if self.late else ReportStatus.SUBMITTED
        return ReportStatus.NOTHING_TO_REPORT if self.nothing else ReportStatus.OPEN

    @property
    def answered(self) -> bool:
        return self.status in ANSWERED


def heading_of(content: Content) -> Content:
    """The heading alone: every word that somebody typed is gone, the codes and dates stay."""
    location = replace(content.location, text="")
    if isinstance(content, Incident):
        return replace(content, location=location, text="", action_taken="")
    if isinstance(content, UpcomingEvent):
        return replace(content, location=location, text="", preparation="")
    return replace(content, location=location, text="")


def reviewed_anew(review: ReviewState) -> ReviewState:
    """Where an item stands once its reporter has changed it: to be looked at again, unless it was hidden."""
    return review if review is ReviewState.HIDDEN else ReviewState.NEW


def severity_of(category: Category) -> Severity:
    """The severity a form starts from; the reporter may always choose another (domain.md §7.2)."""
    return CATEGORIES[category].severity
