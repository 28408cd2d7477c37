"""What whoever runs the bot sees of the ledger: numbers and moments, the same on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from est.letters import LetterKind, LetterState
from est.outbox import LetterCount
from storage.sight import NEWEST, Sight
from storage.store import SqlStore
from tests.storage.world import NOW, letter, seed

MINUTE = timedelta(minutes=1)
SKIP = text("UPDATE letter SET id = id - :far WHERE key LIKE '%old%'")
"""As if so many letters had been written since."""


async def test_an_empty_ledger_has_nothing_to_show(store: SqlStore) -> None:
    seen = await Sight(store).look(NOW)
    assert (seen.counts, seen.oldest_waiting, seen.last_prompt) == ((), None, None)


async def test_letters_are_counted_and_the_oldest_that_waits_is_found(store: SqlStore) -> None:
    await seed(store)
    waits = {"w1": -20, "w2": -30, "ahead": 90}
    letters = [
        *(
            letter(key, recipient=key, state=LetterState.WAITING, due=NOW + minutes * MINUTE)
            for key, minutes in waits.items()
        ),
        letter("retry", recipient="r", state=LetterState.RETRY, due=NOW - 40 * MINUTE),
        letter(
            "old", recipient="o", state=LetterState.CANCELLED, due=NOW - 500 * MINUTE, reason="left_group"
        ),
    ]
    await store.write("g1", lambda records: records.ledger.write(letters))
    seen = await Sight(store).look(NOW)
    kind = letters[0].kind.value
    assert set(seen.counts) == {
        LetterCount(kind, "waiting", "", 3),
        LetterCount(kind, "retry", "", 1),
        LetterCount(kind, "cancelled", "left_group", 1),
    }
    assert seen.oldest_waiting == NOW - 40 * MINUTE
    assert (await Sight(store).look(NOW - 35 * MINUTE)).oldest_waiting == NOW - 40 * MINUTE
    assert (await Sight(store).look(NOW - 45 * MINUTE)).oldest_waiting is None


async def test_a_letter_that_is_tried_again_has_waited_since_it_was_first_due(store: SqlStore) -> None:
    await seed(store)
    await store.write("g1", lambda records: records.ledger.write([letter("one", due=NOW)]))
    (claimed,) = await store.write("", lambda records: records.ledger.claim(NOW, 60, 1))
    later = replace(claimed, state=LetterState.RETRY, due=NOW + 5 * MINUTE)
    await store.write("", lambda records: records.ledger.record(later, NOW))
    assert (await Sight(store).look(NOW + 4 * MINUTE)).oldest_waiting == NOW


async def test_the_last_question_that_arrived_is_told_of_and_no_other_letter(store: SqlStore) -> None:
    await seed(store)
    sent = [
        letter("p1", kind=LetterKind.PROMPT, state=LetterState.SENT, settled_at=NOW - 9 * MINUTE),
        letter("p2", kind=LetterKind.PROMPT, state=LetterState.SENT, settled_at=NOW - 5 * MINUTE),
        letter("p3", kind=LetterKind.PROMPT, state=LetterState.FAILED, settled_at=NOW - 2 * MINUTE),
        letter("r1", kind=LetterKind.REMINDER, state=LetterState.SENT, settled_at=NOW - 1 * MINUTE),
    ]
    await store.write("g1", lambda records: records.ledger.write(sent))
    assert (await Sight(store).look(NOW)).last_prompt == NOW - 5 * MINUTE


async def test_only_the_newest_letters_are_looked_at_however_old_the_ledger_is(store: SqlStore) -> None:
    await seed(store)
    old = [letter(f"old{number}", state=LetterState.SENT, settled_at=NOW) for number in range(3)]
    await store.write("g1", lambda records: records.ledger.write(old))
    newest = [letter("newest", kind=LetterKind.REMINDER, recipient="m2")]
    await store.write("g1", lambda records: records.ledger.write(newest))
    await store.transact(lambda connection: connection.execute(SKIP, {"far": NEWEST}))
    seen = await Sight(store).look(NOW)
    assert [(one.kind, one.count) for one in seen.counts] == [("reminder", 1)]
    assert seen.last_prompt is None


async def test_only_postgresql_has_a_clock_of_its_own(store: SqlStore, url: str) -> None:
    seen = await Sight(store).look(NOW)
    assert (seen.database_clock is None) is url.startswith("sqlite")
    assert seen.database_clock is None or seen.database_clock.tzinfo is not None
