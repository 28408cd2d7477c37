"""P4: a dwelling that can be pointed at: flat, floor, door code, single house (domain.md §7.8).

A street with a number is a place and passes (design.md §6); it takes a flat, a floor or a resident beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.reading import Found, Reading

STREET = (
    r"(?<![\w-])[a-zåäöéü-]*?(?:gatan?|vägen|väg|gränden?|gränd|stigen?|torget?|torg|allén?|backen?|vången|ringen|"
    r"slingan|kroken|svängen|leden|stråket|esplanaden|bågen|lyckan|hagen|kajen|brinken|"
    r"terrassen|tået) [0-9]{1,3}(?: ?[a-h](?![\w]))?(?![0-9])"
)
STREET_NUMBER = re.compile(STREET)
COUNTED = r"(?! ?(?:gånger|ggr|personer|st\b|kvällar|dagar|timmar|tim\b|kr\b|år\b|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december))"
FLAT = re.compile(
    rf"\b(?:lgh|lght|lägenhet|lägenhetsn(?:umme)?r|lghnr)\.? ?(?:nr|nummer)?[.:]? ?[0-9]{{1,4}} ?[a-h]?\b(?![-/.:,]?[0-9]){COUNTED}"
    rf"|\blägenheten (?:(?:nr|nummer)[.:]? ?[0-9]{{1,4}}|1[0-9]{{3}})\b(?![-/.:]?[0-9])"
)
ORDINAL = (
    r"(?:[0-9]{1,2}(?::[ae])?|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|första|andra|tredje|fjärde|femte|sjätte|sjunde|"
    r"åttonde|nionde|tionde|över|översta|nedersta|nedre|mellersta)"
)
FLOOR = re.compile(
    rf"\b{ORDINAL} ?(?:våning(?:en)?|vån|trappor|tr)\b|\b(?:våning|vån)\.? ?[0-9]{{1,2}}\b|\b(?:bottenvåningen|nb|bv)\b"
    r"|\bdörr(?:en)? (?:till )?(?:vänster|höger)\b|\b(?:vänster|höger) dörr\b|\b(?:andra|första|sista) dörren\b"
)
FLOOR_REACH = 40
PUBLIC_BUILDING = re.compile(
    r"parkhus|p-hus|parkering|garage|stadshus|kommunhus|bibliotek|galleria|köpcent|station|skola|gymnasi|badhus|simhall|"
    r"kontor|sjukhus|vårdcentral|resecent|kulturhus"
)
FLAT_AFTER_STREET = re.compile(rf"{STREET} ?/ ?1[0-9]{{3}}(?![0-9])")
DOOR_CODE = re.compile(
    r"\b(?:port|dörr|entré|larm|trapp|grind)kod(?:en|er|erna)?\b[^0-9\n.]{0,20}[0-9]{4}(?![-/.:]?[0-9])"
    r"|\bkod(?:en)? (?:är |till (?:porten|dörren|entrén) (?:är )?)[0-9]{4}(?![0-9])"
)
SINGLE_HOUSE = re.compile(
    r"\b(?:villan|radhuset|parhuset|kedjehuset|sommarstugan|fritidshuset|torpet|enfamiljshuset|lägenheten|villa|radhus)"
    r" (?:på|vid|i|mitt emot|mittemot|intill|bredvid|bakom|längst|närmast)\b[^.!?\n,;]{0,40}"
)
DEFINITE_HOUSE = re.compile(
    r"(?:villan|radhuset|parhuset|kedjehuset|sommarstugan|fritidshuset|torpet|enfamiljshuset) "
    r"(?:på|vid|i slutet|i änden|mitt emot|mittemot|intill|bredvid|bakom|längst|närmast)\b"
)
HOUSE_NUMBER = re.compile(
    rf"\b(?:villan|villa|radhuset|parhuset|kedjehuset) (?:nr |nummer )?(?:{STREET}|[0-9]{{1,3}}\b(?! (?:gånger|kvällar)))"
)
RESIDENT = re.compile(
    rf"\b(?:bor|bodde|bosatt|skriven|folkbokförd|boende|hemma hos [^\W\d_]+|hyresgästen)"
    rf" (?:på|i|vid) (?:[^\W\d_]+ ){{0,2}}?{STREET}"
)
PEOPLE_LIVE = re.compile(r"\bboende (?:på|i|vid)")


def find(reading: Reading) -> Iterator[Found]:
    """Every dwelling; most texts lack the digits or the words for one."""
    for match in SINGLE_HOUSE.finditer(reading.folded):
        if DEFINITE_HOUSE.match(match[0]) or STREET_NUMBER.search(match[0]):
            yield _found(match.start(), match.start() + len(match[0].rstrip()))
    if not reading.digits:
        return
    for pattern in (FLAT, FLAT_AFTER_STREET, DOOR_CODE, HOUSE_NUMBER, RESIDENT):
        for match in pattern.finditer(reading.folded):
            yield _found(match.start(), match.end())
    yield from _floors(reading)


def _found(start: int, end: int) -> Found:
    return Found(DataClass.P4, start, end, Suggestion.BLOCK_OR_YARD)


def _floors(reading: Reading) -> Iterator[Found]:
    """A floor or a door close to a street with a number, in either order; not in a public building."""
    for floor in FLOOR.finditer(reading.folded):
        around = max(0, floor.start() - FLOOR_REACH), floor.end() + FLOOR_REACH
        street = STREET_NUMBER.search(reading.folded, *around)
        if street and not PUBLIC_BUILDING.search(reading.folded, *around):
            yield _found(min(street.start(), floor.start()), max(street.end(), floor.end()))
