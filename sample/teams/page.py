"""The page and its files, served with a policy that lets nothing in from outside."""

from pathlib import Path

from aiohttp import web

from sample.teams.guard import Handler, guarded

_FILES = Path(__file__).resolve().parent.parent / "client"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def page_routes(prefix: str) -> list[web.RouteDef]:
    """The page at the root of the site, and a route for each of its files below `prefix`."""
    files = sorted(path for path in _FILES.rglob("*") if path.suffix in _TYPES)
    return [
        web.get("/", _serving(_FILES / "index.html")),
        *(web.get(f"{prefix}/{path.relative_to(_FILES).as_posix()}", _serving(path)) for path in files),
    ]


def _serving(path: Path) -> Handler:
    headers = {**_HEADERS, "Content-Type": f"{_TYPES[path.suffix]}; charset=utf-8"}

    async def answer(_request: web.Request) -> web.FileResponse:
        return web.FileResponse(path, headers=headers)

    return guarded(answer)
