"""Ekbacka is invented, holds together, and says nothing of any person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from est.member import Absence, Role, coordinators
from est.personal_data import check
from est.report import NOTE_LIMIT, TEXT_LIMIT
from est.vocabulary import Category, EventType, NeedType, OrganisationType, PlaceType
from sample.municipality import MUNICIPALITY_ID, MUNICIPALITY_NAME, WORLD
from sample.municipality.measures import MEASURES
from sample.municipality.occasions import occurring
from sample.municipality.people import DEPUTIES, MEMBER_IDS, ORGANISATIONS, PEOPLE, Seat, members
from sample.municipality.places import EVERYWHERE, PLACES
from sample.municipality.sketches import events, incidents, needs
from sample.municipality.stories import DUMPED, GATHERED, OWN_WORDS, TWICE, WARNED_TEXT

MUNICIPALITIES = frozenset(
    Path(__file__).with_name("municipalities.txt").read_text(encoding="utf-8").casefold().split()
)
PLACE_NAMES = [name for place in PLACES for name in (place.name, place.area, *place.aliases)]
KNOWN = frozenset((*PLACE_NAMES, *(organisation.name for organisation in ORGANISATIONS)))
PLACE_IDS = {place.id for place in PLACES}
ORGANISATION_IDS = {organisation.id for organisation in ORGANISATIONS}


def texts() -> Iterator[str]:
    """Everything that anybody in Ekbacka has written."""
    for seen in incidents():
        yield from (seen.text, seen.taken)
    for ahead in events():
        yield from (ahead.text, ahead.preparation)
    yield from (wish.text for wish in needs())
    for measure in MEASURES:
        yield from (measure.title, measure.blocked_reason)
    yield from (*DUMPED.values(), *GATHERED.values())
    yield from (text for pair in TWICE for _, text in pair)
    yield from (words for _, _, *place_and_text in OWN_WORDS.values() for words in place_and_text)


def words_of(name: str) -> Iterator[str]:
    """The words of a name in lower case, and what each is the genitive of."""
    for word in re.findall(r"[\w-]+", name.casefold()):
        yield from (word, word.removesuffix("s"))


def is_guid(text: str) -> bool:
    return str(UUID(text)) == text


def test_the_list_of_municipalities_is_whole() -> None:
    assert len(MUNICIPALITIES) == 290


def test_no_name_is_that_of_a_real_municipality() -> None:
    names = [MUNICIPALITY_NAME, WORLD.team_name, *PLACE_NAMES]
    assert [name for name in names if set(words_of(name)) & MUNICIPALITIES] == []


def test_there_are_about_forty_places_in_five_areas_and_one_of_every_type() -> None:
    assert 38 <= len(PLACES) <= 45
    assert len({place.area for place in PLACES} - {EVERYWHERE}) == 5
    assert {place.type for place in PLACES} == set(PlaceType)
    assert {place.municipality_id for place in PLACES} == {MUNICIPALITY_ID}


def test_every_name_and_alias_means_one_place() -> None:
    names = [name.casefold() for place in PLACES for name in (place.name, *place.aliases)]
    assert len(names) == len(set(names))
    assert len(PLACE_IDS) == len(PLACES)


def test_places_named_like_persons_pass_the_guard() -> None:
    named = [place.name for place in PLACES if re.search("Oskar|Johannes|Maria|Erik|Anna", place.name)]
    assert len(named) >= 5
    assert [name for name in named if check(f"Klotter vid {name}, cirka tio meter.", KNOWN)] == []


def test_the_twelve_are_composed_like_a_real_group() -> None:
    types = {organisation.id: organisation.type for organisation in ORGANISATIONS}
    assert len(PEOPLE) == len(Seat) == 12
    assert {types[person.organisation_id] for person in PEOPLE} == {
        OrganisationType.POLICE,
        OrganisationType.SAFETY_PREPAREDNESS,
        OrganisationType.SOCIAL_SERVICES,
        OrganisationType.SCHOOL,
        OrganisationType.LEISURE_CULTURE,
        OrganisationType.URBAN_PLANNING,
        OrganisationType.BUSINESS,
        OrganisationType.MUNICIPAL_HOUSING,
        OrganisationType.GUARD_FIRM,
        OrganisationType.RESCUE_SERVICE,
    }
    assert [person.seat for person in PEOPLE if person.guest] == [Seat.POLICE]


def test_two_coordinate_and_one_who_may_be_away_has_a_deputy() -> None:
    away = Absence(date(2026, 11, 23), date(2026, 11, 29))
    seats = {member.id: member for member in members([away])}
    assert len(coordinators(seats.values())) == 2
    assert all(Role.MEMBER in member.roles for member in seats.values())
    ((absent, deputy),) = DEPUTIES.items()
    assert seats[MEMBER_IDS[absent]].deputy_id == MEMBER_IDS[deputy]
    assert [member.id for member in seats.values() if member.away(date(2026, 11, 24))] == [MEMBER_IDS[absent]]


def test_teams_knows_the_same_twelve_by_ids_of_its_own_shape() -> None:
    assert [user.object_id for user in WORLD.users] == [person.object_id for person in PEOPLE]
    assert all(is_guid(user.object_id) and re.fullmatch("29:[0-9a-f]{33}", user.id) for user in WORLD.users)
    assert [user.name for user in WORLD.users if user.guest] == ["Kim Kommunpolis"]
    assert all(user.email.endswith("@ekbacka.example") for user in WORLD.users)
    assert len({user.id for user in WORLD.users}) == len({user.initials for user in WORLD.users}) == 12
    assert is_guid(WORLD.tenant_id)
    assert is_guid(WORLD.bot_id.removeprefix("28:"))


def test_nobody_has_written_of_a_person() -> None:
    assert {text: check(text, KNOWN) for text in texts() if check(text, KNOWN)} == {}


def test_one_text_is_of_the_kind_that_is_warned_of_and_never_of_the_kind_that_is_stopped() -> None:
    (hit,) = check(WARNED_TEXT, KNOWN)
    assert (hit.data_class, hit.strength) == ("P4", "warn")


def test_there_is_variety() -> None:
    assert len({seen.text for seen in incidents()}) == len(incidents()) >= 120
    assert {seen.category for seen in incidents()} == set(Category)
    assert len({ahead.text for ahead in events()}) == len(events()) >= 30
    assert {ahead.type for ahead in events()} == set(EventType)
    assert len({wish.text for wish in needs()}) == len(needs()) >= 25
    assert {wish.type for wish in needs()} == set(NeedType) - {NeedType.OTHER}


def test_the_tables_name_places_and_organisations_that_exist() -> None:
    spots = PLACE_IDS | set(PlaceType)
    assert [seen.text for seen in incidents() if not seen.places or not seen.places <= spots] == []
    assert [ahead.text for ahead in events() if not ahead.places or not ahead.places <= spots] == []
    assert [wish.text for wish in needs() if wish.place_id not in PLACE_IDS] == []
    assert [wish.text for wish in needs() if not set(wish.asked) <= ORGANISATION_IDS] == []
    assert [measure.title for measure in MEASURES if measure.place_id not in PLACE_IDS] == []
    assert {person.organisation_id for person in PEOPLE} == ORGANISATION_IDS


def test_every_text_fits_its_field() -> None:
    long = [seen.text for seen in incidents() if len(seen.text) > TEXT_LIMIT or len(seen.taken) > NOTE_LIMIT]
    late = [ahead.text for ahead in events() if len(ahead.preparation) > NOTE_LIMIT]
    assert long + late == []


@pytest.mark.parametrize(
    ("occasion", "day"),
    [
        ("valborg", date(2027, 4, 30)),
        ("school_end", date(2027, 6, 11)),
        ("midsummer_eve", date(2026, 6, 19)),
        ("election", date(2026, 9, 13)),
        ("halloween", date(2026, 10, 31)),
        ("lucia_night", date(2026, 12, 12)),
        ("new_years_eve", date(2026, 12, 31)),
    ],
)
def test_what_comes_every_year_comes_on_its_day(occasion: str, day: date) -> None:
    assert list(occurring(occasion, day, day)) == [day]


def test_an_election_does_not_come_every_year() -> None:
    assert list(occurring("election", date(2027, 1, 1), date(2029, 12, 31))) == []
