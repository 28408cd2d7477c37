"""The catalogues: Swedish is the source and stands in the code, English is complete in `locales/`."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from est.week import Week

LOCALES = Path(__file__).parent.parent / "locales"
LANGUAGES = ("sv", "en")
SOURCE = "sv"


def N_(sentence: str) -> str:  # noqa: N802 -- the name gettext tools know for "translate later"
    """Mark a sentence for the catalogue where it is a constant; it is translated where it is used."""
    return sentence


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 -- as N_
    """Mark a sentence and its plural for the catalogue where they are a constant."""
    return one, many


class Words:
    """One language: sentences, plurals, days and clock times.

    Sentences are named by their Swedish text, so the code reads as it speaks. Values are put in with `str.format`
    after translation; a value is never itself translated or formatted.
    """

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else SOURCE
        self._translations = _translations(self.language)

    def t(self, sentence: str, **values: object) -> str:
        """The sentence in this language."""
        text = self._translations.gettext(sentence) if sentence else ""
        return text.format(**values) if values else text

    def n(self, one: str, many: str, n: int, **values: object) -> str:
        """The singular or plural sentence for *n*, which is also a value of it."""
        return self._translations.ngettext(one, many, n).format(n=n, **values)

    def week(self, week: Week) -> str:
        """Such as "v 48"."""
        return self.t("v {number}", number=week.number)

    def day(self, day: date) -> str:
        """Such as "tis 6 jan"."""
        return _written(day, "EEE d MMM", self.language)

    def day_with_year(self, day: date) -> str:
        """Such as "tis 6 jan 2026"."""
        return _written(day, "EEE d MMM y", self.language)

    def weekday(self, weekday: int) -> str:
        """Such as "tisdag"; Monday is 0."""
        return format_date(date(2024, 1, 1) + timedelta(days=weekday), "EEEE", locale=self.language)

    def days(self, first: date, last: date) -> str:
        """Such as "mån 16 nov – sön 22 nov"; each end carries its own year when the years differ."""
        if first == last:
            return self.day(first)
        if first.year != last.year:
            return f"{self.day_with_year(first)} – {self.day_with_year(last)}"
        return f"{self.day(first)} – {self.day(last)}"

    def clock(self, moment: time | datetime) -> str:
        """Such as "09.00" in Swedish and "09:00" in English."""
        return f"{moment:%H.%M}" if self.language == SOURCE else f"{moment:%H:%M}"

    def moment(self, moment: datetime, zone: str) -> str:
        """Such as "tis 24 nov kl 09.00", in the group's own time zone."""
        local = moment.astimezone(ZoneInfo(zone))
        return self.t("{day} kl {clock}", day=self.day(local.date()), clock=self.clock(local))


@lru_cache(maxsize=4096)
def _written(day: date, pattern: str, language: str) -> str:
    """A card says the same few days again and again, and Babel takes its time over each."""
    return format_date(day, pattern, locale=language).replace(".", "")


@cache
def words_in(language: str) -> Words:
    """The words of a language; Swedish for one we do not have."""
    return Words(language)


@cache
def _translations(language: str) -> NullTranslations:
    """Read straight from the catalogue's text, so that there is no compiled file to forget."""
    if language == SOURCE:
        return NullTranslations()
    with (LOCALES / language / "LC_MESSAGES" / "est.po").open("rb") as text:
        catalogue = read_po(text, locale=language)
    binary = io.BytesIO()
    write_mo(binary, catalogue)
    binary.seek(0)
    return GNUTranslations(binary)
