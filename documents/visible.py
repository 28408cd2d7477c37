"""What people typed, for paper: shown as typed, without what nobody can see and no file may hold."""

from __future__ import annotations

import unicodedata

_TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They could turn the rest of a page around."""
_NOT_SHOWN = frozenset({"Cc", "Cs", "Cn"})
"""Control characters, halves of characters and what is no character: XML and PDF refuse them."""


def visible(text: str) -> str:
    """The text with its line breaks and tabs; every other character is one that can be seen or that joins some."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if plain.isprintable():
        return plain
    return "".join(
        one
        for one in plain
        if one in "\n\t" or (one not in _TURNS_TEXT and unicodedata.category(one) not in _NOT_SHOWN)
    )
