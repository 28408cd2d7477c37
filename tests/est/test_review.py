"""The coordinator's order on the agenda, and how areas stand against the meeting before."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from est.agenda import Agenda, PointKind, ReasonCode, compile_agenda
from est.place import Location
from est.report import Item, ReviewState
from est.review import AreaNote, area_lines, moved_by_one
from est.summary import AreaChange
from est.vocabulary import AreaStatus, Severity
from tests.est.builders import TUESDAY, incident, item, report, round_

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def an_agenda(items: list[Item], order: list[str], moved: list[str]) -> Agenda:
    return compile_agenda(
        round_=round_(),
        reports=[report(items=tuple(items))],
        items=items,
        history=(),
        actions=(),
        expected=3,
        today=TUESDAY,
        order=order,
        moved=moved,
    )


def some(count: int, severity: Severity = Severity.HIGH) -> list[Item]:
    return [
        item(incident(severity=severity, location=Location(place_id=f"p{n}")), number=n)
        for n in range(1, count + 1)
    ]


def discussed(agenda: Agenda) -> list[str]:
    return [line.item_ids[0] for line in agenda.point(PointKind.INCIDENTS).lines]


def test_the_agenda_follows_the_coordinators_order_and_says_what_was_moved() -> None:
    items = some(3)
    one, two, three = (each.id for each in items)
    agenda = an_agenda(items, [three, one, two], [three])
    assert discussed(agenda) == [three, one, two]
    moved = [line.item_ids[0] for line in agenda.lines if ReasonCode.BY_COORDINATOR in line.values]
    assert moved == [three]


def test_a_line_that_is_moved_above_a_discussed_one_is_discussed() -> None:
    items = [*some(1), item(incident(severity=Severity.LOW, location=Location(place_id="low")), number=2)]
    high, low = (each.id for each in items)
    assert low in discussed(an_agenda(items, [low, high], [low]))


def test_severity_four_keeps_its_minute_wherever_it_is_moved() -> None:
    items = [*some(20), item(incident(severity=Severity.VERY_HIGH), number=21)]
    last = items[-1].id
    order = [*(each.id for each in items[:-1]), last]
    agenda = an_agenda(items, order, [last])
    assert last in discussed(agenda)


def test_what_came_in_since_is_not_lost_by_the_order() -> None:
    items = some(3)
    agenda = an_agenda(items, [items[2].id, items[0].id], [items[2].id])
    assert sorted(discussed(agenda)) == sorted(each.id for each in items)


@given(st.permutations(range(6)), st.sets(st.integers(0, 5)), st.integers(1, 30))
def test_any_order_keeps_every_line_once_and_the_minutes(
    order: list[int], moved: set[int], rest: int
) -> None:
    items = [
        *some(3),
        *(
            item(incident(severity=Severity.LOW, location=Location(place_id=f"q{n}")), number=n + 10)
            for n in range(3)
        ),
    ]
    ids = [each.id for each in items]
    agenda = an_agenda(items, [ids[n] for n in order][: rest % 7], [ids[n] for n in moved])
    told = [id_ for line in agenda.lines if line.point is PointKind.INCIDENTS for id_ in line.item_ids]
    assert sorted(told) == sorted(ids)
    assert sum(point.minutes for point in agenda.points) == agenda.length


def test_moving_by_one_stops_at_either_end() -> None:
    assert moved_by_one(("a", "b", "c"), "b", -1) == ("b", "a", "c")
    assert moved_by_one(("a", "b", "c"), "c", 1) == ("a", "b", "c")
    assert moved_by_one(("a", "b", "c"), "a", -1) == ("a", "b", "c")


def test_an_oral_item_stands_alone_and_as_a_heading() -> None:
    plain = item(incident(severity=Severity.HIGH), number=1)
    oral = item(incident(severity=Severity.HIGH), number=2, review=ReviewState.ORAL)
    agenda = an_agenda([plain, oral], [], [])
    lines = {line.item_ids: line for line in agenda.point(PointKind.INCIDENTS).lines}
    assert not lines[plain.id,].heading_only
    assert lines[oral.id,].heading_only
    assert ReasonCode.ORAL in lines[oral.id,].values


def note(area: str, status: AreaStatus) -> AreaNote:
    return AreaNote(area=area, status=status, reason="Därför.", by="sam", at=NOON)


def test_areas_stand_by_name_with_their_arrow_against_the_meeting_before() -> None:
    before = [note("Ö", AreaStatus.YELLOW), note("A", AreaStatus.RED), note("Å", AreaStatus.GREEN)]
    now = [
        note("Ö", AreaStatus.YELLOW),
        note("A", AreaStatus.GREEN),
        note("Å", AreaStatus.RED),
        note("B", AreaStatus.RED),
    ]
    assert [(line.area, line.change) for line in area_lines(now, before)] == [
        ("A", AreaChange.CALMER),
        ("B", AreaChange.FIRST),
        ("Å", AreaChange.GRAVER),
        ("Ö", AreaChange.SAME),
    ]
