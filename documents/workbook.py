"""Tables as an Excel workbook: real dates and numbers, tables that can be filtered, and no cell that runs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from documents.columns import Cell, Sheet
from documents.csv import RUNS
from documents.paper import Detail
from documents.visible import visible
from words import Words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767
"""Characters that Excel holds in a cell; a longer one is refused by it and would be lost."""
CUT = " […]"
WIDEST, NARROWEST = 60, 9


def workbook(sheets: Sequence[Sheet], details: Sequence[Detail], words: Words, made_at: datetime) -> bytes:
    """A sheet for each table, and one that says what the file is."""
    from xlsxwriter import Workbook  # noqa: PLC0415 -- a bot that makes no documents loads no writer

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"created": made_at.replace(tzinfo=None)})
    writer = _Writer(book)
    for sheet in sheets:
        writer.add(sheet)
    writer.add_details(words.t("Om filen"), details, (words.t("Uppgift"), words.t("Värde")))
    book.close()
    return out.getvalue()


class _Writer:
    """One workbook being written, with its formats."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        # Excel reads a text as a formula once somebody edits the cell, unless it is marked as a text for good.
        self.guarded = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"})
        self.number = book.add_format({"num_format": "0", "valign": "top"})

    def add(self, sheet: Sheet) -> None:
        """A table that can be sorted and filtered, with its headings in sight."""
        page = self.book.add_worksheet(sheet.name)
        page.freeze_panes(1, 1)
        columns = [{"header": _cut(heading)} for heading in sheet.headings]
        # Excel wants at least one row below the headings.
        page.add_table(
            0,
            0,
            max(1, len(sheet.rows)),
            len(columns) - 1,
            {"columns": columns, "style": "Table Style Light 9"},
        )
        for number, row in enumerate(sheet.rows, start=1):
            for place, value in enumerate(row):
                self._write(page, (number, place), value)
        for place, heading in enumerate(sheet.headings):
            longest = max([len(heading), *(len(str(row[place])) for row in sheet.rows)])
            page.set_column(place, place, min(max(longest + 2, NARROWEST), WIDEST))

    def add_details(self, name: str, details: Sequence[Detail], headings: tuple[str, str]) -> None:
        self.add(Sheet(name, headings, [(one.name, one.value) for one in details]))

    def _write(self, page: Worksheet, at: tuple[int, int], value: Cell) -> None:
        row, column = at
        if isinstance(value, datetime):
            page.write_datetime(row, column, value, self.moment)
        elif isinstance(value, date):
            page.write_datetime(row, column, value, self.day)
        elif isinstance(value, int):
            page.write_number(row, column, value, self.number)
        else:
            # Always as a string: the library's own guess would make a formula or a link of some.
            text = _cut(value)
            page.write_string(row, column, text, self._format(text))

    def _format(self, text: str) -> Format:
        return self.guarded if text.lstrip()[:1] in RUNS else self.text


def _cut(text: str) -> str:
    """The text, or as much of it as a cell holds with a mark that says so."""
    shown = visible(text)
    return shown if len(shown) <= LONGEST_CELL else shown[: LONGEST_CELL - len(CUT)] + CUT
