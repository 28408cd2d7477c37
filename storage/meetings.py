"""Agendas, held meetings, attendance, notes and answers to needs, as est.ports.Meetings asks for them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, bindparam, func, select

from est.agenda import Agenda
from est.attending import Presence, Register
from est.errors import Changed
from est.needing import Answer, NeedAnswer
from est.noting import MeetingNote
from est.running import MeetingRun
from est.week import Week
from storage.statements import Statements
from storage.tables import AgendaRow, MeetingNoteRow, MeetingRunRow, NeedAnswerRow, RegisterRow, table
from storage.trees import Tree
from storage.upsert import group_municipality, insert, upsert

AGENDA, RUN, REGISTER = table(AgendaRow), table(MeetingRunRow), table(RegisterRow)
NOTE, ANSWER = table(MeetingNoteRow), table(NeedAnswerRow)
AGENDAS: Tree[Agenda] = Tree(Agenda)
RUNS: Tree[MeetingRun] = Tree(MeetingRun)


def _of_round(of: Table) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return of.c.group_id == bindparam("of_group"), of.c.week == bindparam("of_week")


def _newest(of: Table, *same: str) -> ColumnElement[bool]:
    """The row has the highest version of those with the same columns."""
    other = of.alias("other")
    alike = (other.c[name] == of.c[name] for name in ("group_id", "week", *same))
    newest: Select[Any] = select(func.max(other.c.version)).where(*alike)
    return of.c.version == newest.scalar_subquery()


AGENDA_OF = select(AGENDA.c.agenda).where(*_of_round(AGENDA))
KEEP_AGENDA = upsert(AGENDA)
RUN_OF = select(RUN.c.run).where(*_of_round(RUN))
KEEP_RUN = upsert(RUN, newer="version").returning(RUN.c.version)
REGISTER_OF = select(REGISTER).where(*_of_round(REGISTER), _newest(REGISTER))
KEEP_REGISTER = insert(REGISTER)
NOTES_OF = select(NOTE).where(*_of_round(NOTE), _newest(NOTE, "subject")).order_by(NOTE.c.subject)
VERSIONS_OF_NOTE = (
    select(NOTE).where(*_of_round(NOTE), NOTE.c.subject == bindparam("of_subject")).order_by(NOTE.c.version)
)
KEEP_NOTE = insert(NOTE)
ANSWERS_BETWEEN = (
    select(ANSWER)
    .where(
        ANSWER.c.group_id == bindparam("of_group"),
        ANSWER.c.week >= bindparam("first_week"),
        ANSWER.c.week <= bindparam("last_week"),
        _newest(ANSWER, "item_id", "organisation_id"),
    )
    .order_by(ANSWER.c.week, ANSWER.c.item_id, ANSWER.c.organisation_id)
)
KEEP_ANSWER = insert(ANSWER).values(municipality_id=group_municipality())


class SqlMeetings:
    __slots__ = ("_connection",)

    def __init__(self, connection: Statements) -> None:
        self._connection = connection

    def agenda(self, group_id: str, week: Week) -> Agenda | None:
        row = self._connection.execute(AGENDA_OF, _key(group_id, week)).first()
        return None if row is None else AGENDAS.read(row.agenda)

    def keep_agenda(self, agenda: Agenda) -> None:
        values = {"group_id": agenda.group_id, "week": str(agenda.week), "agenda": AGENDAS.write(agenda)}
        self._connection.execute(KEEP_AGENDA, values)

    def run(self, group_id: str, week: Week) -> MeetingRun | None:
        row = self._connection.execute(RUN_OF, _key(group_id, week)).first()
        return None if row is None else RUNS.read(row.run)

    def keep_run(self, run: MeetingRun) -> None:
        """Keep a newer state of the meeting.

        Raises:
            Changed: the stored one is as new.
        """
        values = {
            "group_id": run.group_id,
            "week": str(run.week),
            "version": run.version,
            "run": RUNS.write(run),
        }
        if self._connection.execute(KEEP_RUN, values).first() is None:
            raise Changed("meeting_moved_on", week=str(run.week))

    def register(self, group_id: str, week: Week) -> Register | None:
        row = self._connection.execute(REGISTER_OF, _key(group_id, week)).first()
        return None if row is None else _to_register(row)

    def keep_register(self, register: Register) -> None:
        seats = {member_id: presence.value for member_id, presence in sorted(register.seats.items())}
        values = {
            "group_id": register.group_id,
            "week": str(register.week),
            "version": register.version,
            "seats": json.dumps(seats),
            "taken_by": register.taken_by,
            "taken_at": register.taken_at,
        }
        self._connection.execute(KEEP_REGISTER, values)

    def notes(self, group_id: str, week: Week) -> tuple[MeetingNote, ...]:
        return _to_notes(self._connection.execute(NOTES_OF, _key(group_id, week)).all())

    def note_versions(self, group_id: str, week: Week, subject: str) -> tuple[MeetingNote, ...]:
        values = {**_key(group_id, week), "of_subject": subject}
        return _to_notes(self._connection.execute(VERSIONS_OF_NOTE, values).all())

    def keep_note(self, note: MeetingNote) -> None:
        values = {
            "group_id": note.group_id,
            "week": str(note.week),
            "subject": note.subject,
            "version": note.version,
            "text": note.text,
            "written_by": note.written_by,
            "written_at": note.written_at,
        }
        self._connection.execute(KEEP_NOTE, values)

    def need_answers(self, group_id: str, first: Week, last: Week) -> tuple[NeedAnswer, ...]:
        values = {"of_group": group_id, "first_week": str(first), "last_week": str(last)}
        return tuple(_to_answer(row) for row in self._connection.execute(ANSWERS_BETWEEN, values))

    def keep_need_answer(self, answer: NeedAnswer) -> None:
        values = {
            "of_group": answer.group_id,
            "group_id": answer.group_id,
            "week": str(answer.week),
            "item_id": answer.item_id,
            "organisation_id": answer.organisation_id,
            "version": answer.version,
            "answer": answer.answer.value,
            "reason": answer.reason,
            "answered_by": answer.answered_by,
            "answered_at": answer.answered_at,
        }
        self._connection.execute(KEEP_ANSWER, values)


def _key(group_id: str, week: Week) -> dict[str, str]:
    return {"of_group": group_id, "of_week": str(week)}


def _to_register(row: Row[Any]) -> Register:
    return Register(
        group_id=row.group_id,
        week=Week.parse(row.week),
        seats={id_: Presence(value) for id_, value in json.loads(row.seats).items()},
        taken_by=row.taken_by,
        taken_at=row.taken_at,
        version=row.version,
    )


def _to_notes(rows: Sequence[Row[Any]]) -> tuple[MeetingNote, ...]:
    return tuple(
        MeetingNote(
            group_id=row.group_id,
            week=Week.parse(row.week),
            subject=row.subject,
            text=row.text,
            written_by=row.written_by,
            written_at=row.written_at,
            version=row.version,
        )
        for row in rows
    )


def _to_answer(row: Row[Any]) -> NeedAnswer:
    return NeedAnswer(
        group_id=row.group_id,
        week=Week.parse(row.week),
        item_id=row.item_id,
        organisation_id=row.organisation_id,
        answer=Answer(row.answer),
        reason=row.reason,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        version=row.version,
    )
