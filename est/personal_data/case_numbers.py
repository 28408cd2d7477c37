"""P9: numbers of cases about persons: police, prosecutor, court (domain.md §7.8).

A municipality's own diary number (`KS 2024/70`) names a document, not a person, and passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.reading import Found, Reading

BY_FORM = re.compile(
    r"""
    (?<![0-9a-zåäö-]) (?:
        [0-9]{4}\ ?-\ ?k (?: \ ?-?[0-9]{1,7} (?: \ ?-\ ?[0-9]{2,4} )? )?     # police: 5000-K123456-26
      | k\ ?-?[0-9]{4,7}-[0-9]{2,4}                                           # police, without the station
      | am-?\ ?[0-9]{3,7}-[0-9]{2}                                            # prosecutor
      | (?: mål | målnr | målnummer )[.:]?\ ?[btäföp]\ ?[0-9]{1,6}-[0-9]{2}   # court
      | [bt]\ ?[0-9]{3,6}-[0-9]{2}
    ) (?![0-9a-zåäö])
    """,
    re.VERBOSE,
)
FORM_WORDS = frozenset("k am b t mål målnr målnummer".split())  # noqa: SIM905

LABELLED = re.compile(
    r"\b(?:k-?n(?:umme)?r|anmälningsn(?:umme)?r|aktn(?:umme)?r|målnr|målnummer|personakt(?:en)?|"
    r"polisanmälan n(?:umme)?r|polisens ärende|polisärende)\b"
    r"[^\w\n]{0,4}(?:nr |är )?(?P<number>[0-9a-z-]{0,8}[0-9][0-9a-z/-]{0,20})"
)
LABELS = frozenset(
    """
    k-nr k-nummer knr knummer anmälningsnr anmälningsnummer aktnr aktnummer målnr målnummer personakt personakten
    polisanmälan polisens polisärende
    """.split()  # noqa: SIM905
)
OF_AUTHORITY = re.compile(
    r"\b(?:polis|åklagar|åtal|soc|bup|orosanmäl|lvu|brotts|utredning)\w*\b[^.\n]{0,25}?"
    r"\b(?:dnr|diarien(?:umme)?r|ärenden(?:umme)?r|ärende n(?:umme)?r|akt n(?:umme)?r)\b"
    r"[^\w\n]{0,4}(?:är )?(?P<number>[0-9a-zåäö-]{0,8} ?[0-9][0-9a-z/-]{0,20})"
)
CASE_WORDS = frozenset("dnr diarienr diarienummer ärendenr ärendenummer ärende akt".split())  # noqa: SIM905


def find(reading: Reading) -> Iterator[Found]:
    """Every number that leads to a case about persons."""
    if not reading.digits:
        return
    if not FORM_WORDS.isdisjoint(reading.vocabulary):
        for match in BY_FORM.finditer(reading.folded):
            yield _found(match.start(), match.end())
    for words, pattern in ((LABELS, LABELLED), (CASE_WORDS, OF_AUTHORITY)):
        if not words.isdisjoint(reading.vocabulary):
            for match in pattern.finditer(reading.folded):
                yield _found(match.start("number"), match.end("number"))


def _found(start: int, end: int) -> Found:
    return Found(DataClass.P9, start, end, Suggestion.REMOVE_CASE_NUMBER)
