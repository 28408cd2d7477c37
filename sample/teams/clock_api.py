"""The HTTP API of the turnable clock: where the week stands, and one turn onwards."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from aiohttp import web

from sample.clock import TurnableClock
from sample.teams.bell import Bell
from sample.teams.errors import BadArgument
from sample.teams.guard import guarded, text_of
from sample.teams.message import Json
from sample.teams.screen import utc_text
from sample.teams.stage import Stage, Step
from sample.teams.traffic import read_json

_ZONE = ZoneInfo("Europe/Stockholm")
_SHOWN_STEPS = 8
_TURNS = {"day": timedelta(days=1), "week": timedelta(weeks=1)}


class ClockApi:
    """Turns the clock and waits until everything that fell due has been sent."""

    def __init__(self, clock: TurnableClock, stage: Stage, bell: Bell) -> None:
        self._clock = clock
        self._stage = stage
        self._bell = bell
        self._turning = asyncio.Lock()

    def routes(self, path: str) -> list[web.RouteDef]:
        """The two routes at `path`."""
        return [web.get(path, guarded(self.read)), web.post(path, guarded(self.turn))]

    async def read(self, request: web.Request) -> web.Response:
        """The time, and the coming steps of the week."""
        return await self._answer()

    async def turn(self, request: web.Request) -> web.Response:
        """Turns to the next step, by an hour, a day or a week, or to a given moment."""
        body = await read_json(request)
        async with self._turning:
            self._clock.turn_to(await self._target(body))
            await self._stage.after_turn()
        self._bell.ring()
        return await self._answer()

    async def _target(self, body: Json) -> datetime:
        now = self._clock.now()
        turn = text_of(body, "turn")
        if turn == "next":
            for _, moment in await self._coming():
                return moment
            raise BadArgument("Det finns inget nästa steg att vrida till.")
        if turn == "hour":
            return now + timedelta(hours=1)
        if turn in _TURNS:
            # A day is a day on the wall: the hour stays the same when summer time begins or ends.
            return (now.astimezone(_ZONE) + _TURNS[turn]).astimezone(UTC)
        if turn == "to":
            return _moment(text_of(body, "moment"))
        raise BadArgument("Fältet turn är okänt.")

    async def _coming(self) -> Sequence[Step]:
        now = self._clock.now()
        steps = [step for step in await self._stage.steps() if step[1] > now]
        return sorted(steps, key=lambda step: step[1])[:_SHOWN_STEPS]

    async def _answer(self) -> web.Response:
        steps = [{"label": label, "moment": utc_text(moment)} for label, moment in await self._coming()]
        state = {"now": utc_text(self._clock.now()), "frozen": self._clock.frozen, "steps": steps}
        return web.json_response(state, headers={"Cache-Control": "no-store"})


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadArgument("Tidpunkten går inte att läsa.") from error
    if not 2000 <= moment.year <= 2100:
        raise BadArgument("Tidpunkten ligger för långt bort.")
    # The page's own field gives a time on the wall without a zone.
    return moment.replace(tzinfo=_ZONE).astimezone(UTC) if moment.tzinfo is None else moment
