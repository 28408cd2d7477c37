"""Agenda and summary of a large group, at one year and at ten: read from a real file, compiled, made into cards."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.results import Result
from calendars.swedish import swedish_days
from est.group import Group, GroupState, Municipality
from est.member import Member, Role
from est.place import Location
from est.ports import Records
from est.report import Incident, Item, Report
from est.round import Round, plan_rounds
from est.timetable import Plan, Preset, Step
from est.turn import Caller, Turn
from est.vocabulary import Category, PartOfDay, Severity
from est.week import Week
from est.weekly import meeting
from sample.municipality.places import MUNICIPALITY_ID, PLACES
from storage.engine import open_database
from storage.migrate import upgrade
from storage.store import SqlStore

LAST = Week(2026, 48)
SEATS = 40
YEARS = (1, 10)
ROUNDS = 15
CATEGORIES = tuple(Category)


def run() -> list[Result]:
    """Medians in milliseconds; ten years against one."""
    took = {years: _measure(years) for years in YEARS}
    found = []
    for name in ("agenda", "summary"):
        one, ten = took[1][name], took[10][name]
        detail = {
            "one_year_ms": round(one, 1),
            "ten_years_ms": round(ten, 1),
            "reports_a_week": SEATS,
            "rounds": ROUNDS,
        }
        found += [
            Result(name=f"{name} at one year", ratio=one, budget="<= 50", unit="ms", detail=detail),
            Result(
                name=f"{name} at ten years / one", ratio=ten / one, budget="<= 1.3", unit="ms", detail=detail
            ),
        ]
    return found


def _measure(years: int) -> dict[str, float]:
    with TemporaryDirectory(prefix="est-bench-") as name:
        url = f"sqlite:///{Path(name) / 'est.db'}"
        upgrade(url)
        store = SqlStore(open_database(url), swedish_days(range(LAST.year - years - 1, LAST.year + 2)))
        try:
            return asyncio.run(_both(store, years))
        finally:
            store.close()


async def _both(store: SqlStore, years: int) -> dict[str, float]:
    await store.write("", lambda records: fill(records, years))

    def turn(records: Records) -> Turn:
        group = records.groups.get("g")
        member = records.members.get("g", "m00")
        round_ = records.rounds.get("g", LAST)
        if group is None or member is None or round_ is None:
            raise LookupError("the bench group is not there")
        caller = Caller("t", member.object_id, "29:0", "", "", "", personal=True)
        return Turn(group, member, caller, round_.moments[Step.MEETING_END])

    async def median(work: Callable[[Records], object]) -> float:
        seconds = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            await store.write("g", work)
            seconds.append(time.perf_counter() - began)
        return 1000 * statistics.median(seconds)

    return {
        "agenda": await median(lambda records: meeting.agenda(records, turn(records), str(LAST))),
        "summary": await median(lambda records: meeting.draft(records, turn(records), str(LAST))),
    }


def fill(records: Records, years: int) -> None:
    """Every week of the years with a report from each of forty seats."""
    plan = Plan.standard(Preset.WEEK_START)
    first = LAST.plus(1 - 52 * years)
    rounds = plan_rounds("g", plan, swedish_days(range(first.year, LAST.year + 2)), (first, LAST))
    records.groups.save_municipality(Municipality(MUNICIPALITY_ID, "Kommunen", "t"))
    records.groups.save(
        _group(plan, rounds[0].moments[Step.PROMPT] if rounds[0].is_held else datetime.now(UTC))
    )
    for place in PLACES:
        records.places.save(place)
    for number in range(SEATS):
        roles = frozenset({Role.MEMBER, Role.COORDINATOR})
        records.members.save(
            Member(
                id=f"m{number:02}",
                group_id="g",
                object_id=f"o{number:02}",
                name=f"Plats {number}",
                roles=roles,
            )
        )
    for round_ in rounds:
        if round_.is_held:
            records.rounds.save(round_)
            for number in range(SEATS):
                _answer(records, round_, number)


def _group(plan: Plan, since: datetime) -> Group:
    group = Group("g", MUNICIPALITY_ID, "EST", "t", "team", "channel", "", plan)
    return replace(group, state=GroupState.RUNNING, running_since=since)


def _answer(records: Records, round_: Round, number: int) -> None:
    """One incident from one seat; they spread over categories, places and days."""
    at = round_.moments[Step.PROMPT] + timedelta(minutes=number)
    day: date = round_.period_first + timedelta(days=number % 7)
    place = PLACES[(number * 7 + round_.week.number) % len(PLACES)]
    content = Incident(
        category=CATEGORIES[(number + round_.week.number) % len(CATEGORIES)],
        location=Location(place_id=place.id),
        first=day,
        last=day,
        part_of_day=PartOfDay.EVENING,
        text="Något hände på platsen under kvällen och någon behöver se över den.",
        severity=Severity(1 + number % 4),
    )
    item = Item(
        id=f"g.{round_.week}.{number + 1}",
        group_id="g",
        week=round_.week,
        number=number + 1,
        member_id=f"m{number:02}",
        organisation_id="",
        content=content,
        created_at=at,
        changed_at=at,
        draft=f"{round_.week}.{number}",
    )
    records.reports.save(
        Report(group_id="g", week=round_.week, member_id=item.member_id, done_at=at, version=1)
    )
    records.reports.save_item(item)
