"""P5: names of persons, from lists and from the company a word keeps (domain.md §7.8, picture.md §5).

Rules, not a trained model: a common name counts anywhere, a rare one beside "killen", "heter" or a surname.
Streets, schools and shops that bear a person's name pass. It is help, not a promise (design.md §6).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from est.personal_data import person_words as beside
from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.name_lists import FIRST_NAMES, LAST_NAMES
from est.personal_data.name_words import (
    COMMON_WORDS,
    MORE_FIRST_NAMES,
    NEED_COMPANY,
    NICKNAMES,
    NO_GENITIVES,
    SMALL_LETTER_WORDS,
)
from est.personal_data.reading import Found, Reading, Word

FIRST = FIRST_NAMES | MORE_FIRST_NAMES | NICKNAMES
CLEAR = FIRST - COMMON_WORDS - NEED_COMPANY
CLEAR_IN_SMALL_LETTERS = frozenset(name for name in CLEAR - SMALL_LETTER_WORDS if len(name) >= 4)
LONGEST_NAME = 4
"""Words in one name: two given names, two family names."""

SURNAME_ALONE = ("sson", "ström", "gren", "qvist", "kvist", "quist", "stedt")
DIRECTIONS = frozenset("norra södra östra västra stora lilla gamla nya övre nedre inre yttre".split())  # noqa: SIM905
SENTENCE_END = re.compile(r'[.!?\n:•"(]')
IN_A_CLASS = re.compile(r",? (?:i|från) (?:klass |åk )?[1-9] ?[a-fA-F](?!\w)")
YOUTH = re.compile(
    r"\b(?:kille|tjej|pojk|flick|grabb|elev|ungdom|tonåring|lillebror|lillasyster|barn|klass)|\b[1-9][a-f]\b"
)


def find(reading: Reading, known: Collection[str] = ()) -> list[Found]:
    """Every name of a person, in order; the municipality's own `known` names are none."""
    suggestion = Suggestion.A_YOUTH if YOUTH.search(reading.folded) else Suggestion.NO_PERSON
    spans = sorted({*_names_in_words(reading), *_named(reading), *_initials(reading)})
    if not spans:
        return []
    passing = _passing(reading.folded, known)
    return [
        Found(DataClass.P5, start, end, suggestion)
        for start, end in _merged(spans)
        if passing.find(0, start, end) >= 0
    ]


def _merged(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start, end = spans[0]
    for next_start, next_end in spans[1:]:
        if next_start >= end:
            yield start, end
            start, end = next_start, next_end
        end = max(end, next_end)
    yield start, end


def _passing(folded: str, known: Collection[str]) -> bytearray:
    """One for every character of a known name that stands as whole words, also in the genitive."""
    passing = bytearray(len(folded))
    for name in (*(phrase.casefold() for phrase in known), *beside.COMPANIES):
        if name and name in folded:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?::?s)?(?!\w)", folded):
                passing[match.start() : match.end()] = b"\1" * len(match[0])
    return passing


def _names_in_words(reading: Reading) -> Iterator[tuple[int, int]]:
    position = 0
    while position < len(reading.words):
        after = _name_at(reading, position)
        if after > position:
            yield reading.words[position].start, reading.words[after - 1].end
        position = max(after, position + 1)


def _name_at(reading: Reading, position: int) -> int:
    """The position after the name that begins here; the same position if none does."""
    word = reading.words[position]
    if not (_is_capital(word) or _is(word.folded, FIRST)):
        return position
    after = _end_of_name(reading, position)
    if _is_of_a_place(reading, position, after):
        return position
    return after if _is_person(reading, position, after) else position


def _is_capital(word: Word) -> bool:
    """Capitals throughout are an acronym if they are few."""
    return word.text[0].isupper() and (len(word.text) < 2 or len(word.text) > 3 or not word.text.isupper())


def _is(folded: str, names: frozenset[str]) -> bool:
    """In the list, also in the genitive, or made of two from the list."""
    return folded in names or _genitive(folded) in names or ("-" in folded and _is_double(folded, names))


def _genitive(folded: str) -> str:
    if not folded.endswith("s") or folded in NO_GENITIVES:
        return ""
    return folded[:-1].rstrip(":'")


def _is_double(folded: str, names: frozenset[str]) -> bool:
    first, _, second = folded.partition("-")
    return first in names | COMMON_WORDS and (second in names or _genitive(second) in names | COMMON_WORDS)


def _end_of_name(reading: Reading, position: int) -> int:
    after = position + 1
    while after < len(reading.words) and after - position < LONGEST_NAME and _goes_on(reading, after):
        after += 1
    return after


def _goes_on(reading: Reading, position: int) -> bool:
    """The word belongs to the name that the word before it is part of."""
    before, word = reading.words[position - 1], reading.words[position]
    if not _adjacent(reading, position) or _is_owner(before):
        return False
    if _is_capital(before) and _is_capital(word):
        return not word.folded.endswith(beside.PLACE_ENDINGS) and word.folded not in beside.AFTER_A_PLACE_NAME
    return not _is_capital(before) and (
        word.folded in LAST_NAMES or word.folded.endswith(beside.SURNAME_ENDINGS[:10])
    )


def _is_owner(word: Word) -> bool:
    """`Kalles Volvo`: after the genitive comes what is owned."""
    known = FIRST | LAST_NAMES
    return word.folded not in known and _genitive(word.folded) in known


def _adjacent(reading: Reading, position: int) -> bool:
    return reading.text[reading.words[position - 1].end : reading.words[position].start] in {" ", "  "}


def _is_of_a_place(reading: Reading, position: int, after: int) -> bool:
    """Streets, schools, shops and storms are named after people."""
    if position and _adjacent(reading, position) and _before(reading, position) in beside.NOT_A_PERSON_BEFORE:
        return True
    if reading.words[after - 1].folded.endswith(beside.PLACE_ENDINGS):
        return True
    if after == len(reading.words) or not _adjacent(reading, after):
        return False
    following = reading.words[after].folded
    return following in beside.AFTER_A_PLACE_NAME or following.endswith(beside.PLACE_ENDINGS)


def _before(reading: Reading, position: int) -> str:
    return reading.words[position - 1].folded if position else ""


def _is_person(reading: Reading, position: int, after: int) -> bool:
    word = reading.words[position]
    if _has_company(reading, position, after):
        return True
    if not _is_capital(word):
        return _is(word.folded, CLEAR_IN_SMALL_LETTERS)
    if _is(word.folded, CLEAR):
        return True
    if _is(word.folded, COMMON_WORDS) and not _begins_sentence(reading, position):
        return True
    return _is_surname_alone(reading, position, after)


def _has_company(reading: Reading, position: int, after: int) -> bool:
    """A surname behind, a word for a person in front, or a school class after it."""
    word = reading.words[position]
    if after - position > 1 and _is_full_name(reading, position, after):
        return True
    in_front = _before(reading, position) if position and _adjacent(reading, position) else ""
    if in_front in beside.BEFORE_A_PERSON and _fits_after(in_front, word):
        return True
    in_a_class = IN_A_CLASS.match(reading.text, reading.words[after - 1].end) is not None
    return in_a_class and (
        _is(word.folded, FIRST) or (_is_capital(word) and not _begins_sentence(reading, position))
    )


def _is_full_name(reading: Reading, position: int, after: int) -> bool:
    """A first name from the lists, or an unknown one in the middle of a sentence, and a surname."""
    first, last = reading.words[position], reading.words[after - 1]
    surname = _is(last.folded, LAST_NAMES) or _stem(last.folded).endswith(beside.SURNAME_ENDINGS)
    if _is(first.folded, FIRST):
        return surname
    return (
        surname
        and first.folded not in DIRECTIONS
        and _stem(last.folded).endswith(SURNAME_ALONE)
        and not _begins_sentence(reading, position)
    )


def _stem(folded: str) -> str:
    return _genitive(folded) or folded


def _fits_after(in_front: str, word: Word) -> bool:
    """After a function a place may follow too, so there the word itself must look like a name."""
    if _is(word.folded, FIRST):
        return True
    if not _is_capital(word):
        return False
    if _is(word.folded, LAST_NAMES):
        return True
    if in_front in beside.FUNCTIONS:
        return _stem(word.folded).endswith(SURNAME_ALONE)
    return not word.folded.endswith(beside.WEAK_PLACE_ENDINGS)


def _is_surname_alone(reading: Reading, position: int, after: int) -> bool:
    """`Andersson`, but not `Anderssons Bygg`; rarer forms only inside a sentence."""
    word = reading.words[position]
    if after - position > 1 or not _stem(word.folded).endswith(SURNAME_ALONE):
        return False
    if _is_owner(word) and after < len(reading.words) and _is_capital(reading.words[after]):
        return False
    if _stem(word.folded).endswith("sson"):
        return len(word.folded) > 5
    return _is(word.folded, LAST_NAMES) and not _begins_sentence(reading, position)


def _begins_sentence(reading: Reading, position: int) -> bool:
    if not position:
        return True
    between = reading.text[reading.words[position - 1].end : reading.words[position].start]
    return SENTENCE_END.search(between) is not None


NAMED = re.compile(
    r"\b(?:heter|kallas(?: för)?|kallad|kallar sig|vid namn|med namnet|alias|smeknamnet|(?:går )?under namnet|känd som)"
    r" (?:tydligen |visst |nog |kanske )?(?P<quote>[\"'])?(?P<name>[^\W\d_][\w-]+)"
)
NAMED_PERSON = re.compile(
    r"\b(?:han|hon|hen|killen|tjejen|pojken|flickan|mannen|kvinnan|eleven|personen|kille|tjej|man|kvinna|en|ena|andre|"
    r"den) (?:som )?(?:heter|kallas) (?P<name>[^\W\d_]{3,})"
)
NAMED_THING = re.compile(
    r"(?:plats|område|park|gång|tunnel|hus|lokal|skog|kvarter|gata|app|grupp|spel|event|evenemang|arrangemang|fest|projekt|"
    r"förening|skola|film|trend|utmaning|kanal|butik|restaurang|kiosk|klubb|väg|torg|backe|ställe|insats|metod|arbete|"
    r"bolag|företag|kedja|drog|preparat|hund|båt|lag)[^\W\d_]* ?(?:som |numera |ibland |också )?$"
)
NO_NAMES = frozenset(
    "som det den detta till att samma likadant något nåt annat inte ofta ibland också nu för vad hur inget okänt"
    " saker fula fult olika tydligen dit hit in upp ut av numera ner fram bara".split()  # noqa: SIM905
)
REACH = 40


def _named(reading: Reading) -> Iterator[tuple[int, int]]:
    """`heter X`, `kallas "X"`, `alias X`: any word with a capital or in quotes, unless a thing is named so."""
    if NAMING.isdisjoint(reading.vocabulary):
        return
    for match in NAMED.finditer(reading.folded):
        is_thing = NAMED_THING.search(reading.folded[max(0, match.start() - REACH) : match.start()])
        name = reading.text[match.start("name") :]
        if not is_thing and (name[0].isupper() or match["quote"]) and not name[:3].isupper():
            yield match.span("name")
    for match in NAMED_PERSON.finditer(reading.folded):
        if match["name"] not in NO_NAMES:
            yield match.span("name")


NAMING = frozenset(
    "heter kallas kallad kallar namn namnet alias smeknamnet känd initialer initialerna".split()  # noqa: SIM905
)

INITIALS = re.compile(
    r"(?<![\w.])[A-ZÅÄÖ]\. ?[A-ZÅÄÖ][a-zåäöé]+(?:sson|ström|gren|qvist|kvist|stedt|berg|lund|mark|man|dahl|holm|strand|ling)s?(?!\w)"
    r"|(?<![\w.])[A-ZÅÄÖ]\. ?[A-ZÅÄÖ]\.?,? (?:(?:i|från) (?:klass )?[1-9] ?[A-Fa-f](?!\w)|(?:elev|ungdom|hyresgäst|boende)\b)"
    r"|(?i:\b(?:initialerna|initialer|eleven|killen|tjejen|pojken|flickan|mannen|kvinnan|hyresgästen|läraren)) "
    r"[A-ZÅÄÖ]\.? ?[A-ZÅÄÖ]\.?(?!\w)"
)


def _initials(reading: Reading) -> Iterator[tuple[int, int]]:
    """Initials before a surname, or beside a role."""
    for match in INITIALS.finditer(reading.text):
        yield match.span()
