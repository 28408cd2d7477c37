"""P1 and P2: personnummer, telephone, e-mail, account, card and IP, in every way people write them."""

from __future__ import annotations

import pytest
from personnummer import personnummer

from tests.est.found import found

WRITTEN_PERSONNUMMER = [
    "19121212-1212",
    "191212121212",
    "19121212 1212",
    "19121212+1212",
    "19121212/1212",
    "19121212.1212",
    "19121212_1212",
    "19121212 - 1212",
    "19121212–1212",
    "19121212—1212",
    "19121212−1212",
    "19121212‑1212",  # noqa: RUF001
    "19121212\u00a01212",
    "19121212\u20091212",
    "19121212-12 12",
    "19121212-121 2",
    "19121212-\n1212",
    "1912 12 12 – 1212",
    "1912 12 12 1212",
    "1912-12-12-1212",
    "1912-12-12 1212",
    "1912.12.12-1212",
    "1912/12/12-1212",
    "19 121212-1212",
    "121212-1212",
    "121212+1212",
    "121212 1212",
    "1212121212",
    "12 12 12 - 1212",
    "12-12-12-1212",
    "1 9 1 2 1 2 1 2 1 2 1 2",
    "1 9 1 2 1 2 1 2 - 1 2 1 2",
    "1 2 1 2 1 2 - 1 2 1 2",
    "１９１２１２１２－１２１２",  # noqa: RUF001
    "١٩١٢١٢١٢-١٢١٢",
    "1912\u200b1212-12\u00ad12",
    "1\u03319\u033112\u0331\u03321212-1212",
    "701063-2391",
    "197010632391",
    "19701063-2391",
    "18900118-9878",
    "19121212-XXXX",
    "19121212-xxxx",
    "191212xxxx",
    "191212-XXXX",
    "191212-****",
    "191212-????",
    "191212-####",
    "191212-____",
    "191212-....",
    "191212-12XX",
    "191212-xxx2",
    "191212+XXX",
    "19121212-1213",
    "191212121213",
    "121212-1213",
    "19121212-T12",
    "191212-TF1",
]


@pytest.mark.parametrize("number", WRITTEN_PERSONNUMMER[:-2])
@pytest.mark.parametrize(
    "sentence", ["{}", "Mannen ({}) syntes.", "nr{} vid kiosken", "Enligt {}, 2 vittnen."]
)
def test_a_personnummer_is_found_however_it_is_written(number: str, sentence: str) -> None:
    assert found(sentence.format(number)) == [f"P1[{number}]"]


def test_a_number_for_somebody_without_one_needs_its_check_digit() -> None:
    """Hospitals put a letter in place of a digit; the letter counts as a one."""
    assert personnummer.valid("19121212114" + "5") is False
    digit = next(last for last in range(10) if personnummer.valid(f"19121212112{last}"))
    assert found(f"19121212-T12{digit}") == [f"P1[19121212-T12{digit}]"]
    assert found(f"19121212-T12{(digit + 1) % 10}") == []
    assert found(f"19121212T12{digit}") == []


@pytest.mark.parametrize(
    "text",
    [
        "personnummer 19121212",
        "pnr: 121212",
        "Personnr är 1912-12-12",
        "samordningsnummer 701063",
        "p-nr 640823",
    ],
)
def test_a_birth_date_that_is_called_a_personnummer_is_one(text: str) -> None:
    number = text.rsplit(maxsplit=1)[-1]
    assert found(text) == [f"P1[{number}]"]


@pytest.mark.parametrize(
    "text",
    ["personnummer 261103-1800", "pnr 261103 1800", "Personnummer: 261103 2230", "samordningsnr 2611031800"],
)
def test_a_label_makes_a_number_of_any_ten_digits_that_fit(text: str) -> None:
    assert [hit[:2] for hit in found(text)] == ["P1"]


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-03 2230",
        "2026-11-03 0630",
        "20261103 2230",
        "261103 2230",
        "261103 0005",
        "240101 2400",
        "391231 2359",
        "20160101 1200",
        "20261103-1106",
        "2024-05-12 - 2024-05-19",
        "1986-02-28 - 1986-03-01",
        "20240512-20240519",
        "20261102–20261108",
        "2026-11-02--2026-11-08",
        "01.07.2026 16 besökare",
        "23-06-2024 05-03",
        "Org.nr 212000-1234",
        "556036-0793",
        "19121212",
        "121212",
        "1912-12-12",
        "191212-121",
        "191312-1212",
        "19121312-12",
        "191200-1212",
        "191232-1212",
        "191260-1212",
        "191292-1212",
        "19120230-1213",
        "20261103-1213",
        "20160101-1213",
        "121212 1213",
        "1212121213",
        "12-12-12-1213",
        "191212x",
        "191212-1",
        "191212 ?",
        "191212 ...",
        "191212-..",
        "191212 xx",
        "12345191212-1212",
        "191212-12123",
        "19121212-1212a",
        "5/191212-1212",
        "1 2 3 4 5 6 7 8 9 0",
    ],
)
def test_dates_times_and_other_numbers_are_no_personnummer(text: str) -> None:
    assert [hit for hit in found(text) if hit.startswith("P1")] == []


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("20151231-1213", ["P1[20151231-1213]"]),
        ("231231-1213", ["P1[231231-1213]"]),
        ("241231-1299", []),
        ("391231-1299", []),
        ("401231-1213", ["P1[401231-1213]"]),
        ("231231 2200", []),
    ],
)
def test_with_a_wrong_check_digit_the_year_decides(text: str, hits: list[str]) -> None:
    """A date of the years in which events are reported is an event's; an older one is a birth."""
    assert found(text) == hits


def with_fitting_digit(birth: str, tails: list[str]) -> list[str]:
    """Those of the last four whose check digit happens to fit, so that only the rule under test can refuse them."""
    century = "" if len(birth) == 8 else "20"
    return [tail for tail in tails if personnummer.valid(f"{century}{birth}{tail}")]


CLOCK_TIMES = [f"{hour:02}{minute:02}" for hour in range(24) for minute in range(60)]
DAYS = [f"{month:02}{day:02}" for month in range(1, 13) for day in range(1, 32)]


@pytest.mark.parametrize("birth", ["240101", "261103", "391231", "20160229", "20261103"])
def test_a_recent_day_and_a_time_are_no_personnummer_even_where_the_check_digit_fits(birth: str) -> None:
    times = with_fitting_digit(birth, CLOCK_TIMES)
    assert len(times) > 100
    for time in times:
        assert found(f"{birth} {time}") == []
        assert found(f"{birth}-{time}") == [f"P1[{birth}-{time}]"] or time in DAYS
        assert found(f"{birth}{time}") == [f"P1[{birth}{time}]"]


@pytest.mark.parametrize("birth", ["231231", "401231", "20151231"])
def test_an_older_day_and_a_time_are_a_personnummer_where_the_check_digit_fits(birth: str) -> None:
    for time in with_fitting_digit(birth, CLOCK_TIMES):
        assert found(f"{birth} {time}") == [f"P1[{birth} {time}]"]


def test_a_range_of_recent_days_is_no_personnummer_even_where_the_check_digit_fits() -> None:
    for day in with_fitting_digit("20261103", DAYS):
        assert found(f"20261103-{day}") == []
        assert found(f"20261103+{day}") == [f"P1[20261103+{day}]"]
    for day in with_fitting_digit("20151103", DAYS):
        assert found(f"20151103-{day}") == [f"P1[20151103-{day}]"]
    for day in with_fitting_digit("261103", DAYS):
        assert found(f"261103-{day}") == [f"P1[261103-{day}]"]


@pytest.mark.parametrize("written", ["{0} {1}{2} {3}{4}", "{0} {1}{2}{3} {4}", "{0} {1}{2}{3}-{4}"])
def test_gaps_within_the_last_four_do_not_hide_a_number(written: str) -> None:
    for tail in with_fitting_digit("640823", [f"{serial:04}" for serial in range(3000, 3100)]):
        number = written.format("640823", *tail)
        assert found(number) == [f"P1[{number}]"]
    assert found("18 900118 9878") == ["P1[18 900118 9878]"]


@pytest.mark.parametrize(
    ("birth", "exists"),
    [
        ("19120229", True),
        ("19130229", False),
        ("20000229", True),
        ("19121231", True),
        ("19121131", False),
        ("19121261", True),
        ("19121291", True),
        ("19121191", False),
        ("19120289", True),
        ("19130289", False),
    ],
)
def test_a_masked_or_mistyped_number_needs_a_day_that_exists(birth: str, exists: bool) -> None:
    wrong = next(tail for tail in ("1212", "1213") if not personnummer.valid(birth + tail))
    assert found(f"{birth}-XXXX") == ([f"P1[{birth}-XXXX]"] if exists else [])
    assert found(f"{birth}-{wrong}") == ([f"P1[{birth}-{wrong}]"] if exists else [])
    assert found(f"{birth[2:]}+{wrong}") == ([f"P1[{birth[2:]}+{wrong}]"] if exists else [])


def test_ten_digits_that_begin_as_a_mobile_number_are_a_telephone() -> None:
    digit = next(last for last in range(10) if personnummer.valid(f"20070212123{last}"))
    assert found(f"070212123{digit}") == [f"P2[070212123{digit}]"]
    assert found(f"070212-123{digit}") == [f"P1[070212-123{digit}]"]
    assert found(f"pnr 070212123{digit}") == [f"P1[070212123{digit}]"]


WRITTEN_TELEPHONES = [
    "070-1740605",
    "070-174 06 05",
    "070 174 06 05",
    "0701740605",
    "070 1740605",
    "070-174 0605",
    "070–174 06 05",
    "070 – 174 06 05",
    "070/174 06 05",
    "070.174.06.05",
    "070-174-06-05",
    "070-174  06  05",
    "070\u00a0174\u00a006\u00a005",
    "0701-740605",
    "0701-74 06 05",
    "07 01 74 06 05",
    "０７０－１７４０６０５",  # noqa: RUF001
    "0 7 0 - 1 7 4 0 6 0 5",
    "0 7 0 1 7 4 0 6 0 5",
    "072-1740605",
    "073-1740605",
    "076-1740605",
    "079-1740605",
    "+46701740605",
    "+46 70 174 06 05",
    "+46 70-174 06 05",
    "+46 (0)70-174 06 05",
    "+46(0)701740605",
    "+ 46 70 174 06 05",
    "0046701740605",
    "0046 70 174 06 05",
    "00 46 70 174 06 05",
    "46701740605",
    "46 70 174 06 05",
    "46-701740605",
    "46(0)701740605",
    "+46 8 465 00 40",
    "+4731900600000",
    "+47 319 00 60 000",
    "031-3900600",
    "031-390 06 00",
    "031 390 06 00",
    "031 3900600",
    "0313900600",
    "031-39 06 00",
    "031-39-06-00",
    "031/3900600",
    "08-4650040",
    "08-465 00 40",
    "08 465 00 40",
    "084650040",
    "08-46 50 04",
    "08-465 004",
    "08 4650040",
    "0980-319200",
    "0980-31 92 00",
    "0980-319 20",
    "0980 31 92 00",
    "0771-41 41 42",
    "010-456 78 90",
    "08-465 00 400",
    "031-123 45",
    "031-123 456 78",
    "+46 8 465 004",
    "+47 319 00 600",
]


@pytest.mark.parametrize("number", WRITTEN_TELEPHONES)
def test_a_telephone_number_is_found_however_it_is_written(number: str) -> None:
    for sentence in ["{}", "Ring {} om du vet mer.", "{}, två gånger", "numret{} i trappan"]:
        assert found(sentence.format(number)) == [f"P2[{number}]"]


@pytest.mark.parametrize("number", ["070-174 06 05", "08-465 00 40", "031 390 06 00"])
def test_the_number_ends_where_the_next_one_begins(number: str) -> None:
    assert found(f"{number} 2 gånger")[0] == f"P2[{number}]"
    assert found(f"{number} 12 34 vid") == [f"P2[{number}]"]


def test_an_area_code_in_brackets_is_found_with_its_number() -> None:
    assert found("(070) 174 06 05") == ["P2[070) 174 06 05]"]
    assert found("(08) 46 50 04") == ["P2[08) 46 50 04]"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("tel 1740605", "1740605"),
        ("Tel. 174 06 05", "174 06 05"),
        ("tel:1740605", "1740605"),
        ("tfn 39 06 00", "39 06 00"),
        ("telefonnummer: 390600", "390600"),
        ("ring 390 600 00", "390 600 00"),
        ("mobilnr 17406055", "17406055"),
        ("sms:a 174-06-05", "174-06-05"),
        ("nås på nr 1740605", "1740605"),
        ("swisha till 1740605", "1740605"),
        ("whatsapp 1740605", "1740605"),
    ],
)
def test_a_number_without_area_code_is_known_by_the_word_before_it(text: str, number: str) -> None:
    assert found(text) == [f"P2[{number}]"]


@pytest.mark.parametrize(
    "text",
    [
        "Ring 112 eller 114 14",
        "ring 1177",
        "ring 113 13",
        "ring 116 111 dygnet runt",
        "ring 116000",
        "Ring 116 117",
        "ring 118 118",
        "ringde 20261103",
        "ring 20261103",
        "ring 12345",
        "ring 123456789",
        "ring 500 000 kr",
        "swish 500 000 kronor",
        "mobil 12 345 st",
        "kl 08-16",
        "08-16, 10-14",
        "08.00-16.00",
        "08.00–16.30",
        "08:00-16:00",
        "08-12 13-17",
        "0800-1630",
        "0730-1630",
        "0730-1630 17",
        "0730-1630 1700",
        "0800 1630 2400",
        "07.30-16.30",
        "08-11-2026",
        "07-11-2026",
        "07-05-2025 10",
        "03/11/2026",
        "03.11.2026",
        "08 11 2026",
        "2026-08-12 173000",
        "3/08 2026 12",
        "0512 34567 kr",
        "0915 12345",
        "08.15 12 345 personer",
        "08 123 456 kr",
        "08 18 28 38 48",
        "08 12 34 56",
        "09-12 34 56",
        "012-34 56 78",
        "031-1234",
        "031-1234 5678",
        "0980-1234",
        "0980-1234567",
        "08-12345",
        "08-123456789",
        "070-174060",
        "070-17406051",
        "070174060",
        "07017406051",
        "1070-1740605",
        "+5000 personer",
        "+20 000 000 kr",
        "+1 234 567 89",
        "+47 319 0060",
        "+46 8 465 00",
        "031.39006",
        "031-1234 56",
        "08 46 50 04",
        "00 123 456 78",
        "KSN 2021/00431 13-07 07-13",
        "Dnr KS 2021-00431 13-07 07-13",
        "kl 00 12 34 56",
        "46 12 34 56 78",
        "146701740605",
        "Org.nr 212000-1234",
        "Postnr 123 45",
        "0",
        "0 8 1 7 4 0 6 0 5",
        "10 7 0 1 7 4 0 6 0 5",
    ],
)
def test_hours_dates_sums_and_public_numbers_are_no_telephone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "address",
    [
        "anna.exempel@example.com",
        "anna_exempel+est@mail.example.co.uk",
        "a@example.se",
        "ANNA@EXAMPLE.SE",
        "åsa.öberg@exempel.se",
        "anna.exempel @ example.com",
        "anna.exempel(at)example.com",
        "anna.exempel [at] example.com",
        "anna.exempel (snabel-a) example.com",
        "anna.exempel(a)example.com",
        "anna.exempel snabela example.com",
        "anna.exempel snabel-a example.com",
        "anna.exempel snabel a example.com",
        "anna.exempel at example.com",
        "anna punkt exempel snabel-a example punkt com",
        "anna(punkt)exempel@example[dot]com",
        "anna@kommunen",
        "kalle99@intranet",
        "anna.exempel＠example.com",  # noqa: RUF001
    ],
)
def test_an_address_is_found_however_it_is_written(address: str) -> None:
    for sentence in ["{}", "Skriv till {}.", "<{}>", "mailto:{}", "({}), tack"]:
        assert found(sentence.format(address)) == [f"P2[{address}]"]


@pytest.mark.parametrize(
    "text", ["3 st @ 50 kr", "3@50", "3@hyllan", "@ torget", "möte at torget", "a at b", "snabel"]
)
def test_a_price_and_a_lone_sign_are_no_address(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "number",
    [
        "SE45 5000 0000 0583 9825 7466",
        "SE4550000000058398257466",
        "se45 5000 0000 0583 9825 7460",
        "NO9386011117947",
        "NO93 8601 1117 947",
        "DE89370400440532013000",
        "GB29 NWBK 6016 1331 9268 19",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111111111111111",
        "5555555555554444",
        "2223 0031 2200 3222",
        "3782 822463 10005",
        "378282246310005",
        "6011 1111 1111 1117",
        "192.0.2.44",
        "203.0.113.255",
        "198.51.100.0",
        "2001:db8::8a2e:370:7334",
        "2001:db8:0:0:0:0:0:1",
        "2001:0:0:0:0:0:0:1",
        "fe80::1",
    ],
)
def test_accounts_cards_and_ip_addresses_are_found(number: str) -> None:
    for sentence in ["{}", "Skickat från {}.", "({}) syntes"]:
        assert found(sentence.format(number)) == [f"P2[{number}]"]


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",
        "4111 1111-1111 1111",
        "1111 1111 1111 1117",
        "2024 2025 2026 2027",
        "Streckkod 7310865004703",
        "NO9386011117948",
        "no12 3",
        "xse4550000000058398257466",
        "256.0.2.1",
        "1.2.3",
        "1.2.3.4.5",
        "192.0.2.444",
        "22:30:15",
        "22::30",
        "12:00::13",
        "1:2:3:4:5:6:7",
    ],
)
def test_numbers_that_only_look_like_them_pass(text: str) -> None:
    assert found(text) == []
