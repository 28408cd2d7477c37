"""A need is answered by the organisations it asks: accepted, in part, or not, and then why (domain.md §7.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from est.errors import Malformed, NotAllowed, Refusal
from est.form import FormRefused
from est.group import Group
from est.letters import Letter, LetterKind, letter_key
from est.member import Member, Organisation
from est.needing import DECIDED_OTHERWISE, Answer, NeedAnswer
from est.ports import Records
from est.report import NOTE_LIMIT, CollabNeed, Item
from est.round import Round
from est.timetable import Step
from est.turn import Turn
from est.weekly.meeting import MeetingView, find_round, meeting
from est.weekly.telling import show_in_channel
from est.weekly.wording import read_words


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedView:
    """One need, and the organisations that the reader may answer for; none when they may only read."""

    turn: Turn
    meeting: MeetingView
    item: Item
    mine: tuple[Organisation, ...]
    saved: bool = False

    @property
    def need(self) -> CollabNeed:
        """What is asked for."""
        assert isinstance(self.item.content, CollabNeed)  # noqa: S101 -- `_need` has looked
        return self.item.content


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsView:
    """The needs of a round that wait for an answer of the reader's organisation."""

    turn: Turn
    meeting: MeetingView
    items: tuple[Item, ...]


def need(records: Records, turn: Turn, week: str, item_id: str) -> NeedView:
    """The need as it stands, with what has been answered."""
    return _view(records, turn, find_round(records, turn.group, week, turn.now), item_id)


def answer(
    records: Records, turn: Turn, week: str, item_id: str, *, organisation: str, said: str, reason: str
) -> NeedView:
    """Keep what an organisation answers, in a new version; until the summary is approved.

    Any member of an organisation that was asked answers for it, and a coordinator for whoever says it aloud at the
    meeting.

    Raises:
        FormRefused: no answer is chosen, or *kan inte* has no reason.
        NotAllowed: the organisation was not asked, or is not the caller's.
    """
    round_ = find_round(records, turn.group, week, turn.now)
    view = _view(records, turn, round_, item_id)
    if not view.mine:
        raise NotAllowed("not_asked")
    chosen = organisation or (view.mine[0].id if len(view.mine) == 1 else "")
    faults: list[Refusal] = []
    if not chosen:
        faults.append(Malformed("required", field="organisation"))
    elif chosen not in {one.id for one in view.mine}:
        raise NotAllowed("not_asked")
    if said not in set(Answer):
        faults.append(Malformed("required", field="answer"))
    if faults:
        raise FormRefused(faults)
    if records.rounds.approval(turn.group.id, round_.week) is not None:
        raise Malformed("meeting_approved", closed=str(round_.week))
    needs_why = said == Answer.CANNOT
    reason = read_words(records, turn, "reason", reason, limit=NOTE_LIMIT, required=needs_why)
    before = view.meeting.held.answers.get(item_id, {}).get(chosen)
    if before is None or (before.answer, before.reason) != (said, reason):
        version = before.version + 1 if before is not None else 1
        records.meetings.keep_need_answer(
            NeedAnswer(
                group_id=turn.group.id,
                week=view.item.week,
                item_id=item_id,
                organisation_id=chosen,
                answer=Answer(said),
                reason=reason,
                answered_by=turn.member.id,
                answered_at=turn.now,
                version=version,
            )
        )
        show_in_channel(records, round_, f"need.{item_id}.{chosen}.{version}", turn.now)
    done = _view(records, turn, round_, item_id)
    return NeedView(turn=turn, meeting=done.meeting, item=done.item, mine=done.mine, saved=True)


def asked_of(records: Records, turn: Turn, week: str) -> NeedsView:
    """The needs of the round that ask the reader's organisation by name and have no answer of it yet."""
    round_ = find_round(records, turn.group, week, turn.now)
    view = meeting(records, turn.group, round_, turn.now)
    mine = turn.member.organisation_id
    waiting = tuple(
        item
        for item in view.items.values()
        if item.week == round_.week
        and asks_by_name(item, mine)
        and mine not in view.held.answers.get(item.id, {})
    )
    return NeedsView(turn=turn, meeting=view, items=waiting)


def asks_by_name(item: Item, organisation_id: str) -> bool:
    """Whether the item is a need that the group sees and that asks this organisation."""
    content = item.content
    return (
        isinstance(content, CollabNeed)
        and item.shown
        and content.status not in DECIDED_OTHERWISE
        and bool(organisation_id)
        and organisation_id in content.asked
    )


def need_letters(
    items: Iterable[Item], members: Iterable[Member], group: Group, round_: Round, now: datetime
) -> list[Letter]:
    """One letter to each member of the organisations that are asked by name, when the agenda is published.

    Before that the coordinator has not looked at the needs. Where everybody is asked nobody gets a letter: the agenda
    says it.
    """
    every = tuple(items)
    return [
        Letter(
            key=letter_key(group.id, round_.week, LetterKind.NEED, member.id),
            group_id=group.id,
            kind=LetterKind.NEED,
            recipient=member.id,
            week=str(round_.week),
            due=now,
            send_before=round_.moments[Step.MEETING_END],
        )
        for member in sorted(members, key=lambda member: member.id)
        if member.reports and any(asks_by_name(item, member.organisation_id) for item in every)
    ]


def write_need_letters(records: Records, group: Group, round_: Round, now: datetime) -> int:
    """Ask the organisations that the needs of the round name; says how many letters that is."""
    items = records.reports.items_between(group.id, round_.week, round_.week)
    members = records.members.of_group(group.id)
    return records.ledger.write(need_letters(items, members, group, round_, now))


def _view(records: Records, turn: Turn, round_: Round, item_id: str) -> NeedView:
    view = meeting(records, turn.group, round_, turn.now)
    item = view.items.get(item_id)
    if item is None or not item.shown or not isinstance(item.content, CollabNeed):
        raise NotAllowed
    return NeedView(turn=turn, meeting=view, item=item, mine=_mine(view, turn.member, item))


def _mine(view: MeetingView, reader: Member, item: Item) -> tuple[Organisation, ...]:
    """The organisations the reader may answer for: their own if it was asked, and for a coordinator all that were."""
    seated = {m.organisation_id for m in view.members.values() if m.reports} - {"", item.organisation_id}
    content = item.content
    asked = set(content.asked) if isinstance(content, CollabNeed) and content.asked else seated
    may = asked if reader.coordinates else asked & {reader.organisation_id}
    found = (one for id_, one in view.organisations.items() if id_ in may)
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))
