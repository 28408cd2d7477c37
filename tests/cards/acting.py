"""The cards of actions: the list, one action, its forms, what owners are asked, and working groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from cards.action_form import action_form_card, step_card
from cards.action_letters import effect_card, handover_card, outcome_card, owner_reminder_card
from cards.actions import action_card, actions_card
from cards.teams import Card
from cards.working_groups import working_group_card, working_groups_card
from est.action import Action, ActionLevel, ActionState, ActionStep, Effect, EffectNote, Entry
from est.action_form import values_of
from est.action_steps import allowed
from est.effect import BeforeAfter, Count
from est.errors import Malformed, PersonalDataFound, PersonalDataSuspected, Refusal
from est.form import FormRefused
from est.member import Member
from est.report import EventOutcome
from est.turn import Turn
from est.weekly.action_views import ActionFormView, ActionsView, ActionView, Table
from est.weekly.event_outcomes import OutcomeView
from est.weekly.following_up import ReminderView
from est.weekly.working_groups import WorkingGroupFormView, WorkingGroupsView
from est.working_group import WorkingGroup
from tests.cards.hostile import HOSTILE, LONGEST
from tests.cards.scene import (
    AFTER_MEETING,
    BO,
    DAY,
    FRED,
    MARKET,
    MEMBERS,
    ORGANISATIONS,
    PANES,
    PLACES,
    RED_DAYS,
    SAM,
    TOVE,
    a_week,
    turn,
)
from tests.est.builders import GROUP, TUESDAY, W48, action
from words import Words

Draw = Callable[[Words], Card]
S, A = ActionState, ActionStep

TUNNEL = WorkingGroup(
    id="w1",
    group_id=GROUP,
    name="Tunnelgruppen",
    contact_id="bo",
    until=date(2027, 1, 31),
    members=("bo", "tove"),
    functions="Ordningsvakterna",
)
TABLE = Table(
    members={one.id: one for one in MEMBERS},
    organisations=ORGANISATIONS,
    places=PLACES,
    working_groups={TUNNEL.id: TUNNEL},
    days=RED_DAYS,
)
LAMPS = action(
    owner_member_id="tove",
    item_ids=(PANES.id,),
    why="Mörkt längs stigen enligt tre rapporter.",
    indicator="Rapporterade störningar per månad",
    baseline="5 i oktober",
    decision_ref="Minnesanteckning 2026-11-10",
    law_tag="Trygga offentliga platser",
    log=(
        Entry(on=date(2026, 11, 10), step=A.DECIDE, state=S.DECIDED, by="sam"),
        Entry(on=date(2026, 11, 16), step=A.START, state=S.IN_PROGRESS, by="tove"),
        Entry(
            on=date(2026, 11, 20),
            step=A.NOTE,
            state=S.IN_PROGRESS,
            by="tove",
            text="Armaturerna är beställda.",
        ),
    ),
)
LATE = replace(LAMPS, id="late", number=3, title="Lås till soprummen", due=date(2026, 11, 17), log=())
BLOCKED = replace(
    LAMPS,
    id="blocked",
    number=5,
    title="Kamera vid Resecentrum prövas",
    state=S.BLOCKED,
    blocked_reason="Tjäle.",
)
RED_DAY = replace(LAMPS, id="red", number=11, due=date(2026, 12, 25))
LIFTED = replace(
    LAMPS,
    id="lifted",
    number=8,
    title="Längre öppettider på fritidsgården",
    state=S.ESCALATED,
    level=ActionLevel.COUNCIL,
)
DONE = replace(
    LAMPS,
    id="done",
    number=4,
    state=S.EFFECT_CHECK,
    result="Åtta armaturer bytta.",
    done_on=date(2026, 10, 27),
    finished_on=date(2026, 10, 27),
)
JUDGED = replace(
    DONE,
    effects=(
        EffectNote(weeks=4, on=TUESDAY, effect=Effect.BETTER, reason="Lugnare på kvällarna.", by="tove"),
    ),
)
COUNTED = (
    (
        4,
        BeforeAfter(
            Count(date(2026, 9, 29), date(2026, 10, 26), 5, 38, 48),
            Count(date(2026, 10, 27), date(2026, 11, 23), 2, 41, 48),
        ),
    ),
)
LONG = replace(
    LAMPS,
    title=" ".join(HOSTILE.values())[:120],
    why=LONGEST,
    result=LONGEST,
    marks=("P5",),
    log=tuple(
        Entry(on=TUESDAY - DAY * n, step=A.NOTE, state=S.IN_PROGRESS, by="tove", text=LONGEST)
        for n in range(12, 0, -1)
    ),
)
MANY = tuple(
    replace(LAMPS, id=f"a{n}", number=n, title=f"Åtgärd nummer {n} på samma plats i parken", log=())
    for n in range(20, 140)
)
MISSING = FormRefused([Malformed("required", field="owner"), Malformed("required", field="why")])
STOPPED = PersonalDataFound(field="text", data_class="P1", suggestion="")
WARNED = PersonalDataSuspected(field="text", data_class="P5", suggestion="", classes=("P5",))


def _turn(who: Member = SAM) -> Turn:
    return turn(who, AFTER_MEETING)


def _view(one: Action, who: Member = SAM, **changes: object) -> ActionView:
    made = ActionView(
        turn=_turn(who),
        action=one,
        table=TABLE,
        items=(PANES,),
        may=allowed(one, coordinates=who.coordinates, owns=who.id == "tove"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def _list(who: Member = SAM, **changes: object) -> ActionsView:
    made = ActionsView(
        turn=_turn(who),
        table=TABLE,
        unowned=(),
        overdue=(LATE,),
        open=(BLOCKED, LAMPS, RED_DAY),
        followed=(DONE,),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def _form(values: Mapping[str, str], refused: Refusal | None = None, **changes: object) -> Draw:
    view = ActionFormView(
        turn=_turn(), table=TABLE, sources=a_week(), values=values, draft="d0c5a1e2b3f47896"
    )
    return lambda words: action_form_card(replace(view, **changes), words, refused)  # type: ignore[arg-type]


def _step(
    step: ActionStep,
    one: Action = LAMPS,
    refused: Refusal | None = None,
    typed: Mapping[str, str] | None = None,
) -> Draw:
    counted = COUNTED if one is DONE else ()
    return lambda words: step_card(_view(one, counted=counted), step, words, refused, typed or {})


def _outcome(outcome: EventOutcome, **changes: object) -> Draw:
    event = replace(MARKET.content, outcome=outcome)  # type: ignore[arg-type]
    made = OutcomeView(
        turn=turn(FRED, AFTER_MEETING + timedelta(days=6)),
        item=replace(MARKET, content=event, member_id="fred"),
        event=event,  # type: ignore[arg-type]
        places=PLACES,
        linked=(),
        week=W48.next(),
    )
    return lambda words: outcome_card(replace(made, **changes), words)  # type: ignore[arg-type]


def _reminder(*actions: Action, who: Member = TOVE) -> ReminderView:
    return ReminderView(turn=_turn(who), table=TABLE, actions=actions)


def _groups(**changes: object) -> WorkingGroupsView:
    members = {one.id: one for one in MEMBERS}
    made = WorkingGroupsView(turn=_turn(), groups=(TUNNEL,), members=members, owned={"w1": 2})
    return replace(made, **changes)  # type: ignore[arg-type]


def _group_form(values: Mapping[str, str], refused: Refusal | None = None, id_: str = "") -> Draw:
    view = WorkingGroupFormView(turn=_turn(), members=MEMBERS, values=values, draft="d0c5", id=id_)
    return lambda words: working_group_card(view, words, refused)


CARDS: Mapping[str, Draw] = {
    "actions": lambda words: actions_card(_list(), words),
    "actions-unowned": lambda words: actions_card(_list(unowned=(LIFTED,), open=(LAMPS,)), words),
    "actions-mine": lambda words: actions_card(_list(TOVE, followed=()), words),
    "actions-none": lambda words: actions_card(_list(TOVE, overdue=(), open=(), followed=()), words),
    "big-actions": lambda words: actions_card(_list(open=MANY), words),
    "action": lambda words: action_card(_view(LAMPS), words),
    "action-owner": lambda words: action_card(_view(LATE, TOVE), words),
    "action-read-only": lambda words: action_card(_view(BLOCKED, BO), words),
    "action-saved": lambda words: action_card(_view(LAMPS, TOVE, saved=A.NOTE), words),
    "action-red-day": lambda words: action_card(_view(RED_DAY), words),
    "action-judged": lambda words: action_card(_view(JUDGED, counted=COUNTED), words),
    "action-undone": lambda words: action_card(
        _view(replace(LAMPS, withdrawn=True), may=(), saved=A.UNDO), words
    ),
    "big-action": lambda words: action_card(_view(LONG), words),
    "action-form": _form({"title": "", "items": PANES.id, "place": "skolgarden"}),
    "action-form-faults": _form({"title": "Byt rutorna", "due": "2026-12-04"}, MISSING),
    "action-form-change": _form(values_of(LAMPS), action_id=LAMPS.id, label=LAMPS.label, version=3),
    "action-step-finish": _step(A.FINISH),
    "action-step-lift": _step(A.LIFT, BLOCKED),
    "action-step-hand-over": _step(A.HAND_OVER),
    "action-step-effect": _step(A.EFFECT, DONE),
    "action-step-stopped": _step(A.NOTE, refused=STOPPED, typed={"text": "Ring 19121212-1212."}),
    "action-step-warned": _step(A.BLOCK, refused=WARNED, typed={"text": "Anna hindrar."}),
    "action-reminder": lambda words: owner_reminder_card(_reminder(LATE, BLOCKED), words),
    "action-reminder-many": lambda words: owner_reminder_card(_reminder(LATE, *MANY[:7]), words),
    "action-handover": lambda words: handover_card(_reminder(LATE, LAMPS, who=SAM), "Tove Lund", words),
    "effect-question": lambda words: effect_card(_view(DONE, counted=COUNTED), words),
    "event-outcome": _outcome(EventOutcome.UNSAID),
    "event-outcome-calm": _outcome(EventOutcome.CALM),
    "event-outcome-incidents": _outcome(EventOutcome.INCIDENTS, linked=(PANES,)),
    "working-groups": lambda words: working_groups_card(_groups(saved=True), words),
    "working-group-form": _group_form({}),
    "working-group-faults": _group_form(
        {"name": "Tunnelgruppen"}, FormRefused([Malformed("required", field="contact")])
    ),
}
