"""A note is written to a line of the meeting, from its card or in passing (domain.md §8.7)."""

from __future__ import annotations

from est.ports import Records
from est.round import Round
from est.turn import Turn
from est.weekly.meeting import meeting
from est.weekly.noting import keep_note, subjects
from est.weekly.running import RunView, find_meeting, view_of


def save_note(records: Records, turn: Turn, week: str, subject: str, text: str) -> RunView:
    """Keep the note of a line of the meeting.

    Raises:
        FormRefused: no such line is there, or it is only spoken of, or the text is not one to keep.
    """
    turn.as_coordinator()
    round_ = find_meeting(records, turn, week)
    keep_note(records, turn, round_, subject, text)
    return view_of(records, turn, round_)


def find_subject(records: Records, turn: Turn, round_: Round, label: str) -> str:
    """The line that a label such as V48-3 or Å7 names; what is spoken of now when none is named; empty if none fits."""
    view = meeting(records, turn.group, round_, turn.now)
    run = view.held.run
    if not label:
        return run.current if run is not None else ""
    for key, stop in subjects(view).items():
        labels = {view.items[id_].label for id_ in stop.item_ids if id_ in view.items}
        if stop.action_id in view.actions:
            labels.add(view.actions[stop.action_id].label)
        if label in labels:
            return key
    return ""
