"""Who is at the door: from an authenticated caller to a turn in a group."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from est.errors import NotAllowed
from est.group import Group
from est.member import Member
from est.ports import Records
from est.turn import UNSAID, Caller, Door, Turn


def enter(records: Records, caller: Caller, group_id: str, now: datetime) -> Turn:
    """The caller's turn in a group, with the seat and role they have at this moment.

    The newest 1:1 conversation, service URL and language are kept on the way, for the next letter (acceptance.md D9).

    Raises:
        NotAllowed: the group is of another tenant, the caller has no seat in it or has left it, or the place is
            neither their own chat nor the group's channel. The answer is the same whether the group exists or not.
    """
    door = records.members.at_the_door(group_id, caller.object_id)
    if door is None or door.group.tenant_id != caller.tenant_id:
        raise NotAllowed
    if not door.member.active:
        raise NotAllowed("left_group")
    if not caller.personal and caller.channel_id != door.group.channel_id:
        raise NotAllowed("wrong_place")
    if caller.personal:
        return Turn(door.group, _at_home(records, door, caller), caller, now)
    return Turn(at_the_table(records, door.group, caller), door.member, caller, now)


def meet(records: Records, caller: Caller, group_id: str) -> None:
    """A member of the group opened their chat with the bot: the next letter goes there (acceptance.md D9)."""
    door = records.members.at_the_door(group_id, caller.object_id)
    if door is not None:
        _at_home(records, door, caller)


def at_the_table(records: Records, group: Group, caller: Caller) -> Group:
    """The group as its team was heard of last: what is posted next goes to that address (acceptance.md D9)."""
    if caller.service_url in {"", group.service_url}:
        return group
    group = replace(group, service_url=caller.service_url)
    records.groups.save(group)
    return group


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


def _at_home(records: Records, door: Door, caller: Caller) -> Member:
    """The member as they are in their own chat: where it is, and the language of their Teams.

    Most turns come from where the one before came from, and then nothing is written.
    """
    member = door.member
    known = (door.teams_id, door.conversation_id, door.service_url)
    if known != (caller.teams_id, caller.conversation_id, caller.service_url):
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
