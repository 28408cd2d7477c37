"""A table of a paper in the words of WordprocessingML (ECMA-376 part 1, §17.4)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from documents.paper import Table
from documents.visible import visible

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT_WIDTH = 9299
"""Twentieths of a point between the margins of an A4 page: 16.4 cm."""
RULE, SHADE = "B9C2CB", "E8EEF2"
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for side in _SIDES)
_MARGINS = "".join(
    f'<w:{side} w:w="{room}" w:type="dxa"/>'
    for side, room in (("top", 50), ("left", 90), ("bottom", 50), ("right", 90))
)


def table_xml(table: Table) -> str:
    """The table with its heading row first; no text of it can be anything but text."""
    whole = sum(column.share for column in table.columns)
    widths = [TEXT_WIDTH * column.share // whole for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    about = quoteattr(visible(table.about))
    rows = [_row([column.heading for column in table.columns], widths, is_heading=True)]
    rows += [_row(row, widths, is_heading=False) for row in table.rows]
    return (
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar>'
        '<w:tblLook w:val="0020"/>'
        f"<w:tblCaption w:val={about}/><w:tblDescription w:val={about}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def _row(cells: Sequence[str], widths: Sequence[int], *, is_heading: bool) -> str:
    settings = "<w:cantSplit/><w:tblHeader/>" if is_heading else "<w:cantSplit/>"
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if is_heading else ""
    bold = "<w:rPr><w:b/></w:rPr>" if is_heading else ""
    said = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r>{bold}{_text(cell)}</w:r></w:p></w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{settings}</w:trPr>{said}</w:tr>"


def _text(text: str) -> str:
    """The text with its line breaks."""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in visible(text).split("\n"))
    return "<w:br/>".join(lines)
