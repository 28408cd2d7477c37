"""The summary is edited, approved and opened again; what is approved is frozen, and every version stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from est.action import Action
from est.errors import Changed, Malformed, NotAllowed, PersonalDataFound
from est.form import FREE_TEXTS, values_of
from est.letters import NOTICE_WORTH, LetterKind
from est.member import Role
from est.personal_data import Strength, check
from est.ports import Records
from est.report import Item
from est.review import OPENING_LIMIT
from est.summary import Approval
from est.summary.audiences import Circle, Told, tell
from est.timetable import Step
from est.turn import Turn
from est.weekly.feeding_back import write_feedback
from est.weekly.guarding import known_words
from est.weekly.meeting import SummaryView, frozen, summary_of, summed_up, to_channel
from est.weekly.wording import read_words

OPENING = "opening"
"""What a refusal calls the coordinator's own opening of the summary."""


def save_opening(records: Records, turn: Turn, week: str, words: str, seen: int) -> SummaryView:
    """Keep the coordinator's own words in the place of the three sentences; empty words bring the sentences back.

    Raises:
        FormRefused: the words are too long, or hold personal data.
        Changed: another coordinator has written since the form was opened.
    """
    turn.as_coordinator()
    round_ = summed_up(records, turn, week)
    if records.rounds.approval(turn.group.id, round_.week) is not None:
        raise Malformed("approved_already", closed=str(round_.week))
    review = records.reviews.get(turn.group.id, round_.week)
    if review.opening_version != seen:
        raise Changed("opening_changed")
    words = read_words(records, turn, "opening", words, limit=OPENING_LIMIT)
    changed = replace(
        review, version=review.version + 1, opening=words, opening_version=review.opening_version + 1
    )
    records.reviews.save(changed)
    return summary_of(records, turn, round_)


def approve(records: Records, turn: Turn, week: str, seen: str = "") -> SummaryView:
    """Freeze the summary and write it to the channel, and to every reporter what became of their items.

    *seen* is the fingerprint of the draft the coordinator looked at; without one the present draft is approved, as
    by the typed command. Approved twice, it is one approval. Every text that goes in is read once more by the guard,
    which may have learnt since it was written (domain.md §9.3).

    Raises:
        Malformed: the meeting has not begun, or the draft is no longer the one that was seen.
        PersonalDataFound: with the labels of the items that hold what is never stored.
    """
    turn.as_coordinator()
    round_ = summed_up(records, turn, week)
    view = summary_of(records, turn, round_)
    if view.approval is not None:
        return view
    if turn.now < round_.moments[Step.MEETING]:
        raise Malformed("too_early")
    if seen and seen != view.fingerprint:
        raise Malformed("draft_changed")
    refuse_personal_data(view)
    approval = Approval(
        group_id=turn.group.id,
        week=round_.week,
        version=len(records.rounds.approvals(turn.group.id, round_.week)) + 1,
        approved_by=turn.member.id,
        approved_at=turn.now,
        summary=view.summary,
    )
    records.rounds.approve(turn.group.id, approval)
    again = (str(approval.version),) if approval.version > 1 else ()
    letter = to_channel(turn, round_, LetterKind.SUMMARY, turn.now + 14 * NOTICE_WORTH, *again)
    records.ledger.write([letter])
    write_feedback(records, turn, round_, approval)
    return summary_of(records, turn, round_)


def refuse_personal_data(view: SummaryView) -> None:
    """Nothing that is never stored is frozen.

    Raises:
        PersonalDataFound: with the labels of the items, actions and areas that hold it.
    """
    known = known_words(view.meeting.places.values(), view.meeting.organisations.values(), view.meeting.group)
    found = [
        name
        for name, text in _texts(view)
        if any(hit.strength is Strength.STOP for hit in check(text, known))
    ]
    if found:
        raise PersonalDataFound("summary_personal_data", items=tuple(dict.fromkeys(found)))


def _texts(view: SummaryView) -> Iterator[tuple[str, str]]:
    """Everything somebody has typed that goes into the summary, by what it is called."""
    summary, own = view.summary, view.meeting
    lines = (*summary.decisions, *summary.followed_up, *summary.lifted.actions)
    yield OPENING, summary.opening
    yield from ((area.area, area.reason) for area in summary.areas)
    yield from ((note.title, f"{note.title}\n{note.text}") for note in summary.notes)
    yield from ((need.item.label, answer.reason) for need in summary.needs for answer in need.answers)
    yield from chain.from_iterable(_item_texts(item) for item in _items(view))
    actions = (own.actions[line.action_id] for line in lines if line.action_id in own.actions)
    yield from chain.from_iterable(_action_texts(action) for action in actions)


def _items(view: SummaryView) -> Iterable[Item]:
    """The round's own items and the earlier ones that it tells of."""
    summary, items = view.summary, view.meeting.items
    told = {line.item.id for line in summary.upcoming} | {line.item.id for line in summary.needs}
    return (i for i in items.values() if i.id in told or (i.week == summary.week and i.shown))


def _item_texts(item: Item) -> Iterator[tuple[str, str]]:
    values = values_of(item.content)
    yield from ((item.label, values[field]) for field in FREE_TEXTS[item.content.kind])


def _action_texts(action: Action) -> Iterator[tuple[str, str]]:
    yield from ((action.label, text) for text in (action.title, action.result))
    yield from ((action.label, note.reason) for note in action.effects)
    yield action.label, action.blocked_reason


def reopen(records: Records, turn: Turn, week: str, version: int) -> SummaryView:
    """Open the approved summary again; it stays as it was, and the next approval is a version of its own.

    Raises:
        Malformed: with code `only_newest`, when another version than the newest is named.
    """
    turn.as_coordinator()
    round_ = summed_up(records, turn, week)
    approval = records.rounds.approval(turn.group.id, round_.week)
    if approval is None or approval.version != version:
        raise Malformed("only_newest")
    records.rounds.reopen(turn.group.id, round_.week, version, by=turn.member.id, at=turn.now)
    return summary_of(records, turn, round_)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsView:
    """Every version of a summary with who and when; `shown` is the one that is looked at."""

    view: SummaryView
    versions: tuple[Approval, ...]


def versions(records: Records, turn: Turn, week: str) -> VersionsView:
    """The history of a summary, for coordinators."""
    turn.as_coordinator()
    round_ = summed_up(records, turn, week)
    every = records.rounds.approvals(turn.group.id, round_.week)
    return VersionsView(view=summary_of(records, turn, round_), versions=every)


def version(records: Records, turn: Turn, week: str, number: int) -> SummaryView:
    """One version as it was approved, whatever has become of it since.

    Raises:
        NotAllowed: there is no such version.
    """
    turn.as_coordinator()
    round_ = summed_up(records, turn, week)
    every = records.rounds.approvals(turn.group.id, round_.week)
    approval = next((one for one in every if one.version == number), None)
    if approval is None:
        raise NotAllowed
    return frozen(records, turn.group, round_, approval, turn.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantView:
    """The approved summary as one circle outside the group reads it."""

    view: SummaryView
    told: Told


INSIDE = frozenset({Role.MEMBER, Role.COORDINATOR, Role.CO_AUTHOR})
FOR_MEMBERS = frozenset({Circle.PUBLIC})


def variant(records: Records, turn: Turn, week: str, name: str) -> VariantView:
    """What one circle reads of an approved summary.

    Coordinators and readers outside the group see every variant; a member, who reads the whole summary, the public
    one too. Nothing goes outside the group before a person has approved it (domain.md §12 rule 8).

    Raises:
        Malformed: there is no such variant.
        NotAllowed: the summary is not approved, or this person does not read the variant.
    """
    if name not in {one.value for one in Circle}:
        raise Malformed("other_variant")
    circle, roles = Circle(name), turn.member.roles
    reads = turn.member.coordinates or Role.VIEWER in roles or (circle in FOR_MEMBERS and roles & INSIDE)
    if not reads:
        raise NotAllowed("coordinators_only")
    round_ = summed_up(records, turn, week)
    view = summary_of(records, turn, round_)
    if view.approval is None:
        raise NotAllowed("variant_not_approved")
    told = tell(
        view.summary,
        circle,
        places=view.meeting.places,
        items=view.meeting.items,
        actions=view.meeting.actions,
    )
    return VariantView(view=view, told=told)
