"""A connector that takes everything at once, as fast as aiohttp can, and the channel's published keys."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from aiohttp import web

from bench.peers.serving import serve


def main() -> None:
    """Serve `/v3/…`, and the OpenID metadata with the keys of the file that is named."""
    keys = json.loads(Path(sys.argv[2]).read_text("ascii"))

    async def take(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(status=201, body=b'{"id":"1"}', content_type="application/json")

    async def metadata(request: web.Request) -> web.Response:
        return web.json_response(
            {"issuer": "https://api.botframework.com", "jwks_uri": f"{request.url.origin()}/keys"}
        )

    async def published(_: web.Request) -> web.Response:
        return web.json_response(keys)

    application = web.Application()
    application.add_routes(
        [web.get("/metadata", metadata), web.get("/keys", published), web.route("*", "/v3/{rest:.*}", take)]
    )
    serve(application)


if __name__ == "__main__":
    main()
