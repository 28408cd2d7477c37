"""P4: a dwelling that can be pointed at: flat, floor, door code, single house (domain.md §7.8).

A street with a number is a place and passes (design.md §6); it takes a flat, a floor or a resident beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.reading import Found, Reading, joined

STREET = (
    r"(?<![\w-])[a-zåäöéü-]*?(?:gatan?|vägen|väg|gränden?|gränd|stigen?|torget?|torg|allén?|backen?|vången|ringen|"
    r"slingan|kroken|svängen|leden|stråket|esplanaden|bågen|lyckan|hagen|kajen|brinken|terrassen|tået) "
    r"[0-9]{1,3}(?: ?[a-h](?!\w))?(?![0-9])"
)
STREET_NUMBER = re.compile(STREET)

COUNTED = (
    r"(?! ?(?:gånger|ggr|personer|st|kvällar|dagar|timmar|tim|kr|år|januari|februari|mars|april|maj|juni|juli|augusti|"
    r"september|oktober|november|december)\b)"
)
FLAT = re.compile(
    r"\b(?:lgh|lght|lägenhet|lägenhetsn(?:umme)?r|lghnr)\.? ?(?:nr|nummer)?[.:]? ?"
    rf"[0-9]{{1,4}}(?: ?[a-h])?(?!\w)(?![-/.:,]?[0-9]){COUNTED}"
    r"|\blägenheten (?:(?:nr|nummer)[.:]? ?[0-9]{1,4}|1[0-9]{3})\b(?![-/.:]?[0-9])"
)
FLAT_WORDS = frozenset(
    "lgh lght lägenhet lägenhetsnummer lägenhetsnr lghnr lghnummer lägenheten".split()  # noqa: SIM905
)
FLAT_AFTER_STREET = re.compile(rf"{STREET} ?/ ?1[0-9]{{3}}(?![0-9])")

DOOR_CODE = re.compile(
    r"\b(?:port|dörr|entré|larm|trapp|grind)kod(?:en|er|erna)?\b[^0-9\n.]{0,20}[0-9]{4}(?![-/.:]?[0-9])"
    r"|\bkod(?:en)? (?:är |till (?:porten|dörren|entrén) (?:är )?)[0-9]{4}(?![-/.:]?[0-9])"
)
DOORS = ("", "port", "dörr", "entré", "larm", "trapp", "grind")
CODE_WORDS = frozenset(f"{door}kod{ending}" for door in DOORS for ending in ("", "en", "er", "erna"))

HOUSE = r"(?:villan|radhuset|parhuset|kedjehuset|sommarstugan|fritidshuset|torpet|enfamiljshuset)"
WHERE = r"(?:på|vid|i slutet|i änden|mitt emot|mittemot|intill|bredvid|bakom|längst|närmast)"
SINGLE_HOUSE = re.compile(
    rf"\b{HOUSE} {WHERE}(?: [^\W\d_][\w-]*){{1,2}}?(?: [0-9]{{1,3}}(?: ?[a-h])?(?![\w-]))?(?!\w)"
    rf"|\b{HOUSE} (?:nr |nummer )?{STREET}"
)
HOUSE_ON_STREET = re.compile(
    rf"\b(?:villa|radhus|lägenhet(?:en)?) (?:(?:på|vid|i) (?:[^\W\d_]+ ){{0,2}}?)?{STREET}"
    r"|\b(?:villan?|radhuset|parhuset|kedjehuset) (?:nr |nummer )?[0-9]{1,3}\b(?! (?:gånger|kvällar))"
)
HOUSE_WORDS = frozenset(
    """
    villan radhuset parhuset kedjehuset sommarstugan fritidshuset torpet enfamiljshuset villa radhus lägenhet
    lägenheten
    """.split()  # noqa: SIM905
)
RESIDENT = re.compile(
    r"\b(?:bor|bodde|bosatt|skriven|folkbokförd|hemma hos [^\W\d_]+|hyresgästen) (?:på|i|vid) "
    rf"(?:[^\W\d_]+ ){{0,2}}?{STREET}"
)
RESIDENT_WORDS = frozenset("bor bodde bosatt skriven folkbokförd hemma hyresgästen".split())  # noqa: SIM905

ORDINAL = (
    r"(?:[0-9]{1,2}(?::[ae])?|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|första|andra|tredje|fjärde|femte|sjätte|"
    r"sjunde|åttonde|nionde|tionde|över|översta|nedersta|nedre|mellersta)"
)
FLOOR = re.compile(
    rf"\b{ORDINAL} ?(?:våning(?:en)?|vån|trappor|tr)\b(?: [0-9]{{1,2}}(?![\w-]))?|\b(?:våning|vån)\.? ?[0-9]{{1,2}}\b"
    r"|\b(?:bottenvåningen|nb|bv)\b"
    r"|\bdörr(?:en)? (?:till )?(?:vänster|höger)\b|\b(?:vänster|höger) dörr\b|\b(?:andra|första|sista) dörren\b"
)
FLOOR_WORDS = frozenset(
    "våning våningen vån trappor tr bottenvåningen nb bv dörr dörren".split()  # noqa: SIM905
)
REACH = 40
PUBLIC_BUILDING = re.compile(
    r"parkhus|p-hus|parkering|garage|stadshus|kommunhus|bibliotek|galleria|köpcent|station|skola|gymnasi|badhus|"
    r"simhall|kontor|sjukhus|vårdcentral|resecent|kulturhus"
)

FORMS = (
    (FLAT_WORDS, FLAT),
    (CODE_WORDS, DOOR_CODE),
    (HOUSE_WORDS, SINGLE_HOUSE),
    (HOUSE_WORDS, HOUSE_ON_STREET),
    (RESIDENT_WORDS, RESIDENT),
)


def find(reading: Reading) -> Iterator[Found]:
    """Every dwelling, in order of position; street, floor and flat of one dwelling are one find."""
    return joined(_dwellings(reading))


def _dwellings(reading: Reading) -> Iterator[Found]:
    for words, pattern in FORMS:
        if not words.isdisjoint(reading.vocabulary):
            for match in pattern.finditer(reading.folded):
                yield _found(match.start(), match.end())
    if "/" in reading.folded:
        for match in FLAT_AFTER_STREET.finditer(reading.folded):
            yield _found(match.start(), match.end())
    if not FLOOR_WORDS.isdisjoint(reading.vocabulary):
        yield from _floors(reading.folded)


def _found(start: int, end: int) -> Found:
    return Found(DataClass.P4, start, end, Suggestion.BLOCK_OR_YARD)


def _floors(folded: str) -> Iterator[Found]:
    """A floor or a door close to a street with a number, in either order; not in a public building."""
    for floor in FLOOR.finditer(folded):
        around = max(0, floor.start() - REACH), floor.end() + REACH
        street = STREET_NUMBER.search(folded, *around)
        if street and not PUBLIC_BUILDING.search(folded, *around):
            yield _found(min(street.start(), floor.start()), max(street.end(), floor.end()))
