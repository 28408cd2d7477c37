"""What was said of a line of the meeting is noted, in few words and without personal data (domain.md §8.7)."""

from __future__ import annotations

from collections.abc import Mapping

from est.errors import Malformed
from est.form import FormRefused
from est.noting import NOTE_LENGTH, MeetingNote
from est.ports import Records
from est.round import Round
from est.running import Stop, itinerary, key_of
from est.turn import Turn
from est.weekly.meeting import MeetingView, meeting
from est.weekly.wording import read_words


def keep_note(records: Records, turn: Turn, round_: Round, subject: str, text: str) -> None:
    """Keep a new version of the note of a line; the same text again is nothing new, an empty one takes it back.

    Raises:
        FormRefused: no such line is there or it is only spoken of, or the text is too long or holds personal data.
        Malformed: the summary is approved.
    """
    if subject not in subjects(meeting(records, turn.group, round_, turn.now)):
        raise FormRefused([Malformed("not_in_list" if subject else "required", field="subject")])
    versions = records.meetings.note_versions(turn.group.id, round_.week, subject)
    text = read_words(records, turn, "note", text, limit=NOTE_LENGTH)
    before = versions[-1].text if versions else ""
    if text == before:
        return
    if records.rounds.approval(turn.group.id, round_.week) is not None:
        raise Malformed("meeting_approved", closed=str(round_.week))
    records.meetings.keep_note(
        MeetingNote(
            group_id=turn.group.id,
            week=round_.week,
            subject=subject,
            text=text,
            written_by=turn.member.id,
            written_at=turn.now,
            version=len(versions) + 1,
        )
    )


def subjects(view: MeetingView) -> Mapping[str, Stop]:
    """The lines that can be noted of: what is oral is only spoken of (domain.md §12 rule 6)."""
    run = view.held.run
    stops = itinerary(run.agenda, run.added) if run is not None else itinerary(view.agenda)
    oral = {key_of(line) for line in view.agenda.lines if line.heading_only}
    return {stop.key: stop for stop in stops if stop.key not in oral}
