"""What people typed, made safe for a card: shown as typed, never executed (platform.md §3.6).

User text stands in `TextRun` elements, which have no Markdown, so that asterisks, links and tables are only
characters. What is left to disarm are the templates that clients expand in any text, and invisible characters that
could turn the rest of the card around.
"""

from __future__ import annotations

import re
import unicodedata

WORD_JOINER = "\u2060"
"""Put between two braces it shows nothing and makes them no template."""

_TEMPLATE = re.compile(r"(?<=[{$])(?=\{)")
_TURNS_TEXT = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_NOT_SHOWN = frozenset({"Cc", "Cs"})
"""Control characters and halves of characters: nothing that anybody can see or could have meant."""
_MARKDOWN = re.compile(r"([\\`*_\[\]<>&~|#])")
_LIST_MARK = re.compile(r"^([0-9]*)([-+.)])(?=\s)")


def typed(text: str) -> str:
    """Any text for a place without Markdown: a `TextRun`, a tooltip, a choice of a list."""
    if text.isprintable() and "{" not in text:
        return text
    visible = "".join(
        character
        for character in text.translate(_TURNS_TEXT)
        if character in "\n\t" or unicodedata.category(character) not in _NOT_SHOWN
    )
    return _TEMPLATE.sub(WORD_JOINER, visible)


def marked(text: str) -> str:
    """A name for a place where Markdown is active, as in a list of choices of which several may be taken."""
    line = _MARKDOWN.sub(r"\\\1", " ".join(typed(text).split()))
    return _LIST_MARK.sub(r"\1\\\2", line)
