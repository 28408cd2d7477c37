"""What an archive holds of its meetings: the values of the method themselves, and of people their functions alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from est.action import Action
from est.agenda import Agenda
from est.attending import Register
from est.member import Member, Organisation, Role, Route
from est.needing import NeedAnswer
from est.noting import MeetingNote
from est.place import Place
from est.report import Item, Report
from est.review import RoundReview
from est.round import Round
from est.running import MeetingRun
from est.summary import Approval, Summary
from est.weekly.documents import Dossier

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Whose id stands in the reports: a function of an organisation, no name and no account (domain.md §12 rule 13)."""

    id: str
    organisation_id: str
    function: str
    roles: tuple[Role, ...]
    route: Route


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedMeeting:
    """One round: its agenda, its summary as it stood, every approval, every answer and every version of every item."""

    round: Round
    agenda: Agenda
    summary: Summary
    approvals: tuple[Approval, ...]
    reports: tuple[Report, ...]
    """Without their items, which stand in `versions`."""
    versions: tuple[Item, ...]
    """By number, and then by version: the last one of an id is the item."""
    review: RoundReview
    run: MeetingRun | None
    """How the meeting went; None of one that was not led with the bot."""
    register: Register | None
    """The attendance; None when nobody has taken it."""
    notes: tuple[MeetingNote, ...]
    need_answers: tuple[NeedAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Some meetings of one group, and what they speak of."""

    municipality: str
    group_id: str
    group_name: str
    meetings: tuple[ArchivedMeeting, ...]
    actions: tuple[Action, ...]
    organisations: tuple[Organisation, ...]
    places: tuple[Place, ...]
    seats: tuple[Seat, ...]


def archived(dossiers: Iterable[Dossier]) -> Archive:
    """The dossiers as an archive keeps them; at least one. What they share is taken from the last."""
    every = tuple(dossiers)
    newest = every[-1]
    view = newest.view.meeting
    return Archive(
        municipality=newest.municipality.name,
        group_id=newest.group.id,
        group_name=newest.group.name,
        meetings=tuple(_meeting(one) for one in every),
        actions=tuple(sorted(view.actions.values(), key=lambda one: (one.number, one.id))),
        organisations=tuple(sorted(view.organisations.values(), key=lambda one: one.id)),
        places=tuple(sorted(view.places.values(), key=lambda one: one.id)),
        seats=tuple(_seat(one) for one in sorted(view.members.values(), key=lambda one: one.id)),
    )


def written(data: Archive) -> bytes:
    """The archive as JSON that people can read as well."""
    return _adapter().dump_json(data, indent=1, fallback=_plain, warnings=False)


def read_back(text: bytes) -> Archive:
    """What `written` wrote.

    Raises:
        ValueError: it is no such JSON.
    """
    return _adapter().validate_json(text)


def _meeting(dossier: Dossier) -> ArchivedMeeting:
    versions = [one for every in dossier.versions.values() for one in every]
    held = dossier.view.meeting.held
    answers = [one for of_need in held.answers.values() for one in of_need.values()]
    return ArchivedMeeting(
        round=dossier.round,
        agenda=dossier.view.meeting.agenda,
        summary=dossier.view.summary,
        approvals=dossier.approvals,
        reports=tuple(replace(report, items=()) for report in dossier.reports),
        versions=tuple(sorted(versions, key=lambda one: (one.number, one.id, one.version))),
        review=dossier.view.meeting.review,
        run=held.run,
        register=held.register,
        notes=tuple(sorted(held.notes.values(), key=lambda one: one.subject)),
        need_answers=tuple(sorted(answers, key=lambda one: (one.item_id, one.organisation_id))),
    )


def _seat(member: Member) -> Seat:
    return Seat(
        id=member.id,
        organisation_id=member.organisation_id,
        function=member.function,
        roles=tuple(sorted(member.roles)),
        route=member.route,
    )


@cache
def _adapter() -> TypeAdapter[Archive]:
    """Built when first used, since that takes a tenth of a second."""
    from pydantic import TypeAdapter  # noqa: PLC0415 -- as above

    return TypeAdapter(Archive)


def _plain(value: object) -> object:
    """A read-only view of a mapping is written as the mapping."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be archived")
