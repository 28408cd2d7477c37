"""Swedish red days, eves and half days, with their Swedish names; `calendars.build` writes the file they stand in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, time
from pathlib import Path

from est.days import DayCalendar

FILE = Path(__file__).with_name("swedish.json")


def swedish_days(years: Iterable[int]) -> DayCalendar:
    """The calendar of a municipality that has confirmed no year yet.

    Red days are those of the law (Sundays are weekend anyway), eves the three on which nobody works. The
    banks' shortened days stand in for the municipality's own half days until it confirms its list.

    Raises:
        KeyError: a year that the file does not hold.
    """
    every = json.loads(FILE.read_text(encoding="utf-8"))
    wanted = [every[str(year)] for year in years]
    halves = {day: text.split(" ", 1) for year in wanted for day, text in year["half"].items()}
    return DayCalendar(
        red=_days(year["red"] for year in wanted),
        eves=_days(year["eves"] for year in wanted),
        half_days={date.fromisoformat(day): time.fromisoformat(ends) for day, (ends, _) in halves.items()},
        names={date.fromisoformat(day): name for day, (_, name) in halves.items()},
    )


def _days(named: Iterable[dict[str, str]]) -> dict[date, str]:
    return {date.fromisoformat(day): name for days in named for day, name in days.items()}
