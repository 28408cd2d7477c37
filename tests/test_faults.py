"""The reduced run of `make faults`: real processes are killed, and a build that cannot recover is found out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from faults.__main__ import Scenario, play
from faults.broken import broken_build
from faults.databases import SqliteFiles
from faults.municipality import Concern, Town, channel_of, conversation_of
from faults.scenarios import killed
from faults.stage import KEPT, Setting
from faults.tables import Row
from faults.verdict import Verdict, judge

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
TOWN = Town(NOW, 2, "http://127.0.0.1:1/")
SEAT, OTHER = sorted(TOWN.conversations.values())
CHANNEL = channel_of(TOWN.small[0])


def letter(group: str, recipient: str, **changes: object) -> Row:
    sent = Row(f"{group}/{recipient}", group, "prompt", recipient, "2026-W48", "sent", "", 1, NOW)
    return replace(sent, **changes)  # type: ignore[arg-type]


def concern(conversation: str) -> Concern:
    return Concern(conversation, "2026-W48", "EST v 48: vad har hänt hos er?")


def verdict(
    *changed: Row,
    heard: Mapping[str, int] | None = None,
    in_doubt: frozenset[str] = frozenset(),
    unwritten: frozenset[str] = frozenset(),
) -> Verdict:
    """Of a round in which all went well, but for what is *changed* and how often each was *heard*."""
    members = [letter("g50", member) for member in (SEAT, OTHER)]
    rows = {row.key: row for row in [*members, *(letter(group, "channel") for group in TOWN.small)]}
    rows = {key: row for key, row in rows.items() if key not in unwritten} | {row.key: row for row in changed}
    usual = dict.fromkeys((*TOWN.conversations, *TOWN.channels), 1)
    counts = {concern(one): count for one, count in (usual | dict(heard or {})).items() if count}
    return judge("row", TOWN, rows.values(), counts, in_doubt)


def numbers(found: Verdict) -> tuple[int, int, int]:
    return found.lost, found.duplicated, found.stuck


def test_a_round_in_which_everybody_heard_once_holds() -> None:
    found = verdict()
    assert numbers(found) == (0, 0, 0)
    assert found.holds


def test_who_heard_nothing_though_the_letter_says_sent_is_lost() -> None:
    found = verdict(heard={conversation_of(SEAT): 0})
    assert numbers(found) == (1, 0, 0)
    assert not found.holds


@pytest.mark.parametrize(
    ("state", "reason", "lost"),
    [("unknown", "interrupted", 0), ("failed", "blocked_by_user", 0), ("expired", "", 0), ("failed", "", 1)],
)
def test_who_heard_nothing_is_accounted_for_by_a_reason(state: str, reason: str, lost: int) -> None:
    found = verdict(
        letter("g50", SEAT, state=state, reason=reason),
        heard={conversation_of(SEAT): 0},
    )
    assert numbers(found) == (lost, 0, 0)
    assert found.holds is not bool(lost)


@pytest.mark.parametrize("state", ["waiting", "sending", "retry"])
def test_a_letter_that_is_not_settled_is_stuck_also_when_it_was_heard(state: str) -> None:
    found = verdict(letter("g50", SEAT, state=state))
    assert numbers(found) == (0, 0, 1)
    assert not found.holds


def test_a_letter_that_was_never_written_is_stuck() -> None:
    found = verdict(heard={conversation_of(SEAT): 0}, unwritten=frozenset({f"g50/{SEAT}"}))
    assert numbers(found) == (0, 0, 1)


def test_one_extra_copy_is_excused_by_a_doubt_and_by_nothing_else() -> None:
    twice = {conversation_of(SEAT): 2}
    assert verdict(heard=twice, in_doubt=frozenset(twice)).holds
    assert not verdict(heard=twice).holds
    assert not verdict(heard=twice, in_doubt=frozenset({conversation_of(OTHER)})).holds
    assert numbers(verdict(heard=twice)) == (0, 1, 0)


def test_two_extra_copies_are_excused_by_nothing() -> None:
    thrice = {conversation_of(SEAT): 3}
    found = verdict(heard=thrice, in_doubt=frozenset(thrice))
    assert numbers(found) == (0, 2, 0)
    assert not found.holds


def test_a_second_channel_post_is_excused_by_nothing() -> None:
    twice = {CHANNEL: 2}
    assert not verdict(heard=twice, in_doubt=frozenset(twice)).holds


BRIEF = Setting(members=40, settles_within=30.0)


@pytest.mark.slow
def test_a_round_survives_kill_9_and_a_build_without_recovery_does_not() -> None:
    """Both in one: the second proves that the first can fail."""
    kill = Scenario("kill-reduced", "sqlite", partial(killed, kills=2))
    sound = asyncio.run(play(kill, SqliteFiles(), BRIEF, seed=1))
    assert sound.holds, sound.wrong
    assert sound.hits >= 1, "no kill met a letter in `sending`: nothing was shown"

    program = broken_build(KEPT / "broken-build-reduced")
    brief = replace(BRIEF, program=program, settles_within=10.0)
    once = Scenario("kill-reduced-broken", "sqlite", partial(killed, kills=1))
    broken = asyncio.run(play(once, SqliteFiles(), brief, seed=1))
    assert broken.stuck >= 1
    assert all(wrong.endswith(" sending") for wrong in broken.wrong), broken.wrong
    assert not broken.holds
