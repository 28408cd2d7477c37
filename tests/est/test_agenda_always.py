"""What holds of every agenda, whatever came in (acceptance.md G1, G2, G3 and G7)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from est.action import Action, ActionState
from est.agenda import Agenda, Line, PointKind, ReasonCode, compile_agenda
from est.duplicates import place_key
from est.place import Location
from est.report import CollabNeed, Content, Incident, Item, ReviewState, UpcomingEvent
from est.vocabulary import Category, EventType, NeedStatus, NeedType, Severity, Urgency
from est.week import Week
from tests.est.builders import (
    SATURDAY,
    TUESDAY,
    W48,
    action,
    collab_need,
    incident,
    item,
    report,
    round_,
    upcoming_event,
)

DAY = timedelta(days=1)

PLACES = st.sampled_from(
    [*(Location(place_id=f"plats-{n}") for n in range(6)), Location(text="Bakom Konsum"), Location()]
)
INCIDENTS = st.builds(
    incident,
    location=PLACES,
    category=st.sampled_from(
        [Category.VANDALISM, Category.DRUGS, Category.LITTER, Category.THREAT_HARASSMENT]
    ),
    first=st.dates(SATURDAY - 30 * DAY, TUESDAY),
    severity=st.sampled_from(Severity),
    needs_discussion=st.booleans(),
    ongoing=st.booleans(),
)
EVENTS = st.builds(
    upcoming_event,
    location=PLACES,
    type=st.sampled_from([EventType.NIGHTLIFE, EventType.POLICE_OPERATION]),
    first=st.dates(TUESDAY - 3 * DAY, TUESDAY + 20 * DAY),
    impact=st.sampled_from(Severity),
)
NEEDS = st.builds(
    collab_need,
    location=PLACES,
    type=st.sampled_from([NeedType.PRESENCE, NeedType.LIGHTING_FIX]),
    urgency=st.sampled_from(Urgency),
    status=st.sampled_from(NeedStatus),
)
CONTENTS = st.one_of(INCIDENTS, INCIDENTS, EVENTS, NEEDS)
GONE: list[dict[str, Any]] = [
    {"withdrawn": True},
    {"review": ReviewState.HIDDEN},
    {"merged_into": "2026-W48-1"},
]
FATES = st.sampled_from([{}] * 6 + GONE)
DRAWN = st.tuples(CONTENTS, st.sampled_from(["signe", "orvar", "ylva"]), FATES, st.booleans())
ACTIONS = st.tuples(st.integers(-20, 40), st.sampled_from(ActionState))


@dataclass(frozen=True)
class Material:
    """Everything an agenda is made of."""

    own: tuple[Item, ...]
    earlier: tuple[Item, ...]
    actions: tuple[Action, ...]
    length: int

    def shuffled(self, seed: int) -> "Material":
        order = Random(seed)
        own, earlier = (tuple(order.sample(part, len(part))) for part in (self.own, self.earlier))
        return Material(own, earlier, tuple(order.sample(self.actions, len(self.actions))), self.length)

    def compiled(self) -> Agenda:
        return compile_agenda(
            round_=round_(),
            reports=[report(nothing=True)],
            items=self.own,
            history=self.earlier,
            actions=self.actions,
            expected=9,
            today=TUESDAY,
            length=self.length,
        )


@st.composite
def materials(draw: st.DrawFn, longest: int = 120, most: int = 30) -> Material:
    def week_of(size: int, week: Week = W48) -> tuple[Item, ...]:
        drawn = draw(st.lists(DRAWN, max_size=size))
        return tuple(
            item(content, number=n, member_id=who, week=week, late=late, **fate)
            for n, (content, who, fate, late) in enumerate(drawn, 1)
        )

    return Material(
        own=week_of(most),
        earlier=week_of(8, W48.previous()),
        actions=tuple(
            action(number=n, due=TUESDAY + days * DAY, state=state)
            for n, (days, state) in enumerate(draw(st.lists(ACTIONS, max_size=16)), 1)
        ),
        length=draw(st.integers(10, longest)),
    )


def discussed(agenda: Agenda) -> list[Line]:
    return [line for point in agenda.points for line in point.lines]


@pytest.mark.case("G1")
@settings(deadline=None, max_examples=60)
@given(material=materials(), seed=st.integers(0, 99))
def test_minutes_add_up_and_the_same_input_makes_the_same_agenda(material: Material, seed: int) -> None:
    agenda = material.compiled()
    assert sum(point.minutes for point in agenda.points) == material.length
    assert [point.kind for point in agenda.points] == list(PointKind)
    for point in agenda.points:
        assert all(line.minutes >= 1 for line in point.lines)
        assert sum(line.minutes for line in point.lines) in {
            point.minutes,
            0 if not point.lines else point.minutes,
        }
        assert all(line.minutes == 0 for line in point.table)
    assert material.compiled() == agenda
    assert material.shuffled(seed).compiled() == agenda


@pytest.mark.case("G1")
def test_equal_scores_keep_the_order_of_their_labels() -> None:
    own = tuple(item(incident(location=Location(place_id=f"plats-{n}")), number=n) for n in range(1, 13))
    found = [line.item_ids for line in discussed(Material(own[::-1], (), (), 30).compiled())]
    assert found == [(f"2026-W48-{n}",) for n in range(1, 13)]


def is_due(a: Action) -> bool:
    return a.is_open and (a.due <= TUESDAY + 7 * DAY or a.state is ActionState.BLOCKED)


def is_listed(i: Item) -> bool:
    return i.shown and not (isinstance(i.content, CollabNeed) and i.content.status is NeedStatus.WITHDRAWN)


def assert_nothing_is_lost(material: Material, agenda: Agenda) -> None:
    items = Counter(item_id for line in agenda.lines for item_id in line.item_ids)
    assert max(items.values(), default=1) == 1
    assert {i for i in items if i.startswith("2026-W48")} == {i.id for i in material.own if is_listed(i)}
    assert Counter(line.action_id for line in agenda.lines if line.action_id) == Counter(
        a.id for a in material.actions if a.is_open
    )


@settings(deadline=None, max_examples=50)
@given(material=materials())
def test_every_item_and_every_open_action_has_one_line(material: Material) -> None:
    agenda = material.compiled()
    assert_nothing_is_lost(material, agenda)
    assert all(line.values.keys() >= {ReasonCode.NO_ROOM} for line in agenda.read_yourself)
    assert all(
        ReasonCode.NO_ROOM not in line.values
        for point in agenda.points
        for line in (*point.lines, *point.table)
    )


@pytest.mark.case("G2")
@pytest.mark.parametrize("count", [0, 1, 7, 40])
@pytest.mark.parametrize("severity", Severity)
def test_0_1_7_and_40_items_stay_within_the_half_hour_and_none_is_lost(
    count: int, severity: Severity
) -> None:
    own = tuple(
        item(incident(location=Location(place_id=f"plats-{n}"), severity=severity), number=n)
        for n in range(count)
    )
    material = Material(own, (), (), 30)
    agenda = material.compiled()
    assert sum(point.minutes for point in agenda.points) == 30
    assert sum(line.minutes for line in discussed(agenda)) <= 30
    assert_nothing_is_lost(material, agenda)
    shown = {
        item_id
        for point in agenda.points
        for line in (*point.lines, *point.table)
        for item_id in line.item_ids
    }
    read = {item_id for line in agenda.read_yourself for item_id in line.item_ids}
    assert read == {i.id for i in own} - shown
    assert bool(read) is (count == 40 and severity is not Severity.VERY_HIGH)


@pytest.mark.case("G3")
@settings(deadline=None, max_examples=60)
@given(material=materials())
def test_old_actions_come_first_in_one_block_of_a_third(material: Material) -> None:
    agenda = material.compiled()
    kinds = [point.kind for point in agenda.points]
    new = (PointKind.INCIDENTS, PointKind.UPCOMING, PointKind.NEEDS)
    assert all(kinds.index(PointKind.FOLLOW_UP) < kinds.index(kind) for kind in new)

    due = sorted((a for a in material.actions if is_due(a)), key=lambda a: (a.due, a.number))
    block = agenda.point(PointKind.FOLLOW_UP)
    fitting = [line.action_id for line in block.lines]
    squeezed = [a.id for a in due[len(fitting) :]]
    assert block.minutes <= material.length * 10 // 30
    assert fitting == [a.id for a in due[: material.length * 10 // 30]]
    assert [line.action_id for line in agenda.read_yourself[: len(squeezed)]] == squeezed
    assert all(ReasonCode.NO_ROOM in line.values for line in agenda.read_yourself[: len(squeezed)])
    assert list(agenda.squeezed_actions) == squeezed
    assert_severity_4_has_a_minute(material, agenda)


@pytest.mark.case("G3")
@pytest.mark.parametrize(("length", "block"), [(10, 3), (30, 10), (47, 15), (120, 40)])
def test_what_the_block_cannot_hold_is_read_first_and_severity_4_keeps_its_minute(
    length: int, block: int
) -> None:
    severe = incident(severity=Severity.VERY_HIGH)
    busy = [incident(location=Location(place_id=f"p{n}"), needs_discussion=True) for n in range(130)]
    own = tuple(item(content, number=n) for n, content in enumerate([*busy, severe]))
    actions = tuple(action(number=n, due=TUESDAY - n * DAY) for n in range(1, 51))
    agenda = Material(own, (), actions, length).compiled()
    oldest_first = [f"action-{n}" for n in range(50, 0, -1)]
    assert [line.action_id for line in agenda.point(PointKind.FOLLOW_UP).lines] == oldest_first[:block]
    assert [line.action_id for line in agenda.read_yourself[: 50 - block]] == oldest_first[block:]
    assert all(line.reasons[-1].code is ReasonCode.NO_ROOM for line in agenda.read_yourself)
    assert agenda.squeezed_actions == tuple(oldest_first[block:])
    assert agenda.point(PointKind.INCIDENTS).lines[0].item_ids == ("2026-W48-130",)


@pytest.mark.case("G3")
@settings(deadline=None, max_examples=40)
@given(
    severe=st.integers(0, 40),
    material=materials(longest=30, most=6),
)
def test_severity_4_always_has_a_minute(severe: int, material: Material) -> None:
    content = [
        incident(location=Location(place_id=f"s{n}"), severity=Severity.VERY_HIGH) for n in range(severe)
    ]
    own = (*material.own, *(item(c, number=100 + n) for n, c in enumerate(content)))
    crowded = Material(own, material.earlier, material.actions, material.length)
    agenda = crowded.compiled()
    assert_severity_4_has_a_minute(crowded, agenda)
    assert_nothing_is_lost(crowded, agenda)


def assert_severity_4_has_a_minute(material: Material, agenda: Agenda) -> None:
    with_minutes = {item_id for line in discussed(agenda) if line.minutes >= 1 for item_id in line.item_ids}
    severe = (
        i
        for i in material.own
        if isinstance(i.content, Incident) and i.content.severity is Severity.VERY_HIGH
    )
    assert {i.id for i in severe if i.shown} <= with_minutes


# --- Reasons: worked out a second time, from the words of domain.md §9.2


@pytest.mark.case("G7")
@settings(deadline=None, max_examples=60)
@given(material=materials())
def test_every_line_says_why_it_stands_there_and_it_is_true(material: Material) -> None:
    agenda = material.compiled()
    items = {i.id: i for i in (*material.earlier, *material.own)}
    actions = {a.id: a for a in material.actions}
    for line in agenda.lines:
        assert line.reasons
        said = dict(line.values)
        said.pop(ReasonCode.NO_ROOM, None)
        if line.point is PointKind.PRIORITY_PLACES:
            assert said == expected_of_place(line, material)
        elif line.action_id:
            assert said == expected_of_action(actions[line.action_id])
        elif ReasonCode.SHARED_MINUTES not in said:
            assert said == expected_of_items([items[i] for i in line.item_ids], material)


def expected_of_action(a: Action) -> dict[ReasonCode, int]:
    left = (a.due - TUESDAY).days
    expected = {ReasonCode.BLOCKED: 0} if a.state is ActionState.BLOCKED else {}
    if left < 0:
        return expected | {ReasonCode.OVERDUE: -left}
    if left <= 7:
        return expected | {ReasonCode.DUE_SOON: left}
    return expected or {ReasonCode.OPEN: left}


def incidents_at(location: Location, items: Sequence[Item]) -> list[Incident]:
    return [
        i.content
        for i in items
        if i.shown
        and isinstance(i.content, Incident)
        and place_key(i.content.location) == place_key(location)
    ]


def recurring(location: Location, material: Material) -> dict[ReasonCode, int]:
    sunday = TUESDAY - 2 * DAY
    everything = incidents_at(location, (*material.own, *material.earlier))
    count = sum(sunday - 28 * DAY < i.first <= sunday for i in everything)
    return {ReasonCode.RECURRING: count} if location and count >= 3 else {}


def expected_of_place(line: Line, material: Material) -> dict[ReasonCode, int]:
    worst = max((i.severity for i in incidents_at(line.location, material.own)), default=0)
    return recurring(line.location, material) | ({ReasonCode.SEVERITY: worst} if worst >= 3 else {})


def expected_of_items(items: Sequence[Item], material: Material) -> Mapping[ReasonCode, int]:
    contents = [i.content for i in items]
    merged = {i.member_id for i in material.own if i.merged_into in {o.id for o in items} and is_counted(i)}
    reporters = len(merged | {i.member_id for i in items})
    expected = {ReasonCode.SEVERAL_REPORTERS: reporters} if reporters > 1 else {}
    if any(i.late for i in items):
        expected |= {ReasonCode.LATE: 0}
    return expected | expected_of_contents(contents, material)


def is_counted(i: Item) -> bool:
    dropped = isinstance(i.content, CollabNeed) and i.content.status is NeedStatus.WITHDRAWN
    return not (i.withdrawn or dropped) and i.review is not ReviewState.HIDDEN


def expected_of_contents(contents: Sequence[Content], material: Material) -> dict[ReasonCode, int]:
    incidents = [c for c in contents if isinstance(c, Incident)]
    if incidents:
        return expected_of_incidents(incidents, material)
    events = [c for c in contents if isinstance(c, UpcomingEvent)]
    if events:
        return expected_of_events(events)
    needs = [c for c in contents if isinstance(c, CollabNeed)]
    urgency = {
        Urgency.BEFORE_WEEKEND: "urgent",
        Urgency.TWO_WEEKS: "within_two_weeks",
        Urgency.QUARTER: "within_quarter",
    }
    soonest = next(urgency[u] for u in Urgency if any(n.urgency is u for n in needs))
    named = {NeedStatus.PARTLY: "partly_met", NeedStatus.NEW: ""}
    status = named.get(needs[0].status, needs[0].status.value)
    return {ReasonCode(code): 0 for code in (soonest, status) if code}


def expected_of_incidents(incidents: Sequence[Incident], material: Material) -> dict[ReasonCode, int]:
    location = incidents[0].location
    expected = {ReasonCode.SEVERITY: max(int(i.severity) for i in incidents)} | recurring(location, material)
    if any(i.needs_discussion for i in incidents):
        expected[ReasonCode.NEEDS_DISCUSSION] = 0
    if any(i.ongoing for i in incidents):
        expected[ReasonCode.ONGOING] = 0
    known = [i for i in material.earlier if i.shown and isinstance(i.content, Incident)]
    if known and location and not incidents_at(location, known):
        expected[ReasonCode.NEW_PLACE] = 0
    return expected


def expected_of_events(events: Sequence[UpcomingEvent]) -> dict[ReasonCode, int]:
    first, last = events[0].first, max(e.last for e in events)
    impact = max(int(e.impact) for e in events)
    expected = {ReasonCode.HIGH_IMPACT: impact} if impact >= 3 else {}
    if events[0].type is EventType.POLICE_OPERATION:
        expected[ReasonCode.ORAL] = 0
    days = (first - TUESDAY).days
    if last < TUESDAY:
        return expected | {ReasonCode.PASSED: (TUESDAY - last).days}
    return expected | ({ReasonCode.WITHIN_14_DAYS: max(days, 0)} if days <= 14 else {ReasonCode.LATER: days})
