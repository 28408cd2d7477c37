"""When a group's rounds happen: the plan a coordinator sets, and the meetings that follow from it."""

from est.timetable.chain import step_days
from est.timetable.meetings import HELD, Occurrence, Outcome, occurrences, planned_before, preview
from est.timetable.plan import (
    ByMonth,
    Cadence,
    EveryWeeks,
    HolidayRule,
    Plan,
    PlanError,
)
from est.timetable.slots import PRESET_SLOTS, Preset, Slot, Step, slots

__all__ = [
    "HELD",
    "PRESET_SLOTS",
    "ByMonth",
    "Cadence",
    "EveryWeeks",
    "HolidayRule",
    "Occurrence",
    "Outcome",
    "Plan",
    "PlanError",
    "Preset",
    "Slot",
    "Step",
    "occurrences",
    "planned_before",
    "preview",
    "slots",
    "step_days",
]
