"""A year of weeks: what comes in, what the group meets about, decides, parks and closes, and what always holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from est import running
from est.action import OPEN_ACTION_STATES, Action, ActionState
from est.agenda import HISTORY_WEEKS, Agenda, PointKind, ReasonCode, compile_agenda
from est.place import Location
from est.report import CollabNeed, Content, Item
from est.running import MINUTE, MeetingRun
from est.vocabulary import Category, EventType, NeedStatus, NeedType, Severity, Urgency
from est.week import Week
from tests.est.builders import action, collab_need, incident, item, report, round_, upcoming_event

FIRST = Week(2026, 36)
WEEKS = 52
LENGTH = 30


@dataclass
class Year:
    """The group's year as it goes on; everything random comes from one seed."""

    chance: Random
    items: dict[Week, list[Item]] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)

    def report_in(self, week: Week, held: date) -> None:
        """From nothing at all to forty items, of the three kinds."""
        made = []
        for number in range(1, self.chance.choice([0, 1, 3, 7, 12, 40]) + 1):
            where = Location(place_id=f"plats-{self.chance.randrange(9)}")
            contents: list[Content] = [
                incident(
                    location=where,
                    category=self.chance.choice([Category.VANDALISM, Category.LITTER, Category.DRUGS]),
                    first=held - timedelta(days=self.chance.randrange(1, 9)),
                    severity=self.chance.choice(list(Severity)),
                    needs_discussion=self.chance.random() < 0.2,
                ),
                upcoming_event(
                    location=where,
                    type=self.chance.choice([EventType.NIGHTLIFE, EventType.POLICE_OPERATION]),
                    first=held + timedelta(days=self.chance.randrange(30)),
                ),
                collab_need(
                    location=where,
                    type=self.chance.choice([NeedType.PRESENCE, NeedType.LIGHTING_FIX]),
                    urgency=self.chance.choice(list(Urgency)),
                ),
            ]
            content = self.chance.choice(contents)
            made.append(item(content, number=number, week=week, member_id=f"m{self.chance.randrange(9)}"))
        self.items[week] = made

    def history(self, week: Week) -> list[Item]:
        before = (week.plus(-back) for back in range(HISTORY_WEEKS, 0, -1))
        return [one for each in before for one in self.items.get(each, [])]

    def agenda(self, week: Week, held: date, *, shuffled: bool = False) -> Agenda:
        own, earlier, actions = self.items[week], self.history(week), list(self.actions.values())
        if shuffled:
            own = self.chance.sample(own, len(own))
            earlier = self.chance.sample(earlier, len(earlier))
            actions = self.chance.sample(actions, len(actions))
        return compile_agenda(
            round_=round_(week, held=held),
            reports=[report(week=week, nothing=True)],
            items=own,
            history=earlier,
            actions=actions,
            expected=9,
            today=held,
            length=LENGTH,
        )

    def meet(self, agenda: Agenda, held: date) -> MeetingRun:
        """Step from line to line, some too slowly, with loans, a parked need, decisions and closings."""
        now = datetime.combine(held, time(8), UTC)
        run = running.start(agenda, now, now + LENGTH * MINUTE)
        while running.remaining(run):
            stop = running.following(run)[0]
            now += self.chance.choice([20, 60, 150, 400]) * timedelta(seconds=1)
            room = running.lendable(run)
            if room and self.chance.random() < 0.3:
                giver = self.chance.choice(list(room))
                run = running.lend(run, giver, self.chance.randint(1, room[giver]), now)
            if stop.item_ids and self.chance.random() < 0.3:
                self._decide(stop.item_ids[0], held)
            if stop.point is PointKind.NEEDS and self.chance.random() < 0.3:
                run = running.park(run, stop.key)
                self._move(stop.item_ids)
            if stop.action_id and self.chance.random() < 0.5:
                kept = self.actions[stop.action_id]
                self.actions[stop.action_id] = replace(kept, state=ActionState.DONE)
            run = running.go_on(run, now, to_next_point=self.chance.random() < 0.1)
        return running.end(run, now + MINUTE)

    def _decide(self, item_id: str, held: date) -> None:
        number = len(self.actions) + 1
        due = held + timedelta(days=self.chance.randrange(-1, 40))
        self.actions[f"a{number}"] = action(
            number=number, id=f"a{number}", item_ids=(item_id,), decided_on=held, due=due
        )

    def _move(self, ids: tuple[str, ...]) -> None:
        for week, items in self.items.items():
            self.items[week] = [
                replace(one, content=replace(one.content, status=NeedStatus.MOVED))
                if one.id in ids and isinstance(one.content, CollabNeed)
                else one
                for one in items
            ]


def all_is_well(agenda: Agenda, year: Year, week: Week, held: date) -> None:
    """The invariants of one agenda in its year."""
    assert sum(point.minutes for point in agenda.points) == LENGTH
    assert all(line.minutes >= 1 for point in agenda.points for line in point.lines)
    # Nothing is lost, and nothing stands twice: neither an item of the week nor an open action of any week.
    told = Counter(id_ for line in agenda.lines for id_ in line.item_ids)
    assert [one.id for one in year.items[week] if told[one.id] != 1] == []
    assert max(told.values(), default=1) == 1
    standing = Counter(line.action_id for line in agenda.lines if line.action_id)
    open_ = [one.id for one in year.actions.values() if one.state in OPEN_ACTION_STATES]
    assert standing == Counter(open_)
    # What an earlier meeting parked is asked again, for as long as the history reaches.
    parked = [
        one.id
        for one in year.history(week)
        if isinstance(one.content, CollabNeed) and one.content.status is NeedStatus.MOVED
    ]
    assert [id_ for id_ in parked if id_ not in told] == []
    # Old actions come first, the oldest of them before the others.
    follow_up = agenda.point(PointKind.FOLLOW_UP)
    late = [(held - year.actions[line.action_id].due).days for line in follow_up.lines]
    assert late == sorted(late, reverse=True)
    due = [
        bool({ReasonCode.OVERDUE, ReasonCode.DUE_SOON, ReasonCode.BLOCKED} & line.values.keys())
        for line in follow_up.lines
    ]
    assert due == sorted(due, reverse=True)


def adds_up(run: MeetingRun) -> None:
    """The invariants of one held meeting: minutes only change hands, and every minute is somebody's."""
    log = running.log(run, run.ended[0])
    assert sum(kept.stop.planned for kept in log) == LENGTH
    assert sum(kept.given for kept in log) == LENGTH
    assert all(kept.given >= running.LEAST_LEFT for kept in log)
    assert sum((kept.used for kept in log), timedelta()) == run.ended[0] - run.started_at
    assert running.overrun(run, run.ended[0]) == run.ended[0] - run.due_end
    keys = [kept.stop.key for kept in log]
    assert len(keys) == len(set(keys))


@pytest.mark.case("G1", "G2", "G3")
@settings(deadline=None, max_examples=2, phases=[Phase.generate])
@given(seed=st.integers(0, 10_000))
def test_a_year_of_weeks_loses_nothing_and_always_adds_up(seed: int) -> None:
    year = Year(Random(seed))
    for number in range(WEEKS):
        week = FIRST.plus(number)
        held = week.monday + timedelta(days=1)
        year.report_in(week, held)
        agenda = year.agenda(week, held)
        assert year.agenda(week, held, shuffled=True) == agenda
        all_is_well(agenda, year, week, held)
        adds_up(year.meet(agenda, held))
    assert {one.state for one in year.actions.values()} == {ActionState.DONE, ActionState.IN_PROGRESS}
