"""A week in which nobody answers still has its meeting."""

from __future__ import annotations

from datetime import date

import pytest

from est.action import Action, ActionState
from est.member import Role
from est.ports import Records
from sample.municipality.people import Seat
from tests.town import Town, at

POINTS = (
    "0–2 min · 1. Öppning",
    "2. Uppföljning av åtgärder",
    "3. Veckans händelser",
    "4. Kommande händelser",
    "5. Samverkansbehov",
    "6. Prioriterade platser kommande vecka",
    "29–30 min · 7. Avslut",
)


@pytest.mark.case("G8")
async def test_without_any_answer_there_is_an_agenda_with_standing_points_and_open_actions(
    friday: Town,
) -> None:
    for seat in (Seat.TOURISM, Seat.RESCUE, Seat.FIELD):
        await friday.change(seat, roles=frozenset({Role.VIEWER}))
    await friday.program.store.write(friday.group_id, lambda records: _decide(records, friday.group_id))
    await friday.turn_to(at("2026-11-23", "08:00"))

    await friday.turn_to(at("2026-11-24", "08:15"))

    (agenda,) = friday.channel(friday[Seat.POLICE])
    assert "Dagordning v 48" in agenda.text
    assert "0 av 9 svar." in agenda.text
    for point in POINTS:
        assert point in agenda.text
    assert (
        "Å1 · Laga belysningen vid skateparken · Samhällsbyggnad, Gatuingenjör · klart fre 20 nov"
        in agenda.text
    )
    assert "Å2 · Vuxenvandra två fredagar · Tillväxt och fritid, Fritidschef · klart fre 4 dec" in agenda.text
    assert "Å3" not in agenda.text


def _decide(records: Records, group_id: str) -> None:
    decided = [
        ("Laga belysningen vid skateparken", "samhallsbyggnad", "Gatuingenjör", date(2026, 11, 20)),
        ("Vuxenvandra två fredagar", "tillvaxt-fritid", "Fritidschef", date(2026, 12, 4)),
        ("Städa lekparken", "samhallsbyggnad", "Gatuingenjör", date(2026, 11, 13)),
    ]
    for number, (title, organisation, function, due) in enumerate(decided, start=1):
        done = title.startswith("Städa")
        records.actions.save(
            Action(
                id=f"a{number}",
                group_id=group_id,
                number=number,
                title=title,
                owner_organisation_id=organisation,
                owner_function=function,
                decided_on=date(2026, 11, 10),
                due=due,
                state=ActionState.DONE if done else ActionState.DECIDED,
            )
        )
