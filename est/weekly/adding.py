"""What nobody had prepared: a point of information, an incident or a need that comes up at the meeting."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from est.errors import Malformed, Refusal
from est.form import FormRefused
from est.place import Location
from est.ports import Records
from est.report import TEXT_LIMIT, CollabNeed, Incident, Item, severity_of
from est.round import Round
from est.running import INFO, Added, MeetingRun, add, following
from est.turn import Turn
from est.vocabulary import Category, NeedType, PartOfDay, Urgency
from est.weekly.held import join_run
from est.weekly.meeting import MeetingView
from est.weekly.running import RunView, find_meeting, refuse_approved, view_of
from est.weekly.telling import show_in_channel
from est.weekly.wording import read_words

TITLE_LIMIT = 200
"""Characters of a point of information: a heading, not a report."""
LONGEST_ADDED = 10
"""Minutes that one added line is given at most."""


class Sort(StrEnum):
    """What is added."""

    INFO = "info"
    INCIDENT = "incident"
    NEED = "need"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """The short form as it was sent; *token* is the form's own, under which one line at most is added."""

    token: str
    sort: str
    text: str
    minutes: str
    place: str = ""


def addition(records: Records, turn: Turn, week: str) -> RunView:
    """The meeting to add to.

    Raises:
        Malformed: it has not begun, or is over.
    """
    turn.as_coordinator()
    round_ = find_meeting(records, turn, week)
    _running(records, turn, round_)
    return view_of(records, turn, round_)


def save_addition(records: Records, turn: Turn, week: str, form: Addition) -> RunView:
    """Add the line; the same form sent twice adds it once (acceptance.md K1).

    An incident or a need becomes an item of the round, from the coordinator's own organisation; a point of
    information is only a heading of this meeting.

    Raises:
        FormRefused: what is wrong, and at which field; nothing is kept.
    """
    turn.as_coordinator()
    round_ = find_meeting(records, turn, week)
    refuse_approved(records, turn.group, round_)
    run = _running(records, turn, round_)
    sort, minutes = _choices(form)
    limit = TITLE_LIMIT if sort is Sort.INFO else TEXT_LIMIT
    text = read_words(records, turn, "text", form.text, limit=limit, required=True)
    if sort is Sort.INFO:
        _add_heading(records, run, f"{INFO}:{form.token}", text, minutes)
    elif records.reports.item_by_draft(turn.group.id, form.token) is None:
        item = _kept_item(records, turn, round_, form.token, _content(records, turn, form, text))
        join_run(records, round_, item, minutes)
    show_in_channel(records, round_, f"added.{form.token}", turn.now)
    return view_of(records, turn, round_)


def _choices(form: Addition) -> tuple[Sort, int]:
    faults: list[Refusal] = []
    if form.sort not in set(Sort):
        faults.append(Malformed("not_in_list", field="sort"))
    if form.minutes not in {str(n) for n in range(1, LONGEST_ADDED + 1)}:
        faults.append(Malformed("not_in_list", field="minutes"))
    if faults:
        raise FormRefused(faults)
    return Sort(form.sort), int(form.minutes)


def _running(records: Records, turn: Turn, round_: Round) -> MeetingRun:
    run = records.meetings.run(turn.group.id, round_.week)
    if run is None or run.is_over:
        raise Malformed("meeting_not_begun", closed=str(round_.week))
    return run


def _add_heading(records: Records, run: MeetingRun, key: str, title: str, minutes: int) -> None:
    if any(one.key == key for one in run.added):
        return
    here = following(run)[0]
    added = Added(key=key, point=here.point, after=here.key, minutes=minutes, title=title)
    records.meetings.keep_run(add(run, added))


def _kept_item(
    records: Records, turn: Turn, round_: Round, token: str, content: Incident | CollabNeed
) -> Item:
    number = records.rounds.next_number(turn.group.id, round_.week)
    item = Item(
        id=f"{turn.group.id}.{round_.week}.{number}",
        group_id=turn.group.id,
        week=round_.week,
        number=number,
        member_id=turn.member.id,
        organisation_id=turn.member.organisation_id,
        content=content,
        created_at=turn.now,
        changed_at=turn.now,
        draft=token,
    )
    records.reports.save_item(item)
    report = records.reports.get(turn.group.id, round_.week, turn.member.id)
    records.reports.save(
        replace(report, nothing=False, written_by=turn.member.id, version=report.version + 1)
    )
    return item


def _content(records: Records, turn: Turn, form: Addition, text: str) -> Incident | CollabNeed:
    """As little as can be said on the spot; the coordinator completes it afterwards."""
    location = _location(records, turn, form.place)
    if form.sort == Sort.NEED:
        return CollabNeed(
            type=NeedType.OTHER, location=location, text=text, asked=(), urgency=Urgency.TWO_WEEKS
        )
    if not location:
        raise FormRefused([Malformed("required", field="place")])
    return Incident(
        category=Category.OTHER,
        location=location,
        first=turn.today,
        last=turn.today,
        part_of_day=PartOfDay.UNKNOWN,
        text=text,
        severity=severity_of(Category.OTHER),
        needs_discussion=True,
    )


def _location(records: Records, turn: Turn, place: str) -> Location:
    if not place:
        return Location()
    known = {one.id for one in records.places.of_municipality(turn.group.municipality_id) if one.active}
    if place not in known:
        raise FormRefused([Malformed("not_in_list", field="place")])
    return Location(place_id=place)


def heading_of(view: MeetingView, key: str) -> Added | None:
    """A point of information of the meeting; None when there is none under the key."""
    run = view.held.run
    added = run.added if run is not None else ()
    return next((one for one in added if one.key == key and one.title), None)
