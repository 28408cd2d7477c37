"""A whole week on the console: the same program, people and clock as in the local client, without a browser."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sample.console import card_text
from sample.municipality.people import PERSON_OF, Seat
from sample.teams.local import LocalTeams
from sample.teams.seen import Seen
from sample.teams.world import TeamsUser

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SHOWN = (Seat.COORDINATOR, Seat.SCHOOL)
"""Whose chats are printed, beside the channel."""
Show = Callable[[str], None]
After = Callable[[], object]


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def monday_before(now: datetime) -> datetime:
    """Sunday evening before the coming Monday, so that the week begins with its question."""
    local = now.astimezone(STOCKHOLM)
    sunday = local.date() + timedelta(days=(6 - local.weekday()) % 7)
    return datetime.combine(sunday, datetime.min.time(), STOCKHOLM).replace(hour=18).astimezone(UTC)


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder for the week's database, gone afterwards."""
    return tempfile.TemporaryDirectory(prefix="est-week-")


class Printed:
    """Prints what is new in the chats that are shown."""

    def __init__(self, teams: LocalTeams, show: Show) -> None:
        self._teams = teams
        self._show = show
        self._seen: set[tuple[str, int]] = set()

    def user(self, seat: Seat) -> TeamsUser:
        (user,) = self._teams.world.find_user(PERSON_OF[seat].object_id)
        return user

    def newest(self, seat: Seat) -> Seen:
        """The last message in somebody's own chat."""
        user = self.user(seat)
        return self._teams.client.sees(user, self._teams.world.personal_conversation_id(user))[-1]

    def news(self) -> None:
        """Everything that has come or changed since the last time."""
        for seat in SHOWN:
            user = self.user(seat)
            self._print(f"{user.name}, egen chatt", user, self._teams.world.personal_conversation_id(user))
        self._print("Kanalen", self.user(Seat.COORDINATOR), self._teams.world.channel_id)

    def _print(self, title: str, user: TeamsUser, conversation: str) -> None:
        for seen in self._teams.client.sees(user, conversation):
            if (seen.message.id, seen.revision) not in self._seen:
                self._seen.add((seen.message.id, seen.revision))
                text = card_text(seen.cards[0]) if seen.cards else str(seen.message.body.get("text", ""))
                self._show(f"\n── {title} " + "─" * (88 - len(title)) + f"\n{text}")


def folder_url(folder: str) -> str:
    """The address of the week's own database."""
    return f"sqlite:///{Path(folder) / 'est.db'}"
