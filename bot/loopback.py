"""The door of local mode: no token, and nobody but this machine.

The composition may use it only without an app id and bound to loopback; this class does not rely on that.
"""

from ipaddress import ip_address
from typing import Final

from bot.activities import JsonObject, text_of
from bot.authentication import Knock, Passport, check_service_host, check_tenants, in_lower_case
from bot.refusals import TurnedAway
from bot.service_urls import LOOPBACK_HOSTS, ServiceHosts

_SERVICE_HOSTS: Final = ServiceHosts(LOOPBACK_HOSTS)


class LoopbackAuthenticator:
    """Lets in requests that come straight from this machine and want to be answered on this machine."""

    def __init__(self, tenants: frozenset[str]) -> None:
        if not tenants:
            raise ValueError("The tenants of the sample are needed.")
        self._tenants = in_lower_case(tenants)

    async def passport(self, knock: Knock) -> Passport:
        # A proxy on this machine would make the whole world look like loopback.
        if knock.forwarded or not _is_loopback(knock.peer):
            raise TurnedAway(403, "not_loopback")
        return Passport("", "")

    def admit(self, passport: Passport, body: JsonObject) -> None:
        check_service_host(_SERVICE_HOSTS, text_of(body.get("serviceUrl")))
        check_tenants(self._tenants, body)


def _is_loopback(peer: str) -> bool:
    try:
        return ip_address(peer).is_loopback
    except ValueError:
        return False
