"""A meeting that is held: where it stands, what each line was given and has used, and when it will end.

Nothing here reads a clock: the moment is an argument, so that a meeting goes on from what is stored, in whichever
process.
"""

from est.running.changes import add, end, go_back, go_on, lend, park, resume, start
from est.running.minutes import LEAST_LEFT, allotted, lendable, log, overrun, predicted_end, used
from est.running.order import following, itinerary, place_for, remaining
from est.running.values import INFO, MINUTE, STANDING, Added, Kept, Loan, MeetingRun, Step, Stop, key_of

__all__ = [
    "INFO",
    "LEAST_LEFT",
    "MINUTE",
    "STANDING",
    "Added",
    "Kept",
    "Loan",
    "MeetingRun",
    "Step",
    "Stop",
    "add",
    "allotted",
    "end",
    "following",
    "go_back",
    "go_on",
    "itinerary",
    "key_of",
    "lend",
    "lendable",
    "log",
    "overrun",
    "park",
    "place_for",
    "predicted_end",
    "remaining",
    "resume",
    "start",
    "used",
]
