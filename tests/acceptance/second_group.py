"""Another EST group of the same tenant, in a team of its own that Teams serves from another address."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from aiohttp import web

from est.group import Group, GroupState
from est.member import Member
from est.ports import Records
from est.timetable import Plan, Preset
from est.weekly.joining import group_id_of, member_id_of
from sample.municipality import people, places
from sample.municipality.people import Seat
from sample.teams.local import LocalTeams
from sample.teams.world import TeamsUser, TeamsWorld
from tests.town import Town, free_port

_IDS = uuid.UUID("1f2d7c52-58a7-4a3e-9a0c-6f0c6f1a7b21")
NAME = "EST Sjövik"


def neighbours(shared: Iterable[Seat], more: int = 0) -> tuple[TeamsWorld, dict[Seat, TeamsUser]]:
    """A team with a person for each function, some of them *shared* with Ekbacka, and *more* besides."""
    ours = {people.SEAT_OF[user.object_id]: user for user in people.WORLD.users}
    seats = {seat: user if seat in shared else _another(user) for seat, user in ours.items()}
    rest = (_another(replace(ours[Seat.TOURISM], name=f"Toni Turism {n}")) for n in range(more))
    world = replace(
        people.WORLD,
        team_id=f"19:{uuid.uuid5(_IDS, 'team').hex}@thread.tacv2",
        team_name=NAME,
        channel_id=f"19:{uuid.uuid5(_IDS, 'channel').hex}@thread.tacv2",
        users=(*seats.values(), *rest),
    )
    return world, seats


@asynccontextmanager
async def second_group(
    town: Town, folder: Path, world: TeamsWorld, seats: Mapping[Seat, TeamsUser]
) -> AsyncIterator[Town]:
    """The other group beside the *town*, with the same program, the same chats and the same clock."""
    port = free_port()
    teams = LocalTeams(
        world,
        town.address,
        folder / "local-client.db",
        town.clock,
        service_url=f"http://127.0.0.1:{port}/local/connector/",
    )
    application = web.Application()
    teams.mount(application)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    group_id = group_id_of(world.tenant_id, world.team_id)
    await town.program.store.write("", lambda records: _install(records, town, teams, group_id))
    try:
        yield Town(town.program, teams, seats, town.address, group_id)
    finally:
        await runner.cleanup()


def _install(records: Records, town: Town, teams: LocalTeams, group_id: str) -> None:
    world, now = teams.world, town.clock.now()
    records.groups.save(
        Group(
            id=group_id,
            municipality_id=places.MUNICIPALITY_ID,
            name=world.team_name,
            tenant_id=world.tenant_id,
            team_id=world.team_id,
            channel_id=world.channel_id,
            service_url=teams.service_url,
            plan=Plan.standard(Preset.WEEK_START),
            state=GroupState.RUNNING,
            running_since=now,
            roster_at=now,
        )
    )
    roles = {person.function: person.roles for person in people.PEOPLE}
    for user in world.users:
        id_ = member_id_of(group_id, user.object_id)
        records.members.save(
            Member(id_, group_id, user.object_id, user.name, "turistbolaget", user.role, roles[user.role])
        )
        records.addresses.keep(group_id, id_, teams_id=user.id)


def _another(user: TeamsUser) -> TeamsUser:
    """Somebody with the same function and another account."""
    return replace(
        user,
        id=f"29:1{uuid.uuid5(_IDS, user.name + '/teams').hex}",
        object_id=str(uuid.uuid5(_IDS, user.name)),
        name=f"{user.name} Sjövik",
        email=f"{uuid.uuid5(_IDS, user.name).hex}@ekbacka.example",
    )
