"""Installed, read, renamed, archived and restored: what becomes of the group and who hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from est.errors import NotAllowed
from est.group import Group, GroupState
from est.letters import CHANNEL, LetterKind, LetterState
from est.member import Member, Role
from est.timetable import Plan, Preset
from est.weekly.joining import (
    RosterEntry,
    TeamChange,
    become_coordinator,
    change_team,
    group_id_of,
    install,
    member_id_of,
    read_roster,
    remove,
    warn_few,
)
from tests.est.weekly.table import FRIDAY, NOON, PROMPT, Table, caller

K = LetterKind
ALL = ("ann", "bo", "cia", "dan")


def roster(*names: str, **changes: Any) -> list[RosterEntry]:
    return [RosterEntry(f"29:{name}", f"x-{name}", changes.get(name, name.title())) for name in names]


def installed(table: Table, **changes: Any) -> Group:
    two = {"team_id": "team 2", "channel_id": "channel 2", "service_url": "https://two.example/"}
    return install(table.records, caller("ida", **two | changes), "EST Söder", FRIDAY)


def letter_of(table: Table, group: Group, kind: LetterKind, recipient: str, day: str = "2026-11-20") -> Any:
    return table.records.ledger.get(group.id, f"{group.id}/{day}/{kind}/{recipient}")


def test_a_new_team_becomes_a_group_that_waits_for_its_meeting_time(table: Table) -> None:
    group = installed(table)
    assert group == Group(
        id=group_id_of("t1", "team 2"),
        municipality_id="k1",
        name="EST Söder",
        tenant_id="t1",
        team_id="team 2",
        channel_id="channel 2",
        service_url="https://two.example/",
        plan=Plan.standard(Preset.WEEK_START),
        state=GroupState.NEW,
        installer_id="x-ida",
    )
    assert table.records.groups.get(group.id) == group


def test_without_a_chosen_channel_the_group_meets_in_general(table: Table) -> None:
    assert installed(table, channel_id="").channel_id == "team 2"


def test_the_installer_administers_and_can_be_reached(table: Table) -> None:
    group = installed(table)
    id_ = member_id_of(group.id, "x-ida")
    roles = frozenset({Role.ADMINISTRATOR})
    assert table.records.members.of_group(group.id) == (Member(id_, group.id, "x-ida", "Ida", roles=roles),)
    assert table.records.addresses.teams_id(group.id, id_) == "29:ida"


def test_the_channel_is_greeted_and_the_installer_asked_within_a_week(table: Table) -> None:
    group = installed(table)
    for kind, recipient in ((K.GREETING, CHANNEL), (K.SETUP, member_id_of(group.id, "x-ida"))):
        letter = letter_of(table, group, kind, recipient)
        assert (letter.kind, letter.recipient, letter.week) == (kind, recipient, "")
        assert (letter.due, letter.send_before) == (FRIDAY, FRIDAY + timedelta(days=7))


def test_ids_are_the_same_at_every_installation_and_differ_between_teams_and_tenants() -> None:
    assert group_id_of("t1", "team") == group_id_of("t1", "team")
    ids = {group_id_of("t1", "team"), group_id_of("t2", "team"), group_id_of("t1", "other")}
    ids |= {member_id_of("g1", "x"), member_id_of("g2", "x"), member_id_of("g1", "y")}
    assert len(ids) == 6
    assert [len(id_) for id_ in sorted(ids)] == [13] * 6
    assert sorted(id_[0] for id_ in ids) == ["g"] * 3 + ["m"] * 3


def test_a_foreign_tenant_is_refused(table: Table) -> None:
    refusal = table.refused(installed, table, tenant_id="t2")
    assert (type(refusal), refusal.code) == (NotAllowed, "not_allowed")


def test_installed_again_a_running_group_only_learns_its_new_address(table: Table) -> None:
    before = table.group
    said = caller("dan", channel_id="", service_url="https://new.example/")
    again = install(table.records, said, "Another name", NOON)
    assert again == table.group == replace(before, service_url="https://new.example/")
    moved = install(table.records, caller("dan", channel_id="new channel"), "Another name", NOON)
    assert (moved.channel_id, moved.name, moved.state) == ("new channel", before.name, GroupState.RUNNING)
    assert table.letters() == []


def test_installed_again_a_stopped_group_waits_for_somebody_to_resume_it(table: Table) -> None:
    remove(table.records, table.group, NOON)
    assert install(table.records, caller("dan"), "", NOON).state is GroupState.PAUSED
    assert table.group.state is GroupState.PAUSED
    assert table.to(K.RESUME) == ["ann", "bo", "eva"]
    assert {letter.send_before for letter in table.letters(K.RESUME)} == {NOON + timedelta(days=7)}
    # Told of the same installation twice, it asks once; stopped once more, it asks anew on the same day.
    install(table.records, caller("dan"), "", NOON)
    assert len(table.letters(K.RESUME)) == 3
    later = NOON + timedelta(minutes=5)
    remove(table.records, table.group, later)
    install(table.records, caller("dan"), "", later)
    assert len(table.letters(K.RESUME)) == 6


def test_removed_the_group_stops_and_nothing_that_waits_is_sent(table: Table) -> None:
    table.tick(PROMPT)
    (claimed, *_) = table.records.ledger.claim(PROMPT, 60, 1)
    remove(table.records, table.group, NOON)
    assert table.group.state is GroupState.STOPPED
    states = {letter.recipient: (letter.state, letter.reason) for letter in table.letters()}
    assert states.pop(claimed.recipient) == (LetterState.SENDING, "")
    assert set(states.values()) == {(LetterState.CANCELLED, "stopped")}
    assert {letter.settled_at for letter in table.letters() if letter.settled_at} == {NOON}


def test_what_waits_for_the_channel_is_called_off_too(table: Table) -> None:
    group = installed(table)
    remove(table.records, group, NOON)
    assert letter_of(table, group, K.GREETING, CHANNEL).state is LetterState.CANCELLED


def test_a_renamed_team_renames_its_group_and_an_empty_name_does_not(table: Table) -> None:
    change_team(table.records, table.group, TeamChange.RENAMED, "EST Öster", NOON)
    change_team(table.records, table.group, TeamChange.RENAMED, "", NOON)
    assert (table.group.name, table.group.state) == ("EST Öster", GroupState.RUNNING)


@pytest.mark.parametrize(
    ("state", "change", "after"),
    [
        (GroupState.RUNNING, TeamChange.ARCHIVED, GroupState.PAUSED),
        (GroupState.NEW, TeamChange.ARCHIVED, GroupState.NEW),
        (GroupState.STOPPED, TeamChange.ARCHIVED, GroupState.STOPPED),
        (GroupState.RUNNING, TeamChange.DELETED, GroupState.STOPPED),
        (GroupState.PAUSED, TeamChange.DELETED, GroupState.STOPPED),
        (GroupState.RUNNING, TeamChange.UNARCHIVED, GroupState.RUNNING),
        (GroupState.RUNNING, TeamChange.RESTORED, GroupState.RUNNING),
        (GroupState.NEW, TeamChange.RESTORED, GroupState.NEW),
        (GroupState.PAUSED, TeamChange.UNARCHIVED, GroupState.PAUSED),
        (GroupState.STOPPED, TeamChange.RESTORED, GroupState.PAUSED),
        (GroupState.STOPPED, TeamChange.UNARCHIVED, GroupState.PAUSED),
    ],
)
def test_what_happens_to_the_team_happens_to_the_group(
    table: Table, state: GroupState, change: TeamChange, after: GroupState
) -> None:
    table.set_group(state=state)
    change_team(table.records, table.group, change, "", NOON)
    assert table.group.state is after
    asked = state in {GroupState.PAUSED, GroupState.STOPPED} and after is GroupState.PAUSED
    assert table.to(K.RESUME) == (["ann", "bo", "eva"] if asked else [])


def test_an_archived_team_hears_nothing_that_was_on_its_way(table: Table) -> None:
    table.tick(PROMPT)
    change_team(table.records, table.group, TeamChange.ARCHIVED, "", NOON)
    states = {(letter.state, letter.reason, letter.settled_at) for letter in table.letters()}
    assert states == {(LetterState.CANCELLED, "paused", NOON)}


def test_without_its_channel_the_group_meets_in_general_and_those_who_lead_are_told(table: Table) -> None:
    change_team(table.records, table.group, TeamChange.CHANNEL_DELETED, "", NOON)
    assert table.group.channel_id == "team"
    assert table.to(K.CHANNEL_GONE) == ["ann", "bo", "eva"]


def test_the_seats_follow_the_team(table: Table) -> None:
    entries = [*roster("ann", "bo", "cia", cia="Cia Ny"), RosterEntry("29:fia", "x-fia", "Fia", guest=True)]
    table.tick(PROMPT)
    read_roster(table.records, "g1", entries, NOON)
    members = {member.object_id: member for member in table.records.members.of_group("g1")}
    id_ = member_id_of("g1", "x-fia")
    assert members["x-fia"] == Member(id_, "g1", "x-fia", "Fia", guest=True)
    assert table.records.addresses.teams_id("g1", id_) == "29:fia"
    assert (members["x-cia"].name, members["x-cia"].id) == ("Cia Ny", "cia")
    assert not members["x-dan"].active
    assert table.group.roster_at == NOON
    assert {(letter.recipient, letter.reason) for letter in table.letters() if letter.reason} == {
        ("dan", "left_group")
    }


def test_a_known_person_keeps_their_seat_and_gets_the_newest_teams_id(table: Table) -> None:
    before = table.member("ann")
    read_roster(table.records, "g1", [RosterEntry("29:new", "x-ann", "", guest=False), *roster("bo")], NOON)
    assert table.member("ann") == before
    assert table.records.addresses.teams_id("g1", "ann") == "29:new"


def test_who_comes_back_has_the_seat_they_had(table: Table) -> None:
    read_roster(table.records, "g1", roster("ann", "bo", "dan"), NOON)
    assert not table.member("cia").active
    read_roster(table.records, "g1", roster(*ALL), NOON)
    assert table.member("cia").active
    assert len(table.records.members.of_group("g1")) == 5


@pytest.mark.parametrize(("entries", "complete"), [(roster("ann"), False), ([], True)])
def test_nobody_leaves_by_a_roster_that_is_not_whole(
    table: Table, entries: list[RosterEntry], complete: bool
) -> None:
    read_roster(table.records, "g1", entries, NOON, complete=complete)
    assert all(member.active for member in table.records.members.of_group("g1"))
    assert table.group.roster_at == NOON


def test_somebody_without_an_object_id_gets_no_seat(table: Table) -> None:
    read_roster(table.records, "g1", [*roster(*ALL), RosterEntry("29:bot", "", "Bot")], NOON)
    assert len(table.records.members.of_group("g1")) == 5


def test_a_roster_of_no_group_of_ours_is_ignored(table: Table) -> None:
    read_roster(table.records, "g2", roster("ann"), NOON)
    assert table.records.members.of_group("g2") == ()


def test_an_installer_from_outside_keeps_the_settings_until_somebody_coordinates(table: Table) -> None:
    table.set_group(state=GroupState.NEW)
    for name in ("ann", "bo"):
        table.change(name, roles=frozenset({Role.MEMBER}))
    read_roster(table.records, "g1", roster(*ALL), NOON)
    assert table.member("eva").active
    table.change("ann", roles=frozenset({Role.MEMBER, Role.COORDINATOR}))
    read_roster(table.records, "g1", roster(*ALL), NOON)
    assert not table.member("eva").active


def test_the_last_coordinator_who_leaves_does_not_keep_another_administrator(table: Table) -> None:
    table.set_group(installer_id="x-somebody")
    for name in ("ann", "bo"):
        table.change(name, roles=frozenset({Role.MEMBER}))
    read_roster(table.records, "g1", roster(*ALL), NOON)
    assert not table.member("eva").active


def test_who_leads_is_warned_when_a_coordinator_leaves_and_at_no_other_time(table: Table) -> None:
    table.change("bo", roles=frozenset({Role.MEMBER}))
    read_roster(table.records, "g1", roster(*ALL, "eva"), NOON)
    read_roster(table.records, "g1", roster("ann", "bo", "cia", "eva"), NOON)
    assert table.letters(K.FEW_COORDINATORS) == []
    table.change("bo", roles=frozenset({Role.COORDINATOR}))
    read_roster(table.records, "g1", roster("ann", "cia", "eva"), NOON)
    assert table.to(K.FEW_COORDINATORS) == ["ann", "eva"]


@pytest.mark.parametrize("state", [GroupState.NEW, GroupState.PAUSED, GroupState.STOPPED])
def test_a_group_that_does_not_run_is_not_warned(table: Table, state: GroupState) -> None:
    table.set_group(state=state)
    read_roster(table.records, "g1", roster("ann"), NOON)
    assert table.letters(K.FEW_COORDINATORS) == []


def test_a_third_coordinator_who_leaves_is_no_news(table: Table) -> None:
    table.change("cia", roles=frozenset({Role.COORDINATOR}))
    read_roster(table.records, "g1", roster("ann", "bo", "eva"), NOON)
    assert table.letters(K.FEW_COORDINATORS) == []


def test_the_same_warning_is_given_once_a_day(table: Table) -> None:
    table.change("bo", active=False)
    for hours in (0, 3, 24):
        warn_few(table.records, table.group, NOON + timedelta(hours=hours))
    assert table.to(K.FEW_COORDINATORS) == ["ann", "eva"] * 2


def test_an_administrator_becomes_coordinator_and_reports(table: Table) -> None:
    turn = become_coordinator(table.records, table.turn("eva", NOON))
    assert turn.member == table.member("eva")
    assert turn.member.roles == {Role.ADMINISTRATOR, Role.COORDINATOR, Role.MEMBER}


def test_nobody_else_becomes_coordinator_by_saying_so(table: Table) -> None:
    refusal = table.refused(become_coordinator, table.records, table.turn("cia", NOON))
    assert (type(refusal), refusal.code) == (NotAllowed, "administrators_only")
