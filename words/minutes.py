"""What only documents say: their fields and columns, who was there, and by which way an answer came."""

from __future__ import annotations

from collections.abc import Mapping

from est.delivery import DeliveryState
from est.member import Route
from est.report import ReportStatus
from est.summary import Approval, SeatLine, Summary
from est.weekly.documents import Presence
from words.catalogue import N_, Words
from words.vocabulary import label

PRESENCE: Mapping[Presence, str] = {
    Presence.PRESENT: N_("Närvarande"),
    Presence.EXCUSED: N_("Anmält förhinder"),
    Presence.ABSENT: N_("Frånvarande utan förhinder"),
    Presence.UNSAID: N_("Inte antecknat"),
}
ROUTES: Mapping[Route, str] = {
    Route.TEAMS: N_("Egen chatt i Teams"),
    Route.CHANNEL: N_("Kort i kanalen"),
    Route.MAIL: N_("Formulär via e-post"),
    Route.VIA_COORDINATOR: N_("Via samordnaren"),
}


def presence_of(seat: SeatLine, noted: Presence) -> Presence:
    """What the meeting noted of the organisation; who is away on the day and of whom nothing is noted is excused."""
    if noted is Presence.UNSAID and seat.state is DeliveryState.AWAY:
        return Presence.EXCUSED
    return noted


def answer_of(words: Words, seat: SeatLine) -> str:
    """How a seat has answered: late and through a stand-in are answers too."""
    if not seat.answered:
        return label(words, ReportStatus.OPEN)
    if seat.state is DeliveryState.NOTHING_TO_REPORT:
        said = label(words, ReportStatus.NOTHING_TO_REPORT)
    elif seat.state is DeliveryState.STAND_IN:
        said = words.t("Ersättare har svarat")
    else:
        said = label(words, ReportStatus.SUBMITTED)
    return words.t("{answer}, sent", answer=said) if seat.late else said


def route_of(words: Words, seat: SeatLine) -> str:
    """By which way the question and the answer go."""
    return words.t(ROUTES[seat.route])


def summary_title(words: Words, summary: Summary) -> str:
    """Such as "Sammanfattning v 48"."""
    return words.t("Sammanfattning {week}", week=words.week(summary.week))


def approved(words: Words, approval: Approval, function: str, zone: str) -> str:
    """Who approved which version, and when: the function, never the name (domain.md §12 rule 13)."""
    at = words.moment(approval.approved_at, zone)
    if not function:
        return words.t("Godkänd {at}, version {version}.", at=at, version=approval.version)
    return words.t(
        "Godkänd {at} av {function}, version {version}.", at=at, function=function, version=approval.version
    )


def page_words(words: Words) -> tuple[str, str, str]:
    """What stands before, between and after the numbers in "Sida 1 av 3"."""
    before, between, after = words.t("Sida {page} av {pages}", page="\n", pages="\n").split("\n")
    return before, between, after
