"""Three replicas on one PostgreSQL: every one answers, one speaks, and nobody can tell them apart."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from bot.courier import MOST
from est.letters import LetterKind, LetterState
from est.ports import Records
from est.report import ReportStatus
from est.week import Week
from storage.tables import LetterRow, table
from tests.bot.fakes import Json, Sent
from tests.channel import MONDAY, Channel, Customer, channel
from tests.town import at

EKBACKA = Customer("Ekbacka", people=60)
RATE = 20
W48 = Week(2026, 48)
LETTER = table(LetterRow)
REST_OF_THE_WEEK = (
    at("2026-11-23", "13:00"),
    at("2026-11-23", "16:00"),
    at("2026-11-23", "16:15"),
    at("2026-11-24", "08:15"),
    at("2026-11-24", "09:00"),
    at("2026-11-24", "09:30"),
)

pytestmark = pytest.mark.postgres


@pytest.fixture
async def three(tmp_path: Path, fresh_postgres_url: str) -> AsyncIterator[Channel]:
    """The Friday before the week, on three machines."""
    friday = at("2026-11-20", "12:00")
    options = {"database_url": fresh_postgres_url, "rate": RATE}
    async with channel(tmp_path, [EKBACKA], replicas=3, now=friday, **options) as replicas:
        await replicas.settle(EKBACKA)
        yield replicas


def nothing(number: int) -> Json:
    ids = {"group": EKBACKA.group_id, "week": str(W48), "seat": EKBACKA.seat(number)}
    return EKBACKA.presses("nothing.report", number, **ids)


def posts(replicas: Channel) -> list[Sent]:
    """New messages; an edit of an earlier one is a PUT."""
    return [one for one in replicas.connector.sent if one.method == "POST"]


def letters(connection: Connection) -> list[tuple[str, str, str]]:
    rows = connection.execute(select(LETTER.c.key, LETTER.c.kind, LETTER.c.state))
    return [(row.key, row.kind, row.state) for row in rows]


def busiest_second(moments: list[float]) -> int:
    return max(sum(start <= moment < start + 1 for moment in moments) for start in moments)


async def test_a_week_of_three_who_tick_and_deliver_at_once_loses_and_repeats_nothing(three: Channel) -> None:
    await turn_to(three, MONDAY)
    first = list(three.connector.posted)
    answers = [three.send(EKBACKA, nothing(number), replica=number % 3) for number in range(30)]
    assert {status for status, _ in await asyncio.gather(*answers)} == {200}
    for moment in REST_OF_THE_WEEK:
        await turn_to(three, moment)

    kept = await three.program.store.transact(letters)
    by_kind = Counter(kind for _, kind, state in kept if state == LetterState.SENT)
    assert {state for _, _, state in kept} <= {LetterState.SENT, LetterState.SUPERSEDED, LetterState.WAITING}
    assert by_kind[LetterKind.PROMPT] == 60
    # Half of them had answered; each of the others is reminded once.
    assert by_kind[LetterKind.REMINDER] == 30
    assert by_kind[LetterKind.AGENDA] == 1
    for number in range(60):
        chat = EKBACKA.chat(number).replace(":", "%3A")
        mine = [str(one.body) for one in posts(three) if f"/{chat}/" in one.path]
        assert sum("EST v 48: vad har hänt hos er?" in body for body in mine) == 1
        assert sum("En påminnelse" in body for body in mine) == (0 if number < 30 else 1)
    in_channel = [one for one in posts(three) if one.path == "/v3/conversations"]
    assert len(in_channel) == 1

    # The limit is one limit, however many machines there are.
    assert len(first) == 60
    assert busiest_second(first) <= RATE + 1


async def test_every_replica_answers_and_a_repeat_at_another_one_changes_nothing(three: Channel) -> None:
    await turn_to(three, MONDAY)
    press = nothing(7)

    answers = await asyncio.gather(*(three.send(EKBACKA, press, replica=one) for one in (0, 1, 2)))

    assert answers[0][0] == 200
    assert "Tack! Du har svarat: Inget att rapportera." in str(answers[0][1])
    assert answers[1:] == [answers[0]] * 2

    def status(records: Records) -> ReportStatus:
        return records.reports.get(EKBACKA.group_id, W48, EKBACKA.seat(7)).status

    assert await three.program.store.read(status) is ReportStatus.NOTHING_TO_REPORT


async def test_who_leads_may_stop_in_the_middle_of_a_round(three: Channel) -> None:
    three.clock.now = MONDAY
    # Monday is long after the lease of Friday, so the first to tick leads.
    await three.program.clock.tick()
    while len(posts(three)) < 5:
        await a_moment()

    await three.stop(0)

    assert len(posts(three)) < 60
    three.clock.now += timedelta(minutes=2)
    await asyncio.gather(*(program.courier.deliver_due() for program in three.programs[1:]))
    kept = await three.programs[1].store.transact(letters)
    assert Counter((kind, state) for _, kind, state in kept) == {("prompt", "sent"): 60}
    # What was in the air when it stopped may be there twice (docs/adr/0003), and nothing else.
    asked = Counter(one.path for one in posts(three))
    assert len(asked) == 60
    assert sum(asked.values()) - 60 <= MOST
    assert max(asked.values()) <= 2


async def a_moment() -> None:
    await asyncio.sleep(0.01)


async def turn_to(replicas: Channel, moment: datetime) -> None:
    replicas.clock.now = moment
    await replicas.all_at_once()
