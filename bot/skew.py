"""How far our clock is from Microsoft's, read off the answers that come in anyway.

A clock that is minutes wrong asks people at the wrong time, and in the end turns away good tokens.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Final

import aiohttp

# A Date header tells the second that has begun; half a second later is the best guess.
_HALF_A_SECOND: Final = 0.5


class ClockSkew:
    """Our clock minus theirs at the newest answer, in seconds; none before the first."""

    def __init__(self) -> None:
        self.seconds: float | None = None

    def trace(self) -> aiohttp.TraceConfig:
        """Watches every answer of a session."""
        watching = aiohttp.TraceConfig()
        watching.on_request_end.append(self._answered)
        return watching

    async def _answered(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, answer: aiohttp.TraceRequestEndParams
    ) -> None:
        try:
            theirs = parsedate_to_datetime(answer.response.headers.get("Date", ""))
        except ValueError:
            return
        if theirs.tzinfo is not None:
            ours = datetime.now(UTC)
            self.seconds = round((ours - theirs).total_seconds() - _HALF_A_SECOND, 1)
