"""P3 and P6: registration plates, links and handles; and the words and codes that resemble them."""

from __future__ import annotations

import pytest

from est.personal_data.plate_words import ACRONYMS, COUNTING, MODELS, WORDS
from tests.est.found import found

WRITTEN_PLATES = [
    "MLB 84A",
    "MLB84A",
    "MLB-84A",
    "MLB - 84A",
    "MLB–84A",
    "MLB  84A",
    "MLB.84A",
    "MLB:84A",
    "MLB\u00a084A",
    "mlb 84a",
    "mlb84a",
    "mLb84A",
    "Mlb 84a",
    "ＭＬＢ　８４Ａ",  # noqa: RUF001
    "M L B 8 4 A",
    "M L B 84A",
    "M L B 8 4 1",
    "MLB 841",
    "MLB841",
    "mlb 841",
    "mlb-841",
    "ABC 123",
    "ABC12D",
    "ZZZ 99Z",
    "AAA 00A",
    "HJN 00J",
    "PRU 00U",
    "OOO 000",
]


@pytest.mark.parametrize("plate", WRITTEN_PLATES)
@pytest.mark.parametrize(
    "sentence", ["{}", "Vit bil {} körde runt.", "Moped ({}), två gånger", "såg {}, igen"]
)
def test_a_plate_is_found_however_it_is_written(plate: str, sentence: str) -> None:
    assert found(sentence.format(plate)) == [f"P3[{plate}]"]


@pytest.mark.parametrize(
    "text",
    [
        "MLI 841",
        "QLB 841",
        "MVB 841",
        "MÅB 841",
        "MLB 84I",
        "MLB 84Q",
        "MLB 84V",
        "MLB 84O",
        "MLB 8A4",
        "MLB 8414",
        "MLB 84AB",
        "MLB 841/26",
        "MLB 841-26",
        "MLB 841:2",
        "MLB 841.50",
        "MLB 841,50",
        "MLB, 841",
        "MLB   841",
        "XMLB 841",
        "1MLB 841",
        "ML 841",
        "MLB\n841",
        "mlb 841 kr",
        "mlb 841 personer",
        "mlb 841 %",
        "mlb 841%",
    ],
)
def test_other_letters_lengths_and_counted_things_are_no_plate(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "PDF 123",
        "EST 123",
        "KS 2024/70",
        "KSN 202",
        "rum 204",
        "rum204",
        "Rum 204",
        "RUM 204",
        "sal 101",
        "Hus 12B",
        "HUS 12B",
        "buss 401",
        "Bus 401",
        "lgh 12 och sal 112",
        "SOS 112",
        "LED 100",
        "SEK 500",
        "DNR 202",
        "och 112",
        "Och 112",
        "och 12b",
        "max 120",
        "Max 120",
        "max120",
        "tot 300",
        "den 101",
        "med 12a",
        "BMW 320",
        "svart bmw 320",
        "en bil BMW 320",
        "KTM 125",
        "OBS, ALLA SKA MED 112",
        "SÅG MAX 120",
        "HAJ 311 I RUBRIKEN MED STORA",
    ],
)
def test_rooms_acronyms_and_words_before_a_number_are_no_plate(text: str) -> None:
    assert [hit for hit in found(text) if hit.startswith("P3")] == []


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("regnr MAX 123", "MAX 123"),
        ("Reg.nr: hus 123", "hus 123"),
        ("reg pdf 123", "pdf 123"),
        ("registreringsnummer är bmw 320", "bmw 320"),
        ("nummerplåten SOS 112", "SOS 112"),
        ("BMW 32A", "BMW 32A"),
        ("bmw32a", "bmw32a"),
        ("Bilen HUS 12A stod där", "HUS 12A"),
        ("en moped, hus 12a, stod där", "hus 12a"),
        ("volvo hus123 stod där", "hus123"),
        ("RUM 204 parkerad på gården", "RUM 204"),
        ("rum 20a, körde", "rum 20a"),
        ("bil MAX 120 stod där", "MAX 120"),
        ("såg HAJ 311 igen", "HAJ 311"),
        ("såg haj311 igen", "haj311"),
        ("taxi haj 31a igen", "haj 31a"),
    ],
)
def test_a_word_for_a_plate_or_a_vehicle_makes_a_plate_of_them(text: str, plate: str) -> None:
    assert found(text) == [f"P3[{plate}]"]


@pytest.mark.parametrize(
    "text",
    [
        "bil hus 123",
        "en bil, sal 101",
        "taxi haj 311",
        "såg haj 31a igen",
        "såg max 12a igen",
        "hus123 finns",
    ],
)
def test_the_vehicle_alone_is_not_enough(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("Nummerplåt SNABBIS på en gul bil", "SNABBIS"),
        ("regnr: AB 12345", "AB 12345"),
        ("reg.nr KLM", "KLM"),
        ("Regnr är B1", "B1"),
        ("registreringsnummer WOB123K", "WOB123K"),
    ],
)
def test_personal_and_foreign_plates_are_known_by_their_label(text: str, plate: str) -> None:
    assert found(text) == [f"P3[{plate}]"]


@pytest.mark.parametrize(
    "text", ["regnr saknas", "Regnr oläsligt", "regeln 12", "regn 123", "SNABBIS på en gul bil"]
)
def test_a_label_without_a_plate_passes(text: str) -> None:
    assert found(text) == []


def test_every_word_of_the_lists_could_be_a_plate() -> None:
    """A word that has another length or a letter that no plate has would stand there for nothing."""
    letters = set("abcdefghjklmnoprstuwxyz")
    words = ACRONYMS | WORDS | COUNTING | MODELS
    assert [word for word in words if len(word) != 3 or not set(word) <= letters] == []


WRITTEN_LINKS = [
    "https://example.com/kalle",
    "http://example.org",
    "HTTPS://EXAMPLE.COM/A?b=c#d",
    "hxxps://example.com",
    "hxxp://example.com",
    "ftp://example.com/fil",
    "http : //example.com",
    "www.example.com",
    "WWW.example.com/kalle",
    "www .example.com",
    "example.com/kalle",
    "sub.example.co.uk/kalle",
    "example.com:8080/kalle",
    "instagram.com/kalle.ekmark",
    "tiktok.com/@kalle",
    "t.me/exempel",
    "discord.gg/exempel",
    "youtu.be/exempel",
    "exempel.nu/å",
    "instagram punkt com slash kalle",
]


@pytest.mark.parametrize("link", WRITTEN_LINKS)
def test_a_link_is_found_however_it_is_written(link: str) -> None:
    for sentence in ["{}", "Se {} i kväll", "({})", "Filmen: {}.", '"{}"!']:
        assert found(sentence.format(link)) == [f"P6[{link}]"]


@pytest.mark.parametrize(
    "text",
    [
        "och/eller",
        "KS 2024/70",
        "kl.10/12",
        "m.m./dyl",
        "example.com",
        "Se example.com för mer.",
        "ftp och http",
        "http:",
        "www",
        "exempel.abc/x",
        "3/11 2026",
    ],
)
def test_slashes_dots_and_bare_domains_are_no_link(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("@kalle_x", "@kalle_x"),
        ("Kontot @kalle.e hotar", "@kalle.e"),
        ("(@kalle99)", "@kalle99"),
        ("se @kalle-x.", "@kalle-x"),
        ("@1kalle", "@1kalle"),
        ("＠kalle_x", "＠kalle_x"),  # noqa: RUF001
        ("@alla_elever", "@alla_elever"),
        ("snap: kallex", "kallex"),
        ("snap:kallex", "kallex"),
        ("Snapchat kalle_x hotar", "kalle_x"),
        ("snapchat är kalle99", "kalle99"),
        ("Snapchatnamn: kallex!", "kallex"),
        ("insta = kallex", "kallex"),
        ('insta: "kallex"', "kallex"),
        ("Insta kalle.ekmark lägger ut", "kalle.ekmark"),
        ("ig: exempel.user", "exempel.user"),
        ("tik tok: kallex", "kallex"),
        ("discord kalle#1234 säljer", "kalle#1234"),
        ("Användarnamnet heter kallex", "kallex"),
        ("konto kalle_ek sprider", "kalle_ek"),
        ("kontot (kalle_ek) sprider", "kalle_ek"),
        ("kalle_99 på snapchat", "kalle_99"),
        ("kalle99 på insta", "kalle99"),
        ("adda kallex på snap", "kallex"),
        ("kallar sig kallex på discord", "kallex"),
    ],
)
def test_a_handle_is_found_however_it_is_told(text: str, handle: str) -> None:
    assert found(text) == [f"P6[{handle}]"]


@pytest.mark.parametrize(
    "text",
    [
        "@everyone",
        "@here och @alla",
        "@Kanalen",
        "@EST-boten dagordning",
        "@ torget",
        "@50",
        "@",
        "Rykten på Snapchat om bråk",
        "Snapchat och TikTok",
        "Filmer sprids på Instagram.",
        "Instagram: rykten.",
        "Facebook: inget",
        "snapchat v44",
        "snapchat kl22",
        "snapchat åk9",
        "instagram 2026",
        "Messenger den 3 november",
        "följ kommunen på Facebook",
        "8b på snapchat",
        "åk9 på snapchat",
        "profilen är okänd och ny",
        "Kontot är låst",
        "telegram-kanalen",
    ],
)
def test_mentions_and_talk_of_apps_pass(text: str) -> None:
    assert found(text) == []


def test_a_link_that_holds_an_address_or_a_number_is_told_as_what_came_first() -> None:
    assert found("https://example.com/0701740605/MLB84A") == ["P6[https://example.com/0701740605/MLB84A]"]
    assert found("anna.exempel99@example.com/kalle")[0] == "P2[anna.exempel99@example.com]"


def test_a_name_within_an_address_is_part_of_it() -> None:
    assert found("anna.svensson@example.com") == ["P2[anna.svensson@example.com]"]
    assert found("instagram.com/anna.svensson") == ["P6[instagram.com/anna.svensson]"]
