"""Every card by name, drawn from fixed data. One gallery, three uses: snapshots, laws, pictures (style.md §4).

`python -m tests.cards.gallery --write` writes the snapshots anew; the diff shows a reviewer what the cards say now.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from cards.teams import Card
from tests.cards import leading, meetings, reporting
from words import Words, words_in

SNAPSHOTS = Path(__file__).parent / "snapshots"

GALLERY: Mapping[str, Callable[[Words], Card]] = {**reporting.CARDS, **meetings.CARDS, **leading.CARDS}
"""By name, in the order of the week."""


def draw(name: str, language: str = "sv") -> Card:
    """One card of the gallery."""
    return GALLERY[name](words_in(language))


def as_snapshot(card: Card) -> str:
    """The card and its notification line as they are kept and compared."""
    kept = {"notification": card.summary, "card": card.content}
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    """List the cards, or write the snapshots anew and remove those of cards that are no more."""
    if "--write" not in arguments:
        for name in GALLERY:
            print(f"{draw(name).size:6} {name}")
        return 0
    SNAPSHOTS.mkdir(exist_ok=True)
    for name in GALLERY:
        (SNAPSHOTS / f"{name}.json").write_text(as_snapshot(draw(name)), encoding="utf-8")
    for left_over in {path.stem for path in SNAPSHOTS.glob("*.json")} - set(GALLERY):
        (SNAPSHOTS / f"{left_over}.json").unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
