"""What goes through the traffic is what would have gone without it, only later; and nothing that is not ours goes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import cast

import pytest

from bot.connector import TeamsConnector
from bot.faults import DeliveryFault, FaultCode, FaultKind, Held
from bot.gateway import ChannelGateway
from bot.limits import Limits
from bot.traffic import NotOurs, Traffic
from tests.bot.fakes import Scripted
from tests.bot.test_connector import ALL, Call, Line, every_call, line

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def traffic(rate: float = 1000) -> Traffic:
    return Traffic(Limits(rate, rate), lambda: NOW)


def through(one: Line, gateway: ChannelGateway) -> Line:
    """The same line, spoken to through another gateway."""
    return replace(one, gateway=cast("TeamsConnector", gateway))


@every_call
async def test_a_call_arrives_as_it_was_made(call: Call) -> None:
    async with line() as one:
        bare = await call(one)
        letters = traffic().carrying(one.gateway, lambda: True)
        answers = traffic().answering(lambda _: one.gateway)("app")
        assert repr(await call(through(one, letters))).replace("2", "1") == repr(bare)
        assert repr(await call(through(one, answers))).replace("3", "1") == repr(bare)
        first, *others = [(sent.method, sent.path, dict(sent.query), sent.body) for sent in one.teams.sent]
        assert others == [first] * 2


@every_call
async def test_a_letter_that_is_no_longer_ours_is_not_sent(call: Call) -> None:
    async with line() as one:
        with pytest.raises(NotOurs):
            await call(through(one, traffic().carrying(one.gateway, lambda: False)))
        assert one.teams.sent == []


@every_call
async def test_a_fault_comes_back_as_it_was(call: Call) -> None:
    async with line(Scripted(403, {"error": {"code": "ConversationBlockedByUser"}})) as one:
        with pytest.raises(DeliveryFault) as fault:
            await call(through(one, traffic().carrying(one.gateway, lambda: True)))
        assert (fault.value.kind, fault.value.code) == (FaultKind.PERMANENT, FaultCode.BLOCKED_BY_USER)


async def test_a_wait_that_one_call_was_told_of_holds_for_every_other_in_the_conversation() -> None:
    async with line(Scripted(429, headers={"Retry-After": "17"})) as one:
        shared = traffic()
        letters, answers = (
            shared.carrying(one.gateway, lambda: True),
            shared.answering(lambda _: one.gateway)(""),
        )
        with pytest.raises(DeliveryFault):
            await ALL["send"](through(one, letters))
        with pytest.raises(Held) as held:
            await ALL["update"](through(one, answers))
        assert (held.value.code, held.value.retry_after, len(one.teams.sent)) == (FaultCode.THROTTLED, 17, 1)


async def test_who_would_wait_long_is_put_off_instead_of_keeping_a_place() -> None:
    async with line() as one:
        slow = traffic(rate=0.1).answering(lambda _: one.gateway)("")
        await ALL["send"](through(one, slow))
        with pytest.raises(Held) as held:
            await ALL["send"](through(one, slow))
        assert 9 < held.value.retry_after <= 10


async def test_many_at_once_take_their_turns() -> None:
    async with line() as one:
        moments: list[float] = []
        now = 0.0

        async def sleep(seconds: float) -> None:
            nonlocal now
            ends = now + seconds
            await asyncio.sleep(0)
            now = max(now, ends)

        paced = Traffic(Limits(100, 50), lambda: NOW, seconds=lambda: now, sleep=sleep)

        def goes_now() -> bool:
            moments.append(now)
            return True

        gateway = paced.carrying(one.gateway, goes_now)
        calls = [gateway.send(replace(one.address(), conversation_id=f"a:{n}"), {}) for n in range(20)]
        await asyncio.gather(*calls)
        gaps = [later - earlier for earlier, later in pairwise(moments)]
        assert min(gaps) >= 1 / (50 * 0.8) - 1e-9
