"""Whose gateway: each municipality speaks with its own app's token, and with no other (design.md §4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.faults import DeliveryFault, FaultCode, FaultKind
from bot.gateway import ChannelGateway
from est.group import Group


@dataclass(frozen=True, slots=True)
class OneGateway:
    """Local mode has one municipality and nobody to take it for."""

    gateway: ChannelGateway

    def of_app(self, _: str) -> ChannelGateway:
        return self.gateway

    def of_group(self, _: Group) -> ChannelGateway:
        return self.gateway


@dataclass(frozen=True, slots=True)
class Gateways:
    """The gateway of each app id, and the app of each tenant; both in lower case."""

    by_app: Mapping[str, ChannelGateway]
    app_of_tenant: Mapping[str, str]

    def of_app(self, app_id: str) -> ChannelGateway:
        """The gateway of an app; raises `DeliveryFault` for one that is none of ours (any more)."""
        gateway = self.by_app.get(app_id.lower())
        if gateway is None:
            # A municipality that was left out of the settings by mistake gets its letters when it is back in time.
            raise DeliveryFault(FaultKind.TEMPORARY, FaultCode.CREDENTIAL_REFUSED)
        return gateway

    def of_group(self, group: Group) -> ChannelGateway:
        """The gateway of the municipality in whose tenant the group meets."""
        return self.of_app(self.app_of_tenant.get(group.tenant_id.lower(), ""))
