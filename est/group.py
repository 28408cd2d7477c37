"""The EST group: its channel in Teams, its plan, and whether it is running."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from est.timetable import Plan


class GroupState(StrEnum):
    """Whether the weekly round runs."""

    NEW = "new"
    """Installed, and waiting for somebody to choose the meeting time; nobody is asked anything yet."""
    RUNNING = "running"
    PAUSED = "paused"
    """The team is archived, or the bot was installed anew: resumed by a coordinator's choice (acceptance.md M6)."""
    STOPPED = "stopped"
    """The team is deleted or the bot removed: nothing is sent; data stay by the retention decision."""


@dataclass(frozen=True, slots=True)
class Group:
    """One EST group: one channel of one team in one municipality. Ids are Teams' own and opaque."""

    id: str
    municipality_id: str
    name: str
    tenant_id: str
    team_id: str
    channel_id: str
    service_url: str
    plan: Plan
    state: GroupState = GroupState.NEW
    language: str = "sv"
    running_since: datetime | None = None
    """When the group began to run, or was resumed; nothing older was ever owed."""
    installer_id: str = ""
    """Entra object id of the person who added the bot; asked to name coordinators."""
    roster_at: datetime | None = None
    """When the roster was last read from Teams; None until the first time."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality: one Entra tenant, one Teams app, several groups."""

    id: str
    name: str
    tenant_id: str
    app_id: str = ""
