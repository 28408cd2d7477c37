"""Who is speaking, to which group, and what they may do at this moment."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from est.errors import Malformed, NotAllowed, Refusal, RoundClosed
from est.group import Group, GroupState
from est.letters import LetterKind, letter_key
from est.member import Role
from est.timetable import Plan, Preset
from est.turn import Caller, Turn, local_day
from est.week import Week
from tests.est.builders import member

GROUP = Group(
    id="g1",
    municipality_id="m",
    name="EST",
    tenant_id="t",
    team_id="team",
    channel_id="channel",
    service_url="",
    plan=Plan.standard(Preset.WEEK_START),
)
NOW = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


def turn(*roles: Role) -> Turn:
    caller = Caller("t", "o", "29:x", "Namn", "a:1", "", personal=True)
    return Turn(GROUP, member(roles=frozenset(roles)), caller, NOW)


def test_today_is_the_groups_own_date() -> None:
    assert turn(Role.MEMBER).today == date(2026, 11, 23)
    assert local_day(GROUP, NOW) == date(2026, 11, 23)


def test_only_a_coordinator_coordinates() -> None:
    turn(Role.MEMBER, Role.COORDINATOR).as_coordinator()
    for role in (Role.MEMBER, Role.ADMINISTRATOR, Role.VIEWER, Role.GIS_READER):
        with pytest.raises(NotAllowed) as refused:
            turn(role).as_coordinator()
        assert refused.value.code == "coordinators_only"


def test_coordinators_and_administrators_lead() -> None:
    turn(Role.COORDINATOR).as_leader()
    turn(Role.ADMINISTRATOR).as_leader()
    for role in (Role.MEMBER, Role.VIEWER, Role.GIS_READER):
        with pytest.raises(NotAllowed) as refused:
            turn(role).as_leader()
        assert refused.value.code == "coordinators_only"


def test_a_new_group_waits_for_its_meeting_time() -> None:
    assert GROUP.state is GroupState.NEW


def test_a_refusal_carries_a_code_a_field_and_values_and_no_text() -> None:
    refusal = Refusal("too_long", field="text", length=501)
    assert (refusal.code, refusal.field, refusal.values, str(refusal)) == (
        "too_long",
        "text",
        {"length": 501},
        "too_long",
    )
    assert (Malformed().code, RoundClosed().code, Refusal().field) == ("malformed", "round_closed", "")


def test_a_letters_key_names_group_round_kind_and_receiver() -> None:
    assert letter_key("g1", Week(2026, 48), LetterKind.PROMPT, "m7") == "g1/2026-W48/prompt/m7"
    assert letter_key("g1", "2026-11-23", LetterKind.SETUP) == "g1/2026-11-23/setup"
