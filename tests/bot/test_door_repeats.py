"""Repeats and pace at the door: platform.md §3.1 case 19, §3.7 and §4.1."""

import asyncio

import pytest

from bot.answers import CardAnswer, MessageAnswer
from bot.pace import InboundPace, Rate
from bot.replays import Outcome, Replays, RequestKey
from tests.bot.fakes import ANNA, Json
from tests.bot.stand import Recorder, bot_stand


class Clock:
    """Monotonic time that is turned by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def sender(object_id: str) -> Json:
    return {"from": {"id": f"29:{object_id}", "aadObjectId": object_id}}


async def test_the_same_invoke_again_gets_the_same_answer_and_no_work_is_done() -> None:
    async with bot_stand(receiver=Recorder([CardAnswer({"version": 1})])) as stand:
        first = await stand.post()
        stand.receiver.answers = [CardAnswer({"version": 2})]
        assert (await stand.post()).text == first.text
        assert (await stand.post(stand.activity(timestamp="2026-03-17T08:00:16Z"))).text == first.text
        assert len(stand.receiver.events) == 1
        assert (await stand.post(stand.activity(id="f:new"))).body["value"] == {"version": 2}


async def test_the_same_invoke_while_the_first_is_under_way_waits_for_its_answer() -> None:
    async with bot_stand(receiver=Recorder([MessageAnswer("sparat")], delay=0.1)) as stand:
        answers = await asyncio.gather(*(stand.post() for _ in range(5)))
        assert {answer.text for answer in answers} == {answers[0].text}
        assert len(stand.receiver.events) == 1


async def test_the_same_message_again_is_answered_once() -> None:
    async with bot_stand(receiver=Recorder([MessageAnswer("hej")])) as stand:
        for _ in range(3):
            assert (await stand.post(stand.activity("message_personal"))).status == 200
        assert len(await stand.sent()) == 1


@pytest.mark.parametrize(
    "changes",
    [
        sender("bbbbbbbb-0000-4000-8000-000000000002"),
        {"conversation": {"id": "a:elsewhere", "tenantId": "11111111-1111-4111-8111-111111111111"}},
        {"id": None},
    ],
    ids=["another sender", "another conversation", "no id"],
)
async def test_only_the_same_request_gets_a_remembered_answer(changes: Json) -> None:
    async with bot_stand(receiver=Recorder([CardAnswer({"mine": True})])) as stand:
        await stand.post()
        stand.receiver.answers = [CardAnswer({"mine": False})]
        assert (await stand.post(stand.activity(**changes))).body["value"] == {"mine": False}


async def test_a_request_that_failed_on_our_side_is_tried_again() -> None:
    async with bot_stand(receiver=Recorder(error=RuntimeError())) as stand:
        assert (await stand.post()).body["statusCode"] == 500
        stand.receiver.error, stand.receiver.answers = None, [MessageAnswer("sparat")]
        assert (await stand.post()).body["value"] == "sparat"


async def test_an_answer_is_forgotten_after_five_minutes() -> None:
    clock = Clock()
    async with bot_stand(receiver=Recorder([MessageAnswer("sparat")]), clock=clock) as stand:
        await stand.post()
        clock.now += 299
        await stand.post()
        assert len(stand.receiver.events) == 1
        clock.now += 2
        await stand.post()
        assert len(stand.receiver.events) == 2


async def test_the_memory_is_bounded_by_number_and_by_size() -> None:
    replays, runs = Replays(lambda: 0.0), 0

    async def work(payload: bytes) -> Outcome:
        nonlocal runs
        runs += 1
        return Outcome(200, payload, settled=True)

    def key(number: int) -> RequestKey:
        return RequestKey("app", "tenant", "conversation", str(number), "sender", "name")

    for number in range(4097):
        await replays.once(key(number), lambda: work(b""))
    await replays.once(key(4096), lambda: work(b""))
    assert runs == 4097
    await replays.once(key(0), lambda: work(b""))
    assert runs == 4098
    for number in range(5000, 5009):
        await replays.once(key(number), lambda: work(b"x" * 1_000_000))
    await replays.once(key(5000), lambda: work(b""))
    assert runs == 4108


async def test_a_member_who_presses_too_fast_gets_429_and_others_do_not() -> None:
    clock = Clock()
    pace = InboundPace(per_member=Rate(a_minute=60, at_once=3), per_tenant=Rate(6000, 100))
    async with bot_stand(receiver=Recorder([MessageAnswer("sparat")]), pace=pace, clock=clock) as stand:
        statuses = [(await stand.post(stand.activity(id=f"f:{number}"))).status for number in range(5)]
        assert statuses == [200, 200, 200, 429, 429]
        refused = await stand.post(stand.activity(id="f:9"))
        assert (refused.text, refused.headers["Retry-After"]) == ("", "1")
        assert stand.reason == "member_pace"
        other = stand.activity(id="f:10", **sender("bbbbbbbb-0000-4000-8000-000000000002"))
        assert (await stand.post(other)).status == 200
        clock.now += 1
        assert (await stand.post(stand.activity(id="f:11"))).status == 200
        assert (await stand.post(stand.activity(id="f:12"))).status == 429


async def test_a_tenant_as_a_whole_is_paced_as_well() -> None:
    pace = InboundPace(per_member=Rate(6000, 100), per_tenant=Rate(a_minute=60, at_once=2))
    async with bot_stand(receiver=Recorder([MessageAnswer("x")]), pace=pace, clock=Clock()) as stand:
        statuses = [
            (await stand.post(stand.activity(id=f"f:{number}", **sender(f"person-{number}")))).status
            for number in range(3)
        ]
        assert statuses == [200, 200, 429]
        assert stand.reason == "tenant_pace"


async def test_refreshes_of_the_client_do_not_use_up_what_a_person_may_press() -> None:
    pace = InboundPace(per_member=Rate(a_minute=60, at_once=2), per_tenant=Rate(6000, 100))
    async with bot_stand(receiver=Recorder([MessageAnswer("x")]), pace=pace, clock=Clock()) as stand:
        refreshes = [(await stand.post(stand.activity("card_refresh", id=f"f:{n}"))).status for n in range(4)]
        assert refreshes == [200, 200, 429, 429]
        assert (await stand.post()).status == 200


async def test_a_repeat_costs_no_pace() -> None:
    pace = InboundPace(per_member=Rate(a_minute=60, at_once=1), per_tenant=Rate(6000, 100))
    async with bot_stand(receiver=Recorder([MessageAnswer("x")]), pace=pace, clock=Clock()) as stand:
        assert [(await stand.post()).status for _ in range(4)] == [200] * 4


def test_the_pace_remembers_a_bounded_number_of_members() -> None:
    pace = InboundPace(per_member=Rate(1, 1), per_tenant=Rate(1e6, 10**6))
    for number in range(30_000):
        pace.admit("tenant", f"{ANNA}{number}", 0)
    # The oldest is forgotten, which only ever lets somebody in too early.
    pace.admit("tenant", f"{ANNA}0", 0)
