"""The seats at the table: organisation, function, role, deputy and absence, set by those who lead the group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2s

from est.errors import Malformed, NotAllowed, Refusal
from est.form import FormRefused
from est.member import Absence, Member, Organisation, Role, coordinators
from est.ports import Records
from est.report import NOTE_LIMIT
from est.turn import Turn
from est.vocabulary import OrganisationType


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersView:
    """The seats of the group, and the one that is being changed when there is one."""

    turn: Turn
    members: tuple[Member, ...]
    organisations: Mapping[str, Organisation]
    chosen: Member | None = None
    saved: bool = False


def members(records: Records, turn: Turn, member_id: str = "") -> MembersView:
    """The seats of the group, those who left excepted."""
    turn.as_leader()
    seats = [member for member in records.members.of_group(turn.group.id) if member.active]
    chosen = {member.id: member for member in seats}.get(member_id)
    if member_id and chosen is None:
        raise NotAllowed
    organisations = {o.id: o for o in records.members.organisations(turn.group.municipality_id)}
    seats.sort(key=lambda member: (member.name.casefold(), member.id))
    return MembersView(turn=turn, members=tuple(seats), organisations=organisations, chosen=chosen)


def save_member(records: Records, turn: Turn, member_id: str, values: Mapping[str, str]) -> MembersView:
    """Keep a seat's organisation, function, role, deputy and absence.

    Raises:
        FormRefused: with one fault per field; the last coordinator cannot be taken away.
    """
    view = members(records, turn, member_id)
    seat = view.chosen
    if seat is None:
        raise NotAllowed
    faults: list[Refusal] = []
    organisation_id = _organisation(records, turn, view, values, faults)
    deputy = values.get("deputy", "")
    if deputy and (deputy == seat.id or deputy not in {member.id for member in view.members}):
        faults.append(Malformed("not_in_list", field="deputy"))
    function = values.get("function", "").strip()
    if len(function) > NOTE_LIMIT:
        faults.append(Malformed("too_long", field="function", length=len(function), limit=NOTE_LIMIT))
    absences = _absences(seat, values, turn.today, faults)
    roles = seat.roles | {Role.COORDINATOR, Role.MEMBER}
    if values.get("coordinator") != "true":
        roles = seat.roles - {Role.COORDINATOR}
        if seat.coordinates and len(coordinators(view.members)) == 1:
            faults.append(Malformed("last_coordinator", field="coordinator"))
    roles = roles | {Role.CO_AUTHOR} if values.get("co_author") == "true" else roles - {Role.CO_AUTHOR}
    if faults:
        raise FormRefused(faults)
    seat = replace(
        seat,
        organisation_id=organisation_id,
        function=function,
        deputy_id=deputy,
        absences=absences,
        roles=roles,
    )
    records.members.save(seat)
    return replace(members(records, turn), saved=True)


def _organisation(
    records: Records, turn: Turn, view: MembersView, values: Mapping[str, str], faults: list[Refusal]
) -> str:
    """The chosen organisation, or a new one by the name that was typed."""
    name = values.get("new_organisation", "").strip()
    chosen = values.get("organisation", "")
    if name:
        if len(name) > NOTE_LIMIT:
            faults.append(Malformed("too_long", field="new_organisation", length=len(name), limit=NOTE_LIMIT))
            return ""
        same = [o.id for o in view.organisations.values() if o.name.casefold() == name.casefold()]
        if same:
            return same[0]
        try:
            kind = OrganisationType(values.get("organisation_type", "") or OrganisationType.OTHER)
        except ValueError:
            faults.append(Malformed("not_in_list", field="organisation_type"))
            return ""
        id_ = (
            "o"
            + blake2s(f"{turn.group.municipality_id}/{name.casefold()}".encode(), digest_size=6).hexdigest()
        )
        records.members.save_organisation(Organisation(id_, turn.group.municipality_id, name, kind))
        return id_
    if chosen and chosen not in view.organisations:
        faults.append(Malformed("not_in_list", field="organisation"))
    return chosen


def _absences(
    seat: Member, values: Mapping[str, str], today: date, faults: list[Refusal]
) -> tuple[Absence, ...]:
    """The absence on the form, which replaces those that are not over; past ones are no longer needed."""
    first, last = values.get("away_first", ""), values.get("away_last", "")
    if not first and not last:
        return ()
    try:
        absence = Absence(date.fromisoformat(first), date.fromisoformat(last or first))
    except ValueError:
        faults.append(Malformed("not_a_date", field="away_first"))
        return seat.absences
    if absence.last < max(absence.first, today):
        faults.append(Malformed("absence_over", field="away_last"))
    return (absence,)
