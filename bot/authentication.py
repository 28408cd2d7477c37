"""Who may come in: our own check of every request, in front of botbuilder's (platform.md §3.1).

Two steps. `passport` looks at the token alone, before a byte of the body is read. `admit` compares the parsed
body with the token and with our lists. Either raises `TurnedAway`; the caller learns a status, the log a
reason.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from bot.activities import JsonObject, record_of
from bot.bearer import BearerTokens
from bot.keys import SigningKeys
from bot.refusals import TurnedAway
from bot.service_urls import ServiceHosts, same_service_url

CHANNEL: Final = "msteams"
ISSUER: Final = "https://api.botframework.com"

_ENTRA: Final = re.compile(r"https://(sts\.windows\.net|login\.microsoftonline\.|login\.partner\.)")


@dataclass(frozen=True, slots=True)
class Knock:
    """What is known of a request before its body is read."""

    authorization: tuple[str, ...]
    peer: str
    forwarded: bool


@dataclass(frozen=True, slots=True)
class Passport:
    """A verified token: which of our apps it speaks to, and the service URL that it was made for."""

    app_id: str
    service_url: str


class InboundAuthenticator(Protocol):
    """The door. There are two: the channel's, and loopback's for local mode."""

    async def passport(self, knock: Knock) -> Passport:
        """Verifies the request without its body; raises `TurnedAway`."""

    def admit(self, passport: Passport, body: JsonObject) -> None:
        """Compares the body with the passport and our lists; raises `TurnedAway`."""


class ChannelAuthenticator:
    """Lets in what the Bot Framework channel signed for one of our apps, from that app's own tenants."""

    def __init__(
        self,
        keys: SigningKeys,
        *,
        tenants: Mapping[str, frozenset[str]],
        service_hosts: ServiceHosts,
        issuer: str = ISSUER,
    ) -> None:
        """`tenants` says for each app id which tenants may speak to it."""
        if not tenants or not all(tenants) or not all(tenants.values()):
            raise ValueError("An app id and the tenants that may speak to it are needed.")
        # Such tokens are minted with the app's own credential: a leaked secret would open the door
        # (platform.md §2.3).
        if _ENTRA.match(issuer):
            raise ValueError("The issuer must be the Bot Framework, not Entra: the emulator is not let in.")
        self._tokens = BearerTokens(keys)
        self._tenants = {app.lower(): in_lower_case(allowed) for app, allowed in tenants.items()}
        self._service_hosts = service_hosts
        self._issuer = issuer

    async def passport(self, knock: Knock) -> Passport:
        claims = await self._tokens.claims(knock.authorization)
        if claims["iss"] != self._issuer:
            raise TurnedAway(401, "issuer")
        app_id, service_url = claims["aud"], claims.get("serviceurl")
        # A list is refused even if we are in it: such a token would open another bot's door as well.
        if not isinstance(app_id, str) or app_id.lower() not in self._tenants:
            raise TurnedAway(401, "audience")
        if not isinstance(service_url, str) or not service_url:
            raise TurnedAway(401, "no_service_url_claim")
        return Passport(app_id.lower(), service_url)

    def admit(self, passport: Passport, body: JsonObject) -> None:
        if body.get("channelId") != CHANNEL:
            raise TurnedAway(403, "channel")
        service_url = body.get("serviceUrl")
        if not isinstance(service_url, str) or not same_service_url(service_url, passport.service_url):
            raise TurnedAway(401, "service_url")
        check_service_host(self._service_hosts, service_url)
        check_tenants(self._tenants.get(passport.app_id, frozenset()), body)
        recipient = record_of(body.get("recipient")).get("id")
        if not isinstance(recipient, str) or recipient.lower() != f"28:{passport.app_id}":
            raise TurnedAway(403, "recipient")


def check_service_host(service_hosts: ServiceHosts, service_url: str) -> None:
    """The host we would answer to stands on our list, even when the token is good."""
    if not service_hosts.allow(service_url):
        raise TurnedAway(403, "service_host")


def in_lower_case(ids: frozenset[str]) -> frozenset[str]:
    """Ids as they are compared: people copy them from portals in either case."""
    return frozenset(one.lower() for one in ids)


def check_tenants(allowed: frozenset[str], body: JsonObject) -> None:
    """At least one tenant is named, and each one that is named may speak to this app (acceptance.md M8)."""
    named = tenants_of(body)
    if not named:
        raise TurnedAway(403, "no_tenant")
    for tenant in named:
        if tenant not in allowed:
            raise TurnedAway(403, "tenant", tenant=tenant)


def tenants_of(body: JsonObject) -> list[str]:
    """The tenants that an activity names: the conversation's first, then the channel data's."""
    conversation = record_of(body.get("conversation")).get("tenantId")
    channel_data = record_of(record_of(body.get("channelData")).get("tenant")).get("id")
    # A number or a list where a tenant should be is a named tenant that stands on no list.
    return [str(tenant).lower() for tenant in (conversation, channel_data) if tenant not in (None, "")]
