"""Who is at the door: identity and place from the activity, seat and role from this moment."""

from __future__ import annotations

from typing import Any

import pytest

from est.errors import NotAllowed
from est.group import Municipality
from est.weekly.entering import at_the_table, enter, groups_of, meet
from tests.est.weekly.table import NOON, Table, caller


def test_a_member_has_a_turn_with_the_seat_the_role_and_the_group_of_this_moment(table: Table) -> None:
    turn = table.turn("ann", NOON)
    assert (turn.member, turn.group, turn.now) == (table.member("ann"), table.group, NOON)
    assert turn.caller == caller("ann")
    assert turn.member.coordinates
    assert not table.turn("cia", NOON).member.coordinates


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"tenant_id": "t2"}, "not_allowed"),
        ({"object_id": "x-nobody"}, "not_allowed"),
        ({"personal": False, "channel_id": "other"}, "wrong_place"),
    ],
)
def test_nobody_else_is_let_in(table: Table, changes: dict[str, Any], code: str) -> None:
    assert table.refused(enter, table.records, caller("ann", **changes), "g1", NOON).code == code


def test_a_group_that_does_not_exist_answers_as_one_that_is_not_theirs(table: Table) -> None:
    refusal = table.refused(enter, table.records, caller("ann"), "g2", NOON)
    assert (type(refusal), refusal.code) == (NotAllowed, "not_allowed")


def test_who_has_left_is_told_so(table: Table) -> None:
    table.change("cia", active=False)
    assert table.refused(table.turn, "cia", NOON).code == "left_group"


def test_the_newest_chat_and_language_are_kept_and_nothing_that_was_not_said(table: Table) -> None:
    table.turn("cia", NOON, conversation_id="a:new", service_url="https://new.example/", language="en")
    addresses = table.records.addresses
    assert addresses.conversation("g1", "cia") == ("a:new", "https://new.example/")
    assert table.member("cia").language == "en"
    turn = table.turn("cia", NOON, teams_id="29:other", conversation_id="a:new", service_url="", language="")
    assert turn.member.language == "en"
    assert addresses.teams_id("g1", "cia") == "29:other"
    assert addresses.conversation("g1", "cia") == ("a:new", "https://new.example/")


def test_what_is_said_in_the_channel_moves_the_channel_and_no_chat(table: Table) -> None:
    before = table.records.addresses.conversation("g1", "cia")
    said = {"conversation_id": "19:thread", "service_url": "https://new.example/", "language": "en"}
    turn = table.turn("cia", NOON, personal=False, **said)
    assert table.records.addresses.conversation("g1", "cia") == before
    assert table.member("cia").language == "sv"
    assert turn.now == NOON
    assert turn.group.service_url == table.group.service_url == "https://new.example/"


def test_a_service_url_that_was_not_said_or_is_known_changes_nothing(table: Table) -> None:
    group = table.group
    for url in ("", group.service_url):
        assert at_the_table(table.records, group, caller("cia", service_url=url)) is group
    assert table.group == group


def test_who_opens_the_chat_is_found_there_and_a_stranger_is_not_noted(table: Table) -> None:
    meet(table.records, caller("dan", conversation_id="a:dan"), "g1")
    assert table.records.addresses.conversation("g1", "dan")[0] == "a:dan"
    meet(table.records, caller("nobody", conversation_id="a:nobody"), "g1")
    assert table.records.addresses.conversation("g1", "nobody") == ("", "")


def test_in_a_chat_one_speaks_to_ones_own_groups_and_in_a_channel_to_that_of_the_team(table: Table) -> None:
    table.records.groups.save_municipality(Municipality("k2", "Granbacka", "t2"))
    assert groups_of(table.records, caller("cia")) == (table.group,)
    assert groups_of(table.records, caller("nobody")) == ()
    assert groups_of(table.records, caller("nobody", personal=False)) == (table.group,)
    assert groups_of(table.records, caller("cia", personal=False, team_id="other")) == ()
    assert groups_of(table.records, caller("cia", tenant_id="t2")) == ()
    assert groups_of(table.records, caller("cia", tenant_id="t3")) == ()
    table.change("cia", active=False)
    assert groups_of(table.records, caller("cia")) == ()
