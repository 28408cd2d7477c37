"""P8: an offence tied to somebody who can be identified (GDPR article 10, domain.md §7.8).

The item then belongs with the police or social services: the guard stops it and the card shows the way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.person_words import REPORTS_IT
from est.personal_data.reading import Found, Reading, Word

OFFENCE = re.compile(
    r"\b(?:klottra(?:t|r|de|ts)?|stal|stjäl|stulit|snatta(?:r|t|de)?|råna(?:r|t|de|d|ts|des)?|misshandla(?:r|t|de|d|ts|des)?|"
    r"slår|slagit|slog(?! larm)|sparka(?:r|t|de)|hota(?:r|t|de|d|ts|des)|langa(?:r|t|de)|vandalisera(?:r|t|de)|"
    r"förstör(?:t|de)?|krossa(?:r|t|de)|(?:tände|tänder|tänt) (?:på|eld)|eldade|eldat|anlagt|anlade|knivhögg|knivskar|"
    r"knivhuggit|skjutit|sköt (?:mot|på|mannen|en)|ofreda(?:r|t|de|d)|antasta(?:r|t|de|d)|tafsa(?:r|t|de)|våldtog|"
    r"våldtagit|våldtagen|trakassera(?:r|t|de)|mobba(?:r|t|de)|bröt sig in|brutit sig in|gjorde inbrott|bestal|lurade|"
    r"bedrog|bedragit|buskör(?:t|de)?|knarka(?:r|t|de)|haschar|röker (?:hasch|gräs|braj)|misstänks|misstänkt|misstänkta|"
    r"misstänkte|dömd|dömts|dömdes|åtalad|åtalats|åtalas|gripen|gripits|greps|anhållen|anhölls|häktad|häktats|häktades|"
    r"gärningsman|gärningsmannen|gärningsperson|gärningspersonen|förövare|förövaren|erkänt|erkände|skyldig till|"
    r"(?:ligger|låg|legat|står|stod) bakom|inblandad i|inblandade i|delaktig i|pekas ut|tog emot stöldgods|"
    r"(?:säljer|sålde|sålt|sälja|har sålt|handlar med|delar ut) (?:[^\W\d_]+ )?(?:knark|droger|narkotika|hasch|cannabis|vapen|"
    r"tabletter|gräs|kokain|amfetamin|sprit|stöldgods|vejp|snus|lustgas)|(?:kör|körde|kört) (?:rattfull|full|påverkad|"
    r"berusad|utan körkort|drograttfull|för fort|vårdslöst)|bär vapen|bar vapen|hade kniv|drog kniv|(?:utfört|utförd|begått|"
    r"begången|orsakat|orsakad) av)\b"
)
SUSPECT = (
    r"\b(?:den |de )(?:huvud)?(?:misstänkt[ea]|skyldige?a?|åtalade|gripne?a?)|\b(?:gärningsman(?:nen)?|gärningsmännen|"
    r"gärningsperson(?:en|erna)?|förövar(?:en|na)|tjuv(?:en|arna)|(?:knark)?langar(?:en|na)|rånar(?:en|na)|"
    r"inbrottstjuv(?:en|arna)|klottrar(?:en|na)|våldsverkar(?:en|na)|pyroman(?:en)|knarkhandlar(?:en|na)|huvudmisstänkte)"
)
WHO_IT_IS = (
    r"(?:bor|bodde|bosatt|heter|kallas|hemmahörande|skriven|går i (?:klass|åk|[1-9] ?[a-f]\b|[^\W\d_]*skolan)|"
    r"går på [^\W\d_]*(?:skolan|gymnasiet)|(?:jobbar|arbetar) (?:på|hos|i)|"
    r"är (?:en |vår |deras |min )?(?:son|dotter|bror|syster|pappa|mamma|elev|hyresgäst|känd|granne|anställd)|"
    r"känns igen|kör en|har tidigare)"
)
IDENTIFIED_SUSPECT = re.compile(rf"(?:{SUSPECT})\b[^.!?\n]{{0,40}}?\b{WHO_IT_IS}")
SOMEBODY = re.compile(
    r"\b(?:mannen|kvinnan|killen|tjejen|pojken|flickan|personen|familjen|hyresgästen|grannen|paret|bröderna|sonen|dottern|"
    r"han|hon|hen|ungdomen|eleven|den boende|innehavaren|lägenhetsinnehavaren)\b"
)
BOUNDARY = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zåäö])|\n")
WITNESS_REACH = 3


def find(reading: Reading, names: Sequence[Found], dwellings: Sequence[Found]) -> Iterator[Found]:
    """A suspect who is described, or a named or housed person in one sentence with an offence."""
    for match in IDENTIFIED_SUSPECT.finditer(reading.folded):
        yield _found(match.start(), match.end())
    if not names and not dwellings:
        return
    for start, end in _sentences(reading.text):
        offence = OFFENCE.search(reading.folded, start, end)
        if not offence:
            continue
        for person in _persons(reading, names, dwellings, (start, end)):
            yield _found(min(person.start, offence.start()), max(person.end, offence.end()))


def _found(start: int, end: int) -> Found:
    return Found(DataClass.P8, start, end, Suggestion.ROUTE_ELSEWHERE)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for boundary in BOUNDARY.finditer(text):
        yield start, boundary.start()
        start = boundary.end()
    yield start, len(text)


def _persons(
    reading: Reading, names: Sequence[Found], dwellings: Sequence[Found], within: tuple[int, int]
) -> Iterator[Found]:
    """Who in the sentence can be identified; whoever only reports is left out."""
    start, end = within
    yield from (name for name in _from_to(names, start, end) if not _reports_it(reading, name))
    if SOMEBODY.search(reading.folded, start, end):
        yield from _from_to(dwellings, start, end)


def _from_to(found: Sequence[Found], start: int, end: int) -> Sequence[Found]:
    return found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)]


def _start(found: Found | Word) -> int:
    return found.start


def _reports_it(reading: Reading, name: Found) -> bool:
    """`Rektor Lindqvist såg att någon klottrat`: the witness has a warning, not an offence."""
    first = bisect_left(reading.words, name.end, key=_start)
    after = reading.words[first : first + WITNESS_REACH]
    return any(word.folded in REPORTS_IT for word in after)
