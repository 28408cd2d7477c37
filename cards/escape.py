"""What people typed, made safe for a card: shown as typed, never executed (platform.md §3.6).

User text stands in `TextRun` elements, which have no Markdown, so that asterisks, links and tables are only
characters. What is left to disarm are the templates that clients expand in any text, and invisible characters that
could turn the rest of the card around.
"""

from __future__ import annotations

import re
import unicodedata

_WORD_JOINER = "\u2060"
_TEMPLATE = re.compile(r"(?<=\{)(?=\{)")
_DIRECTION_OVERRIDES = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_MARKDOWN = re.compile(r"([\\*_\[\]()~`#>|])")


def typed(text: str) -> str:
    """A line of user text for a `TextRun`: templates disarmed, control and direction characters taken away."""
    visible = "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}
    )
    return _TEMPLATE.sub(_WORD_JOINER, visible.translate(_DIRECTION_OVERRIDES))


def plain(text: str) -> str:
    """A name or label for a place where Markdown is active, such as a button, a choice or a fact."""
    return _MARKDOWN.sub(r"\\\1", typed(text).replace("\n", " "))
