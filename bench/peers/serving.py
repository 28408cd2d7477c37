"""A peer's process: one aiohttp application on the port that it is told."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

MESSAGES = "/api/messages"


def serve(application: web.Application) -> None:
    """Run until the process is stopped; `/readyz` says that it listens."""

    async def ready(_: web.Request) -> web.Response:
        return web.Response()

    application.router.add_get("/readyz", ready)
    web.run_app(application, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)
