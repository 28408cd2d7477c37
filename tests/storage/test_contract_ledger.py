"""Errands are settled once and letters written once, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from est.letters import CHANNEL, LetterKind, LetterState
from est.ports import Records
from est.week import Week
from storage.store import SqlStore
from tests.storage.world import MINUTE, NOW, WEEK, left_at_default, letter, seed


async def test_an_errand_is_settled_once(store: SqlStore) -> None:
    await seed(store)
    key = f"g1/{WEEK}/prompt"
    assert await store.write("g1", lambda records: records.ledger.settle("g1", key, NOW))
    assert not await store.write("g1", lambda records: records.ledger.settle("g1", key, NOW + MINUTE))
    assert await store.read(lambda records: records.ledger.done("g1", WEEK)) == {key}


async def test_errands_are_remembered_from_a_week_on_also_over_the_new_year(store: SqlStore) -> None:
    await seed(store)
    keys = [f"g1/{week}/prompt" for week in (Week(2026, 9), Week(2026, 52), Week(2026, 53), Week(2027, 1))]

    def settle(records: Records) -> None:
        for key in (*keys, "g1/greeting/team-1"):
            records.ledger.settle("g1", key, NOW)

    await store.write("g1", settle)
    assert await store.read(lambda records: records.ledger.done("g1", Week(2026, 53))) == {
        keys[2],
        keys[3],
        "g1/greeting/team-1",
    }


async def test_a_letter_comes_back_with_every_field(store: SqlStore) -> None:
    await seed(store)
    whole = letter(
        edits="g1/2026-W48/prompt/m1",
        state=LetterState.SENT,
        reason="maybe_sent",
        claims=3,
        conversation_id="a:1",
        activity_id="1:2",
        settled_at=NOW + MINUTE,
    )
    assert await store.write("g1", lambda records: records.ledger.write([whole])) == 1
    stored = await store.read(lambda records: records.ledger.get("g1", whole.key))
    assert stored == whole
    assert left_at_default(stored) == set()
    assert await store.read(lambda records: records.ledger.get("g1", "other")) is None


async def test_a_letter_is_written_once_however_often_it_is_tried(store: SqlStore) -> None:
    await seed(store)
    first = letter("1")
    assert await store.write("g1", lambda records: records.ledger.write([])) == 0
    assert await store.write("g1", lambda records: records.ledger.write([first])) == 1
    again = [letter("1", due=NOW + MINUTE), letter("2"), letter("3")]
    assert await store.write("g1", lambda records: records.ledger.write(iter(again))) == 2
    assert await store.write("g1", lambda records: records.ledger.write(again)) == 0
    assert await store.read(lambda records: records.ledger.get("g1", first.key)) == first


async def test_many_letters_are_written_and_come_back_in_the_order_of_writing(store: SqlStore) -> None:
    await seed(store)
    letters = [letter(str(n), recipient=f"r{n}", due=NOW - n * MINUTE) for n in range(1500)]
    assert await store.write("g1", lambda records: records.ledger.write(letters)) == 1500
    assert await store.read(lambda records: records.ledger.of_round("g1", WEEK)) == tuple(letters)


async def test_a_round_has_its_own_letters_only(store: SqlStore) -> None:
    await seed(store)
    letters = [letter("1"), letter("2", week=str(WEEK.next())), letter("3", week="")]
    await store.write("g1", lambda records: records.ledger.write(letters))
    assert await store.read(lambda records: records.ledger.of_round("g1", WEEK)) == (letters[0],)
    assert await store.read(lambda records: records.ledger.of_round("g1", WEEK.next())) == (letters[1],)


async def test_messages_that_show_an_answer_are_the_delivered_ones_of_its_seat_and_of_the_channel(
    store: SqlStore,
) -> None:
    await seed(store)
    sent, seat = LetterState.SENT, {"seat": "m1"}
    letters = [
        letter("card", state=sent, about=seat),
        letter("card of the deputy", state=sent, about=seat, recipient="m2"),
        letter("reminder", state=sent, about=seat, kind=LetterKind.REMINDER),
        letter("agenda", state=sent, about={}, kind=LetterKind.AGENDA, recipient=CHANNEL),
        letter("card of another seat", state=sent, about={"seat": "m2"}),
        letter("not delivered", about=seat),
        letter("an edit", state=sent, about=seat, kind=LetterKind.CARD_UPDATE),
        letter("a draft", state=sent, about={}, kind=LetterKind.DRAFT),
        letter("another week", state=sent, about=seat, week=str(WEEK.next())),
    ]
    await store.write("g1", lambda records: records.ledger.write(letters))
    found = await store.read(lambda records: records.ledger.showing("g1", WEEK, "m1"))
    assert found == tuple(letters[:4])
    assert await store.read(lambda records: records.ledger.showing("g1", WEEK, "")) == (letters[3],)


UNSENT = {LetterState.WAITING, LetterState.RETRY}


async def test_a_newer_letter_supersedes_what_has_not_been_sent(store: SqlStore) -> None:
    await seed(store)
    kind = LetterKind.CARD_UPDATE
    letters = [letter(state.value, kind=kind, state=state, edits="card") for state in LetterState]
    others = [
        letter("other receiver", kind=kind, recipient="m2", edits="card"),
        letter("no edit"),
        letter("other message", kind=kind, edits="other card"),
    ]
    await store.write("g1", lambda records: records.ledger.write(letters + others))
    assert await store.write("g1", lambda records: records.ledger.supersede("g1", "m1", "card", NOW)) == 2
    stored_as = {
        one.key: one for one in await store.read(lambda records: records.ledger.of_round("g1", WEEK))
    }
    for one in letters:
        stored = stored_as[one.key]
        assert stored.state is (LetterState.SUPERSEDED if one.state in UNSENT else one.state)
        assert stored.settled_at == (NOW if one.state in UNSENT else None)
    assert [stored_as[one.key] for one in others] == others


@pytest.mark.parametrize("recipient", ["m1", CHANNEL])
async def test_letters_that_are_cancelled_say_why_and_are_not_sent(store: SqlStore, recipient: str) -> None:
    await seed(store)
    letters = [letter(state.value, recipient=recipient, state=state) for state in LetterState]
    await store.write("g1", lambda records: records.ledger.write([*letters, letter("other", recipient="m2")]))
    assert await store.write("g1", lambda records: records.ledger.cancel("g1", recipient, "left", NOW)) == 2
    stored = await store.read(lambda records: records.ledger.of_round("g1", WEEK))
    assert {one.key: (one.state, one.reason) for one in stored if one.reason} == {
        one.key: (LetterState.CANCELLED, "left") for one in letters if one.state in UNSENT
    }
    claimed = await store.write("", lambda records: records.ledger.claim(NOW + timedelta(days=1), 60, 10))
    assert recipient not in {one.recipient for one in claimed}
