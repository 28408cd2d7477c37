"""Who is at the door: from an authenticated caller to a turn in a group."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from est.errors import NotAllowed
from est.group import Group
from est.member import Member
from est.ports import Records
from est.turn import UNSAID, Caller, Turn


def enter(records: Records, caller: Caller, group_id: str, now: datetime) -> Turn:
    """The caller's turn in a group, with the seat and role they have at this moment.

    The newest 1:1 conversation, service URL and language are kept on the way, for the next letter (acceptance.md D9).

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
    return Turn(group, _at_home(records, member, caller) if caller.personal else member, caller, now)


def meet(records: Records, caller: Caller, group_id: str) -> None:
    """A member of the group opened their chat with the bot: the next letter goes there (acceptance.md D9)."""
    member = records.members.by_object_id(group_id, caller.object_id)
    if member is not None:
        _at_home(records, member, caller)


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


def _at_home(records: Records, member: Member, caller: Caller) -> Member:
    """The member as they are in their own chat: where it is, and the language of their Teams."""
    records.addresses.keep(
        member.group_id,
        member.id,
        teams_id=caller.teams_id,
        conversation_id=caller.conversation_id,
        service_url=caller.service_url,
    )
    if caller.language in {UNSAID, member.language}:
        return member
    # Otherwise a card would change its language between a press and the letter that updates it.
    member = replace(member, language=caller.language)
    records.members.save(member)
    return member
