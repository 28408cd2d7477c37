"""Every document of a meeting with its file name, and the archives of a meeting and of a year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from documents.agenda import agenda_paper
from documents.archive import Folder, archive
from documents.archived import archived
from documents.columns import actions_sheet, items_sheet
from documents.csv import csv
from documents.details import details
from documents.docx import docx
from documents.files import File
from documents.frame import Frame
from documents.ics import Invitation, ics
from documents.names import file_name
from documents.paper import Paper
from documents.pdf import pdf
from documents.shared import shared_paper
from documents.summary import summary_paper
from documents.workbook import workbook
from est.summary.audiences import Circle
from est.weekly.documents import Dossier, Shelf
from words import words_in


def papers(dossier: Dossier, frame: Frame) -> Sequence[tuple[str, Paper]]:
    """Summary and agenda, each under its name without an ending."""
    words = words_in(frame.language)
    approval = dossier.view.approval
    state = f"v{approval.version}" if approval is not None else words.t("utkast")
    named = (dossier.group.name, str(dossier.round.week))
    return [
        (" ".join((words.t("Sammanfattning"), *named, state)), summary_paper(dossier, frame)),
        (" ".join((words.t("Dagordning"), *named)), agenda_paper(dossier, frame)),
    ]


def meeting_files(dossier: Dossier, frame: Frame, made_at: datetime) -> list[File]:
    """The papers as PDF and DOCX, the tables as one workbook and as CSV."""
    files = _pdfs(dossier, frame, made_at)
    for name, paper in papers(dossier, frame):
        files.append(File(file_name(name, kind="docx"), docx(paper, made_at)))
    words = words_in(frame.language)
    sheets = [items_sheet(dossier, words), actions_sheet(dossier, words)]
    book = workbook(sheets, details(dossier, frame, words), words, made_at)
    both = words.t("Uppgifter och åtgärder")
    return [*files, File(_named(dossier, both, "xlsx"), book), *_tables(dossier, frame)]


def shared_files(dossier: Dossier, frame: Frame, made_at: datetime) -> list[File]:
    """The approved summary for each circle outside the group, as PDF and DOCX; of a draft there is none."""
    approval, word = dossier.view.approval, words_in(frame.language).t("Sammanfattning")
    if approval is None:
        return []
    files = []
    for circle in Circle:
        paper = shared_paper(dossier, circle, frame)
        named = (word, dossier.group.name, str(dossier.round.week), f"v{approval.version}", circle.value)
        files.append(File(file_name(*named, kind="pdf"), pdf(paper, made_at)))
        files.append(File(file_name(*named, kind="docx"), docx(paper, made_at)))
    return files


def meeting_archive(dossier: Dossier, frame: Frame, made_at: datetime) -> File:
    """One meeting with all its documents and data."""
    folder = Folder(str(dossier.round.week), meeting_files(dossier, frame, made_at))
    name = _named(dossier, words_in(frame.language).t("Arkiv"), "zip")
    return File(name, archive(archived([dossier]), [folder], made_at))


def year_archive(dossiers: Sequence[Dossier], frame: Frame, made_at: datetime) -> File:
    """The meetings of a year, at least one: their PDF and CSV documents and all data."""
    folders = [
        Folder(str(one.round.week), [*_pdfs(one, frame, made_at), *_tables(one, frame)]) for one in dossiers
    ]
    newest, word = dossiers[-1], words_in(frame.language).t("Arkiv")
    name = file_name(word, newest.group.name, str(newest.round.week.year), kind="zip")
    return File(name, archive(archived(dossiers), folders, made_at))


def calendar(shelf: Shelf, frame: Frame, public_url: str, made_at: datetime) -> File:
    """The coming meetings."""
    words = words_in(frame.language)
    invitation = Invitation(shelf.dossier.group, public_url)
    name = file_name(words.t("Möten"), shelf.dossier.group.name, kind="ics")
    return File(name, ics(invitation, shelf.coming, words, made_at))


def everything(shelf: Shelf, frame: Frame, public_url: str, made_at: datetime) -> list[File]:
    """All that there is for a meeting, its year and the time ahead."""
    files = [
        *meeting_files(shelf.dossier, frame, made_at),
        *shared_files(shelf.dossier, frame, made_at),
        calendar(shelf, frame, public_url, made_at),
        meeting_archive(shelf.dossier, frame, made_at),
    ]
    return [*files, year_archive(shelf.year, frame, made_at)] if shelf.year else files


def save(files: Iterable[File], folder: Path) -> list[Path]:
    """Write the files and say where; a file of the same name is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for file in files:
        path = folder / file.name
        path.write_bytes(file.data)
        written.append(path)
    return written


def _pdfs(dossier: Dossier, frame: Frame, made_at: datetime) -> list[File]:
    every = papers(dossier, frame)
    return [File(file_name(name, kind="pdf"), pdf(paper, made_at)) for name, paper in every]


def _tables(dossier: Dossier, frame: Frame) -> list[File]:
    words = words_in(frame.language)
    sheets = (items_sheet(dossier, words), actions_sheet(dossier, words))
    return [File(_named(dossier, sheet.name, "csv"), csv(sheet)) for sheet in sheets]


def _named(dossier: Dossier, what: str, kind: str) -> str:
    return file_name(what, dossier.group.name, str(dossier.round.week), kind=kind)
