"""A held meeting in words: what a line is called, how its minutes stand, and when the meeting ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from est.action import Action
from est.agenda import Agenda, PointKind
from est.member import Organisation
from est.needing import Answer, NeedAnswer
from est.place import Place
from est.report import CollabNeed, Item
from est.running import (
    MINUTE,
    STANDING,
    Kept,
    MeetingRun,
    Stop,
    itinerary,
    overrun,
    predicted_end,
    remaining,
)
from est.weekly.meeting import MeetingView
from words.agenda import POINTS
from words.catalogue import N_, Words
from words.items import what, where

ANSWERS: Mapping[Answer, str] = {
    Answer.ACCEPTS: N_("Accepterar"),
    Answer.PARTLY: N_("Kan delvis"),
    Answer.CANNOT: N_("Kan inte"),
}
NOT_ANSWERED = N_("ej svarat")


def point_of(words: Words, agenda: Agenda, kind: PointKind) -> str:
    """Such as "3. Veckans händelser"."""
    number = 1 + next(n for n, point in enumerate(agenda.points) if point.kind is kind)
    return f"{number}. {words.t(POINTS[kind])}"


def line_name(
    words: Words,
    stop: Stop,
    items: Mapping[str, Item],
    actions: Mapping[str, Action],
    places: Mapping[str, Place],
) -> str:
    """What a line is called in a list: labels and sort, an action's label and title, a place, a heading."""
    if stop.title:
        return stop.title
    if stop.item_ids:
        known = [items[id_] for id_ in stop.item_ids if id_ in items]
        labels = ", ".join(item.label for item in known)
        sorts = ", ".join(dict.fromkeys(what(words, item) for item in known))
        place = where(words, known[0].content.location, places) if known else ""
        return " · ".join(filter(None, [labels, sorts, place]))
    if stop.action_id:
        action = actions.get(stop.action_id)
        return f"{action.label} · {action.title}" if action is not None else stop.action_id
    if stop.key.startswith(STANDING):
        return words.t(POINTS[stop.point])
    return where(words, stop.location, places)


def minutes_of(words: Words, kept: Kept) -> str:
    """Such as "3 min, använt 2 min"."""
    given = words.t("{given} min, använt {used} min", given=kept.given, used=whole_minutes(kept.used))
    if kept.given == kept.stop.planned:
        return given
    return words.t("{given} (planerat {planned} min)", given=given, planned=kept.stop.planned)


def whole_minutes(span: timedelta) -> int:
    """To the nearest minute."""
    return int((span + MINUTE / 2) // MINUTE)


def minutes_up(span: timedelta) -> int:
    """Begun minutes count."""
    return int(-(-span // MINUTE))


def clock(words: Words, at: datetime, zone: str) -> str:
    """Such as "09.32" on the group's own wall, of a begun minute the next."""
    local = at.astimezone(ZoneInfo(zone))
    if local.second or local.microsecond:
        local = local.replace(second=0, microsecond=0) + MINUTE
    return words.clock(local)


def ending(words: Words, run: MeetingRun, now: datetime, zone: str) -> str:
    """When the meeting ends, or ended, and how that is against the plan."""
    at = clock(words, predicted_end(run, now), zone)
    late = minutes_up(overrun(run, now))
    if run.is_over:
        said = words.t("Mötet slutade kl {clock}.", clock=at)
    else:
        said = words.t("Beräknat slut kl {clock}.", clock=at)
    if late > 0:
        than = words.n("{n} minut över tiden.", "{n} minuter över tiden.", late)
        return f"{said} {than}"
    if late < 0 and not run.is_over:
        spare = words.n("{n} minut till godo.", "{n} minuter till godo.", -late)
        return f"{said} {spare}"
    return said


def how_it_goes(words: Words, view: MeetingView) -> list[str]:
    """How the meeting stands as of its last step, the same for whoever reads it and whenever."""
    run = view.held.run
    if run is None:
        return []
    said = ending(words, run, run.steps[-1].at, view.round.zone)
    if run.is_over:
        return [said]
    point = next(stop.point for stop in itinerary(run.agenda, run.added) if stop.key == run.current)
    now = words.t("Mötet pågår. Nu: {point}.", point=point_of(words, run.agenda, point))
    left = len(remaining(run))
    return [now, " ".join([said, words.n("{n} rad kvar.", "{n} rader kvar.", left)])]


def answers_of(
    words: Words,
    need: CollabNeed,
    given: Mapping[str, NeedAnswer],
    organisations: Mapping[str, Organisation],
) -> list[tuple[str, str]]:
    """Each organisation that was asked, or has answered, with what it says."""
    found = []
    for id_ in [*need.asked, *(id_ for id_ in given if id_ not in need.asked)]:
        name = organisations[id_].name if id_ in organisations else id_
        answer = given.get(id_)
        said = words.t(ANSWERS[answer.answer]) if answer is not None else words.t(NOT_ANSWERED)
        found.append((name, f"{said} ({answer.reason})" if answer is not None and answer.reason else said))
    return found
