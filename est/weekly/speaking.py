"""What a letter says at the moment it is sent, and what is kept when it has been."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from est.errors import Refusal
from est.group import Group, GroupState
from est.letters import CHANNEL, FORM_GRACE, Letter, LetterKind
from est.member import Member
from est.ports import Records
from est.report import EventOutcome, Item, ReviewState
from est.review import StepKind
from est.round import Round, plan_rounds
from est.turn import Caller, Turn
from est.week import Week
from est.weekly import (
    action_views,
    answering,
    event_outcomes,
    feeding_back,
    following_up,
    needs,
    running,
    setting_up,
    watching,
)
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
        LetterKind.SUMMARY_DRAFT,
        LetterKind.SEVERITY_NOTICE,
        LetterKind.LATE_NOTICE,
        LetterKind.DOUBT,
        LetterKind.MEETING,
        LetterKind.MISSED,
        LetterKind.ACTION_HANDOVER,
        LetterKind.NO_DEPUTY,
        LetterKind.CALENDAR,
    }
)
"""What only somebody who coordinates at this moment may read: it names people, or has not been reviewed."""
ABOUT_ACTIONS = frozenset(
    {
        LetterKind.ACTION_REMINDER,
        LetterKind.ACTION_HANDOVER,
        LetterKind.EFFECT_QUESTION,
        LetterKind.EVENT_OUTCOME,
    }
)
SILENT = frozenset({GroupState.STOPPED, GroupState.PAUSED})
"""States in which nothing is said but the question whether to resume."""


@dataclass(frozen=True, slots=True)
class Returned:
    """An item that was sent back to its reporter, and why."""

    meeting: at_meeting.MeetingView
    item: Item
    reason: str


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
    run: running.RunView | None = None
    needs: needs.NeedsView | None = None
    feedback: feeding_back.FeedbackView | None = None
    returned: Returned | None = None
    reminder: following_up.ReminderView | None = None
    action: action_views.ActionView | None = None
    outcome: event_outcomes.OutcomeView | None = None
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
    if letter.kind is LetterKind.DRAFT and not person.reviews:
        return Unsaid("coordinators_only")
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
    group = turn.group
    about = records.members.get(group.id, letter.about.get("seat", ""))
    view = LetterView(
        letter=letter,
        group=group,
        recipient=turn.member,
        round=_round(records, group, letter),
        seat_name=about.name if about is not None else "",
    )
    compose = COMPOSED.get(letter.kind)
    return compose(records, turn, view) if compose is not None else view


def _of_round(records: Records, turn: Turn, view: LetterView) -> LetterView:
    if view.round is None:
        return view
    return replace(view, meeting=at_meeting.meeting(records, turn.group, view.round, turn.now))


def _health(records: Records, turn: Turn, view: LetterView) -> LetterView:
    if view.round is None:
        return view
    login = watching.credential_of(view.letter.about)
    return replace(view, health=watching.before_meeting(records, turn.group, view.round, login, turn.now))


def _running(records: Records, turn: Turn, view: LetterView) -> LetterView:
    return view if view.round is None else replace(view, run=running.view_of(records, turn, view.round))


def _need(records: Records, turn: Turn, view: LetterView) -> LetterView | Unsaid:
    asked = needs.asked_of(records, turn, view.letter.week)
    return replace(view, needs=asked) if asked.items else Unsaid("answered")


def _returned(records: Records, turn: Turn, view: LetterView) -> LetterView | Unsaid:
    """An item that was sent back; nothing is said of one that has been changed or taken up since."""
    item = records.reports.item(turn.group.id, view.letter.about.get("item", ""))
    if item is None or view.round is None or item.withdrawn or item.review is not ReviewState.RETURNED:
        return Unsaid("not_returned")
    reason = records.reviews.get(turn.group.id, item.week).reason(item.id, StepKind.RETURNED)
    meeting = at_meeting.meeting(records, turn.group, view.round, turn.now)
    return replace(view, returned=Returned(meeting, item, reason))


def _feedback(records: Records, turn: Turn, view: LetterView) -> LetterView | Unsaid:
    """What became of a seat's items, if the approval that caused the letter still stands."""
    seat = records.members.get(turn.group.id, view.letter.about.get("seat", ""))
    if seat is None or view.round is None:
        return Unsaid("left_group")
    told = feeding_back.feedback(records, seat, view.round, view.letter.about.get("version", ""), turn.now)
    return replace(view, feedback=told) if told is not None and told.lines else Unsaid("not_approved")


def _summary_draft(records: Records, turn: Turn, view: LetterView) -> LetterView:
    return replace(view, summary=at_meeting.draft(records, turn, view.letter.week))


def _about_actions(records: Records, turn: Turn, view: LetterView) -> LetterView | Unsaid:
    """What asks for something still; what somebody has seen to meanwhile is not asked for."""
    if view.letter.kind is LetterKind.ACTION_REMINDER:
        pressing = following_up.reminder(records, turn)
        return replace(view, reminder=pressing) if pressing.actions else Unsaid("nothing_left")
    if view.letter.kind is LetterKind.ACTION_HANDOVER:
        left = following_up.left_behind(records, turn, view.letter.about.get("seat", ""))
        return replace(view, reminder=left) if left.actions else Unsaid("nothing_left")
    if view.letter.kind is LetterKind.EFFECT_QUESTION:
        action = following_up.effect_question(records, turn, view.letter.about.get("action", ""))
        return replace(view, action=action) if action is not None else Unsaid("answered")
    try:
        outcome = event_outcomes.outcome(records, turn, view.letter.about.get("item", ""))
    except Refusal as refusal:
        return Unsaid(refusal.code)
    asked = outcome.event.outcome is EventOutcome.UNSAID
    return replace(view, outcome=outcome) if asked else Unsaid("answered")


def _to_leader(records: Records, turn: Turn, view: LetterView) -> LetterView | Unsaid:
    try:
        return replace(view, settings=setting_up.settings(records, turn))
    except Refusal as refusal:
        return Unsaid(refusal.code)


def _to_seat(records: Records, turn: Turn, view: LetterView) -> LetterView | Unsaid | Later:
    try:
        shown = answering.show(records, turn, view.letter.week, view.letter.about["seat"])
    except Refusal as refusal:
        return Unsaid(refusal.code)
    if isinstance(shown, answering.FormView):
        if view.letter.kind is LetterKind.CARD_UPDATE:
            return Later(shown.form.opened_at + FORM_GRACE)
        shown = shown.view
    if view.letter.kind is LetterKind.REMINDER and shown.report.answered:
        return Unsaid("answered")
    return replace(view, seat=shown)


Compose = Callable[[Records, Turn, LetterView], LetterView | Unsaid | Later]
COMPOSED: Mapping[LetterKind, Compose] = {
    **dict.fromkeys(SEAT_CARDS, _to_seat),
    **dict.fromkeys(ROUND_CARDS, _of_round),
    **dict.fromkeys(SETTINGS_CARDS, _to_leader),
    **dict.fromkeys(ABOUT_ACTIONS, _about_actions),
    LetterKind.HEALTH: _health,
    LetterKind.MEETING: _running,
    LetterKind.NEED: _need,
    LetterKind.RETURNED: _returned,
    LetterKind.FEEDBACK: _feedback,
    LetterKind.SUMMARY_DRAFT: _summary_draft,
}
"""What each kind of letter to a person shows beside the letter itself."""


def _to_channel(records: Records, letter: Letter, group: Group, now: datetime) -> LetterView | Unsaid:
    round_ = _round(records, group, letter)
    view = LetterView(letter=letter, group=group, recipient=None, round=round_)
    if round_ is None or letter.kind is LetterKind.MOVED:
        return view
    if letter.kind is not LetterKind.SUMMARY:
        return replace(view, meeting=at_meeting.to_publish(records, group, round_, now))
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
