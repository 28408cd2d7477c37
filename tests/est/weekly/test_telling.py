"""What others hear of an answer: in stored cards, in the channel, and those who coordinate."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from est.letters import CHANNEL, LetterKind, LetterState
from est.vocabulary import Kind
from est.weekly import answering, meeting, summing_up
from tests.est.weekly.table import (
    AGENDA,
    DEADLINE,
    DRAFT,
    MEETING,
    MEETING_END,
    NOON,
    REMINDER,
    W48,
    Table,
    form,
)

K = LetterKind
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _asked(table: Table) -> None:
    table.ask()


def edits(table: Table, kind: LetterKind = K.CARD_UPDATE) -> list[tuple[str, str, str]]:
    """The edits on their way: to whom, of which message."""
    waiting = [letter for letter in table.letters(kind) if letter.state is LetterState.WAITING]
    return [(letter.recipient, letter.edits, letter.key) for letter in waiting]


def nothing(table: Table, name: str, now: Any = NOON, seat: str = "") -> None:
    answering.report_nothing(table.records, table.turn(name, now), str(W48), seat or name)


def published(table: Table) -> None:
    for moment in (REMINDER, DEADLINE, DRAFT, AGENDA):
        table.tick(moment)
        table.deliver(moment)


def test_a_stored_card_is_edited_ninety_seconds_after_the_answer(table: Table) -> None:
    nothing(table, "cia")
    (edit,) = table.letters(K.CARD_UPDATE)
    assert (edit.key, edit.edits) == ("g1/2026-W48/prompt/cia/edit/1", "g1/2026-W48/prompt/cia")
    assert (edit.recipient, edit.week, dict(edit.about)) == ("cia", "2026-W48", {"seat": "cia"})
    assert (edit.due, edit.send_before) == (NOON + timedelta(seconds=90), NOON + timedelta(days=7))


def test_several_answers_become_one_edit_and_the_last_one_counts(table: Table) -> None:
    table.save("cia")
    table.save("cia", NOON + SECOND, form(Kind.COLLAB_NEED, "d2"))
    answering.finish(table.records, table.turn("cia", NOON + 2 * SECOND), str(W48), "cia")
    states = [letter.state for letter in table.letters(K.CARD_UPDATE)]
    assert states == [LetterState.SUPERSEDED, LetterState.SUPERSEDED, LetterState.WAITING]
    assert table.letters(K.CARD_UPDATE)[-1].due == NOON + timedelta(seconds=92)


def test_every_change_edits_the_card(table: Table) -> None:
    table.save("cia")
    (item,) = table.report("cia").live
    turn = table.turn("cia", NOON)
    answering.withdraw(table.records, turn, str(W48), "cia", item.id)
    nothing(table, "cia")
    answering.undo_nothing(table.records, turn, str(W48), "cia")
    assert len(table.letters(K.CARD_UPDATE)) == 4


def test_a_deputys_answers_for_two_seats_edit_each_card_of_each(table: Table) -> None:
    table.away("cia", "2026-11-23", "2026-11-23", deputy="dan")
    table.tick(NOON)
    table.deliver(NOON)
    nothing(table, "dan")
    nothing(table, "dan", NOON + SECOND, seat="cia")
    assert sorted((to, message) for to, message, _ in edits(table)) == [
        ("cia", "g1/2026-W48/prompt/cia"),
        ("dan", "g1/2026-W48/prompt/cia/dan"),
        ("dan", "g1/2026-W48/prompt/dan"),
    ]


def test_a_card_that_has_not_arrived_is_not_edited(table: Table) -> None:
    table.away("cia", "2026-11-23", "2026-11-23", deputy="dan")
    table.tick(NOON)
    nothing(table, "dan", seat="cia")
    assert [message for _, message, _ in edits(table)] == ["g1/2026-W48/prompt/cia"]


def test_a_reminder_that_asks_for_what_is_answered_is_made_true(table: Table) -> None:
    table.tick(REMINDER)
    table.deliver(REMINDER)
    nothing(table, "cia", REMINDER + SECOND)
    assert [message for _, message, _ in edits(table)] == [
        "g1/2026-W48/prompt/cia",
        "g1/2026-W48/reminder/cia",
    ]


def test_before_the_deadline_the_coordinators_are_left_alone(table: Table) -> None:
    table.save("cia", DEADLINE - SECOND)
    assert table.letters(K.LATE_NOTICE) == table.letters(K.SEVERITY_NOTICE) == []


def test_late_answers_are_told_of_once_in_a_round(table: Table) -> None:
    table.save("cia", DEADLINE)
    nothing(table, "dan", DEADLINE)
    table.save("cia", DEADLINE, form(draft="d2"))
    notices = table.letters(K.LATE_NOTICE)
    assert [(notice.key, notice.recipient) for notice in notices] == [
        ("g1/2026-W48/late_notice/ann", "ann"),
        ("g1/2026-W48/late_notice/bo", "bo"),
    ]
    assert {(notice.due, notice.send_before) for notice in notices} == {
        (DEADLINE, DEADLINE + timedelta(hours=12))
    }
    assert [dict(notice.about) for notice in notices] == [{"item": ""}] * 2
    assert {notice.week for notice in notices} == {"2026-W48"}


def test_an_item_after_the_lock_is_told_of_by_itself(table: Table) -> None:
    for n in (1, 2):
        table.save("cia", MEETING, form(draft=f"d{n}"))
    notices = table.letters(K.LATE_NOTICE)
    assert [notice.key for notice in notices] == [
        f"g1/2026-W48/late_notice/{name}/g1.2026-W49.{n}" for n in (1, 2) for name in ("ann", "bo")
    ]
    assert [notice.about["item"] for notice in notices] == ["g1.2026-W49.1"] * 2 + ["g1.2026-W49.2"] * 2


def test_after_the_approval_nobody_is_told_of_a_late_answer(table: Table) -> None:
    summing_up.approve(table.records, table.turn("ann", MEETING), str(W48))
    table.save("cia", MEETING_END)
    assert table.letters(K.LATE_NOTICE) == []


def test_a_very_severe_item_is_told_of_at_once_each_time_it_is_saved_anew(table: Table) -> None:
    table.save("cia", filled=form(severity="4"))
    table.save("cia", filled=form(severity="4"))
    table.save("dan", filled=form(draft="d2", severity="4"))
    notices = table.letters(K.SEVERITY_NOTICE)
    assert [notice.key for notice in notices] == [
        f"g1/2026-W48/severity_notice/{name}/g1.2026-W48.{n}" for n in (1, 2) for name in ("ann", "bo")
    ]
    assert [notice.about["item"] for notice in notices[:2]] == ["g1.2026-W48.1"] * 2
    assert {(notice.due, notice.send_before) for notice in notices} == {(NOON, NOON + timedelta(hours=12))}


def test_what_is_not_very_severe_is_not_told_of(table: Table) -> None:
    table.save("cia", filled=form(severity="3"))
    table.save("cia", filled=form(Kind.UPCOMING_EVENT, "d2", impact="4"))
    assert table.letters(K.SEVERITY_NOTICE) == []


def test_an_agenda_in_the_channel_takes_every_change_in_until_the_meeting_is_over(table: Table) -> None:
    published(table)
    now = AGENDA + SECOND
    table.save("cia", now)
    (edit,) = table.letters(K.AGENDA_UPDATE)
    assert (edit.recipient, edit.edits, edit.week) == (CHANNEL, "g1/2026-W48/agenda", "2026-W48")
    assert (edit.due, edit.send_before) == (now, MEETING_END)
    assert edit.key == "g1/2026-W48/agenda/edit/cia.1"
    nothing(table, "dan", now)
    (item,) = table.report("cia").live
    answering.withdraw(table.records, table.turn("cia", now), str(W48), "cia", item.id)
    states = [letter.state for letter in table.letters(K.AGENDA_UPDATE)]
    assert states == [LetterState.SUPERSEDED, LetterState.SUPERSEDED, LetterState.WAITING]


def test_an_agenda_that_was_published_early_takes_in_what_is_not_late_too(table: Table) -> None:
    meeting.publish(table.records, table.turn("ann", NOON), str(W48))
    table.deliver(NOON)
    table.save("cia", NOON)
    assert [message for _, message, _ in edits(table, K.AGENDA_UPDATE)] == ["g1/2026-W48/agenda"]


def test_without_an_agenda_in_the_channel_nothing_is_edited_there(table: Table) -> None:
    table.save("cia", DEADLINE)
    assert table.letters(K.AGENDA_UPDATE) == []


def test_what_a_coordinator_takes_in_is_shown_in_the_channel_while_they_meet(table: Table) -> None:
    published(table)
    for n, (now, shown) in enumerate(((MEETING_END - SECOND, 1), (MEETING_END, 0))):
        table.save("cia", MEETING, form(draft=f"d{n}"))
        offered = table.records.reports.offered("g1", W48)[0]
        before = len(table.letters(K.AGENDA_UPDATE))
        meeting.take_in(table.records, table.turn("ann", now), str(W48), offered.id)
        assert len(table.letters(K.AGENDA_UPDATE)) - before == shown
    assert table.letters(K.AGENDA_UPDATE)[-1].key == "g1/2026-W48/agenda/edit/g1.2026-W49.1.2"
