"""One courier sends a letter, in order for each receiver, and its outcome is recorded once, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from est.letters import CHANNEL, Letter, LetterKind, LetterState
from est.outcome import INTERRUPTED, MAYBE_SENT
from est.ports import Records
from storage.store import SqlStore
from tests.storage.world import MINUTE, NOW, group, letter, seed

LEASE = 60.0
LEASE_ENDS = NOW + timedelta(seconds=60)


async def test_a_due_letter_is_claimed_and_the_claim_is_counted(store: SqlStore) -> None:
    await seed(store)
    await write(store, letter("1"), letter("2", recipient="m2", due=NOW + MINUTE))
    assert await claim(store) == (replace(letter("1"), state=LetterState.SENDING, due=LEASE_ENDS, claims=1),)
    assert await claim(store) == ()


async def test_a_letter_past_its_time_is_claimed_too_so_that_somebody_says_so(store: SqlStore) -> None:
    await seed(store)
    await write(store, letter("1", send_before=NOW - MINUTE))
    assert [one.key for one in await claim(store)] == [letter("1").key]


async def test_no_more_letters_are_claimed_than_asked_for_and_the_longest_due_go_first(
    store: SqlStore,
) -> None:
    await seed(store)
    await write(store, *(letter(str(n), recipient=f"r{n}", due=NOW - n * MINUTE) for n in range(5)))
    assert [one.recipient for one in await claim(store, most=2)] == ["r4", "r3"]
    assert [one.recipient for one in await claim(store, most=9)] == ["r2", "r1", "r0"]


async def test_letters_to_one_receiver_never_overtake_each_other(store: SqlStore) -> None:
    await seed(store)
    second = letter("written first", due=NOW - MINUTE)
    first = letter("due first", due=NOW - 2 * MINUTE)
    third = letter("due with the second", due=NOW - MINUTE)
    await write(store, second, first, third)
    order = []
    for _ in range(3):
        (one,) = await claim(store)
        order.append(one.key)
        assert await claim(store) == ()
        await record(store, one, LetterState.SENT)
    assert order == [first.key, second.key, third.key]


async def test_a_letter_that_waits_to_be_retried_holds_the_later_ones_to_its_receiver(
    store: SqlStore,
) -> None:
    await seed(store)
    await write(store, letter("1", due=NOW - MINUTE), letter("2"), letter("3", recipient="m2"))
    claimed = {one.recipient: one for one in await claim(store)}
    await record(store, claimed["m1"], LetterState.RETRY, due=NOW + 5 * MINUTE)
    await record(store, claimed["m2"], LetterState.SENT)
    assert await claim(store, now=NOW + 4 * MINUTE) == ()
    assert [one.key for one in await claim(store, now=NOW + 5 * MINUTE)] == [letter("1").key]


async def test_a_letter_that_was_due_earlier_but_written_later_waits_for_the_one_in_the_air(
    store: SqlStore,
) -> None:
    await seed(store)
    await write(store, letter("in the air"))
    (one,) = await claim(store)
    await write(store, letter("due earlier", due=NOW - 5 * MINUTE))
    assert await claim(store) == ()
    assert await next_due(store) == LEASE_ENDS
    await record(store, one, LetterState.SENT)
    assert [other.key for other in await claim(store)] == [letter("due earlier").key]


async def test_an_edit_that_waits_holds_nobody_up_and_several_that_are_due_go_one_by_one(
    store: SqlStore,
) -> None:
    await seed(store)
    kind = LetterKind.CARD_UPDATE
    await write(store, *(letter(f"edit {n}", kind=kind, edits=f"message {n}") for n in range(2)))
    await write(store, letter("notice", due=NOW + MINUTE))
    (first,) = await claim(store)
    await record(store, first, LetterState.RETRY, due=NOW + 15 * MINUTE)
    (second,) = await claim(store)
    await record(store, second, LetterState.RETRY, due=NOW + 15 * MINUTE)
    assert [one.edits for one in (first, second)] == ["message 0", "message 1"]
    assert await next_due(store) == NOW + MINUTE
    (notice,) = await claim(store, now=NOW + MINUTE)
    assert notice.key == letter("notice").key
    await record(store, notice, LetterState.RETRY, due=NOW + 15 * MINUTE)
    assert [one.key for one in await claim(store, now=NOW + 15 * MINUTE)] == [first.key]


async def test_a_letter_for_later_holds_nobody_up(store: SqlStore) -> None:
    await seed(store)
    await write(store, letter("later", due=NOW + 15 * MINUTE), letter("now"))
    assert [one.key for one in await claim(store)] == [letter("now").key]


async def test_the_same_receiver_in_another_group_is_another_receiver(store: SqlStore) -> None:
    await seed(store)
    await store.write("", lambda records: records.groups.save(group("g2")))
    await write(store, letter("1", recipient=CHANNEL), letter("1", group_id="g2", recipient=CHANNEL))
    assert {one.group_id for one in await claim(store)} == {"g1", "g2"}


async def test_an_outcome_is_recorded_with_its_message(store: SqlStore) -> None:
    await seed(store)
    await write(store, letter("1"))
    (one,) = await claim(store)
    sent = replace(one, state=LetterState.SENT, conversation_id="a:1", activity_id="1:2")
    assert await store.write("", lambda records: records.ledger.record(sent, NOW + MINUTE))
    stored = await store.read(lambda records: records.ledger.get("g1", one.key))
    assert stored == replace(sent, settled_at=NOW + MINUTE)
    assert not await store.write("", lambda records: records.ledger.record(sent, NOW + MINUTE))


async def test_an_outcome_counts_only_under_the_newest_claim(store: SqlStore) -> None:
    await seed(store)
    await write(store, letter("1"))
    (slow,) = await claim(store)
    await reclaim(store, NOW + 2 * MINUTE)
    (quick,) = await claim(store, now=NOW + 2 * MINUTE)
    assert not await record(store, slow, LetterState.FAILED)
    assert await record(store, quick, LetterState.SENT)
    stored = await store.read(lambda records: records.ledger.get("g1", slow.key))
    assert stored is not None
    assert (stored.state, stored.claims) == (LetterState.SENT, 2)


async def test_an_outcome_that_comes_late_is_still_the_truth_when_nobody_has_claimed_the_letter_since(
    store: SqlStore,
) -> None:
    await seed(store)
    await write(store, letter("1"))
    (slow,) = await claim(store)
    await reclaim(store, NOW + 2 * MINUTE)
    assert await record(store, slow, LetterState.SENT)
    assert await claim(store, now=NOW + 3 * MINUTE) == ()


async def test_an_outcome_never_brings_back_a_letter_that_was_cancelled(store: SqlStore) -> None:
    await seed(store)
    await write(store, letter("1"))
    (one,) = await claim(store)
    await record(store, one, LetterState.RETRY, due=NOW + MINUTE)
    await store.write("g1", lambda records: records.ledger.cancel("g1", "m1", "left", NOW))
    assert not await record(store, one, LetterState.SENT)


async def test_a_claim_that_runs_out_is_tried_once_more_for_a_member_and_left_open_in_the_channel(
    store: SqlStore,
) -> None:
    await seed(store)
    edit = letter("edit", recipient="m3", kind=LetterKind.CARD_UPDATE, edits="x")
    await write(store, letter("prompt"), letter("post", recipient=CHANNEL, kind=LetterKind.AGENDA), edit)
    await claim(store)
    assert await reclaim(store, LEASE_ENDS) == {}
    first = await reclaim(store, LEASE_ENDS + MINUTE)
    assert first == {
        "prompt": (LetterState.RETRY, MAYBE_SENT),
        "post": (LetterState.UNKNOWN, INTERRUPTED),
        "edit": (LetterState.RETRY, ""),
    }
    assert await reclaim(store, LEASE_ENDS + MINUTE) == {}
    assert len(await claim(store, now=LEASE_ENDS + MINUTE)) == 2
    assert await reclaim(store, LEASE_ENDS + 3 * MINUTE) == {
        "prompt": (LetterState.UNKNOWN, INTERRUPTED),
        "edit": (LetterState.RETRY, ""),
    }


async def test_a_letter_that_the_asker_is_still_busy_with_is_not_taken_for_lost(store: SqlStore) -> None:
    await seed(store)
    await write(store, letter("mine"), letter("lost", recipient="m2"))
    await claim(store)
    later, mine = LEASE_ENDS + MINUTE, {letter("mine").key}
    lost = await store.write("", lambda records: records.ledger.reclaim(later, sparing=mine))
    assert [one.key for one in lost] == [letter("lost", recipient="m2").key]


async def test_the_courier_knows_when_it_is_needed_next(store: SqlStore) -> None:
    await seed(store)
    assert await next_due(store) is None
    await write(store, letter("1", due=NOW + MINUTE), letter("2", due=NOW + 2 * MINUTE))
    assert await next_due(store) == NOW + MINUTE
    (one,) = await claim(store, now=NOW + MINUTE)
    assert await next_due(store) == LEASE_ENDS + MINUTE, (
        "a letter in the air is looked at when its claim runs out"
    )
    await record(store, one, LetterState.RETRY, due=NOW + 5 * MINUTE)
    assert await next_due(store) == NOW + 5 * MINUTE, "the second letter waits behind the first"
    await record(store, one, LetterState.FAILED)
    assert await next_due(store) == NOW + 2 * MINUTE
    (one,) = await claim(store, now=NOW + 2 * MINUTE)
    await record(store, one, LetterState.SENT)
    assert await next_due(store) is None


async def test_a_letter_of_a_kind_that_a_newer_version_wrote_is_left_for_it(store: SqlStore) -> None:
    await seed(store)
    await write(store, letter("new", recipient="m1"), letter("old", recipient="m2"))
    await store.transact(
        lambda connection: connection.execute(
            text("UPDATE letter SET kind = 'postcard' WHERE recipient = 'm1'")
        )
    )
    assert [one.recipient for one in await claim(store)] == ["m2"]


async def test_of_eight_that_claim_a_letter_at_once_one_gets_it(store: SqlStore) -> None:
    await seed(store)
    await write(store, letter("1"))
    claims = await asyncio.gather(*(claim(store) for _ in range(8)))
    assert sorted(len(claimed) for claimed in claims) == [0, 0, 0, 0, 0, 0, 0, 1]


async def test_of_eight_that_claim_many_letters_at_once_each_letter_goes_to_one(store: SqlStore) -> None:
    await seed(store)
    await write(store, *(letter(str(n), recipient=f"r{n % 20}") for n in range(60)))
    while True:
        claims = await asyncio.gather(*(claim(store, most=5) for _ in range(8)))
        claimed = [one for claimed in claims for one in claimed]
        receivers = [one.recipient for one in claimed]
        assert len(receivers) == len(set(receivers)), "one letter to a receiver at a time"
        if not claimed:
            break
        await asyncio.gather(*(record(store, one, LetterState.SENT) for one in claimed))
    stored = await store.read(lambda records: records.ledger.get("g1", letter("59").key))
    assert stored is not None
    assert (stored.state, stored.claims) == (LetterState.SENT, 1)


async def test_two_letters_to_one_receiver_are_never_in_the_air_together(store: SqlStore) -> None:
    await seed(store)
    await write(store, letter("1"), letter("2"))
    await claim(store)
    with pytest.raises(Exception, match=r"(?i)unique"):
        await store.transact(
            lambda connection: connection.execute(text("UPDATE letter SET state = 'sending'"))
        )


async def write(store: SqlStore, *letters: Letter) -> None:
    assert await store.write("", lambda records: records.ledger.write(letters)) == len(letters)


async def claim(store: SqlStore, *, now: datetime = NOW, most: int = 10) -> tuple[Letter, ...]:
    return await store.write("", lambda records: records.ledger.claim(now, LEASE, most))


async def record(store: SqlStore, claimed: Letter, state: LetterState, **changes: datetime) -> bool:
    outcome = replace(claimed, state=state, **changes)  # type: ignore[arg-type]
    return await store.write("", lambda records: records.ledger.record(outcome, NOW))


async def reclaim(store: SqlStore, now: datetime) -> dict[str, tuple[LetterState, str]]:
    lost: Collection[Letter] = await store.write("", lambda records: records.ledger.reclaim(now))
    return {one.key.rpartition("/")[2]: (one.state, one.reason) for one in lost}


async def next_due(store: SqlStore) -> datetime | None:
    def look(records: Records) -> datetime | None:
        return records.ledger.next_due()

    return await store.read(look)
