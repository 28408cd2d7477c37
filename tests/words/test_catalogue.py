"""Swedish is the source and English is whole: `python -m words.check` is part of the build through these tests."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

from bot.handler import language_of
from cards.notices import COMMANDS
from dialogs.commands import Word, parse
from est.turn import UNSAID
from tests.words.code import PRODUCT, ROOT, constants_outside, forms_of, modules
from words import words_in
from words.catalogue import LANGUAGES, N_, SOURCE
from words.check import main, read, said_in, template

A_DAY = date(2026, 11, 23)
SWEDISH = re.compile("[åäöÅÄÖ]")
SAME_IN_BOTH = {
    *("Park", "Deadline", "Organisation", "51–200", "Version {n}", "Status", "Version"),
    *("{first}–{last} min · {title}", "{kind} · {week}", "{n} min"),
}
"""Sentences that are spelled the same in Swedish and English."""
NOT_SAID = {
    "dialogs.commands": "what people type",
    "dialogs.spoken": "what people type",
    "est.alphabet": "the letters themselves",
    "est.action": "Å7, the name of an action in every language",
    "calendars.build": "the names that the calendar gives",
}
"""Modules with Swedish letters that are no sentences of ours."""
TYPED = re.compile(r"\b[Tt]yp(?:e|ing)\b[^“]*“")
QUOTED = re.compile("“([^”]+)”")
ASKED_TO_TYPE = re.compile(
    r"[Ss]kriv(?:er|a)? (?:till exempel )?(hej|rapportera|dagordning|sammanfattning|läget|inställningar|hjälp)\b"
)


@pytest.mark.case("I1")
def test_english_lacks_no_sentence_and_has_none_left_over(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0, capsys.readouterr().out


@pytest.mark.case("I1")
def test_swedish_is_the_default() -> None:
    assert SOURCE == LANGUAGES[0] == "sv"
    assert [words_in(language).language for language in ("sv", "en", "fi", UNSAID)] == [
        "sv",
        "en",
        "sv",
        "sv",
    ]
    assert [language_of(locale) for locale in ("sv-SE", "en-GB", "en", "EN-us", "nb-NO", "")] == [
        *("sv", "en", "en", "en", "sv", UNSAID)
    ]
    assert words_in("sv").t("Händelse") == "Händelse"
    assert words_in("en").t("Händelse") == "Incident"


@pytest.mark.case("I1")
def test_a_missing_and_a_fuzzy_entry_fail_the_build(tmp_path: Path) -> None:
    """The check itself, in a copy of the project whose catalogue has lost one entry and doubts another."""
    for folder in ("est", "words", "cards", "dialogs", "documents", "bot", "web", "sample"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    kept = tmp_path / "locales" / "en" / "LC_MESSAGES" / "est.po"
    kept.parent.mkdir(parents=True)
    text = (ROOT / "locales" / "en" / "LC_MESSAGES" / "est.po").read_text(encoding="utf-8")
    text = text.replace('msgstr "Robbery"', 'msgstr ""').replace(
        'msgid "Inbrott"', '#, fuzzy\nmsgid "Inbrott"'
    )
    kept.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "words.check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    *lines, _ = done.stdout.splitlines()
    assert sorted(lines) == ["en: fuzzy: 'Inbrott'", "en: missing: 'Rån'"]


def test_a_sentence_inside_an_f_string_is_found_too() -> None:
    code = """f"{name}: {words.t('inget')}" + words.n("{n} dag", "{n} dagar", 2) + words.t(other)"""
    assert [forms for _, forms in said_in(ast.parse(code))] == [("{n} dag", "{n} dagar"), ("inget",)]


def test_english_is_not_swedish_left_as_it_was() -> None:
    same = {
        text
        for entry in read("en")
        if entry.id
        for text in forms_of(entry.id)
        if text in forms_of(entry.string)
    }
    assert same <= SAME_IN_BOTH
    assert not [
        text for entry in read("en") if entry.id for text in forms_of(entry.string) if SWEDISH.search(text)
    ]


def test_no_swedish_stands_outside_the_catalogue() -> None:
    """A text with å, ä or ö in the code is a sentence for the catalogue, or its module says what else it is."""
    known = {forms_of(message.id)[0] for message in template() if message.id}
    stray = [
        f"{name}:{constant.lineno} {constant.value!r}"
        for package in PRODUCT
        for name, tree in modules(package)
        if name not in NOT_SAID
        for constant in constants_outside(tree)
        if SWEDISH.search(str(constant.value)) and constant.value not in known
    ]
    assert not stray


def test_a_command_that_english_asks_people_to_type_is_understood() -> None:
    asked = 0
    for entry in read("en"):
        for english in forms_of(entry.string) if entry.id else []:
            swedish = forms_of(entry.id)[0]
            commands = QUOTED.findall(english) if TYPED.search(english) else []
            found = {parse(command.replace("{closed}", "week 48"), A_DAY).word for command in commands}
            assert Word.UNKNOWN not in found, english
            wanted = {parse(word, A_DAY).word for word in ASKED_TO_TYPE.findall(swedish)}
            assert wanted <= found, f"{swedish!r} asks for {wanted}, {english!r} for {found}"
            asked += len(commands)
    assert asked > 20


def test_every_command_of_the_help_list_can_be_typed_as_it_is_listed() -> None:
    for name, _ in COMMANDS:
        swedish, english = (parse(words_in(language).t(name), A_DAY).word for language in ("sv", "en"))
        assert swedish is english is not Word.UNKNOWN


def test_112_and_114_14_keep_their_numbers_in_english() -> None:
    for entry in read("en"):
        for number in ("112", "114 14"):
            kept = (
                {number in text for text in chain(forms_of(entry.id), forms_of(entry.string))}
                if entry.id
                else set()
            )
            assert len(kept) <= 1, entry.id


def test_the_template_holds_marked_constants_and_plurals() -> None:
    ids = {forms_of(message.id) for message in template() if message.id}
    assert (N_("Rån"),) in ids
    assert ("{n} dag försenad", "{n} dagar försenad") in ids
