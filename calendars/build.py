"""Writes the Swedish calendar anew from the `holidays` library: `make calendar`, when the law has changed a red day.

The program itself reads the file, since the library loads every country of the world to tell of one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date, time

from holidays import country_holidays

from calendars.swedish import FILE

YEARS = range(2005, 2061)
HALF_DAY = re.compile(r"(?P<name>.+) \(från kl\. (?P<hour>[0-9]{2})\.(?P<minute>[0-9]{2})\)")


def written(years: Iterable[int] = YEARS) -> str:
    """The file's text: for each year its red days, its eves, and its half days with the hour they end."""
    return json.dumps({str(year): _year(year) for year in years}, ensure_ascii=False, indent=1) + "\n"


def half_day(name: str) -> tuple[str, time]:
    """What "Skärtorsdagen (från kl. 14.00)" is called, and when its working hours end.

    Of several names on one day the first is kept, and the earliest end.
    """
    parts = [HALF_DAY.fullmatch(part) for part in name.split("; ")]
    read = [(part["name"], time(int(part["hour"]), int(part["minute"]))) for part in parts if part]
    if len(read) < len(parts):
        raise ValueError(f"no clock time in the half day {name!r}")
    return read[0][0], min(ends for _, ends in read)


def _year(year: int) -> dict[str, dict[str, str]]:
    """Red days are those of the law, eves the three on which nobody works, half days those of the banks."""
    red, eves = _named(year, "public"), _named(year, "de_facto")
    halves = {day: half_day(name) for day, name in _named(year, "bank").items() if day not in eves}
    return {
        "red": {str(day): name for day, name in sorted(red.items())},
        "eves": {str(day): name for day, name in sorted(eves.items())},
        "half": {str(day): f"{ends:%H:%M} {name}" for day, (name, ends) in sorted(halves.items())},
    }


def _named(year: int, category: str) -> dict[date, str]:
    return dict(country_holidays("SE", years=year, categories=(category,), language="sv").items())


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
