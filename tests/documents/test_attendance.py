"""The minutes list functions and organisations as present, excused or absent, and by which way they answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.paper import Table
from documents.summary import summary_paper
from est.attending import Presence
from est.delivery import DeliveryState
from est.member import Route
from tests.cards.scene import MEMBERS
from tests.documents.desk import dossier, frame
from tests.est.builders import delivery_line, member


def rows_of(found: object) -> list[tuple[str, ...]]:
    """The rows of the table in section 2."""
    paper = summary_paper(found, frame())  # type: ignore[arg-type]
    (table,) = [block for block in paper.sections[1].blocks if isinstance(block, Table)]
    assert [column.heading for column in table.columns] == [
        *("Organisation", "Funktion", "På mötet", "Svar", "Svarsväg"),
    ]
    return [tuple(row) for row in table.rows]


@pytest.mark.case("P8")
def test_the_minutes_list_who_came_who_was_excused_who_was_absent_and_how_they_answered() -> None:
    presence = {
        "signe": Presence.PRESENT,
        "petra": Presence.ABSENT,
        "bo": Presence.EXCUSED,
        "sam": Presence.PRESENT,
    }
    routes = {"vera": Route.MAIL, "olle": Route.CHANNEL, "petra": Route.VIA_COORDINATOR}
    lines = [
        replace(line, member=replace(line.member, route=routes.get(line.member.id, Route.TEAMS)))
        for line in dossier().view.meeting.delivery
    ]
    assert rows_of(dossier(delivery=lines, presence=presence)) == [
        ("Barn och utbildning", "Rektor", "Närvarande", "Svarat", "Egen chatt i Teams"),
        ("Ekbackabostäder", "Trygghetssamordnare", "Anmält förhinder", "Svarat, sent", "Egen chatt i Teams"),
        ("Kultur och fritid", "Bibliotekarie", "Anmält förhinder", "Inte svarat", "Egen chatt i Teams"),
        ("Kultur och fritid", "Fältledare", "Inte antecknat", "Ersättare har svarat", "Egen chatt i Teams"),
        ("Polisen, lokalpolisområdet", "Kommunpolis", "Frånvarande", "Inte svarat", "Via samordnaren"),
        ("Samhällsbyggnad", "Driftchef", "Inte antecknat", "Inte svarat", "Egen chatt i Teams"),
        ("Samhällsbyggnad", "Parkchef", "Inte antecknat", "Inte svarat", "Kort i kanalen"),
        ("Socialtjänsten", "Samordnare", "Närvarande", "Inget att rapportera", "Egen chatt i Teams"),
        ("Trygg Vakt AB", "Gruppledare", "Inte antecknat", "Inte svarat", "Formulär via e-post"),
    ]


def test_two_seats_with_one_function_keep_their_own_attendance() -> None:
    second = member(id="stina", name="Stina Ö")
    everybody = {one.id: one for one in (*MEMBERS, second)}
    lines = [*dossier().view.meeting.delivery, delivery_line(member=second, state=DeliveryState.SENT)]
    presence = {"signe": Presence.ABSENT, "stina": Presence.PRESENT}
    rows = rows_of(dossier(delivery=lines, presence=presence, members=everybody))
    assert [row[2] for row in rows if row[1] == "Rektor"] == ["Frånvarande", "Närvarande"]


@pytest.mark.case("P8")
def test_no_name_of_a_member_stands_in_the_minutes() -> None:
    said = str(summary_paper(dossier(), frame()))
    assert [one.name for one in MEMBERS if one.name in said] == []
