"""Working groups are appointed by a coordinator, own actions for a while, and report back through their contact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from est.action_form import GROUP_TEXTS, SHORT_LIMIT
from est.action_steps import Owner, owned
from est.errors import NotAllowed
from est.form import FormRefused, Reader
from est.member import Member
from est.ports import Records
from est.report import NOTE_LIMIT
from est.turn import Turn
from est.weekly.guarding import guard_texts, known_words, stops_in
from est.working_group import WorkingGroup

LONGEST = timedelta(days=366)
"""A working group is temporary: appointed for at most a year at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingGroupsView:
    """The group's working groups, and how many open actions each owns."""

    turn: Turn
    groups: tuple[WorkingGroup, ...]
    members: Mapping[str, Member]
    owned: Mapping[str, int]
    saved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingGroupFormView:
    """The form of one, with what stands in it; `id` is empty for a new one."""

    turn: Turn
    members: tuple[Member, ...]
    values: Mapping[str, str]
    draft: str
    id: str = ""


def show(records: Records, turn: Turn, *, saved: bool = False) -> WorkingGroupsView:
    """Those at work, and those whose time is over while they own something."""
    turn.as_coordinator()
    owned_ = Counter(one.working_group_id for one in records.actions.open_of_group(turn.group.id))
    every = records.actions.working_groups(turn.group.id)
    return WorkingGroupsView(
        turn=turn,
        groups=tuple(one for one in every if one.works(turn.today) or owned_[one.id]),
        members={member.id: member for member in records.members.of_group(turn.group.id)},
        owned=owned_,
        saved=saved,
    )


def open_form(records: Records, turn: Turn, id_: str, draft: str) -> WorkingGroupFormView:
    """The form of a working group, or of a new one."""
    turn.as_coordinator()
    known = _known(records, turn, id_) if id_ else None
    values = (
        {}
        if known is None
        else {
            "name": known.name,
            "contact": known.contact_id,
            "members": ",".join(known.members),
            "functions": known.functions,
            "until": str(known.until),
        }
    )
    return fill_again(records, turn, id_, values, known.draft if known else draft)


def fill_again(
    records: Records, turn: Turn, id_: str, values: Mapping[str, str], draft: str
) -> WorkingGroupFormView:
    """The form with what was typed still in it."""
    turn.as_coordinator()
    seats = sorted(_seats(records, turn).values(), key=lambda member: member.name.casefold())
    return WorkingGroupFormView(turn=turn, members=tuple(seats), values=values, draft=draft, id=id_)


def save(
    records: Records,
    turn: Turn,
    values: Mapping[str, str],
    *,
    id_: str = "",
    draft: str = "",
    kept: frozenset[str] = frozenset(),
) -> WorkingGroupsView:
    """Appoint a working group, or change one; what it owns follows its contact. Sent twice it is one.

    Raises:
        FormRefused, PersonalDataFound, PersonalDataSuspected: what is wrong, and at which field.
    """
    turn.as_coordinator()
    every = records.actions.working_groups(turn.group.id)
    known = _known(records, turn, id_) if id_ else next((one for one in every if one.draft == draft), None)
    found = _read(records, turn, values, kept)
    id_ = known.id if known else f"{turn.group.id}.w{len(every) + 1}"
    found = replace(found, id=id_, draft=known.draft if known else draft)
    records.actions.save_working_group(found)
    owner = Owner(function=found.name, member_id=found.contact_id, working_group_id=found.id)
    for action in records.actions.of_group(turn.group.id):
        if action.working_group_id == found.id and (action.is_open or action.is_followed):
            moved = replace(owned(action, owner), version=action.version + 1, changed_at=turn.now)
            if moved != replace(action, version=moved.version, changed_at=turn.now):
                records.actions.save(moved)
    return show(records, turn, saved=True)


def _read(records: Records, turn: Turn, values: Mapping[str, str], kept: frozenset[str]) -> WorkingGroup:
    reader, seats = Reader(values, turn.today), _seats(records, turn)
    name = " ".join(reader.text("name", limit=SHORT_LIMIT, required=True).split())
    functions = reader.text("functions", limit=NOTE_LIMIT)
    until = reader.day("until", earliest=turn.today, latest=turn.today + LONGEST)
    contact = values.get("contact", "")
    if contact not in seats:
        reader.fault("not_in_list" if contact else "required", "contact")
    members = tuple(dict.fromkeys(id_ for id_ in values.get("members", "").split(",") if id_))
    if any(id_ not in seats for id_ in members):
        reader.fault("not_in_list", "members")
    texts = {field: values.get(field, "") for field in GROUP_TEXTS}
    known = known_words(
        records.places.of_municipality(turn.group.municipality_id),
        records.members.organisations(turn.group.municipality_id),
        turn.group,
    )
    if reader.faults:
        raise FormRefused([*reader.faults, *stops_in(texts, known)])
    guard_texts(texts, known, kept)
    return WorkingGroup(
        id="",
        group_id=turn.group.id,
        name=name,
        contact_id=contact,
        until=until,
        members=tuple(dict.fromkeys((contact, *members))),
        functions=functions,
    )


def _known(records: Records, turn: Turn, id_: str) -> WorkingGroup:
    found = [one for one in records.actions.working_groups(turn.group.id) if one.id == id_]
    if not found:
        raise NotAllowed
    return found[0]


def _seats(records: Records, turn: Turn) -> dict[str, Member]:
    return {member.id: member for member in records.members.of_group(turn.group.id) if member.reports}
