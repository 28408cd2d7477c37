"""The agenda of a week, rule by rule: what is discussed, in which order, for how long, and why."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter

from est.action import Action, ActionState
from est.agenda import STANDING, Agenda, Line, PointKind, Reason, ReasonCode, compile_agenda
from est.errors import Malformed
from est.place import Location
from est.report import Content, Incident, Item, Report, ReviewState
from est.vocabulary import Category, EventType, NeedStatus, NeedType, Severity, Urgency
from tests.est.builders import (
    BJORKGARDEN,
    GROUP,
    PLACE_NAMES,
    RESECENTRUM,
    SATURDAY,
    SKOLGARDEN,
    STADSPARKEN,
    TUESDAY,
    W48,
    action,
    collab_need,
    incident,
    item,
    items,
    report,
    round_,
    upcoming_event,
)

DAY = timedelta(days=1)
LAST_WEEK = W48.previous()


def agenda(
    own: Iterable[Item] = (),
    *,
    history: Iterable[Item] = (),
    actions: Iterable[Action] = (),
    reports: Sequence[Report] = (report(nothing=True),),
    **changes: Any,
) -> Agenda:
    """The agenda of the round when one has answered, unless said otherwise."""
    given: dict[str, Any] = {"expected": 9, "today": TUESDAY, "place_names": PLACE_NAMES} | changes
    return compile_agenda(
        round_=round_(), reports=reports, items=own, history=history, actions=actions, **given
    )


def minutes(made: Agenda) -> dict[PointKind, int]:
    return {point.kind: point.minutes for point in made.points}


def only(made: Agenda, kind: PointKind) -> Line:
    """The one line of a point, discussed or in its table."""
    point = made.point(kind)
    (line,) = (*point.lines, *point.table)
    return line


def labels(lines: Iterable[Line]) -> list[str]:
    """Item numbers and action ids, which is enough within one round."""
    return [line.action_id or "+".join(i.rsplit("-", 1)[1] for i in line.item_ids) for line in lines]


def somewhere(number: int, **changes: Any) -> Incident:
    return incident(location=Location(place_id=f"plats-{number:02}"), **changes)


def due(number: int, days: int, **changes: Any) -> Action:
    """An action due so many days from the meeting, negative when it is late."""
    return action(number=number, due=TUESDAY + days * DAY, **changes)


# --- Standing points and minutes


def test_without_any_answer_the_standing_points_and_open_actions_remain() -> None:
    made = agenda(reports=(), actions=[due(1, -3), due(2, 40)])
    assert (made.answered, made.expected, made.quiet) == (0, 9, False)
    assert [point.kind for point in made.points] == list(PointKind)
    assert labels(made.point(PointKind.FOLLOW_UP).lines) == ["action-1"]
    assert labels(made.point(PointKind.FOLLOW_UP).table) == ["action-2"]
    assert sum(minutes(made).values()) == 30


def test_an_empty_round_keeps_the_usual_minutes_so_that_the_table_can_be_asked() -> None:
    assert minutes(agenda(reports=())) == dict(STANDING)


def test_a_full_half_hour_is_shared_as_the_method_says() -> None:
    own = items(
        *(somewhere(n, needs_discussion=True) for n in range(20)),
        *(upcoming_event(first=TUESDAY + n * DAY) for n in range(10)),
        *(collab_need(location=Location(place_id=f"p{n}")) for n in range(20)),
    )
    severe = items(*(somewhere(40 + n, severity=Severity.HIGH) for n in range(3)), first=60)
    made = agenda((*own, *severe), actions=[due(n, -n) for n in range(1, 6)])
    assert minutes(made) == dict(STANDING)


def test_an_hour_is_twice_the_half_hour() -> None:
    assert minutes(agenda(reports=(), length=60)) == {kind: 2 * share for kind, share in STANDING.items()}


def test_ten_minutes_have_room_for_every_point() -> None:
    own = items(somewhere(1, severity=Severity.HIGH), upcoming_event(), collab_need())
    made = agenda(own, actions=[due(1, -1)], length=10)
    assert minutes(made) == {
        PointKind.OPENING: 1,
        PointKind.FOLLOW_UP: 2,
        PointKind.INCIDENTS: 2,
        PointKind.UPCOMING: 1,
        PointKind.NEEDS: 2,
        PointKind.PRIORITY_PLACES: 1,
        PointKind.CLOSING: 1,
    }


def test_unused_minutes_go_to_the_points_that_have_something() -> None:
    made = agenda(items(somewhere(1), collab_need()))
    assert minutes(made) == {
        PointKind.OPENING: 2,
        PointKind.FOLLOW_UP: 0,
        PointKind.INCIDENTS: 14,
        PointKind.UPCOMING: 0,
        PointKind.NEEDS: 13,
        PointKind.PRIORITY_PLACES: 0,
        PointKind.CLOSING: 1,
    }


def test_rows_alone_are_looked_through_in_a_minute() -> None:
    later = upcoming_event(first=TUESDAY + 30 * DAY)
    found = minutes(agenda(items(later, incident()), actions=[due(1, 30)]))
    assert (found[PointKind.UPCOMING], found[PointKind.FOLLOW_UP], found[PointKind.INCIDENTS]) == (1, 1, 25)
    assert minutes(agenda(items(later), actions=[due(1, 30)])) == dict(STANDING)


def test_a_subject_uses_two_minutes_while_another_has_none() -> None:
    own = items(*(somewhere(n, needs_discussion=True) for n in range(25)), upcoming_event(), collab_need())
    assert minutes(agenda(own, actions=[due(1, -1)])) == {
        PointKind.OPENING: 2,
        PointKind.FOLLOW_UP: 2,
        PointKind.INCIDENTS: 21,
        PointKind.UPCOMING: 2,
        PointKind.NEEDS: 2,
        PointKind.PRIORITY_PLACES: 0,
        PointKind.CLOSING: 1,
    }


def test_what_does_not_divide_goes_to_the_first_lines() -> None:
    lines = (
        agenda(items(*(somewhere(n, severity=Severity.LOW) for n in range(4))))
        .point(PointKind.INCIDENTS)
        .lines
    )
    assert [line.minutes for line in lines] == [7, 7, 7, 6]


@pytest.mark.parametrize("length", [9, 121, 0, -30])
def test_a_meeting_is_10_to_120_minutes(length: int) -> None:
    with pytest.raises(Malformed) as refused:
        agenda(length=length)
    assert (refused.value.code, refused.value.field) == ("meeting_length", "length")
    assert refused.value.values == {"shortest": 10, "longest": 120}


@pytest.mark.parametrize("length", [10, 120])
def test_the_shortest_and_the_longest_meeting_are_made(length: int) -> None:
    assert sum(minutes(agenda(items(incident()), length=length)).values()) == length


def test_the_agenda_names_its_round_and_counts_answers() -> None:
    reports = [
        report(nothing=True),
        report(member_id="orvar", items=items(incident())),
        report(member_id="ylva"),
    ]
    made = agenda(reports=reports)
    assert (made.group_id, made.week, made.length) == (GROUP, W48, 30)
    assert (made.answered, made.expected) == (2, 9)


def test_somebody_who_answered_and_left_was_expected_too() -> None:
    made = agenda(reports=[report(member_id=m, nothing=True) for m in "abc"], expected=2)
    assert (made.answered, made.expected) == (3, 3)


# --- Follow-up


def test_overdue_due_and_blocked_actions_say_so_oldest_first() -> None:
    actions = [
        due(1, 0),
        due(2, 7),
        due(3, -5),
        due(4, 60, state=ActionState.BLOCKED),
        due(5, -1, state=ActionState.BLOCKED),
        due(6, 8),
    ]
    point = agenda(actions=actions).point(PointKind.FOLLOW_UP)
    assert [(line.action_id, line.reasons) for line in point.lines] == [
        ("action-3", (Reason(ReasonCode.OVERDUE, 5),)),
        ("action-5", (Reason(ReasonCode.OVERDUE, 1), Reason(ReasonCode.BLOCKED))),
        ("action-1", (Reason(ReasonCode.DUE_SOON, 0),)),
        ("action-2", (Reason(ReasonCode.DUE_SOON, 7),)),
        ("action-4", (Reason(ReasonCode.BLOCKED),)),
    ]
    assert [(line.action_id, line.reasons) for line in point.table] == [
        ("action-6", (Reason(ReasonCode.OPEN, 8),))
    ]
    assert all(line.point is PointKind.FOLLOW_UP for line in (*point.lines, *point.table))


def test_an_action_line_knows_its_place() -> None:
    assert only(agenda(actions=[due(1, 0)]), PointKind.FOLLOW_UP).location == STADSPARKEN


def test_actions_due_on_one_day_stand_by_decision_and_then_by_number() -> None:
    actions = [
        due(3, -1),
        due(2, -1),
        due(9, -1, decided_on=date(2026, 11, 3)),
        due(10, -1, id="a"),
        due(10, -1, id="b"),
    ]
    assert labels(agenda(actions=actions[::-1]).point(PointKind.FOLLOW_UP).lines) == [
        "action-9",
        "action-2",
        "action-3",
        "a",
        "b",
    ]


@pytest.mark.parametrize("state", [s for s in ActionState if not action(state=s).is_open])
def test_proposed_and_closed_actions_are_not_on_the_agenda(state: ActionState) -> None:
    assert agenda(actions=[due(1, -9, state=state)]).lines == ()


def test_old_actions_take_a_third_of_the_meeting_at_most_and_the_rest_is_read_first() -> None:
    severe = items(*(somewhere(n, severity=Severity.HIGH) for n in range(40)))
    made = agenda(severe, actions=[due(n, -n) for n in range(1, 14)])
    point = made.point(PointKind.FOLLOW_UP)
    assert point.minutes == 10
    assert labels(point.lines) == [f"action-{n}" for n in range(13, 3, -1)]
    assert labels(made.read_yourself)[:3] == ["action-3", "action-2", "action-1"]
    assert made.read_yourself[0].reasons == (Reason(ReasonCode.OVERDUE, 3), Reason(ReasonCode.NO_ROOM))
    assert made.squeezed_actions == ("action-3", "action-2", "action-1")


def test_open_actions_too_many_for_the_table_are_read_last_and_nobody_is_told() -> None:
    made = agenda(actions=[due(n, 10 + n) for n in range(12)], own=items(*map(somewhere, range(60))))
    assert labels(made.point(PointKind.FOLLOW_UP).table) == [f"action-{n}" for n in range(10)]
    assert labels(made.read_yourself)[:2] == ["action-10", "action-11"]
    assert made.squeezed_actions == ()


# --- Incidents


def test_incidents_of_one_category_on_one_place_are_one_line() -> None:
    own = items(incident(), incident(category=Category.THEFT), incident(text="Fler rutor."))
    assert labels(agenda(own).point(PointKind.INCIDENTS).lines) == ["1+3", "2"]


def test_incidents_without_a_place_stand_alone() -> None:
    own = items(incident(location=Location()), incident(location=Location()))
    assert labels(agenda(own).point(PointKind.INCIDENTS).lines) == ["1", "2"]


def test_the_order_is_severity_then_recurring_then_discussion_then_the_rest() -> None:
    earlier = items(
        *(incident(location=BJORKGARDEN, first=SATURDAY - n * DAY) for n in (8, 9)), week=LAST_WEEK
    )
    own = items(
        somewhere(1, severity=Severity.LOW),
        somewhere(2, severity=Severity.MODERATE),
        somewhere(3, severity=Severity.LOW, needs_discussion=True),
        incident(location=BJORKGARDEN, severity=Severity.LOW),
        somewhere(5, severity=Severity.HIGH),
        somewhere(6, severity=Severity.VERY_HIGH),
    )
    made = agenda(own, history=earlier)
    assert labels(made.point(PointKind.INCIDENTS).lines) == ["6", "5", "4", "3", "2", "1"]


def test_within_a_level_recurring_comes_before_discussion() -> None:
    earlier = items(
        *(incident(location=BJORKGARDEN, first=SATURDAY - n * DAY) for n in (8, 9)), week=LAST_WEEK
    )
    own = items(
        somewhere(1, severity=Severity.HIGH),
        somewhere(2, severity=Severity.HIGH, needs_discussion=True),
        incident(location=BJORKGARDEN, severity=Severity.HIGH),
    )
    assert labels(agenda(own, history=earlier).point(PointKind.INCIDENTS).lines) == ["3", "2", "1"]


def test_among_equals_come_several_reporters_then_what_goes_on_then_new_places() -> None:
    before = (incident(location=somewhere(n).location, first=SATURDAY - 30 * DAY) for n in (1, 2, 3))
    earlier = items(*before, week=LAST_WEEK)
    own = (
        *items(somewhere(1), somewhere(9), somewhere(2, ongoing=True), somewhere(3)),
        item(somewhere(3), number=5, member_id="orvar"),
    )
    lines = agenda(own, history=earlier).point(PointKind.INCIDENTS).lines
    assert labels(lines) == ["4+5", "3", "2", "1"]
    assert [line.reasons[1:] for line in lines] == [
        (Reason(ReasonCode.SEVERAL_REPORTERS, 2),),
        (Reason(ReasonCode.ONGOING),),
        (Reason(ReasonCode.NEW_PLACE),),
        (),
    ]


def test_more_reporters_weigh_more() -> None:
    own = [
        *(item(somewhere(1), number=n, member_id=m) for n, m in enumerate("ab", 1)),
        *(item(somewhere(2), number=n, member_id=m) for n, m in enumerate("cde", 3)),
    ]
    assert labels(agenda(own).point(PointKind.INCIDENTS).lines) == ["3+4+5", "1+2"]


def test_equal_lines_stand_by_label_in_numbers_not_in_letters() -> None:
    own = [item(somewhere(n), number=n) for n in (10, 2, 1)]
    old = item(somewhere(7), number=30, week=LAST_WEEK)
    assert labels(agenda([*own, old]).point(PointKind.INCIDENTS).lines) == ["30", "1", "2", "10"]


def test_a_line_carries_every_reason_it_has() -> None:
    earlier = items(*(incident(first=SATURDAY - n * DAY) for n in (8, 9)), week=LAST_WEEK)
    content = incident(severity=Severity.HIGH, needs_discussion=True, ongoing=True)
    own = [item(content, number=1, late=True), item(incident(), number=2, member_id="orvar")]
    line = only(agenda(own, history=earlier), PointKind.INCIDENTS)
    assert line.reasons == (
        Reason(ReasonCode.SEVERITY, 3),
        Reason(ReasonCode.RECURRING, 4),
        Reason(ReasonCode.NEEDS_DISCUSSION),
        Reason(ReasonCode.SEVERAL_REPORTERS, 2),
        Reason(ReasonCode.ONGOING),
        Reason(ReasonCode.LATE),
    )
    assert (line.location, line.item_ids) == (SKOLGARDEN, ("2026-W48-1", "2026-W48-2"))
    assert line.minutes > 0


def test_a_group_without_history_has_no_new_places() -> None:
    assert ReasonCode.NEW_PLACE not in only(agenda(items(incident())), PointKind.INCIDENTS).values


def test_nowhere_is_not_a_new_place() -> None:
    made = agenda(items(incident(location=Location())), history=items(incident(), week=LAST_WEEK))
    assert only(made, PointKind.INCIDENTS).reasons == (Reason(ReasonCode.SEVERITY, 2),)


def test_a_hidden_incident_makes_no_place_known() -> None:
    earlier = [item(incident(), week=LAST_WEEK, withdrawn=True), item(somewhere(1), number=2, week=LAST_WEEK)]
    assert (
        ReasonCode.NEW_PLACE in only(agenda(items(incident()), history=earlier), PointKind.INCIDENTS).values
    )


def test_the_rounds_own_items_in_the_history_change_nothing() -> None:
    own = items(incident(), incident(location=STADSPARKEN))
    assert agenda(own, history=own) == agenda(own)


def test_who_reported_what_was_merged_counts_as_a_reporter() -> None:
    own = [
        item(number=1),
        item(number=2, member_id="orvar", merged_into="2026-W48-1"),
        item(number=3, member_id="ylva", merged_into="2026-W48-2"),
        item(number=4, member_id="hidden", merged_into="2026-W48-1", review=ReviewState.HIDDEN),
        item(number=5, member_id="withdrawn", merged_into="2026-W48-1", withdrawn=True),
    ]
    line = only(agenda(own), PointKind.INCIDENTS)
    assert line.item_ids == ("2026-W48-1",)
    assert line.values[ReasonCode.SEVERAL_REPORTERS] == 3


def test_items_merged_in_a_circle_do_not_stop_the_agenda() -> None:
    own = [item(number=1, merged_into="2026-W48-2"), item(number=2, merged_into="2026-W48-1"), item(number=3)]
    assert only(agenda(own), PointKind.INCIDENTS).item_ids == ("2026-W48-3",)


@pytest.mark.parametrize(
    "change", [{"withdrawn": True}, {"review": ReviewState.HIDDEN}, {"merged_into": "gone"}]
)
def test_what_the_group_may_not_see_is_not_on_the_agenda(change: dict[str, Any]) -> None:
    contents: tuple[Content, ...] = (incident(severity=Severity.VERY_HIGH), upcoming_event(), collab_need())
    own = [item(content, number=n, **change) for n, content in enumerate(contents)]
    moved = [item(collab_need(status=NeedStatus.MOVED), week=LAST_WEEK, **change)]
    assert agenda(own, history=moved).lines == ()


def test_the_rest_is_discussed_only_with_ease_and_otherwise_a_table() -> None:
    low = [somewhere(n, severity=Severity.LOW) for n in range(2, 20)]
    asked = [collab_need(location=Location(place_id=f"p{n}")) for n in range(20)]
    made = agenda(items(somewhere(1, severity=Severity.HIGH), *low, *asked))
    point = made.point(PointKind.INCIDENTS)
    assert [line.minutes for line in point.lines] == [3, 2, 2, 2, 2, 2]
    assert labels(point.lines) == ["1", "2", "3", "4", "5", "6"]
    assert labels(point.table) == [str(n) for n in range(7, 17)]
    assert labels(line for line in made.read_yourself if line.point is PointKind.INCIDENTS) == [
        "17",
        "18",
        "19",
    ]


def test_the_rest_gets_no_minute_while_something_weightier_has_none() -> None:
    own = items(
        *(somewhere(n, needs_discussion=True) for n in range(40)), *(somewhere(n) for n in range(50, 55))
    )
    made = agenda(own)
    assert labels(made.point(PointKind.INCIDENTS).lines) == [str(n) for n in range(1, 28)]
    assert labels(made.point(PointKind.INCIDENTS).table) == [str(n) for n in range(41, 46)]


def test_wanted_lines_without_room_are_read_before_rows_without_room() -> None:
    asked = [collab_need(location=Location(place_id=f"p{n}")) for n in range(30)]
    made = agenda(items(*(somewhere(n) for n in range(40)), *asked))
    read = [line.point for line in made.read_yourself]
    assert read == sorted(read, key=[PointKind.NEEDS, PointKind.INCIDENTS].index)
    assert all(
        line.reasons[-1] == Reason(ReasonCode.NO_ROOM) and line.minutes == 0 for line in made.read_yourself
    )


def test_more_of_severity_4_than_minutes_share_the_last_line() -> None:
    severe = items(
        *(somewhere(n, severity=Severity.VERY_HIGH) for n in range(40)), collab_need(), upcoming_event()
    )
    made = agenda(severe, actions=[due(n, -n) for n in range(1, 9)], length=10)
    lines = made.point(PointKind.INCIDENTS).lines
    assert [(len(line.item_ids), line.minutes) for line in lines] == [(1, 1), (1, 1), (1, 1), (1, 1), (36, 1)]
    assert lines[-1].reasons == (Reason(ReasonCode.SEVERITY, 4), Reason(ReasonCode.SHARED_MINUTES, 36))
    assert lines[-1].location == Location()
    assert lines[-1].point is PointKind.INCIDENTS
    assert labels(made.read_yourself)[-2:] == ["42", "41"]


def test_less_severe_lines_are_read_when_severity_4_shares_its_minutes() -> None:
    own = items(
        somewhere(99, severity=Severity.HIGH), *(somewhere(n, severity=Severity.VERY_HIGH) for n in range(40))
    )
    made = agenda(own)
    assert [len(line.item_ids) for line in made.point(PointKind.INCIDENTS).lines] == [1] * 27 + [13]
    assert labels(made.read_yourself) == ["1"]


# --- Coming events


def test_events_of_14_days_and_of_high_impact_are_spoken_of_by_date() -> None:
    own = items(
        upcoming_event(first=TUESDAY + 15 * DAY),
        upcoming_event(first=TUESDAY + 20 * DAY, impact=Severity.HIGH),
        upcoming_event(first=TUESDAY + 14 * DAY),
        upcoming_event(first=TUESDAY),
        upcoming_event(first=TUESDAY - 2 * DAY, last=TUESDAY),
        upcoming_event(first=TUESDAY - 3 * DAY, last=TUESDAY - DAY, impact=Severity.VERY_HIGH),
    )
    point = agenda(own).point(PointKind.UPCOMING)
    assert [(labels([line]), line.reasons) for line in point.lines] == [
        (["5"], (Reason(ReasonCode.WITHIN_14_DAYS, 0),)),
        (["4"], (Reason(ReasonCode.WITHIN_14_DAYS, 0),)),
        (["3"], (Reason(ReasonCode.WITHIN_14_DAYS, 14),)),
        (["2"], (Reason(ReasonCode.LATER, 20), Reason(ReasonCode.HIGH_IMPACT, 3))),
    ]
    assert [(labels([line]), line.reasons) for line in point.table] == [
        (["6"], (Reason(ReasonCode.PASSED, 1), Reason(ReasonCode.HIGH_IMPACT, 4))),
        (["1"], (Reason(ReasonCode.LATER, 15),)),
    ]


def test_high_impact_gets_the_minutes_when_they_are_short() -> None:
    own = items(
        *(upcoming_event(first=TUESDAY + n * DAY) for n in range(1, 8)),
        upcoming_event(first=TUESDAY + 9 * DAY, impact=Severity.HIGH),
        upcoming_event(first=TUESDAY + 10 * DAY, impact=Severity.VERY_HIGH),
        *(collab_need(location=Location(place_id=f"p{n}")) for n in range(9)),
        somewhere(1, severity=Severity.HIGH),
    )
    made = agenda(own, length=10)
    assert labels(made.point(PointKind.UPCOMING).lines) == ["8", "9"]
    assert labels(line for line in made.read_yourself if line.point is PointKind.UPCOMING) == list("1234567")


def test_an_event_of_an_earlier_round_comes_up_when_it_is_near() -> None:
    earlier = items(
        upcoming_event(first=TUESDAY + 14 * DAY),
        upcoming_event(first=TUESDAY + 15 * DAY, impact=Severity.VERY_HIGH),
        upcoming_event(first=TUESDAY - 4 * DAY, last=TUESDAY),
        upcoming_event(first=TUESDAY - 4 * DAY, last=TUESDAY - DAY),
        week=LAST_WEEK,
    )
    assert labels(agenda(history=earlier).point(PointKind.UPCOMING).lines) == ["3", "1"]


def test_one_event_that_two_have_reported_is_one_line() -> None:
    market = upcoming_event()
    own = [item(market, number=1), item(market, number=2, member_id="orvar", late=True)]
    line = only(agenda(own), PointKind.UPCOMING)
    assert line.item_ids == ("2026-W48-1", "2026-W48-2")
    assert line.reasons == (
        Reason(ReasonCode.WITHIN_14_DAYS, 4),
        Reason(ReasonCode.SEVERAL_REPORTERS, 2),
        Reason(ReasonCode.LATE),
    )


def test_events_of_different_kinds_days_or_places_are_different() -> None:
    own = items(
        upcoming_event(),
        upcoming_event(type=EventType.CAR_MEET),
        upcoming_event(first=TUESDAY),
        upcoming_event(location=RESECENTRUM),
    )
    assert labels(agenda(own).point(PointKind.UPCOMING).lines) == ["3", "1", "2", "4"]


def test_the_last_day_and_the_highest_impact_of_an_event_count() -> None:
    own = items(
        upcoming_event(first=TUESDAY - 2 * DAY, last=TUESDAY - DAY),
        upcoming_event(first=TUESDAY - 2 * DAY, last=TUESDAY + DAY, impact=Severity.HIGH),
    )
    assert only(agenda(own), PointKind.UPCOMING).reasons == (
        Reason(ReasonCode.WITHIN_14_DAYS, 0),
        Reason(ReasonCode.HIGH_IMPACT, 3),
    )


def test_a_police_operation_is_a_heading_and_nothing_more() -> None:
    operation = upcoming_event(type=EventType.POLICE_OPERATION, text="Muntlig information på mötet.")
    line = only(agenda(items(operation)), PointKind.UPCOMING)
    assert line.heading_only
    assert line.reasons == (Reason(ReasonCode.WITHIN_14_DAYS, 4), Reason(ReasonCode.ORAL))
    assert not only(agenda(items(upcoming_event())), PointKind.UPCOMING).heading_only


# --- Needs


def test_needs_stand_by_urgency_then_by_how_many_ask() -> None:
    def need(number: int, urgency: Urgency, member_id: str = "signe", place: str = "") -> Item:
        at = Location(place_id=place or f"p{number}")
        return item(collab_need(urgency=urgency, location=at), number=number, member_id=member_id)

    own = [
        need(1, Urgency.QUARTER),
        need(2, Urgency.TWO_WEEKS),
        need(3, Urgency.TWO_WEEKS, place="torget"),
        need(4, Urgency.QUARTER, "orvar", place="torget"),
        need(5, Urgency.BEFORE_WEEKEND),
    ]
    lines = agenda(own).point(PointKind.NEEDS).lines
    assert [(labels([line]), line.reasons) for line in lines] == [
        (["5"], (Reason(ReasonCode.URGENT),)),
        (["3+4"], (Reason(ReasonCode.WITHIN_TWO_WEEKS), Reason(ReasonCode.SEVERAL_REPORTERS, 2))),
        (["2"], (Reason(ReasonCode.WITHIN_TWO_WEEKS),)),
        (["1"], (Reason(ReasonCode.WITHIN_QUARTER),)),
    ]


def test_different_needs_on_one_place_are_different() -> None:
    own = items(collab_need(), collab_need(type=NeedType.LIGHTING_FIX), collab_need(text="En gång till."))
    assert labels(agenda(own).point(PointKind.NEEDS).lines) == ["1+3", "2"]


def test_answered_needs_stand_in_the_table_and_partly_met_ones_are_asked_again() -> None:
    statuses = (
        NeedStatus.AGREED,
        NeedStatus.PARTLY,
        NeedStatus.DECLINED,
        NeedStatus.MOVED,
        NeedStatus.WITHDRAWN,
    )
    own = items(*(collab_need(status=status) for status in statuses))
    point = agenda(own).point(PointKind.NEEDS)
    assert [(labels([line]), line.reasons) for line in point.lines] == [
        (["2"], (Reason(ReasonCode.URGENT), Reason(ReasonCode.PARTLY_MET)))
    ]
    assert [(labels([line]), line.reasons[1:]) for line in point.table] == [
        (["1"], (Reason(ReasonCode.AGREED),)),
        (["3"], (Reason(ReasonCode.DECLINED),)),
        (["4"], (Reason(ReasonCode.MOVED),)),
    ]


def test_a_moved_need_is_asked_again_at_the_next_meeting_and_no_other_old_one() -> None:
    earlier = items(*(collab_need(status=status) for status in NeedStatus), incident(), week=LAST_WEEK)
    line = only(agenda(history=earlier), PointKind.NEEDS)
    assert (labels([line]), line.minutes > 0) == (["5"], True)
    assert line.reasons == (Reason(ReasonCode.URGENT), Reason(ReasonCode.MOVED))


# --- Priority places


def recurring_at(*locations: Location) -> tuple[Item, ...]:
    return items(
        *(
            incident(location=at, first=SATURDAY - n * DAY, severity=Severity.LOW)
            for at in locations
            for n in (7, 8, 9)
        ),
        week=LAST_WEEK,
    )


def test_priority_places_are_recurring_ones_then_severe_ones_by_name_and_at_most_three() -> None:
    own = items(
        incident(location=Location(text="Ån"), severity=Severity.HIGH),
        incident(location=Location(text="Älven"), severity=Severity.HIGH),
        incident(location=RESECENTRUM, severity=Severity.VERY_HIGH),
        incident(location=Location(), severity=Severity.VERY_HIGH),
        incident(location=Location(text="..."), severity=Severity.VERY_HIGH),
        incident(location=STADSPARKEN, severity=Severity.MODERATE, needs_discussion=True),
    )
    made = agenda(own, history=recurring_at(SKOLGARDEN), length=60)
    assert [(line.location, line.reasons) for line in made.point(PointKind.PRIORITY_PLACES).lines] == [
        (SKOLGARDEN, (Reason(ReasonCode.RECURRING, 3),)),
        (RESECENTRUM, (Reason(ReasonCode.SEVERITY, 4),)),
        (Location(text="Ån"), (Reason(ReasonCode.SEVERITY, 3),)),
    ]


def test_recurring_places_are_not_ranked_by_count_but_severity_decides_before_the_name() -> None:
    earlier = (
        *recurring_at(SKOLGARDEN, STADSPARKEN),
        *items(incident(location=STADSPARKEN), week=LAST_WEEK, first=90),
    )
    calm = agenda(history=earlier).point(PointKind.PRIORITY_PLACES).lines
    assert [line.location for line in calm] == [SKOLGARDEN, STADSPARKEN]
    severe = items(
        incident(location=STADSPARKEN, severity=Severity.HIGH, category=Category.THREAT_HARASSMENT),
        incident(location=STADSPARKEN, severity=Severity.VERY_HIGH, category=Category.WEAPON_EXPLOSIVE),
    )
    lines = agenda(severe, history=earlier).point(PointKind.PRIORITY_PLACES).lines
    assert [(line.location, line.reasons) for line in lines] == [
        (STADSPARKEN, (Reason(ReasonCode.RECURRING, 6), Reason(ReasonCode.SEVERITY, 4))),
        (SKOLGARDEN, (Reason(ReasonCode.RECURRING, 3),)),
    ]


def test_places_are_sorted_by_their_names_in_the_register() -> None:
    earlier = recurring_at(SKOLGARDEN, BJORKGARDEN)
    named = agenda(history=earlier).point(PointKind.PRIORITY_PLACES).lines
    unnamed = agenda(history=earlier, place_names={}).point(PointKind.PRIORITY_PLACES).lines
    renamed = agenda(history=earlier, place_names={"bjorkgarden": "Östra gården"}).point(
        PointKind.PRIORITY_PLACES
    )
    assert [line.location for line in named] == [BJORKGARDEN, SKOLGARDEN]
    assert [line.location for line in unnamed] == [BJORKGARDEN, SKOLGARDEN]
    assert [line.location for line in renamed.lines] == [SKOLGARDEN, BJORKGARDEN]


def test_a_priority_place_without_a_minute_stands_in_the_table() -> None:
    own = items(*(somewhere(n, severity=Severity.HIGH) for n in range(3)), collab_need(), upcoming_event())
    made = agenda(own, length=10)
    point = made.point(PointKind.PRIORITY_PLACES)
    assert (len(point.lines), len(point.table)) == (1, 2)
    assert all(line.point is not PointKind.PRIORITY_PLACES for line in made.read_yourself)
    assert all(line.reasons == (Reason(ReasonCode.SEVERITY, 3),) for line in (*point.lines, *point.table))


def test_recurring_is_counted_to_the_end_of_the_period() -> None:
    after_the_period = items(*(incident(first=TUESDAY - DAY) for _ in range(3)))
    assert ReasonCode.RECURRING not in only(agenda(after_the_period), PointKind.INCIDENTS).values


# --- Quiet weeks and parking


@pytest.mark.parametrize(
    "contents",
    [(), (incident(),), (somewhere(1), somewhere(2)), (upcoming_event(),)],
)
def test_a_quiet_week_is_offered_ten_minutes_and_still_has_its_half_hour(
    contents: tuple[Content, ...],
) -> None:
    made = agenda(items(*contents), actions=[due(1, 3)])
    assert (made.quiet, made.offer_minutes) == (True, 10)
    assert sum(minutes(made).values()) == 30


@pytest.mark.parametrize(
    "changes",
    [
        {"own": items(incident(severity=Severity.HIGH))},
        {"own": items(incident(severity=Severity.VERY_HIGH))},
        {"own": items(upcoming_event(impact=Severity.HIGH))},
        {"own": items(collab_need())},
        {"own": items(collab_need(status=NeedStatus.AGREED))},
        {"own": items(somewhere(1), somewhere(2), somewhere(3))},
        {"own": items(incident(), incident(), incident())},
        {"actions": [due(1, -1)]},
        {"history": items(collab_need(status=NeedStatus.MOVED), week=LAST_WEEK)},
        {"reports": ()},
        {"reports": (report(),)},
    ],
)
def test_a_week_is_not_quiet_when_something_presses_or_nobody_has_answered(changes: dict[str, Any]) -> None:
    made = agenda(**changes)
    assert (made.quiet, made.offer_minutes) == (False, 0)


def test_a_need_that_was_withdrawn_disturbs_nothing() -> None:
    withdrawn = collab_need(status=NeedStatus.WITHDRAWN)
    assert agenda(items(incident(), upcoming_event(), withdrawn, withdrawn)).quiet


def test_what_the_group_cannot_see_does_not_disturb_a_quiet_week() -> None:
    hidden = [item(incident(severity=Severity.HIGH), number=n, withdrawn=True) for n in range(5)]
    assert agenda(hidden).quiet


@pytest.mark.parametrize(("subjects", "parking"), [(12, False), (13, True)])
def test_a_list_for_later_is_proposed_above_twelve_subjects(subjects: int, *, parking: bool) -> None:
    contents: list[Content] = [somewhere(n, severity=Severity.HIGH) for n in range(subjects - 2)]
    quick = [somewhere(n) for n in range(80, 99)]
    own = items(*contents, upcoming_event(), collab_need(), *quick)
    assert agenda(own, actions=[due(1, -1)]).parking is parking


def test_an_agenda_kept_as_json_reads_back_equal() -> None:
    adapter = TypeAdapter(Agenda)
    contents = (incident(), upcoming_event(), collab_need(), somewhere(1, severity=Severity.VERY_HIGH))
    made = agenda(items(*contents), actions=[due(n, n - 8) for n in range(20)])
    assert adapter.validate_json(adapter.dump_json(made)) == made
