"""The meeting's cards: who has answered, the agenda, the summary, and what the coordinator is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from cards.agenda import agenda_card
from cards.delivery import delivery_card
from cards.notices import moved_card
from cards.summary import summary_card
from cards.teams import Card
from cards.to_coordinators import late_card, missed_card, no_deputy_card, severity_card
from est.report import Item
from est.summary import AreaLine
from est.timetable import Outcome
from est.vocabulary import AreaStatus, Severity
from tests.cards.hostile import HOSTILE, LONGEST
from tests.cards.scene import (
    ACTIONS,
    ALL_STATES,
    DAY,
    DECIDED,
    LIFTED,
    NONE_ANSWERED,
    ORGANISATIONS,
    PANES,
    a_week,
    group,
    meeting_view,
    past_rounds,
    summary_view,
)
from tests.est.builders import (
    TUESDAY,
    W48,
    action,
    collab_need,
    incident,
    item,
    place,
    round_,
    upcoming_event,
)
from words import Words

Draw = Callable[[Words], Card]

WEEK = str(W48)
LATE_ITEM = item(incident(text="Klotter på skylten vid perrongen."), number=12, late=True, offered_to=WEEK)
AREAS = (
    AreaLine(area="Centrum", status=AreaStatus.YELLOW, reason="Oroligt vid Resecentrum tre kvällar."),
    AreaLine(area="Norra Ekbacka", status=AreaStatus.GREEN, reason="Inget utöver det vanliga."),
)


def _many(count: int, text: str) -> tuple[Item, ...]:
    """Items of the three kinds in turn, from all organisations, each on a place of its own."""
    organisations = list(ORGANISATIONS)
    made = []
    for n in range(count):
        where = replace(PANES.content.location, place_id=f"plats{n % 50}")
        content = (
            incident(text=text, location=where, severity=Severity(1 + n % 3)),
            upcoming_event(text=text, location=where, first=TUESDAY + (n % 20) * DAY),
            collab_need(text=text, location=where),
        )[n % 3]
        made.append(item(content, number=n + 1, organisation_id=organisations[n % len(organisations)]))
    return tuple(made)


FIFTY_PLACES = {f"plats{n}": place(id=f"plats{n}", name=f"Plats nummer {n}") for n in range(50)}


DONE_ACTIONS = (*ACTIONS, DECIDED, LIFTED)
SQUEEZED = tuple(action(number=n, due=TUESDAY - n * DAY, title=f"Åtgärd nummer {n}") for n in range(1, 15))


def _agenda(
    items: Sequence[Item] = (), *, draft: bool = False, publish: bool = False, **changes: object
) -> Draw:
    return lambda words: agenda_card(
        meeting_view(items, **changes),  # type: ignore[arg-type]
        words,
        draft=draft,
        publish=publish,
    )


def _big(count: int, text: str = LONGEST, **given: bool) -> Draw:
    return _agenda(_many(count, text), places=FIFTY_PLACES, actions=ACTIONS, **given)


def _part(count: int, shown: int) -> Draw:
    view = meeting_view(_many(count, LONGEST), places=FIFTY_PLACES, actions=ACTIONS)
    return lambda words: agenda_card(view, words, shown=shown)


def _hostile_items() -> tuple[Item, ...]:
    return tuple(item(incident(text=text), number=n) for n, text in enumerate(HOSTILE.values(), start=1))


def _summary(items: Sequence[Item], **given: object) -> Draw:
    meeting = {name: given.pop(name) for name in ("actions", "delivery", "places") if name in given}
    return lambda words: summary_card(
        summary_view(meeting_view(items, **meeting), **given),  # type: ignore[arg-type]
        words,
    )


def _summary_part(shown: int) -> Draw:
    meeting = meeting_view(_many(60, LONGEST), actions=SQUEEZED, places=FIFTY_PLACES)
    return lambda words: summary_card(summary_view(meeting, approved=True), words, shown=shown)


def _moved(outcome: Outcome, because: str) -> Draw:
    moved = round_(outcome=outcome, because=because, planned=TUESDAY - DAY)
    return lambda words: moved_card(moved, words)


CARDS: Mapping[str, Draw] = {
    "delivery": lambda words: delivery_card(meeting_view(a_week(), delivery=ALL_STATES), words),
    "big-delivery": lambda words: delivery_card(
        meeting_view(
            delivery=[
                replace(one, member=replace(one.member, id=f"m{n}")) for n in range(22) for one in ALL_STATES
            ]
        ),
        words,
    ),
    "delivery-none-answered": lambda words: delivery_card(meeting_view(delivery=NONE_ANSWERED), words),
    "agenda-draft": _agenda(a_week(), actions=ACTIONS, draft=True, publish=True),
    "agenda-draft-published": _agenda(a_week(), actions=ACTIONS, draft=True),
    "agenda-draft-offered": _agenda(a_week(), offered=(LATE_ITEM,), draft=True),
    "agenda-draft-squeezed": _agenda(a_week(), actions=SQUEEZED, draft=True, publish=True),
    "agenda-draft-marked": _agenda((replace(PANES, marks=("P5", "P9")),), draft=True),
    "agenda": _agenda(a_week(), actions=ACTIONS),
    "agenda-quiet": _agenda((a_week()[5],)),
    "agenda-empty": _agenda(delivery=NONE_ANSWERED),
    "big-agenda-parking": _agenda(_many(40, "Kort text."), places=FIFTY_PLACES),
    "big-agenda": _big(40),
    "big-agenda-draft": _big(40, draft=True, publish=True),
    "big-agenda-part-2": _part(40, 2),
    "big-agenda-hundred-and-fifty": _big(150),
    "big-agenda-last-part": _part(150, 999),
    "agenda-hostile": _agenda(_hostile_items()),
    "summary-draft": _summary(a_week(), actions=DONE_ACTIONS, may_approve=True, past=past_rounds()),
    "summary-draft-early": _summary(a_week(), actions=DONE_ACTIONS),
    "summary": _summary(a_week(), actions=DONE_ACTIONS, approved=True, past=past_rounds(), areas=AREAS),
    "summary-nobody-answered": _summary((), delivery=NONE_ANSWERED, may_approve=True),
    "big-summary": _summary(_many(60, LONGEST), actions=SQUEEZED, places=FIFTY_PLACES, approved=True),
    "big-summary-part-1": _summary_part(1),
    "summary-hostile": _summary(_hostile_items(), approved=True),
    "severity": lambda words: severity_card(group(), WEEK, words),
    "late": lambda words: late_card(group(), WEEK, words, offered=False),
    "late-offered": lambda words: late_card(group(), WEEK, words, offered=True),
    "missed": lambda words: missed_card(group(), "prompt", WEEK, words),
    "missed-agenda": lambda words: missed_card(group(), "agenda", WEEK, words),
    "moved": _moved(Outcome.MOVED, "Trettondedag jul"),
    "cancelled": _moved(Outcome.CANCELLED_BREAK, "Sommar"),
    "no-deputy": lambda words: no_deputy_card(group(), "Ida Ros", WEEK, words),
}
