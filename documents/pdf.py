"""A paper as a tagged PDF for archive and screen reader at once: PDF/UA-1 and PDF/A-2a in one file (picture.md §3)."""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from documents.frame import REGIONS
from documents.paper import Block, Paper, Paragraph
from documents.visible import visible

if TYPE_CHECKING:
    from typst import Compiler

TEMPLATE = Path(__file__).with_name("paper.typ")
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
LONGEST_WORD = 40
"""A longer word may break after so many characters, since it would run over the edge of the page."""
ATTEMPTS = 8
"""Each one finds characters that the fonts lack; after that only letters of the west are left."""

_LONG_WORD = re.compile(rf"(\S{{{LONGEST_WORD}}})(?=\S)")
_ZERO_WIDTH_SPACE = "\u200b"
_LACKING = re.compile(r'(?:the text|the codepoint) `"((?:[^"\\]|\\.)*)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}|\\(.)")
_WESTERN = 0x250
_lock = Lock()


class NotPrintable(Exception):
    """The paper cannot become a PDF; says which rule of the standard is broken, never what stands in the paper."""


def pdf(paper: Paper, made_at: datetime) -> bytes:
    """The same bytes for the same paper and moment.

    Fonts that come with typst are embedded and no others are looked for, so that it looks alike on every machine. A
    character that they lack, such as 😀, is written as its number, [U+1F600], since the standards refuse it.
    """
    from typst import TypstError  # noqa: PLC0415 -- a bot that makes no documents loads no typesetter

    lacking: frozenset[str] = frozenset()
    for _ in range(ATTEMPTS):
        try:
            return _compile(_data(paper, lacking), made_at)
        except TypstError as error:
            found = frozenset("".join(map(_unescaped, _LACKING.findall(error.diagnostic))))
            if found <= lacking:
                raise NotPrintable(_LACKING.sub("…", error.message)) from None
            lacking |= found
    every = {one for text in _texts(_data(paper, lacking)) for one in text}
    return _compile(_data(paper, lacking | {one for one in every if ord(one) >= _WESTERN}), made_at)


def _compile(data: dict[str, Any], made_at: datetime) -> bytes:
    inputs = {"paper": json.dumps(data, ensure_ascii=False)}
    with _lock:
        made = _compiler().compile(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=[*STANDARDS],
            timestamp=made_at.replace(microsecond=0),
        )
    if not isinstance(made, bytes):
        raise NotPrintable("more than one file")
    return made


@cache
def _compiler() -> Compiler:
    """One for the process: it keeps fonts and template ready, and a document then takes a tenth of the time."""
    from typst import Compiler, Fonts  # noqa: PLC0415 -- as above

    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=True)
    return Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=fonts)


def _data(paper: Paper, lacking: frozenset[str]) -> dict[str, Any]:
    """The paper as the template reads it."""
    frame = paper.frame

    def shown(text: str) -> str:
        plain = "".join(f"[U+{ord(one):04X}]" if one in lacking else one for one in visible(text))
        return _LONG_WORD.sub(rf"\1{_ZERO_WIDTH_SPACE}", plain)

    data: dict[str, Any] = {
        "title": shown(paper.title),
        "under_title": shown(paper.under_title),
        "mark": shown(paper.mark),
        "municipality": shown(frame.municipality),
        "language": frame.language,
        "region": REGIONS[frame.language],
        "keywords": [shown(one) for one in (frame.diary_number, frame.information_class) if one],
        "footer": shown(
            " · ".join(filter(None, (frame.municipality, frame.diary_number, frame.information_class)))
        ),
        "page_words": [shown(part) for part in paper.page_words],
        "logotype_text": shown(paper.logotype_text),
        "details": [{"name": shown(one.name), "value": shown(one.value)} for one in paper.details],
        "sections": [
            {"heading": shown(one.heading), "blocks": [_block(block, shown) for block in one.blocks]}
            for one in paper.sections
        ],
    }
    return data | ({"logotype": list(frame.logotype.data)} if frame.logotype else {})


def _block(block: Block, shown: Any) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        kind = "lead" if block.lead else "quiet" if block.quiet else "text"
        return {"kind": kind, "lead": shown(block.lead), "text": shown(block.text)}
    return {
        "kind": "table",
        "shares": [column.share for column in block.columns],
        "headings": [shown(column.heading) for column in block.columns],
        "rows": [[shown(cell) for cell in row] for row in block.rows],
    }


def _texts(data: Any) -> list[str]:
    """Every text of the template's data."""
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        return [text for value in data.values() for text in _texts(value)]
    return [text for value in data for text in _texts(value)] if isinstance(data, list) else []


def _unescaped(quoted: str) -> str:
    r"""What typst's message writes as `\u{1f600}` or `\"`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], quoted)
