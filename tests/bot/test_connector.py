"""The Connector client against a server that can answer everything: platform.md §1.1, §1.2, §3.5, §4.2."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import aiohttp
import pytest
from aiohttp import web

from bot.connector import TeamsConnector, open_session
from bot.faults import DeliveryFault, FaultCode, FaultKind
from bot.gateway import Address, Posted, TokenProvider
from bot.service_urls import ServiceHosts
from tests.bot.fakes import APP, TENANT, FakeConnector, FixedToken, Json, Scripted, Sent, serving

HELLO: Mapping[str, object] = {"type": "message", "text": "Hej"}
SMBA = ServiceHosts({"smba.trafficmanager.net"})


@dataclass
class Line:
    """A connector with Teams at the other end."""

    gateway: TeamsConnector
    teams: FakeConnector
    tokens: FixedToken

    def address(self, conversation_id: str = "a:1anna") -> Address:
        return Address(self.teams.url, TENANT, conversation_id)

    @property
    def last(self) -> Sent:
        return self.teams.sent[-1]


@asynccontextmanager
async def line(
    *script: Scripted, hosts: ServiceHosts | None = None, total: float = 5, connect: float = 2
) -> AsyncIterator[Line]:
    teams, tokens = FakeConnector(script=list(script)), FixedToken()
    async with teams.running(), open_session(aiohttp.ClientTimeout(total=total, connect=connect)) as session:
        allowed = hosts or ServiceHosts({"127.0.0.1"})
        gateway = TeamsConnector(session, tokens, bot_id=f"28:{APP}", service_hosts=allowed)
        yield Line(gateway, teams, tokens)


Call = Callable[[Line], Awaitable[object]]
POSTS: dict[str, Call] = {
    "send": lambda one: one.gateway.send(one.address(), HELLO),
    "send targeted": lambda one: one.gateway.send_targeted(one.address(), "29:anna", HELLO),
    "send to channel": lambda one: one.gateway.send_to_channel(one.teams.url, TENANT, "19:channel", HELLO),
}
REPEATABLE: dict[str, Call] = {
    "open direct": lambda one: one.gateway.open_direct(one.teams.url, TENANT, "29:anna"),
    "update": lambda one: one.gateway.update(one.address(), "1:x", HELLO),
    "delete": lambda one: one.gateway.delete(one.address(), "1:x"),
    "roster": lambda one: one.gateway.roster(one.address()),
}
ALL = POSTS | REPEATABLE
every_call = pytest.mark.parametrize("call", list(ALL.values()), ids=list(ALL))
every_post = pytest.mark.parametrize("call", list(POSTS.values()), ids=list(POSTS))
every_repeatable = pytest.mark.parametrize("call", list(REPEATABLE.values()), ids=list(REPEATABLE))


async def fault_of(call: Awaitable[object]) -> DeliveryFault:
    with pytest.raises(DeliveryFault) as caught:
        await call
    return caught.value


async def test_a_chat_is_opened_with_one_member_and_the_tenant() -> None:
    async with line() as one:
        assert await one.gateway.open_direct(one.teams.url, TENANT, "29:anna") == "a:chat-1"
        assert (one.last.method, one.last.path) == ("POST", "/v3/conversations")
        assert one.last.body == {
            "bot": {"id": f"28:{APP}"},
            "members": [{"id": "29:anna"}],
            "isGroup": False,
            "tenantId": TENANT,
            "channelData": {"tenant": {"id": TENANT}},
        }


async def test_a_chat_that_opens_without_an_id_is_no_chat() -> None:
    async with line(Scripted(201, {})) as one:
        fault = await fault_of(one.gateway.open_direct(one.teams.url, TENANT, "29:anna"))
        assert fault.kind is FaultKind.TEMPORARY


async def test_a_message_is_posted_to_its_conversation_and_its_id_comes_back() -> None:
    async with line() as one:
        assert await one.gateway.send(one.address(), HELLO) == "activity-1"
        assert (one.last.method, one.last.path) == ("POST", "/v3/conversations/a%3A1anna/activities")
        assert one.last.body == {
            "type": "message",
            "text": "Hej",
            "from": {"id": f"28:{APP}"},
            "conversation": {"id": "a:1anna", "tenantId": TENANT},
        }
        assert one.last.headers["Authorization"] == "Bearer bot-token"
        assert one.last.headers["Content-Type"] == "application/json; charset=utf-8"
        assert one.tokens.audiences == ["https://api.botframework.com"]


async def test_a_message_that_teams_took_without_an_id_is_sent() -> None:
    for answer in (Scripted(202), Scripted(200, text="no json"), Scripted(200, []), Scripted(204)):
        async with line(answer) as one:
            assert await one.gateway.send(one.address(), HELLO) == ""


async def test_a_targeted_message_names_its_only_reader() -> None:
    async with line() as one:
        await one.gateway.send_targeted(one.address("19:c"), "29:anna", HELLO)
        assert (one.last.path, dict(one.last.query)) == (
            "/v3/conversations/19%3Ac/activities",
            {"isTargetedActivity": "true"},
        )
        assert one.last.body["recipient"] == {"id": "29:anna"}


async def test_a_new_thread_in_a_channel_gives_its_conversation_and_its_first_message() -> None:
    async with line() as one:
        posted = await one.gateway.send_to_channel(one.teams.url, TENANT, "19:channel", HELLO)
        assert posted == Posted("19:channel;messageid=1", "first-1")
        assert one.last.path == "/v3/conversations"
        assert one.last.body["channelData"] == {"channel": {"id": "19:channel"}, "tenant": {"id": TENANT}}
        assert one.last.body["isGroup"] is True
        assert one.last.body["activity"] == {"type": "message", "text": "Hej", "from": {"id": f"28:{APP}"}}


async def test_a_message_is_replaced_and_removed_by_its_id() -> None:
    async with line() as one:
        await one.gateway.update(one.address(), "1:x", HELLO)
        assert (one.last.method, one.last.path) == ("PUT", "/v3/conversations/a%3A1anna/activities/1%3Ax")
        assert one.last.body["id"] == "1:x"
        assert "recipient" not in one.last.body
        await one.gateway.delete(one.address(), "1:x")
        assert (one.last.method, one.last.path) == ("DELETE", "/v3/conversations/a%3A1anna/activities/1%3Ax")


@pytest.mark.parametrize(
    ("conversation", "path"),
    [
        ("19:c@thread.tacv2;messageid=17", "19%3Ac%40thread.tacv2%3Bmessageid%3D17"),
        ("a:åäö", "a%3A%C3%A5%C3%A4%C3%B6"),
        ("../../v3/other", "..%2F..%2Fv3%2Fother"),
        ("..", "%2E%2E"),
        ("a?b#c", "a%3Fb%23c"),
        ("a%2Fb", "a%252Fb"),
    ],
)
async def test_an_id_stays_one_segment_of_the_path_whatever_stands_in_it(
    conversation: str, path: str
) -> None:
    async with line() as one:
        await one.gateway.send(one.address(conversation), HELLO)
        assert one.last.path == f"/v3/conversations/{path}/activities"


@pytest.mark.case("M11")
async def test_a_roster_of_600_is_read_in_pages_of_at_most_500() -> None:
    people: list[Json] = [
        {"id": f"29:{n}", "objectId": f"OID-{n}", "name": f"Person {n}", "userRole": "user"}
        for n in range(600)
    ]
    async with line() as one:
        one.teams.roster = people
        roster = await one.gateway.roster(one.address("19:team"))
        assert roster.complete
        assert [entry.person.teams_id for entry in roster.entries] == [f"29:{n}" for n in range(600)]
        assert [(sent.method, sent.path) for sent in one.teams.sent] == [
            ("GET", "/v3/conversations/19%3Ateam/pagedmembers")
        ] * 2
        assert all(int(sent.query["pageSize"]) <= 500 for sent in one.teams.sent)


async def test_the_roster_tells_guests_from_the_municipalitys_own_people() -> None:
    async with line() as one:
        one.teams.roster = [
            {"id": "29:a", "objectId": "AAA", "name": "Anna", "email": "anna@example.se", "userRole": "user"},
            {"id": "29:b", "aadObjectId": "bbb", "userPrincipalName": "bo@example.se", "userRole": "guest"},
            {"id": "29:c", "userRole": "anonymous"},
            {"id": "29:d"},
        ]
        roster = await one.gateway.roster(one.address("19:team"))
        assert [
            (entry.person.teams_id, entry.person.object_id, entry.mail, entry.guest)
            for entry in roster.entries
        ] == [
            ("29:a", "aaa", "anna@example.se", False),
            ("29:b", "bbb", "bo@example.se", True),
            ("29:c", "", "", True),
            ("29:d", "", "", False),
        ]


async def test_a_roster_that_never_ends_is_cut_and_says_so() -> None:
    page = {"members": [{"id": "29:a"}], "continuationToken": "the same again"}
    async with line(*[Scripted(200, page)] * 100) as one:
        roster = await one.gateway.roster(one.address())
        assert (len(roster.entries), roster.complete) == (1, False)
        assert len(one.teams.sent) == 20


@every_call
async def test_a_host_off_the_list_is_never_asked_and_never_sees_the_token(call: Call) -> None:
    async with line(hosts=SMBA) as one:
        fault = await fault_of(call(one))
        assert (fault.kind, fault.code, fault.status) == (FaultKind.PERMANENT, FaultCode.WRONG_HOST, 0)
        assert (one.teams.sent, one.tokens.audiences) == ([], [])


@every_call
async def test_a_redirect_is_not_followed(call: Call) -> None:
    elsewhere = FakeConnector()
    async with elsewhere.running() as url, line(Scripted(307, headers={"Location": f"{url}/v3/x"})) as one:
        fault = await fault_of(call(one))
        assert (fault.kind, fault.status) == (FaultKind.PERMANENT, 307)
        assert elsewhere.sent == []


async def test_connections_are_used_again() -> None:
    async with line() as one:
        for _ in range(20):
            await one.gateway.send(one.address(), HELLO)
        assert len(one.teams.connections) == 1


@every_call
async def test_a_server_that_cannot_be_reached_got_nothing(call: Call) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        async with line() as one:
            one.teams.url = f"http://127.0.0.1:{taken.getsockname()[1]}/teams"
            fault = await fault_of(call(one))
            assert (fault.kind, fault.code) == (FaultKind.TEMPORARY, FaultCode.UNREACHABLE)


async def test_a_connection_that_is_never_accepted_got_nothing() -> None:
    """A queue that is full: the time runs out before a request could be written."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        fillers = [socket.socket() for _ in range(4)]
        try:
            for filler in fillers:
                filler.setblocking(False)
                filler.connect_ex(deaf.getsockname())
            async with line(connect=0.2) as one:
                one.teams.url = f"http://127.0.0.1:{deaf.getsockname()[1]}/teams"
                fault = await fault_of(one.gateway.send(one.address(), HELLO))
                assert (fault.kind, fault.code) == (FaultKind.TEMPORARY, FaultCode.UNREACHABLE)
        finally:
            for filler in fillers:
                filler.close()


async def test_by_default_connecting_runs_out_of_time_before_the_whole_request_does() -> None:
    """A total that runs out first would not tell whether the request was written."""
    async with open_session() as session:
        assert session.timeout.connect is not None
        assert session.timeout.total is not None
        assert session.timeout.connect < session.timeout.total <= 15


@every_post
@pytest.mark.parametrize(
    ("answer", "code"),
    [(Scripted(drop=True), FaultCode.BROKEN_OFF), (Scripted(delay=5), FaultCode.TIMEOUT)],
    ids=["a reset", "silence"],
)
async def test_a_post_that_was_written_and_not_answered_may_have_been_done(
    call: Call, answer: Scripted, code: FaultCode
) -> None:
    async with line(answer, total=0.15) as one:
        fault = await fault_of(call(one))
        assert (fault.kind, fault.code, fault.status) == (FaultKind.UNKNOWN, code, 0)
        assert len(one.teams.sent) == 1


@every_repeatable
async def test_what_may_be_repeated_is_temporary_when_no_answer_came(call: Call) -> None:
    async with line(Scripted(delay=5), total=0.15) as one:
        fault = await fault_of(call(one))
        assert (fault.kind, fault.code) == (FaultKind.TEMPORARY, FaultCode.TIMEOUT)
    async with line(Scripted(drop=True), Scripted(drop=True)) as one:
        fault = await fault_of(call(one))
        assert (fault.kind, fault.code) == (FaultKind.TEMPORARY, FaultCode.BROKEN_OFF)


async def test_an_answer_that_trickles_in_runs_out_of_time() -> None:
    async def trickle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(status=201)
        await response.prepare(request)
        with suppress(ConnectionError):
            while True:
                await response.write(b" ")
                await asyncio.sleep(0.02)
        return response

    async with serving([web.post("/teams/{rest:.*}", trickle)]) as url, line(total=0.2) as one:
        one.teams.url = f"{url}/teams"
        fault = await fault_of(one.gateway.send(one.address(), HELLO))
        assert (fault.kind, fault.code) == (FaultKind.UNKNOWN, FaultCode.TIMEOUT)


class BrokenTokens:
    def __init__(self, error: OSError) -> None:
        self._error = error

    async def token(self, audience: str) -> str:
        raise self._error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConnectionError("down"), FaultCode.NO_TOKEN),
        (PermissionError("expired"), FaultCode.CREDENTIAL_REFUSED),
    ],
    ids=["no answer", "refused"],
)
async def test_without_a_token_nothing_is_sent_and_later_may_do(error: OSError, code: FaultCode) -> None:
    async with line() as one, open_session() as session:
        tokens: TokenProvider = BrokenTokens(error)
        hosts = ServiceHosts({"127.0.0.1"})
        gateway = TeamsConnector(session, tokens, bot_id=f"28:{APP}", service_hosts=hosts)
        fault = await fault_of(gateway.send(one.address(), HELLO))
        assert (fault.kind, fault.code, fault.status) == (FaultKind.TEMPORARY, code, 0)
        assert one.teams.sent == []


async def test_local_mode_sends_no_authorization_at_all() -> None:
    async with line() as one:
        one.tokens.value = ""
        await one.gateway.send(one.address(), HELLO)
        assert "Authorization" not in one.last.headers


@every_call
async def test_an_error_answer_becomes_a_fault(call: Call) -> None:
    error = {"error": {"code": "ConversationBlockedByUser", "message": "User blocked the conversation"}}
    async with line(Scripted(403, error)) as one:
        fault = await fault_of(call(one))
        assert (fault.kind, fault.code, fault.status) == (FaultKind.PERMANENT, FaultCode.BLOCKED_BY_USER, 403)


async def test_the_wait_that_teams_asks_for_comes_with_the_fault() -> None:
    async with line(Scripted(429, {"error": {"code": "Throttled"}}, headers={"Retry-After": "17"})) as one:
        fault = await fault_of(one.gateway.send(one.address(), HELLO))
        assert (fault.kind, fault.code, fault.retry_after) == (FaultKind.TEMPORARY, FaultCode.THROTTLED, 17)
