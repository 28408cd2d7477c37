"""Who is speaking, to which group, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from est.errors import NotAllowed
from est.group import Group
from est.member import Member, Role

UNSAID = ""
"""The language of a caller whose Teams did not say which it is."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The speaker and the place, as the authenticated activity says; never as a card says.

    `channel_id` is the Teams channel when it was said in one, and empty in a 1:1 conversation.
    """

    tenant_id: str
    object_id: str
    teams_id: str
    name: str
    conversation_id: str
    service_url: str
    personal: bool
    team_id: str = ""
    channel_id: str = ""
    language: str = "sv"


@dataclass(frozen=True, slots=True)
class Door:
    """What is known of somebody before they are let in: the group, their seat, and where their chat was last.

    What is not known of the chat is empty.
    """

    group: Group
    member: Member
    teams_id: str
    conversation_id: str
    service_url: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said by one member of one group; roles are as they are at this moment."""

    group: Group
    member: Member
    caller: Caller
    now: datetime

    @property
    def today(self) -> date:
        """The group's own date."""
        return local_day(self.group, self.now)

    def as_coordinator(self) -> None:
        """Refuse everybody else.

        Raises:
            NotAllowed: the member does not coordinate this group.
        """
        if not self.member.coordinates:
            raise NotAllowed("coordinators_only")

    def as_insider(self) -> None:
        """Refuse those who read from outside the group: they have summaries of their own (acceptance.md M12).

        Raises:
            NotAllowed: the member is a reader and nothing else.
        """
        if self.member.roles and self.member.roles <= {Role.VIEWER, Role.GIS_READER}:
            raise NotAllowed("outside_group")

    def as_reviewer(self) -> None:
        """Refuse everybody but coordinators and those who review beside them.

        Raises:
            NotAllowed: the member does not review what comes in.
        """
        if not self.member.reviews:
            raise NotAllowed("coordinators_only")

    def as_leader(self) -> None:
        """Refuse everybody but coordinators and administrators: settings are theirs (acceptance.md M12).

        Raises:
            NotAllowed: the member neither coordinates the group nor administers it.
        """
        if not self.member.roles & {Role.COORDINATOR, Role.ADMINISTRATOR}:
            raise NotAllowed("coordinators_only")


def local_day(group: Group, now: datetime) -> date:
    """The date of the group's own clock."""
    return now.astimezone(ZoneInfo(group.plan.zone)).date()
