"""Before the agenda is published: each item is accepted, edited, sent back, hidden, merged, moved or said aloud only.

The coordinator does it, and beside them who reviews with them; from the lock to the approval the coordinator alone
(domain.md §9.1). Every step is kept with who took it, so that two who review at once see each other's work.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from est.errors import Malformed
from est.form import FormInput, OpenForm, values_of
from est.letters import Letter, LetterKind, letter_key
from est.ports import Records
from est.report import CollabNeed, Content, Incident, Item, ReviewState, UpcomingEvent, heading_of
from est.review import REASON_LIMIT, StepKind, moved_by_one
from est.timetable import Step
from est.turn import Turn
from est.vocabulary import Severity
from est.weekly.answering import FormView, SeatView, read_form
from est.weekly.merging import part_all
from est.weekly.review_table import ReviewTable, ReviewView, change, look
from est.weekly.wording import read_words


@dataclass(frozen=True, slots=True)
class Seen:
    """The item that a button was about, and the version of it that stood on the card."""

    item_id: str
    version: int


def show(records: Records, turn: Turn, week: str, item_id: str = "") -> ReviewView:
    """Every item of the round, and the one that is looked at."""
    return look(records, turn, week).view(item_id)


def accept(records: Records, turn: Turn, week: str, seen: Seen) -> ReviewView:
    """The item is all right as it stands."""
    table = change(records, turn, week)
    item = table.seen(seen.item_id, seen.version)
    return table.keep(replace(item, review=ReviewState.OK), StepKind.ACCEPTED)


def accept_all(records: Records, turn: Turn, week: str) -> ReviewView:
    """Everything that nobody has looked at is all right, but for what the guard has warned of."""
    table = change(records, turn, week)
    for item in table.view().left:
        if not item.marks:
            table.keep(replace(item, review=ReviewState.OK), StepKind.ACCEPTED)
    return table.view(saved=StepKind.ACCEPTED)


def send_back(records: Records, turn: Turn, week: str, seen: Seen, reason: str) -> ReviewView:
    """The reporter is told in private why, and the item is on no agenda until they have changed it.

    Raises:
        Malformed: the meeting has begun, so that the reporter could not change it.
    """
    table = change(records, turn, week)
    item = table.seen(seen.item_id, seen.version)
    if table.locked:
        raise Malformed("too_late_to_return")
    why = table.reason(reason)
    part_all(records, turn, item)
    view = table.keep(replace(item, review=ReviewState.RETURNED), StepKind.RETURNED, why)
    records.ledger.write([_returned(table, item)])
    return view


def hide(records: Records, turn: Turn, week: str, seen: Seen, reason: str) -> ReviewView:
    """The group does not see the item; its reporter hears why."""
    table = change(records, turn, week)
    item = table.seen(seen.item_id, seen.version)
    why = table.reason(reason)
    part_all(records, turn, item)
    return table.keep(replace(item, review=ReviewState.HIDDEN), StepKind.HIDDEN, why)


def show_again(records: Records, turn: Turn, week: str, seen: Seen) -> ReviewView:
    """What was hidden or sent back is before the group after all."""
    table = change(records, turn, week)
    item = table.seen(seen.item_id, seen.version)
    return table.keep(replace(item, review=ReviewState.OK), StepKind.SHOWN)


def make_oral(records: Records, turn: Turn, week: str, seen: Seen) -> ReviewView:
    """Muntlig information: the heading stays; what was typed is gone from the history too (domain.md §12 rule 17)."""
    table = change(records, turn, week)
    item = table.seen(seen.item_id, seen.version)
    oral = replace(item, content=heading_of(item.content), review=ReviewState.ORAL, marks=())
    view = table.keep(oral, StepKind.ORAL)
    records.reports.forget_words(turn.group.id, item.id, before=item.version + 1)
    return view


def merge(records: Records, turn: Turn, week: str, seen: Seen) -> ReviewView:
    """The items that are proposed as one event stand behind this one. Only a proposal can be merged, and by people.

    Raises:
        Malformed: they are not proposed as one event any longer.
    """
    table = change(records, turn, week)
    item = table.seen(seen.item_id, seen.version)
    alike = next((ids for ids in table.view().meeting.alike if item.id in ids), ())
    if not alike:
        raise Malformed("not_alike")
    for other in (table.item(id_) for id_ in alike if id_ != item.id):
        part_all(records, turn, other)
        table.keep(replace(other, merged_into=item.id), StepKind.MERGED, item.label)
    return table.view(item.id, StepKind.MERGED)


def part_again(records: Records, turn: Turn, week: str, seen: Seen) -> ReviewView:
    """A merged item stands for itself again, as it was."""
    table = change(records, turn, week)
    item = table.seen(seen.item_id, seen.version)
    if not item.merged_into:
        raise Malformed("not_merged")
    return table.keep(replace(item, merged_into=""), StepKind.SPLIT)


def set_severity(
    records: Records, turn: Turn, week: str, seen: Seen, *, level: str, reason: str
) -> ReviewView:
    """Another level of severity or impact, with the reason for it (domain.md §7.2).

    Raises:
        Malformed: there is no such level, or the item is a need, which has none.
        FormRefused: the reason is missing, too long or about a person.
    """
    table = change(records, turn, week)
    item = table.seen(seen.item_id, seen.version)
    why, content = table.reason(reason), item.content
    if isinstance(content, CollabNeed) or level not in {str(int(one)) for one in Severity}:
        raise Malformed("not_in_list", field="level")
    grade = Severity(int(level))
    graded: Content = (
        replace(content, impact=grade)
        if isinstance(content, UpcomingEvent)
        else replace(content, severity=grade)
    )
    return table.keep(replace(item, content=graded, review=ReviewState.EDITED), StepKind.SEVERITY, why)


def comment(records: Records, turn: Turn, week: str, item_id: str, words: str) -> ReviewView:
    """A remark to the others who review; the item stays as it is."""
    table = look(records, turn, week)
    item = table.item(item_id)
    said = read_words(records, turn, "reason", words, limit=REASON_LIMIT, required=True)
    table.note(item.id, StepKind.COMMENTED, said)
    return table.view(item.id, StepKind.COMMENTED)


def move(records: Records, turn: Turn, week: str, item_id: str, step: int) -> ReviewView:
    """The item's line one place up or down within its point; the agenda says that it was moved."""
    table = change(records, turn, week)
    view = table.view(item_id)
    if not view.lines:
        raise Malformed("not_movable")
    lead = next(ids[0] for ids in view.lines if item_id in ids)
    order = moved_by_one([ids[0] for ids in view.lines], lead, step)
    review = view.meeting.review
    others = tuple(id_ for id_ in review.order if id_ not in order)
    moved = tuple(dict.fromkeys((*review.moved, lead)))
    table.note(item_id, StepKind.MOVED, order=(*others, *order), moved=moved)
    table.tell(table.item(item_id))
    return table.view(item_id, StepKind.MOVED)


def edit(records: Records, turn: Turn, week: str, item_id: str) -> FormView:
    """The item's form with what stands in it now."""
    table = change(records, turn, week)
    item = table.item(item_id)
    return _form(table, item, OpenForm(item.content.kind, item.draft, turn.now, item.id))


def fill_again(records: Records, turn: Turn, week: str, form: FormInput) -> FormView:
    """The form with everything that was typed still in it, after a refusal. Stores nothing."""
    table = look(records, turn, week)
    opened = OpenForm(form.kind, form.draft, turn.now, form.item_id)
    view = _form(table, table.item(form.item_id), opened)
    return replace(view, values=form.values, version=form.version)


def save(records: Records, turn: Turn, week: str, form: FormInput) -> ReviewView:
    """A new version in other words; where the old ones were marked by the guard and the new are not, they are gone.

    Raises:
        FormRefused, PersonalDataFound, PersonalDataSuspected: what is wrong, and at which field.
        Changed: somebody has saved a newer version since the form was opened.
    """
    table = change(records, turn, week)
    item = table.seen(form.item_id, form.version)
    content, marks = read_form(records, turn, form)
    edited = replace(item, content=_with_rest(content, item.content), marks=marks, review=ReviewState.EDITED)
    view = table.keep(edited, StepKind.EDITED)
    if item.marks and not marks:
        records.reports.forget_words(turn.group.id, item.id, before=item.version + 1)
    return view


def _with_rest(content: Content, old: Content) -> Content:
    """What no form asks about stays as it was."""
    if isinstance(content, CollabNeed) and isinstance(old, CollabNeed):
        return replace(content, status=old.status)
    if isinstance(content, Incident) and isinstance(old, Incident):
        return replace(content, audience=old.audience)
    return content


def _returned(table: ReviewTable, item: Item) -> Letter:
    """To whoever wrote it: the seat's holder, or the deputy who answered for them."""
    turn, week = table.turn, table.round.week
    report = table.records.reports.get(turn.group.id, week, item.member_id)
    recipient = report.written_by or item.member_id
    return Letter(
        key=letter_key(turn.group.id, week, LetterKind.RETURNED, item.id, str(item.version), recipient),
        group_id=turn.group.id,
        kind=LetterKind.RETURNED,
        recipient=recipient,
        week=str(week),
        about={"seat": item.member_id, "item": item.id},
        due=turn.now,
        send_before=table.round.moments[Step.MEETING],
    )


def _form(table: ReviewTable, item: Item, form: OpenForm) -> FormView:
    view = table.view(item.id).meeting
    card = SeatView(
        turn=table.turn,
        seat=view.members[item.member_id],
        round=table.round,
        report=table.records.reports.get(table.turn.group.id, table.round.week, item.member_id),
        phase=view.phase,
        places=view.places,
        organisations=view.organisations,
    )
    return FormView(
        view=card, form=form, values=values_of(item.content), version=item.version, reviewing=True
    )
