"""The turnable clock."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from sample.clock import TurnableClock

MONDAY = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)


class Machine:
    """The time of the machine, moved by hand."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


def test_an_unturned_clock_tells_the_time_of_the_machine(tmp_path: Path) -> None:
    machine = Machine()
    clock = TurnableClock(tmp_path / "teams.sqlite", real=machine)
    assert clock.now() == datetime(2026, 1, 1, tzinfo=UTC)
    clock.close()


def test_a_turned_clock_goes_on_from_where_it_was_turned_to(tmp_path: Path) -> None:
    machine = Machine()
    clock = TurnableClock(tmp_path / "teams.sqlite", real=machine)
    clock.turn_to(MONDAY)
    machine.moment += timedelta(minutes=3)
    assert clock.now() == MONDAY + timedelta(minutes=3)
    clock.close()


def test_a_frozen_clock_stands_until_it_is_turned_or_released(tmp_path: Path) -> None:
    machine = Machine()
    clock = TurnableClock(tmp_path / "teams.sqlite", real=machine)
    clock.turn_to(MONDAY)
    clock.freeze()
    machine.moment += timedelta(hours=1)
    assert (clock.now(), clock.frozen) == (MONDAY, True)
    clock.turn_to(MONDAY + timedelta(days=1))
    machine.moment += timedelta(hours=1)
    assert clock.now() == MONDAY + timedelta(days=1)
    clock.release()
    machine.moment += timedelta(minutes=1)
    assert (clock.now(), clock.frozen) == (MONDAY + timedelta(days=1, minutes=1), False)
    clock.close()


@pytest.mark.parametrize("frozen", [True, False])
def test_a_restart_keeps_how_far_the_clock_was_turned(tmp_path: Path, *, frozen: bool) -> None:
    machine = Machine()
    before = TurnableClock(tmp_path / "teams.sqlite", real=machine)
    before.turn_to(MONDAY)
    if frozen:
        before.freeze()
    before.close()
    after = TurnableClock(tmp_path / "teams.sqlite", real=machine)
    assert (after.now(), after.frozen) == (MONDAY, frozen)
    after.close()


def test_a_moment_in_another_zone_becomes_the_same_moment_in_utc(tmp_path: Path) -> None:
    clock = TurnableClock(tmp_path / "teams.sqlite", real=Machine())
    clock.turn_to(datetime(2026, 3, 16, 10, 0, tzinfo=timezone(timedelta(hours=1))))
    assert clock.now().isoformat() == "2026-03-16T09:00:00+00:00"
    clock.close()


def test_a_moment_without_a_zone_is_refused(tmp_path: Path) -> None:
    clock = TurnableClock(tmp_path / "teams.sqlite", real=Machine())
    with pytest.raises(ValueError, match="aware"):
        clock.turn_to(datetime(2026, 3, 16, 9, 0))  # noqa: DTZ001 - the very thing that is refused
    clock.close()
