"""Before, at and after the meeting: who has answered, the agenda, late items, the summary and its approval."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from est.action import Action
from est.agenda import HISTORY_WEEKS, Agenda, compile_agenda
from est.delivery import DeliveryLine, delivery_list
from est.duplicates import near_in, proposals
from est.errors import Malformed, NotAllowed
from est.group import Group
from est.letters import CHANNEL, Letter, LetterKind, letter_key
from est.member import Member, Organisation
from est.needing import answered
from est.place import Place
from est.ports import Records
from est.recurring import suggested_severity
from est.report import Incident, Item, Report
from est.review import AreaNote, RoundReview, area_lines
from est.round import Phase, Round, phase
from est.summary import COMPARABLE_ROUNDS, Approval, PastRound, Summary, compile_summary
from est.summary.fingerprint import fingerprint
from est.timetable import Step
from est.turn import Turn, local_day
from est.vocabulary import Severity
from est.week import Week
from est.weekly.held import Held, held, join_run, note_lines
from est.weekly.rounds import next_round, open_round
from est.weekly.telling import show_in_channel, update_agenda

PAST_WEEKS = 60
"""Weeks in which comparable rounds are sought: enough for a group that meets once a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """Everything a card about one round's meeting speaks of."""

    group: Group
    round: Round
    phase: Phase
    items: Mapping[str, Item]
    actions: Mapping[str, Action]
    places: Mapping[str, Place]
    organisations: Mapping[str, Organisation]
    members: Mapping[str, Member]
    delivery: tuple[DeliveryLine, ...]
    agenda: Agenda
    review: RoundReview
    offered: tuple[Item, ...] = ()
    alike: tuple[tuple[str, ...], ...] = ()
    """Ids of items that may be one event; proposed to the coordinator, and never merged by itself (domain.md §8)."""
    severer: Mapping[str, Severity] = field(default_factory=dict)
    """The level suggested for items that are the third of their kind on their place (domain.md §7.2)."""
    published: bool = False
    held: Held = Held()  # noqa: RUF009 (frozen)

    @property
    def members_by_object(self) -> Mapping[str, Member]:
        """Members by Entra object id, to know the reader's own role."""
        return {member.object_id: member for member in self.members.values()}


def meeting(records: Records, group: Group, round_: Round, now: datetime) -> MeetingView:
    """The round as it stands now: answers, delivery list and agenda, compiled from what is stored."""
    every = records.reports.between(group.id, round_.week.plus(-HISTORY_WEEKS), round_.week)
    return _meeting(records, group, round_, every, now)


def to_publish(records: Records, group: Group, round_: Round, now: datetime) -> MeetingView:
    """The round as the channel is to see it: its agenda is compiled anew, and kept as the one that stands there.

    Once the group meets by an agenda it is that one which stands.
    """
    every = records.reports.between(group.id, round_.week.plus(-HISTORY_WEEKS), round_.week)
    view = _meeting(records, group, round_, every, now, anew=True)
    if view.agenda != view.held.published:
        records.meetings.keep_agenda(view.agenda)
    return view


def _meeting(
    records: Records,
    group: Group,
    round_: Round,
    every: Sequence[Report],
    now: datetime,
    *,
    anew: bool = False,
) -> MeetingView:
    """The same from *every* report of the round and of at least `HISTORY_WEEKS` before it."""
    kept = held(records, round_)
    day = local_day(group, now)
    reports = [report for report in every if report.week == round_.week]
    members = records.members.of_group(group.id)
    letters = [
        letter
        for letter in records.ledger.of_round(group.id, round_.week)
        if letter.kind in {LetterKind.PROMPT, LetterKind.REMINDER}
    ]
    places = {place.id: place for place in records.places.of_municipality(group.municipality_id)}
    own = answered(_items(reports), kept.answers)
    since = round_.week.plus(-HISTORY_WEEKS)
    history = answered(_items(report for report in every if since <= report.week < round_.week), kept.answers)
    delivery = delivery_list(members, reports, letters, day)
    review = records.reviews.get(group.id, round_.week)
    standing = None if anew and kept.run is None else kept.agenda_at(round_, now)
    every_action = records.actions.of_group(group.id)
    agenda = standing or compile_agenda(
        round_=round_,
        reports=reports,
        items=own,
        history=history,
        actions=every_action,
        expected=len(delivery),
        today=max(day, round_.held) if now < round_.moments[Step.MEETING] else round_.held,
        length=_minutes(round_),
        place_names={place.id: place.name for place in places.values()},
        order=review.order,
        moved=frozenset(review.moved),
    )
    return MeetingView(
        group=group,
        review=review,
        round=round_,
        phase=phase(round_, now, approved=records.rounds.approval(group.id, round_.week) is not None),
        items={item.id: item for item in (*own, *history)},
        actions={action.id: action for action in every_action},
        places=places,
        organisations={o.id: o for o in records.members.organisations(group.municipality_id)},
        members={member.id: member for member in members},
        delivery=delivery,
        agenda=agenda,
        offered=records.reports.offered(group.id, round_.week),
        alike=tuple(proposal.item_ids for proposal in proposals(own, near_in(places))),
        severer=_severer(own, history),
        published=records.ledger.get(group.id, letter_key(group.id, round_.week, LetterKind.AGENDA))
        is not None,
        held=kept,
    )


def _severer(own: Sequence[Item], history: Sequence[Item]) -> Mapping[str, Severity]:
    found = {}
    for item in own:
        if item.shown and isinstance(item.content, Incident):
            level = suggested_severity(item.content, (*own, *history), item.id)
            if level > item.content.severity:
                found[item.id] = level
    return found


def agenda(records: Records, turn: Turn, week: str = "") -> MeetingView:
    """The agenda of a round, of the one that is open unless a week is named; for the group alone."""
    turn.as_insider()
    return meeting(records, turn.group, find_round(records, turn.group, week, turn.now), turn.now)


def delivery(records: Records, turn: Turn, week: str = "") -> MeetingView:
    """Who has answered and who could not be reached; for coordinators only (domain.md §12 rule 10)."""
    turn.as_coordinator()
    return agenda(records, turn, week)


def publish(records: Records, turn: Turn, week: str) -> MeetingView:
    """Put the agenda in the channel ahead of its time; it is posted once, whoever presses and however often."""
    turn.as_coordinator()
    round_ = find_round(records, turn.group, week, turn.now)
    if turn.now >= round_.moments[Step.MEETING_END]:
        raise Malformed("meeting_over", closed=str(round_.week))
    records.ledger.write([to_channel(turn, round_, LetterKind.AGENDA, round_.moments[Step.MEETING_END])])
    return agenda(records, turn, week)


def take_in(records: Records, turn: Turn, week: str, item_id: str) -> MeetingView:
    """A coordinator takes a late item into the locked round it was written for (domain.md §9.1)."""
    turn.as_coordinator()
    round_ = find_round(records, turn.group, week, turn.now)
    if records.rounds.approval(turn.group.id, round_.week) is not None:
        following = next_round(records, turn.group, round_)
        raise Malformed("already_approved", closed=str(round_.week), week=str(following.week))
    item = {item.id: item for item in records.reports.offered(turn.group.id, round_.week)}.get(item_id)
    if item is None:
        raise NotAllowed
    number = records.rounds.next_number(turn.group.id, round_.week)
    item = replace(
        item,
        week=round_.week,
        number=number,
        offered_to="",
        changed_at=turn.now,
        version=item.version + 1,
    )
    records.reports.save_item(item)
    report = records.reports.get(turn.group.id, round_.week, item.member_id)
    writer = report.written_by or item.member_id
    records.reports.save(
        replace(report, nothing=False, late=True, written_by=writer, version=report.version + 1)
    )
    change = f"{item.id}.{item.version}"
    if join_run(records, round_, item):
        show_in_channel(records, round_, change, turn.now)
    else:
        to_publish(records, turn.group, round_, turn.now)
        update_agenda(records, turn, round_, change)
    return agenda(records, turn, week)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryView:
    """A summary: the draft as it would be now, or what was approved, word for word."""

    meeting: MeetingView
    summary: Summary
    fingerprint: str
    approval: Approval | None = None
    may_approve: bool = False


def summary(records: Records, turn: Turn, week: str = "") -> SummaryView:
    """The summary of a round: the approved one for any member, the draft for coordinators only.

    Without a week it is the latest round whose meeting has begun, or the open one when there is none.

    Raises:
        NotAllowed: it is not approved, and the caller does not coordinate; or the caller reads from outside the group.
    """
    turn.as_insider()
    round_ = summed_up(records, turn, week)
    approval = records.rounds.approval(turn.group.id, round_.week)
    if approval is None and not turn.member.coordinates:
        raise NotAllowed("not_approved")
    return summary_of(records, turn, round_)


def draft(records: Records, turn: Turn, week: str = "") -> SummaryView:
    """The draft, also when there is an approved one; for coordinators only."""
    turn.as_coordinator()
    round_ = summed_up(records, turn, week)
    return summary_of(records, turn, round_)


def approved(records: Records, group: Group, round_: Round, now: datetime) -> SummaryView | None:
    """The approved summary of a round, for the channel; None when there is none."""
    approval = records.rounds.approval(group.id, round_.week)
    if approval is None:
        return None
    return frozen(records, group, round_, approval, now)


def frozen(records: Records, group: Group, round_: Round, approval: Approval, now: datetime) -> SummaryView:
    """An approved summary with the items as they were when it was approved, whatever has become of them since."""
    view = meeting(records, group, round_, now)
    items = dict(view.items)
    for item in view.items.values():
        if item.changed_at > approval.approved_at:
            del items[item.id]
            every = records.reports.item_versions(group.id, item.id)
            items |= {one.id: one for one in every if one.changed_at <= approval.approved_at}
    return SummaryView(
        meeting=replace(view, items=items),
        summary=approval.summary,
        fingerprint=fingerprint(approval.summary),
        approval=approval,
    )


def find_round(records: Records, group: Group, week: str, now: datetime) -> Round:
    """The round of a named week, or the open one.

    Raises:
        Malformed: with code `no_such_round`, when the group had no round that week.
    """
    if not week:
        return open_round(records, group, now)
    try:
        named = Week.parse(week)
    except ValueError:
        raise Malformed("unknown_week") from None
    found = records.rounds.get(group.id, named)
    if found is None and (current := open_round(records, group, now)).week == named:
        found = current
    if found is None:
        raise Malformed("no_such_round")
    return found


def summed_up(records: Records, turn: Turn, week: str) -> Round:
    """The round of a named week, or the latest whose meeting has begun."""
    if week:
        return find_round(records, turn.group, week, turn.now)
    return latest_round(records, turn.group, turn.now)


def latest_round(records: Records, group: Group, now: datetime) -> Round:
    """The latest round whose meeting has begun; the open one for a group that has not met."""
    current = open_round(records, group, now)
    before = records.rounds.latest_held_before(group.id, current.week)
    return before if before is not None and before.moments[Step.MEETING] <= now else current


def summary_of(records: Records, turn: Turn, round_: Round) -> SummaryView:
    """The summary that was approved, or the draft as it would be now."""
    frozen = approved(records, turn.group, round_, turn.now)
    if frozen is not None:
        return frozen
    # Rounds that were held far apart are compared as well, so the oldest decides how far back is read, once.
    begun = records.rounds.since(turn.group.id, round_.week.plus(-PAST_WEEKS))
    earlier = [other for other in begun if other.week < round_.week][-2 * COMPARABLE_ROUNDS :]
    oldest = min([round_.week.plus(-HISTORY_WEEKS), *(other.week for other in earlier)])
    every = records.reports.between(turn.group.id, oldest, round_.week)
    view = _meeting(records, turn.group, round_, every, turn.now)
    own = [report for report in every if report.week == round_.week]
    compiled = compile_summary(
        group_name=turn.group.name,
        round_=round_,
        reports=own,
        items=answered(_items(own), view.held.answers),
        history=_past(every, earlier),
        actions=records.actions.of_group(turn.group.id),
        agenda=view.agenda,
        delivery=view.delivery,
        organisations=view.organisations.values(),
        next_round=next_round(records, turn.group, round_),
        previous_held=_held_before(records, turn.group, round_),
        place_names={place.id: place.name for place in view.places.values()},
        areas=area_lines(view.review.areas, areas_before(records, turn.group, round_)),
        opening=view.review.opening,
        presence=view.held.presence,
        answers=view.held.answers,
        notes=note_lines(view.held, view.agenda, view.items, view.actions),
    )
    return SummaryView(
        meeting=view,
        summary=compiled,
        fingerprint=fingerprint(compiled),
        may_approve=turn.member.coordinates and turn.now >= round_.moments[Step.MEETING],
    )


def _held_before(records: Records, group: Group, round_: Round) -> date:
    """The day of the meeting before this one; of a group's first, the day before it."""
    before = records.rounds.latest_held_before(group.id, round_.week)
    return before.held if before is not None else round_.held - timedelta(days=1)


def areas_before(records: Records, group: Group, round_: Round) -> tuple[AreaNote, ...]:
    """How the areas stood at the meeting before this one."""
    before = records.rounds.latest_held_before(group.id, round_.week)
    return records.reviews.get(group.id, before.week).areas if before is not None else ()


def _items(reports: Iterable[Report]) -> tuple[Item, ...]:
    return tuple(item for report in reports for item in report.items)


def _past(every: Sequence[Report], rounds: Iterable[Round]) -> list[PastRound]:
    """The rounds before this one that its numbers are compared with."""
    of_week: defaultdict[Week, list[Report]] = defaultdict(list)
    for report in every:
        of_week[report.week].append(report)
    return [PastRound(round_.week, tuple(of_week[round_.week])) for round_ in rounds]


def _minutes(round_: Round) -> int:
    """The length the round was given, whatever the plan says by now."""
    return int((round_.moments[Step.MEETING_END] - round_.moments[Step.MEETING]).total_seconds() // 60)


def to_channel(turn: Turn, round_: Round, kind: LetterKind, until: datetime, *rest: str) -> Letter:
    """A letter of the round to the group's channel; *rest* ends its key where it may be written again."""
    return Letter(
        key=letter_key(turn.group.id, round_.week, kind, *rest),
        group_id=turn.group.id,
        kind=kind,
        recipient=CHANNEL,
        week=str(round_.week),
        due=turn.now,
        send_before=until,
    )
