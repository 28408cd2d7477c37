"""What a play adds to Teams: news as they happen, and the other members' answers."""

import json

from aiohttp import web

from sample.teams.bell import Bell
from sample.teams.errors import BadArgument
from sample.teams.guard import guarded, text_of
from sample.teams.screen import Screen
from sample.teams.stage import Stage
from sample.teams.traffic import read_json
from sample.teams.world import TeamsWorld

_HEARTBEAT = 20.0


class PlayApi:
    """Tells every open page that something changed, and lets the other members answer."""

    def __init__(self, world: TeamsWorld, screen: Screen, bell: Bell, stage: Stage) -> None:
        self._world = world
        self._screen = screen
        self._bell = bell
        self._stage = stage
        self._closing = False

    def routes(self, prefix: str) -> list[web.RouteDef]:
        """The routes below `prefix`."""
        return [
            web.get(f"{prefix}/news", guarded(self.news)),
            web.post(f"{prefix}/others", guarded(self.others)),
        ]

    async def news(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: the newest revision and the time, at once and at every change."""
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        try:
            while not self._closing:
                await response.write(f"data: {json.dumps(self._screen.news())}\n\n".encode())
                await self._bell.wait(_HEARTBEAT)
        except ConnectionResetError:
            # The page was closed or loaded anew; there is nobody left to tell.
            return response
        return response

    async def others(self, request: web.Request) -> web.Response:
        """The members one does not play answer."""
        body = await read_json(request)
        for user in self._world.find_user(text_of(body, "user")):
            return web.json_response({"said": await self._stage.play_others(user)})
        raise BadArgument("Personen finns inte.")

    def close(self) -> None:
        """Ends every open stream of news, so that the server can stop at once."""
        self._closing = True
        self._bell.ring()
