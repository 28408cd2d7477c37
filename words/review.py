"""What those who review say of items and areas: states, steps, symbols and arrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from est.duplicates import same_place
from est.report import Item, ReviewState
from est.review import StepKind
from est.summary import AreaChange, AreaLine
from est.vocabulary import AreaStatus
from words.catalogue import N_, Words
from words.vocabulary import label

STATES: Mapping[ReviewState, str] = {
    ReviewState.NEW: N_("att granska"),
    ReviewState.OK: N_("godkänd"),
    ReviewState.EDITED: N_("ändrad i granskningen"),
    ReviewState.RETURNED: N_("skickad tillbaka"),
    ReviewState.HIDDEN: N_("dold"),
    ReviewState.ORAL: N_("muntlig information"),
}
STEPS: Mapping[StepKind, str] = {
    StepKind.ACCEPTED: N_("godkänd"),
    StepKind.EDITED: N_("ändrad"),
    StepKind.RETURNED: N_("skickad tillbaka"),
    StepKind.HIDDEN: N_("dold"),
    StepKind.SHOWN: N_("visas igen"),
    StepKind.ORAL: N_("gjord till muntlig information"),
    StepKind.MERGED: N_("hopslagen"),
    StepKind.SPLIT: N_("står för sig själv igen"),
    StepKind.SEVERITY: N_("allvarligheten ändrad"),
    StepKind.MOVED: N_("flyttad i dagordningen"),
    StepKind.COMMENTED: N_("kommentar"),
}
SYMBOLS: Mapping[AreaStatus, str] = {
    AreaStatus.GREEN: "🟢",
    AreaStatus.YELLOW: "🟡",
    AreaStatus.ORANGE: "🟠",
    AreaStatus.RED: "🔴",
}
"""Beside the word, which says the same: colour alone tells nobody anything (domain.md §7.2)."""
ARROWS: Mapping[AreaChange, str] = {
    AreaChange.GRAVER: N_("↑ allvarligare än förra mötet"),
    AreaChange.SAME: N_("→ som förra mötet"),
    AreaChange.CALMER: N_("↓ lugnare än förra mötet"),
    AreaChange.FIRST: N_("ingen bedömning förra mötet"),
}


def state(words: Words, item: Item) -> str:
    """Where the item stands in the review; one that is merged says so first."""
    return words.t("hopslagen") if item.merged_into else words.t(STATES[item.review])


def why_alike(words: Words, items: Sequence[Item]) -> str:
    """Why items may be one event, said after their labels."""
    first, *others = (item.content.location for item in items)
    if all(same_place(first, other) for other in others):
        return words.t("kan vara samma händelse: samma plats, kategori och tid.")
    return words.t("kan vara samma händelse: platser nära varandra, samma kategori och tid.")


def area_status(words: Words, line: AreaLine) -> str:
    """Symbol, word and arrow of an area."""
    name = f"{SYMBOLS[line.status]} {label(words, line.status)}"
    return f"{name} ({words.t(ARROWS[line.change])})"
