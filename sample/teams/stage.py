"""What the composition root lends the local client; everything else the client learns over HTTP."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sample.teams.world import TeamsUser

Step = tuple[str, datetime]


async def no_steps() -> Sequence[Step]:
    """A play without a plan."""
    return ()


async def nothing_follows() -> None:
    """Turning the clock wakes nobody."""


async def nobody_plays(playing: TeamsUser) -> str:
    """Nobody answers in place of the others."""
    return f"Ingen svarar i stället för {playing.name}."


@dataclass(frozen=True, slots=True)
class Stage:
    """The names on the page, and the doors to the bot's own clockwork.

    `commands` are those of the app's manifest, offered as Teams offers them;
    `steps` tells the coming moments of the week, `after_turn` runs what is due after the clock was turned
    and returns when all of it is sent, `play_others` answers for everybody but the person played and says
    in one sentence what happened.
    """

    municipality: str = ""
    picture_url: str = ""
    commands: tuple[str, ...] = ()
    steps: Callable[[], Awaitable[Sequence[Step]]] = no_steps
    after_turn: Callable[[], Awaitable[None]] = nothing_follows
    play_others: Callable[[TeamsUser], Awaitable[str]] = nobody_plays

    @property
    def has_players(self) -> bool:
        """Whether somebody answers for the members one does not play."""
        return self.play_others is not nobody_plays
