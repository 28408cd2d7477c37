"""File names that SharePoint takes, whatever the group is called."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.collection import calendar, everything, meeting_files
from documents.names import LONGEST, file_name
from est.weekly.documents import Shelf
from tests.documents.desk import MADE_AT, dossier, frame
from tests.documents.test_ics import a_meeting

REFUSED = set('~"#%&*:<>?/\\{|}')


def test_every_document_of_a_meeting_has_its_name() -> None:
    assert [one.name for one in meeting_files(dossier(), frame(), MADE_AT)] == [
        "Sammanfattning EST Ekbacka 2026-W48 v1.pdf",
        "Dagordning EST Ekbacka 2026-W48.pdf",
        "Sammanfattning EST Ekbacka 2026-W48 v1.docx",
        "Dagordning EST Ekbacka 2026-W48.docx",
        "Uppgifter och åtgärder EST Ekbacka 2026-W48.xlsx",
        "Uppgifter EST Ekbacka 2026-W48.csv",
        "Åtgärder EST Ekbacka 2026-W48.csv",
    ]


def test_a_draft_is_called_a_draft() -> None:
    names = [one.name for one in meeting_files(dossier(approved=False), frame(), MADE_AT)]
    assert names[0] == "Sammanfattning EST Ekbacka 2026-W48 utkast.pdf"


def test_everything_is_the_documents_the_calendar_and_the_archives() -> None:
    shelf = Shelf(dossier=dossier(), year=(dossier(),), coming=(a_meeting(),), read_at=MADE_AT)
    names = [one.name for one in everything(shelf, frame(), "", MADE_AT)]
    assert names[-3:] == [
        "Möten EST Ekbacka.ics",
        "Arkiv EST Ekbacka 2026-W48.zip",
        "Arkiv EST Ekbacka 2026.zip",
    ]
    assert calendar(shelf, frame(), "", MADE_AT).name in names


@given(st.lists(st.text(max_size=200), max_size=4))
def test_no_name_has_what_a_system_refuses(parts: list[str]) -> None:
    name = file_name(*parts, kind="pdf")
    stem, _, kind = name.rpartition(".")
    assert kind == "pdf"
    assert not set(name) & REFUSED
    assert all(one.isprintable() for one in name)
    assert stem
    assert stem == stem.strip(" .")
    assert len(name) <= LONGEST
    assert "_vti_" not in name
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", stem)


@pytest.mark.parametrize(
    ("given_name", "made"),
    [
        ("EST Ekbacka", "EST Ekbacka.pdf"),
        ('Ekbacka: "nord" / syd', "Ekbacka nord syd.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ("CON", "EST CON.pdf"),
        ("nul.txt", "EST nul.txt.pdf"),
        ("~$dold", "$dold.pdf"),
        ("...", "EST.pdf"),
        ("\u202egrupp\u0007", "grupp.pdf"),
        ("a_vti_b", "avtib.pdf"),
        ("Ö" * 300, "Ö" * (LONGEST - 4) + ".pdf"),
        ("A\u030angström", "Ångström.pdf"),
    ],
)
def test_a_name_keeps_what_can_be_kept(given_name: str, made: str) -> None:
    assert file_name(given_name, kind="pdf") == made
