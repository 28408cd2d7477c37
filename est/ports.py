"""What the method needs from the world: the records of one transaction, and a store that opens one.

A use-case is a function of `Records` and runs inside one transaction in a database thread; whatever it writes is
kept together or not at all. Every method names the group or the municipality it asks about, so that there is no way
to read across; the short list of exceptions (`groups.addressed`, `Ledger.claim` and what the clock needs) returns ids
or one matched row only. Contract tests run every implementation through the same suite.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, time
from typing import Protocol, TypeVar

from est.action import Action
from est.agenda import Agenda
from est.attending import Register
from est.days import DayCalendar
from est.form import OpenForm
from est.group import Group, Municipality
from est.letters import Letter
from est.member import Member, Organisation
from est.needing import NeedAnswer
from est.noting import MeetingNote
from est.place import Place
from est.report import Item, Report
from est.review import RoundReview
from est.round import Round
from est.running import MeetingRun
from est.summary import Approval
from est.turn import Door
from est.week import Week
from est.working_group import WorkingGroup

T = TypeVar("T")


class Groups(Protocol):
    """Municipalities and their groups."""

    def municipality(self, municipality_id: str) -> Municipality | None: ...
    def municipality_of_tenant(self, tenant_id: str) -> Municipality | None: ...
    def save_municipality(self, municipality: Municipality) -> None: ...
    def get(self, group_id: str) -> Group | None: ...
    def of_municipality(self, municipality_id: str) -> tuple[Group, ...]: ...
    def of_team(self, municipality_id: str, team_id: str) -> Group | None: ...
    def save(self, group: Group) -> None: ...
    def running(self) -> tuple[str, ...]:
        """Ids of the groups whose rounds run; for the clock only."""
        ...


class Members(Protocol):
    """Seats and organisations of a group."""

    def of_group(self, group_id: str) -> tuple[Member, ...]:
        """Every seat, those who left included, ordered by id."""
        ...

    def get(self, group_id: str, member_id: str) -> Member | None: ...
    def by_object_id(self, group_id: str, object_id: str) -> Member | None: ...
    def at_the_door(self, group_id: str, object_id: str) -> Door | None:
        """What every turn begins with: the group, this person's seat in it, and where their chat was last."""
        ...

    def groups_of(self, municipality_id: str, object_id: str) -> tuple[str, ...]:
        """Ids of the municipality's groups in which this person has an active seat."""
        ...

    def save(self, member: Member) -> None: ...
    def organisations(self, municipality_id: str) -> tuple[Organisation, ...]: ...
    def save_organisation(self, organisation: Organisation) -> None: ...


class Places(Protocol):
    """The municipality's register of places."""

    def of_municipality(self, municipality_id: str) -> tuple[Place, ...]: ...
    def save(self, place: Place) -> None: ...


class Calendars(Protocol):
    """Red days and the municipality's own list of bridge days and half days."""

    def of_municipality(self, municipality_id: str) -> DayCalendar: ...
    def confirm_year(
        self, municipality_id: str, year: int, bridge_days: Collection[date], half_days: Mapping[date, time]
    ) -> None: ...


class Rounds(Protocol):
    """The rounds that have begun, with the moments they were given."""

    def get(self, group_id: str, week: Week) -> Round | None: ...
    def since(self, group_id: str, week: Week) -> tuple[Round, ...]:
        """Rounds of *week* and later, in order."""
        ...

    def latest_held_before(self, group_id: str, week: Week) -> Round | None: ...
    def save(self, round_: Round) -> None: ...
    def drop(self, group_id: str, week: Week) -> None:
        """Forget a round that nobody has answered; refuses one that has reports."""
        ...

    def next_number(self, group_id: str, week: Week) -> int:
        """The next item number of the round, counted from 1 and never given twice."""
        ...

    def approval(self, group_id: str, week: Week) -> Approval | None:
        """The approved summary that stands: the newest one, unless it was opened again."""
        ...

    def approvals(self, group_id: str, week: Week) -> tuple[Approval, ...]:
        """Every version, oldest first, those that were opened again included."""
        ...

    def approve(self, group_id: str, approval: Approval) -> None: ...
    def reopen(self, group_id: str, week: Week, version: int, *, by: str, at: datetime) -> None: ...


class Reports(Protocol):
    """Answers and their versions."""

    def get(self, group_id: str, week: Week, member_id: str) -> Report:
        """The seat's report; an empty one of version 0 when there is none yet."""
        ...

    def of_round(self, group_id: str, week: Week) -> tuple[Report, ...]: ...
    def between(self, group_id: str, first: Week, last: Week) -> tuple[Report, ...]:
        """Every report of the rounds from *first* to *last*, ordered by round and seat."""
        ...

    def save(self, report: Report) -> None:
        """Keep the report's own fields (not its items)."""
        ...

    def item(self, group_id: str, item_id: str) -> Item | None: ...
    def item_by_draft(self, group_id: str, draft: str) -> Item | None:
        """The item that was saved from this form, if the form has been saved."""
        ...

    def item_versions(self, group_id: str, item_id: str) -> tuple[Item, ...]: ...
    def save_item(self, item: Item) -> None:
        """Keep a new item, or a new version of one; every version stays."""
        ...

    def forget_words(self, group_id: str, item_id: str, *, before: int) -> None:
        """Remove what somebody typed from the versions before one; codes and dates stay (domain.md §12 rule 17)."""
        ...

    def items_between(self, group_id: str, first: Week, last: Week) -> tuple[Item, ...]:
        """Every item of the rounds from *first* to *last*, withdrawn and hidden ones included."""
        ...

    def offered(self, group_id: str, week: Week) -> tuple[Item, ...]:
        """Items written after the lock of *week* that its coordinator may take in."""
        ...


class Reviews(Protocol):
    """What coordinators have done with their rounds."""

    def get(self, group_id: str, week: Week) -> RoundReview:
        """The round's review; an empty one of version 0 when nobody has looked at it."""
        ...

    def save(self, review: RoundReview) -> None: ...


class Actions(Protocol):
    """Actions, and the working groups that own some of them."""

    def of_group(self, group_id: str) -> tuple[Action, ...]:
        """Every action but those that were made by mistake and undone, in the order of their numbers."""
        ...

    def open_of_group(self, group_id: str) -> tuple[Action, ...]: ...
    def get(self, group_id: str, action_id: str) -> Action | None: ...
    def by_draft(self, group_id: str, draft: str) -> Action | None:
        """The action that was decided in this form, if one has been."""
        ...

    def next_number(self, group_id: str) -> int:
        """The number after the highest that the group has given."""
        ...

    def versions(self, group_id: str, action_id: str) -> tuple[Action, ...]:
        """Every version, oldest first; the last one is the action as it stands."""
        ...

    def save(self, action: Action) -> None:
        """Keep a new action, or a new version of one; every version stays."""
        ...

    def working_groups(self, group_id: str) -> tuple[WorkingGroup, ...]:
        """Every working group, those whose time is over included."""
        ...

    def save_working_group(self, working_group: WorkingGroup) -> None: ...


class Meetings(Protocol):
    """Agendas as published, held meetings, attendance, notes and answers to needs."""

    def agenda(self, group_id: str, week: Week) -> Agenda | None:
        """The agenda of the round as it stands in the channel, if it has been published."""
        ...

    def keep_agenda(self, agenda: Agenda) -> None: ...
    def run(self, group_id: str, week: Week) -> MeetingRun | None: ...
    def keep_run(self, run: MeetingRun) -> None:
        """Keep a newer state of the meeting; raises `Changed` when the stored one is as new."""
        ...

    def register(self, group_id: str, week: Week) -> Register | None: ...
    def keep_register(self, register: Register) -> None:
        """Keep a new version; the ones before it stay."""
        ...

    def notes(self, group_id: str, week: Week) -> tuple[MeetingNote, ...]:
        """The newest version of each note of the round, ordered by subject."""
        ...

    def note_versions(self, group_id: str, week: Week, subject: str) -> tuple[MeetingNote, ...]: ...
    def keep_note(self, note: MeetingNote) -> None:
        """Keep a new version; the ones before it stay."""
        ...

    def need_answers(self, group_id: str, first: Week, last: Week) -> tuple[NeedAnswer, ...]:
        """The newest answer of each organisation to the needs of these rounds."""
        ...

    def keep_need_answer(self, answer: NeedAnswer) -> None:
        """Keep a new version; the ones before it stay."""
        ...


class Ledger(Protocol):
    """Errands done and letters written."""

    def done(self, group_id: str, since: Week) -> frozenset[str]:
        """Keys of the errands of the group from *since* on that are settled."""
        ...

    def settle(self, group_id: str, errand_key: str, at: datetime) -> bool:
        """Mark an errand as done; false when it already was, and then the caller writes no letters."""
        ...

    def write(self, letters: Iterable[Letter]) -> int:
        """Keep letters whose key is new and say how many that was; the others were written before."""
        ...

    def get(self, group_id: str, key: str) -> Letter | None: ...
    def of_round(self, group_id: str, week: Week) -> tuple[Letter, ...]:
        """Every letter of the round, oldest first."""
        ...

    def showing(self, group_id: str, week: Week, seat_id: str) -> tuple[Letter, ...]:
        """Delivered messages of the round that show the seat's answer: its own, and what stands in the channel."""
        ...

    def supersede(self, group_id: str, recipient: str, edits: str, at: datetime) -> int:
        """Unsent edits of this receiver's message give way to a newer one; says how many."""
        ...

    def cancel(self, group_id: str, recipient: str, reason: str, at: datetime) -> int:
        """Waiting and retrying letters to this receiver shall not be sent; the reason stays (style.md rule 20)."""
        ...

    def claim(self, now: datetime, lease: float, most: int) -> tuple[Letter, ...]:
        """Take up to *most* due letters for *lease* seconds, fenced by `claims`; for the courier only."""
        ...

    def record(self, letter: Letter, now: datetime) -> bool:
        """Keep a claimed letter's outcome; false when the claim is no longer ours."""
        ...

    def reclaim(self, now: datetime, sparing: Collection[str] = ()) -> tuple[Letter, ...]:
        """Letters whose claim ran out unrecorded, as est.outcome has left them; for the courier only.

        *sparing* are the keys of those that the asker itself is still busy with.
        """
        ...

    def next_due(self) -> datetime | None:
        """When the next waiting letter may go; for the courier only."""
        ...


class Addresses(Protocol):
    """Where a member or a channel is reached in Teams, and the card a person has open."""

    def teams_id(self, group_id: str, member_id: str) -> str: ...
    def conversation(self, group_id: str, member_id: str) -> tuple[str, str]:
        """Conversation id and service URL of the member's 1:1, each empty when not known."""
        ...

    def keep(
        self,
        group_id: str,
        member_id: str,
        *,
        teams_id: str = "",
        conversation_id: str = "",
        service_url: str = "",
    ) -> None: ...
    def form(self, group_id: str, week: Week, seat_id: str) -> OpenForm | None:
        """The unsaved form that the seat's card shows at the moment."""
        ...

    def keep_form(self, group_id: str, week: Week, seat_id: str, form: OpenForm) -> None: ...
    def drop_form(self, group_id: str, week: Week, seat_id: str) -> None: ...


class Records(Protocol):
    """The repositories of one transaction."""

    @property
    def groups(self) -> Groups: ...
    @property
    def members(self) -> Members: ...
    @property
    def places(self) -> Places: ...
    @property
    def calendars(self) -> Calendars: ...
    @property
    def rounds(self) -> Rounds: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def actions(self) -> Actions: ...
    @property
    def meetings(self) -> Meetings: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def addresses(self) -> Addresses: ...


class Store(Protocol):
    """Opens a transaction, runs a use-case in it in a database thread, and closes it.

    Raises `ConnectionError` when the database does not answer; then nothing was done, or nobody knows.
    """

    async def read(self, work: Callable[[Records], T]) -> T: ...
    async def write(self, group_id: str, work: Callable[[Records], T]) -> T:
        """Run *work* as the only writer of the group; empty for the courier and for what has no group yet."""
        ...
