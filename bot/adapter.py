"""botbuilder's adapter on our own parts: the endpoint authenticates, the gateway sends.

`CloudAdapter.process` as shipped can answer no invoke and asks for a token every turn (channel.md §3–4); what
is used here are the library's public extension points, so handlers and middleware written for botbuilder work
unchanged.
"""

from collections.abc import Callable
from typing import Any

from botbuilder.core import Bot, CloudAdapterBase
from botbuilder.core.invoke_response import InvokeResponse
from botbuilder.schema import Activity, ResourceResponse
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.activities import JsonObject, activity_from, json_from
from bot.authentication import Passport
from bot.gateway import Address, ChannelGateway

GatewayFor = Callable[[str], ChannelGateway]


class EstAdapter(CloudAdapterBase):
    """Runs one turn of a bot for a request that the door has let in."""

    def __init__(self, gateway_for: GatewayFor) -> None:
        """`gateway_for` gives the gateway of an app id: each municipality speaks with its own token."""
        super().__init__(_AlreadyAuthenticated(gateway_for))

    async def process(self, passport: Passport, body: JsonObject, bot: Bot) -> InvokeResponse:
        """The bot's answer to an activity: an invoke's own, otherwise an empty 200."""
        activity = activity_from(body)
        claims = ClaimsIdentity(
            {"aud": passport.app_id, "serviceurl": passport.service_url}, is_authenticated=True
        )
        request = AuthenticateRequestResult()
        request.claims_identity = claims
        request.connector_factory = self.bot_framework_authentication.create_connector_factory(claims)
        return await self.process_activity(request, activity, bot.on_turn) or InvokeResponse(200)


class _AlreadyAuthenticated(BotFrameworkAuthentication):
    """botbuilder's authentication seam. It lets nobody in by itself: only the endpoint does."""

    def __init__(self, gateway_for: GatewayFor) -> None:
        self._gateway_for = gateway_for

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        raise PermissionError("Requests are authenticated by the endpoint, before an activity exists.")

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        raise PermissionError("Streaming is not offered.")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return _GatewayFactory(self._gateway_for(claims_identity.get_claim_value("aud")))

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """Nobody signs in to the bot, so there is no such client."""


class _GatewayFactory(ConnectorFactory):
    def __init__(self, gateway: ChannelGateway) -> None:
        self._gateway = gateway

    async def create(self, service_url: str, audience: str) -> "_GatewayClient":
        return _GatewayClient(service_url, self._gateway)


class _GatewayClient:
    """What a turn context sends through: botbuilder's ConnectorClient in shape, the gateway in substance."""

    def __init__(self, service_url: str, gateway: ChannelGateway) -> None:
        self.conversations = _Conversations(service_url, gateway)


class _Conversations:
    def __init__(self, service_url: str, gateway: ChannelGateway) -> None:
        self._service_url = service_url
        self._gateway = gateway

    async def send_to_conversation(self, conversation_id: str, activity: Activity) -> ResourceResponse:
        address = self._address(conversation_id, activity)
        return ResourceResponse(id=await self._gateway.send(address, json_from(activity)))

    async def reply_to_activity(self, conversation_id: str, _: str, activity: Activity) -> ResourceResponse:
        # The reply path of the REST interface is going away; the conversation id already names the thread.
        return await self.send_to_conversation(conversation_id, activity)

    async def update_activity(
        self, conversation_id: str, activity_id: str, activity: Activity
    ) -> ResourceResponse:
        await self._gateway.update(self._address(conversation_id, activity), activity_id, json_from(activity))
        return ResourceResponse(id=activity_id)

    async def delete_activity(self, conversation_id: str, activity_id: str) -> None:
        await self._gateway.delete(Address(self._service_url, "", conversation_id), activity_id)

    def _address(self, conversation_id: str, activity: Any) -> Address:
        return Address(self._service_url, activity.conversation.tenant_id or "", conversation_id)
