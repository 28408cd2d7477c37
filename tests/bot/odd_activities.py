"""Activities in which something is not as Teams would send it."""

import copy
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.bot.fakes import Json, recorded

NAMES = sorted(path.stem for path in (Path(__file__).parent / "activities").glob("*.json"))

odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


def places_in(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place of an activity where something stands."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    if isinstance(value, list):
        inner = list(enumerate(value))
    return [place for key, one in inner for place in [(*path, key), *places_in(one, (*path, key))]]


def put(holder: Any, place: tuple[str | int, ...], value: object) -> None:
    """Puts a value in a place, if an earlier one has not taken that place away."""
    with suppress(LookupError, TypeError):
        for key in place[:-1]:
            holder = holder[key]
        holder[place[-1]] = value


PLACES = {name: places_in(recorded(name)) for name in NAMES}


@st.composite
def odd_activities(draw: st.DrawFn) -> Json:
    """A recorded activity with one to three of its values replaced."""
    name = draw(st.sampled_from(NAMES))
    body = copy.deepcopy(recorded(name))
    for place in draw(st.lists(st.sampled_from(PLACES[name]), min_size=1, max_size=3)):
        put(body, place, draw(odd))
    return body
