"""What the buttons of a held meeting carry.

A card was drawn at one version of the meeting. What is pressed on an older one changes nothing, whether it was pressed
twice or by two coordinators at once (acceptance.md K1).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from cards.verbs import Chosen, Id, RoundPayload, Typed
from est.moves import Move

Subject = Annotated[str, StringConstraints(max_length=200)]
"""The key of a line of the meeting (est.running.key_of)."""
Version = Annotated[int, Field(ge=0)]


class ShowMeeting(RoundPayload):
    """The coordinator's card of the meeting as it is now; also how it refreshes."""

    verb = "meeting.show"


class StartMeeting(RoundPayload):
    """*Starta mötet*: by hand, whether Teams says anything or not (acceptance.md G5)."""

    verb = "meeting.start"


class MoveOn(RoundPayload):
    """The next line, the next point, or back; the note that stands in the card is kept on the way."""

    verb = "meeting.move"
    move: Annotated[Move, Field(strict=False)]
    version: Version
    subject: Subject = ""
    note: Typed = ""


class BorrowTime(RoundPayload):
    """The line that is spoken of borrows minutes from a later point (acceptance.md G4)."""

    verb = "meeting.borrow"
    version: Version
    point: Chosen = ""
    minutes: Typed = ""


class EndMeeting(RoundPayload):
    """*Avsluta mötet*."""

    verb = "meeting.end"
    version: Version
    subject: Subject = ""
    note: Typed = ""


class ResumeMeeting(RoundPayload):
    """It was not over after all."""

    verb = "meeting.resume"
    version: Version


class SetLength(RoundPayload):
    """The meeting is held in so many minutes; what a quiet week offers, or as long as usual again."""

    verb = "meeting.length"
    minutes: Annotated[int, Field(ge=1, le=999)]


class OpenRegister(RoundPayload):
    """The attendance, to be taken or corrected."""

    verb = "register.open"


class SaveRegister(RoundPayload):
    """Everybody was there but those who are named."""

    verb = "register.save"
    excused: Typed = ""
    absent: Typed = ""


class OpenNote(RoundPayload):
    """The note of a line, with the line to choose when none is named."""

    verb = "note.open"
    subject: Subject = ""


class SaveNote(RoundPayload):
    verb = "note.save"
    subject: Chosen = ""
    note: Typed = ""


class OpenAddition(RoundPayload):
    """A form for a line that nobody had prepared."""

    verb = "addition.open"


class SaveAddition(RoundPayload):
    """A point of information, an incident or a need that came up at the meeting."""

    verb = "addition.save"
    token: Id
    """The form's own; one line is added for each, however often the button is pressed (acceptance.md K1)."""
    sort: Typed = ""
    minutes: Typed = ""
    place: Chosen = ""
    text: Typed = ""


class PointToAction(RoundPayload):
    """A point of information becomes an action (acceptance.md A2)."""

    verb = "point.to_action"
    subject: Subject


class PointBack(RoundPayload):
    """The action becomes a point of information again (acceptance.md A2)."""

    verb = "point.back"
    subject: Subject
    action: Id


class OpenNeed(RoundPayload):
    """A need, to be answered for one's own organisation, or by the coordinator for another."""

    verb = "need.open"
    item: Id


class AnswerNeed(RoundPayload):
    """What an organisation that was asked says."""

    verb = "need.answer"
    item: Id
    organisation: Chosen = ""
    answer: Typed = ""
    reason: Typed = ""
