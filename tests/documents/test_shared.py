"""What is shared outside the group holds no exact place, no name and no item above its level, searched for canaries.

The canaries are looked for in the text of the PDF and in every part of the DOCX, where a reader would find them.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from documents.docx import docx
from documents.paper import Table
from documents.pdf import pdf
from documents.shared import NotApproved, shared_paper
from est.action import ActionLevel
from est.place import Location
from est.report import Content
from est.summary.audiences import Circle
from est.vocabulary import Audience, Category, EventType, PlaceType, Severity
from est.weekly.documents import Dossier
from tests.cards.scene import PLACES
from tests.documents.desk import MADE_AT, dossier, frame
from tests.documents.test_pdf import text_of
from tests.est.builders import action, collab_need, incident, item, place, upcoming_event

NAME = "Zebedeus Kanariesson"
"""A private person whose name somebody saved in spite of the warning."""
SCHOOLYARD, TUNNEL, UNREGISTERED = "Kanarieskolans gård", "Kanarietunneln", "Kanariegränd 7"
SAID = "kanarieord"
AREA = "Kanariestaden"


def canaries() -> Dossier:
    """A meeting whose every text, place and level would show if it were let out."""
    places = {
        **PLACES,
        "skola": place(id="skola", name=SCHOOLYARD, type=PlaceType.SCHOOL, area=AREA),
        "tunnel": place(id="tunnel", name=TUNNEL, type=PlaceType.FOOTPATH_TUNNEL, area=AREA),
    }
    text = f"{NAME} sågs, {SAID}."
    contents: list[Content] = [
        *(
            incident(location=Location(place_id="skola"), text=text, severity=Severity.VERY_HIGH)
            for _ in range(3)
        ),
        incident(location=Location(place_id="tunnel"), text=text, needs_discussion=True),
        incident(location=Location(text=UNREGISTERED), text=text, needs_discussion=True),
        incident(
            category=Category.ROBBERY,
            location=Location(place_id="tunnel"),
            text=text,
            audience=Audience.OPERATIVE,
            severity=Severity.VERY_HIGH,
        ),
        upcoming_event(location=Location(place_id="tunnel"), text=text, preparation=text),
        upcoming_event(type=EventType.POLICE_OPERATION, location=Location(place_id="tunnel"), text=text),
        collab_need(location=Location(place_id="skola"), text=text),
    ]
    items = [item(content, number=number) for number, content in enumerate(contents, start=1)]
    own = action(number=11, title="Lampor i gången", decided_on=dossier().round.held)
    lifted = action(
        number=12,
        title=f"Stängsel vid {SCHOOLYARD}",
        decided_on=dossier().round.held,
        level=ActionLevel.STEERING,
    )
    marked = replace(lifted, id="action-13", number=13, title=f"Samtal med {NAME}", marks=("P4",))
    return dossier(items, actions=(own, lifted, marked), places=places)


def everywhere(found: Dossier, circle: Circle) -> str:
    """All that a reader of either format can find."""
    paper = shared_paper(found, circle, frame())
    with zipfile.ZipFile(io.BytesIO(docx(paper, MADE_AT))) as packed:
        parts = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    return "\n".join([text_of(pdf(paper, MADE_AT)), *parts])


@pytest.mark.case("P5")
@pytest.mark.parametrize("circle", Circle)
def test_no_name_no_word_that_somebody_typed_and_no_unregistered_place_is_shared(circle: Circle) -> None:
    said = everywhere(canaries(), circle)
    for canary in (NAME, SAID, UNREGISTERED, "Kanariegränd", "Sam Ek", "Signe Sundin"):
        assert canary not in said


@pytest.mark.case("P5")
@pytest.mark.parametrize("circle", Circle)
def test_a_school_stands_under_its_area_in_every_circle(circle: Circle) -> None:
    said = everywhere(canaries(), circle)
    assert "Kanarieskolan" not in said
    assert AREA in said


@pytest.mark.case("P5")
@pytest.mark.parametrize("circle", [Circle.STEERING, Circle.PUBLIC])
def test_no_exact_place_is_named_to_the_steering_group_and_the_public(circle: Circle) -> None:
    said = everywhere(canaries(), circle)
    assert [one.name for one in canaries().view.meeting.places.values() if one.name in said] == []


@pytest.mark.case("P5")
@pytest.mark.parametrize("circle", [Circle.COUNCIL, Circle.STEERING, Circle.PUBLIC])
def test_an_item_stays_within_its_level(circle: Circle) -> None:
    """An incident meant for the operative group is told as itself there and nowhere else; numbers may count it."""
    paper = shared_paper(canaries(), circle, frame())
    assert "Händelser som får spridas" not in [one.heading for one in paper.sections]
    told = shared_paper(canaries(), Circle.OPERATIVE, frame())
    (spread,) = [one for one in told.sections if one.heading == "Händelser som får spridas"]
    (table,) = spread.blocks
    assert isinstance(table, Table)
    assert table.rows == [["Rån", TUNNEL, "4 – mycket hög"]]


@pytest.mark.case("P5")
def test_an_action_of_the_group_is_not_shown_to_the_public_or_the_steering_group() -> None:
    assert "Lampor i gången" in everywhere(canaries(), Circle.OPERATIVE)
    assert "Lampor i gången" not in everywhere(canaries(), Circle.STEERING)
    assert "Stängsel vid Kanariestaden" in everywhere(canaries(), Circle.STEERING)
    assert "Stängsel" not in everywhere(canaries(), Circle.PUBLIC)


def test_a_small_number_is_not_said_to_the_public() -> None:
    said = text_of(pdf(shared_paper(canaries(), Circle.PUBLIC, frame()), MADE_AT))
    assert "färre än 5 eller ej visat" in said
    assert "Skadegörelse 5" not in said


def test_the_public_document_carries_no_information_class() -> None:
    assert "Intern" not in text_of(pdf(shared_paper(canaries(), Circle.PUBLIC, frame()), MADE_AT))
    assert "Intern" in text_of(pdf(shared_paper(canaries(), Circle.OPERATIVE, frame()), MADE_AT))


def test_a_draft_is_not_shared() -> None:
    with pytest.raises(NotApproved):
        shared_paper(dossier(approved=False), Circle.PUBLIC, frame())
    found = canaries()
    with pytest.raises(NotApproved):
        shared_paper(replace(found, view=replace(found.view, approval=None)), Circle.OPERATIVE, frame())
