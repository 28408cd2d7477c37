"""Every card of the gallery is as its kept copy; a reviewer reads what changed in the diff of that file.

`python -m tests.cards.gallery --write` keeps the cards as they are now.
"""

from __future__ import annotations

import pytest

from tests.cards.gallery import KEPT, SNAPSHOTS, as_snapshot, draw


@pytest.mark.parametrize("file", KEPT)
def test_a_card_is_as_it_was_kept(file: str) -> None:
    kept = SNAPSHOTS / f"{file}.json"
    assert kept.exists(), "a new card is kept by: python -m tests.cards.gallery --write"
    now = as_snapshot(draw(*KEPT[file]))
    assert now == kept.read_text(encoding="utf-8"), "if it is meant: python -m tests.cards.gallery --write"


def test_no_copy_is_kept_of_a_card_that_is_no_more() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.json")} == set(KEPT)
