"""The PDF as readers that are not ours see it: outloud, qpdf (in pikepdf), pypdf and a picture of every page."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest

from documents.agenda import agenda_paper
from documents.pdf import pdf
from documents.summary import summary_paper
from tests.cards.hostile import HOSTILE
from tests.documents.desk import MADE_AT, dossier, frame
from tests.est.builders import incident, item
from words import words_in
from words.summary import SECTIONS


def text_of(made: bytes) -> str:
    """What a person selects and copies, with white space as single spaces and soft hyphens taken out."""
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    said = " ".join(page.extract_text() for page in pages)
    return " ".join(re.sub(r"[\u00ad\u200b]\s*", "", said).split())


def structure(made: bytes) -> list[tuple[str, str]]:
    """Every element of the structure tree in reading order: its tag and its alternative text."""
    found: list[tuple[str, Any]] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append((str(node.S), node))
            walk(node.get("/K", pikepdf.Array()))

    with pikepdf.open(io.BytesIO(made)) as opened:
        walk(opened.Root.StructTreeRoot.K)
        return [(tag, str(node.get("/Alt", ""))) for tag, node in found]


@pytest.mark.case("P3")
def test_the_pdf_is_tagged_and_made_for_the_archive() -> None:
    """Headings, table headings, alternative text, language, page numbers; both standards are claimed."""
    made = pdf(summary_paper(dossier(), frame()), MADE_AT)
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert opened.check_pdf_syntax() == []
        assert str(opened.Root.Lang) == "sv-SE"
        assert opened.Root.MarkInfo.Marked
        with opened.open_metadata() as known:
            assert known["pdfuaid:part"] == "1"
            assert (known["pdfaid:part"], known["pdfaid:conformance"]) == ("2", "A")
            assert (
                known["dc:title"] == "Sammanfattning v 48 – EST Ekbacka · mån 16 nov 2026 – sön 22 nov 2026"
            )
    tags = [tag for tag, _ in structure(made)]
    assert (tags.count("/H1"), tags.count("/H2")) == (1, len(SECTIONS))
    assert tags.count("/Table") == 8
    assert tags.count("/TH") == 5 + 3 + 5 + 6 + 6 + 6 + 6 + 2
    assert [called for tag, called in structure(made) if tag == "/Figure"] == ["Logotyp för Ekbacka kommun"]
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    for number, page in enumerate(pages, start=1):
        assert f"Sida {number} av {len(pages)}" in page.extract_text()


@pytest.mark.slow
@pytest.mark.case("P3")
@pytest.mark.parametrize("paper", [summary_paper, agenda_paper], ids=["summary", "agenda"])
def test_a_checker_of_accessibility_finds_no_fault(tmp_path: Path, paper: Any) -> None:
    import outloud

    file = tmp_path / "protokoll.pdf"
    file.write_bytes(pdf(paper(dossier(), frame()), MADE_AT))
    found = outloud.check(str(file)).findings
    assert [one for one in found if str(one.severity) == "error"] == []


def test_all_twelve_sections_stand_in_the_pdf_in_order() -> None:
    text = text_of(pdf(summary_paper(dossier(), frame()), MADE_AT))
    places = [text.index(f"{number}. {name}") for number, name in enumerate(SECTIONS, start=1)]
    assert places == sorted(places)


def test_an_approved_summary_says_which_version_who_by_function_and_when() -> None:
    text = text_of(pdf(summary_paper(dossier(), frame()), MADE_AT))
    assert "Status: Godkänd tis 24 nov 2026 kl 10.12 av Samordnare, version 1." in text
    assert "Diarienummer: KS 2026/0123" in text
    assert "Informationsklass: Intern" in text
    assert "Sam Ek" not in text
    assert "UTKAST" not in text


def test_a_draft_says_so_on_every_page() -> None:
    made = pdf(summary_paper(dossier(approved=False), frame(diary_number="")), MADE_AT)
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    assert len(pages) > 1
    assert all("UTKAST – inte godkänd" in page.extract_text() for page in pages)
    assert "Status: Utkast, inte godkänt" in text_of(made)
    assert "Diarienummer: inte angivet" in text_of(made)


def test_the_agenda_has_minutes_that_add_up_and_a_reason_on_every_line() -> None:
    text = text_of(pdf(agenda_paper(dossier(), frame()), MADE_AT))
    spans = [(int(a), int(b)) for a, b in re.findall(r"(\d+)–(\d+) min · \d\.", text)]
    assert spans[0][0] == 0
    assert [b for _, b in spans[:-1]] == [a for a, _ in spans[1:]]
    assert spans[-1][1] == 30
    assert "2 min · Ekbackabostäder · Står här: allvarlighet 3" in text


def test_an_english_document_is_english_throughout() -> None:
    made = pdf(summary_paper(dossier(), frame(language="en")), MADE_AT)
    words = words_in("en")
    text = text_of(made)
    assert all(f"{number}. {words.t(name)}" in text for number, name in enumerate(SECTIONS, start=1))
    assert "Page 1 of" in text
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert str(opened.Root.Lang) == "en-GB"


MARKUP = {
    "typst code": '#panic("nej") #read("/etc/passwd") #(1+1)',
    "typst mathematics": "$ x^2 $ och @ref och <label> och `kod`",
    "typst marks": "*fet* _kursiv_ ~ -- --- // kommentar /* x */ \\ #emoji.face",
    "quotes": "\"citat\" 'enkla' … och åäö ÅÄÖ é ü",
}


@pytest.mark.parametrize("typed", [*MARKUP.values(), *HOSTILE.values()], ids=[*MARKUP, *HOSTILE])
def test_what_somebody_typed_stands_there_as_typed(typed: str) -> None:
    """Nothing of it is code, and what the fonts lack is said by number instead of stopping the document."""
    hostile = item(incident(text=typed, needs_discussion=True))
    made = pdf(summary_paper(dossier([hostile]), frame()), MADE_AT)
    text = text_of(made)
    for word in re.findall(
        r"[\w#$*<>(){}\"@=/\\|&;!\[\].,:~`^-]+", unicodedata.normalize("NFC", typed), re.ASCII
    ):
        assert word in text


def test_a_character_that_no_font_has_is_written_as_its_number() -> None:
    made = pdf(
        summary_paper(dossier([item(incident(text="Klotter 😀汉 \ue000 \x01\x00slut"))]), frame()), MADE_AT
    )
    assert "Klotter [U+1F600][U+6C49] [U+E000] slut" in text_of(made)


def test_twenty_thousand_characters_without_a_space_stay_on_the_page() -> None:
    """Every one of them is there, and none beyond the margin."""
    long = item(incident(text="Ö" * 20_000, needs_discussion=True))
    made = pdf(summary_paper(dossier([long]), frame()), MADE_AT)
    with pypdfium2.PdfDocument(made) as opened:
        pages = [opened[number] for number in range(len(opened))]
        counted = 0
        for page in pages:
            texts = page.get_textpage()
            for number in range(texts.count_chars()):
                if texts.get_text_range(number, 1) == "Ö":
                    counted += 1
                    assert texts.get_charbox(number)[2] <= page.get_width() - 60
            texts.close()
            page.close()
    assert counted >= 20_000


def test_the_same_paper_at_the_same_moment_is_the_same_file() -> None:
    paper = summary_paper(dossier(), frame())
    assert pdf(paper, MADE_AT) == pdf(paper, MADE_AT)


def test_the_pages_are_not_blank() -> None:
    """A picture of the first page has the logotype's colour, black on white, and margins."""
    made = pdf(summary_paper(dossier(), frame()), MADE_AT)
    with pypdfium2.PdfDocument(made) as opened:
        page = opened[0]
        picture = page.render(scale=1).to_pil().convert("RGB")
        page.close()
    colours = {colour: count for count, colour in picture.getcolors(1 << 20)}
    assert colours[(11, 79, 108)] > 500
    assert colours[(255, 255, 255)] > picture.width * picture.height // 2
    assert all(picture.getpixel((5, y)) == (255, 255, 255) for y in range(picture.height))


def test_hidden_and_oral_words_stay_out_of_the_pdf() -> None:
    """Of a police operation the heading alone is said (domain.md §12 rule 6)."""
    text = text_of(pdf(summary_paper(dossier(), frame()), MADE_AT)) + text_of(
        pdf(agenda_paper(dossier(), frame()), MADE_AT)
    )
    assert "Planerad insats" in text
    assert "Tas muntligt" not in text


def test_an_approved_summary_is_told_with_the_words_it_was_approved_with() -> None:
    """The texts come from the dossier, which holds the versions of that time (est.weekly.documents)."""
    kept = dossier()
    view = kept.view
    changed = replace(view, meeting=replace(view.meeting, items={}))
    assert "Tre rutor krossade" in text_of(pdf(summary_paper(kept, frame()), MADE_AT))
    assert "Tre rutor krossade" not in text_of(
        pdf(summary_paper(replace(kept, view=changed), frame()), MADE_AT)
    )
