"""What only documents say: their fields and columns, who was there, and by which way an answer came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from est.attending import Presence
from est.delivery import DeliveryState
from est.member import Route
from est.report import ReportStatus
from est.summary import Approval, SeatLine, Summary
from words.catalogue import N_, Words
from words.vocabulary import label

PRESENCE: Mapping[Presence, str] = {
    Presence.PRESENT: N_("Närvarande"),
    Presence.EXCUSED: N_("Anmält förhinder"),
    Presence.ABSENT: N_("Frånvarande"),
    Presence.NOT_TAKEN: N_("Inte antecknat"),
}
ROUTES: Mapping[Route, str] = {
    Route.TEAMS: N_("Egen chatt i Teams"),
    Route.CHANNEL: N_("Kort i kanalen"),
    Route.MAIL: N_("Formulär via e-post"),
    Route.VIA_COORDINATOR: N_("Via samordnaren"),
}


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


def days_with_year(words: Words, first: date, last: date) -> str:
    """Days as a document says them, which is read in other years."""
    if first == last:
        return words.day_with_year(first)
    return f"{words.day_with_year(first)} – {words.day_with_year(last)}"


def moment_with_year(words: Words, moment: datetime, zone: str) -> str:
    """Such as "tis 24 nov 2026 kl 09.00"."""
    local = moment.astimezone(ZoneInfo(zone))
    return words.t("{day} kl {clock}", day=words.day_with_year(local.date()), clock=words.clock(local))


def approved(words: Words, approval: Approval, function: str, zone: str) -> str:
    """Who approved which version, and when: the function, never the name (domain.md §12 rule 13)."""
    at = moment_with_year(words, approval.approved_at, zone)
    if not function:
        return words.t("Godkänd {at}, version {version}.", at=at, version=approval.version)
    return words.t(
        "Godkänd {at} av {function}, version {version}.", at=at, function=function, version=approval.version
    )


def page_words(words: Words) -> tuple[str, str, str]:
    """What stands before, between and after the numbers in "Sida 1 av 3"."""
    before, between, after = words.t("Sida {page} av {pages}", page="\n", pages="\n").split("\n")
    return before, between, after
