"""What becomes of a letter after a fault: retried, settled, or left for a person to decide (design.md §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from est.letters import CHANNEL, EDITS, NOT_DELIVERED, Letter, LetterKind, LetterState
from est.outcome import (
    INTERRUPTED,
    LAST_CHANCE,
    MAYBE_SENT,
    SPREAD,
    Fault,
    FaultKind,
    after_expiry,
    after_fault,
    after_lost_claim,
    put_back,
)

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
PRIVATE = sorted(set(LetterKind) - EDITS)

BUSY = Fault(FaultKind.TEMPORARY, "throttled")
BLOCKED = Fault(FaultKind.PERMANENT, "blocked")
NO_ANSWER = Fault(FaultKind.UNKNOWN, "gateway_timeout")


def claimed(**changes: Any) -> Letter:
    values: dict[str, Any] = {
        "key": "g1/2026-W48/prompt/m1",
        "group_id": "g1",
        "kind": LetterKind.PROMPT,
        "recipient": "m1",
        "due": NOW + timedelta(seconds=60),
        "send_before": NOW + HOUR,
        "state": LetterState.SENDING,
        "claims": 1,
    }
    return Letter(**values | changes)


def test_a_permanent_fault_settles_the_letter_with_its_reason() -> None:
    letter = claimed()
    failed = replace(letter, state=LetterState.FAILED, reason="blocked", settled_at=NOW)
    assert after_fault(letter, BLOCKED, NOW, 0.5) == failed


def test_a_temporary_fault_is_retried_and_leaves_its_reason() -> None:
    letter = claimed()
    retried = replace(letter, state=LetterState.RETRY, reason="throttled", due=NOW + 2 * SECOND)
    assert after_fault(letter, BUSY, NOW, 1.0) == retried


@pytest.mark.parametrize(
    ("claims", "seconds"), [(1, 2), (2, 4), (3, 8), (7, 128), (8, 256), (9, 300), (12, 300), (500, 300)]
)
def test_the_pause_doubles_with_every_claim_up_to_five_minutes(claims: int, seconds: int) -> None:
    retried = after_fault(claimed(claims=claims), BUSY, NOW, 1.0)
    assert retried.due == NOW + seconds * SECOND


def test_jitter_shortens_the_pause_by_half_at_most() -> None:
    assert after_fault(claimed(claims=4), BUSY, NOW, 0.0).due == NOW + 8 * SECOND
    assert after_fault(claimed(claims=4), BUSY, NOW, 0.5).due == NOW + 12 * SECOND


@pytest.mark.parametrize(("jitter", "seconds"), [(0.0, 17.0), (0.5, 19.5), (0.999, 21.995)])
def test_a_letter_that_was_told_to_wait_waits_at_least_that_long(jitter: float, seconds: float) -> None:
    throttled = replace(BUSY, retry_after=timedelta(seconds=17))
    assert after_fault(claimed(), throttled, NOW, jitter).due == NOW + seconds * SECOND


def test_the_last_try_is_made_just_before_it_is_too_late() -> None:
    letter = claimed(claims=9, send_before=NOW + 100 * SECOND)
    assert after_fault(letter, BUSY, NOW, 1.0).due == letter.send_before - LAST_CHANCE


@pytest.mark.parametrize("left", [LAST_CHANCE, LAST_CHANCE / 2, timedelta(), -SECOND])
def test_a_letter_without_time_for_another_try_expires_with_the_reason_it_failed_for(left: timedelta) -> None:
    expired = after_fault(claimed(send_before=NOW + left), BUSY, NOW, 0.5)
    assert (expired.state, expired.reason, expired.settled_at) == (LetterState.EXPIRED, "throttled", NOW)


def test_a_letter_that_was_told_to_wait_longer_than_it_is_worth_expires() -> None:
    throttled = replace(BUSY, retry_after=HOUR)
    assert after_fault(claimed(), throttled, NOW, 0.0).state is LetterState.EXPIRED


@pytest.mark.parametrize("kind", PRIVATE)
def test_a_letter_to_a_member_that_may_have_arrived_is_tried_once_more_and_never_twice(
    kind: LetterKind,
) -> None:
    again = after_fault(claimed(kind=kind), NO_ANSWER, NOW, 1.0)
    assert (again.state, again.reason, again.settled_at) == (LetterState.RETRY, MAYBE_SENT, None)
    unknown = after_fault(replace(again, claims=2), NO_ANSWER, NOW, 1.0)
    assert (unknown.state, unknown.reason, unknown.settled_at) == (
        LetterState.UNKNOWN,
        "gateway_timeout",
        NOW,
    )


def test_tries_that_certainly_did_not_arrive_do_not_use_up_the_second_one() -> None:
    letter = claimed(claims=6)
    again = after_fault(letter, NO_ANSWER, NOW, 0.5)
    assert again.state is LetterState.RETRY
    refused = after_fault(replace(again, claims=7), BUSY, NOW, 0.5)
    assert (refused.state, refused.reason) == (LetterState.RETRY, MAYBE_SENT), "the doubt stays"
    assert after_lost_claim(replace(refused, claims=8), NOW).state is LetterState.UNKNOWN


@pytest.mark.parametrize("kind", PRIVATE)
def test_a_post_in_the_channel_that_may_have_arrived_is_never_repeated(kind: LetterKind) -> None:
    letter = claimed(kind=kind, recipient=CHANNEL)
    unknown = after_fault(letter, NO_ANSWER, NOW, 0.5)
    assert (unknown.state, unknown.reason) == (LetterState.UNKNOWN, "gateway_timeout")
    assert after_lost_claim(letter, NOW).state is LetterState.UNKNOWN
    assert after_fault(letter, BUSY, NOW, 0.5).state is LetterState.RETRY, (
        "what certainly did not arrive is repeated"
    )


@pytest.mark.parametrize("recipient", ["m1", CHANNEL])
@pytest.mark.parametrize("kind", sorted(EDITS))
def test_an_edit_is_repeated_as_often_as_there_is_time(kind: LetterKind, recipient: str) -> None:
    letter = claimed(kind=kind, recipient=recipient, claims=40)
    again = after_fault(letter, NO_ANSWER, NOW, 0.5)
    assert (again.state, again.reason) == (LetterState.RETRY, NO_ANSWER.code)
    again = after_lost_claim(letter, NOW)
    assert (again.state, again.reason) == (LetterState.RETRY, "")


def test_a_claim_that_ran_out_is_taken_up_again_at_once() -> None:
    letter = claimed()
    again = replace(letter, state=LetterState.RETRY, reason=MAYBE_SENT, due=NOW)
    assert after_lost_claim(letter, NOW) == again
    unknown = replace(again, state=LetterState.UNKNOWN, reason=INTERRUPTED, settled_at=NOW)
    assert after_lost_claim(again, NOW) == unknown


@pytest.mark.parametrize("kind", [LetterKind.PROMPT, LetterKind.CARD_UPDATE])
def test_a_claim_that_ran_out_after_its_time_is_left_unknown(kind: LetterKind) -> None:
    late = after_lost_claim(claimed(kind=kind, send_before=NOW), NOW)
    assert (late.state, late.reason, late.settled_at) == (LetterState.UNKNOWN, INTERRUPTED, NOW)


def test_a_letter_that_is_claimed_too_late_expires_unless_it_may_have_been_sent_before() -> None:
    expired = after_expiry(claimed(), NOW)
    assert (expired.state, expired.reason, expired.settled_at) == (LetterState.EXPIRED, "", NOW)
    for unknown in (
        after_expiry(claimed(reason=MAYBE_SENT), NOW),
        after_fault(claimed(reason=MAYBE_SENT, send_before=NOW), BUSY, NOW, 0.5),
    ):
        assert (unknown.state, unknown.reason, unknown.settled_at) == (LetterState.UNKNOWN, MAYBE_SENT, NOW)


def test_a_letter_that_was_put_off_until_it_was_too_late_says_what_for() -> None:
    retried = after_fault(claimed(), BUSY, NOW, 0.5)
    expired = after_expiry(replace(retried, claims=2), NOW + HOUR)
    assert (expired.state, expired.reason) == (LetterState.EXPIRED, "throttled")


def test_a_letter_that_is_put_back_may_be_taken_at_once_and_keeps_its_doubt() -> None:
    letter = claimed(reason=MAYBE_SENT)
    assert put_back(letter, NOW) == replace(letter, state=LetterState.RETRY, due=NOW)


@given(
    letter=st.builds(
        claimed,
        kind=st.sampled_from(LetterKind),
        recipient=st.sampled_from(["m1", CHANNEL]),
        reason=st.sampled_from(["", MAYBE_SENT]),
        claims=st.integers(1, 10_000),
        send_before=st.integers(-100, 100_000).map(lambda seconds: NOW + seconds * SECOND),
    ),
    fault=st.builds(
        Fault,
        kind=st.sampled_from(FaultKind),
        code=st.just("code"),
        retry_after=st.integers(0, 10_000).map(lambda seconds: seconds * SECOND),
    ),
    jitter=st.floats(0, 1, exclude_max=True),
)
def test_a_letter_is_either_settled_or_tried_again_in_time_and_not_before_it_may(
    letter: Letter, fault: Fault, jitter: float
) -> None:
    after = after_fault(letter, fault, NOW, jitter)
    if after.state is LetterState.RETRY:
        assert NOW + fault.retry_after <= after.due <= letter.send_before - LAST_CHANCE
        assert after.due > NOW
        assert after.settled_at is None
    else:
        assert after.state in NOT_DELIVERED
        assert after.settled_at == NOW


def test_a_letter_that_was_not_tried_comes_back_without_a_longer_pause() -> None:
    """Many letters wait for one conversation's, one tenant's or one line's pause to end; none of them is to blame."""
    waited = claimed(claims=9)
    held = Fault(FaultKind.TEMPORARY, "throttled", timedelta(seconds=3), tried=False)
    for jitter in (0.0, 0.5, 0.99):
        back = after_fault(waited, held, NOW, jitter)
        assert back.state is LetterState.RETRY
        assert NOW + timedelta(seconds=3) <= back.due <= NOW + timedelta(seconds=3) + SPREAD
    unsaid = replace(held, retry_after=timedelta())
    assert after_fault(waited, unsaid, NOW, 0.5).due < NOW + timedelta(seconds=3)
    assert after_fault(waited, replace(unsaid, tried=True), NOW, 0.5).due > NOW + timedelta(minutes=3)
