"""The summary for readers outside the group, in words."""

from __future__ import annotations

from collections.abc import Mapping

from est.summary.audiences import LEAST, Circle, Count, Told
from est.summary.baseline import Standing
from words.catalogue import N_, Words
from words.summary import compared

TITLES: Mapping[Circle, str] = {
    Circle.OPERATIVE: N_("För operativ grupp"),
    Circle.COUNCIL: N_("För BRÅ"),
    Circle.STEERING: N_("För styrgruppen"),
    Circle.PUBLIC: N_("För allmänheten"),
}
ABOUT: Mapping[Circle, str] = {
    Circle.OPERATIVE: N_(
        "Skolor, förskolor, bostadsgårdar och trapphus står under sitt område. Listor står i bokstavsordning."
    ),
    Circle.COUNCIL: N_(
        "Antal under 3 visas inte. Skolor, förskolor, bostadsgårdar och trapphus står under sitt område. "
        "Listor står i bokstavsordning."
    ),
    Circle.STEERING: N_("Antal under 3 visas inte. Platser står under sitt område, i bokstavsordning."),
    Circle.PUBLIC: N_("Antal under 5 visas inte. Bara områden, i bokstavsordning."),
}


def many(words: Words, count: Count, circle: Circle) -> str:
    """A number, or that it is too small to be said."""
    return words.t("färre än {n} eller ej visat", n=LEAST[circle]) if count.few else str(count.count)


def happened(words: Words, told: Told) -> str:
    """How many incidents, against what is usual, and of how many answers."""
    total = told.categories.total
    if total.few:
        said = words.t("Antalet händelser är för litet för att visas.")
    elif told.usual.standing is Standing.TOO_FEW:
        said = words.n("{n} händelse rapporterades.", "{n} händelser rapporterades.", total.count)
    else:
        usual = compared(words, told.usual)
        said = words.n(
            "{n} händelse rapporterades ({compared}).",
            "{n} händelser rapporterades ({compared}).",
            total.count,
            compared=usual,
        )
    answered = words.t("{answered} av {total} har svarat.", answered=told.answered, total=told.asked)
    return f"{said} {answered}"
