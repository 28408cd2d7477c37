"""A country to load the program with: 290 municipalities with one EST group of fifteen members each (durable.md §1).

Every group has an open round and every member a prompt card, so that each saved item is a first answer, with the
card update that belongs to it. Who sits where follows from numbers, so the load needs no look into the database.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from calendars.swedish import swedish_days
from est.form import OpenForm
from est.group import Group, GroupState, Municipality
from est.letters import Letter, LetterKind, LetterState, letter_key
from est.member import Member, Role
from est.ports import Records
from est.round import Round
from est.timetable import Outcome, Plan, Preset, Step
from est.vocabulary import Kind
from est.week import Week
from sample.municipality.people import ORGANISATIONS
from sample.municipality.places import PLACES
from sample.municipality.sketches import incidents
from storage.engine import open_database
from storage.migrate import upgrade
from storage.store import SqlStore

GROUPS = 290
SEATS = 15
APP_ID = str(uuid5(NAMESPACE_URL, "bench/app"))
ZONE = "Europe/Stockholm"


@dataclass(frozen=True, slots=True)
class Seat:
    """One member of one group, numbered through the country."""

    number: int

    @property
    def place(self) -> int:
        """Which municipality; neighbours in number sit in different ones."""
        return self.number % GROUPS

    @property
    def tenant(self) -> str:
        return tenant_of(self.place)

    @property
    def group(self) -> str:
        return f"g{self.place:03}"

    @property
    def member(self) -> str:
        return f"{self.group}m{self.number // GROUPS:02}"

    @property
    def object_id(self) -> str:
        return str(_id(f"object/{self.number}"))

    @property
    def teams_id(self) -> str:
        return f"29:1{_id(f'teams/{self.number}').hex}"

    @property
    def conversation(self) -> str:
        return f"a:{_id(f'chat/{self.number}').hex}"


def tenant_of(place: int) -> str:
    """The Entra tenant of a municipality."""
    return str(_id(f"tenant/{place}"))


def seats() -> tuple[Seat, ...]:
    """Everybody, one municipality after the other and round again."""
    return tuple(Seat(number) for number in range(GROUPS * SEATS))


def week_of(now: datetime) -> Week:
    """The week of the open round."""
    return Week.at(now + timedelta(days=2), ZONE)


def build(url: str, now: datetime, service_url: str, *, asked: bool = True) -> None:
    """Write the country into a new database; not *asked* yet, every prompt waits to be sent."""
    upgrade(url)
    store = SqlStore(open_database(url), swedish_days(range(now.year - 1, now.year + 2)))
    try:
        asyncio.run(store.write("", lambda records: _write(records, now, service_url, asked=asked)))
    finally:
        store.close()


def submissions(now: datetime, service_url: str, first: int, count: int) -> Iterator[bytes]:
    """Requests in which one seat after the other saves a new incident; the texts are the sample municipality's."""
    told = sorted(incidents(), key=lambda seen: seen.text)
    everybody = seats()
    for number in range(first, first + count):
        seat, seen = everybody[number % len(everybody)], told[number % len(told)]
        data = {
            "verb": "incident.save",
            "group": seat.group,
            "week": str(week_of(now)),
            "seat": seat.member,
            "draft": f"draft{number:011}",
            "v": 1,
            "category": seen.category.value,
            "place": PLACES[number % len(PLACES)].id,
            "first": str((now - timedelta(days=1)).date()),
            "part_of_day": "evening",
            "severity": "2",
            "text": seen.text,
            "certainty": seen.certainty.value,
            "police_report": seen.police_report.value,
            "action_taken": seen.taken,
        }
        value = {
            "action": {"type": "Action.Execute", "verb": "incident.save", "data": data},
            "trigger": "manual",
        }
        yield json.dumps(
            {
                **_head(seat, number, now, service_url),
                "type": "invoke",
                "name": "adaptiveCard/action",
                "value": value,
            }
        ).encode()


def messages(now: datetime, service_url: str, first: int, count: int) -> Iterator[bytes]:
    """Texts of about the length of a reported incident, for bots that can only echo."""
    told = sorted(incidents(), key=lambda seen: seen.text)
    everybody = seats()
    for number in range(first, first + count):
        seat = everybody[number % len(everybody)]
        text = told[number % len(told)].text
        yield json.dumps(
            {**_head(seat, number, now, service_url), "type": "message", "text": text, "textFormat": "plain"}
        ).encode()


def _head(seat: Seat, number: int, now: datetime, service_url: str) -> dict[str, object]:
    return {
        "id": f"1:{number}",
        "timestamp": now.isoformat(),
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": seat.teams_id, "name": seat.member, "aadObjectId": seat.object_id},
        "recipient": {"id": f"28:{APP_ID}", "name": "EST-boten"},
        "conversation": {"id": seat.conversation, "conversationType": "personal", "tenantId": seat.tenant},
        "channelData": {"tenant": {"id": seat.tenant}},
        "entities": [{"type": "clientInfo", "locale": "sv-SE", "country": "SE", "platform": "Web"}],
        "locale": "sv-SE",
    }


def _write(records: Records, now: datetime, service_url: str, *, asked: bool) -> None:
    for place in range(GROUPS):
        tenant, group = tenant_of(place), Seat(place).group
        records.groups.save_municipality(Municipality(tenant, f"Kommun {place}", tenant, APP_ID))
        for organisation in ORGANISATIONS:
            records.members.save_organisation(replace(organisation, municipality_id=tenant))
        for spot in PLACES:
            records.places.save(replace(spot, municipality_id=tenant))
        records.groups.save(_group(group, tenant, now, service_url))
        records.rounds.save(_round(group, now))
    for seat in seats():
        _seat(records, seat, now, service_url)
        records.ledger.write([_prompt(seat, now, asked=asked)])


def _seat(records: Records, seat: Seat, now: datetime, service_url: str) -> None:
    """A member with a chat, and a form open on the card in it."""
    leads = seat.number // GROUPS < 2
    records.members.save(
        Member(
            id=seat.member,
            group_id=seat.group,
            object_id=seat.object_id,
            name=f"Deltagare {seat.number}",
            organisation_id=ORGANISATIONS[seat.number // GROUPS % len(ORGANISATIONS)].id,
            function="Samordnare" if leads else "Handläggare",
            roles=frozenset({Role.MEMBER, Role.COORDINATOR} if leads else {Role.MEMBER}),
        )
    )
    records.addresses.keep(
        seat.group,
        seat.member,
        teams_id=seat.teams_id,
        conversation_id=seat.conversation,
        service_url=service_url,
    )
    week = week_of(now)
    records.addresses.keep_form(seat.group, week, seat.member, OpenForm(Kind.INCIDENT, "opened", now))


def _prompt(seat: Seat, now: datetime, *, asked: bool) -> Letter:
    week = week_of(now)
    letter = Letter(
        key=letter_key(seat.group, week, LetterKind.PROMPT, seat.member),
        group_id=seat.group,
        kind=LetterKind.PROMPT,
        recipient=seat.member,
        week=str(week),
        about={"seat": seat.member},
        due=now,
        send_before=now + timedelta(days=1),
    )
    if not asked:
        return letter
    return replace(
        letter,
        state=LetterState.SENT,
        conversation_id=seat.conversation,
        activity_id=f"1:{seat.number}",
        settled_at=now,
    )


def _group(group: str, tenant: str, now: datetime, service_url: str) -> Group:
    return Group(
        id=group,
        municipality_id=tenant,
        name=f"EST {group}",
        tenant_id=tenant,
        team_id=f"19:{group}-team@thread.tacv2",
        channel_id=f"19:{group}-channel@thread.tacv2",
        service_url=service_url,
        plan=Plan.standard(Preset.WEEK_START),
        state=GroupState.RUNNING,
        running_since=now,
        roster_at=now,
    )


def _round(group: str, now: datetime) -> Round:
    """A round that was asked for an hour ago and meets in two days, whatever weekday the run is on."""
    hours = {
        Step.PROMPT: -1,
        Step.REMINDER: 24,
        Step.DEADLINE: 36,
        Step.DRAFT: 37,
        Step.AGENDA: 47,
        Step.MEETING: 48,
        Step.MEETING_END: 49,
        Step.APPROVAL: 52,
        Step.FEEDBACK: 53,
        Step.ACTION_CHECK: 100,
    }
    held = (now + timedelta(days=2)).date()
    return Round(
        group_id=group,
        week=week_of(now),
        period_first=(now - timedelta(days=7)).date(),
        period_last=now.date(),
        moments={step: now + timedelta(hours=hour) for step, hour in hours.items()},
        zone=ZONE,
        outcome=Outcome.AS_PLANNED,
        planned=held,
        held=held,
    )


def _id(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"bench/{name}")
