"""Swedish alphabetical order: å, ä, ö last and in that order, which code points alone do not give."""

from collections.abc import Mapping

from est.place import Location

SWAPPED = str.maketrans("åä", "äå")


def alphabetical(name: str) -> tuple[str, str]:
    """A key to sort names by; capitals decide only between names that are otherwise the same."""
    return name.casefold().translate(SWAPPED), name


def by_name(location: Location, names: Mapping[str, str]) -> tuple[str, ...]:
    """A key to sort places by the name in the register or the words that were written; the id decides at last."""
    name = location.text or names.get(location.place_id, location.place_id)
    return *alphabetical(name), location.place_id
