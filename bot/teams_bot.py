"""botbuilder's handler: it translates the activity and hands it to the turn."""

from collections.abc import Callable
from datetime import datetime

from botbuilder.core import ActivityHandler, BotAdapter, TurnContext
from botbuilder.core.invoke_response import InvokeResponse
from botbuilder.schema import Activity, ActivityTypes

from bot.translate import translate
from bot.turn import Turns


class TeamsBot(ActivityHandler):
    """The bot as botbuilder sees it. `clock` gives our own moment of each event (aware, UTC)."""

    def __init__(self, turns: Turns, clock: Callable[[], datetime]) -> None:
        self._turns = turns
        self._clock = clock

    async def on_turn(self, turn_context: TurnContext) -> None:
        response = await self._turns.take(translate(turn_context.activity, self._clock()))
        # Set directly: `send_activity` would deep-copy the whole card first.
        turn_context.turn_state[BotAdapter._INVOKE_RESPONSE_KEY] = Activity(  # noqa: SLF001 -- as ActivityHandler does
            type=ActivityTypes.invoke_response, value=InvokeResponse(response.status, response.body)
        )
