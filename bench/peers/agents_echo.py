"""An echo bot on the Microsoft 365 Agents SDK as shipped: anonymous, no storage to speak of."""

from __future__ import annotations

from aiohttp import web
from microsoft_agents.hosting.aiohttp import CloudAdapter, jwt_authorization_middleware
from microsoft_agents.hosting.core import ActivityHandler, MessageFactory, TurnContext
from microsoft_agents.hosting.core.authorization import AgentAuthConfiguration, AnonymousTokenProvider

from bench.peers.serving import MESSAGES, serve


class Anonymous:
    """The connections of a bot that has no credential."""

    def get_connection(self, connection_name: str) -> AnonymousTokenProvider:
        return AnonymousTokenProvider()

    def get_default_connection(self) -> AnonymousTokenProvider:
        return AnonymousTokenProvider()

    def get_token_provider(self, claims_identity: object, service_url: str) -> AnonymousTokenProvider:
        return AnonymousTokenProvider()

    def get_token_provider_from_activity(
        self, claims_identity: object, activity: object
    ) -> AnonymousTokenProvider:
        return AnonymousTokenProvider()

    def get_default_connection_configuration(self) -> AgentAuthConfiguration:
        return AgentAuthConfiguration(anonymous_allowed=True)


class EchoAgent(ActivityHandler):
    """Says what was said."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:  # type: ignore[override]  # the library's own samples narrow it too
        await turn_context.send_activity(MessageFactory.text(f"Echo: {turn_context.activity.text}"))


def main() -> None:
    """Serve the bot."""
    adapter, agent = CloudAdapter(connection_manager=Anonymous()), EchoAgent()

    async def messages(request: web.Request) -> web.Response:
        return await adapter.process(request, agent) or web.Response(status=202)

    application = web.Application(middlewares=[jwt_authorization_middleware])
    application["agent_configuration"] = AgentAuthConfiguration(anonymous_allowed=True)
    application.router.add_post(MESSAGES, messages)
    serve(application)


if __name__ == "__main__":
    main()
