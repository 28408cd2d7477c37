"""Only the page itself may use the local client: no other site in the same browser, no other machine."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from sample.teams.errors import BadArgument, TeamsError

_LOOPBACK = ("127.0.0.1", "localhost", "::1")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class OtherOrigin(TeamsError):
    """The request comes from another site, or through a name that is not this machine's own."""

    def __init__(self) -> None:
        super().__init__(403, "Forbidden", "Sidan kan bara användas från den här datorn.")


def guarded(handler: Handler) -> Handler:
    """Refuses other hosts and origins, and answers every refusal as JSON."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            _demand_own_page(request)
            return await handler(request)
        except TeamsError as error:
            return web.json_response(error.body(), status=error.status)

    return answer


def text_of(body: Mapping[str, object], key: str, *, longest: int = 4000) -> str:
    """A text of the request's body that must be there."""
    value = body.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise BadArgument(f"Fältet {key} saknas eller är för långt.")
    return value.strip()


def optional_text(body: Mapping[str, object], key: str) -> str:
    """A text of the request's body that may be missing."""
    return text_of(body, key) if body.get(key) else ""


def object_of(body: Mapping[str, object], key: str) -> Mapping[str, object]:
    """An object of the request's body that must be there."""
    value = body.get(key)
    if not isinstance(value, dict):
        raise BadArgument(f"Fältet {key} saknas.")
    return value


def _demand_own_page(request: web.Request) -> None:
    if request.url.host not in _LOOPBACK:
        raise OtherOrigin
    origin = request.headers.get("Origin", "")
    if origin and origin != str(request.url.origin()):
        raise OtherOrigin
    if request.method == "POST" and request.content_type != "application/json":
        raise BadArgument("Innehållet måste vara JSON.")
