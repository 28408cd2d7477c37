"""What holds for the guard whatever the text: it answers, points inside the text, and is not fooled by typography."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from est.personal_data import DataClass, Hit, check, guard_line, strongest, verdict
from tests.est.found import found

settings.register_profile("guard", deadline=None, max_examples=60)
ANYTHING = st.text(alphabet=st.characters(), max_size=300)
PIECES = st.sampled_from(
    [
        *(
            "19121212-1212",
            "070-174 06 05",
            "MLB 84A",
            "Kalle Ekmark",
            "lgh 1102",
            "@kalle_x",
            "5000-K1-26",
            "stal",
        ),
        *(
            "anna@example.com",
            "https://example.com/x",
            "enda eleven",
            "killen ",
            "Storgatan 4",
            "heter ",
            "romer",
        ),
        *(
            " ",
            ". ",
            "\n",
            ", ",
            "-",
            "–",
            "\u200b",
            "\u0301",
            "İ",
            "ﷺ",
            "½",
            "\ud800",
            "👨‍👩‍👧",
            "1",
            "a",
            "@",
            "/",
        ),
    ]
)
MESSY = st.lists(PIECES, max_size=25).map("".join)
GUARD = settings.get_profile("guard")

DASHES = st.sampled_from(["-", "–", "‑", "−", "—", " - ", " – ", "\u00ad-", "－"])  # noqa: RUF001
SPACES = st.sampled_from([" ", "\u00a0", "\u2009", "\u202f", "\u3000", "\t"])
UNSEEN = st.sampled_from(["", "\u200b", "\u00ad", "\u2060", "\ufeff", "\u0332"])
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@settings(GUARD)
@given(text=st.one_of(ANYTHING, MESSY))
def test_any_text_gets_an_answer_that_points_into_it(text: str) -> None:
    hits = check(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert list(hits) == sorted(hits, key=lambda hit: (hit.start, hit.end, hit.data_class.rank))
    assert len({(hit.start, hit.end, hit.data_class) for hit in hits}) == len(hits)


@settings(GUARD)
@given(text=MESSY)
def test_the_same_text_gets_the_same_answer_and_one_line(text: str) -> None:
    assert check(text) == check(text) == check(text, known=())
    said = verdict(text)
    assert said == strongest(check(text))
    line = guard_line(text)
    assert line.split("\t")[:2] == [said.strength, said.label]
    assert "\n" not in line
    assert "\r" not in line


@settings(GUARD)
@given(text=MESSY)
def test_hits_of_one_class_do_not_overlap(text: str) -> None:
    last: dict[DataClass, Hit] = {}
    for hit in check(text):
        before = last.get(hit.data_class)
        assert before is None or before.end <= hit.start
        last[hit.data_class] = hit


@st.composite
def personnummer_digits(draw: st.DrawFn) -> tuple[str, str]:
    """Birth date and last four of a person of the 19th century, so that nobody living has the number."""
    born = draw(st.dates(date(1800, 1, 1), date(1899, 12, 31)))
    day = born.day + draw(st.sampled_from([0, 60]))
    birth = f"{born.year}{born.month:02}{day:02}"
    serial = f"{draw(st.integers(1, 999)):03}"
    return birth, serial + check_digit(birth[2:] + serial)


def check_digit(digits: str) -> str:
    """By the rule of the tax agency, written anew so that it can disagree with the library."""
    total = 0
    for position, digit in enumerate(digits):
        product = int(digit) * (2 if position % 2 == 0 else 1)
        total += product // 10 + product % 10
    return str(-total % 10)


@settings(GUARD)
@given(
    number=personnummer_digits(),
    dash=st.one_of(DASHES, SPACES, st.just(""), st.just("+")),
    gap=st.sampled_from(["", " ", "-", "."]),
    unseen=UNSEEN,
)
def test_a_personnummer_is_found_in_every_typography(
    number: tuple[str, str], dash: str, gap: str, unseen: str
) -> None:
    birth, last = number
    written = f"{birth[:4]}{gap}{birth[4:6]}{gap}{unseen}{birth[6:]}{dash}{last[:2]}{unseen}{last[2:]}"
    assert found(f"Hon med {written} satt där.") == [f"P1[{written}]"]


@settings(GUARD)
@given(number=personnummer_digits(), dash=DASHES)
def test_a_short_personnummer_with_a_dash_is_found(number: tuple[str, str], dash: str) -> None:
    birth, last = number
    written = f"{birth[2:]}{dash}{last}"
    assert found(f"Hon med {written} satt där.") == [f"P1[{written}]"]


@settings(GUARD)
@given(number=personnummer_digits(), table=st.sampled_from([WIDE, ARABIC]))
def test_a_personnummer_in_other_digits_is_found(number: tuple[str, str], table: dict[int, int]) -> None:
    written = "-".join(number).translate(table)
    assert found(f"Hon med {written} satt där.") == [f"P1[{written}]"]


@settings(GUARD)
@given(
    last=st.integers(605, 699),
    prefix=st.sampled_from(["070", "+46 70", "+4670", "0046 70", "+46 (0)70"]),
    dash=st.one_of(DASHES.filter(lambda dash: dash != "—"), SPACES),
    space=st.one_of(SPACES, st.just("")),
    unseen=UNSEEN,
)
def test_a_telephone_number_is_found_in_every_typography(
    last: int, prefix: str, dash: str, space: str, unseen: str
) -> None:
    """The series 070-1740605 to 070-1740699 belongs to nobody."""
    written = f"{prefix}{dash}174{space}0{last // 100}{unseen}{space}{last % 100:02}"
    assert found(f"Kontakt: {written} dygnet runt") == [f"P2[{written}]"]


@settings(GUARD)
@given(
    letters=st.text("BCDFGHJKLMNPRSTXZ", min_size=3, max_size=3),
    digits=st.integers(0, 99),
    last=st.sampled_from("0123456789ABCDEFGHJKLMNPRSTUWXYZ"),
    gap=st.one_of(SPACES, st.sampled_from(["", "-", "–", "‑"])),  # noqa: RUF001
    form=st.sampled_from([str.upper, str.lower, str.title]),
    unseen=UNSEEN,
)
def test_a_plate_is_found_in_every_typography(  # noqa: PLR0917
    letters: str, digits: int, last: str, gap: str, form: object, unseen: str
) -> None:
    assert callable(form)
    written = form(f"{letters[0]}{unseen}{letters[1:]}{gap}{digits:02}{last}")
    assert found(f"En blå bil med regnr {written} stod där.") == [f"P3[{written}]"]


@settings(GUARD)
@given(text=MESSY)
def test_decomposed_letters_are_read_as_composed_ones(text: str) -> None:
    sentence = f"Såg Åsa Öhman på lägenhet 1102. {text}"
    decomposed = unicodedata.normalize("NFD", sentence)
    composed = unicodedata.normalize("NFC", decomposed)
    assert [hit.data_class for hit in check(decomposed)] == [hit.data_class for hit in check(composed)]


def test_a_mark_belongs_to_the_letter_it_stands_on() -> None:
    assert found("Såg A\u030asa.") == ["P5[A\u030asa]"]
    assert found("1912121\u03022-1212\u0302 x") == ["P1[1912121\u03022-1212\u0302]"]
    assert found("1️⃣9121212-1212") == ["P1[1️⃣9121212-1212]"]


def test_many_marks_on_one_letter_change_nothing() -> None:
    assert found("Kal\u0332" + "\u0332\u0323" * 500 + "le ringde")[0].startswith("P5[Kal\u0332")


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("ﬁlip Ekström ringde", "P5[ﬁlip Ekström]"),
        ("x½ Kalle", "P5[Kalle]"),
        ("ﷺ Kalle", "P5[Kalle]"),
        ("İ Kalle", "P5[Kalle]"),
        ("\u3164Kalle\u3164", "P5[Kalle]"),
        ("\x00Kal\x00le", "P5[Kal\x00le]"),
        ("㏂ 121212-1212", "P1[121212-1212]"),
        ("“Kalle”", "P5[Kalle]"),
        ("x\u2028Kalle", "P5[Kalle]"),
    ],
)
def test_positions_hold_where_one_character_becomes_several_or_none(text: str, hit: str) -> None:
    assert found(text) == [hit]


HOSTILE = [
    *(
        "1",
        "1 ",
        "1-",
        "0",
        "07",
        "191212-",
        "191212-1212 ",
        "1912",
        "070-",
        "+46 ",
        "0046",
        "4111 ",
        "12.",
        "1:",
        "fe80:",
    ),
    *(
        "a@",
        "@",
        "@a",
        "a.",
        "a punkt ",
        "snabel-a ",
        " at ",
        "a/",
        "www.",
        "https://",
        "x" * 63 + ".",
        "snap: ",
    ),
    *(
        "ABC 12",
        "ABC 123 ",
        "A B C ",
        "Ab ",
        "Kalle ",
        "kalle ",
        "Anna-",
        "Anna Karlsson ",
        "K. ",
        "heter ",
        "killen ",
    ),
    *(
        "gatan ",
        "vägen 1 ",
        "lgh 1102 ",
        "villan på ",
        "portkod ",
        "bor på ",
        "enda ",
        "enda eleven ",
        "född ",
    ),
    *(
        "den misstänkte ",
        "Kalle stal. ",
        "Kalle stal\n",
        "polis ",
        "polisens ärende ",
        "5000-k",
        "mål b ",
        "psykisk ",
    ),
    *("\u0301", "a\u0301\u0323", "\u200b", "½", "ﷺ", "İ", "\ud800", "👨‍👩‍👧", "-", ":", "(", '"', "\n", "å"),
]


@pytest.mark.timeout(30)
@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_twenty_thousand_characters_of_anything_are_read_in_no_time(piece: str) -> None:
    """Forty times the longest field; the time grows with the length and not with its square."""
    text = (piece * 20_000)[:20_000]
    assert all(0 <= hit.start < hit.end <= len(text) for hit in check(text))


def test_the_guard_tells_nothing_of_the_text() -> None:
    """A hit carries places and codes, never the words themselves."""
    assert not re.search("kalle|1212", repr(check("Kalle Ekmark, 19121212-1212")), re.IGNORECASE)
