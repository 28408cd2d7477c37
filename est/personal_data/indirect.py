"""P10: nobody is named, and still there is only one person it can be (domain.md §7.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.reading import Found, Reading

SOMEBODY = (
    r"(?:elev|flick|poj|kill|tjej|kvinna|man|männen|famil|barn|hyresgäst|lärar|anställd|grann|ungdom|student|kund|"
    r"medarbetar|rektor|vaktmästar|väktar|ordningsvakt|invånar|pensionär|personen|personerna|boende|mamma|pappa|förälder|föräldra|deltagar|spelar)"
)
ONLY_ONE = re.compile(
    r"(?<!\ben )(?<!\bett )(?<!\binte )\b(?:enda|ende) (?:[^\W\d_]+(?:iga|ska|na|dre|nya) )?"
    rf"{SOMEBODY}[^\W\d_]*(?<!boendet)(?!\w)"
)
THE_MOST = re.compile(rf"\b(?:äldsta|yngsta|nyaste|längsta|nyinflyttade) {SOMEBODY}[^\W\d_]*(?!\w)")
ROLE = (
    r"(?:rektor|lärare|vaktmästare|ordförande|kommunalråd|chef|polis|präst|pastor|imam|mentor|tränare|[a-zåäö]*ägare|"
    r"fritidsledare|handlare|politiker)"
)
KIN = "son dotter bror syster fru man barn sambo make maka mamma pappa söner döttrar".split()  # noqa: SIM905
KIN_WORDS = frozenset(kin + ending for kin in (*KIN, "broder") for ending in ("", "en", "n", "erna"))
OF_A_ROLE = re.compile(
    rf"\b{ROLE}(?:n|en|et)?s (?:[^\W\d_]+ )?(?:{'|'.join(KIN)})(?:en|n)?\b"
    rf"|\b(?:sonen|dottern|dotter|son|barnen|barn|brodern|bror) till (?:en )?(?:känd )?{ROLE}(?:n|en|et)?\b"
)
CLASS = r"(?:klass |åk )?[1-9] ?[a-f](?!\w)"
IN_CLASS = re.compile(r"[1-9] ?[a-f](?!\w)")
OF_A_CLASS = re.compile(
    r"\b(?:(?:en|ett|två|tre|fyra|[1-4]|de två|de tre) (?:av )?(?:elev|flick|poj|kill|tjej|barn|ungdom|bröder|systrar|"
    r"syskon|grabb)[a-zåäö]* (?:i|från|ur)"
    rf"|(?:eleven|flickan|pojken|killen|tjejen|grabben|läraren|mentorn) (?:i|från|ur|för)) {CLASS}"
)
"""Four of a class at most, or one of it."""

THEY = frozenset(
    "barnet barnen flickan pojken kvinnan mannen familjen paret grannen hyresgästen".split()  # noqa: SIM905
)
WHERE_THEY_LIVE = re.compile(
    rf"\b(?:{'|'.join(sorted(THEY))}) (?:som bor|längst in|högst upp|ovanför|ovanpå|på översta våningen|"
    r"på bottenvåningen|i hörnlägenheten|i lägenheten)\b"
)
DAY = (
    r"(?:[0-9]{4}-?[0-9]{2}-?[0-9]{2}|[0-9]{6}|[0-9]{1,2}[/.][0-9]{1,2}[ /.-][0-9]{2,4}|"
    r"[0-9]{1,2} [a-zåäö]{3,9} [0-9]{4})"
)
BORN = re.compile(rf"\b(?:född[a]?|f\.) (?:den )?{DAY}(?![0-9])")
ON_A_DAY = re.compile(
    rf"(?<![0-9]){DAY}(?![0-9])|(?<![0-9])[0-9]{{1,2}}/[0-9]{{1,2}}(?![0-9])"
    r"|\b[0-9]{1,2} (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*\b"
)

FORMS = (
    (frozenset({"enda", "ende"}), ONLY_ONE),
    (frozenset({"äldsta", "yngsta", "nyaste", "längsta", "nyinflyttade"}), THE_MOST),
    (KIN_WORDS, OF_A_ROLE),
    (THEY, WHERE_THEY_LIVE),
    (frozenset({"född", "födda", "f"}), BORN),
)


def find(reading: Reading) -> Iterator[Found]:
    """Every description that fits one person or very few."""
    for words, pattern in FORMS:
        if not words.isdisjoint(reading.vocabulary):
            for match in pattern.finditer(reading.folded):
                yield _found(match.start(), match.end())
    if IN_CLASS.search(reading.folded):
        for match in OF_A_CLASS.finditer(reading.folded):
            yield _found(match.start(), match.end())


def flat_on_a_day(reading: Reading, dwellings: list[Found]) -> Iterator[Found]:
    """A flat and a day together say who was at home."""
    if dwellings and (day := ON_A_DAY.search(reading.folded)):
        flat = dwellings[0]
        yield _found(min(flat.start, day.start()), max(flat.end, day.end()))


def _found(start: int, end: int) -> Found:
    return Found(DataClass.P10, start, end, Suggestion.REPHRASE_UNIQUE)
