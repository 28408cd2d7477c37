"""The guard against personal data in free text: refuses before anything is stored (domain.md §7.8, design.md §6).

It is help, not a promise: rules and lists find what has a form and most names, and people read the rest.
"""

from est.personal_data.guard import check, guard_line, verdict
from est.personal_data.hits import DataClass, Hit, Outcome, Strength, Suggestion, Verdict, strongest

__all__ = [
    "DataClass",
    "Hit",
    "Outcome",
    "Strength",
    "Suggestion",
    "Verdict",
    "check",
    "guard_line",
    "strongest",
    "verdict",
]
