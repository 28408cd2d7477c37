"""A member reports, changes, withdraws, or has nothing to report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from est.errors import Changed, Malformed, NotAllowed, RoundClosed
from est.form import FormInput, FormRefused, OpenForm, content_of, values_of
from est.letters import FORM_GRACE, Letter, LetterKind, LetterState, letter_key
from est.member import Member, Organisation, answering, coordinators
from est.place import Place
from est.ports import Records
from est.report import Content, Incident, Item, Report, reviewed_anew
from est.round import Phase, Round, phase
from est.timetable import Step
from est.turn import Turn
from est.vocabulary import Kind, Severity
from est.week import Week
from est.weekly.guarding import guard, known_words, stops
from est.weekly.merging import part_all
from est.weekly.rounds import next_round, open_round
from est.weekly.telling import tell_of_answer, tell_of_late, tell_of_severity


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatView:
    """What the member's card shows: one seat in one round, at one moment.

    `next_week` is set when an answer was kept for the next round instead, since the meeting had begun.
    """

    turn: Turn
    seat: Member
    round: Round
    report: Report
    phase: Phase
    places: Mapping[str, Place]
    organisations: Mapping[str, Organisation]
    form: OpenForm | None = None
    saved: str = ""
    """The id of the item that was just saved, `nothing`, `done` or `withdrawn`; empty when nothing was."""
    kept_for: str = ""
    offered: bool = False
    """What was kept for the next round may still be taken into the one that was asked about."""
    very_severe: bool = False
    told: bool = True
    """Whether there is a coordinator who hears of what is very severe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """A form to fill in: the seat's card turned around, with what stands in its fields."""

    view: SeatView
    form: OpenForm
    values: Mapping[str, str]
    version: int = 0
    reviewing: bool = False
    """Whether it is filled in by who reviews, and not by the reporter."""


def show(records: Records, turn: Turn, week: str, seat_id: str) -> SeatView | FormView:
    """The member's card as it is now, or the form they have open: nobody loses half-written text to us."""
    view = _view(records, turn, _round(records, turn, week), _seat(records, turn, seat_id))
    form = view.form
    if form is not None and turn.now - form.opened_at < FORM_GRACE and view.phase is not Phase.APPROVED:
        return _form_view(records, view, form)
    return view


def show_mine(records: Records, turn: Turn) -> tuple[SeatView, ...]:
    """My card in the round that is open now, and one for each seat I answer for as a deputy."""
    round_ = open_round(records, turn.group, turn.now)
    members = {member.id: member for member in records.members.of_group(turn.group.id)}
    seats = [seat for seat in members.values() if seat.reports and _answers(turn.member, seat, members, turn)]
    if not seats:
        raise NotAllowed("no_reports")
    return tuple(
        _view(records, turn, round_, seat)
        for seat in sorted(seats, key=lambda s: (s.id != turn.member.id, s.id))
    )


def open_form(
    records: Records, turn: Turn, week: str, seat_id: str, kind: Kind, *, draft: str, typed: Mapping[str, str]
) -> FormView:
    """A form for a new item, empty or with what was *typed* in one whose round had closed.

    Raises:
        RoundClosed: the round takes no more answers; the way out is the round that is open.
    """
    seat = _seat(records, turn, seat_id)
    round_ = _answerable(records, turn, week)
    form = OpenForm(kind, draft, turn.now)
    records.addresses.keep_form(turn.group.id, round_.week, seat.id, form)
    return FormView(view=_view(records, turn, round_, seat), form=form, values=typed)


def open_item(records: Records, turn: Turn, week: str, seat_id: str, item_id: str) -> FormView:
    """The form with the newest version of an item of mine."""
    seat = _seat(records, turn, seat_id)
    round_ = _answerable(records, turn, week)
    item = _own_item(records, turn, seat, item_id)
    _still_mine(records, turn, item)
    form = OpenForm(item.content.kind, item.draft, turn.now, item.id)
    records.addresses.keep_form(turn.group.id, round_.week, seat.id, form)
    return FormView(
        view=_view(records, turn, round_, seat),
        form=form,
        values=values_of(item.content),
        version=item.version,
    )


def fill_again(records: Records, turn: Turn, week: str, seat_id: str, form: FormInput) -> FormView:
    """The form with everything that was typed still in it, after a refusal. Stores nothing."""
    seat = _seat(records, turn, seat_id)
    opened = OpenForm(form.kind, form.draft, turn.now, form.item_id)
    view = _view(records, turn, _round(records, turn, week), seat)
    return FormView(view=view, form=opened, values=form.values, version=form.version)


def leave_form(records: Records, turn: Turn, week: str, seat_id: str) -> SeatView:
    """Back to the card; what was typed is gone, since the person chose so."""
    seat = _seat(records, turn, seat_id)
    round_ = _round(records, turn, week)
    records.addresses.drop_form(turn.group.id, round_.week, seat.id)
    return _view(records, turn, round_, seat)


def save(records: Records, turn: Turn, week: str, seat_id: str, form: FormInput) -> SeatView:
    """Keep a new item, or a new version of one, with the letters that others must get.

    The same form sent twice keeps one item and gets the same receipt (acceptance.md K1). Personal data is looked for
    before anything is stored (domain.md §7.8): a stop refuses, a warning is given once and marks the item when the
    person saves all the same. After the lock the item joins the next round and is offered to the coordinator
    (domain.md §9.1).

    Raises:
        FormRefused, PersonalDataFound, PersonalDataSuspected: what is wrong, and at which field.
        RoundClosed: a later round has been asked for.
        Changed: somebody saved a newer version of the item after the form was opened.
    """
    seat = _seat(records, turn, seat_id)
    asked = _answerable(records, turn, week)
    content, marks = read_form(records, turn, form)
    earlier = _saved_from(records, turn, seat, form)
    if earlier is not None and (earlier.version > 1 or earlier.content == content):
        return _receipt(
            records, _view(records, turn, _round_of(records, turn, earlier, asked), seat), asked, earlier
        )
    if form.item_id:
        item = _changed(records, turn, _opened(records, turn, seat, form), content, marks)
    elif earlier is not None:
        item = _changed(records, turn, earlier, content, marks)
    else:
        item = _new(records, turn, seat, asked=asked, content=content, draft=form.draft, marks=marks)
    target = _round_of(records, turn, item, asked)
    report = _keep_item(records, turn, seat, item, asked=asked, target=target)
    return _receipt(records, _shown(records, turn, target, seat, report), asked, item)


def read_form(records: Records, turn: Turn, form: FormInput) -> tuple[Content, tuple[str, ...]]:
    """What the form says, and the data classes it is marked with; every fault at once when something is wrong."""
    municipality = turn.group.municipality_id
    places = {place.id: place for place in records.places.of_municipality(municipality) if place.active}
    organisations = {o.id: o for o in records.members.organisations(municipality)}
    known = known_words(places.values(), organisations.values(), turn.group)
    try:
        content = content_of(form, today=turn.today, places=places, organisations=organisations)
    except FormRefused as refused:
        raise FormRefused([*refused.faults, *stops(form, known)]) from refused
    return content, guard(form, known)


def _saved_from(records: Records, turn: Turn, seat: Member, form: FormInput) -> Item | None:
    """The item that this form has saved already. It is never changed through the form once it was opened again."""
    earlier = records.reports.item_by_draft(turn.group.id, form.draft) if not form.item_id else None
    if earlier is not None and earlier.member_id != seat.id:
        raise NotAllowed("not_your_item")
    return earlier


def _opened(records: Records, turn: Turn, seat: Member, form: FormInput) -> Item:
    item = _own_item(records, turn, seat, form.item_id)
    if item.version != form.version:
        raise Changed(item=item.id)
    return item


def _changed(records: Records, turn: Turn, item: Item, content: Content, marks: tuple[str, ...]) -> Item:
    _still_mine(records, turn, item)
    late = item.late or turn.now >= _round(records, turn, str(item.week)).moments[Step.DEADLINE]
    return replace(
        item,
        content=content,
        changed_at=turn.now,
        version=item.version + 1,
        late=late,
        marks=marks,
        review=reviewed_anew(item.review),
    )


def _new(
    records: Records,
    turn: Turn,
    seat: Member,
    *,
    asked: Round,
    content: Content,
    draft: str,
    marks: tuple[str, ...],
) -> Item:
    """A new item of the round that was asked about; of the next one once the meeting has begun (domain.md §9.1)."""
    locked = turn.now >= asked.moments[Step.MEETING]
    target = next_round(records, turn.group, asked) if locked else asked
    offered = locked and records.rounds.approval(turn.group.id, asked.week) is None
    number = records.rounds.next_number(turn.group.id, target.week)
    return Item(
        id=f"{turn.group.id}.{target.week}.{number}",
        group_id=turn.group.id,
        week=target.week,
        number=number,
        member_id=seat.id,
        organisation_id=seat.organisation_id,
        content=content,
        created_at=turn.now,
        changed_at=turn.now,
        late=offered or turn.now >= target.moments[Step.DEADLINE],
        marks=marks,
        offered_to=str(asked.week) if offered else "",
        draft=draft,
    )


def _keep_item(
    records: Records, turn: Turn, seat: Member, item: Item, *, asked: Round, target: Round
) -> Report:
    """Keep the item, close the form it came from, and write what others must hear of it."""
    records.reports.save_item(item)
    for week in {asked.week, target.week}:
        records.addresses.drop_form(turn.group.id, week, seat.id)
    report = records.reports.get(turn.group.id, target.week, seat.id)
    late = turn.now >= target.moments[Step.DEADLINE]
    report = _keep(records, turn, replace(report, nothing=False, late=report.late or late))
    tell_of_answer(records, turn, seat, target, report)
    if _very_severe(item):
        tell_of_severity(records, turn, target, item)
    if item.offered_to:
        tell_of_late(records, turn, _round(records, turn, item.offered_to), item)
    elif late:
        tell_of_late(records, turn, target)
    return report


def _round_of(records: Records, turn: Turn, item: Item, asked: Round) -> Round:
    """The round the item belongs to, which mostly is the one that was asked about."""
    return asked if item.week == asked.week else _round(records, turn, str(item.week))


def _receipt(records: Records, view: SeatView, asked: Round, item: Item) -> SeatView:
    """The same receipt however often the same form is sent."""
    kept_for = str(view.round.week) if view.round.week != asked.week else ""
    very_severe = _very_severe(item)
    return replace(
        view,
        saved=item.id,
        kept_for=kept_for,
        offered=bool(item.offered_to),
        very_severe=very_severe,
        told=not very_severe or bool(coordinators(records.members.of_group(item.group_id))),
    )


def _very_severe(item: Item) -> bool:
    return isinstance(item.content, Incident) and item.content.severity is Severity.VERY_HIGH


def withdraw(records: Records, turn: Turn, week: str, seat_id: str, item_id: str) -> SeatView:
    """Take back an item of mine; its versions stay for the history (domain.md §12 rule 17)."""
    seat = _seat(records, turn, seat_id)
    round_ = _answerable(records, turn, week)
    item = _own_item(records, turn, seat, item_id)
    if not item.withdrawn:
        _still_mine(records, turn, item)
        kept_in = _round(records, turn, str(item.week))
        late = turn.now >= kept_in.moments[Step.DEADLINE]
        records.reports.save_item(
            replace(
                item,
                withdrawn=True,
                late=item.late or late,
                changed_at=turn.now,
                version=item.version + 1,
            )
        )
        part_all(records, turn, item)
        report = records.reports.get(turn.group.id, item.week, seat.id)
        report = _keep(records, turn, replace(report, late=report.late or late))
        tell_of_answer(records, turn, seat, kept_in, report)
        if late:
            tell_of_late(records, turn, kept_in)
    return replace(_view(records, turn, round_, seat), saved="withdrawn")


def report_nothing(records: Records, turn: Turn, week: str, seat_id: str) -> SeatView:
    """*Inget att rapportera*: a full and honoured answer, in one tap (domain.md §12 rule 15)."""
    seat = _seat(records, turn, seat_id)
    round_ = _unlocked(records, turn, week)
    report = records.reports.get(turn.group.id, round_.week, seat.id)
    if report.live:
        raise Malformed("has_items")
    if not report.nothing:
        late = turn.now >= round_.moments[Step.DEADLINE]
        report = _keep(records, turn, replace(report, nothing=True, done_at=turn.now, late=late))
        tell_of_answer(records, turn, seat, round_, report)
        if late:
            tell_of_late(records, turn, round_)
    return replace(_view(records, turn, round_, seat), saved="nothing")


def undo_nothing(records: Records, turn: Turn, week: str, seat_id: str) -> SeatView:
    """There was something after all; possible until the lock."""
    seat = _seat(records, turn, seat_id)
    round_ = _unlocked(records, turn, week)
    report = records.reports.get(turn.group.id, round_.week, seat.id)
    if report.nothing:
        report = _keep(records, turn, replace(report, nothing=False, done_at=None))
        tell_of_answer(records, turn, seat, round_, report)
    return _view(records, turn, round_, seat)


def finish(records: Records, turn: Turn, week: str, seat_id: str) -> SeatView:
    """*Klar*: the receipt for everything at once. Saved items count as an answer without it."""
    seat = _seat(records, turn, seat_id)
    round_ = _answerable(records, turn, week)
    report = records.reports.get(turn.group.id, round_.week, seat.id)
    if not report.answered:
        raise Malformed("nothing_answered")
    if report.done_at is None and turn.now < round_.moments[Step.MEETING]:
        report = _keep(records, turn, replace(report, done_at=turn.now))
        tell_of_answer(records, turn, seat, round_, report)
    return replace(_view(records, turn, round_, seat), saved="done")


def keep_card(
    records: Records,
    about: Mapping[str, str],
    object_id: str,
    *,
    conversation_id: str,
    activity_id: str,
    now: datetime,
) -> None:
    """A card that a member typed for is a message of ours too: known from now on, so that it can be edited."""
    member = records.members.by_object_id(about["group"], object_id)
    if member is not None:
        week = about["week"]
        key = letter_key(about["group"], week, LetterKind.PROMPT, about["seat"], "typed", activity_id)
        records.ledger.write(
            [
                Letter(
                    key=key,
                    group_id=about["group"],
                    kind=LetterKind.PROMPT,
                    recipient=member.id,
                    week=week,
                    about={"seat": about["seat"], "typed": "true"},
                    due=now,
                    send_before=now,
                    state=LetterState.SENT,
                    conversation_id=conversation_id,
                    activity_id=activity_id,
                    settled_at=now,
                )
            ]
        )


def _round(records: Records, turn: Turn, week: str) -> Round:
    """The round of the card. The one that is open now may be asked for before the clock has begun it."""
    try:
        named = Week.parse(week)
    except ValueError:
        raise Malformed("old_card") from None
    found = records.rounds.get(turn.group.id, named)
    if found is not None:
        return found
    current = open_round(records, turn.group, turn.now)
    if current.week != named:
        raise Malformed("old_card")
    return current


def _answerable(records: Records, turn: Turn, week: str) -> Round:
    """The round of the card, when it or the one after it still takes the answer.

    Raises:
        RoundClosed: a later round has been asked for, so that an answer here could land in the wrong week
            (acceptance.md K2).
    """
    round_ = _round(records, turn, week)
    if turn.now >= round_.moments[Step.MEETING]:
        current = open_round(records, turn.group, turn.now)
        if current.week != round_.week and turn.now >= current.moments[Step.PROMPT]:
            raise RoundClosed(week=str(current.week), closed=str(round_.week))
    return round_


def _unlocked(records: Records, turn: Turn, week: str) -> Round:
    """The round of the card, as long as its meeting has not begun.

    Raises:
        RoundClosed: it has; the way out is the round that is open.
    """
    round_ = _answerable(records, turn, week)
    if turn.now >= round_.moments[Step.MEETING]:
        raise RoundClosed(week=str(open_round(records, turn.group, turn.now).week), closed=str(round_.week))
    return round_


def _seat(records: Records, turn: Turn, seat_id: str) -> Member:
    """The seat the caller answers for: their own, or one whose deputy they are today.

    A member's card lives in their own chat; a copy of it elsewhere is refused (platform.md §3.2).
    """
    if not turn.caller.personal:
        raise NotAllowed("wrong_place")
    if seat_id == turn.member.id:
        seat = turn.member
    else:
        members = {member.id: member for member in records.members.of_group(turn.group.id)}
        if seat_id not in members or not _answers(turn.member, members[seat_id], members, turn):
            raise NotAllowed("not_your_seat")
        seat = members[seat_id]
    if not seat.reports:
        raise NotAllowed("no_reports")
    return seat


def _answers(person: Member, seat: Member, members: Mapping[str, Member], turn: Turn) -> bool:
    return person.id == seat.id or answering(seat, members, turn.today) == person


def _own_item(records: Records, turn: Turn, seat: Member, item_id: str) -> Item:
    item = records.reports.item(turn.group.id, item_id)
    if item is None or item.member_id != seat.id:
        raise NotAllowed("not_your_item")
    return item


def _still_mine(records: Records, turn: Turn, item: Item) -> None:
    """From the lock to approval only the coordinator changes items, and after it nobody (domain.md §9.1)."""
    if turn.now >= _round(records, turn, str(item.week)).moments[Step.MEETING]:
        raise RoundClosed(
            "locked", week=str(open_round(records, turn.group, turn.now).week), closed=str(item.week)
        )


def _view(records: Records, turn: Turn, round_: Round, seat: Member) -> SeatView:
    report = records.reports.get(turn.group.id, round_.week, seat.id)
    form = records.addresses.form(turn.group.id, round_.week, seat.id)
    return replace(_shown(records, turn, round_, seat, report), form=form)


def _shown(records: Records, turn: Turn, round_: Round, seat: Member, report: Report) -> SeatView:
    """The view of a report that is in our hands already, when no form is open."""
    approved = (
        turn.now >= round_.moments[Step.MEETING]
        and records.rounds.approval(turn.group.id, round_.week) is not None
    )
    municipality = turn.group.municipality_id
    return SeatView(
        turn=turn,
        seat=seat,
        round=round_,
        report=report,
        phase=phase(round_, turn.now, approved=approved),
        places={place.id: place for place in records.places.of_municipality(municipality)},
        organisations={o.id: o for o in records.members.organisations(municipality)},
    )


def _form_view(records: Records, view: SeatView, form: OpenForm) -> FormView:
    if not form.item_id:
        return FormView(view=view, form=form, values={})
    item = records.reports.item(view.turn.group.id, form.item_id)
    if item is None or item.withdrawn:
        return FormView(view=view, form=replace(form, item_id=""), values={})
    return FormView(view=view, form=form, values=values_of(item.content), version=item.version)


def _keep(records: Records, turn: Turn, report: Report) -> Report:
    report = replace(report, written_by=turn.member.id, version=report.version + 1)
    records.reports.save(report)
    return report
