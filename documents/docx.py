"""A paper as a Word document with real headings, table headings, language, page numbers and alternative texts."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from documents.docx_table import TEXT_WIDTH, table_xml
from documents.frame import Logotype
from documents.paper import Block, Paper, Paragraph, Table
from documents.visible import visible

if TYPE_CHECKING:
    from docx.document import Document

MARGIN_MM, LOGOTYPE_MM = 23, 15
INK, ACCENT, GREY, RED = "1B2A3A", "0B4F6C", "4A5560", "9B1C1C"


def docx(paper: Paper, made_at: datetime) -> bytes:
    """The same words as the PDF, to be edited on: nothing in it runs, and no text of the paper is read as a field."""
    from docx import Document  # noqa: PLC0415 -- a bot that makes no documents loads no writer

    document = Document()
    _set_page(document, paper)
    _set_styles(document, paper)
    _set_properties(document, paper, made_at)
    if paper.frame.logotype is not None:
        _add_logotype(document, paper.frame.logotype, paper.logotype_text)
    document.add_heading(visible(paper.title), level=1)
    document.add_paragraph(style="Subtitle").add_run(visible(paper.under_title))
    for detail in paper.details:
        fact = document.add_paragraph(style="Fact")
        fact.add_run(visible(f"{detail.name}: ")).bold = True
        fact.add_run(visible(detail.value))
    for section in paper.sections:
        document.add_heading(visible(section.heading), level=2)
        for block in section.blocks:
            _add(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add(document: Document, block: Block) -> None:
    if isinstance(block, Table):
        _add_table(document, block)
    else:
        _add_paragraph(document, block)


def _add_paragraph(document: Document, block: Paragraph) -> None:
    style = "Remark" if block.quiet else "Normal"
    paragraph = document.add_paragraph(style=style)
    if block.lead:
        paragraph.add_run(visible(block.lead)).bold = True
        paragraph.add_run(" ")
        paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(visible(block.text))


def _add_table(document: Document, block: Table) -> None:
    """A table whose first row is a heading on every page, with a description for those who cannot see it.

    Written as XML at once: cell by cell, the library takes ten times as long.
    """
    from docx.oxml import parse_xml  # noqa: PLC0415 -- as above

    body: Any = document.element.body
    body.insert_element_before(parse_xml(table_xml(block)), "w:sectPr")


def _add_logotype(document: Document, logotype: Logotype, called: str) -> None:
    from docx.shared import Mm  # noqa: PLC0415 -- as above

    picture = document.add_picture(io.BytesIO(logotype.data), height=Mm(LOGOTYPE_MM))
    about = picture._inline.docPr  # noqa: SLF001 -- as above
    # Word reads the description, LibreOffice the title.
    about.set("descr", visible(called))
    about.set("title", visible(called))


def _set_page(document: Document, paper: Paper) -> None:
    """A4, the mark of a draft above every page, and below it who, under which number, and the page of how many."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT  # noqa: PLC0415 -- as above
    from docx.shared import Mm, RGBColor, Twips  # noqa: PLC0415 -- as above

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN_MM)
    if paper.mark:
        mark = page.header.paragraphs[0]
        mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = mark.add_run(visible(paper.mark))
        run.bold, run.font.color.rgb = True, RGBColor.from_string(RED)
    frame = paper.frame
    below = page.footer.paragraphs[0]
    below.style.paragraph_format.tab_stops.clear_all()
    below.paragraph_format.tab_stops.add_tab_stop(Twips(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    named = " · ".join(filter(None, (frame.municipality, frame.diary_number, frame.information_class)))
    before, between, after = (visible(part) for part in paper.page_words)
    below.add_run(f"{visible(named)}\t{before}")
    below._p.append(_field("PAGE"))  # noqa: SLF001 -- as above
    below.add_run(between)
    below._p.append(_field("NUMPAGES"))  # noqa: SLF001 -- as above
    below.add_run(after)


def _set_styles(document: Document, paper: Paper) -> None:
    """Fonts that every Word has; the language in the defaults, so that every run has it."""
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 -- as above
    from docx.shared import Pt, RGBColor  # noqa: PLC0415 -- as above

    styles: Any = document.styles
    _speak(styles.element, paper.frame.locale)
    for name in ("Cell", "Remark", "Fact"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    sizes = {
        "Normal": 11,
        "Cell": 9.5,
        "Remark": 9.5,
        "Fact": 11,
        "Heading 1": 22,
        "Heading 2": 13.5,
        "Subtitle": 12,
    }
    colours = {"Remark": GREY, "Heading 1": ACCENT, "Heading 2": ACCENT}
    before = {"Normal": 4, "Heading 1": 6, "Heading 2": 14}
    after = {"Normal": 2, "Remark": 4, "Heading 1": 4, "Heading 2": 4, "Subtitle": 6}
    for name, size in sizes.items():
        style = styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.font.color.rgb = RGBColor.from_string(colours.get(name, INK))
        style.font.italic = False
        style.paragraph_format.space_before = Pt(before.get(name, 0))
        style.paragraph_format.space_after = Pt(after.get(name, 0))
    for name in ("Heading 1", "Heading 2", "Subtitle"):
        styles[name].font.bold = True
        styles[name].paragraph_format.keep_with_next = True


def _speak(styles: Any, locale: str) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415 -- as above

    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), locale)


def _set_properties(document: Document, paper: Paper, made_at: datetime) -> None:
    """What a document system reads without opening the text."""
    known = document.core_properties
    frame = paper.frame
    known.title = visible(f"{paper.title} – {paper.under_title}")[:255]
    known.author = known.last_modified_by = visible(frame.municipality)[:255]
    known.identifier = visible(frame.diary_number)[:255]
    known.category = visible(frame.information_class)[:255]
    known.content_status = visible(paper.mark)[:255]
    known.language = frame.locale
    known.comments = ""
    known.created = known.modified = made_at.replace(tzinfo=None)


def _tag(name: str, **values: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415 -- as above
    from docx.oxml.ns import qn  # noqa: PLC0415 -- as above

    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _field(instruction: str) -> Any:
    """A number that Word and LibreOffice count themselves."""
    field = _tag("w:fldSimple", instr=instruction)
    run = _tag("w:r")
    text = _tag("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    return field
