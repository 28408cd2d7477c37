"""Where nothing is sent for a while: one conversation, a tenant, a line. And how it ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.faults import DeliveryFault, FaultCode, FaultKind, Held
from bot.pauses import Pauses, Place

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
TEMPORARY, PERMANENT, UNKNOWN = FaultKind.TEMPORARY, FaultKind.PERMANENT, FaultKind.UNKNOWN


def place(conversation: str = "a:1", tenant: str = "t1", line: str = "smba") -> Place:
    return Place(line, tenant, conversation)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def fault(code: FaultCode, kind: FaultKind = TEMPORARY, wait: float = 0) -> DeliveryFault:
    return DeliveryFault(kind, code, retry_after=wait)


BUSY = fault(FaultCode.THROTTLED, wait=17)
SILENT = fault(FaultCode.SERVICE_ERROR, UNKNOWN)
DISABLED = fault(FaultCode.DISABLED_BY_ADMIN, PERMANENT)
BLOCKED = fault(FaultCode.BLOCKED_BY_USER, PERMANENT)


def left(pauses: Pauses, where: Place, now: datetime, *, letter: bool = True) -> float:
    try:
        pauses.check(where, now, letter=letter)
    except Held as held:
        return held.retry_after
    return 0


def down(pauses: Pauses, times: int = 5) -> None:
    for number in range(times):
        pauses.failed(place(f"a:{number}"), SILENT, NOW)


def test_a_conversation_that_is_told_to_wait_waits_alone() -> None:
    pauses = Pauses()
    pauses.failed(place("a:1"), BUSY, NOW)
    assert left(pauses, place("a:1"), after(1)) == 16
    assert left(pauses, place("a:1"), after(1), letter=False) == 16
    assert left(pauses, place("a:2"), after(1)) == 0
    assert left(pauses, place("a:1"), after(17)) == 0


def test_without_a_time_to_wait_it_is_a_second() -> None:
    pauses = Pauses()
    pauses.failed(place(), fault(FaultCode.THROTTLED), NOW)
    assert left(pauses, place(), NOW) == 1


def test_three_conversations_in_a_row_that_are_told_to_wait_speak_for_their_tenant() -> None:
    pauses = Pauses()
    for number in range(3):
        assert left(pauses, place("a:new"), after(number)) == 0
        pauses.failed(place(f"a:{number}"), BUSY, after(number))
    assert left(pauses, place("a:new"), after(2)) == 17
    assert left(pauses, place("a:new"), after(2), letter=False) == 17
    assert left(pauses, place("a:new", tenant="t2"), after(2)) == 0


def test_one_conversation_that_is_told_so_three_times_does_not() -> None:
    pauses = Pauses()
    for number in range(3):
        pauses.failed(place("a:1"), BUSY, after(20 * number))
    assert left(pauses, place("a:2"), after(41)) == 0


def test_nor_do_three_between_which_another_was_served() -> None:
    pauses = Pauses()
    for number in range(6):
        pauses.failed(place(f"a:{number}"), BUSY, NOW)
        pauses.arrived(place("a:served"))
    assert left(pauses, place("a:new"), NOW) == 0


def test_five_failures_in_a_row_close_the_line_and_each_failed_trial_for_twice_as_long() -> None:
    pauses, now, lasted = Pauses(), NOW, []
    down(pauses, 4)
    assert left(pauses, place("a:new"), NOW) == 0
    down(pauses, 5)
    for _ in range(7):
        lasted.append(left(pauses, place("a:new"), now))
        assert pauses.places(20, now) == 0
        now += timedelta(seconds=lasted[-1])
        assert pauses.places(20, now) == 1
        pauses.begin(place("a:trial"), now)
        assert left(pauses, place("a:new"), now) > 0, "the others wait for what comes of the trial"
        pauses.failed(place("a:trial"), SILENT, now)
    assert lasted == [1, 2, 4, 8, 16, 30, 30]
    assert pauses.interrupted
    now += timedelta(seconds=30)
    pauses.begin(place("a:trial"), now)
    pauses.arrived(place("a:trial"))
    assert (left(pauses, place("a:new"), now), pauses.places(20, now)) == (0, 20)
    assert not pauses.interrupted


def test_those_that_were_on_their_way_when_the_line_closed_say_nothing_new() -> None:
    pauses = Pauses()
    down(pauses, 20)
    assert left(pauses, place("a:new"), NOW) == 1


@pytest.mark.parametrize("answer", [BUSY, BLOCKED, fault(FaultCode.CONFLICT)])
def test_whatever_teams_says_the_line_is_up(answer: DeliveryFault) -> None:
    pauses = Pauses()
    down(pauses, 4)
    pauses.failed(place("a:other"), answer, NOW)
    down(pauses, 4)
    assert left(pauses, place("a:new"), NOW) == 0


def test_a_trial_that_nobody_hears_of_again_holds_the_others_up_for_a_moment_only() -> None:
    pauses = Pauses()
    down(pauses)
    pauses.begin(place("a:trial"), after(1))
    assert left(pauses, place("a:new"), after(2)) == 1
    assert left(pauses, place("a:new"), after(15.5)) == 0.5
    assert left(pauses, place("a:new"), after(16)) == 0


def test_somebody_who_has_just_written_is_answered_though_letters_wait() -> None:
    pauses = Pauses()
    down(pauses)
    assert left(pauses, place("a:new"), NOW) == 1
    assert left(pauses, place("a:new"), NOW, letter=False) == 0


def test_one_line_that_is_down_stops_no_other() -> None:
    pauses = Pauses()
    pauses.arrived(place("a:x", line="other"))
    down(pauses)
    assert left(pauses, place("a:x", line="other"), NOW) == 0
    assert pauses.places(20, NOW) == 20


def test_a_tenant_that_turned_the_app_off_for_all_is_asked_again_after_ten_minutes() -> None:
    pauses = Pauses()
    understood = [pauses.failed(place(f"a:{n}"), DISABLED, NOW) for n in range(4)]
    assert [one.kind for one in understood] == [PERMANENT, PERMANENT, TEMPORARY, TEMPORARY]
    assert understood[2].retry_after == 600
    assert left(pauses, place("a:new"), after(1)) == 599
    assert left(pauses, place("a:new"), after(1), letter=False) == 0
    assert left(pauses, place("a:new", tenant="t2"), after(1)) == 0
    assert left(pauses, place("a:new"), after(600)) == 0
    pauses.begin(place("a:trial"), after(600))
    again = pauses.failed(place("a:trial"), DISABLED, after(600))
    assert (again.kind, again.retry_after) == (TEMPORARY, 600)
    # Somebody writes to the bot, and the answer arrives.
    pauses.arrived(place("a:5"))
    assert left(pauses, place("a:new"), after(601)) == 0


def test_three_members_for_whom_alone_the_app_is_off_are_refused_each_by_themselves() -> None:
    pauses = Pauses()
    for number in range(5):
        assert pauses.failed(place(f"a:{number}"), DISABLED, NOW) is DISABLED
        pauses.arrived(place("a:served"))
    assert left(pauses, place("a:new"), NOW) == 0


def test_a_clock_that_is_set_back_ends_every_pause() -> None:
    pauses = Pauses()
    pauses.failed(place(), BUSY, NOW)
    down(pauses)
    assert left(pauses, place(), after(-1)) == 0


def test_pauses_that_are_over_are_forgotten() -> None:
    pauses = Pauses()
    for number in range(6_000):
        pauses.failed(place(f"a:{number}", tenant=f"t{number}"), BUSY, after(20 * (number // 5_000)))
    assert left(pauses, place("a:5999", tenant="t5999"), after(20)) == 17
    assert left(pauses, place("a:0", tenant="t0"), after(1)) == 0
