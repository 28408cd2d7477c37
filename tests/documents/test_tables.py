"""Tables as LibreOffice, openpyxl and Python's own reader see them; nothing that somebody typed is a formula."""

from __future__ import annotations

import csv as standard
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.collection import meeting_files
from documents.columns import ACTION_HEADINGS, ITEM_HEADINGS, Sheet, actions_sheet, items_sheet
from documents.csv import RUNS, cell, csv
from documents.paper import Detail
from documents.workbook import CUT, LONGEST_CELL, workbook
from tests.documents.desk import MADE_AT, dossier, frame
from tests.documents.libreoffice import CSV_AS_IN_SWEDEN, SEMICOLON_CSV, convert
from tests.est.builders import incident, item
from words import words_in

SV = words_in("sv")
FORMULAS = {
    "command": "=cmd|' /C calc'!A0",
    "sum": "=1+1",
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(1+1)",
    "tab first": "\t=1+1",
    "newline first": "\n=1+1",
    "space first": "  =1+1",
    "invisible first": "\u200b=1+1",
    "byte order mark first": "\ufeff=1+1",
    "full width": "\uff1d1+1",
    "quoted": '"=1+1',
    "link": '=HYPERLINK("http://ond.example";"klicka")',
}
HARMLESS = {
    "semicolon": "ett; två; tre",
    "quotes": 'han sa "hej" och gick',
    "newlines": "rad ett\nrad två",
    "letters": "åäö ÅÄÖ é",
    "semicolon and quote": ';"x";',
}


def rows_of(made: bytes) -> list[list[str]]:
    return list(standard.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet_with(*texts: str) -> Sheet:
    return Sheet(
        "Blad", ["Nr [label]", "Text [text]"], [[number, text] for number, text in enumerate(texts, start=1)]
    )


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.case("P7")
def test_a_spreadsheet_reads_every_text_of_the_csv_as_text_and_every_number_as_a_number(
    tmp_path: Path,
) -> None:
    """LibreOffice, told to take for a formula what looks like one, as Excel does."""
    typed = [*FORMULAS.values(), *HARMLESS.values()]
    file = tmp_path / "tabell.csv"
    file.write_bytes(csv(sheet_with(*typed)))
    book = openpyxl.load_workbook(convert(file, "xlsx", reading=CSV_AS_IN_SWEDEN))
    rows = list(book.worksheets[0].iter_rows(min_row=2))
    assert len(rows) == len(typed)
    for number, (row, text) in enumerate(zip(rows, typed, strict=True), start=1):
        assert (row[0].value, row[0].data_type) == (number, "n")
        assert row[1].data_type == "s"
        shown = str(row[1].value)
        assert shown.removeprefix("'") == text.replace("\ufeff", "")
    assert [row[1].value for row in rows[len(FORMULAS) :]] == list(HARMLESS.values())


@pytest.mark.case("P7")
def test_the_csv_begins_with_a_byte_order_mark_and_has_semicolons_and_its_own_line_ends() -> None:
    made = csv(sheet_with("ett; två", "rad\nrad"))
    assert made.startswith(b"\xef\xbb\xbfNr [label];Text [text]\r\n1;")
    assert made.endswith(b"\r\n")
    assert rows_of(made) == [["Nr [label]", "Text [text]"], ["1", "ett; två"], ["2", "rad\nrad"]]


@pytest.mark.case("P7")
@pytest.mark.parametrize("text", FORMULAS.values(), ids=FORMULAS)
def test_a_text_that_could_be_a_formula_gets_an_apostrophe_before_it(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_another_text_is_left_as_it_is(text: str) -> None:
    assert cell(text) == text


@given(st.text())
def test_no_text_whatever_begins_as_a_formula(text: str) -> None:
    assert cell(text).lstrip()[:1] not in RUNS


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=8))
def test_a_csv_has_a_line_for_every_row_whatever_stands_in_it(typed: list[str]) -> None:
    assert [row[1] for row in rows_of(csv(sheet_with(*typed)))[1:]] == [cell(text) for text in typed]


def test_the_items_have_the_columns_they_have_always_had() -> None:
    """A code is for programs: it never changes its meaning and is never taken away."""
    assert list(ITEM_HEADINGS) == [
        *(
            "label",
            "week",
            "kind",
            "category_code",
            "category",
            "place",
            "area",
            "first",
            "last",
            "part_of_day",
        ),
        *("weight", "certainty", "text", "causes", "asked", "urgency", "answer", "organisation", "late"),
        *("merged_into", "changed_at", "version"),
    ]
    assert list(ACTION_HEADINGS) == [
        *(
            "label",
            "title",
            "owner_organisation",
            "owner_function",
            "decided_on",
            "due",
            "state_code",
            "state",
        ),
        *("overdue", "level", "blocked_reason", "items"),
    ]
    assert items_sheet(dossier(), SV).headings[:2] == ["Nr [label]", "Omgång [week]"]


def test_an_item_and_an_action_as_rows() -> None:
    first = items_sheet(dossier(), SV).rows[0]
    assert first == [
        *(
            "V48-1",
            "2026-W48",
            "Händelse",
            "vandalism",
            "Skadegörelse",
            "Ekbackeskolans skolgård",
            "Norra Ekbacka",
        ),
        *(date(2026, 11, 21), date(2026, 11, 21), "Natt", 2, "Egen iakttagelse"),
        *(
            "Tre rutor krossade på gaveln mot idrottsplatsen.",
            "",
            "",
            "",
            "",
            "Barn och utbildning",
            "nej",
            "",
        ),
        *(datetime(2026, 11, 23, 12, 0), 1),  # noqa: DTZ001 -- a spreadsheet knows no zones
    ]
    overdue = actions_sheet(dossier(), SV).rows[0]
    assert overdue == [
        *("Å3", "Lås till soprummen i Björkgården", "Ekbackabostäder", "Förvaltare", date(2026, 11, 10)),
        *(date(2026, 11, 17), "in_progress", "Pågår", "ja", "EST-gruppen", "", ""),
    ]


def test_what_is_hidden_withdrawn_or_oral_is_in_no_table() -> None:
    from est.report import ReviewState

    items = (
        item(incident(text="synlig")),
        item(incident(text="gömd"), number=2, review=ReviewState.HIDDEN),
        item(incident(text="återtagen"), number=3, withdrawn=True),
    )
    said = str(items_sheet(dossier(items), SV).rows)
    assert "synlig" in said
    assert "gömd" not in said
    assert "återtagen" not in said
    assert "Tas muntligt" not in str(items_sheet(dossier(), SV).rows)


def test_openpyxl_reads_dates_as_dates_and_numbers_as_numbers() -> None:
    (made,) = [one for one in meeting_files(dossier(), frame(), MADE_AT) if one.name.endswith(".xlsx")]
    book = openpyxl.load_workbook(io.BytesIO(made.data))
    assert book.sheetnames == ["Uppgifter", "Åtgärder", "Om filen"]
    page = book["Uppgifter"]
    heading = [one.value for one in page[1]]
    row = dict(zip(heading, page[2], strict=True))
    assert row["Från [first]"].value == datetime(2026, 11, 21)  # noqa: DTZ001 -- openpyxl reads a day as midnight
    assert row["Från [first]"].number_format == "yyyy-mm-dd"
    assert (row["Version [version]"].value, row["Version [version]"].data_type) == (1, "n")
    assert page.freeze_panes == "B2"
    assert [table.ref for table in page.tables.values()] == [f"A1:V{page.max_row}"]


@pytest.mark.case("P7")
@pytest.mark.parametrize("text", FORMULAS.values(), ids=FORMULAS)
def test_no_cell_of_the_workbook_is_a_formula_now_or_when_it_is_edited(text: str) -> None:
    made = workbook([sheet_with(text)], [Detail("Kommun", text)], SV, MADE_AT)
    book = openpyxl.load_workbook(io.BytesIO(made))
    cells: list[Any] = [one for page in book.worksheets for row in page.iter_rows() for one in row]
    assert [one.value for one in cells if one.data_type == "f"] == []
    (shown,) = [one for one in cells if one.coordinate == "B2" and one.parent.title == "Blad"]
    assert str(shown.value).replace("_x0009_", "\t") == text
    if text.lstrip()[:1] in RUNS:
        assert shown.quotePrefix


def test_a_text_longer_than_a_cell_is_cut_with_a_mark() -> None:
    made = workbook([sheet_with("Ö" * 40_000, "Ö" * LONGEST_CELL)], [], SV, MADE_AT)
    page = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    assert str(page["B2"].value).endswith("Ö" + CUT)
    assert len(str(page["B2"].value)) == len(str(page["B3"].value)) == LONGEST_CELL


@pytest.mark.slow
@pytest.mark.office
def test_libreoffice_opens_the_workbook(tmp_path: Path) -> None:
    (made,) = [one for one in meeting_files(dossier(), frame(), MADE_AT) if one.name.endswith(".xlsx")]
    file = tmp_path / "bok.xlsx"
    file.write_bytes(made.data)
    rows = rows_of(convert(file, SEMICOLON_CSV).read_bytes())
    assert rows[0][:2] == ["Nr [label]", "Omgång [week]"]
    assert rows[1][:2] == ["V48-1", "2026-W48"]
