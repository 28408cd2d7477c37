"""The guard as others meet it: verdicts, order, suggestions, the line of the command, and domain.md §11."""

from __future__ import annotations

import pytest

from est.personal_data import (
    DataClass,
    Hit,
    Outcome,
    Strength,
    Suggestion,
    check,
    guard_line,
    strongest,
    verdict,
)
from tests.est.found import found

EXAMPLES = [
    ("Tre rutor krossade på gaveln mot idrottsplatsen, glas på lekytan.", "ok", []),
    ("Fyra armaturer släckta sedan tisdag, mörkt kring cykelparkeringen.", "ok", []),
    ("Cirka 20 A-traktorer kör snabbt och högt, blockerar utfarten.", "ok", []),
    ("Misstänkt öppen handel två kvällar, kanyler hittade i trappan.", "ok", []),
    ("Personal hotades när lokalen skulle stängas. Polisanmält: ja.", "ok", []),
    ("Återkommande samling sena kvällar, boende undviker tvättstugan.", "ok", []),
    ("Dumpade möbler tredje veckan i rad.", "ok", []),
    ("Rykte om slagsmål efter skolan på fredag sprids i appar.", "ok", []),
    ("Förra året berusning och glas.", "ok", []),
    ("Avspärrning, alternativ väg saknar belysning.", "ok", []),
    ("Muntlig information på mötet.", "ok", []),
    ("Extra rond kl 20–24 fre–lö i Björkgården, tre veckor.", "ok", []),
    ("klottersanering Torghallen inom 2 v.", "ok", []),
    ("Inget att rapportera (förskola).", "ok", []),
    ("Brand i container, räddningstjänst släckte.", "ok", []),
    ("19121212-1212 sågs vid kiosken igen.", "stop", ["P1[19121212-1212]"]),
    ("Mannen med samordningsnummer 701063-2391 störde grannarna.", "stop", ["P1[701063-2391]"]),
    (
        "Ring 070-1740605 om du vill veta mer, min mejl är anna.exempel@example.com.",
        "stop",
        ["P2[070-1740605]", "P2[anna.exempel@example.com]"],
    ),
    ("Vit bil MLB 84A körde runt skolan.", "stop", ["P3[MLB 84A]"]),
    (
        "Det är Kalle Ekmark i 8B som klottrat.",
        "stop",
        ["P5[Kalle Ekmark]", "P8[Kalle Ekmark i 8B som klottrat]"],
    ),
    (
        "Störningar från Exempelgatan 4, lgh 1102, tredje våningen.",
        "warn",
        ["P4[Exempelgatan 4, lgh 1102, tredje våningen]"],
    ),
    ("Enda eleven med rullstol blev trakasserad.", "warn", ["P10[Enda eleven]", "P7[rullstol]"]),
    ("Bangers kastas mot folk.", "ok", []),
    ("Torget: fredag slagsmål utanför grillen. Lördag krossad skylt vid samma hus.", "ok", []),
    (
        "Karl Johansgatan och Erikslund 12: elljusspåret släckt kl 20–22, se KS 2024/70, felanmält v 47.",
        "ok",
        [],
    ),
]
"""The 25 items of domain.md §11 in their order; in item 20 the offence decides (design.md §6)."""

WITH_THEIR_PLACES = [
    "Ekbackeskolan (skolgård), nat lö–sö",
    "Resecentrum plattform 2",
    "Industrigatan, fre–lö 21–01",
    "Parkhuset Almen plan 3",
    "Biblioteket, torsdag 16.30",
    "Trapphus Björkgården (semi-offentlig)",
    "Stadsparken 2027-06-11 kl 10–02, 800–1 500 unga",
    "Gångtunneln Söder, v 48–50",
    "Torget, 2026-12-31 22:00 – 2027-01-01 02:30",
]


@pytest.mark.parametrize(("text", "strength", "hits"), EXAMPLES)
def test_the_example_items_of_the_method_are_judged_as_it_says(
    text: str, strength: str, hits: list[str]
) -> None:
    assert verdict(text).strength == strength
    assert found(text) == hits


def test_the_method_has_twenty_five_examples() -> None:
    assert len(EXAMPLES) == 25


@pytest.mark.parametrize("text", WITH_THEIR_PLACES)
def test_their_places_and_times_pass(text: str) -> None:
    assert found(text) == []


def test_a_hit_says_class_strength_position_and_what_to_write_instead() -> None:
    assert check("Vit bil MLB 84A körde.") == (Hit(DataClass.P3, Strength.STOP, 8, 15, "a_car"),)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("121212-1212", Suggestion.REMOVE_NUMBER),
        ("SE45 5000 0000 0583 9825 7466", Suggestion.REMOVE_NUMBER),
        ("070-1740605", Suggestion.REMOVE_CONTACT),
        ("anna@example.com", Suggestion.REMOVE_CONTACT),
        ("MLB 84A", Suggestion.A_CAR),
        ("lgh 1102", Suggestion.BLOCK_OR_YARD),
        ("killen Kalle", Suggestion.A_YOUTH),
        ("Kalle Ekmark ringde", Suggestion.NO_PERSON),
        ("@kalle_x", Suggestion.SOCIAL_MEDIA_POST),
        ("Flera muslimer", Suggestion.NEUTRAL_WORDS),
        ("Den misstänkte bor här", Suggestion.ROUTE_ELSEWHERE),
        ("5000-K123-26", Suggestion.REMOVE_CASE_NUMBER),
        ("enda eleven", Suggestion.REPHRASE_UNIQUE),
    ],
)
def test_every_class_has_its_suggestion(text: str, suggestion: Suggestion) -> None:
    assert [hit.suggestion for hit in check(text)] == [suggestion]


def test_five_classes_stop_and_five_warn() -> None:
    text = "121212-1212, 070-1740605, MLB 84A, lgh 1102, Anna, @kalle_x, muslimer. "
    text += "Tjuven heter så. 5000-K1-26. enda eleven"
    strengths = {hit.data_class: hit.strength for hit in check(text)}
    assert sorted(strengths, key=lambda one: one.rank) == list(DataClass)
    assert [one for one in DataClass if strengths[one] == Strength.STOP] == ["P1", "P2", "P3", "P6", "P8"]


def test_hits_come_in_the_order_of_the_text() -> None:
    assert found("Anna, 070-1740605, MLB 84A, 121212-1212") == [
        "P5[Anna]",
        "P2[070-1740605]",
        "P3[MLB 84A]",
        "P1[121212-1212]",
    ]


def test_of_hits_from_one_place_the_shorter_comes_first_and_then_the_lower_class() -> None:
    assert found("Kalle Ekmark stal")[0] == "P5[Kalle Ekmark]"
    assert found("Gärningsmannen heter Zlatko.") == ["P8[Gärningsmannen heter Zlatko]", "P5[Zlatko]"]


def test_nothing_found_is_ok_and_has_no_hits() -> None:
    said = verdict("Lugnt i veckan.")
    assert (said.strength, said.label, said.hits) == (Outcome.OK, "-", ())


def test_a_stop_beats_a_warning_that_stands_before_it() -> None:
    said = verdict("Anna i lgh 1102 har MLB 84A")
    assert (said.strength, said.label) == (Outcome.STOP, "P3")
    assert said.hit == said.hits[0]
    assert [hit.data_class for hit in said.hits] == ["P3", "P4", "P5"]


def test_among_stops_the_lowest_class_number_speaks() -> None:
    assert verdict("@kalle_x, MLB 84A, 121212-1212").label == "P1"


def test_among_warnings_class_nine_speaks_before_class_ten() -> None:
    assert verdict("enda eleven, 5000-K1-26").label == "P9"


def test_of_one_class_the_first_in_the_text_speaks() -> None:
    first, second = check("MLB 84A och MLB 85A")
    assert strongest([second, first]).hit == first


def test_known_names_of_the_municipality_are_no_persons() -> None:
    assert found("Bråk vid Kalles hörna i går.") == ["P5[Kalles]"]
    assert found("Bråk vid Kalles hörna i går.", known=["Kalles Hörna"]) == []
    assert verdict("Bråk vid Kalles hörna i går.", known=["Kalles Hörna"]).strength == Outcome.OK
    assert found("Bråk vid kalles hörnas baksida.", known=("Kalles Hörna",)) == []


def test_a_known_name_covers_nothing_but_itself() -> None:
    known = {"Kalles hörna", "Anna", ""}
    assert found("Kalle Ekmark vid Kalles hörna.", known) == ["P5[Kalle Ekmark]"]
    assert found("Annas och Anna-Maria", known) == ["P5[Anna-Maria]"]
    assert found("MLB 84A", known=["MLB 84A"]) == ["P3[MLB 84A]"]


def test_a_known_name_may_be_written_with_other_dashes_and_spaces() -> None:
    assert found("Fest på Ann-Britts terrass Åsa Ek.", known=["Åsa\u00a0Ek"]) == []
    assert found("Möte i Anna–Lisa Lind.", known=[" Anna‑Lisa Lind "]) == []  # noqa: RUF001


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("19121212-1212 sågs.", "stop\tP1\t19121212-1212 sågs."),
        ("Fest i lgh 1102.", "warn\tP4\tFest i lgh 1102."),
        ("Enda eleven grät.", "warn\tP10\tEnda eleven grät."),
        ("Lugnt i veckan.", "ok\t-\tLugnt i veckan."),
        ("", "ok\t-\t"),
        ("Lugnt.\n", "ok\t-\tLugnt."),
        ("Lugnt.\r\n", "ok\t-\tLugnt."),
        ("Lugnt.\r\nOch tyst.\rJa.", "ok\t-\tLugnt.  Och tyst. Ja."),
        ("a\tb", "ok\t-\ta\tb"),
        ("Klass X", "ok\t-\tKlass X"),
        ("  Lugnt. ", "ok\t-\t  Lugnt. "),
    ],
)
def test_the_command_answers_one_line_for_every_line(sentence: str, line: str) -> None:
    assert guard_line(sentence) == line


@pytest.mark.parametrize(
    "text",
    [
        "",
        "**x** {{DATE()}} <script>alert(1)</script> @everyone",
        "| plats | antal |\n|---|---|\n| Torget | 3 |",
        "שלום עולם مرحبا بالعالم",
        "👨‍👩‍👧 👍🏽 a\u030a och o\u0308",
        "rad ett\nrad två\tmed tabb",
        "\ud800 ensam halva",
    ],
)
def test_odd_but_harmless_text_passes(text: str) -> None:
    assert found(text) == []
