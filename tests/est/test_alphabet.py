"""Names stand in Swedish alphabetical order."""

import pytest

from est.alphabet import alphabetical, by_name
from est.place import Location


@pytest.mark.parametrize(
    "ordered",
    [
        ["Zinkgruvan", "Ån", "Älven", "Ön"],
        ["ekbacken", "Ekbacken södra", "Fältet"],
        ["Ekbacken", "ekbacken"],
        ["Torget", "Tåget", "Tältet"],
    ],
)
def test_a_ring_comes_before_a_umlaut_and_both_after_z(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=alphabetical) == ordered


def test_places_stand_by_register_name_or_written_words_and_the_id_decides_at_last() -> None:
    names = {"p1": "Älven", "p2": "Ån", "p3": "Älven"}
    locations = [Location(place_id=p) for p in ("p3", "p1", "p2", "b-utan-namn")] + [Location(text="Ängen")]
    found = sorted(locations, key=lambda location: by_name(location, names))
    assert [at.place_id or at.text for at in found] == ["b-utan-namn", "p2", "p1", "p3", "Ängen"]
