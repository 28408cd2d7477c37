"""Two municipalities on one instance, each with its own tenant, app and token (acceptance.md M8)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from cards.verbs import VERBS
from est.group import Municipality
from est.ports import Records
from est.report import Item, Report, ReportStatus
from est.week import Week
from tests.acceptance.forms import BROKEN_WINDOWS
from tests.acceptance.tampering import is_refused, said_in
from tests.bot.fakes import Json
from tests.channel import Channel, Customer, channel
from tests.fuzz.shapes import whole

EKBACKA, SJOVIK = Customer("Ekbacka", coordinators=4), Customer("Sjövik")
STRANGER = Customer("Främmande")
W48 = Week(2026, 48)


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Channel]:
    """Monday at eight: everybody in both has been asked, and the first in each has answered."""
    async with channel(tmp_path, [EKBACKA, SJOVIK]) as both:
        for customer in (EKBACKA, SJOVIK):
            await both.settle(customer)
        await both.all_at_once()
        for customer in (EKBACKA, SJOVIK):
            status, answer = await both.send(customer, saving(customer, draft=f"d-{customer.name}"))
            assert (status, answer["statusCode"]) == (200, 200), answer
        yield both


def ids_of(customer: Customer, number: int = 0) -> dict[str, str]:
    return {
        "group": customer.group_id,
        "week": str(W48),
        "seat": customer.seat(number),
        "item": f"{customer.group_id}.{W48}.1",
        "member": customer.seat(1),
        "draft": "d-of-a-card",
        "fingerprint": "0" * 16,
    }


def saving(customer: Customer, **data: object) -> Json:
    ids = {key: ids_of(customer)[key] for key in ("group", "week", "seat")}
    return customer.presses("incident.save", 0, **ids, **{**BROKEN_WINDOWS, "place": "torget"}, **data)


def with_tenants(body: Json, *, conversation: str, channel_data: str) -> Json:
    place = body["conversation"] | {"tenantId": conversation}
    return body | {"conversation": place, "channelData": {"tenant": {"id": channel_data}}}


@pytest.mark.case("M8")
async def test_each_municipality_is_spoken_to_with_its_own_app_and_token_alone(host: Channel) -> None:
    assert sorted(host.entra.asked) == sorted(
        (customer.tenant, customer.app) for customer in (EKBACKA, SJOVIK)
    )
    for customer in (EKBACKA, SJOVIK):
        chats = {customer.chat(number).replace(":", "%3A") for number in range(customer.people)}
        sent = [one for one in host.connector.sent if one.path.split("/")[3] in chats]
        assert len(sent) == customer.people
        for one in sent:
            assert one.headers["Authorization"] == f"Bearer token-of-{customer.app}"
            assert one.body["from"] == {"id": f"28:{customer.app}"}
    assert len(host.connector.sent) == EKBACKA.people + SJOVIK.people


@pytest.mark.case("M8")
async def test_an_answer_is_given_to_ones_own_municipality_alone(host: Channel) -> None:
    for customer in (EKBACKA, SJOVIK):
        report, items = await host.program.store.read(partial(answered, customer=customer))
        assert report.status is ReportStatus.DRAFT
        assert [(item.group_id, item.member_id) for item in items] == [(customer.group_id, customer.seat())]


def answered(records: Records, *, customer: Customer) -> tuple[Report, tuple[Item, ...]]:
    group = customer.group_id
    return records.reports.get(group, W48, customer.seat()), records.reports.items_between(group, W48, W48)


TENANTS_AND_APPS: dict[str, Any] = {
    "the other tenant": (EKBACKA, lambda: SJOVIK.activity(recipient={"id": f"28:{EKBACKA.app}"}), "tenant"),
    "the other tenant and its bot": (EKBACKA, SJOVIK.activity, "tenant"),
    "the other's token": (SJOVIK, EKBACKA.activity, "tenant"),
    "the other's bot": (EKBACKA, lambda: EKBACKA.activity(recipient={"id": f"28:{SJOVIK.app}"}), "recipient"),
    "the other tenant in the conversation": (
        EKBACKA,
        lambda: with_tenants(EKBACKA.activity(), conversation=SJOVIK.tenant, channel_data=EKBACKA.tenant),
        "tenant",
    ),
    "the other tenant in the channel data": (
        EKBACKA,
        lambda: with_tenants(EKBACKA.activity(), conversation=EKBACKA.tenant, channel_data=SJOVIK.tenant),
        "tenant",
    ),
    "a tenant of nobody's": (
        EKBACKA,
        lambda: with_tenants(EKBACKA.activity(), conversation=STRANGER.tenant, channel_data=STRANGER.tenant),
        "tenant",
    ),
}


@pytest.mark.case("M8")
@pytest.mark.parametrize("crossing", list(TENANTS_AND_APPS.values()), ids=list(TENANTS_AND_APPS))
async def test_another_tenant_than_the_apps_own_gets_403_and_a_line(host: Channel, crossing: Any) -> None:
    app_of, body, reason = crossing
    before, said = await host.stored(), len(host.connector.sent)
    with capture_logs() as lines:
        for kind in ({"type": "message", "text": "hjälp"}, {"type": "installationUpdate", "action": "add"}):
            answer = await host.post(body() | kind, host.token(app_of.app))
            assert answer == (403, "")
    assert [(line["status"], line["reason"]) for line in lines if line["event"] == "turned_away"] == [
        (403, reason)
    ] * 2
    assert [line["event"] for line in lines].count("foreign_tenant") == (2 if reason == "tenant" else 0)
    assert await host.stored() == before
    assert len(host.connector.sent) == said


@pytest.mark.case("M8")
async def test_a_token_for_the_tab_opens_the_bots_door_for_nobody(host: Channel) -> None:
    before = await host.stored()
    for issuer in (f"https://login.microsoftonline.com/{SJOVIK.tenant}/v2.0", None):
        claims = {"iss": issuer, "tid": SJOVIK.tenant, "oid": EKBACKA.person(), "scp": "access_as_user"}
        answer = await host.post(EKBACKA.says("hjälp"), host.token(EKBACKA.app, **claims))
        assert answer == (401, "")
    assert await host.stored() == before


@pytest.mark.case("M8")
async def test_no_id_of_the_other_municipality_is_accepted_in_any_card(host: Channel) -> None:
    before = await host.stored()
    # Nobody may press thirty times at once, so they take turns.
    turns = cycle(range(EKBACKA.people))
    for verb, number in zip(VERBS, turns, strict=False):
        right = whole(verb, ids_of(EKBACKA, number))
        for taken in {"group", "seat", "item", "member"} & right.keys():
            data = right | {taken: ids_of(SJOVIK)[taken]}
            status, answer = await host.send(EKBACKA, EKBACKA.presses(verb, number, **data))
            assert status == 200
            assert is_refused(answer), (verb, taken, said_in(answer))
            assert "krossade" not in str(answer), (verb, taken)
    assert await host.stored() == before


@pytest.mark.case("M8")
async def test_who_sits_in_the_other_municipality_sees_nothing_here(host: Channel) -> None:
    before = await host.stored()
    for command in ("rapportera", "dagordning", "läget", "sammanfattning v 48"):
        body = SJOVIK.activity(
            type="message",
            text=command,
            recipient={"id": f"28:{EKBACKA.app}"},
            conversation={"id": SJOVIK.chat(), "conversationType": "personal", "tenantId": EKBACKA.tenant},
            channelData={"tenant": {"id": EKBACKA.tenant}},
        )
        host.connector.sent.clear()
        assert (await host.send(EKBACKA, body))[0] == 200
        (answer,) = host.connector.sent
        assert "krossade" not in str(answer.body)
        assert EKBACKA.name not in str(answer.body)
    assert await host.stored() == before


def keep_row(records: Records, customer: Customer) -> None:
    records.groups.save_municipality(
        Municipality(customer.tenant, customer.name, customer.tenant, customer.app)
    )


async def test_a_municipality_that_left_the_settings_is_not_written_to(tmp_path: Path) -> None:
    async with channel(tmp_path, [EKBACKA]) as alone:
        await alone.settle(EKBACKA)
        await alone.program.store.write("", lambda records: keep_row(records, SJOVIK))
        await alone.settle(SJOVIK)
        await alone.all_at_once()
        assert {one.headers["Authorization"] for one in alone.connector.sent} == {
            f"Bearer token-of-{EKBACKA.app}"
        }
        assert len(alone.connector.sent) == EKBACKA.people
