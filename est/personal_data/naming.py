"""P5, names that the sentence itself gives away: "heter X", "kallas X", initials beside a role (domain.md §7.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from est.personal_data.reading import Reading

NAMING = frozenset("heter kallas kallad kallar namn namnet alias smeknamnet känd".split())  # noqa: SIM905
NAMED = re.compile(
    r"\b(?:heter|kallas(?: för)?|kallad|kallar sig|vid namn|med namnet|alias|smeknamnet|(?:går )?under namnet|"
    r"känd som) (?:tydligen |visst |nog |kanske )?(?P<quote>[\"'])?(?P<name>[^\W\d_][\w-]+)"
)
NAMED_PERSON = re.compile(
    r"\b(?:han|hon|hen|killen|tjejen|pojken|flickan|mannen|kvinnan|eleven|personen|kille|tjej|man|kvinna|en|ena|"
    r"andre|den) (?:som )?(?:heter|kallas) (?P<name>[^\W\d_]{3,})"
)
NAMED_THING = re.compile(
    r"(?:plats|område|park|gång|tunnel|hus|lokal|skog|kvarter|gata|app|grupp|spel|event|evenemang|arrangemang|fest|"
    r"projekt|förening|skola|film|trend|utmaning|kanal|butik|restaurang|kiosk|klubb|väg|torg|backe|ställe|insats|"
    r"metod|arbete|bolag|företag|kedja|drog|preparat|hund|båt|lag)[^\W\d_]*,? ?(?:som |numera |ibland |också )?\Z"
)
REACH = 40
NO_NAMES = frozenset(
    """
    som det den detta till att samma likadant något nåt annat inte ofta ibland också nu för vad hur inget okänt saker
    fula fult olika tydligen visst nog kanske dit hit in upp ut av numera ner fram bara
    """.split()  # noqa: SIM905
)

SURNAME = (
    r"[A-ZÅÄÖ][a-zåäöé]+(?:sson|ström|gren|qvist|kvist|stedt|berg|lund|mark|man|dahl|holm|strand|ling)s?"
)
IN_A_CLASS = r"(?:i|från) (?:klass )?[1-9] ?[A-Fa-f](?!\w)"
INITIAL = re.compile(r"[A-ZÅÄÖ]\.? ?[A-ZÅÄÖ]")
INITIALS = re.compile(
    rf"(?<![\w.])[A-ZÅÄÖ]\. ?{SURNAME}(?!\w)"
    rf"|(?<![\w.])[A-ZÅÄÖ]\. ?[A-ZÅÄÖ]\.?,? (?:{IN_A_CLASS}|(?:elev|ungdom|hyresgäst|boende)\b)"
    r"|(?i:\b(?:initialerna|initialer|eleven|killen|tjejen|pojken|flickan|mannen|kvinnan|hyresgästen|läraren)) "
    r"[A-ZÅÄÖ]\.? ?[A-ZÅÄÖ]\.?(?!\w)"
)


def find(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where a person is named in so many words, or by initials."""
    if not NAMING.isdisjoint(reading.vocabulary):
        yield from _named(reading)
    if INITIAL.search(reading.text):
        for match in INITIALS.finditer(reading.text):
            yield match.span()


def _named(reading: Reading) -> Iterator[tuple[int, int]]:
    """Any word with a capital or in quotes, unless a thing is named so."""
    for match in NAMED.finditer(reading.folded):
        if _is_written_as_a_name(reading, match) and not _names_a_thing(reading, match.start()):
            yield match.span("name")
    for match in NAMED_PERSON.finditer(reading.folded):
        if match["name"] not in NO_NAMES:
            yield match.span("name")


def _is_written_as_a_name(reading: Reading, match: re.Match[str]) -> bool:
    """Three capitals in a row are an acronym."""
    name = reading.text[match.start("name") : match.start("name") + 3]
    return (name[0].isupper() or match["quote"] is not None) and not name.isupper()


def _names_a_thing(reading: Reading, position: int) -> bool:
    return NAMED_THING.search(reading.folded[max(0, position - REACH) : position]) is not None
