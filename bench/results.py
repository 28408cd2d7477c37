"""One line of the table, and the file the table is kept in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "results.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A measured ratio and the budget that it has to meet (design.md §9).

    The budget is `>= n` or `<= n`. `unit` says what the ratio is of.
    """

    name: str
    ratio: float
    budget: str
    unit: str
    detail: dict[str, Any]

    @property
    def holds(self) -> bool:
        """Whether the budget is met."""
        sign, limit = self.budget.split()
        return self.ratio >= float(limit) if sign == ">=" else self.ratio <= float(limit)


def keep(results: Sequence[Result]) -> None:
    """Write the file, in which a benchmark that was not run keeps its last line."""
    known = {entry["name"]: entry for entry in json.loads(FILE.read_text("utf-8"))} if FILE.exists() else {}
    known |= {result.name: asdict(result) for result in results}
    FILE.write_text(json.dumps(list(known.values()), ensure_ascii=False, indent=1) + "\n", "utf-8")


def table(results: Sequence[Result]) -> str:
    """The lines as people read them."""
    rows = [("name", "ratio", "budget", "", "unit")]
    rows += [
        (one.name, f"{one.ratio:.2f}", one.budget, "ok" if one.holds else "MISSED", one.unit)
        for one in results
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
