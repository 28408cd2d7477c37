"""The Word document as LibreOffice reads it: as a page of the web, and as a tagged PDF that a checker looks at."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdf
import pytest

from documents.agenda import agenda_paper
from documents.docx import docx
from documents.docx_table import NAMESPACE
from documents.shared import shared_paper
from documents.summary import summary_paper
from est.summary.audiences import Circle
from est.vocabulary import NeedType
from tests.cards.hostile import HOSTILE
from tests.cards.scene import a_week
from tests.documents.desk import MADE_AT, dossier, frame
from tests.documents.libreoffice import TAGGED_PDF, convert
from tests.est.builders import collab_need, incident, item
from words.summary import SECTIONS

W = f"{{{NAMESPACE}}}"
ReadBy = Callable[[str], Path]


@pytest.fixture(scope="module")
def summary_read_by(tmp_path_factory: pytest.TempPathFactory) -> ReadBy:
    """The approved summary as LibreOffice writes it in another format."""
    file = tmp_path_factory.mktemp("docx") / "sammanfattning.docx"
    file.write_bytes(docx(summary_paper(dossier(), frame()), MADE_AT))
    return lambda to: convert(file, to)


def part(made: bytes, name: str) -> ET.Element:
    """One of the files that a Word document is made of."""
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        return ET.fromstring(packed.read(name))  # noqa: S314 -- made here a moment ago


def texts(made: bytes) -> list[str]:
    """Every paragraph of the document, with its line breaks."""
    body = part(made, "word/document.xml")
    return [
        "".join(
            "\n" if node.tag == f"{W}br" else "\t" if node.tag == f"{W}tab" else node.text or ""
            for node in paragraph.iter()
            if node.tag in {f"{W}t", f"{W}br", f"{W}tab"}
        )
        for paragraph in body.iter(f"{W}p")
    ]


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.case("P3")
def test_libreoffice_finds_headings_table_headings_language_and_alternative_text(
    summary_read_by: ReadBy,
) -> None:
    page = summary_read_by("html").read_text("utf-8")
    headings = [
        re.sub(r"<[^>]+>|\s+", " ", one).split() for one in re.findall(r"<h2.*?</h2>", page, re.DOTALL)
    ]
    assert [" ".join(one) for one in headings] == [f"{n}. {name}" for n, name in enumerate(SECTIONS, start=1)]
    assert len(re.findall(r"<h1", page)) == 1
    assert len(re.findall(r"<table", page)) == len(re.findall(r"<thead", page)) == 8
    assert re.search(r'<body[^>]* lang="sv-SE"', page)
    assert re.search(r'<img[^>]* alt="Logotyp för Ekbacka kommun"', page)


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.case("P3")
def test_libreoffice_makes_pages_with_numbers_that_a_checker_finds_no_fault_with(
    summary_read_by: ReadBy,
) -> None:
    import outloud

    made = summary_read_by(TAGGED_PDF)
    pages = pypdf.PdfReader(made).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert f"Sida {number} av {len(pages)}" in page.extract_text()
    findings = outloud.check(str(made)).findings
    assert [one for one in findings if str(one.severity) == "error"] == []


@pytest.mark.case("P3")
def test_every_table_has_a_heading_row_and_a_description() -> None:
    body = part(docx(summary_paper(dossier(), frame()), MADE_AT), "word/document.xml")
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) == 8
    for table in tables:
        first, *others = table.iter(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)
        description = table.find(f"{W}tblPr/{W}tblDescription")
        assert description is not None
        assert description.get(f"{W}val", "").endswith(".")


@pytest.mark.case("P3")
def test_the_logotype_says_what_it_is_to_those_who_cannot_see_it() -> None:
    body = part(docx(summary_paper(dossier(), frame()), MADE_AT), "word/document.xml")
    pictures = [one for one in body.iter() if one.tag.endswith("}docPr")]
    assert [one.get("descr") for one in pictures] == ["Logotyp för Ekbacka kommun"]


@pytest.mark.parametrize("circle", Circle)
def test_no_two_tables_touch(circle: Circle) -> None:
    """Word would make one of them. An action and a need that are lifted stand in tables of their own."""
    lifted = item(collab_need(type=NeedType.DECISION_UP), number=20)
    found = dossier([*a_week(), lifted])
    for paper in (summary_paper(found, frame()), shared_paper(found, circle, frame())):
        body = next(part(docx(paper, MADE_AT), "word/document.xml").iter(f"{W}body"))
        tags = [one.tag for one in body]
        assert (f"{W}tbl", f"{W}tbl") not in set(pairwise(tags))


@pytest.mark.parametrize(("language", "locale"), [("sv", "sv-SE"), ("en", "en-GB")])
def test_the_language_stands_in_the_defaults_of_every_run(language: str, locale: str) -> None:
    styles = part(docx(summary_paper(dossier(), frame(language=language)), MADE_AT), "word/styles.xml")
    found = [one.get(f"{W}val") for one in styles.iter(f"{W}lang")]
    assert found
    assert set(found) == {locale}


def test_a_document_system_reads_number_class_and_title_without_opening_the_text() -> None:
    known = part(docx(summary_paper(dossier(), frame()), MADE_AT), "docProps/core.xml")
    said = {one.tag.rpartition("}")[2]: one.text for one in known}
    assert said["identifier"] == "KS 2026/0123"
    assert said["category"] == "Intern"
    assert said["title"] == "Sammanfattning v 48 – EST Ekbacka · mån 16 nov 2026 – sön 22 nov 2026"
    assert said["creator"] == "Ekbacka kommun"
    assert said["language"] == "sv-SE"
    assert "python" not in str(said).lower()


def test_a_draft_says_so_above_every_page() -> None:
    draft = part(docx(summary_paper(dossier(approved=False), frame()), MADE_AT), "word/header1.xml")
    assert "".join(draft.itertext()) == "UTKAST – inte godkänd"


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_what_somebody_typed_stands_there_as_typed(typed: str) -> None:
    hostile = item(incident(text=typed, needs_discussion=True))
    said = texts(docx(summary_paper(dossier([hostile]), frame()), MADE_AT))
    assert typed.replace("\u202e", "").replace("\u202c", "") in said


def test_what_xml_refuses_is_left_out_and_the_rest_is_kept() -> None:
    """Control characters, half a character and twenty thousand letters."""
    hostile = item(incident(text="a\x00b\x0bc\ud800d\ufffee" + "Ö" * 20_000, needs_discussion=True))
    said = texts(docx(summary_paper(dossier([hostile]), frame()), MADE_AT))
    assert "abcde" + "Ö" * 20_000 in said


def test_no_field_comes_from_what_somebody_typed() -> None:
    """The page and the number of pages are the only ones, and neither stands in the text."""
    hostile = item(incident(text="{ INCLUDETEXT C:\\x } ={SUM(ABOVE)} DDEAUTO cmd", needs_discussion=True))
    made = docx(summary_paper(dossier([hostile]), frame()), MADE_AT)
    body = part(made, "word/document.xml")
    assert list(body.iter(f"{W}fldSimple")) == list(body.iter(f"{W}instrText")) == []
    below = part(made, "word/footer1.xml")
    assert [one.get(f"{W}instr") for one in below.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert not [name for name in packed.namelist() if "vba" in name.lower() or "embed" in name.lower()]


def test_the_agenda_is_the_same_in_both_formats() -> None:
    """The paper is one; the document has its headings in the same order."""
    paper = agenda_paper(dossier(), frame())
    said = texts(docx(paper, MADE_AT))
    places = [said.index(section.heading) for section in paper.sections]
    assert places == sorted(places)
