"""The stand-in for Teams as one thing that the composition root mounts."""

from collections.abc import Sequence
from pathlib import Path

from aiohttp import web
from yarl import URL

from sample.clock import TurnableClock
from sample.teams.activities import ActivityMaker
from sample.teams.api import ClientApi
from sample.teams.bell import Bell
from sample.teams.bot_line import BotLine
from sample.teams.client import TeamsClient
from sample.teams.clock_api import ClockApi
from sample.teams.connector import Connector
from sample.teams.events import TeamEvents
from sample.teams.page import page_routes
from sample.teams.play_api import PlayApi
from sample.teams.screen import Screen
from sample.teams.stage import Stage
from sample.teams.team import Team
from sample.teams.traffic import Traffic
from sample.teams.transcript import Transcript
from sample.teams.world import TeamsWorld

_CONNECTOR = "/local/connector"
_API = "/local/api"
_FILES = "/local/client"


class LocalTeams:
    """Plays Microsoft Teams for one bot: activities go to `bot_url`, the bot answers to `service_url`.

    `client` and `events` are what a person and a team owner do, for sample players and tests.
    """

    def __init__(
        self,
        world: TeamsWorld,
        bot_url: str,
        transcript: Path,
        clock: TurnableClock,
        *,
        stage: Stage = Stage(),  # noqa: B008 - a frozen value
        service_url: str = "",
    ) -> None:
        self.world = world
        # In local mode bot and stand-in share one server, so the bot's own origin is the service's too.
        self.service_url = service_url or str(URL(bot_url).with_path(f"{_CONNECTOR}/"))
        bell = Bell()
        self._transcript = Transcript(transcript, ring=bell.ring)
        traffic = Traffic(clock)
        self._line = BotLine(bot_url, traffic)
        maker = ActivityMaker(world, self.service_url)
        self.client = TeamsClient(maker, self._transcript, clock, self._line)
        self.events = TeamEvents(maker, self._transcript, clock, self._line)
        screen = Screen(world, self._transcript, clock, stage)
        self._play = PlayApi(world, screen, bell, stage)
        self._api = ClientApi(self.client, self.events, screen, traffic)
        self._clock_api = ClockApi(clock, stage, bell)
        self._connector = Connector(world, self._transcript, clock, traffic)

    def place_bot(self) -> None:
        """Starts with the app in the team, without the events of an installation."""
        Team(self.world, self._transcript).install(installed=True)

    def routes(self) -> Sequence[web.RouteDef]:
        """The page at `/`, its files and API, and the connector: everything else below `/local/`."""
        return [
            *page_routes(_FILES),
            *self._api.routes(_API),
            *self._play.routes(_API),
            *self._clock_api.routes(f"{_API}/clock"),
            *self._connector.routes(_CONNECTOR),
        ]

    def mount(self, app: web.Application) -> None:
        """Adds the routes, and closes the stand-in together with the application."""
        app.add_routes(self.routes())
        app.on_shutdown.append(self._end_news)
        app.on_cleanup.append(self._close)

    async def _end_news(self, app: web.Application) -> None:
        self._play.close()

    async def _close(self, app: web.Application) -> None:
        await self._line.close()
        self._transcript.close()
