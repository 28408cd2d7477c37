"""What a letter says at the moment it is sent, and what is kept when it has been."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from est.errors import Refusal
from est.group import Group, GroupState
from est.letters import CHANNEL, FORM_GRACE, Letter, LetterKind
from est.member import Member
from est.ports import Records
from est.round import Round, plan_rounds
from est.turn import Caller, Turn
from est.week import Week
from est.weekly import answering, setting_up, watching
from est.weekly import meeting as at_meeting
from est.weekly.rounds import calendar_of

ROUND_CARDS = frozenset(
    {
        LetterKind.DELIVERY,
        LetterKind.DRAFT,
        LetterKind.AGENDA,
        LetterKind.AGENDA_UPDATE,
    }
)
SEAT_CARDS = frozenset({LetterKind.PROMPT, LetterKind.CARD_UPDATE, LetterKind.REMINDER})
SETTINGS_CARDS = frozenset(
    {LetterKind.SETUP, LetterKind.RESUME, LetterKind.FEW_COORDINATORS, LetterKind.CALENDAR}
)
TO_COORDINATORS = frozenset(
    {
        LetterKind.DELIVERY,
        LetterKind.HEALTH,
        LetterKind.DRAFT,
        LetterKind.SUMMARY_DRAFT,
        LetterKind.SEVERITY_NOTICE,
        LetterKind.LATE_NOTICE,
        LetterKind.MISSED,
        LetterKind.NO_DEPUTY,
        LetterKind.CALENDAR,
    }
)
"""What only somebody who coordinates at this moment may read: it names people, or has not been reviewed."""
SILENT = frozenset({GroupState.STOPPED, GroupState.PAUSED})
"""States in which nothing is said but the question whether to resume."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """All that a letter's card is made of; which of the views is there depends on the letter's kind."""

    letter: Letter
    group: Group
    recipient: Member | None
    round: Round | None = None
    seat: answering.SeatView | None = None
    meeting: at_meeting.MeetingView | None = None
    summary: at_meeting.SummaryView | None = None
    settings: setting_up.SettingsView | None = None
    health: watching.HealthView | None = None
    seat_name: str = ""
    """Whose seat it is about, for the coordinator."""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A letter that shall not be sent after all, and why (style.md rule 20)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """A letter that has to wait, since the receiver is writing in the card it would change."""

    until: datetime


def compose(records: Records, letter: Letter, now: datetime) -> LetterView | Unsaid | Later:
    """What the letter says now, or why it is not said, or not yet.

    Everything is looked up again: somebody who has left, has answered, or writes a form at this moment is left alone
    (acceptance.md D10).
    """
    group = records.groups.get(letter.group_id)
    if group is None or (group.state in SILENT and letter.kind is not LetterKind.RESUME):
        return Unsaid("group_not_running")
    if letter.recipient == CHANNEL:
        return _to_channel(records, letter, group, now)
    person = records.members.get(group.id, letter.recipient)
    if person is None or not person.active:
        return Unsaid("left_group")
    if letter.kind in TO_COORDINATORS and not person.coordinates:
        return Unsaid("coordinators_only")
    if letter.kind is LetterKind.CREDENTIAL and not watching.leads(person):
        return Unsaid("administrators_only")
    return _to_person(records, letter, _turn_of(records, group, person, now))


def _turn_of(records: Records, group: Group, person: Member, now: datetime) -> Turn:
    """The turn the person would have in their own chat; nobody has said anything."""
    caller = Caller(
        group.tenant_id,
        person.object_id,
        records.addresses.teams_id(group.id, person.id),
        person.name,
        conversation_id="",
        service_url="",
        personal=True,
        language=person.language,
    )
    return Turn(group, person, caller, now)


def _to_person(records: Records, letter: Letter, turn: Turn) -> LetterView | Unsaid | Later:
    group, now = turn.group, turn.now
    about = records.members.get(group.id, letter.about.get("seat", ""))
    view = LetterView(
        letter=letter,
        group=group,
        recipient=turn.member,
        round=_round(records, group, letter),
        seat_name=about.name if about is not None else "",
    )
    if letter.kind in SEAT_CARDS:
        return _to_seat(records, letter, turn, view)
    if letter.kind in ROUND_CARDS and view.round is not None:
        return replace(view, meeting=at_meeting.meeting(records, group, view.round, now))
    if letter.kind is LetterKind.HEALTH and view.round is not None:
        login = watching.credential_of(letter.about)
        return replace(view, health=watching.before_meeting(records, group, view.round, login, now))
    if letter.kind is LetterKind.SUMMARY_DRAFT:
        return replace(view, summary=at_meeting.draft(records, turn, letter.week))
    if letter.kind in SETTINGS_CARDS:
        return _to_leader(records, turn, view)
    return view


def _to_leader(records: Records, turn: Turn, view: LetterView) -> LetterView | Unsaid:
    try:
        return replace(view, settings=setting_up.settings(records, turn))
    except Refusal as refusal:
        return Unsaid(refusal.code)


def _to_seat(records: Records, letter: Letter, turn: Turn, view: LetterView) -> LetterView | Unsaid | Later:
    try:
        shown = answering.show(records, turn, letter.week, letter.about["seat"])
    except Refusal as refusal:
        return Unsaid(refusal.code)
    if isinstance(shown, answering.FormView):
        if letter.kind is LetterKind.CARD_UPDATE:
            return Later(shown.form.opened_at + FORM_GRACE)
        shown = shown.view
    if letter.kind is LetterKind.REMINDER and shown.report.answered:
        return Unsaid("answered")
    return replace(view, seat=shown)


def _to_channel(records: Records, letter: Letter, group: Group, now: datetime) -> LetterView | Unsaid:
    round_ = _round(records, group, letter)
    view = LetterView(letter=letter, group=group, recipient=None, round=round_)
    if round_ is None or letter.kind is LetterKind.MOVED:
        return view
    if letter.kind is not LetterKind.SUMMARY:
        return replace(view, meeting=at_meeting.meeting(records, group, round_, now))
    approved = at_meeting.approved(records, group, round_, now)
    return replace(view, summary=approved) if approved is not None else Unsaid("not_approved")


def _round(records: Records, group: Group, letter: Letter) -> Round | None:
    """The letter's round; one that is cancelled was never begun, and is worked out from the plan."""
    try:
        week = Week.parse(letter.week)
    except ValueError:
        return None
    stored = records.rounds.get(group.id, week)
    planned = () if stored else plan_rounds(group.id, group.plan, calendar_of(records, group), (week, week))
    return stored or next(iter(planned), None)
