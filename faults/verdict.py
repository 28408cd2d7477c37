"""What a run comes to: lost, duplicated, stuck, and what of it is against the guarantee (design.md §3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from faults.municipality import Concern, Town, conversation_of
from faults.tables import Row


@dataclass(slots=True)
class Verdict:
    """One run, or several of the same scenario added up."""

    scenario: str
    runs: int = 0
    lost: int = 0
    duplicated: int = 0
    stuck: int = 0
    kills: int = 0
    hits: int = 0
    """Kills that met at least one letter in `sending`."""
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not (self.lost or self.stuck or self.wrong)

    def add(self, other: Verdict) -> None:
        self.runs += other.runs
        self.lost += other.lost
        self.duplicated += other.duplicated
        self.stuck += other.stuck
        self.kills += other.kills
        self.hits += other.hits
        self.wrong += other.wrong
        self.notes += other.notes


def judge(
    scenario: str,
    town: Town,
    letters: Iterable[Row],
    copies: Mapping[Concern, int],
    in_doubt: Collection[str],
) -> Verdict:
    """Compare what receivers saw with what they were owed.

    *in_doubt* are the conversations of which a copy may be said again: a letter of theirs was in `sending` when
    something broke, or its sender was never told that it had arrived.
    """
    owed = {**town.conversations, **town.channels}
    known = {_conversation(town, row): row for row in letters if _conversation(town, row) in owed}
    heard = Counter({concern.conversation for concern in copies})
    verdict = Verdict(scenario, runs=1)
    for conversation in owed:
        row = known.get(conversation)
        if row is None or not row.is_settled:
            verdict.stuck += 1
            verdict.wrong.append(f"stuck: {conversation} {row.state if row else 'never written'}")
        elif not heard[conversation] and not row.is_accounted_for:
            verdict.lost += 1
            verdict.wrong.append(f"lost: {conversation} {row.state} {row.reason}")
    for concern, count in copies.items():
        verdict.duplicated += count - 1
        verdict.wrong += _too_often(concern, count, in_doubt)
    return verdict


def unsettled(town: Town, letters: Iterable[Row]) -> bool:
    """Whether anybody still waits for what they are owed."""
    owed = {**town.conversations, **town.channels}
    settled = {_conversation(town, row) for row in letters if row.is_settled}
    return not owed.keys() <= settled


def _conversation(town: Town, row: Row) -> str:
    """Where the letter is to be heard."""
    if row.recipient != "channel":
        return conversation_of(row.recipient)
    return next((channel for channel, group in town.channels.items() if group == row.group_id), "")


def _too_often(concern: Concern, count: int, in_doubt: Collection[str]) -> list[str]:
    if count == 1:
        return []
    if concern.to_channel:
        return [f"a second channel post: {concern} {count} times"]
    if count > 2:
        return [f"more than one extra copy: {concern} {count} times"]
    return [] if concern.conversation in in_doubt else [f"a copy without a doubt: {concern}"]
