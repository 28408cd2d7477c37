"""P2, telephone numbers: Swedish and foreign, in every grouping in use (domain.md §7.8).

Opening hours, dates and times also begin with 0; area codes, lengths and the shape of the groups tell them apart.
The public short numbers (112, 114 14, 1177 …) are nobody's and pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from est.personal_data.counting import UNIT
from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.reading import Found, Reading

SHORTEST = 6
FOREIGN = re.compile(r"(?<![0-9+])(?:\+ ?|(?<![0-9][.:, /-])00 ?)[1-9](?:[ ()./-]{0,3}[0-9]){7,13}(?![0-9])")
WITHOUT_PLUS = re.compile(r"46(?<![0-9]46)[ -]?(?:\(0\) ?)?7[02369](?:[ -]?[0-9]){7}(?![0-9])")
SPELT_OUT = re.compile(r"0(?<![0-9]0) 7 [02369] ?-?(?: [0-9]){7}(?! ?[0-9])")
"""Digit by digit, as a number is dictated."""

NATIONAL = re.compile(
    r"(?P<area>0(?<![0-9+]0)(?<![0-9][-./:,]0)[1-9][0-9]{0,2})(?:\)? ?[-/.]? ?|)"
    r"[0-9](?:(?: {1,2}|[.-])?[0-9]){4,10}(?![0-9])"
)
GROUP = re.compile(r"[0-9]+")
ANNOUNCED = re.compile(
    r"\b(?:tel|tfn|telefon(?:nummer|nr)?|mobil(?:en|nummer|nr)?|ring|sms:?a?|nås på|swish(?:a)?|whats ?app)"
    r"[.:]? ?(?:på |till |är )?(?:nr|nummer)?[.:]? ?"
    r"(?P<number>[1-9][0-9]{5,7}|[1-9][0-9]{1,2}(?:[ -][0-9]{2,3}){2,3})(?![0-9])(?! ?(?:kr|kronor|st)\b)"
)
ANNOUNCING = frozenset(
    """
    tel tfn telefon telefonnummer telefonnr mobil mobilen mobilnummer mobilnr ring sms sms:a smsa nås swish swisha
    whatsapp app
    """.split()  # noqa: SIM905
)
PUBLIC = frozenset({"116000", "116111", "116117", "118118", "118100"})
DAY = re.compile(r"20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
MOBILE = re.compile(r"07[02369]")
CLOCK = re.compile(r"(?:[01][0-9]|2[0-4])[0-5][0-9]")
THREE_DIGIT_AREAS = frozenset(
    "010 011 013 016 018 019 020 021 023 026 031 033 035 036 040 042 044 046 054 060 063 090".split()  # noqa: SIM905
)


def find(reading: Reading) -> Iterator[Found]:
    """Every telephone number; a text with fewer than six digits has none."""
    if reading.digits < SHORTEST:
        return
    yield from _foreign(reading.folded)
    yield from _national(reading.folded)
    if not ANNOUNCING.isdisjoint(reading.vocabulary):
        yield from _announced(reading.folded)


def _foreign(folded: str) -> Iterator[Found]:
    for match in FOREIGN.finditer(folded) if "+" in folded or "00" in folded else ():
        if _is_foreign(re.sub(r"[^0-9]", "", match[0])):
            yield _found(match.start(), match.end())
    for pattern in (WITHOUT_PLUS, SPELT_OUT):
        for match in pattern.finditer(folded):
            yield _found(match.start(), match.end())


def _national(folded: str) -> Iterator[Found]:
    for match in NATIONAL.finditer(folded):
        length = _national_length(match)
        if length and not _is_counted(match, length):
            yield _found(match.start(), match.start() + length)


def _announced(folded: str) -> Iterator[Found]:
    for match in ANNOUNCED.finditer(folded):
        digits = re.sub(r"[^0-9]", "", match["number"])
        if SHORTEST <= len(digits) <= 8 and digits not in PUBLIC and not DAY.fullmatch(digits):
            yield _found(match.start("number"), match.end("number"))


def _found(start: int, end: int) -> Found:
    return Found(DataClass.P2, start, end, Suggestion.REMOVE_CONTACT)


def _is_foreign(digits: str) -> bool:
    """Sweden's code is enough with eight digits after it; elsewhere nine, so that `+20 000 000` stays a sum."""
    international = digits.removeprefix("00")
    return len(international) >= (9 if international.startswith("46") else 10)


def _is_counted(match: re.Match[str], length: int) -> bool:
    """`08.00 46 070 elever`; a mobile number has no such second reading."""
    return not MOBILE.match(match[0]) and UNIT.match(match.string, match.start() + length) is not None


def _national_length(match: re.Match[str]) -> int:
    """How much of the match is a number; 0 for none. Trailing groups belong to the next word of the sentence."""
    groups = list(GROUP.finditer(match[0]))
    for count in range(len(groups), 0, -1):
        written = match[0][groups[0].start() : groups[count - 1].end()]
        if _is_national([group[0] for group in groups[:count]], written):
            return groups[count - 1].end()
    return 0


def _is_national(groups: list[str], written: str) -> bool:
    digits = "".join(groups)
    if len(groups) == 1:
        return len(digits) == 10 or (len(digits) == 9 and not MOBILE.match(digits))
    if MOBILE.match(digits):
        return len(digits) == 10 and not _is_time(groups, written)
    area, rest = groups[0], groups[1:]
    return _fits(area, sum(map(len, rest))) and _is_grouped(area, rest, written[len(area) :])


def _is_time(groups: list[str], written: str) -> bool:
    """Two clock times (`0730-1630 17`), or a date that begins with the 7th; pairs all through are a number."""
    if len(groups[0]) == 2:
        return any(len(group) != 2 for group in groups) or re.search(r"[^0-9 ]", written) is not None
    return CLOCK.fullmatch(groups[0]) is not None and CLOCK.fullmatch(groups[1]) is not None


def _fits(area: str, length: int) -> bool:
    """Subscriber numbers are longer where the area code is shorter."""
    if len(area) == 2:
        return area == "08" and 6 <= length <= 8
    if len(area) == 3:
        return area in THREE_DIGIT_AREAS and 5 <= length <= 8
    return len(area) == 4 and 5 <= length <= 6


def _is_grouped(area: str, rest: list[str], written: str) -> bool:
    """One block, or groups of two and three with the same mark between them; hours and dates are neither."""
    if len(rest) == 1:
        return "." not in written and not (CLOCK.fullmatch(area) and written.startswith(" "))
    between = {mark.strip() for mark in re.findall(r"(?<=[0-9])[^0-9]+(?=[0-9])", written)}
    if len(between) != 1 or any(len(group) not in {2, 3} for group in rest):
        return False
    return area != "08" or any(len(group) == 3 for group in rest) or (between == {""} and written[0] in "-/)")
