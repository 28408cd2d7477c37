"""The program with a clock that can be set from outside: `app.py run`, but that its moment comes from a file.

There is no other way to set the clock of one process alone. The file holds seconds to add to the machine's clock;
`assemble(settings, now=…)` is the seam that local mode and the tests use as well.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web

from app import assemble
from bot.endpoint import SERVER_LIMITS
from logs import prepare_logs
from settings import Settings, read_settings

SHIFT = "FAULTS_CLOCK"
"""The variable that names the file."""


def main() -> None:
    """Serve, as `app.py run` does."""
    settings, shift = read_settings(), Path(os.environ[SHIFT])
    prepare_logs(settings.log_format)

    def now() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(shift.read_text("ascii")))

    async def build(settings: Settings) -> web.Application:
        return (await assemble(settings, now)).application

    web.run_app(
        build(settings),
        host=settings.host,
        port=settings.port,
        print=None,
        access_log=None,
        **SERVER_LIMITS,
    )


if __name__ == "__main__":
    main()
