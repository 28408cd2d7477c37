"""The one way to the bot: activities posted to its messaging endpoint, as the Teams service posts them."""

import json
from dataclasses import dataclass

import aiohttp
from yarl import URL

from sample.teams.message import Json
from sample.teams.traffic import Traffic

# Teams gives up on a bot after about fifteen seconds.
_PATIENCE = aiohttp.ClientTimeout(total=15)
_UNREACHED = 0


@dataclass(frozen=True, slots=True)
class BotAnswer:
    """The bot's HTTP answer; status 0 means that none came."""

    status: int
    body: object

    @property
    def taken(self) -> bool:
        """Whether the bot took the activity."""
        return 200 <= self.status < 300


class BotLine:
    """Posts activities to the bot over one kept connection pool."""

    def __init__(self, bot_url: str, traffic: Traffic) -> None:
        self._url = URL(bot_url)
        self._traffic = traffic
        self._session: aiohttp.ClientSession | None = None

    async def deliver(self, activity: Json) -> BotAnswer:
        """Posts one activity and says what the bot answered."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_PATIENCE)
        try:
            async with self._session.post(self._url, json=activity) as response:
                answer = BotAnswer(response.status, _parsed(await response.read()))
        except (aiohttp.ClientError, TimeoutError) as error:
            answer = BotAnswer(_UNREACHED, type(error).__name__)
        said = (answer.status, answer.body)
        self._traffic.note(to_bot=True, line=("POST", self._url.raw_path), request=activity, answer=said)
        return answer

    async def close(self) -> None:
        """Closes the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body) if body else ""
    except ValueError:
        return body.decode("utf-8", "replace")[:2000]
