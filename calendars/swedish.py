"""Swedish red days, eves and half days from the `holidays` library, with their Swedish names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time

from holidays import country_holidays

from est.days import DayCalendar

HALF_DAY = re.compile(r"(?P<name>.+) \(från kl\. (?P<hour>[0-9]{2})\.(?P<minute>[0-9]{2})\)")


def swedish_days(years: Iterable[int]) -> DayCalendar:
    """The calendar of a municipality that has confirmed no year yet.

    Red days are those of the law (Sundays are weekend anyway), eves the three on which nobody works. The
    banks' shortened days stand in for the municipality's own half days until it confirms its list.
    """
    wanted = tuple(years)
    red, eves = _named(wanted, "public"), _named(wanted, "de_facto")
    shortened = {day: half_day(name) for day, name in _named(wanted, "bank").items() if day not in eves}
    return DayCalendar(
        red=red,
        eves=eves,
        half_days={day: ends for day, (_, ends) in shortened.items()},
        names={day: name for day, (name, _) in shortened.items()},
    )


def half_day(name: str) -> tuple[str, time]:
    """What "Skärtorsdagen (från kl. 14.00)" is called, and when its working hours end.

    Of several names on one day the first is kept, and the earliest end.
    """
    parts = [HALF_DAY.fullmatch(part) for part in name.split("; ")]
    read = [(part["name"], time(int(part["hour"]), int(part["minute"]))) for part in parts if part]
    if len(read) < len(parts):
        raise ValueError(f"no clock time in the half day {name!r}")
    return read[0][0], min(ends for _, ends in read)


def _named(years: tuple[int, ...], category: str) -> dict[date, str]:
    return dict(country_holidays("SE", years=years, categories=(category,), language="sv").items())
