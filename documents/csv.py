"""A table as CSV that Swedish Excel opens right: UTF-8 with a byte order mark, semicolons, and no cell that runs."""

from __future__ import annotations

import csv as standard
import io
from datetime import datetime

from documents.columns import Cell, Sheet
from documents.visible import visible

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads åäö as the letters of another alphabet."""
RUNS = frozenset("=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20")
"""A cell that begins so may be read as a formula by some spreadsheet (acceptance.md P7); the last are full-width."""


def csv(sheet: Sheet) -> bytes:
    """The table with its headings."""
    out = io.StringIO()
    writer = standard.writer(out, delimiter=";", quoting=standard.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow([cell(heading) for heading in sheet.headings])
    writer.writerows([cell(value) for value in row] for row in sheet.rows)
    return (BYTE_ORDER_MARK + out.getvalue()).encode("utf-8")


def cell(value: Cell) -> str:
    """The one way into a cell: a number or date as it is written, a text that no spreadsheet runs.

    A text that could be a formula gets an apostrophe before it, also when something invisible hides its beginning.
    """
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if not isinstance(value, str):
        return str(value)
    text = visible(value).replace(BYTE_ORDER_MARK, "")
    begins = text.lstrip(" \u00a0\u200b\u200c\u200d\u2060'\"")
    return f"'{text}" if begins[:1] in RUNS and begins else text
