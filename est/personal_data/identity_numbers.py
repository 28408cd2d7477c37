"""P1: personnummer and samordningsnummer, however they are spaced (domain.md §7.8).

A check digit decides where it can. Where it is masked or wrong, the number still counts if nothing else is
written that way; a date with a clock time, a range of dates or an organisation number is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from personnummer import personnummer

from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.reading import Found, Reading

SHORTEST = 6
"""A birth date: with fewer digits in the whole text there is nothing to look for."""

NUMBER = re.compile(
    r"""
    (?P<year> [0-9][0-9] (?<![0-9]{3}) (?<![0-9][-./:][0-9]{2}) (?: (?<=18|19|20) \ ?[0-9]{2} )? )
    (?P<gap> [ ./-]{0,3} )
    (?P<month> 0[1-9] | 1[0-2] ) (?P=gap)
    (?P<day> 0[1-9] | [12][0-9] | 3[01] | 6[1-9] | [78][0-9] | 9[01] )
    (?P<dash> \s{0,2} [-+./_]? \s{0,2} )
    (?P<tail> [0-9]{2}\ ?[0-9]{2} | [0-9]{3}[ -][0-9] | [trsuwxjklmn][0-9]{3}
            | [0-9]{0,3} [x*?\#•_]{1,4} | x{3}[0-9] | \.{3,4} )
    (?! [0-9a-zåäö] )
    """,
    re.VERBOSE,
)
SPELT_OUT = re.compile(r"(?<![0-9])(?<![0-9] )[0-9](?: [0-9]){5,7} ?[-+]? ?[0-9](?: [0-9]){3}(?! ?[0-9])")
"""Digit by digit, as a number is dictated."""

LABELS = r"(?:person(?:nummer|nr)|persnr|\bp-?nr|p-nummer|samordningsn(?:umme)?r|samnr)"
LABEL = re.compile(rf"{LABELS}[^\w\n]*(?:är )?[^\w\n]*\Z")
LABELLED_BIRTH_DATE = re.compile(
    rf"{LABELS}[^\w\n]{{0,4}}(?:är )?"
    r"(?P<number>(?:(?:18|19|20)[0-9]{2}|[0-9]{2})-?(?:0[1-9]|1[0-2])-?(?:[0-3][0-9]|[6-9][0-9]))(?![0-9])"
)
LABEL_REACH = 30

CLOCK = re.compile(r"(?:[01][0-9]|2[0-4])[0-5][0-9]")
MONTH_DAY = re.compile(r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
MOBILE = re.compile(r"07[02369]")

FIRST_REPORTED_YEAR = 2016
"""A full date from here on is far more often the day of an event than the birth of somebody in a report."""

RECENT_SHORT_YEARS = range(24, 40)
"""Years of two digits in which events are reported; a birth in them is a toddler's or a very old person's."""


def find(reading: Reading) -> Iterator[Found]:
    """Every personnummer or samordningsnummer, masked and mistyped ones included."""
    if reading.digits < SHORTEST:
        return
    for match in NUMBER.finditer(reading.folded):
        if _is_identity_number(match, labelled=_labelled(reading, match.start())):
            yield _found(match.start(), match.end())
    for match in SPELT_OUT.finditer(reading.folded):
        if _valid(re.sub(r"[^0-9]", "", match[0])):
            yield _found(match.start(), match.end())
    for match in LABELLED_BIRTH_DATE.finditer(reading.folded):
        yield _found(match.start("number"), match.end("number"))


def _found(start: int, end: int) -> Found:
    return Found(DataClass.P1, start, end, Suggestion.REMOVE_NUMBER)


def _labelled(reading: Reading, start: int) -> bool:
    return LABEL.search(reading.folded[max(0, start - LABEL_REACH) : start]) is not None


def _is_identity_number(match: re.Match[str], *, labelled: bool) -> bool:
    if match["gap"] and not match["dash"] and len(match["year"]) == 2:
        return False
    birth = match["year"].replace(" ", "") + match["month"] + match["day"]
    tail = re.sub(r"[ -]", "", match["tail"])
    if not tail[-1].isdigit() or not tail[1:].isdigit():
        return _is_masked(match, tail) and (labelled or _is_date(birth))
    if labelled:
        return True
    if _is_something_else(match, birth, tail):
        return False
    if not tail.isdigit():
        return "-" in match["dash"] and _valid(birth + "1" + tail[1:])
    return _valid(birth + tail) or _is_mistyped(match, birth)


def _is_masked(match: re.Match[str], tail: str) -> bool:
    """Letters mask a tail on their own; dots and signs also end ordinary sentences and need the dash."""
    if tail.startswith("x") and not match["dash"].strip():
        return len(tail) == 4
    return len(tail) >= 3 and match["dash"].strip() in {"-", "+"}


def _is_something_else(match: re.Match[str], birth: str, tail: str) -> bool:
    """A telephone number written together, a moment, or a range of days or years."""
    dash = match["dash"].strip()
    after = match.string[match.end() : match.end() + 2]
    if YEAR.fullmatch(tail) and re.match(r"[-./][0-9]", after):
        return True
    if len(birth) == 6 and not match["gap"] and not match["dash"] and MOBILE.match(birth):
        return True
    if not _is_recent(birth):
        return False
    is_moment = not dash and bool(match["dash"]) and CLOCK.fullmatch(tail) is not None
    return is_moment or (len(birth) == 8 and dash == "-" and MONTH_DAY.fullmatch(tail) is not None)


def _is_recent(birth: str) -> bool:
    if len(birth) == 8:
        return int(birth[:4]) >= FIRST_REPORTED_YEAR
    return int(birth[:2]) in RECENT_SHORT_YEARS


def _is_mistyped(match: re.Match[str], birth: str) -> bool:
    """The check digit is wrong, yet a full birth date or the dash at its place gives the number away."""
    if _is_recent(birth) or not _is_date(birth):
        return False
    return len(birth) == 8 or (not match["gap"] and match["dash"].strip() in {"-", "+"})


def _is_date(birth: str) -> bool:
    """The day exists, also with the 60 of a samordningsnummer; the century does not matter for a day."""
    day = int(birth[-2:])
    try:
        date(2000 + int(birth[-6:-4]), int(birth[-4:-2]), day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True


def _valid(digits: str) -> bool:
    """The check digit fits and the day exists; of all centuries only this one has a leap day in its year 00."""
    return bool(personnummer.valid(digits if len(digits) == 12 else f"20{digits}"))
