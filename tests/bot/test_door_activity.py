"""The activity at the door: platform.md §3.1, cases 10–15 and 18. The token is good in every row."""

import pytest
from structlog.testing import capture_logs

from bot.answers import MessageAnswer
from bot.authentication import ChannelAuthenticator
from bot.connector import open_session
from bot.keys import SigningKeys
from bot.service_urls import ServiceHosts
from tests.bot.fakes import APP, TENANT, Json
from tests.bot.stand import Recorder, bot_stand

FOREIGN = "99999999-9999-4999-8999-999999999999"
SMBA = "https://smba.trafficmanager.net/emea/"


def saved() -> Recorder:
    return Recorder([MessageAnswer("sparat")])


def conversation(**changes: object) -> Json:
    return {"conversation": {"id": "a:1anna", "conversationType": "personal", "tenantId": TENANT} | changes}


def channel_data(tenant: object) -> Json:
    return {"channelData": {"tenant": {"id": tenant}}}


REFUSED: list[tuple[str, Json, int, str]] = [
    # Case 10
    ("no channel", {"channelId": None}, 403, "channel"),
    ("another channel", {"channelId": "webchat"}, 403, "channel"),
    ("the channel in capitals", {"channelId": "MSTEAMS"}, 403, "channel"),
    ("the emulator's channel", {"channelId": "emulator"}, 403, "channel"),
    ("a channel that is a list", {"channelId": ["msteams"]}, 403, "channel"),
    # Case 11
    ("no service URL", {"serviceUrl": None}, 401, "service_url"),
    ("another service URL than the token's", {"serviceUrl": SMBA}, 401, "service_url"),
    ("a service URL that is a list", {"serviceUrl": [SMBA]}, 401, "service_url"),
    # Case 13
    ("a foreign tenant in the conversation", conversation(tenantId=FOREIGN), 403, "tenant"),
    ("a foreign tenant in the channel data", channel_data(FOREIGN), 403, "tenant"),
    ("a tenant that is a list", channel_data([TENANT]), 403, "tenant"),
    ("a tenant that is a number", conversation(tenantId=7), 403, "tenant"),
    ("no tenant at all", conversation(tenantId=None) | {"channelData": {}}, 403, "no_tenant"),
    ("no tenant and no channel data", conversation(tenantId="") | {"channelData": None}, 403, "no_tenant"),
    # Case 14
    ("no recipient", {"recipient": None}, 403, "recipient"),
    ("another bot as recipient", {"recipient": {"id": f"28:{FOREIGN}"}}, 403, "recipient"),
    ("a person as recipient", {"recipient": {"id": f"29:{APP}"}}, 403, "recipient"),
    ("the app without its prefix", {"recipient": {"id": APP}}, 403, "recipient"),
    ("a recipient that is a text", {"recipient": f"28:{APP}"}, 403, "recipient"),
    # Case 18
    ("no type", {"type": None}, 400, "no_type"),
    ("a type that is a list", {"type": ["message"]}, 400, "no_type"),
    ("no sender", {"from": None}, 400, "no_sender"),
    ("a sender without an id", {"from": {"name": "Anna"}}, 400, "no_sender"),
    ("a sender that is a text", {"from": "29:anna"}, 400, "no_sender"),
    ("a sender without an object id", {"from": {"id": "29:anna"}}, 400, "no_object_id"),
    ("no conversation", {"conversation": None}, 400, "no_conversation"),
    ("a conversation without an id", conversation(id=None), 400, "no_conversation"),
    ("a conversation that is a number", {"conversation": 7}, 400, "no_conversation"),
]


@pytest.mark.parametrize(
    ("changes", "status", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
async def test_a_wrong_activity_is_refused_without_a_word(changes: Json, status: int, reason: str) -> None:
    async with bot_stand() as stand:
        answer = await stand.post(stand.activity(**changes))
        assert (answer.status, answer.text) == (status, "")
        assert stand.reason == reason
        assert stand.receiver.events == []


@pytest.mark.parametrize(
    "host",
    [
        "https://evil.trafficmanager.net/emea/",
        "https://x.smba.trafficmanager.net/emea/",
        "https://evilsmba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://evil.example/smba.trafficmanager.net/",
        "https://evil.example\\@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net./",
        "https://smba.trafficmanager.net/?x=https://evil.example",
        "https://smba.trafficmanager.net/#evil",
        "http://smba.trafficmanager.net/",
        "https://169.254.169.254/metadata/",
        "http://169.254.169.254/metadata/",
        "http://localhost/teams/",
        "http://[::1]/teams/",
        "https://10.0.0.7/",
        "ftp://127.0.0.1/",
        "//smba.trafficmanager.net/",
        "smba.trafficmanager.net",
        "https://smba.trafficmanager.net\n/",
        "https://smba.trafficm\taager.net/",
        "https://smba.trafficmanager.net:abc/",
        "https://[smba.trafficmanager.net/",
        "https://",
        " ",
    ],
)
async def test_a_service_url_off_the_list_gets_403_even_with_a_valid_token(host: str) -> None:
    async with bot_stand() as stand:
        answer = await stand.post(stand.activity(serviceUrl=host), token=stand.token(serviceurl=host))
        assert (answer.status, answer.text) == (403, "")
        assert stand.reason == "service_host"
        assert stand.receiver.events == []


@pytest.mark.parametrize(
    ("claim", "activity"),
    [
        (SMBA, SMBA),
        (SMBA, SMBA.rstrip("/")),
        (SMBA.rstrip("/"), SMBA),
        ("https://SMBA.trafficmanager.net/emea/", "https://SMBA.trafficmanager.net/emea/"),
        ("https://smba.trafficmanager.net:443/emea/", "https://smba.trafficmanager.net:443/emea/"),
    ],
    ids=["equal", "slash in the claim", "slash in the activity", "capitals", "the standard port"],
)
async def test_a_service_url_on_the_list_gets_in(claim: str, activity: str) -> None:
    async with bot_stand(receiver=saved()) as stand:
        answer = await stand.post(stand.activity(serviceUrl=activity), token=stand.token(serviceurl=claim))
        assert answer.body["value"] == "sparat"
        assert stand.receiver.events[0].origin.service_url == activity


@pytest.mark.parametrize(
    "changes",
    [
        conversation(tenantId=None) | channel_data(TENANT),
        conversation(tenantId=TENANT) | {"channelData": {}},
        conversation(tenantId=TENANT.upper()) | channel_data(TENANT),
    ],
    ids=["in the channel data alone", "in the conversation alone", "in capitals"],
)
async def test_one_known_tenant_is_enough(changes: Json) -> None:
    async with bot_stand(receiver=saved()) as stand:
        assert (await stand.post(stand.activity(**changes))).status == 200
        assert stand.receiver.events[0].origin.tenant_id == TENANT


@pytest.mark.parametrize("words", ["Anna Exempel", FOREIGN + "\n", 7])
async def test_a_foreign_tenant_is_told_to_the_watch_and_the_log(words: object) -> None:
    with capture_logs() as lines:
        async with bot_stand() as stand:
            await stand.post(stand.activity(**conversation(tenantId=FOREIGN)))
            await stand.post(stand.activity(**conversation(tenantId=words)))
            refusals = [(refusal.status, refusal.tenant) for refusal in stand.watch.refusals]
    assert refusals == [(403, FOREIGN), (403, str(words).lower())]
    assert [line.get("tenant", "") for line in lines if line["event"] == "turned_away"] == [FOREIGN, ""]


@pytest.mark.parametrize("name", ["installed_team", "installed_personal", "removed_team"])
async def test_whoever_installs_the_bot_must_be_somebody(name: str) -> None:
    async with bot_stand() as stand:
        answer = await stand.post(stand.activity(name, **{"from": {"id": "29:anna"}}))
        assert (answer.status, answer.text) == (400, "")
        assert stand.reason == "no_object_id"
        assert stand.receiver.events == []


async def test_each_app_has_its_own_tenants() -> None:
    """Two municipalities on one host: a token for one app does not open the other one's tenant."""
    other_app = "88888888-8888-4888-8888-888888888888"

    def door(keys: SigningKeys) -> ChannelAuthenticator:
        tenants = {APP: frozenset({TENANT}), other_app: frozenset({FOREIGN})}
        return ChannelAuthenticator(keys, tenants=tenants, service_hosts=ServiceHosts({"127.0.0.1"}))

    async with bot_stand(door=door, receiver=saved()) as stand:
        theirs = stand.activity(
            recipient={"id": f"28:{other_app}"}, **conversation(tenantId=FOREIGN), **channel_data(FOREIGN)
        )
        assert (await stand.post(theirs, token=stand.token(aud=other_app))).status == 200
        assert (await stand.post(theirs)).status == 403
        assert (await stand.post(token=stand.token(aud=other_app))).status == 403


@pytest.mark.parametrize(
    "name", ["typing", "reaction", "message_edited", "read_receipt", "upgrade_removes_old", "bot_added"]
)
async def test_an_activity_that_means_nothing_to_us_gets_200(name: str) -> None:
    async with bot_stand() as stand:
        answer = await stand.post(stand.activity(name))
        assert (answer.status, answer.text) == (200, "")
        assert stand.receiver.events == []


@pytest.mark.parametrize(
    "changes", [{"type": "somethingNew"}, {"type": "event", "name": "new"}], ids=["type", "event"]
)
async def test_an_unknown_type_or_event_gets_200(changes: Json) -> None:
    async with bot_stand() as stand:
        assert (await stand.post(stand.activity("read_receipt", **changes))).status == 200


async def test_an_unknown_invoke_gets_501_and_a_sentence() -> None:
    async with bot_stand() as stand:
        answer = await stand.post(stand.activity("invoke_feedback"))
        assert answer.status == 501
        assert answer.body == {
            "statusCode": 501,
            "type": "application/vnd.microsoft.error",
            "value": {"code": "NotSupported", "message": "unsupported in sv-SE"},
        }


async def test_a_search_and_a_dialog_are_declined_in_the_form_their_clients_show() -> None:
    async with bot_stand() as stand:
        search = await stand.post(stand.activity("invoke_search"))
        assert (search.status, search.body["statusCode"], search.body["type"]) == (
            200,
            501,
            "application/vnd.microsoft.error",
        )
        dialog = await stand.post(stand.activity("invoke_task_fetch"))
        assert dialog.status == 200
        assert dialog.body == {"task": {"type": "message", "value": "unsupported in sv-SE"}}


def garbled(**action: object) -> Json:
    whole = {"type": "Action.Execute", "verb": "report.save", "data": {}} | action
    return {"value": {"action": {key: value for key, value in whole.items() if value is not None}}}


@pytest.mark.parametrize(
    "changes",
    [
        {"value": None},
        {"value": {}},
        {"value": "text"},
        {"value": {"action": None}},
        {"value": {"action": []}},
        garbled(type="Action.Submit"),
        garbled(type=None),
        garbled(verb=None),
        garbled(verb=""),
        garbled(verb=["report.save"]),
        garbled(data="text"),
        garbled(data=[1]),
    ],
    ids=str,
)
async def test_a_garbled_card_action_is_answered_in_the_card(changes: Json) -> None:
    async with bot_stand() as stand:
        answer = await stand.post(stand.activity(**changes))
        assert answer.status == 200
        assert answer.body == {
            "statusCode": 400,
            "type": "application/vnd.microsoft.error",
            "value": {"code": "BadRequest", "message": "garbled in sv-SE"},
        }
        assert stand.receiver.events == []


@pytest.mark.parametrize(
    "changes",
    [
        {"tenants": {}},
        {"tenants": {"": frozenset({TENANT})}},
        {"tenants": {APP: frozenset()}},
        {"issuer": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"},
        {"issuer": "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0"},
    ],
    ids=["no app", "an empty app id", "no tenants", "the emulator's issuer", "the emulator's newer issuer"],
)
async def test_a_door_without_its_lists_or_with_the_emulators_issuer_cannot_be_made(changes: Json) -> None:
    """Case 15: a missing app id or tenant list stops the start; it never switches authentication off."""
    lists: Json = {"tenants": {APP: frozenset({TENANT})}, "service_hosts": ServiceHosts({"127.0.0.1"})}
    async with open_session() as session:
        keys = SigningKeys("https://login.example/metadata", session)
        with pytest.raises(ValueError, match=r"needed|emulator"):
            ChannelAuthenticator(keys, **(lists | changes))


async def test_the_lists_may_be_written_in_either_case() -> None:
    def door(keys: SigningKeys) -> ChannelAuthenticator:
        tenants = {APP.upper(): frozenset({"ABCDEF00-1111-4111-8111-111111111111"})}
        return ChannelAuthenticator(keys, tenants=tenants, service_hosts=ServiceHosts({"127.0.0.1"}))

    tenant = "abcdef00-1111-4111-8111-111111111111"
    async with bot_stand(door=door, receiver=saved()) as stand:
        body = stand.activity(**conversation(tenantId=tenant), **channel_data(tenant))
        assert (await stand.post(body)).status == 200


def test_an_empty_list_of_service_hosts_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="host"):
        ServiceHosts([])
