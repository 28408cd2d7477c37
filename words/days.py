"""What days are called: the calendar names them in Swedish, and a break may have been given no name."""

from __future__ import annotations

from est.days import DayKind
from words.catalogue import N_, Words

CALENDAR = frozenset(
    {
        N_("Nyårsdagen"),
        N_("Trettondagsafton"),
        N_("Trettondedag jul"),
        N_("Skärtorsdagen"),
        N_("Långfredagen"),
        N_("Påskdagen"),
        N_("Annandag påsk"),
        N_("Valborgsmässoafton"),
        N_("Första maj"),
        N_("Dag före Kristi himmelsfärdsdag"),
        N_("Kristi himmelsfärdsdag"),
        N_("Dag före Pingstafton"),
        N_("Pingstdagen"),
        N_("Nationaldagen"),
        N_("Dag före Midsommarafton"),
        N_("Midsommarafton"),
        N_("Midsommardagen"),
        N_("Allahelgonsafton"),
        N_("Alla helgons dag"),
        N_("Dag före Julafton"),
        N_("Julafton"),
        N_("Juldagen"),
        N_("Annandag jul"),
        N_("Dag före Nyårsafton"),
        N_("Nyårsafton"),
    }
)
"""Every name of the Swedish calendar; other names are the municipality's own and are said as they are."""
BETWEEN_NAMES = "; "
"""Stands between the names of a day that has several."""


def day_name(words: Words, name: str) -> str:
    """What a red day, a half day or a break is called, in the reader's language."""
    if name == DayKind.BREAK.value:
        return words.t("Uppehåll")
    return ", ".join(words.t(one) if one in CALENDAR else one for one in name.split(BETWEEN_NAMES))
