"""Ekbacka in a real store: loaded once, complete, with nothing owed, and ready to be played."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from calendars.swedish import swedish_days
from est.agenda import PointKind, ReasonCode
from est.duplicates import proposals
from est.group import Group, GroupState
from est.letters import LetterKind
from est.member import Member
from est.ports import Records
from est.report import CollabNeed, Incident, Item, ReportStatus, UpcomingEvent
from est.timetable import Step
from est.week import Week
from est.weekly import meeting
from est.weekly.clockwork import tick
from est.weekly.entering import enter
from est.weekly.rounds import open_round
from sample.municipality import APP_ID, GROUP_ID, MUNICIPALITY_ID, Played, answers_for, load, play_others
from sample.municipality.people import DEPUTIES, MEMBER_IDS, PERSON_OF, Seat
from sample.municipality.turns import turn_of
from storage.engine import open_database
from storage.migrate import upgrade
from storage.store import SqlStore

SWEDEN = swedish_days(range(2025, 2031))
HOUR = timedelta(hours=1)
SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""After the prompt of week 48 and before its reminder."""
PLAYED = PERSON_OF[Seat.SCHOOL].object_id


def loaded(path: Path, now: datetime) -> SqlStore:
    """A store of its own with Ekbacka as it was at a moment."""
    upgrade(f"sqlite:///{path}")
    store = SqlStore(open_database(f"sqlite:///{path}"), SWEDEN)
    asyncio.run(store.write("", lambda records: load(records, now, "http://127.0.0.1/")))
    return store


@pytest.fixture(scope="module")
def sunday_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ekbacka") / "est.db"
    loaded(path, SUNDAY).close()
    return path


@pytest.fixture
def store(sunday_file: Path, tmp_path: Path) -> Iterator[SqlStore]:
    """Ekbacka on the Sunday before week 48, and the test's own to change."""
    shutil.copyfile(sunday_file, tmp_path / "est.db")
    store = SqlStore(open_database(f"sqlite:///{tmp_path / 'est.db'}"), SWEDEN)
    yield store
    store.close()


def group_in(records: Records) -> Group:
    group = records.groups.get(GROUP_ID)
    assert group is not None
    return group


def everything(records: Records) -> object:
    """All that a store holds of Ekbacka, to compare."""
    rounds = records.rounds.since(GROUP_ID, Week(2025, 1))
    return (
        records.groups.municipality(MUNICIPALITY_ID),
        group_in(records),
        records.members.of_group(GROUP_ID),
        records.members.organisations(MUNICIPALITY_ID),
        records.places.of_municipality(MUNICIPALITY_ID),
        rounds,
        [records.reports.of_round(GROUP_ID, round_.week) for round_ in rounds],
        [records.rounds.approval(GROUP_ID, round_.week) for round_ in rounds],
        records.actions.of_group(GROUP_ID),
        records.ledger.done(GROUP_ID, Week(2025, 1)),
    )
