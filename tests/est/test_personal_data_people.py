"""P4, P5, P7, P8, P9 and P10: dwellings, names, sensitive words, offences, cases and small groups."""

from __future__ import annotations

import pytest

from tests.est.found import found


@pytest.mark.parametrize(
    ("text", "dwelling"),
    [
        ("Fest i lgh 1102 igen", "lgh 1102"),
        ("lgh1102", "lgh1102"),
        ("Lgh. nr 12 b", "Lgh. nr 12 b"),
        ("lägenhet 3", "lägenhet 3"),
        ("lägenhetsnummer: 1102", "lägenhetsnummer: 1102"),
        ("lägenheten nr 4", "lägenheten nr 4"),
        ("lägenheten 1102 luktar", "lägenheten 1102"),
        ("Exempelgatan 4/1102", "Exempelgatan 4/1102"),
        ("Exempelgatan 4 B, 3 tr", "Exempelgatan 4 B, 3 tr"),
        ("Ekvägen 12 vån 2", "Ekvägen 12 vån 2"),
        ("Ekvägen 12, våning 2", "Ekvägen 12, våning 2"),
        ("tredje våningen på Ekvägen 12", "tredje våningen på Ekvägen 12"),
        ("Storgatan 12, bv", "Storgatan 12, bv"),
        ("Storgatan 12, dörren till vänster", "Storgatan 12, dörren till vänster"),
        ("Björkstigen 7, tre trappor upp", "Björkstigen 7, tre trappor"),
        ("portkod 4711", "portkod 4711"),
        ("Portkoden är numera 4711", "Portkoden är numera 4711"),
        ("koden till porten är 4711", "koden till porten är 4711"),
        ("koden är 4711", "koden är 4711"),
        ("Villan på Ekvägen 12 stör", "Villan på Ekvägen 12"),
        ("villan vid sjön stör", "villan vid sjön"),
        ("radhuset mitt emot skolan", "radhuset mitt emot skolan"),
        ("Villan Ekvägen 3", "Villan Ekvägen 3"),
        ("villan 12 stör", "villan 12"),
        ("villa på Ekvägen 3", "villa på Ekvägen 3"),
        ("lägenhet på Stora gatan 3", "lägenhet på Stora gatan 3"),
        ("Han bor på Ekvägen 3.", "bor på Ekvägen 3"),
        ("bosatt i Norra vägen 3", "bosatt i Norra vägen 3"),
        ("hyresgästen på Ekvägen 3", "hyresgästen på Ekvägen 3"),
    ],
)
def test_a_dwelling_is_found(text: str, dwelling: str) -> None:
    assert found(text) == [f"P4[{dwelling}]"]


@pytest.mark.parametrize(
    "text",
    [
        "Exempelgatan 4",
        "Exempelgatan 4 B",
        "Exempelgatan 2–8",
        "12 lägenheter",
        "lägenheten 3 gånger",
        "brand i lägenhet 14 november",
        "brand i lägenhet 22.30",
        "lägenhet 2026-11-03",
        "lgh 12345",
        "tredje våningen i parkhuset",
        "parkhuset Ekvägen 12, våning 3",
        "Stadshuset på Storgatan 2, tredje våningen",
        "Ekvägen 12 har många fönster mot gården och en hiss som stannar på våning 3",
        "Parkhuset Almen plan 3",
        "Ekvägen 12, plan 3",
        "portkoden har spridits",
        "portkoder byts 2026-12-01",
        "portkod 471",
        "portkod 47112",
        "koden 4711",
        "villor på Ekvägen",
        "villan är såld",
        "villan 3 gånger",
        "radhus på Ekvägen",
        "de bor på Ekvägen",
        "boende på Ekvägen 3 störs",
        "Ekvägen 3/12",
        "Ekvägen 3/2102",
    ],
)
def test_a_street_number_and_a_floor_of_a_public_building_pass(text: str) -> None:
    assert found(text) == []


def test_a_floor_belongs_to_a_street_number_close_by_in_either_direction() -> None:
    near, far = "x" * 28, "x" * 29
    assert found(f"Ekvägen 12 {near} 3 tr") == [f"P4[Ekvägen 12 {near} 3 tr]"]
    assert found(f"Ekvägen 12 {far} 3 tr") == []
    assert found(f"3 tr {near} Ekvägen 12") == [f"P4[3 tr {near} Ekvägen 12]"]
    assert found(f"3 tr {far}xx Ekvägen 12") == []
    assert found(f"Biblioteket {'x' * 50} Ekvägen 12, 3 tr") == ["P4[Ekvägen 12, 3 tr]"]
    assert found(f"Ekvägen 12, 3 tr {'x' * 50} biblioteket") == ["P4[Ekvägen 12, 3 tr]"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kalle Ekmark ringde", ["Kalle Ekmark"]),
        ("Anna Maria Svensson såg", ["Anna Maria Svensson"]),
        ("Anna Maria Eva Lisa Karin", ["Anna Maria Eva Lisa", "Karin"]),
        ("Vi såg Mohammed", ["Mohammed"]),
        ("Anna.", ["Anna"]),
        ("Annas cykel", ["Annas"]),
        ("Kalles Volvo", ["Kalles"]),
        ("Ann-Britt ringde", ["Ann-Britt"]),
        ("Tuva-Lisas cykel", ["Tuva-Lisas"]),
        ("det var kalle igen", ["kalle"]),
        ("kalle ekmark ringde", ["kalle ekmark"]),
        ("kalles moped", ["kalles"]),
        ("Det var ALEXANDER", ["ALEXANDER"]),
        ("Kalle  Ekmark", ["Kalle  Ekmark"]),
        ("Kalle, Ekmark", ["Kalle"]),
        ("Jocke och Mackan", ["Jocke", "Mackan"]),
        ("Andersson klagar", ["Andersson"]),
        ("Enligt Persson", ["Persson"]),
        ("Enligt Blomqvist", ["Blomqvist"]),
        ("Nguyen ringde", ["Nguyen"]),
        ("Vi mötte Björn vid ån", ["Björn"]),
        ("Björn Sandström ringde", ["Björn Sandström"]),
        ("Per Gustafsson ringde", ["Per Gustafsson"]),
        ("killen björn var där", ["björn"]),
        ("Nora Lindgren ringde", ["Nora Lindgren"]),
        ("tjejen Nora", ["Nora"]),
        ("Maj i 8B", ["Maj"]),
        ("Grannen Xhevdet", ["Xhevdet"]),
        ("Mannen Rust", ["Rust"]),
        ("Herr Ekwall", ["Ekwall"]),
        ("Familjen Berg", ["Berg"]),
        ("Rektor Lindgren", ["Lindgren"]),
        ("väktaren Holm", ["Holm"]),
        ("Vi såg Zlatko Bergström", ["Zlatko Bergström"]),
        ("Såg Zäta i 8B", ["Zäta"]),
        ("Såg Zäta från klass 8b", ["Zäta"]),
        ("kalle från åk 8 B", ["kalle"]),
        ("K. Ekmark ringde", ["K. Ekmark"]),
        ("Enligt A.K. i 8B", ["A.K. i 8B"]),
        ("Enligt A. K., elev", ["A. K., elev"]),
        ("Eleven K.E. grät", ["Eleven K.E."]),
        ("Initialerna KE", ["Initialerna KE"]),
        ("Han heter Zlatko", ["Zlatko"]),
        ("han heter zlatko", ["zlatko"]),
        ("En av dem heter tydligen Ibbe", ["Ibbe"]),
        ("Ledaren kallas Råttan", ["Råttan"]),
        ("Ledaren kallas för Råttan", ["Råttan"]),
        ('Ledaren kallas "råttan"', ["råttan"]),
        ("Ledaren, alias Råttan", ["Råttan"]),
        ("under namnet Kungen", ["Kungen"]),
        ("känd som Kungen", ["Kungen"]),
        ("Olena.Anna", ["Olena", "Anna"]),
        ("Maj Palm ringde", ["Maj Palm"]),
        ("Ann-Maj-Britt ringde", ["Ann-Maj-Britt"]),
        ("Vi såg Anderssons", ["Anderssons"]),
        ("familjen berisha", ["berisha"]),
    ],
)
def test_a_name_is_found(text: str, names: list[str]) -> None:
    assert [hit for hit in found(text) if hit.startswith("P5")] == [f"P5[{name}]" for name in names]


@pytest.mark.parametrize(
    "text",
    [
        "Karl Johansgatan",
        "Karl Johans torg",
        "Erikslund",
        "Gustav Adolfs park",
        "Sankt Eriks torg",
        "Sankt Anna",
        "S:t Anna",
        "Kvarteret Anna",
        "kv Oskar",
        "Stormen Anna",
        "Hotell Kristina",
        "Lars Kaggsskolan",
        "Ellen Keyskolan",
        "Annas café",
        "Anna kiosken",
        "Annas Kiosk",
        "Maria församling",
        "karl johans gata",
        "anna kiosken",
        "Anderssons Bygg",
        "Andersson & Co",
        "Anderssons kiosk",
        "Clas Ohlson",
        "Kjell & Company",
        "Willys parkering",
        "Finns det fler",
        "Klass 9 åker",
        "Dans på torget",
        "Björn sågs norr om byn",
        "Sten kastades. Per vecka. Tom lokal!",
        "Tider: Per dag",
        "(Hans arbetspass)",
        "Ville inte gå",
        "Vi såg björn",
        "sten och per",
        "I Nora och Maj",
        "Vid Max och Mio",
        "Lucia och Valborg",
        "Inga händelser",
        "Norra Lindström",
        "Vi såg Norra Lindström",
        "Anderssons Plast",
        "Vi ses i Maj Kvällen",
        "Lindström ligger norr om ån",
        "Passet och fasson",
        "esson",
        "Vi såg ANN och EVA",
        "Vi mötte ICA",
        "mannen Storgatan",
        "killen Lundby",
        "Rektor Vallaskolan",
        "rektorn Vallaskolan ringde",
        "Eleven gick hem",
        "killen gick hem",
        "Elever i 8B",
        "Ekbackeskolan i 8B",
        "Ekparken, i 8B",
        "Bilden B. Malm",
        "U.S.A. och E.U.",
        "Platsen heter Hörnan",
        "Området som kallas Betongen",
        "appen heter Trygg",
        "Kallas till möte",
        "Han kallas till möte",
        "Hon heter det",
        "Kallas ICA",
        "kallas råttan",
        "namn och nummer",
        "fia med knuff",
        "eva",
        "rosa",
    ],
)
def test_streets_shops_words_and_places_are_no_names(text: str) -> None:
    assert [hit for hit in found(text) if hit.startswith("P5")] == []


def test_a_youth_is_suggested_where_a_youth_is_spoken_of() -> None:
    from est.personal_data import check

    assert [hit.suggestion for hit in check("Kalle i 8B")] == ["a_youth"]
    assert [hit.suggestion for hit in check("eleven Kalle")] == ["a_youth"]
    assert [hit.suggestion for hit in check("grannen Kalle")] == ["no_person"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("En grupp romer", ["romer"]),
        ("muslimer och judar", ["muslimer", "judar"]),
        ("EU-migranter", ["EU-migranter"]),
        ("Han har adhd", ["adhd"]),
        ("en missbrukare", ["missbrukare"]),
        ("Alkisarna", ["Alkisarna"]),
        ("homosexuell", ["homosexuell"]),
        ("nazister", ["nazister"]),
        ("En polsk man", ["polsk man"]),
        ("Somaliska ungdomar", ["Somaliska ungdomar"]),
        ("arabisktalande unga killar", ["arabisktalande unga killar"]),
        ("med utländsk bakgrund", ["utländsk bakgrund"]),
        ("psykiskt sjuk", ["psykiskt sjuk"]),
        ("Jehovas vittnen", ["Jehovas vittnen"]),
        ("röstar på SD", ["röstar på SD"]),
        ("bryter på ryska", ["bryter på ryska"]),
        ("Hon bär slöja", ["slöja"]),
        ("Eleven med rullstol", ["rullstol"]),
        ("en kille med missbruk", ["missbruk"]),
        ("Mannen har psykisk ohälsa", ["psykisk ohälsa"]),
    ],
)
def test_a_sensitive_word_about_people_is_found(text: str, words: list[str]) -> None:
    assert found(text) == [f"P7[{word}]" for word in words]


@pytest.mark.parametrize(
    "text",
    [
        "information på arabiska till elever",
        "Turkiska restaurangen",
        "Polskregistrerad lastbil",
        "Svenska flaggan",
        "Ryska posten",
        "Öppet missbruk i trapphuset",
        "Rullstolsrampen är trasig",
        "Psykisk ohälsa bland unga",
        "Slöja och turban säljs",
        "Hon har ohälsa",
        "Moskén och kyrkan",
        "Socialdemokraterna har valstuga",
        "Medborgare röstar på förslag",
        "rom och whisky",
        "rumänien",
    ],
)
def test_languages_buildings_and_problems_pass(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Kalle stal mopeden.", ["P5[Kalle]", "P8[Kalle stal]"]),
        ("I går stal Kalle mopeden.", ["P8[stal Kalle]", "P5[Kalle]"]),
        ("kalle klottrade", ["P5[kalle]", "P8[kalle klottrade]"]),
        ("Kalle säljer grönt gräs", ["P5[Kalle]", "P8[Kalle säljer grönt gräs]"]),
        ("Kalle ligger bakom", ["P5[Kalle]", "P8[Kalle ligger bakom]"]),
        ("Kalle och Anna slog", ["P5[Kalle]", "P8[Kalle och Anna slog]", "P5[Anna]"]),
        ("Kalle är dömd", ["P5[Kalle]", "P8[Kalle är dömd]"]),
        ("Den misstänkte bor där", ["P8[Den misstänkte bor]"]),
        ("De misstänkta går i 8B", ["P8[De misstänkta går i 8B]"]),
        ("Tjuven är son till chefen", ["P8[Tjuven är son]", "P10[son till chefen]"]),
        ("Langaren jobbar på grillen", ["P8[Langaren jobbar på]"]),
        ("Mannen i lgh 1102 säljer droger", ["P4[lgh 1102]", "P8[lgh 1102 säljer droger]"]),
        ("Kvinnan hotade grannar i lgh 1102", ["P8[hotade grannar i lgh 1102]", "P4[lgh 1102]"]),
    ],
)
def test_an_offence_of_an_identified_person_is_found(text: str, hits: list[str]) -> None:
    assert found(text) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Kalle klagar. Någon stal en cykel.", ["P5[Kalle]"]),
        ("Kalle klagar\nNågon stal en cykel", ["P5[Kalle]"]),
        ("Någon stal en cykel. Kalle klagar.", ["P5[Kalle]"]),
        ("Kalle såg att någon stal en cykel.", ["P5[Kalle]"]),
        ("Kalle har nu anmält att någon stal", ["P5[Kalle]"]),
        ("Kalle blev rånad", ["P5[Kalle]"]),
        ("Rutorna hos Kalle är krossade", ["P5[Kalle]"]),
        ("Kalle slog larm", ["P5[Kalle]"]),
        ("Störning i lgh 1102, någon säljer droger", ["P4[lgh 1102]"]),
        ("Mannen gick. Hotade grannar i lgh 1102", ["P4[lgh 1102]"]),
        ("Misstänkta smällar bor vi granne med", []),
        ("Gärningsmannen sprang. Han bor långt bort", []),
        ("Den misstänkte sprang mot torget", []),
        ("Okänd man stal en cykel", []),
        ("Tjuven " + "x" * 60 + " bor", []),
    ],
)
def test_a_witness_a_victim_and_an_unknown_offender_are_no_offence(text: str, hits: list[str]) -> None:
    assert found(text) == hits


def test_who_reports_is_known_by_the_three_words_after_the_name() -> None:
    assert found("Kalle har i dag sagt att de stal") != ["P5[Kalle]"]
    assert found("Kalle har i går såg de stal")[1:] == ["P8[Kalle har i går såg de stal]"]
    assert found("Kalle har visst anmält att de stal") == ["P5[Kalle]"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Se 5000-K123456-26.", "5000-K123456-26"),
        ("5000-K1234", "5000-K1234"),
        ("5000 - K 1234 - 2026", "5000 - K 1234 - 2026"),
        ("5000-K finns", "5000-K"),
        ("K123456-26", "K123456-26"),
        ("K-1234-26", "K-1234-26"),
        ("AM-12345-26", "AM-12345-26"),
        ("am 123-26", "am 123-26"),
        ("mål B 1234-26", "mål B 1234-26"),
        ("Målnummer: T 12-26", "Målnummer: T 12-26"),
        ("B 1234-26", "B 1234-26"),
        ("K-nummer 123456", "123456"),
        ("anmälningsnr är 4711", "4711"),
        ("polisens ärende 4711-26", "4711-26"),
        ("Polisanmälan nr 4711", "4711"),
        ("Polisens diarienr 4711", "4711"),
        ("socialtjänstens ärendenummer SN 4711-26", "SN 4711-26"),
        ("utredningens dnr: 47/26", "47/26"),
    ],
)
def test_the_number_of_a_case_is_found(text: str, number: str) -> None:
    assert found(text) == [f"P9[{number}]"]


@pytest.mark.parametrize(
    "text",
    [
        "KS 2024/70",
        "Dnr KS 2024/70",
        "Diarienummer KS 2025-118",
        "Felanmälan, ärendenummer 4711",
        "ärendenr 4711",
        "Polisen kom. Felanmälan ärendenr 4711",
        "Polisen återkommer i ärende om belysning",
        "Polisanmälan gjord 3/11",
        "hus B 12-14",
        "B 12345678",
        "K2",
        "12000-K",
        "5000-KS",
        "K123-26",
        "vitamin K 1234",
        "am 10",
        "aktivitet 12",
        "akt 12 i pjäsen",
    ],
)
def test_a_diary_number_and_a_fault_report_pass(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("Enda eleven som cyklar", "Enda eleven"),
        ("den ende pojken där", "ende pojken"),
        ("enda kvinnliga väktaren", "enda kvinnliga väktaren"),
        ("husets äldsta hyresgäst", "äldsta hyresgäst"),
        ("Rektorns son", "Rektorns son"),
        ("kioskägarens yngre dotter", "kioskägarens yngre dotter"),
        ("sonen till en känd politiker", "sonen till en känd politiker"),
        ("Två elever i 8B", "Två elever i 8B"),
        ("4 av eleverna från klass 8 b", "4 av eleverna från klass 8 b"),
        ("Eleven i 8B", "Eleven i 8B"),
        ("läraren för 8B", "läraren för 8B"),
        ("Familjen högst upp", "Familjen högst upp"),
        ("mannen som bor där", "mannen som bor"),
        ("född 2011-03-04", "född 2011-03-04"),
        ("födda 20110304", "födda 20110304"),
        ("född den 4 mars 2011", "född den 4 mars 2011"),
        ("född 4/3 2011", "född 4/3 2011"),
        ("f. 110304", "f. 110304"),
    ],
)
def test_a_description_that_fits_one_person_is_found(text: str, description: str) -> None:
    assert found(text) == [f"P10[{description}]"]


@pytest.mark.parametrize(
    "text",
    [
        "Inte en enda elev",
        "en enda elev",
        "Enda vägen hem",
        "enda boendet",
        "enda gången barnen var ute",
        "äldsta huset",
        "Fem elever i 8B",
        "Elever i 8B",
        "Två elever i åk 8",
        "Två elever på skolan",
        "eleven på skolan",
        "Familjen på gården",
        "mannen i huset",
        "rektorn och en son",
        "född i Ekby",
        "född 2011",
        "rektorns beslut",
    ],
)
def test_groups_and_places_pass(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("day", ["2026-11-03", "3/11", "3 november", "3 nov", "261103"])
def test_a_flat_on_a_day_says_who_was_at_home(day: str) -> None:
    assert found(f"lgh 1102 den {day}") == ["P4[lgh 1102]", f"P10[lgh 1102 den {day}]"]
    assert found(f"{day} i lgh 1102") == [f"P10[{day} i lgh 1102]", "P4[lgh 1102]"]


def test_a_flat_without_a_day_and_a_day_without_a_flat_say_nothing() -> None:
    assert found("lgh 1102 kl 22.30") == ["P4[lgh 1102]"]
    assert found("Ekvägen 4 den 3 november") == []
