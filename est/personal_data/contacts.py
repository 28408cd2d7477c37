"""P2: telephone numbers, e-mail addresses, accounts, cards and IP addresses (domain.md §7.8, design.md §6)."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator

from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.reading import Found, Reading

AT = r"(?:@|[(\[{<] ?(?:at|a|snabel-?a) ?[)\]}>]|\bsnabel[- ]?a\b|\bat\b)"
DOT = r"(?:\.| ?[(\[] ?(?:dot|punkt) ?[)\]] ?| (?:dot|punkt) )"
SPOKEN_AT = frozenset({"a", "at", "snabel", "snabela", "snabel-a"})
MAIL = re.compile(
    rf"(?<![\w.+%@-])[\w.+%-]++(?:{DOT}[\w+%-]++){{0,3}} {{0,2}}{AT} {{0,2}}"
    rf"[a-zåäö0-9][\w-]*+(?:{DOT}[\w-]++){{0,4}}{DOT}[a-zåäö]{{2,24}}(?![\w-])"
)
MAIL_WITHOUT_DOMAIN = re.compile(r"(?<![\w.+%@-])(?=[\w.+%-]*[a-zåäö])[\w.+%-]++@[a-zåäö][\w-]{2,}+(?![\w@])")
"""`anna@kommunen`: an address inside an organisation; a price per piece (`3@50`) starts with a digit."""

IBAN = re.compile(
    r"(?<![a-z0-9])(?:se[0-9]{2}(?: ?[0-9]){20}|gb[0-9]{2} ?[a-z]{4}(?: ?[0-9]){14}"
    r"|[a-z]{2}[0-9]{2}(?: ?[0-9]){11,26})(?![0-9])"
)
CARD = re.compile(
    r"(?<![0-9])(?<![0-9][ -])(?:[2-6][0-9]{3}(?P<gap>[ -]?)[0-9]{4}(?P=gap)[0-9]{4}(?P=gap)[0-9]{2,7}"
    r"|3[47][0-9]{2}[ -]?[0-9]{6}[ -]?[0-9]{5})(?![0-9])"
)
SHORTEST_ACCOUNT = 13
IPV4 = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?!\.?[0-9])")
IPV6 = re.compile(r"(?<![0-9a-z:])(?:[0-9a-f]{1,4}:{1,2}){1,7}[0-9a-f]{0,4}(?![0-9a-z:])")


def find_addresses(reading: Reading) -> Iterator[Found]:
    """E-mail addresses, also with the @ written out."""
    if "@" not in reading.folded and SPOKEN_AT.isdisjoint(reading.vocabulary):
        return
    for pattern in (MAIL, MAIL_WITHOUT_DOMAIN):
        for match in pattern.finditer(reading.folded):
            yield Found(DataClass.P2, match.start(), match.end(), Suggestion.REMOVE_CONTACT)


def find_numbers(reading: Reading) -> Iterator[Found]:
    """Accounts, payment cards and IP addresses."""
    for pattern, is_one in _number_forms(reading):
        for match in pattern.finditer(reading.folded):
            if is_one(match[0]):
                yield Found(DataClass.P2, match.start(), match.end(), Suggestion.REMOVE_NUMBER)


def _number_forms(reading: Reading) -> Iterator[tuple[re.Pattern[str], Callable[[str], bool]]]:
    """The forms that the digits and marks of the text leave room for."""
    if reading.digits >= SHORTEST_ACCOUNT:
        yield from ((IBAN, _is_iban), (CARD, _is_card))
    if reading.digits >= 4 and reading.folded.count(".") >= 3:
        yield IPV4, _is_ip
    if reading.folded.count(":") >= 2:
        yield IPV6, _is_ip


def _is_iban(written: str) -> bool:
    """A Swedish account is known by its form, others by the remainder 1 of ISO 13616."""
    account = written.replace(" ", "")
    if account.startswith("se"):
        return True
    return int("".join(str(int(character, 36)) for character in account[4:] + account[:4])) % 97 == 1


def _is_card(written: str) -> bool:
    """The sum of ISO 7812 ends in zero."""
    digits = [int(digit) for digit in reversed(written) if digit.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_ip(written: str) -> bool:
    """An address with colons needs a letter, or eight groups: `22::30` is a slip in a clock time."""
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        return False
    return address.version == 4 or re.search("[a-f]", written) is not None or written.count(":") == 7
