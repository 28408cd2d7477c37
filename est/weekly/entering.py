"""Who is at the door: from an authenticated caller to a turn in a group."""

from __future__ import annotations

from datetime import datetime

from est.errors import NotAllowed
from est.group import Group
from est.ports import Records
from est.turn import Caller, Turn


def enter(records: Records, caller: Caller, group_id: str, now: datetime) -> Turn:
    """The caller's turn in a group, with the seat and role they have at this moment.

    The newest 1:1 conversation and service URL are kept on the way, for the next letter (acceptance.md D9).

    Raises:
        NotAllowed: the group is of another tenant, the caller has no seat in it or has left it, or the place is
            neither their own chat nor the group's channel. The answer is the same whether the group exists or not.
    """
    group = records.groups.get(group_id)
    if group is None or group.tenant_id != caller.tenant_id:
        raise NotAllowed
    member = records.members.by_object_id(group_id, caller.object_id)
    if member is None:
        raise NotAllowed
    if not member.active:
        raise NotAllowed("left_group")
    if not caller.personal and caller.channel_id != group.channel_id:
        raise NotAllowed("wrong_place")
    if caller.personal:
        records.addresses.keep(
            group_id,
            member.id,
            teams_id=caller.teams_id,
            conversation_id=caller.conversation_id,
            service_url=caller.service_url,
        )
    return Turn(group, member, caller, now)


def groups_of(records: Records, caller: Caller) -> tuple[Group, ...]:
    """The groups a caller may be speaking to: the channel's own, or in a 1:1 chat those in which they have a seat."""
    municipality = records.groups.municipality_of_tenant(caller.tenant_id)
    if municipality is None:
        return ()
    if not caller.personal:
        group = records.groups.of_team(municipality.id, caller.team_id)
        return (group,) if group is not None else ()
    found = (records.groups.get(id_) for id_ in records.members.groups_of(municipality.id, caller.object_id))
    return tuple(group for group in found if group is not None)
