"""Actions that were decided before they had versions and a log are taken over as they were, on both databases."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, text

from est.action import Action, ActionLevel, ActionState, Horizon
from storage.actions import SqlActions
from storage.engine import open_database
from storage.migrate import upgrade

BEFORE = "0006"
OLD = {
    "group_id": "g1",
    "id": "a1",
    "municipality_id": "k1",
    "number": 3,
    "title": "Ny belysning i tunneln 💡",
    "owner_organisation_id": "o1",
    "owner_function": "Driftchef",
    "owner_member_id": None,
    "decided_on": date(2026, 11, 24),
    "due": date(2026, 12, 8),
    "state": "blocked",
    "place_id": None,
    "item_ids": json.dumps(["i1", "i2"]),
    "blocked_reason": "Tjäle",
    "horizon": "long",
    "level": "council",
}
GROUP = {
    "id": "g1",
    "municipality_id": "k1",
    "name": "EST",
    "tenant_id": "t1",
    "team_id": "team",
    "channel_id": "channel",
    "service_url": "https://smba.example/",
    "plan": "{}",
    "state": "running",
    "language": "sv",
    "installer_id": "",
}


def insert(connection: Connection, table: str, row: Mapping[str, object]) -> None:
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)


def test_an_action_of_before_comes_back_with_all_it_had_as_its_first_version(empty_url: str) -> None:
    upgrade(empty_url, BEFORE)
    database = open_database(empty_url)
    with database.writing() as connection:
        municipality = {"id": "k1", "name": "Kommun", "tenant_id": "t1", "app_id": "", "register_token": ""}
        insert(connection, "municipality", municipality)
        insert(connection, "est_group", GROUP)
        organisation = {"municipality_id": "k1", "id": "o1", "name": "Teknik", "type": "other"}
        insert(connection, "organisation", organisation)
        insert(connection, "action", OLD)
    database.close()

    upgrade(empty_url)

    database = open_database(empty_url)
    with database.reading() as connection:
        actions = SqlActions(connection)
        (action,) = actions.of_group("g1")
        versions = actions.versions("g1", "a1")
    database.close()
    assert action == Action(
        id="a1",
        group_id="g1",
        number=3,
        title="Ny belysning i tunneln 💡",
        owner_organisation_id="o1",
        owner_function="Driftchef",
        decided_on=date(2026, 11, 24),
        due=date(2026, 12, 8),
        state=ActionState.BLOCKED,
        item_ids=("i1", "i2"),
        blocked_reason="Tjäle",
        horizon=Horizon.LONG,
        level=ActionLevel.COUNCIL,
    )
    assert versions == (action,)
