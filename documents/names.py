"""File names that SharePoint, Windows and people can read: one pattern, and nothing that a system refuses."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
"""Characters; a path in SharePoint has 400 for all its folders."""
_REFUSED = re.compile(r'[~"#%&*:<>?/\\{|}\x00-\x1f\x7f]')
_RESERVED = re.compile(
    r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|desktop\.ini|\.lock|_vti_)(\.|$)", re.IGNORECASE
)
_NOTHING = "EST"


def file_name(*parts: str, kind: str) -> str:
    """Such as "Sammanfattning EST Ekbacka 2026-W48 v1.pdf"; *parts* may hold anything, *kind* is ours."""
    room = LONGEST - len(kind) - 1
    return f"{_safe(' '.join(part for part in parts if part), room)}.{kind}"


def _safe(text: str, room: int) -> str:
    """Letters of any language stay; what a system refuses becomes a space, and so does what cannot be seen."""
    shown = "".join(
        one if unicodedata.category(one)[0] not in "CZ" else " " for one in unicodedata.normalize("NFC", text)
    )
    plain = " ".join(_REFUSED.sub(" ", shown).split())[:room].strip(" .")
    plain = plain.replace("_vti_", "vti")
    return f"{_NOTHING} {plain}".strip() if not plain or _RESERVED.match(plain) else plain
