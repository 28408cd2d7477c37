"""The icons keep to what Teams asks of them: size, safe area, pure white outline, enough contrast."""

import json
from pathlib import Path

from tests.manifest.png import read_png

MANIFEST = Path(__file__).parents[2] / "manifest"
ACCENT = json.loads((MANIFEST / "template.json").read_text(encoding="utf-8"))["accentColor"]


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: tuple[int, int, int]) -> float:
    """WCAG 2.1, relative luminance."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (value / 255 for value in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_colour_icon_is_a_full_square_in_the_accent_colour_with_its_symbol_in_the_middle() -> None:
    icon = read_png(MANIFEST / "icons" / "color.png")
    ground = (*channels(ACCENT), 255)
    drawn = [(x, y) for y in range(icon.height) for x in range(icon.width) if icon.at(x, y) != ground]

    assert (icon.width, icon.height) == (192, 192)
    assert drawn
    # Teams crops to rounded corners and, for a bot, to a hexagon: 48 pixels stay free on every side.
    assert all(48 <= x < 144 and 48 <= y < 144 for x, y in drawn)


def test_the_outline_icon_is_pure_white_on_nothing_and_fills_its_square() -> None:
    icon = read_png(MANIFEST / "icons" / "outline.png")
    drawn = [(x, y) for y in range(icon.height) for x in range(icon.width) if icon.at(x, y)[3] > 0]

    assert (icon.width, icon.height) == (32, 32)
    assert {icon.at(x, y)[:3] for x, y in drawn} == {(255, 255, 255)}
    assert icon.at(0, 0)[3] == icon.at(31, 31)[3] == 0
    assert (min(y for _, y in drawn), max(y for _, y in drawn)) == (0, 31)


def test_white_on_the_accent_colour_can_be_read() -> None:
    contrast = 1.05 / (luminance(channels(ACCENT)) + 0.05)

    assert contrast >= 4.5
