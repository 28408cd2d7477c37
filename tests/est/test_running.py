"""A held meeting, minute by minute: what is planned, lent, used, and when it ends (acceptance.md G4)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from est import running
from est.agenda import Agenda, Line, Point, PointKind, Reason, ReasonCode
from est.errors import Malformed
from est.place import Location
from est.running import MINUTE, Added, MeetingRun
from tests.est.builders import GROUP, W48

NINE = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HALF_PAST = NINE + 30 * MINUTE
WHY = (Reason(ReasonCode.SEVERITY, 3),)


def agenda() -> Agenda:
    """Opening 2, two incidents of 8 and 7, needs 12, closing 1."""
    lines = (
        Line(point=PointKind.INCIDENTS, reasons=WHY, minutes=8, item_ids=("i1", "i2")),
        Line(point=PointKind.INCIDENTS, reasons=WHY, minutes=7, item_ids=("i3",)),
    )
    need = Line(point=PointKind.NEEDS, reasons=WHY, minutes=12, item_ids=("n1",))
    by_kind = {
        PointKind.OPENING: (2, ()),
        PointKind.INCIDENTS: (15, lines),
        PointKind.NEEDS: (12, (need,)),
        PointKind.CLOSING: (1, ()),
    }
    points = tuple(
        Point(kind=kind, minutes=by_kind.get(kind, (0, ()))[0], lines=by_kind.get(kind, (0, ()))[1])
        for kind in PointKind
    )
    return Agenda(group_id=GROUP, week=W48, length=30, answered=1, expected=9, points=points)


def begun(at: datetime = NINE) -> MeetingRun:
    return running.start(agenda(), at, HALF_PAST, "sam")


def test_the_meeting_goes_from_line_to_line_and_a_point_without_lines_is_one() -> None:
    stops = running.itinerary(agenda())
    assert [(stop.key, stop.planned) for stop in stops] == [
        ("point:opening", 2),
        ("item:i1", 8),
        ("item:i3", 7),
        ("item:n1", 12),
        ("point:closing", 1),
    ]


def test_the_next_point_is_the_first_line_of_it_and_after_the_last_line_nothing_comes() -> None:
    run = running.go_on(begun(), NINE + 2 * MINUTE)
    run = running.go_on(run, NINE + 5 * MINUTE, to_next_point=True)
    assert run.current == "item:n1"
    run = running.go_on(running.go_on(run, NINE + 9 * MINUTE), NINE + 10 * MINUTE)
    assert (run.current, running.remaining(run)) == ("point:closing", ())
    assert running.go_on(run, NINE + 11 * MINUTE) is run


def test_a_line_that_is_come_back_to_has_all_its_minutes_together() -> None:
    run = running.go_on(begun(), NINE + 2 * MINUTE)
    run = running.go_on(run, NINE + 5 * MINUTE)
    run = running.go_back(run, NINE + 6 * MINUTE)
    assert running.used(run, NINE + 10 * MINUTE)["item:i1"] == 7 * MINUTE
    assert running.go_back(begun(), NINE) == begun()


def test_the_end_is_what_is_left_of_every_line_from_now_on() -> None:
    run = begun()
    assert running.predicted_end(run, NINE) == HALF_PAST
    assert running.predicted_end(run, NINE + MINUTE) == HALF_PAST
    late = NINE + 5 * MINUTE
    assert running.predicted_end(run, late) == late + 28 * MINUTE
    assert running.overrun(run, late) == 3 * MINUTE
    quick = running.go_on(run, NINE + MINUTE)
    assert running.overrun(quick, NINE + MINUTE) == -MINUTE


def test_a_meeting_that_begins_when_it_should_be_over_has_its_whole_length() -> None:
    run = begun(HALF_PAST + 60 * MINUTE)
    assert run.due_end == HALF_PAST + 90 * MINUTE
    assert begun(NINE - 5 * MINUTE).due_end == HALF_PAST


def test_minutes_are_lent_by_the_last_lines_of_a_point_and_every_line_keeps_one() -> None:
    run = begun()
    assert running.lendable(run) == {PointKind.INCIDENTS: 13, PointKind.NEEDS: 11}
    run = running.lend(run, PointKind.INCIDENTS, 8, NINE)
    assert running.allotted(run) == {
        "point:opening": 10,
        "item:i1": 6,
        "item:i3": 1,
        "item:n1": 12,
        "point:closing": 1,
    }
    assert running.lendable(run)[PointKind.INCIDENTS] == 5


@pytest.mark.parametrize(
    ("point", "minutes"),
    [
        (PointKind.NEEDS, 12),
        (PointKind.NEEDS, 0),
        (PointKind.NEEDS, -1),
        (PointKind.OPENING, 1),
        (PointKind.CLOSING, 1),
    ],
)
def test_what_a_point_has_not_got_it_does_not_lend(point: PointKind, minutes: int) -> None:
    with pytest.raises(Malformed, match="nothing_to_lend"):
        running.lend(begun(), point, minutes, NINE)


def test_an_added_line_stands_last_in_its_point_or_straight_after_what_is_spoken_of() -> None:
    run = begun()
    assert running.place_for(run, PointKind.INCIDENTS) == "item:i3"
    run = running.go_on(run, NINE + MINUTE, to_next_point=True)
    run = running.go_on(run, NINE + MINUTE, to_next_point=True)
    assert running.place_for(run, PointKind.INCIDENTS) == "item:n1"
    added = Added(key="item:i9", point=PointKind.INCIDENTS, after="item:n1", minutes=3, item_id="i9")
    run = running.add(run, added)
    assert [stop.key for stop in running.following(run)] == ["item:n1", "item:i9", "point:closing"]
    assert running.overrun(run, NINE + MINUTE) == -13 * MINUTE


def test_it_ends_once_and_what_is_resumed_has_a_pause_that_is_nobodys() -> None:
    run = running.go_on(begun(), NINE + 2 * MINUTE)
    over = running.end(run, NINE + 10 * MINUTE)
    assert running.end(over, NINE + 20 * MINUTE) is over
    assert running.go_on(over, NINE + 20 * MINUTE) is over
    assert running.predicted_end(over, NINE + 99 * MINUTE) == NINE + 10 * MINUTE
    assert running.remaining(over) == ()
    again = running.resume(over, NINE + 15 * MINUTE)
    assert again.current == "item:i1"
    assert running.used(again, NINE + 16 * MINUTE)["item:i1"] == 9 * MINUTE
    assert running.resume(run, NINE) is run


def test_a_clock_that_is_set_back_takes_no_minutes_from_anybody() -> None:
    run = running.go_on(begun(), NINE + 4 * MINUTE)
    run = running.go_on(run, NINE + MINUTE)
    assert all(spent >= timedelta() for spent in running.used(run, NINE).values())
    assert running.end(run, NINE).ended == (NINE + MINUTE,)


def test_every_change_is_a_version_and_what_changes_nothing_is_none() -> None:
    run = begun()
    assert running.go_on(run, NINE).version == 2
    parked = running.park(run, run.current)
    assert (parked.version, running.park(parked, run.current)) == (2, parked)


def test_a_place_in_somebodys_words_is_not_named_by_them() -> None:
    named = Line(point=PointKind.PRIORITY_PLACES, reasons=WHY, location=Location(place_id="torget"))
    typed = Line(point=PointKind.PRIORITY_PLACES, reasons=WHY, location=Location(text="Bakom Konsum"))
    assert running.key_of(named) == "place:torget"
    assert "Konsum" not in running.key_of(typed)
    assert running.key_of(typed) == running.key_of(typed)
