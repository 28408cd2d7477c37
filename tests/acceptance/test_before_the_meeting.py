"""The afternoon before the meeting: the coordinator sees what can still be done something about (pains 1 to 5)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from est.letters import LetterKind
from est.member import Absence
from sample.municipality.people import ORGANISATIONS, PERSON_OF, Seat
from tests.acceptance.from_teams import elsewhere
from tests.acceptance.test_delivery import refused
from tests.acceptance.test_people import admit
from tests.town import W48, Shown, Town, at, town

HALF_PAST_FOUR = at("2026-11-23", "16:30")
TUESDAY = date(2026, 11, 24)


def name(seat: Seat) -> str:
    return PERSON_OF[seat].name


def organisation_of(seat: Seat) -> str:
    (found,) = (one.name for one in ORGANISATIONS if one.id == PERSON_OF[seat].organisation_id)
    return found


def health_cards(ekbacka: Town, seat: Seat) -> list[Shown]:
    return [card for card in ekbacka.chat(ekbacka[seat]) if "Inför mötet v 48" in card.text]


def lines_under(card: Shown, heading: str) -> list[str]:
    """The lines of one part of the card."""
    found, within = [], False
    for line in card.text.splitlines():
        if line.startswith("# "):
            within = heading in line
        elif within:
            found.append(line)
    return found


async def test_the_coordinators_see_who_answered_who_was_not_reached_and_who_is_away(tmp_path: Path) -> None:
    async with town(tmp_path) as ekbacka, elsewhere(ekbacka, Seat.POLICE) as far:
        far[Seat.POLICE].script.append(refused("ConversationBlockedByUser"))
        # Away on the day of the meeting and not before: one with a deputy, one without.
        absent = (Absence(TUESDAY, TUESDAY),)
        await ekbacka.change(Seat.SCHOOL, absences=absent, deputy_id=ekbacka.member_id(Seat.LEISURE))
        await ekbacka.change(Seat.GUARD, absences=absent)
        # The only seat of its organisation is left.
        await admit(ekbacka, Seat.RESCUE, member=False)
        await ekbacka.turn_to(at("2026-11-23", "08:00"))
        await ekbacka.chat(ekbacka[Seat.HOUSING])[0].press("Inget att rapportera")
        await ekbacka.turn_to(at("2026-11-23", "16:15"))
        assert health_cards(ekbacka, Seat.COORDINATOR) == []

        await ekbacka.turn_to(HALF_PAST_FOUR)
        await ekbacka.turn_to(at("2026-11-23", "16:31"))
        for seat in Seat:
            expected = 1 if seat in {Seat.COORDINATOR, Seat.SECOND} else 0
            assert len(health_cards(ekbacka, seat)) == expected, seat

        (card,) = health_cards(ekbacka, Seat.COORDINATOR)
        assert "Inför mötet v 48: 1 av 11 har svarat" in card.text
        assert "Mötet: tis 24 nov kl 09.00" in card.text
        assert "Det är en vanlig arbetsdag." in card.text
        (police,) = lines_under(card, "Kunde inte nås: 1")
        assert police.startswith(f"{name(Seat.POLICE)} · har blockerat boten. Be hen häva blockeringen")
        assert lines_under(card, "Har svarat: 1") == [name(Seat.HOUSING)]
        assert len(lines_under(card, "Inte svarat än: 9")) == 9, "eight names, and how many more"
        assert lines_under(card, "Borta på mötesdagen: 2") == sorted(
            [
                f"{name(Seat.SCHOOL)} · ersättare: {name(Seat.LEISURE)}",
                f"{name(Seat.GUARD)} · ingen ersättare",
            ],
            key=lambda line: ekbacka.member_id(Seat.SCHOOL if "ersättare:" in line else Seat.GUARD),
        )
        rescue = lines_under(card, "Organisationer utan deltagare: 1")[0]
        assert rescue == organisation_of(Seat.RESCUE)
        # Local mode has no login that could end.
        assert "går ut" not in card.text
        listed = await card.press("Vem har svarat")
        assert "Läget v 48" in listed.text


async def test_a_health_card_that_was_slept_over_is_told_of_and_not_sent(tmp_path: Path) -> None:
    async with town(tmp_path) as ekbacka:
        await ekbacka.turn_to(at("2026-11-23", "16:15"))
        await ekbacka.turn_to(at("2026-11-24", "09:05"))
        assert health_cards(ekbacka, Seat.COORDINATOR) == []
        told = [card.text for card in ekbacka.chat(ekbacka[Seat.COORDINATOR]) if "missades" in card.text]
        assert any("Läget inför mötet skickades inte i tid." in text for text in told)


async def test_who_coordinates_no_more_when_it_is_sent_does_not_see_it(tmp_path: Path) -> None:
    """It names people and says who is away: it is looked up at the moment of sending."""
    async with town(tmp_path) as ekbacka:
        await ekbacka.turn_to(at("2026-11-23", "16:15"))
        ekbacka.clock.turn_to(HALF_PAST_FOUR)
        await ekbacka.change(Seat.SECOND, active=False)
        await ekbacka.tick()
        assert len(health_cards(ekbacka, Seat.COORDINATOR)) == 1
        assert health_cards(ekbacka, Seat.SECOND) == []
        kinds = [
            letter.recipient
            for letter in await ekbacka.records(
                lambda records: records.ledger.of_round(ekbacka.group_id, W48)
            )
            if letter.kind is LetterKind.HEALTH and letter.state == "sent"
        ]
        assert kinds == [ekbacka.member_id(Seat.COORDINATOR)]
