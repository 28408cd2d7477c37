"""Pictures of the app package are read as pixels, without an image library."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Pixel = tuple[int, int, int, int]

_CHANNELS = {2: 3, 6: 4}  # colour type of the PNG header: RGB, RGBA


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    pixels: tuple[Pixel, ...]

    def at(self, x: int, y: int) -> Pixel:
        return self.pixels[y * self.width + x]


def read_png(path: Path) -> Picture:
    """An eight-bit, non-interlaced PNG in RGB or RGBA; another kind is a failure of the icon."""
    chunks = list(_chunks(path.read_bytes()))
    width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", chunks[0][1])
    assert depth == 8, f"{path.name}: {depth} bits per channel"
    assert interlace == 0, f"{path.name} is interlaced"
    size = _CHANNELS[colour]
    raw = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    pixels: list[Pixel] = []
    above = bytes(width * size)
    for y in range(height):
        start = y * (width * size + 1)
        above = _unfiltered(raw[start], raw[start + 1 : start + 1 + width * size], above, size)
        pixels += [_pixel(above[x : x + size]) for x in range(0, len(above), size)]
    return Picture(width, height, tuple(pixels))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n"), "not a PNG"
    place = 8
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        yield data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        place += 12 + length


def _unfiltered(kind: int, line: bytes, above: bytes, size: int) -> bytes:
    """PNG's five filters: none, left, up, average, Paeth."""
    out = bytearray(line)
    for i in range(len(out)):
        left = out[i - size] if i >= size else 0
        corner = above[i - size] if i >= size else 0
        guess = (0, left, above[i], (left + above[i]) // 2, _paeth(left, above[i], corner))[kind]
        out[i] = (out[i] + guess) & 0xFF
    return bytes(out)


def _paeth(left: int, up: int, corner: int) -> int:
    target = left + up - corner
    return min((left, up, corner), key=lambda value: abs(target - value))


def _pixel(values: bytes) -> Pixel:
    red, green, blue, *alpha = values
    return red, green, blue, alpha[0] if alpha else 255
