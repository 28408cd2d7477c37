"""The meeting is held: started, led from line to line, and ended, by the coordinator or on a hint from Teams."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from est import running
from est.cadence import ErrandKind
from est.errors import Malformed
from est.group import Group
from est.letters import CHANNEL, NOTICE_WORTH, Letter, LetterKind, letter_key
from est.member import coordinators
from est.moves import Move
from est.ports import Records
from est.report import CollabNeed
from est.round import Round
from est.running import MeetingRun, Stop
from est.timetable import Step
from est.turn import Turn
from est.vocabulary import NeedStatus
from est.weekly.meeting import MeetingView, find_round, latest_round, meeting, to_publish
from est.weekly.noting import keep_note
from est.weekly.rounds import open_round
from est.weekly.telling import show_in_channel

EARLY = timedelta(hours=1)
"""A meeting may begin so long before its time, and no earlier: it would be another round's."""
NEAR = timedelta(hours=3)
"""What Teams tells of a meeting is about this one when it comes at most so long after it should be over."""
SUMMARY_WORTH = timedelta(days=7)
"""The draft of the summary is worth sending for this long (est.cadence)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """The meeting as the coordinator leads it, at one moment."""

    meeting: MeetingView
    now: datetime
    too_early: bool = False
    stale: bool = False
    """The press was made on a card that had been overtaken, and changed nothing."""

    @property
    def run(self) -> MeetingRun:
        """The held meeting.

        Raises:
            LookupError: it has not begun.
        """
        if self.meeting.held.run is None:
            raise LookupError("the meeting has not begun")
        return self.meeting.held.run

    @property
    def has_begun(self) -> bool:
        return self.meeting.held.run is not None


def show(records: Records, turn: Turn, week: str = "") -> RunView:
    """The meeting as it is now; without a week the one that is held or comes next. For coordinators only."""
    turn.as_coordinator()
    return view_of(records, turn, find_meeting(records, turn, week))


def start(records: Records, turn: Turn, week: str) -> RunView:
    """The meeting begins, by hand; pressed twice it began the first time (acceptance.md G5).

    Raises:
        Malformed: it is more than an hour early, or the summary is approved.
    """
    turn.as_coordinator()
    round_ = find_meeting(records, turn, week)
    refuse_approved(records, turn.group, round_)
    if turn.now < round_.moments[Step.MEETING] - EARLY:
        raise Malformed("meeting_not_yet", closed=str(round_.week))
    if records.meetings.run(turn.group.id, round_.week) is None:
        _begin(records, turn.group, round_, at=turn.now, now=turn.now, by=turn.member.id)
    return view_of(records, turn, round_)


def move(
    records: Records, turn: Turn, week: str, *, move: Move, version: int, subject: str, note: str
) -> RunView:
    """To another line; the note that stood in the card is kept on the way, whether the card was overtaken or not.

    Raises:
        FormRefused: the note is too long or holds personal data; then the meeting stays where it is.
    """
    turn.as_coordinator()
    round_ = find_meeting(records, turn, week)
    if subject:
        keep_note(records, turn, round_, subject, note)

    def moved(run: MeetingRun) -> MeetingRun:
        if move is Move.BACK:
            return running.go_back(run, turn.now)
        if move is Move.PARK:
            _ask_again(records, turn, running.following(run)[0])
            run = running.park(run, run.current)
        return running.go_on(run, turn.now, to_next_point=move is Move.NEXT_POINT)

    if move is Move.STAY:
        return view_of(records, turn, round_)
    return change(records, turn, round_, version, moved)


def _ask_again(records: Records, turn: Turn, stop: Stop) -> None:
    """A need that is parked is moved: the next meeting asks it again (domain.md §8.4)."""
    for id_ in stop.item_ids:
        item = records.reports.item(turn.group.id, id_)
        if item is not None and isinstance(item.content, CollabNeed):
            moved = replace(item.content, status=NeedStatus.MOVED)
            records.reports.save_item(
                replace(item, content=moved, changed_at=turn.now, version=item.version + 1)
            )


def borrow(records: Records, turn: Turn, week: str, *, version: int, point: str, minutes: str) -> RunView:
    """The line that is spoken of borrows minutes from a later point (acceptance.md G4).

    Raises:
        Malformed: the point cannot spare so many.
    """
    turn.as_coordinator()
    round_ = find_meeting(records, turn, week)

    def lent(run: MeetingRun) -> MeetingRun:
        room = running.lendable(run)
        giver = next((kind for kind in room if kind.value == point), None)
        if giver is None or not minutes.isascii() or not minutes.isdigit() or len(minutes) > 3:
            raise Malformed("nothing_to_lend", field="minutes", room=0 if giver is None else room[giver])
        return running.lend(run, giver, int(minutes), turn.now)

    return change(records, turn, round_, version, lent)


def end(
    records: Records, turn: Turn, week: str, *, version: int, subject: str = "", note: str = ""
) -> RunView:
    """The meeting is over: the coordinators get the draft of the summary, once however often it ends."""
    turn.as_coordinator()
    round_ = find_meeting(records, turn, week)
    if subject:
        keep_note(records, turn, round_, subject, note)
    view = change(records, turn, round_, version, lambda run: running.end(run, turn.now))
    if not view.stale:
        _write_drafts(records, turn.group, round_, turn.now)
    return view


def resume(records: Records, turn: Turn, week: str, *, version: int) -> RunView:
    """It was not over after all; until the summary is approved."""
    turn.as_coordinator()
    round_ = find_meeting(records, turn, week)
    return change(records, turn, round_, version, lambda run: running.resume(run, turn.now))


def set_length(records: Records, turn: Turn, week: str, minutes: int) -> RunView:
    """A quiet week's meeting is held in what it is offered, or in its usual length again (domain.md §9.2).

    Raises:
        Malformed: the meeting has begun, or it is neither of the two.
    """
    turn.as_coordinator()
    round_ = find_meeting(records, turn, week)
    view = view_of(records, turn, round_)
    if view.has_begun or turn.now >= round_.moments[Step.MEETING_END]:
        raise Malformed("meeting_begun", closed=str(round_.week))
    offered = {view.meeting.agenda.offer_minutes, turn.group.plan.length} - {0}
    if minutes not in offered:
        raise Malformed("meeting_length_not_offered")
    ends = round_.moments[Step.MEETING] + timedelta(minutes=minutes)
    if ends != round_.moments[Step.MEETING_END]:
        round_ = replace(round_, moments={**round_.moments, Step.MEETING_END: ends})
        records.rounds.save(round_)
        if view.meeting.held.published is not None:
            # What stands in the channel is what the group meets by, also when the edit of it is still on its way.
            to_publish(records, turn.group, round_, turn.now)
        show_in_channel(records, round_, f"length.{minutes}.{turn.now.timestamp():.0f}", turn.now)
    return view_of(records, turn, round_)


def started_in_teams(records: Records, group: Group, at: datetime, now: datetime) -> None:
    """Teams says that a meeting began in the group's channel: a hint, which counts if it is about the time.

    The coordinators get the card to lead it from. A meeting that was started by hand goes on.
    """
    round_ = _hinted(records, group, at)
    if round_ is None or records.meetings.run(group.id, round_.week) is not None:
        return
    _begin(records, group, round_, at=min(at, now), now=now)
    records.ledger.write(
        _to_coordinators(records, group, round_, LetterKind.MEETING, now=now, worth=NOTICE_WORTH)
    )


def ended_in_teams(records: Records, group: Group, at: datetime, now: datetime) -> None:
    """Teams says that the meeting is over; it may say so twice, and there is one draft (acceptance.md G5)."""
    round_ = _hinted(records, group, at)
    if round_ is None or at < round_.moments[Step.MEETING]:
        return
    run = records.meetings.run(group.id, round_.week)
    if run is not None and not run.is_over:
        _keep(records, round_, running.end(run, min(at, now)), now)
    _write_drafts(records, group, round_, now)


def change(
    records: Records, turn: Turn, round_: Round, version: int, made: Callable[[MeetingRun], MeetingRun]
) -> RunView:
    """The meeting after a change that was asked for on the card of its newest *version*; others change nothing.

    Raises:
        Malformed: the meeting has not begun, or its summary is approved.
    """
    refuse_approved(records, turn.group, round_)
    run = records.meetings.run(turn.group.id, round_.week)
    if run is None:
        raise Malformed("meeting_not_begun", closed=str(round_.week))
    if run.version != version:
        return replace(view_of(records, turn, round_), stale=True)
    changed = made(run)
    if changed is not run:
        _keep(records, round_, changed, turn.now)
    return view_of(records, turn, round_)


def find_meeting(records: Records, turn: Turn, week: str = "") -> Round:
    """The round of a named week; otherwise the one whose meeting is held, or was and is not summed up, or comes next.

    A meeting of last week that nobody summed up does not stand in the way of this week's.
    """
    if week:
        return find_round(records, turn.group, week, turn.now)
    latest, coming = latest_round(records, turn.group, turn.now), open_round(records, turn.group, turn.now)
    begun = records.meetings.run(turn.group.id, coming.week) is not None
    summed_up = records.rounds.approval(turn.group.id, latest.week) is not None
    if begun or summed_up or turn.now >= coming.moments[Step.MEETING] - EARLY:
        return coming
    if turn.now >= latest.moments[Step.MEETING_END] + NEAR and turn.now >= coming.moments[Step.PROMPT]:
        return coming
    return latest


def refuse_approved(records: Records, group: Group, round_: Round) -> None:
    """After approval nothing of the meeting changes (domain.md §9.1).

    Raises:
        Malformed: with code `meeting_approved`.
    """
    if records.rounds.approval(group.id, round_.week) is not None:
        raise Malformed("meeting_approved", closed=str(round_.week))


def view_of(records: Records, turn: Turn, round_: Round) -> RunView:
    """The meeting of the round as it is now."""
    return RunView(
        meeting=meeting(records, turn.group, round_, turn.now),
        now=turn.now,
        too_early=turn.now < round_.moments[Step.MEETING] - EARLY,
    )


def _begin(
    records: Records, group: Group, round_: Round, *, at: datetime, now: datetime, by: str = ""
) -> None:
    """Freeze the agenda, which is published if it was not, and begin with its first line."""
    agenda = meeting(records, group, round_, now).agenda
    run = running.start(agenda, at, round_.moments[Step.MEETING_END], by)
    records.meetings.keep_run(run)
    records.ledger.write(
        [
            Letter(
                key=letter_key(group.id, round_.week, LetterKind.AGENDA),
                group_id=group.id,
                kind=LetterKind.AGENDA,
                recipient=CHANNEL,
                week=str(round_.week),
                due=now,
                send_before=now + NOTICE_WORTH,
            )
        ]
    )
    show_in_channel(records, round_, f"run.{run.version}", now)


def _keep(records: Records, round_: Round, run: MeetingRun, now: datetime) -> None:
    records.meetings.keep_run(run)
    show_in_channel(records, round_, f"run.{run.version}", now)


def _hinted(records: Records, group: Group, at: datetime) -> Round | None:
    """The round whose meeting Teams must mean; None when it can be none of ours."""
    for round_ in (open_round(records, group, at), latest_round(records, group, at)):
        about = round_.moments[Step.MEETING] - EARLY <= at <= round_.moments[Step.MEETING_END] + NEAR
        if about and records.rounds.approval(group.id, round_.week) is None:
            return round_
    return None


def _write_drafts(records: Records, group: Group, round_: Round, now: datetime) -> None:
    """What the clock would do at the planned end (est.weekly.clockwork), under the same keys and so once."""
    records.ledger.settle(group.id, f"{round_.id}/{ErrandKind.SUMMARY_DRAFT}", now)
    records.ledger.write(
        _to_coordinators(records, group, round_, LetterKind.SUMMARY_DRAFT, now=now, worth=SUMMARY_WORTH)
    )


def _to_coordinators(
    records: Records, group: Group, round_: Round, kind: LetterKind, *, now: datetime, worth: timedelta
) -> list[Letter]:
    return [
        Letter(
            key=letter_key(group.id, round_.week, kind, coordinator.id),
            group_id=group.id,
            kind=kind,
            recipient=coordinator.id,
            week=str(round_.week),
            due=now,
            send_before=now + worth,
        )
        for coordinator in coordinators(records.members.of_group(group.id))
    ]
