"""Malformed, old, foreign, repeated and hostile presses: a Swedish answer that says what to do, and nothing stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from cards.teams import CARD_LIMIT
from cards.verbs import VERBS, Payload, SaveForm, SeatPayload
from est.member import Member, Role
from est.ports import Records
from sample.municipality.people import Seat
from tests.acceptance.forms import incident
from tests.acceptance.tampering import bent, is_refused, payload, said_in, size_of
from tests.town import Shown, Town, at, town_after

TOO_FAST = 429
"""The answer to who presses faster than people can (bot.pace); a second later there is room again."""
OLD_CARD = "Kortet är för gammalt eller hör till något annat. Skriv rapportera så får du ett nytt."
NOT_FOR_YOU = "Det här kan jag inte visa för dig. Kontakta samordnaren om du tror att det är fel."
LEADERS = frozenset({Role.MEMBER, Role.COORDINATOR})
FOREIGN, NOBODYS = "g0000000000aa", "g0000000000bb"
"""A group of others in the same tenant, and one that does not exist."""
AT_A_MEETING = {
    *("meeting.start", "meeting.move", "meeting.borrow", "meeting.end", "meeting.resume", "meeting.length"),
    *("note.save", "addition.open", "addition.save", "point.to_action", "point.back"),
    *("need.open", "need.answer"),
}
"""Taken only while a meeting is held, or about a need: tests/acceptance/test_meeting_held.py and its neighbour."""
REVIEWING = {
    *("review.show", "review.accept_all", "review.item.show", "review.edit", "areas.show", "area.show"),
    *("opening.edit", "versions.show"),
}
REVIEWED = {
    *("review.accept", "review.send_back", "review.hide", "review.show_again", "review.make_oral"),
    *("review.merge", "review.part", "review.grade", "review.comment", "review.move", "area.save"),
    *("opening.save", "summary.reopen", "version.show", "variant.show"),
}
"""Taken only of an item or a summary that is as it was seen: tests/acceptance/test_reviewing.py and its neighbour."""
OF_AN_ACTION = {
    # A post in the channel of which nobody knows: tests/acceptance/test_delivery.py.
    "post.again",
    "action.show",
    "action.save",
    "action.step",
    "action.take",
    "action.undo",
    "event.outcome",
    "working_group.save",
}
"""The verbs that want an action, an event or a whole form, of which there is none on Monday."""
COORDINATING = (
    REVIEWING
    | REVIEWED
    | {
        "post.again",
        "agenda.publish",
        "delivery.show",
        "item.take_in",
        "summary.approve",
        "summary.show",
        "settings.show",
        "settings.save",
        "group.resume",
        "calendar.confirm",
        "members.show",
        "member.show",
        "member.save",
        "coordinator.become",
        "meeting.show",
        "meeting.start",
        "meeting.move",
        "meeting.borrow",
        "meeting.end",
        "meeting.resume",
        "meeting.length",
        "register.open",
        "register.save",
        "note.open",
        "note.save",
        "addition.open",
        "addition.save",
        "point.to_action",
        "point.back",
        "action.open",
        "action.save",
        "action.undo",
        "working_groups.show",
        "working_group.open",
        "working_group.save",
    }
)
"""The verbs that an ordinary member has no button for."""


@pytest.fixture
async def troubled(tmp_path: Path) -> AsyncIterator[Town]:
    """Monday with one report, a foreign group beside ours, and nobody who is only a member but the guard."""
    async with town_after(_trouble, tmp_path) as ekbacka:
        yield ekbacka


async def _trouble(ekbacka: Town) -> None:
    def settle_in(records: Records) -> None:
        ours = records.groups.get(ekbacka.group_id)
        assert ours is not None
        records.groups.save(replace(ours, id=FOREIGN, team_id="19:annan@thread.tacv2", name="EST Annan"))
        records.members.save(Member("m0000000000aa", FOREIGN, str(uuid4()), "Okänd"))

    await ekbacka.turn_to(at("2026-11-23", "08:00"))
    await ekbacka.program.store.write("", settle_in)
    for seat in Seat:
        if seat is not Seat.GUARD:
            await ekbacka.change(seat, roles=LEADERS | {Role.ADMINISTRATOR})
    await incident(ekbacka.chat(ekbacka[Seat.SCHOOL])[0])
    await ekbacka.tick()


class Forger:
    """Presses anything on a card of one's own, with any data; each press under an id of its own."""

    def __init__(self, town: Town, seat: Seat = Seat.SCHOOL) -> None:
        self.town = town
        self.seat = seat
        self.card: Shown = town.chat(town[seat])[0]

    def ids(self, **other: str) -> dict[str, str]:
        item = f"{self.town.group_id}.2026-W48.1"
        own = {"group": self.town.group_id, "week": "2026-W48", "seat": self.town.member_id(self.seat)}
        return own | {"item": item, "draft": "d1", "member": own["seat"], "fingerprint": "f"} | other

    async def press(self, data: Any, verb: str = "", *, by: str = "") -> tuple[int, Any]:
        action = {"type": "Action.Execute", "verb": verb or data.get("verb", ""), "data": data}
        user = replace(self.town[self.seat], object_id=by) if by else self.town[self.seat]
        status, body = await self.town.knock(self.town.invoke(self.card, action, by=user))
        while status == TOO_FAST:
            await asyncio.sleep(1)
            status, body = await self.town.knock(self.town.invoke(self.card, action, by=user))
        return status, body

    async def assert_refused(self, data: Any, why: str, verb: str = "", *, by: str = "") -> str:
        """The press is answered with 200 and a refusal in Swedish that Teams can show; gives the refusal."""
        status, body = await self.press(data, verb, by=by)
        assert (status, body.get("statusCode")) == (200, 200), (why, status, body)
        assert is_refused(body), (why, said_in(body))
        assert size_of(body) <= CARD_LIMIT, (why, size_of(body))
        return said_in(body)


async def test_the_payloads_that_are_bent_below_are_right_before(troubled: Town) -> None:
    """Otherwise the tests below would prove nothing: each verb is taken when it is pressed as it should be."""
    verbs = (
        set(VERBS)
        - AT_A_MEETING
        - REVIEWED
        - OF_AN_ACTION
        - {"item.take_in", "summary.approve", "nothing.report", "item.withdraw", "item.open"}
    )
    forger = Forger(troubled)
    for verb in sorted(verbs):
        status, body = await forger.press(payload(verb, forger.ids()))

        assert (status, body["statusCode"]) == (200, 200), verb
        assert not is_refused(body), (verb, said_in(body))


@pytest.mark.parametrize("base", [SaveForm, SeatPayload, Payload])
async def test_a_card_of_no_shape_of_ours_is_an_old_card(troubled: Town, base: type[Payload]) -> None:
    forger = Forger(troubled)
    before = await troubled.stored()
    for verb in (verb for verb, model in VERBS.items() if _nearest(model) is base):
        for name, data in bent(verb, payload(verb, forger.ids())):
            # The shape is looked at before the person, whose presses a minute are counted.
            refused = await forger.assert_refused(data, f"{verb}: {name}", verb, by=str(uuid4()))

            assert OLD_CARD in refused, (verb, name, refused)
    assert await troubled.stored() == before


async def test_an_unknown_verb_is_an_old_card(monday: Town) -> None:
    forger = Forger(monday)
    before = await monday.stored()
    for verb in ("prompt", "prompt.show ", "PROMPT.SHOW", "__class__", "x" * 5000, "öppna", ""):
        _, body = await forger.press(payload("prompt.show", forger.ids()) | {"verb": verb}, verb)

        assert OLD_CARD in said_in(body), verb
    assert await monday.stored() == before


async def test_a_verb_among_the_inputs_is_not_obeyed(troubled: Town) -> None:
    forger = Forger(troubled)
    before = await troubled.stored()

    status, body = await forger.press(
        payload("nothing.undo", forger.ids()) | {"verb": "item.withdraw"}, "prompt.show"
    )

    assert status == 200
    assert "EST v 48: vad har hänt hos er?" in said_in(body)
    assert await troubled.stored() == before


@pytest.mark.parametrize("group", [FOREIGN, NOBODYS, ""])
async def test_another_groups_id_is_refused_as_if_it_did_not_exist(troubled: Town, group: str) -> None:
    before = await troubled.stored()
    for seat, verb in zip(_round_robin(), VERBS, strict=False):
        forger = Forger(troubled, seat)
        if verb != "command.run" or group:
            refused = await forger.assert_refused(payload(verb, forger.ids(group=group)), verb)

            expected = "Jag hittar ingen EST-grupp för dig." if verb == "command.run" else NOT_FOR_YOU
            assert expected in refused, verb
    assert await troubled.stored() == before


async def test_another_members_seat_is_refused(troubled: Town) -> None:
    before = await troubled.stored()
    theirs = (troubled.member_id(Seat.GUARD), "m0000000000aa", "m0000000000cc", "")
    for verb, model in VERBS.items():
        if issubclass(model, SeatPayload):
            for seat, id_ in zip((Seat.SCHOOL, Seat.POLICE, Seat.LEISURE, Seat.FIELD), theirs, strict=True):
                forger = Forger(troubled, seat)
                refused = await forger.assert_refused(payload(verb, forger.ids(seat=id_)), f"{verb} {id_}")

                assert "Det är någon annans rapport." in refused, (verb, refused)
    assert await troubled.stored() == before


async def test_a_week_that_is_none_of_the_groups_is_refused(troubled: Town) -> None:
    before = await troubled.stored()
    seats = _round_robin()
    for verb, model in VERBS.items():
        if "week" in model.model_fields:
            for week in ("2026-W10", "2027-W20", "2026-W54", "9999-W01", "0000-W01", "v 48", "", "2026-W048"):
                # Without a week it is the open round's agenda, delivery list or summary that is shown.
                if week or issubclass(model, SeatPayload):
                    forger = Forger(troubled, next(seats))
                    await forger.assert_refused(payload(verb, forger.ids(week=week)), f"{verb} {week}")
    assert await troubled.stored() == before


async def test_an_item_that_is_not_mine_is_refused(troubled: Town) -> None:
    before = await troubled.stored()
    schools = f"{troubled.group_id}.2026-W48.1"
    seats = _round_robin(frozenset({Seat.SCHOOL}))
    for verb in ("item.open", "item.withdraw", "item.take_in", "incident.save", "event.save", "need.save"):
        for item in (schools, "i1", f"{FOREIGN}.2026-W48.1", "'; DROP TABLE item; --", "../1"):
            forger = Forger(troubled, next(seats))
            data = payload(verb, forger.ids()) | {"item": item}
            refused = await forger.assert_refused(data, f"{verb} {item}")

            assert "krossade" not in refused
    assert await troubled.stored() == before


async def test_a_member_that_is_none_of_ours_is_refused(troubled: Town) -> None:
    before = await troubled.stored()
    forger = Forger(troubled)
    for verb in ("member.show", "member.save"):
        for id_ in ("m0000000000aa", "m0000000000cc", FOREIGN):
            assert NOT_FOR_YOU in await forger.assert_refused(payload(verb, forger.ids(member=id_)), verb)
    assert await troubled.stored() == before


async def test_an_ordinary_member_cannot_press_what_only_coordinators_have(troubled: Town) -> None:
    ordinary = (Seat.GUARD, Seat.FIELD, Seat.TOURISM, Seat.RESCUE)
    for seat in ordinary:
        await troubled.change(seat, roles=frozenset({Role.MEMBER}))
    before = await troubled.stored()
    for verb, seat in zip(sorted(COORDINATING), cycle(ordinary), strict=False):
        forger = Forger(troubled, seat)
        await forger.assert_refused(payload(verb, forger.ids()), verb)
    assert await troubled.stored() == before


async def test_every_verb_of_an_ordinary_members_own_cards_is_known_here() -> None:
    """A new verb has to be put among those of coordinators, or those of everybody."""
    everybodys = {verb for verb, model in VERBS.items() if issubclass(model, SeatPayload)}
    assert set(VERBS) == COORDINATING | everybodys | {
        "agenda.show",
        "command.run",
        "need.open",
        "need.answer",
        "actions.show",
        "action.show",
        "action.step",
        "action.take",
        "event.outcome",
    }


def _nearest(model: type[Payload]) -> type[Payload]:
    return next(base for base in (SaveForm, SeatPayload, Payload) if issubclass(model, base))


def _round_robin(without: frozenset[Seat] = frozenset()) -> Iterator[Seat]:
    seats = [seat for seat in Seat if seat not in {Seat.GUARD, *without}]
    while True:
        yield from seats
