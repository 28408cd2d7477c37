"""P7: ethnicity, religion, health, sexuality, politics (GDPR article 9, domain.md §7.8).

Words for people warn by themselves. Words that also describe places, languages and problems ("information på
arabiska", "öppet missbruk", "rullstolsramp") warn only beside a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.reading import Found, Reading, sentences
from est.personal_data.sensitive_lists import HEALTH_BESIDE_A_PERSON, ORIGINS, PEOPLE, WORDS

BENT_ORIGINS = frozenset(origin + ending for origin in ORIGINS for ending in ("", "a", "t", "talande"))
ORIGIN = re.compile(
    rf"\b(?:{'|'.join(sorted(ORIGINS))})(?:a|t|talande)? "
    rf"(?:(?:unga?|yngre|äldre|kriminella?|medelålders|okända?) )?(?:{'|'.join(sorted(PEOPLE))})\b"
)

PARTIES = (
    r"(?:sd|sverigedemokraterna|moderaterna|socialdemokraterna|vänsterpartiet|vänstern|miljöpartiet|centern)"
)
PHRASE = re.compile(
    r"\b(?:(?:utländsk|svensk|afrikansk|arabisk|utomeuropeisk|muslimsk|kurdisk|somalisk|romsk)[at]? (?:bakgrund|"
    r"ursprung|härkomst|utseende|brytning|påbrå)|jehovas vittne[a-z]*|psykiskt? (?:sjuk|störd|instabil|handikappad|"
    r"funktionshindrad)[a-z]*|psykisk sjukdom|psykiska (?:problem|besvär|diagnoser)|sexuell läggning|"
    r"politiska? (?:åsikt|uppfattning|hemvist)[a-z]*|religiösa? (?:övertygelse|åskådning|bakgrund)|"
    rf"röstar på {PARTIES}|mörk hy|bryter på [a-zå]+ska)\b"
)
PHRASE_WORDS = frozenset(
    """
    bakgrund ursprung härkomst utseende brytning påbrå jehovas psykisk psykiskt psykiska sexuell politisk politiska
    religiös religiösa röstar hy bryter
    """.split()  # noqa: SIM905
)
BESIDE_A_PERSON = re.compile(
    rf"\b(?:psykisk ohälsa|{'|'.join(sorted(HEALTH_BESIDE_A_PERSON - {'ohälsa'}))})\b"
)
ONE_PERSON = re.compile(
    r"\b(?:eleven|flickan|pojken|killen|tjejen|mannen|kvinnan|barnet|grannen|hyresgästen|personen|ungdomen|"
    r"en (?:elev|flicka|pojke|kille|tjej|man|kvinna|granne|hyresgäst)|enda kille|enda tjej|mamman|pappan|familjen|"
    r"den boende)\b"
)
SPOKEN_OF = re.compile(r"\b(?:han|hon|hans|hennes)\b")


def find(reading: Reading) -> Iterator[Found]:
    """Every sensitive word that is about people."""
    if not WORDS.isdisjoint(reading.vocabulary):
        for word in reading.words:
            if word.folded in WORDS:
                yield _found(word.start, word.end)
    for words, pattern in ((PHRASE_WORDS, PHRASE), (BENT_ORIGINS, ORIGIN)):
        if not words.isdisjoint(reading.vocabulary):
            for match in pattern.finditer(reading.folded):
                yield _found(match.start(), match.end())
    if not HEALTH_BESIDE_A_PERSON.isdisjoint(reading.vocabulary):
        yield from _beside_a_person(reading)


def _found(start: int, end: int) -> Found:
    return Found(DataClass.P7, start, end, Suggestion.NEUTRAL_WORDS)


def _beside_a_person(reading: Reading) -> Iterator[Found]:
    """In one sentence with the person; "han" in the next sentence speaks of somebody in this one."""
    for start, end in sentences(reading.text):
        word = BESIDE_A_PERSON.search(reading.folded, start, end)
        if word and (ONE_PERSON.search(reading.folded, start, end) or SPOKEN_OF.search(reading.folded)):
            yield _found(word.start(), word.end())
