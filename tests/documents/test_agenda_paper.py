"""The agenda on paper: what was noted at the meeting stands under the line it was noted of."""

from __future__ import annotations

from dataclasses import replace

from documents.agenda import agenda_paper
from documents.paper import Paragraph
from est.noting import MeetingNote
from est.weekly.held import Held
from tests.documents.desk import MADE_AT, dossier, frame
from tests.est.builders import GROUP, W48


def note(subject: str, text: str) -> MeetingNote:
    return MeetingNote(
        group_id=GROUP, week=W48, subject=subject, text=text, written_by="sam", written_at=MADE_AT
    )


def test_a_note_stands_under_its_line_and_one_that_was_taken_back_does_not() -> None:
    notes = {
        one.subject: one for one in (note("action:action-3", "Låset byts."), note("action:action-5", ""))
    }
    paper = agenda_paper(dossier(held=Held(notes=notes)), frame())
    blocks = [block for section in paper.sections for block in section.blocks if isinstance(block, Paragraph)]
    leads = [block.lead for block in blocks]
    (noted,) = [number for number, block in enumerate(blocks) if block.lead == "Antecknat:"]
    assert blocks[noted].text == "Låset byts."
    assert (
        leads.index("Å3 · Lås till soprummen i Björkgården")
        < noted
        < leads.index("Å5 · Kamera vid Resecentrum prövas")
    )


def test_an_agenda_that_is_not_published_says_so() -> None:
    assert agenda_paper(dossier(approved=False), frame()).mark == "UTKAST – inte publicerad"
    assert agenda_paper(dossier(), frame()).mark == ""


def test_a_quiet_week_says_so_and_so_does_a_full_one() -> None:
    agenda = replace(dossier().view.meeting.agenda, quiet=True, offer_minutes=10, parking=True)
    first = agenda_paper(dossier(agenda=agenda), frame()).sections[0]
    said = [block.text for block in first.blocks if isinstance(block, Paragraph)]
    assert said[1:] == [
        "Många ämnen: bestäm vad som ska parkeras till en annan gång.",
        "Lugn vecka: mötet kan hållas på 10 minuter.",
    ]
