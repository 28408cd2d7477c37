"""Summary as DOCX and PDF of a large group, at one year and at ten: from the values to the bytes of the file."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.meeting import LAST, YEARS, fill
from bench.results import Result
from calendars.swedish import swedish_days
from documents.docx import docx
from documents.frame import Frame
from documents.paper import Paper
from documents.pdf import pdf
from documents.summary import summary_paper
from est.ports import Records
from est.timetable import Step
from est.weekly.documents import Dossier, dossier, turn_of_operator
from storage.engine import open_database
from storage.migrate import upgrade
from storage.store import SqlStore

ROUNDS = 15


def run() -> list[Result]:
    """Medians in milliseconds of documents that are not the first, the two sizes in turn; the first stands beside."""
    dossiers = {years: _dossier(years) for years in YEARS}
    found = []
    for name, make, limit in (("PDF", pdf, 50), ("DOCX", docx, 400)):
        took = _times(dossiers, make)
        one, ten = (statistics.median(took[years][1:]) for years in YEARS)
        detail = {
            "first_ms": round(took[YEARS[0]][0], 1),
            "one_year_ms": round(one, 1),
            "ten_years_ms": round(ten, 1),
        }
        found += [
            Result(
                name=f"summary as {name} at one year",
                ratio=one,
                budget=f"<= {limit}",
                unit="ms",
                detail=detail,
            ),
            Result(
                name=f"summary as {name} at ten years / one",
                ratio=ten / one,
                budget="<= 1.3",
                unit="ms",
                detail=detail,
            ),
        ]
    return found


def _times(
    dossiers: Mapping[int, Dossier], make: Callable[[Paper, datetime], bytes]
) -> dict[int, list[float]]:
    """Milliseconds of each document, the paper made of its values included."""
    took: dict[int, list[float]] = {years: [] for years in dossiers}
    for number in range(ROUNDS + 1):
        for years, dossier_ in dossiers.items():
            made_at = dossier_.round.moments[Step.MEETING_END]
            began = time.perf_counter()
            make(summary_paper(dossier_, _titled(100 * years + number)), made_at)
            took[years].append(1000 * (time.perf_counter() - began))
    return took


def _titled(number: int) -> Frame:
    """Another document each time, since the typesetter remembers what it has just set."""
    return Frame(municipality="Kommunen", diary_number=f"KS 2026/{number:04}", information_class="Intern")


def _dossier(years: int) -> Dossier:
    with TemporaryDirectory(prefix="est-bench-") as name:
        url = f"sqlite:///{Path(name) / 'est.db'}"
        upgrade(url)
        store = SqlStore(open_database(url), swedish_days(range(LAST.year - years - 1, LAST.year + 2)))
        try:
            return asyncio.run(_read(store, years))
        finally:
            store.close()


async def _read(store: SqlStore, years: int) -> Dossier:
    await store.write("", lambda records: fill(records, years))

    def work(records: Records) -> Dossier:
        round_ = records.rounds.get("g", LAST)
        if round_ is None:
            raise LookupError("the bench group is not there")
        turn = turn_of_operator(records, "g", round_.moments[Step.MEETING_END])
        return dossier(records, turn, str(LAST))

    return await store.write("g", work)
