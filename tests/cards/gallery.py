"""Every card by name, drawn from fixed data. One gallery, three uses: snapshots, laws, pictures (style.md §4).

`python -m tests.cards.gallery --write` writes the snapshots anew; the diff shows a reviewer what the cards say now.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from cards.teams import Card
from tests.cards import acting, ahead, held, hostile_names, leading, meetings, reporting, reviewing
from words import Words, words_in

SNAPSHOTS = Path(__file__).parent / "snapshots"

GALLERY: Mapping[str, Callable[[Words], Card]] = {
    **reporting.CARDS,
    **meetings.CARDS,
    **held.CARDS,
    **ahead.CARDS,
    **reviewing.CARDS,
    **acting.CARDS,
    **leading.CARDS,
    **hostile_names.CARDS,
}
"""By name, in the order of the week."""
IN_ENGLISH = (
    *(
        "prompt-three-kinds",
        "form-incident",
        "form-incident-faults",
        "reminder",
        "delivery",
        "health",
        "agenda-draft",
    ),
    *("review", "review-item", "areas", "versions", "variant-styrgrupp", "feedback"),
    *("actions", "action", "action-form-faults", "action-step-effect", "action-reminder", "effect-question"),
    *("summary", "settings", "members", "greeting", "help", "refusal"),
)
KEPT = {
    **{name: (name, "sv") for name in GALLERY if not name.startswith("big-")},
    **{f"{name}.en": (name, "en") for name in IN_ENGLISH},
}
"""Cards that a reviewer reads, by their file; the big ones are there to be measured and looked at."""


@cache
def draw(name: str, language: str = "sv") -> Card:
    """One card of the gallery, drawn once and only to be looked at."""
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
    for file, (name, language) in KEPT.items():
        (SNAPSHOTS / f"{file}.json").write_text(as_snapshot(draw(name, language)), encoding="utf-8")
    for left_over in {path.stem for path in SNAPSHOTS.glob("*.json")} - set(KEPT):
        (SNAPSHOTS / f"{left_over}.json").unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
