"""Teams' limits and ours, kept together and exactly: platform.md §1.2."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.limits import SHARE_OF_LETTERS, Call, Limits, Operation

SEND, EDIT, CREATE, READ = Operation.SEND, Operation.EDIT, Operation.CREATE, Operation.READ
OF_TEAMS = {
    SEND: ((7, 1), (8, 2), (60, 30), (1800, 3600)),
    CREATE: ((7, 1), (8, 2), (60, 30), (1800, 3600)),
    READ: ((14, 1), (16, 2), (120, 30), (3600, 3600)),
}
"""As documented; an edit counts as a sending."""
EXACT = 1e-6


def went_out(calls: list[tuple[float, Call]], limits: Limits) -> list[tuple[float, Call]]:
    """Each call at the first moment at which it may go, and not before it is asked for."""
    now, gone = 0.0, []
    for asked, call in calls:
        now += asked
        while wait := limits.wait(call, now):
            now += wait
        gone.append((now, call))
    return gone


def most_within(seconds: float, moments: list[float]) -> int:
    """The most of them within any stretch of so many seconds."""
    first, most = 0, 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= seconds - EXACT:
            first += 1
        most = max(most, last - first + 1)
    return most


calls = st.builds(
    Call,
    operation=st.sampled_from(Operation),
    tenant_id=st.sampled_from(["t1", "t2"]),
    conversation=st.sampled_from(["a:1", "19:c", "19:c;messageid=1", "19:c;messageid=2"]),
    letter=st.booleans(),
)


@given(
    asked=st.lists(st.tuples(st.sampled_from([0.0, 0.01, 0.4]), calls), max_size=150),
    total=st.sampled_from([5, 30, 200]),
    per_tenant=st.sampled_from([4, 20, 200]),
)
def test_no_limit_is_ever_passed(asked: list[tuple[float, Call]], total: int, per_tenant: int) -> None:
    gone = went_out(asked, Limits(total, per_tenant))
    for tenant, rate in (("", total), ("t1", per_tenant), ("t2", per_tenant)):
        of_tenant = [(at, call) for at, call in gone if tenant in {"", call.tenant_id}]
        letters = [at for at, call in of_tenant if call.letter]
        assert most_within(1 / rate, [at for at, _ in of_tenant]) <= 1
        assert most_within(1 / (rate * SHARE_OF_LETTERS), letters) <= 1
    for operation, windows in OF_TEAMS.items():
        for thread in ("a:1", "19:c"):
            moments = [
                at
                for at, call in gone
                if call.conversation.startswith(thread)
                and (SEND if call.operation is EDIT else call.operation) is operation
            ]
            for most, seconds in windows:
                assert most_within(seconds, moments) <= most


def test_an_hour_has_room_for_eighteen_hundred() -> None:
    limits, call = Limits(1000, 1000), Call(SEND, "t1", "a:1")
    moments = [at for at, _ in went_out([(0.0, call)] * 3700, limits)]
    assert most_within(3600, moments) == 1800


def test_room_is_used_as_soon_as_it_is_there() -> None:
    limits, call = Limits(1000, 1000), Call(SEND, "t1", "a:1")
    moments = [at for at, _ in went_out([(0.0, call)] * 9, limits)]
    assert moments[6] < 0.01
    assert (round(moments[7], 2), round(moments[8], 2)) == (1.25, 2.25)


def test_what_has_to_wait_uses_up_nobody_elses_room() -> None:
    limits = Limits(10, 10)
    for number in range(8):
        assert not limits.wait(Call(SEND, "t1", "a:1"), number * 0.28)
    assert limits.wait(Call(SEND, "t1", "a:1"), 2.1) > 0
    assert not limits.wait(Call(SEND, "t1", "a:2"), 2.1)


@pytest.mark.parametrize("rate", [5, 30])
def test_an_answer_is_ahead_of_any_number_of_letters(rate: int) -> None:
    limits, now, numbers = Limits(rate, rate), 0.0, count()
    letter = Call(SEND, "t1", "a:letter", letter=True)
    for _ in range(50):
        next_letter = Call(SEND, "t1", f"a:{next(numbers)}", letter=True)
        while wait := limits.wait(next_letter, now):
            now += wait
        answer = limits.wait(Call(SEND, "t1", f"b:{next(numbers)}"), now)
        assert 0 < answer < limits.wait(letter, now)


def test_letters_edit_a_card_every_other_second_at_most_and_answers_as_people_press() -> None:
    limits, now = Limits(1000, 1000), 0.0
    edit = Call(EDIT, "t1", "19:c;messageid=1", letter=True)
    assert not limits.wait(edit, now)
    assert limits.wait(edit, 0.01) == pytest.approx(2.24)
    assert not limits.wait(Call(EDIT, "t1", "19:c;messageid=2", letter=True), 0.01)
    assert not limits.wait(Call(EDIT, "t1", "19:c;messageid=1"), 0.02)


def test_old_conversations_are_forgotten_and_the_total_is_not() -> None:
    limits, now = Limits(1000, 1000), 0.0
    for number in range(25_000):
        now += 0.001 + EXACT
        assert not limits.wait(Call(SEND, "t1", f"a:{number}"), now)
    assert limits.wait(Call(SEND, "t1", "a:new"), now) > 0
