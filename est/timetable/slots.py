"""The steps of a round and their clock times, in working days from the meeting (domain.md §9.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from functools import lru_cache


class Step(StrEnum):
    """The steps of a round, in the order of the week."""

    NOTICE = "notice"
    """The group is told that the meeting is moved or cancelled; only such a round has it."""
    NOTICE_END = "notice_end"
    """From here the notice tells nobody anything: the meeting begins, or would have."""
    PROMPT = "prompt"
    REMINDER = "reminder"
    DEADLINE = "deadline"
    DRAFT = "draft"
    AGENDA = "agenda"
    MEETING = "meeting"
    """The meeting begins, and the round is locked."""
    MEETING_END = "meeting_end"
    APPROVAL = "approval"
    """The summary should be approved by now."""
    FEEDBACK = "feedback"
    ACTION_CHECK = "action_check"


class Preset(StrEnum):
    """The two weekly rhythms."""

    WEEK_START = "A"
    """Veckostart: asks on Monday about last week, meets on Tuesday."""
    BEFORE_WEEKEND = "B"
    """Inför helgen: asks on Tuesday, meets on Thursday."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A step at a wall-clock time, so many working days from the meeting (negative before it)."""

    step: Step
    working_days: int
    clock: time


PRESET_SLOTS = {
    Preset.WEEK_START: (
        Slot(Step.PROMPT, -1, time(8)),
        Slot(Step.REMINDER, -1, time(13)),
        Slot(Step.DEADLINE, -1, time(16)),
        Slot(Step.DRAFT, -1, time(16, 15)),
        Slot(Step.AGENDA, 0, time(8, 15)),
        Slot(Step.APPROVAL, 0, time(13)),
        Slot(Step.FEEDBACK, 0, time(13, 15)),
        Slot(Step.ACTION_CHECK, 3, time(9)),
    ),
    Preset.BEFORE_WEEKEND: (
        Slot(Step.PROMPT, -2, time(8)),
        Slot(Step.REMINDER, -1, time(9)),
        Slot(Step.DEADLINE, -1, time(15)),
        Slot(Step.DRAFT, -1, time(15, 30)),
        Slot(Step.AGENDA, 0, time(8, 15)),
        Slot(Step.APPROVAL, 1, time(8)),
        Slot(Step.FEEDBACK, 1, time(8, 15)),
        Slot(Step.ACTION_CHECK, 2, time(9)),
    ),
}
"""The timetable of domain.md §9.1 without the meeting, whose clock and length the coordinator sets."""

AGENDA_LEAD = 15
"""The agenda is out at the latest so many minutes before the meeting."""
APPROVAL_LEAD = 60
"""The coordinator has at least so many minutes after the meeting to approve the summary on the same day."""
NEXT_MORNING = {
    Step.APPROVAL: Slot(Step.APPROVAL, 1, time(8)),
    Step.FEEDBACK: Slot(Step.FEEDBACK, 1, time(8, 15)),
}
"""Where approval and feedback go when the meeting ends too late for the same day: as in "Inför helgen"."""


def later(clock: time, minutes: int) -> time:
    """The clock time so many minutes later on the same day."""
    return time(*divmod(clock.hour * 60 + clock.minute + minutes, 60))


@lru_cache(maxsize=512)
def slots(preset: Preset, meeting: time, length: int) -> tuple[Slot, ...]:
    """Every slot of a round in order, for the coordinator's meeting time.

    The agenda comes at its usual time, or `AGENDA_LEAD` minutes before an earlier meeting. Approval and
    feedback of the same day move to the next working morning together when the meeting ends less than
    `APPROVAL_LEAD` minutes before the approval.
    """
    end = later(meeting, length)
    usual = {slot.step: slot for slot in PRESET_SLOTS[preset]}
    approval, agenda = usual[Step.APPROVAL], usual[Step.AGENDA]
    if approval.working_days == 0 and approval.clock < later(end, APPROVAL_LEAD):
        usual |= NEXT_MORNING
    usual[Step.AGENDA] = replace(agenda, clock=min(agenda.clock, later(meeting, -AGENDA_LEAD)))
    usual[Step.MEETING] = Slot(Step.MEETING, 0, meeting)
    usual[Step.MEETING_END] = Slot(Step.MEETING_END, 0, end)
    return tuple(usual[step] for step in Step if step in usual)
