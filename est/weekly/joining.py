"""The bot is installed, the roster is read, the team changes, somebody becomes coordinator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2s

from est.errors import NotAllowed
from est.group import Group, GroupState
from est.letters import CHANNEL, Letter, LetterKind, letter_key
from est.member import Member, Role, coordinators
from est.ports import Records
from est.timetable import Plan, Preset
from est.turn import Caller, Turn, local_day
from est.weekly.following_up import owners_left

SETUP_WORTH = timedelta(days=7)
HALTED = frozenset({GroupState.PAUSED, GroupState.STOPPED})
"""States out of which somebody has to choose to start the rounds again."""
ENOUGH_COORDINATORS = 2
"""Fewer than this is warned about: the rounds must survive that one person is away (acceptance.md pain 12)."""


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One person in the team, as Teams says."""

    teams_id: str
    object_id: str
    name: str
    guest: bool = False


class TeamChange(StrEnum):
    """What can happen to a team or channel behind our back (acceptance.md M6)."""

    RENAMED = "renamed"
    ARCHIVED = "archived"
    UNARCHIVED = "unarchived"
    DELETED = "deleted"
    RESTORED = "restored"
    CHANNEL_DELETED = "channel_deleted"


def group_id_of(tenant_id: str, team_id: str) -> str:
    """The group's id, the same however often the installation is told of."""
    return "g" + blake2s(f"{tenant_id}/{team_id}".encode(), digest_size=6).hexdigest()


def member_id_of(group_id: str, object_id: str) -> str:
    """The seat's id, the same for the same person in the same group."""
    return "m" + blake2s(f"{group_id}/{object_id}".encode(), digest_size=6).hexdigest()


def install(records: Records, caller: Caller, team_name: str, now: datetime) -> Group:
    """The bot was added to a team: keep the group, greet the channel, ask the installer to set it up.

    The installer becomes administrator, with settings and without reports (design.md §4). Installed again, the group
    is paused, and its coordinators are asked whether to resume; what it had is still there (acceptance.md M6).

    Raises:
        NotAllowed: the tenant is none of this installation's municipalities.
    """
    municipality = records.groups.municipality_of_tenant(caller.tenant_id)
    if municipality is None:
        raise NotAllowed
    known = records.groups.of_team(municipality.id, caller.team_id)
    if known is not None:
        return _install_again(records, known, caller, now)
    group = Group(
        id=group_id_of(caller.tenant_id, caller.team_id),
        municipality_id=municipality.id,
        name=team_name,
        tenant_id=caller.tenant_id,
        team_id=caller.team_id,
        # A team's id is that of its General channel, where the group meets when no other was chosen.
        channel_id=caller.channel_id or caller.team_id,
        service_url=caller.service_url,
        plan=Plan.standard(Preset.WEEK_START),
        installer_id=caller.object_id,
    )
    records.groups.save(group)
    installer = Member(
        id=member_id_of(group.id, caller.object_id),
        group_id=group.id,
        object_id=caller.object_id,
        name=caller.name,
        roles=frozenset({Role.ADMINISTRATOR}),
    )
    records.members.save(installer)
    records.addresses.keep(group.id, installer.id, teams_id=caller.teams_id)
    _write(records, group, LetterKind.GREETING, CHANNEL, now)
    _write(records, group, LetterKind.SETUP, installer.id, now)
    return group


def read_roster(
    records: Records, group_id: str, roster: Iterable[RosterEntry], now: datetime, *, complete: bool = True
) -> None:
    """Make the seats agree with the team's members (acceptance.md pain 13); nobody leaves by an incomplete roster.

    Somebody new gets a seat, a new name is shown from now on, and who has left keeps their answers but gets no more
    letters. The person is the Entra object id, never the name (acceptance.md K5). An installer from outside the team
    keeps the settings until somebody in it coordinates.
    """
    group = records.groups.get(group_id)
    if group is None:
        return
    seats = {member.object_id: member for member in records.members.of_group(group_id)}
    present = {entry.object_id: entry for entry in roster if entry.object_id}
    for entry in present.values():
        seat = seats.get(entry.object_id) or Member(
            id=member_id_of(group_id, entry.object_id),
            group_id=group_id,
            object_id=entry.object_id,
            name=entry.name,
        )
        changed = replace(seat, name=entry.name or seat.name, guest=entry.guest, active=True)
        if changed != seats.get(entry.object_id):
            records.members.save(changed)
        records.addresses.keep(group_id, seat.id, teams_id=entry.teams_id)
    # A team always has somebody in it: a roster of nobody is no roster.
    if complete and present:
        _see_off(records, group, [seat for seat in seats.values() if seat.object_id not in present], now)
    records.groups.save(replace(group, roster_at=now))


def _see_off(records: Records, group: Group, gone: Iterable[Member], now: datetime) -> None:
    """Those who are in the team no longer; when a coordinator is among them, the others hear if too few are left."""
    leaving = [seat for seat in gone if seat.active]
    stay = [m for m in records.members.of_group(group.id) if m not in leaving]
    for seat in leaving:
        if seat.object_id == group.installer_id and not coordinators(stay):
            continue
        records.members.save(replace(seat, active=False))
        records.ledger.cancel(group.id, seat.id, "left_group", now)
    owners_left(records, group, leaving, now)
    if group.state is GroupState.RUNNING and coordinators(leaving):
        warn_few(records, group, now)


def remove(records: Records, group: Group, now: datetime) -> None:
    """The bot was removed from the team: nothing more is sent; what is stored stays by the retention decision."""
    _stop(records, group, GroupState.STOPPED, now)


def change_team(records: Records, group: Group, change: TeamChange, name: str, now: datetime) -> None:
    """A team that is renamed keeps its group; an archived one pauses; a deleted one stops (acceptance.md M6)."""
    if change is TeamChange.RENAMED and name:
        records.groups.save(replace(group, name=name))
    elif change is TeamChange.ARCHIVED and group.state is GroupState.RUNNING:
        _stop(records, group, GroupState.PAUSED, now)
    elif change is TeamChange.DELETED:
        _stop(records, group, GroupState.STOPPED, now)
    elif change in {TeamChange.UNARCHIVED, TeamChange.RESTORED}:
        if group.state in HALTED:
            _pause_and_ask(records, group, now)
    elif change is TeamChange.CHANNEL_DELETED:
        group = replace(group, channel_id=group.team_id)
        records.groups.save(group)
        for person in _leaders(records, group):
            _write(records, group, LetterKind.CHANNEL_GONE, person.id, now)


def become_coordinator(records: Records, turn: Turn) -> Turn:
    """*Jag är samordnare*: offered to administrators, who then also report like everybody else."""
    if Role.ADMINISTRATOR not in turn.member.roles:
        raise NotAllowed("administrators_only")
    member = replace(turn.member, roles=turn.member.roles | {Role.COORDINATOR, Role.MEMBER})
    records.members.save(member)
    return replace(turn, member=member)


def _leaders(records: Records, group: Group) -> tuple[Member, ...]:
    leading = {Role.COORDINATOR, Role.ADMINISTRATOR}
    return tuple(m for m in records.members.of_group(group.id) if m.active and m.roles & leading)


def _install_again(records: Records, group: Group, caller: Caller, now: datetime) -> Group:
    group = replace(group, channel_id=caller.channel_id or group.channel_id, service_url=caller.service_url)
    if group.state is GroupState.STOPPED:
        return _pause_and_ask(records, group, now)
    records.groups.save(group)
    return group


def _pause_and_ask(records: Records, group: Group, now: datetime) -> Group:
    group = replace(group, state=GroupState.PAUSED)
    records.groups.save(group)
    for person in _leaders(records, group):
        # Each time anew, for the answer to the question of this morning says nothing of this afternoon.
        _write(records, group, LetterKind.RESUME, person.id, now, key=now.isoformat())
    return group


def _stop(records: Records, group: Group, state: GroupState, now: datetime) -> None:
    records.groups.save(replace(group, state=state))
    for recipient in (CHANNEL, *(member.id for member in records.members.of_group(group.id))):
        records.ledger.cancel(group.id, recipient, state.value, now)


def warn_few(records: Records, group: Group, now: datetime, *, seen_by: str = "") -> None:
    """Tell those who lead that the group needs another coordinator; *seen_by* has just read it on the settings."""
    if len(coordinators(records.members.of_group(group.id))) < ENOUGH_COORDINATORS:
        for person in (leader for leader in _leaders(records, group) if leader.id != seen_by):
            _write(records, group, LetterKind.FEW_COORDINATORS, person.id, now)


def _write(
    records: Records, group: Group, kind: LetterKind, recipient: str, now: datetime, *, key: str = ""
) -> None:
    """Once a day at the most, unless a *key* says otherwise: it stands where other letters have their week."""
    records.ledger.write(
        [
            Letter(
                key=letter_key(group.id, key or str(local_day(group, now)), kind, recipient),
                group_id=group.id,
                kind=kind,
                recipient=recipient,
                due=now,
                send_before=now + SETUP_WORTH,
            )
        ]
    )
