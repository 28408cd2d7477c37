"""What happens to the team as a whole: the app comes and goes, people come and go, the name changes."""

from sample.clock import TurnableClock
from sample.teams.activities import ActivityMaker
from sample.teams.bot_line import BotLine
from sample.teams.message import Json, Stamp
from sample.teams.team import Team
from sample.teams.transcript import Transcript
from sample.teams.world import TeamsUser


class TeamEvents:
    """Changes the team and tells the bot, with the activities that Teams sends for it."""

    def __init__(
        self, maker: ActivityMaker, transcript: Transcript, clock: TurnableClock, line: BotLine
    ) -> None:
        self._maker = maker
        self._transcript = transcript
        self._team = Team(maker.world, transcript)
        self._clock = clock
        self._line = line

    async def install(self, installer: TeamsUser) -> bool:
        """Adds the app to the team; False when it was there, or when the bot did not take it."""
        if self._team.installed:
            return False
        self._team.install(installed=True)
        name = self._team.name
        taken = await self._tell(self._maker.bot_added(self._stamp(), installer, name))
        added = await self._tell(self._maker.installation(self._stamp(), installer, "add", name))
        if not (taken and added):
            self._team.install(installed=False)
        return taken and added

    async def remove_bot(self, remover: TeamsUser) -> bool:
        """Removes the app from the team; from then on the bot may not write there."""
        if not self._team.installed:
            return False
        self._team.install(installed=False)
        name = self._team.name
        taken = await self._tell(self._maker.bot_removed(self._stamp(), remover, name))
        gone = await self._tell(self._maker.installation(self._stamp(), remover, "remove", name))
        return taken and gone

    async def admit(self, actor: TeamsUser, who: TeamsUser, *, member: bool) -> bool:
        """Adds a person to the team or removes them; a team without the app tells no bot."""
        if self._team.has(who) == member:
            return False
        self._team.admit(who, member=member)
        activity = self._maker.member_changed(self._stamp(), actor, who, self._team.name, added=member)
        return not self._team.installed or await self._tell(activity)

    async def rename(self, actor: TeamsUser, name: str) -> bool:
        """Gives the team another name."""
        self._team.rename(name)
        if not self._team.installed:
            return True
        return await self._tell(self._maker.team_renamed(self._stamp(), actor, name))

    async def _tell(self, activity: Json) -> bool:
        return (await self._line.deliver(activity)).taken

    def _stamp(self) -> Stamp:
        return self._transcript.stamp(self._clock.now())
