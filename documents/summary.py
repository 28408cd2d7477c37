"""The summary of a meeting as a document: what was approved, or a draft that says so on every page."""

from __future__ import annotations

from documents.details import details
from documents.frame import Frame
from documents.paper import Paper, Paragraph, Section
from documents.summary_sections import SECTION_BLOCKS
from est.weekly.documents import Dossier
from words import words_in
from words.minutes import days_with_year, page_words, summary_title
from words.summary import SECTIONS, empty


def summary_paper(dossier: Dossier, frame: Frame) -> Paper:
    """All twelve sections; one that nobody has anything for says so under its heading."""
    words, view = words_in(frame.language), dossier.view
    sections = []
    for number, (name, blocks_of) in enumerate(zip(SECTIONS, SECTION_BLOCKS, strict=True), start=1):
        blocks = blocks_of(dossier, words) or [Paragraph(empty(words, name))]
        sections.append(Section(f"{number}. {words.t(name)}", blocks))
    summary = view.summary
    return Paper(
        frame=frame,
        title=summary_title(words, summary),
        under_title=f"{summary.group_name} · "
        f"{days_with_year(words, summary.period_first, summary.period_last)}",
        mark="" if view.approval else words.t("UTKAST – inte godkänd"),
        details=details(dossier, frame, words),
        sections=sections,
        page_words=page_words(words),
        logotype_text=words.t("Logotyp för {municipality}", municipality=frame.municipality),
    )
