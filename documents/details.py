"""The facts about a document that a registry asks for."""

from __future__ import annotations

from collections.abc import Sequence

from documents.frame import Frame
from documents.paper import Detail
from est.timetable import Step
from est.weekly.documents import Dossier
from words import Words
from words.minutes import approved, moment_with_year


def details(dossier: Dossier, frame: Frame, words: Words) -> Sequence[Detail]:
    """Municipality, meeting, registry's number, class, and who approved which version and when."""
    round_ = dossier.round
    unset = words.t("inte angivet")
    return [
        Detail(words.t("Kommun"), frame.municipality),
        Detail(words.t("Möte"), moment_with_year(words, round_.moments[Step.MEETING], round_.zone)),
        Detail(words.t("Diarienummer"), frame.diary_number or unset),
        Detail(words.t("Informationsklass"), frame.information_class or unset),
        Detail(words.t("Status"), status(dossier, words)),
    ]


def status(dossier: Dossier, words: Words) -> str:
    """The approval by function and moment, or that there is none."""
    approval = dossier.view.approval
    if approval is None:
        return words.t("Utkast, inte godkänt")
    approver = dossier.view.meeting.members.get(approval.approved_by)
    return approved(words, approval, approver.function if approver else "", dossier.round.zone)
