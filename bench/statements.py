"""The SQL of one submitted report, taken down while the program carries one out, to be run again without it."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

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
from storage.statements import Prepared
from storage.store import SqlStore

NUMBER = 900
"""The item number of the report that is taken down, so that it is found among the parameters."""
FAR = 1_000 * country.GROUPS * country.SEATS
"""The same seats, so many requests later: the forms that are taken down are none of those that are sent."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Statements with their parameters, in which `%(seat)s` and the like stand for one seat's own values."""

    statements: list[tuple[str, list[Any]]]
    answer: str
    """The body of the answer, to be sent as it is."""


def take_down(file: Path, now: datetime, service_url: str) -> Taken:
    """Carry out one submission on the country's database in *file*, and take its statements down."""
    # Two seats of one group: what a process reads once and remembers is read by the first.
    first, seat = country.seats()[-1 - country.GROUPS], country.seats()[-1]
    before, after = (
        json.loads(next(country.submissions(now, service_url, one.number + FAR, 1)))["value"]["action"][
            "data"
        ]
        for one in (first, seat)
    )
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE round SET last_number = ? WHERE group_id = ?", (NUMBER - 2, seat.group))
    url = f"sqlite:///{file}"
    store = SqlStore(open_database(url), swedish_days(range(now.year - 1, now.year + 2)))
    desks = [Desk(store, _caller(one, service_url), now + timedelta(seconds=1)) for one in (first, seat)]
    asyncio.run(answer_press(desks[0], "incident.save", before))
    with _listening() as taken:
        (answer,) = asyncio.run(answer_press(desks[1], "incident.save", after))
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
        str(after["draft"]): "draft",
        f".{NUMBER}": "number",
    }
    return Taken(
        [(statement, [_general(value, names) for value in values]) for statement, values in taken],
        json.dumps(invoke_body(CardAnswer(answer.card.content)), ensure_ascii=False, separators=(",", ":")),
    )


@contextmanager
def _listening() -> Iterator[list[tuple[str, list[Any]]]]:
    """Every statement that is run meanwhile, with its values."""
    taken: list[tuple[str, list[Any]]] = []
    bound = Prepared.bound

    def note(prepared: Prepared, values: Any) -> list[Any]:
        found = bound(prepared, values)
        taken.append((prepared.sql, found))
        return found

    with patch.object(Prepared, "bound", note):
        yield taken


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
