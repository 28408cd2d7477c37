"""The courier with everything around it going wrong: durable.md §4 and the faults of platform.md §4.5."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs

from bot.connector import LASTS
from bot.courier import LEASE, MOST
from bot.limits import SHARE_OF_LETTERS
from est.letters import LetterState
from est.ports import Store
from tests.bot.courier_stand import (
    GROUP,
    MONDAY,
    CourierStand,
    FailingStore,
    add_group,
    conversation_of,
    courier_stand,
)
from tests.bot.fakes import Scripted
from tests.bot.quick_time import QuickTime, until

SENT, RETRY, WAITING, FAILED = LetterState.SENT, LetterState.RETRY, LetterState.WAITING, LetterState.FAILED
DOWN = Scripted(503, {"error": {"code": "ServiceUnavailable"}})
DISABLED = Scripted(403, {"error": {"code": "BotDisabledByAdmin"}})
FULL = Scripted(429, {"error": {"code": "Throttled"}}, headers={"Retry-After": "60"})


async def states(stand: CourierStand, group_id: str = GROUP) -> Counter[LetterState]:
    return Counter(letter.state for letter in (await stand.letters(group_id)).values())


async def delivered(stand: CourierStand, *, within: float) -> None:
    """Deliver again and again, for so many seconds or until nothing waits any more."""
    ends = stand.time.seconds() + within
    while stand.time.seconds() < ends and {WAITING, RETRY} & set(await states(stand)):
        await stand.courier.deliver_due()
        stand.time.pass_by(0.5)


def warned(log: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the person on call should look at."""
    return [line["event"] for line in log if line["log_level"] != "info"]


def test_a_request_ends_before_the_claim_that_it_was_made_under() -> None:
    assert LASTS.total is not None
    assert LASTS.total < LEASE / 2


async def test_a_slow_conversation_holds_up_nobody_else(tmp_path: Path) -> None:
    async with courier_stand(tmp_path, members=2 * MOST) as stand:
        gate = asyncio.Event()
        stand.teams.script += [Scripted(201, {"id": "slow"}, gate=gate)] * 3
        await stand.tick()
        delivering = asyncio.create_task(stand.courier.deliver_due())
        await until(lambda: len(stand.teams.sent) == 2 * MOST)
        await until(lambda: stand.courier.in_the_air == 3)
        assert await states(stand) == {SENT: 2 * MOST - 3, LetterState.SENDING: 3}
        gate.set()
        assert await delivering == 2 * MOST
        assert await states(stand) == {SENT: 2 * MOST}
        assert set(stand.heard.values()) == {1}


async def test_what_is_written_while_a_slow_letter_is_in_the_air_is_sent_meanwhile(tmp_path: Path) -> None:
    async with courier_stand(tmp_path, members=2) as stand:
        await stand.change(lambda records: add_group(records, "g2", stand.teams.url, 2))
        gate = asyncio.Event()
        stand.teams.script.append(Scripted(201, {"id": "slow"}, gate=gate))
        await stand.tick()
        delivering = asyncio.create_task(stand.courier.deliver_due())
        await until(lambda: stand.courier.in_the_air == 1)
        await stand.tick("g2")
        await until(lambda: len(stand.teams.sent) == 4)
        gate.set()
        assert await delivering == 4


async def test_a_poisoned_letter_steps_aside_and_the_other_groups_are_served(tmp_path: Path) -> None:
    async with courier_stand(tmp_path) as stand:
        for id_ in ("a-first", "z-last"):
            await stand.change(partial(add_group, id_=id_, url=stand.teams.url, members=3))
        for id_ in ("a-first", GROUP, "z-last"):
            await stand.tick(id_)
        with sqlite3.connect(tmp_path / "est.db") as database:
            (plan,) = database.execute("SELECT plan FROM est_group WHERE id = ?", (GROUP,)).fetchone()
            spoilt = json.dumps(json.loads(plan) | {"zone": "Europe/Ekbacka"})
            database.execute("UPDATE est_group SET plan = ? WHERE id = ?", (spoilt, GROUP))
        with capture_logs() as log:
            await stand.courier.deliver_due()
        assert warned(log) == ["letter_failed"] * 3
        assert await states(stand, "a-first") == await states(stand, "z-last") == {SENT: 3}
        assert {(one.state, one.reason) for one in (await stand.letters()).values()} == {
            (FAILED, "cannot_render")
        }


def frozen_before(write: int, seconds: float) -> Callable[[Store, QuickTime], Store]:
    """A process that stands still for so long just before that transaction."""

    def failing(store: Store, time: QuickTime) -> Store:
        def before(number: int) -> None:
            if number == write:
                time.pass_by(seconds)

        return FailingStore(store, before)

    return failing


async def test_a_process_that_was_frozen_sends_nothing_under_its_old_claim(tmp_path: Path) -> None:
    # The first transaction claims, the second looks the letter up.
    async with courier_stand(tmp_path, members=1, failing=frozen_before(2, LEASE / 2 + 1)) as stand:
        await stand.tick()
        await stand.courier.deliver_due()
        (letter,) = (await stand.letters()).values()
        assert (letter.state, letter.claims, len(stand.teams.sent)) == (SENT, 2, 1)


async def test_nor_does_one_whose_letters_somebody_else_has_taken_over(tmp_path: Path) -> None:
    async with courier_stand(tmp_path, members=1, failing=frozen_before(2, LEASE + 1)) as stand:
        other = stand.another()
        await stand.tick()
        delivering = asyncio.create_task(stand.courier.deliver_due())
        await until(lambda: stand.courier.in_the_air > 0)
        await asyncio.gather(delivering, other.deliver_due())
        (letter,) = (await stand.letters()).values()
        assert letter.state is SENT
        assert len(stand.teams.sent) == 1


async def test_time_spent_waiting_for_a_turn_counts_as_well(tmp_path: Path) -> None:
    # A letter every two and a half seconds: of the twenty that are claimed together the last would go after 50.
    async with courier_stand(tmp_path, members=MOST, rate=0.5, tenant_rate=1000) as stand:
        await stand.tick()
        await stand.courier.deliver_due()
        letters = {letter.conversation_id: letter for letter in (await stand.letters()).values()}
        first_claim = [sent.at for sent in stand.teams.sent if letters[conversation_of(sent)].claims == 1]
        assert 0 < len(first_claim) < MOST
        assert max(first_claim) < LEASE / 2
        assert await states(stand) == {SENT: MOST}
        assert set(stand.heard.values()) == {1}


def away_from(write: int, times: int) -> Callable[[Store, QuickTime], Store]:
    """A database that is away for some transactions, counted from that one."""

    def failing(store: Store, _: QuickTime) -> Store:
        def before(number: int) -> None:
            if write <= number < write + times:
                raise ConnectionError

        return FailingStore(store, before)

    return failing


async def test_an_outcome_is_kept_as_soon_as_the_database_is_back(tmp_path: Path) -> None:
    # Claim, look up, record: the third and the ten after it fail, and that takes five seconds of a minute.
    async with courier_stand(tmp_path, members=1, failing=away_from(3, 11)) as stand:
        await stand.tick()
        with capture_logs() as log:
            await stand.courier.deliver_due()
        (letter,) = (await stand.letters()).values()
        assert (letter.state, letter.claims, len(stand.teams.sent)) == (SENT, 1, 1)
        assert letter.activity_id
        assert warned(log) == ["outcome_not_recorded"] * 11


async def test_a_database_that_stays_away_leaves_the_letter_in_doubt_when_the_claim_ends(
    tmp_path: Path,
) -> None:
    async with courier_stand(tmp_path, members=1, failing=away_from(3, 10_000)) as stand:
        await stand.tick()
        delivering = asyncio.create_task(stand.courier.deliver_due())
        await until(lambda: stand.time.seconds() >= LEASE)
        stand.time.pass_by(1)
        await stand.another().deliver_due()
        delivering.cancel()
        (letter,) = (await stand.letters()).values()
        assert (letter.state, letter.claims, len(stand.teams.sent)) == (SENT, 2, 2)


async def test_a_letter_that_could_not_be_looked_up_is_tried_again_and_not_given_up(tmp_path: Path) -> None:
    async with courier_stand(tmp_path, members=2, failing=away_from(2, 1)) as stand:
        await stand.tick()
        await stand.courier.deliver_due()
        assert await states(stand) == {SENT: 1, RETRY: 1}
        stand.time.pass_by(5)
        await stand.courier.deliver_due()
        assert await states(stand) == {SENT: 2}
        assert set(stand.heard.values()) == {1}


async def test_a_stop_takes_nothing_more_and_waits_for_what_is_in_the_air(tmp_path: Path) -> None:
    async with courier_stand(tmp_path, members=2 * MOST, rate=25) as stand:
        gate = asyncio.Event()
        stand.teams.script.append(Scripted(201, {"id": "slow"}, gate=gate))
        await stand.tick()
        running = asyncio.create_task(stand.courier.run())
        await until(lambda: bool(stand.teams.sent))
        stopping = asyncio.create_task(stand.courier.stop())
        await until(lambda: stand.courier.in_the_air == 1)
        assert not stopping.done()
        gate.set()
        await asyncio.gather(stopping, running)
        said = len(stand.teams.sent)
        found = await states(stand)
        assert stand.courier.in_the_air == 0
        assert found[SENT] == said
        assert found[SENT] + found[RETRY] + found[WAITING] == 2 * MOST
        assert found[WAITING] >= MOST
        # The next process has everything else at once, and nobody hears anything twice.
        await stand.another().deliver_due()
        assert await states(stand) == {SENT: 2 * MOST}
        assert set(stand.heard.values()) == {1}


async def test_a_letter_waits_for_the_one_before_it_to_the_same_person(tmp_path: Path) -> None:
    async with courier_stand(tmp_path, members=1) as stand:
        await stand.tick()
        (first,) = (await stand.letters()).values()
        later = replace(first, key=f"{first.key}-2", due=MONDAY + timedelta(seconds=1))
        await stand.change(lambda records: records.ledger.write([later]))
        stand.teams.script.append(FULL)
        stand.time.pass_by(2)
        await stand.courier.deliver_due()
        assert await states(stand) == {RETRY: 1, WAITING: 1}
        stand.time.pass_by(70)
        await stand.courier.deliver_due()
        kept = await stand.letters()
        ids = [kept[key.partition("2026-W48/")[2]].activity_id for key in (first.key, later.key)]
        assert ids == ["activity-2", "activity-3"]


async def test_a_minute_without_teams_costs_a_few_calls_and_loses_nothing(tmp_path: Path) -> None:
    async with courier_stand(tmp_path, members=50) as stand:
        stand.teams.script += [DOWN] * 1000
        await stand.tick()
        with capture_logs() as log:
            while stand.time.seconds() < 60:
                await stand.courier.deliver_due()
                stand.time.pass_by(0.5)
        assert "sending_interrupted" in warned(log)
        during = stand.traffic.interrupted
        assert len(stand.teams.sent) <= MOST + 10
        stand.teams.script.clear()
        await delivered(stand, within=140)
        assert await states(stand) == {SENT: 50}
        assert (during, stand.traffic.interrupted) == (True, False)
        print(
            f"outage of 60 s: {len(stand.teams.sent) - 50} calls, all 50 through at {stand.time.seconds():.0f} s"
        )


async def test_a_tenant_that_has_turned_the_app_off_is_not_hammered(tmp_path: Path) -> None:
    async with courier_stand(tmp_path, members=30, tenant_rate=20) as stand:
        await stand.change(
            lambda records: add_group(records, "g2", stand.teams.url, 3, tenant_id="another-tenant")
        )
        await stand.tick()
        stand.teams.script += [DISABLED] * 3
        await stand.courier.deliver_due()
        letters = (await stand.letters()).values()
        assert (len(stand.teams.sent), Counter(one.state for one in letters)) == (3, {FAILED: 2, RETRY: 28})
        assert {one.reason for one in letters if one.state is FAILED} == {"disabled_by_admin"}
        # Nobody else's tenant is concerned.
        await stand.tick("g2")
        await stand.courier.deliver_due()
        assert await states(stand, "g2") == {SENT: 3}
        # After ten minutes one is tried; IT has turned the app on again, and everybody who can be is asked.
        stand.time.pass_by(606)
        await delivered(stand, within=20)
        assert await states(stand) == {FAILED: 2, SENT: 28}


async def test_a_tenant_that_stays_off_is_asked_every_ten_minutes_and_the_coordinator_hears_why(
    tmp_path: Path,
) -> None:
    async with courier_stand(tmp_path, members=12) as stand:
        await stand.tick()
        stand.teams.script += [DISABLED] * 1000
        for _ in range(9 * 12):
            await stand.courier.deliver_due()
            stand.time.pass_by(300)
        letters = (await stand.letters()).values()
        prompts = [one for one in letters if one.kind == "prompt"]
        assert Counter(one.state for one in prompts) == {FAILED: 2, LetterState.EXPIRED: 10}
        assert {one.reason for one in prompts} == {"disabled_by_admin"}
        assert len(stand.teams.sent) <= 3 + 8 * 6


async def test_when_the_whole_tenant_is_throttled_nobody_is_tried_in_vain(tmp_path: Path) -> None:
    async with courier_stand(tmp_path, members=30, tenant_rate=20) as stand:
        await stand.tick()
        stand.teams.script += [FULL] * 3
        await stand.courier.deliver_due()
        assert len(stand.teams.sent) == 3
        assert await states(stand) == {RETRY: 30}
        claims = [one.claims for one in (await stand.letters()).values()]
        assert set(claims) == {1}, "each was taken once and put off until it may go"
        stand.time.pass_by(66)
        await delivered(stand, within=20)
        assert await states(stand) == {SENT: 30}
        assert set(stand.heard.values()) <= {1, 2}


async def test_who_asks_something_is_answered_in_the_midst_of_a_large_round(tmp_path: Path) -> None:
    async with courier_stand(tmp_path, members=60, rate=30, tenant_rate=20) as stand:
        answering = stand.traffic.answering(lambda _: stand.gateway)(None)
        await stand.tick()
        delivering = asyncio.create_task(stand.courier.deliver_due())
        waited = []
        for number in range(10):
            await stand.time.sleep(0.3)
            asked = stand.time.seconds()
            await answering.send(stand.address(f"a:asker-{number}"), {"type": "message", "text": "hej"})
            waited.append(stand.time.seconds() - asked)
        assert not delivering.done()
        assert max(waited) < 0.2
        await delivering
        letters = [sent.at for sent in stand.teams.sent if "asker" not in conversation_of(sent)]
        assert (len(letters) - 1) / (letters[-1] - letters[0]) > 20 * SHARE_OF_LETTERS * 0.8


async def test_a_courier_that_nobody_wakes_looks_again_when_the_next_try_is_due(tmp_path: Path) -> None:
    async with courier_stand(tmp_path, members=1) as stand:
        stand.teams.script.append(DOWN)
        await stand.tick()
        running = asyncio.create_task(stand.courier.run())
        # The pause is counted from when the outcome is known, which is a moment after Teams has heard.
        while await states(stand) != {RETRY: 1}:  # noqa: ASYNC110 -- the database tells, and nobody signals
            await asyncio.sleep(0.01)
        stand.time.pass_by(3)
        await until(lambda: len(stand.teams.sent) == 2)
        await stand.courier.stop()
        await running
        assert await states(stand) == {SENT: 1}


async def test_a_courier_whose_database_is_away_goes_on_when_it_is_back(tmp_path: Path) -> None:
    async with courier_stand(tmp_path, members=1, failing=away_from(1, 2)) as stand:
        await stand.tick()
        with capture_logs() as log:
            running = asyncio.create_task(stand.courier.run())
            await until(lambda: len(stand.teams.sent) == 1)
        await stand.courier.stop()
        await running
        assert warned(log) == ["courier_failed"] * 2
        assert await states(stand) == {SENT: 1}
