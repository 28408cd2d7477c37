"""The handful of Connector REST calls, over one aiohttp session.

botbuilder's own client makes a connection and a token request per turn and runs in six threads (channel.md
§4); this one keeps its connections, follows no redirect, and shows the token to listed hosts only.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote, urlencode

import aiohttp
from yarl import URL

from bot.activities import JsonObject, account_from, record_of, records_of, text_of
from bot.faults import DeliveryFault, ErrorReply, FaultCode, FaultKind, fault_from, uncertain
from bot.gateway import ActivityJson, Address, Posted, Roster, RosterEntry, TokenProvider
from bot.inbound import Person
from bot.service_urls import ServiceHosts

AUDIENCE: Final = "https://api.botframework.com"
PAGE_SIZE: Final = 500

# Ten thousand people: far beyond any team of ours, and an end to a server that turns its pages in a circle.
_MOST_PAGES: Final = 20
# `connect` (a free connection and its handshake) runs out by itself and before `total`: only then is it certain that
# nothing was written.
LASTS: Final = aiohttp.ClientTimeout(total=15, connect=5)
_CONNECTIONS: Final = 64
_NOT_WRITTEN: Final = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


def open_session(
    lasts: aiohttp.ClientTimeout = LASTS, *, traces: Sequence[aiohttp.TraceConfig] = ()
) -> aiohttp.ClientSession:
    """The one session for all that goes out: connections are kept, cookies are not."""
    return aiohttp.ClientSession(
        trace_configs=list(traces),
        connector=aiohttp.TCPConnector(limit=_CONNECTIONS, keepalive_timeout=30),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=lasts,
    )


@dataclass(frozen=True, slots=True)
class _Call:
    method: str
    service_url: str
    path: str
    body: JsonObject
    idempotent: bool


class TeamsConnector:
    """A `ChannelGateway` for one app: `bot_id` is `28:<app id>`."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        tokens: TokenProvider,
        *,
        bot_id: str,
        service_hosts: ServiceHosts,
        audience: str = AUDIENCE,
    ) -> None:
        self._session = session
        self._tokens = tokens
        self._bot = {"id": bot_id}
        self._service_hosts = service_hosts
        self._audience = audience

    async def open_direct(self, service_url: str, tenant_id: str, teams_id: str) -> str:
        body = {
            "bot": self._bot,
            "members": [{"id": teams_id}],
            "isGroup": False,
            "tenantId": tenant_id,
            "channelData": {"tenant": {"id": tenant_id}},
        }
        # Opening the same chat twice gives the same chat, so a lost answer costs nothing.
        answer = await self._call(_Call("POST", service_url, "/v3/conversations", body, idempotent=True))
        conversation_id = text_of(answer.get("id"))
        if not conversation_id:
            raise DeliveryFault(FaultKind.TEMPORARY, FaultCode.SERVICE_ERROR, status=200)
        return conversation_id

    async def send(self, address: Address, activity: ActivityJson) -> str:
        body = self._addressed(address, activity)
        answer = await self._post(address.service_url, _activities(address), body)
        return text_of(answer.get("id"))

    async def send_targeted(self, address: Address, teams_id: str, activity: ActivityJson) -> str:
        body = self._addressed(address, activity) | {"recipient": {"id": teams_id}}
        path = f"{_activities(address)}?isTargetedActivity=true"
        return text_of((await self._post(address.service_url, path, body)).get("id"))

    async def send_to_channel(
        self, service_url: str, tenant_id: str, channel_id: str, activity: ActivityJson
    ) -> Posted:
        body = {
            "bot": self._bot,
            "isGroup": True,
            "tenantId": tenant_id,
            "channelData": {"channel": {"id": channel_id}, "tenant": {"id": tenant_id}},
            "activity": {**activity, "from": self._bot},
        }
        answer = await self._post(service_url, "/v3/conversations", body)
        return Posted(text_of(answer.get("id")), text_of(answer.get("activityId")))

    async def update(self, address: Address, activity_id: str, activity: ActivityJson) -> None:
        body = self._addressed(address, activity) | {"id": activity_id}
        path = f"{_activities(address)}/{_segment(activity_id)}"
        await self._call(_Call("PUT", address.service_url, path, body, idempotent=True))

    async def delete(self, address: Address, activity_id: str) -> None:
        path = f"{_activities(address)}/{_segment(activity_id)}"
        await self._call(_Call("DELETE", address.service_url, path, {}, idempotent=True))

    async def roster(self, address: Address) -> Roster:
        """Read in pages of at most 500 people: the unpaged call is throttled and cut (acceptance.md M11)."""
        entries: dict[str, RosterEntry] = {}
        token = ""
        for _ in range(_MOST_PAGES):
            path = _members_page(address, token)
            page = await self._call(_Call("GET", address.service_url, path, {}, idempotent=True))
            people = (_roster_entry(record) for record in records_of(page.get("members")))
            entries |= {entry.person.teams_id: entry for entry in people}
            token = text_of(page.get("continuationToken"))
            if not token:
                return Roster(tuple(entries.values()), complete=True)
        return Roster(tuple(entries.values()), complete=False)

    def _addressed(self, address: Address, activity: ActivityJson) -> JsonObject:
        conversation = {"id": address.conversation_id, "tenantId": address.tenant_id}
        return {**activity, "from": self._bot, "conversation": conversation}

    async def _post(self, service_url: str, path: str, body: JsonObject) -> JsonObject:
        return await self._call(_Call("POST", service_url, path, body, idempotent=False))

    async def _call(self, call: _Call) -> JsonObject:
        # Asked here as well as at the door: a stored address is data like any other (platform.md §3.5).
        if not self._service_hosts.allow(call.service_url):
            raise DeliveryFault(FaultKind.PERMANENT, FaultCode.WRONG_HOST)
        headers = await self._headers()
        try:
            return await self._exchange(call, headers)
        except _NOT_WRITTEN as error:
            raise DeliveryFault(FaultKind.TEMPORARY, FaultCode.UNREACHABLE) from error
        except TimeoutError as error:
            raise uncertain(FaultCode.TIMEOUT, idempotent=call.idempotent) from error
        except (aiohttp.ClientError, OSError) as error:
            raise uncertain(FaultCode.BROKEN_OFF, idempotent=call.idempotent) from error

    async def _headers(self) -> dict[str, str]:
        try:
            token = await self._tokens.token(self._audience)
        except ConnectionError as error:
            raise DeliveryFault(FaultKind.TEMPORARY, FaultCode.NO_TOKEN) from error
        except PermissionError as error:
            # Nothing was sent, and a renewed secret repairs it: the letter may wait until its send-before
            # time.
            raise DeliveryFault(FaultKind.TEMPORARY, FaultCode.CREDENTIAL_REFUSED) from error
        headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "EST-boten"}
        return headers | {"Authorization": f"Bearer {token}"} if token else headers

    async def _exchange(self, call: _Call, headers: Mapping[str, str]) -> JsonObject:
        url = URL(call.service_url.rstrip("/") + call.path, encoded=True)
        data = (
            json.dumps(call.body, ensure_ascii=False, separators=(",", ":")).encode() if call.body else None
        )
        async with self._session.request(
            call.method, url, data=data, headers=headers, allow_redirects=False
        ) as response:
            body = await response.read()
            if response.status < 300:
                return _answer(body)
            reply = ErrorReply(response.status, body, response.headers.get("Retry-After", ""))
        raise fault_from(reply, idempotent=call.idempotent, now=datetime.now(UTC))


def _activities(address: Address) -> str:
    return f"/v3/conversations/{_segment(address.conversation_id)}/activities"


def _members_page(address: Address, token: str) -> str:
    query = {"pageSize": str(PAGE_SIZE)} | ({"continuationToken": token} if token else {})
    return f"/v3/conversations/{_segment(address.conversation_id)}/pagedmembers?{urlencode(query)}"


def _segment(text: str) -> str:
    """An id as one segment of a path: it is data, and no slash or dots in it may lead elsewhere."""
    return quote(text, safe="").replace(".", "%2E") if set(text) == {"."} else quote(text, safe="")


def _answer(body: bytes) -> JsonObject:
    try:
        return record_of(json.loads(body))
    except (ValueError, RecursionError):
        # The message was taken; an unreadable receipt must not make it look refused.
        return {}


def _roster_entry(record: dict[str, Any]) -> RosterEntry:
    account = account_from(record)
    person = Person(account.id, account.aad_object_id.lower(), account.name)
    mail = text_of(record.get("email")) or text_of(record.get("userPrincipalName"))
    return RosterEntry(person, mail, guest=text_of(record.get("userRole")).lower() not in {"", "user"})
