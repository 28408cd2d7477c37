"""What reaches Teams, and when: told to wait, at full speed, merged, after a crash. By the Connector's own log."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest

from bot.courier import LEASE
from bot.faults import DeliveryFault
from cards.delivery import delivery_card
from est.letters import LetterKind, LetterState
from est.outcome import INTERRUPTED, MAYBE_SENT
from est.ports import Records, Store
from est.round import Round
from est.weekly import answering, meeting
from sample.console import card_lines
from settings import Settings
from tests.bot.courier_stand import (
    GROUP,
    MONDAY,
    W48,
    CourierStand,
    conversation_of,
    courier_stand,
    is_message,
)
from tests.bot.fakes import Scripted, Sent
from tests.bot.quick_time import until
from words import words_in

TUESDAY = MONDAY + timedelta(hours=24, minutes=15)
"""A quarter past eight on the day of the meeting: the agenda is published."""
SENT, RETRY, UNKNOWN, WAITING = LetterState.SENT, LetterState.RETRY, LetterState.UNKNOWN, LetterState.WAITING
ROOT = Path(__file__).parent.parent.parent
CHANNEL_ID = f"19:channel-{GROUP}@thread.tacv2"
T = TypeVar("T")


def answer(status: int, wait: str = "") -> Scripted:
    return Scripted(status, {"error": {"code": "x"}}, headers={"Retry-After": wait} if wait else {})


def most_within(seconds: float, moments: Iterable[float]) -> int:
    """The most of them within any stretch of so many seconds."""
    found = sorted(moments)
    return max((sum(first <= at < first + seconds - 1e-6 for at in found) for first in found), default=0)


# --- D2


@pytest.mark.case("D2")
@pytest.mark.parametrize("status", [429, 412, 503])
async def test_who_is_told_to_wait_seventeen_seconds_is_tried_again_after_that_and_not_with_the_others(
    tmp_path: Path, status: int
) -> None:
    async with courier_stand(tmp_path, members=2) as stand:
        stand.teams.script += [answer(status, "17"), answer(status, "17")]
        await stand.tick()
        await stand.courier.deliver_due()
        told = max(sent.at for sent in stand.teams.sent)
        dues = [letter.due - MONDAY for letter in (await stand.letters()).values()]
        assert all(timedelta(seconds=17) <= due <= timedelta(seconds=told + 22.1) for due in dues)
        assert dues[0] != dues[1], "they come back spread out"
        stand.time.pass_by(16.9 - stand.time.seconds())
        await stand.courier.deliver_due()
        assert len(stand.teams.sent) == 2
        stand.time.pass_by(6)
        await stand.courier.deliver_due()
        assert [sent.at >= 17 for sent in stand.teams.sent] == [False, False, True, True]
        assert {letter.state for letter in (await stand.letters()).values()} == {SENT}


@pytest.mark.case("D2")
@pytest.mark.parametrize("status", [429, 412, 503])
async def test_without_a_time_the_pause_grows_and_nobody_is_given_up(tmp_path: Path, status: int) -> None:
    async with courier_stand(tmp_path, members=1) as stand:
        stand.teams.script += [answer(status)] * 4
        await stand.tick()
        while len(stand.teams.sent) < 5:
            await stand.courier.deliver_due()
            stand.time.pass_by(0.5)
        at = [sent.at for sent in stand.teams.sent]
        pauses = [later - earlier for earlier, later in pairwise(at)]
        assert [low <= pause <= 2 * low + 1 for low, pause in zip((1, 2, 4, 8), pauses, strict=True)] == [
            True
        ] * 4
        (letter,) = (await stand.letters()).values()
        assert letter.state is SENT


@pytest.mark.case("D2")
@pytest.mark.parametrize("no_answer", [answer(502), answer(504), Scripted(drop=True)])
async def test_a_question_without_a_clear_answer_is_asked_once_more_and_then_left_in_doubt(
    tmp_path: Path, no_answer: Scripted
) -> None:
    async with courier_stand(tmp_path, members=1) as stand:
        stand.teams.script += [no_answer] * 5
        await stand.tick()
        await stand.courier.deliver_due()
        (letter,) = (await stand.letters()).values()
        assert (letter.state, letter.reason) == (RETRY, MAYBE_SENT)
        for _ in range(20):
            stand.time.pass_by(60)
            await stand.courier.deliver_due()
        (letter,) = [one for one in (await stand.letters()).values() if one.kind is LetterKind.PROMPT]
        assert (letter.state, len(stand.teams.sent)) == (UNKNOWN, 2)
        assert "så frågan kan ha kommit fram. Fråga hen." in await delivery_list(stand)


@pytest.mark.case("D2")
@pytest.mark.parametrize("no_answer", [answer(502), answer(504), Scripted(drop=True)])
async def test_a_post_in_the_channel_without_a_clear_answer_is_never_made_again(
    tmp_path: Path, no_answer: Scripted
) -> None:
    async with courier_stand(tmp_path, members=1, begins=TUESDAY) as stand:
        await stand.tick()
        stand.teams.script += [no_answer] * 20
        for _ in range(10):
            await stand.courier.deliver_due()
            stand.time.pass_by(60)
        agenda = (await stand.letters())["agenda"]
        assert agenda.state is UNKNOWN
        assert stand.heard[CHANNEL_ID] == 1


async def delivery_list(stand: CourierStand) -> str:
    """The coordinator's list at this moment."""

    def look(records: Records) -> str:
        group, round_ = records.groups.get(GROUP), records.rounds.get(GROUP, W48)
        assert group is not None
        assert isinstance(round_, Round)
        view = meeting.meeting(records, group, round_, stand.time.now())
        return "\n".join(card_lines(delivery_card(view, words_in("sv")).content))

    return await stand.store.read(look)


# --- D4


@pytest.mark.case("D4")
async def test_no_limit_of_teams_is_passed_by_all_that_goes_out_together(tmp_path: Path) -> None:
    async with courier_stand(tmp_path, members=25, rate=30, tenant_rate=20, known=False) as stand:
        await stand.tick()
        # People ask again and again meanwhile: in a chat on Monday, in the channel on Tuesday.
        await asyncio.gather(stand.courier.deliver_due(), ask(stand, "a:eager", 70))
        stand.time.pass_by((TUESDAY - stand.time.now()).total_seconds())
        await stand.tick()
        await stand.courier.deliver_due()
        asking = asyncio.create_task(ask(stand, f"{CHANNEL_ID};messageid=9", 70))
        for number in range(25):
            await nothing_to_report(stand, number)
            await stand.courier.deliver_due()
        await asking

        of_conversation = defaultdict(list)
        for sent in stand.teams.sent:
            kind = "create" if sent.path.endswith("/v3/conversations") and not is_message(sent) else "send"
            of_conversation[kind, conversation_of(sent).partition(";")[0]].append(sent.at)
        assert sum(kind == "create" for kind, _ in of_conversation) == 25
        assert len(of_conversation["send", "a:eager"]) == 70
        assert len(of_conversation["send", CHANNEL_ID]) >= 70 + 1 + 10
        assert any(sent.method == "PUT" for sent in stand.teams.sent)
        for moments in of_conversation.values():
            for most, seconds in ((7, 1), (8, 2), (60, 30)):
                assert most_within(seconds, moments) <= most
        everything = [sent.at for sent in stand.teams.sent]
        assert 10 < most_within(1, everything) <= 20
        assert most_within(1, of_conversation["send", "a:eager"]) == 7, "what there is is used"


async def ask(stand: CourierStand, conversation: str, times: int) -> None:
    """Answers to somebody who asks that often; one that is put off is sent later."""
    gateway = stand.traffic.answering(lambda _: stand.gateway)(None)
    for _ in range(times):
        while True:
            try:
                await gateway.send(stand.address(conversation), {"type": "message", "text": "hej"})
                break
            except DeliveryFault as fault:
                await stand.time.sleep(fault.retry_after)


async def nothing_to_report(stand: CourierStand, number: int) -> None:
    turn = stand.turn(number)
    await stand.change(
        lambda records: answering.report_nothing(records, turn(records), str(W48), f"m{number}")
    )


# --- D5


@pytest.mark.case("D5")
async def test_when_all_answer_at_once_the_card_in_the_channel_is_edited_every_other_second(
    tmp_path: Path,
) -> None:
    async with courier_stand(tmp_path, members=25, begins=TUESDAY) as stand:
        await stand.tick()
        await stand.courier.deliver_due()
        posted = [sent for sent in stand.teams.sent if conversation_of(sent) == CHANNEL_ID]
        assert [sent.method for sent in posted] == ["POST"]
        assert "0 av 25 svar." in shown(posted[0])

        begun = stand.time.seconds()
        answered = asyncio.create_task(answer_one_after_another(stand, 25, within=10))
        while not answered.done():
            await stand.courier.deliver_due()
            await stand.time.sleep(0.02)
        await stand.courier.deliver_due()

        edits = [sent for sent in stand.teams.sent if sent.method == "PUT" and sent.at >= begun]
        agenda = (await stand.letters())["agenda"]
        assert {sent.path.rpartition("/")[2] for sent in edits} == {agenda.activity_id}
        assert most_within(2, [sent.at for sent in edits]) == 1
        assert 3 <= len(edits) <= 7, "every other second for ten seconds, and what was on its way"
        assert "25 av 25 svar." in shown(edits[-1])
        letters = [one for key, one in (await stand.letters()).items() if key.startswith("agenda/edit/")]
        assert len(letters) == 25
        assert Counter(one.state for one in letters) == {
            SENT: len(edits),
            LetterState.SUPERSEDED: 25 - len(edits),
        }


async def answer_one_after_another(stand: CourierStand, members: int, within: float) -> None:
    for number in range(members):
        await nothing_to_report(stand, number)
        await stand.time.sleep(within / members)


def shown(sent: Sent) -> str:
    message = sent.body.get("activity", sent.body)
    return "\n".join(card_lines(message["attachments"][0]["content"]))


# --- D6


@dataclass
class MortalStore:
    """A process that ends between what Teams did and what it would have written down: that never comes about."""

    inner: Store
    dead: bool = False

    async def read(self, work: Callable[[Records], T]) -> T:
        return await self.inner.read(work)

    async def write(self, group_id: str, work: Callable[[Records], T]) -> T:
        if self.dead:
            await asyncio.Event().wait()
        return await self.inner.write(group_id, work)


async def crash(stand: CourierStand, *, after: int) -> None:
    """Deliver what is due by a process that ends when Teams has taken it all, and *after* so many are written down."""
    process, gate = MortalStore(stand.store), asyncio.Event()
    courier, said = stand.another(process), len(stand.teams.sent)
    due = [one for one in (await stand.letters()).values() if one.state in {WAITING, RETRY}]
    stand.teams.script += [Scripted(201, {"id": f"known-{number}"}) for number in range(after)]
    stand.teams.script += [
        Scripted(201, {"id": f"lost-{said + number}", "activityId": f"lost-{said + number}"}, gate=gate)
        for number in range(after, len(due))
    ]
    delivering = asyncio.create_task(courier.deliver_due())
    await until(lambda: len(stand.teams.sent) == said + len(due) and courier.in_the_air == len(due) - after)
    process.dead = True
    gate.set()
    await asyncio.sleep(0.05)
    delivering.cancel()
    assert courier.in_the_air == len(due) - after
    # The next process looks when the claims have run out.
    stand.time.pass_by(LEASE + 1)


@pytest.mark.case("D6")
async def test_a_crash_after_teams_took_a_question_gives_one_more_copy_at_most(tmp_path: Path) -> None:
    async with courier_stand(tmp_path, members=3) as stand:
        await stand.tick()
        await crash(stand, after=1)
        before = await stand.letters()
        known = [one for one in before.values() if one.activity_id]
        doubtful = [one for one in before.values() if not one.activity_id]
        assert [(one.state, one.activity_id) for one in known] == [(SENT, "known-0")]
        assert [one.state for one in doubtful] == [LetterState.SENDING] * 2

        await stand.another().deliver_due()
        after = {one.key: one for one in (await stand.letters()).values()}
        assert stand.heard == {known[0].conversation_id: 1} | {
            after[one.key].conversation_id: 2 for one in doubtful
        }
        assert after[known[0].key] == known[0]
        assert {after[one.key].activity_id for one in doubtful} == {"activity-4", "activity-5"}
        assert {(after[one.key].state, after[one.key].claims) for one in doubtful} == {(SENT, 2)}


@pytest.mark.case("D6")
async def test_after_a_second_crash_the_coordinator_is_asked_and_nobody_hears_a_third_copy(
    tmp_path: Path,
) -> None:
    async with courier_stand(tmp_path, members=2) as stand:
        await stand.tick()
        await crash(stand, after=0)
        await stand.change(lambda records: records.ledger.reclaim(stand.time.now()))
        assert {one.reason for one in (await stand.letters()).values()} == {MAYBE_SENT}
        await crash(stand, after=0)
        await stand.another().deliver_due()
        letters = (await stand.letters()).values()
        assert {(one.state, one.reason) for one in letters} == {(UNKNOWN, INTERRUPTED)}
        assert set(stand.heard.values()) == {2}
        listed = await delivery_list(stand)
        assert listed.count("det är osäkert om frågan kom fram. Fråga hen.") == 2


@pytest.mark.case("D6")
async def test_a_crash_never_gives_the_channel_two_posts(tmp_path: Path) -> None:
    async with courier_stand(tmp_path, members=0, begins=TUESDAY) as stand:
        await stand.tick()
        await crash(stand, after=0)
        for _ in range(3):
            await stand.another().deliver_due()
            stand.time.pass_by(LEASE + 1)
        agenda = (await stand.letters())["agenda"]
        assert (agenda.state, agenda.reason) == (UNKNOWN, INTERRUPTED)
        assert stand.heard[CHANNEL_ID] == 1


@pytest.mark.case("D6")
def test_the_guarantee_is_stated() -> None:
    (decision,) = (ROOT / "docs" / "adr").glob("0003-*.md")
    stated = " ".join(decision.read_text("utf-8").split())
    assert (
        "Inget försvinner i tysthet, en deltagare kan få högst ett extra kort, kanalen aldrig två." in stated
    )


# --- D15


@pytest.mark.case("D15")
async def test_fifty_members_are_asked_within_ten_seconds_at_the_real_limits(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    usual = Settings(_env_file=None)
    async with courier_stand(
        tmp_path, members=50, rate=usual.rate, tenant_rate=usual.tenant_rate, known=False
    ) as stand:
        await stand.tick()
        await stand.courier.deliver_due()
        assert {letter.state for letter in (await stand.letters()).values()} == {SENT}
        assert len(stand.heard) == 50
        seconds = stand.teams.sent[-1].at
        figure = f"D15: 50 members, a new chat each, asked within {seconds:.1f} s at {usual.tenant_rate} calls a second"
        record_property("D15", figure)
        print(figure)
        # A chat and a question each; four fifths of the tenant's share are for letters.
        assert seconds <= 10
