"""The SQL of one submitted report, taken down while the program carries one out, to be run again without it."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bench import country
from bench.country import Seat
from bot.answers import CardAnswer
from bot.outbound import invoke_body
from calendars.swedish import swedish_days
from dialogs.answer import Reply
from dialogs.desk import Desk
from dialogs.route import answer_press
from est.turn import Caller
from storage.engine import open_database
from storage.store import SqlStore

NUMBER = 900
"""The item number of the report that is taken down, so that it is found among the parameters."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Statements with their parameters, in which `%(seat)s` and the like stand for one seat's own values."""

    statements: list[tuple[str, list[Any]]]
    answer: str
    """The body of the answer, to be sent as it is."""


def take_down(file: Path, now: datetime, service_url: str) -> Taken:
    """Carry out one submission on the country's database in *file*, and take its statements down."""
    seat = country.seats()[-1]
    body = json.loads(next(country.submissions(now, service_url, seat.number, 1)))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE round SET last_number = ? WHERE group_id = ?", (NUMBER - 1, seat.group))
    data = body["value"]["action"]["data"]
    taken: list[tuple[str, list[Any]]] = []

    def take(_c: object, _d: object, statement: str, parameters: Any, _x: object, many: bool) -> None:
        if many:
            raise RuntimeError("a statement for several rows is not understood here")
        taken.append((statement, list(parameters)))

    url = f"sqlite:///{file}"
    store = SqlStore(open_database(url), swedish_days(range(now.year - 1, now.year + 2)))
    desk = Desk(store, _caller(seat, service_url), now + timedelta(seconds=1))
    try:
        event.listen(Engine, "before_cursor_execute", take)
        (answer,) = asyncio.run(answer_press(desk, "incident.save", data))
    finally:
        event.remove(Engine, "before_cursor_execute", take)
        store.close()
    assert isinstance(answer, Reply)
    assert "Sparat" in json.dumps(answer.card.content), answer.card.content
    names = {
        seat.member: "member",
        seat.group: "group",
        seat.object_id: "object",
        seat.tenant: "tenant",
        seat.teams_id: "teams",
        seat.conversation: "chat",
        str(data["draft"]): "draft",
        f".{NUMBER}": "number",
    }
    return Taken(
        [(statement, [_general(value, names) for value in values]) for statement, values in taken],
        json.dumps(invoke_body(CardAnswer(answer.card.content)), ensure_ascii=False, separators=(",", ":")),
    )


def _general(value: Any, names: dict[str, str]) -> Any:
    if value == NUMBER:
        return {"value": "number"}
    if not isinstance(value, str):
        return value
    found = value.replace("%", "%%")
    for own, name in names.items():
        found = found.replace(own, f".%({name})s" if name == "number" else f"%({name})s")
    return {"text": found} if found != value.replace("%", "%%") else value


def _caller(seat: Seat, service_url: str) -> Caller:
    return Caller(
        tenant_id=seat.tenant,
        object_id=seat.object_id,
        teams_id=seat.teams_id,
        name=seat.member,
        conversation_id=seat.conversation,
        service_url=service_url,
        personal=True,
    )
