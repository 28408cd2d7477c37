"""The echo bot of botbuilder's own samples, on the library as shipped: authentication off, no storage.

`CloudAdapter` as shipped can answer no invoke (channel.md §3), so it echoes messages: one comes in, one POST to the
connector goes out.
"""

from __future__ import annotations

from aiohttp import web
from botbuilder.core import ActivityHandler, MessageFactory, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication

from bench.peers.serving import MESSAGES, serve


class Configuration:
    """No app id and no password: nobody is authenticated."""

    APP_ID = ""
    APP_PASSWORD = ""
    APP_TYPE = "MultiTenant"
    APP_TENANTID = ""


class EchoBot(ActivityHandler):
    """Says what was said."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(MessageFactory.text(f"Echo: {turn_context.activity.text}"))


def main() -> None:
    """Serve the bot."""
    adapter, bot = CloudAdapter(ConfigurationBotFrameworkAuthentication(Configuration())), EchoBot()

    async def messages(request: web.Request) -> web.Response:
        return await adapter.process(request, bot) or web.Response(status=201)

    application = web.Application()
    application.router.add_post(MESSAGES, messages)
    serve(application)


if __name__ == "__main__":
    main()
