"""What others must hear of a changed answer: in stored cards, to the coordinators, in the channel."""

from __future__ import annotations

from datetime import datetime

from est.errors import Malformed
from est.letters import (
    CARD_UPDATE_DELAY,
    CARD_UPDATE_WORTH,
    CHANNEL,
    NOTICE_WORTH,
    Letter,
    LetterKind,
    LetterState,
    letter_key,
)
from est.member import Member, coordinators
from est.ports import Records
from est.report import Item, Report
from est.round import Round
from est.timetable import Step
from est.turn import Turn

NO_SEAT = ""
"""What stands in the channel is about everybody's answers."""


def tell_of_answer(records: Records, turn: Turn, seat: Member, round_: Round, report: Report) -> None:
    """An answer was given, changed or withdrawn: every message that shows it is made true again.

    The seat's holder and its deputy may both have a card, a reminder that asks for what is answered is untrue, and the
    agenda may stand in the channel already. Clients refresh cards or do not; several presses become one edit.
    """
    for message in records.ledger.showing(turn.group.id, round_.week, seat.id):
        if message.kind is LetterKind.AGENDA:
            _edit_agenda(records, turn, round_, message, f"{seat.id}.{report.version}")
        else:
            _edit_card(records, turn, message, report)


def tell_of_late(records: Records, turn: Turn, round_: Round, item: Item | None = None) -> None:
    """An answer came after the deadline: each coordinator hears of it once in a round.

    An *item* that came after the lock is told of by itself, since it may be taken in (domain.md §9.1).
    """
    _notify(records, turn, LetterKind.LATE_NOTICE, round_, item)


def tell_of_severity(records: Records, turn: Turn, round_: Round, item: Item) -> None:
    """A very severe item came in: the coordinators hear of it at once, without its content (domain.md §7.2)."""
    _notify(records, turn, LetterKind.SEVERITY_NOTICE, round_, item)


def update_agenda(records: Records, turn: Turn, round_: Round, change: str) -> None:
    """An agenda that stands in the channel already shows the *change* too."""
    for message in records.ledger.showing(turn.group.id, round_.week, NO_SEAT):
        _edit_agenda(records, turn, round_, message, change)


def show_in_channel(records: Records, round_: Round, change: str, now: datetime) -> None:
    """The agenda in the channel shows how the meeting goes, also when it takes longer than it should."""
    for message in records.ledger.showing(round_.group_id, round_.week, NO_SEAT):
        edit = Letter(
            key=f"{message.key}/edit/{change}",
            group_id=round_.group_id,
            kind=LetterKind.AGENDA_UPDATE,
            recipient=CHANNEL,
            week=message.week,
            edits=message.key,
            due=now,
            send_before=now + NOTICE_WORTH,
        )
        _edit(records, edit, now)


def ask_about_doubt(records: Records, letter: Letter, now: datetime) -> None:
    """Nobody knows whether a post stands in the channel, and it is never made twice unasked: somebody looks."""
    if letter.state is not LetterState.UNKNOWN or letter.recipient != CHANNEL:
        return
    records.ledger.write(
        Letter(
            key=f"{letter.key}/{LetterKind.DOUBT}/{coordinator.id}",
            group_id=letter.group_id,
            kind=LetterKind.DOUBT,
            recipient=coordinator.id,
            week=letter.week,
            about={"letter": letter.key, "kind": letter.kind.value},
            due=now,
            send_before=now + NOTICE_WORTH,
        )
        for coordinator in coordinators(records.members.of_group(letter.group_id))
    )


def post_again(records: Records, turn: Turn, key: str) -> Letter:
    """A coordinator has looked, and the post is not in the channel: it is made once more, however often this is asked.

    Raises:
        Malformed: there is no such post, or there is no doubt about it.
    """
    turn.as_coordinator()
    letter = records.ledger.get(turn.group.id, key)
    if letter is None or letter.recipient != CHANNEL or letter.state is not LetterState.UNKNOWN:
        raise Malformed("old_card")
    again = Letter(
        key=f"{key}/again",
        group_id=letter.group_id,
        kind=letter.kind,
        recipient=CHANNEL,
        week=letter.week,
        about=letter.about,
        due=turn.now,
        send_before=turn.now + NOTICE_WORTH,
    )
    records.ledger.write([again])
    return again


def _edit_card(records: Records, turn: Turn, message: Letter, report: Report) -> None:
    edit = Letter(
        key=f"{message.key}/edit/{report.version}",
        group_id=turn.group.id,
        kind=LetterKind.CARD_UPDATE,
        recipient=message.recipient,
        week=message.week,
        edits=message.key,
        about={"seat": report.member_id},
        due=turn.now + CARD_UPDATE_DELAY,
        send_before=turn.now + CARD_UPDATE_WORTH,
    )
    _edit(records, edit, turn.now)


def _edit_agenda(records: Records, turn: Turn, round_: Round, message: Letter, change: str) -> None:
    """Until the meeting is over."""
    until = round_.moments[Step.MEETING_END]
    if turn.now >= until:
        return
    edit = Letter(
        key=f"{message.key}/edit/{change}",
        group_id=turn.group.id,
        kind=LetterKind.AGENDA_UPDATE,
        recipient=CHANNEL,
        week=message.week,
        edits=message.key,
        due=turn.now,
        send_before=until,
    )
    _edit(records, edit, turn.now)


def _edit(records: Records, edit: Letter, now: datetime) -> None:
    """The newest edit of a message is the only one that is sent."""
    records.ledger.supersede(edit.group_id, edit.recipient, edit.edits, now)
    records.ledger.write([edit])


def _notify(records: Records, turn: Turn, kind: LetterKind, round_: Round, item: Item | None) -> None:
    about = item.id if item is not None else ""
    records.ledger.write(
        Letter(
            key=letter_key(turn.group.id, round_.week, kind, coordinator.id, *filter(None, [about])),
            group_id=turn.group.id,
            kind=kind,
            recipient=coordinator.id,
            week=str(round_.week),
            about={"item": about},
            due=turn.now,
            send_before=turn.now + NOTICE_WORTH,
        )
        for coordinator in coordinators(records.members.of_group(turn.group.id))
    )
