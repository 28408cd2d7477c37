"""The people, places and views that the gallery's cards are drawn from: the EST group of Ekbacka, invented and fixed.

The round is 2026-W48: asked on Monday 23 November, met about on Tuesday at 09:00 (tests/est/builders.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from est.action import Action, ActionLevel, ActionState
from est.agenda import compile_agenda
from est.attending import Presence
from est.days import DayCalendar
from est.delivery import DeliveryLine, DeliveryState
from est.form import OpenForm
from est.group import Group, GroupState
from est.member import Member, Organisation, Role, coordinators
from est.needing import Answers
from est.place import Location
from est.report import Item, Report
from est.review import RoundReview
from est.round import Phase, phase
from est.summary import Approval, NoteLine, PastRound, compile_summary
from est.summary.ahead import NO_ANSWERS
from est.summary.attendance import NOBODY_TAKEN
from est.summary.fingerprint import fingerprint
from est.timetable import Plan, Preset, preview
from est.turn import Caller, Turn
from est.vocabulary import (
    Category,
    Certainty,
    EventType,
    Kind,
    NeedType,
    OrganisationType,
    PartOfDay,
    PlaceType,
    Severity,
    Urgency,
)
from est.weekly.answering import FormView, SeatView
from est.weekly.meeting import MeetingView, SummaryView
from est.weekly.seating import MembersView
from est.weekly.setting_up import OwnDays, SettingsView
from tests.est.builders import (
    BJORKGARDEN,
    GROUP,
    MONDAY_NOON,
    MUNICIPALITY,
    RESECENTRUM,
    SATURDAY,
    SKOLGARDEN,
    STADSPARKEN,
    TUESDAY,
    W48,
    action,
    collab_need,
    delivery_line,
    incident,
    item,
    member,
    place,
    report,
    round_,
    upcoming_event,
)

BEFORE_PROMPT = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
AFTER_DEADLINE = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
TUESDAY_MORNING = datetime(2026, 11, 24, 7, 15, tzinfo=UTC)
DURING_MEETING = datetime(2026, 11, 24, 8, 10, tzinfo=UTC)
AFTER_MEETING = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
DAY = timedelta(days=1)

PLACES = {
    one.id: one
    for one in (
        place(),
        place(id="skolgarden", name="Ekbackeskolans skolgård", type=PlaceType.SCHOOL, area="Norra Ekbacka"),
        place(id="resecentrum", name="Resecentrum", type=PlaceType.STATION, area="Centrum"),
        place(id="bjorkgarden", name="Björkgården", type=PlaceType.RESIDENTIAL_YARD, area="Norra Ekbacka"),
        place(id="tunneln", name="Gångtunneln Söder", type=PlaceType.FOOTPATH_TUNNEL, area="Södra Ekbacka"),
    )
}
TUNNELN = Location(place_id="tunneln")

_T = OrganisationType
ORGANISATIONS = {
    id_: Organisation(id_, MUNICIPALITY, name, type_)
    for id_, name, type_ in (
        ("skolan", "Barn och utbildning", _T.SCHOOL),
        ("teknik", "Samhällsbyggnad", _T.URBAN_PLANNING),
        ("bostad", "Ekbackabostäder", _T.MUNICIPAL_HOUSING),
        ("polisen", "Polisen, lokalpolisområdet", _T.POLICE),
        ("vakten", "Trygg Vakt AB", _T.GUARD_FIRM),
        ("fritid", "Kultur och fritid", _T.LEISURE_CULTURE),
        ("social", "Socialtjänsten", _T.SOCIAL_SERVICES),
    )
}

COORDINATOR = frozenset({Role.MEMBER, Role.COORDINATOR})
SIGNE = member()
SAM = member(id="sam", name="Sam Ek", organisation_id="social", function="Samordnare", roles=COORDINATOR)
TOVE = member(id="tove", name="Tove Lund", organisation_id="teknik", function="Driftchef")
BO = member(id="bo", name="Bo Strand", organisation_id="bostad", function="Trygghetssamordnare")
PETRA = member(id="petra", name="Petra Vik", organisation_id="polisen", function="Kommunpolis")
VERA = member(id="vera", name="Vera Ahl", organisation_id="vakten", function="Gruppledare", guest=True)
FRED = member(id="fred", name="Fred Dal", organisation_id="fritid", function="Fältledare", deputy_id="signe")
IDA = member(id="ida", name="Ida Ros", organisation_id="fritid", function="Bibliotekarie")
OLLE = member(id="olle", name="Olle Berg", organisation_id="teknik", function="Parkchef")
MEMBERS = (SIGNE, SAM, TOVE, BO, PETRA, VERA, FRED, IDA, OLLE)


def group(**changes: Any) -> Group:
    made = Group(
        id=GROUP,
        municipality_id=MUNICIPALITY,
        name="EST Ekbacka",
        tenant_id="tenant",
        team_id="19:team@thread.tacv2",
        channel_id="19:est@thread.tacv2",
        service_url="https://smba.example/emea/",
        plan=Plan.standard(Preset.WEEK_START),
        state=GroupState.RUNNING,
    )
    return replace(made, **changes)


def turn(who: Member = SIGNE, now: datetime = MONDAY_NOON, **changes: Any) -> Turn:
    caller = Caller(
        tenant_id="tenant",
        object_id=who.object_id,
        teams_id=f"29:{who.id}",
        name=who.name,
        conversation_id=f"a:{who.id}",
        service_url="https://smba.example/emea/",
        personal=True,
    )
    return Turn(group(**changes), who, caller, now)


def seat_view(
    *own: Item, now: datetime = MONDAY_NOON, who: Member = SIGNE, approved: bool = False, **changes: Any
) -> SeatView:
    """What the member's card shows; *own* are the items of their answer."""
    answer: Report = changes.pop("report", report(items=own))
    made = SeatView(
        turn=turn(who, now),
        seat=SIGNE,
        round=round_(),
        report=answer,
        phase=phase(round_(), now, approved=approved),
        places=PLACES,
        organisations=ORGANISATIONS,
    )
    return replace(made, **changes)


def form_view(
    kind: Kind, values: dict[str, str] | None = None, *, item_id: str = "", **changes: Any
) -> FormView:
    """A form that is open, with what was typed or stored in it."""
    opened = OpenForm(kind, "d0c5a1e2b3f47896", MONDAY_NOON, item_id)
    view = seat_view(**changes)
    return FormView(view=view, form=opened, values=values or {}, version=1 if item_id else 0)


PANES = item(incident())
BENCH = item(
    incident(
        category=Category.LITTER,
        location=STADSPARKEN,
        first=date(2026, 11, 20),
        part_of_day=PartOfDay.EVENING,
        text="Nedskräpning vid scenen efter fredagskvällen.",
        severity=Severity.LOW,
    ),
    number=2,
)
MARKET = item(upcoming_event(), number=3)
ROUNDS = item(collab_need(), number=4)
THREE_KINDS = (PANES, MARKET, ROUNDS)


def a_week() -> tuple[Item, ...]:
    """What a usual week brings: seven items from five organisations."""
    fire = incident(
        category=Category.ARSON_FIRE,
        location=BJORKGARDEN,
        part_of_day=PartOfDay.EVENING,
        text="Brand i papperskorg vid lekplatsen. Släckt av boende, ingen skadad.",
        severity=Severity.HIGH,
    )
    gathering = incident(
        category=Category.GATHERING,
        location=RESECENTRUM,
        first=date(2026, 11, 19),
        part_of_day=PartOfDay.EVENING,
        text="Cirka 15 ungdomar i vänthallen, hög ljudnivå. Butiken stängde en timme tidigare.",
        needs_discussion=True,
        ongoing=True,
    )
    rumour = incident(
        category=Category.GROUP_CONFLICT,
        location=SKOLGARDEN,
        first=date(2026, 11, 18),
        part_of_day=PartOfDay.DAY,
        text="Prat om bråk efter skolan på fredag.",
        certainty=Certainty.RUMOUR,
    )
    light = incident(
        category=Category.LIGHTING_FAULT,
        location=TUNNELN,
        first=date(2026, 11, 16),
        text="Tre armaturer släckta.",
        severity=Severity.LOW,
    )
    operation = upcoming_event(
        type=EventType.POLICE_OPERATION,
        location=RESECENTRUM,
        first=date(2026, 11, 27),
        text="Tas muntligt.",
        impact=Severity.HIGH,
    )
    adults = collab_need(
        type=NeedType.ADULT_PRESENCE,
        location=SKOLGARDEN,
        text="Vuxna vid skolan fredag kl 14–16.",
        asked=("fritid", "polisen"),
    )
    fix = collab_need(
        type=NeedType.LIGHTING_FIX,
        location=TUNNELN,
        text="Laga belysningen och beskär häcken.",
        asked=("teknik",),
        urgency=Urgency.TWO_WEEKS,
    )
    contents = (
        (incident(), "skolan"),
        (BENCH.content, "teknik"),
        (fire, "bostad"),
        (gathering, "vakten"),
        (rumour, "skolan"),
        (light, "teknik"),
        (upcoming_event(), "fritid"),
        (operation, "polisen"),
        (adults, "skolan"),
        (fix, "bostad"),
    )
    return tuple(
        item(content, number=number, organisation_id=organisation, late=number == 6)
        for number, (content, organisation) in enumerate(contents, start=1)
    )


OVERDUE = action(number=3, title="Lås till soprummen i Björkgården", due=date(2026, 11, 17))
OVERDUE = replace(OVERDUE, owner_organisation_id="bostad", owner_function="Förvaltare")
BLOCKED = action(number=5, title="Kamera vid Resecentrum prövas", state=ActionState.BLOCKED)
LAMPS = action()
DECIDED = action(
    number=9,
    title="Fältgruppen är på skolgården fredagar kl 14–16",
    owner_organisation_id="fritid",
    owner_function="Fältledare",
    decided_on=TUESDAY,
    due=date(2026, 12, 11),
    state=ActionState.DECIDED,
)
LIFTED = action(
    number=10, title="Trygghetsanalys av Resecentrum", level=ActionLevel.OPERATIVE, decided_on=TUESDAY
)
ACTIONS = (OVERDUE, BLOCKED, LAMPS)

ALL_STATES: tuple[DeliveryLine, ...] = (
    delivery_line(member=BO, state=DeliveryState.ANSWERED, answered=True, late=True),
    delivery_line(member=FRED, state=DeliveryState.STAND_IN, answered_by="signe", answered=True),
    delivery_line(member=IDA, state=DeliveryState.AWAY),
    delivery_line(member=OLLE, state=DeliveryState.WAITING),
    delivery_line(member=PETRA, state=DeliveryState.SENT),
    delivery_line(member=SAM, state=DeliveryState.NOTHING_TO_REPORT, answered=True),
    delivery_line(member=SIGNE, state=DeliveryState.ANSWERED, answered=True),
    delivery_line(member=TOVE, state=DeliveryState.FAILED, reason="blocked_by_user"),
    delivery_line(member=VERA, state=DeliveryState.SENT),
)
"""Nine seats, every state at least once."""
NONE_ANSWERED = tuple(delivery_line(member=one, state=DeliveryState.SENT) for one in MEMBERS)


def reports_of(items: Iterable[Item], members: Sequence[Member] = MEMBERS) -> tuple[Report, ...]:
    """One answer for every organisation that an item comes from."""
    found: dict[str, list[Item]] = {}
    for one in items:
        found.setdefault(one.organisation_id, []).append(one)
    seat = {one.organisation_id: one.id for one in reversed(members)}
    return tuple(
        report(member_id=seat[organisation], items=tuple(own), done_at=MONDAY_NOON)
        for organisation, own in found.items()
    )


def meeting_view(
    items: Sequence[Item] = (),
    *,
    actions: Sequence[Action] = (),
    delivery: Sequence[DeliveryLine] = ALL_STATES,
    reports: Sequence[Report] | None = None,
    **changes: Any,
) -> MeetingView:
    """Everything a card about the meeting speaks of, with the agenda that follows from it."""
    places = changes.get("places", PLACES)
    answers = reports_of(items) if reports is None else reports
    made = MeetingView(
        group=group(),
        round=round_(),
        review=RoundReview(group_id=GROUP, week=W48),
        phase=Phase.OPEN,
        items={one.id: one for one in items},
        actions={one.id: one for one in actions},
        places=places,
        organisations=ORGANISATIONS,
        members={one.id: one for one in MEMBERS},
        delivery=tuple(delivery),
        agenda=compile_agenda(
            round_=round_(),
            reports=answers,
            items=items,
            history=(),
            actions=[one for one in actions if one.is_open],
            expected=len(delivery),
            today=TUESDAY,
            place_names={one.id: one.name for one in places.values()},
        ),
    )
    return replace(made, **changes)


def summary_view(
    meeting: MeetingView,
    *,
    approved: bool = False,
    may_approve: bool = False,
    past: Iterable[PastRound] = (),
    presence: Mapping[str, Presence] = NOBODY_TAKEN,
    answers: Answers = NO_ANSWERS,
    noted: Iterable[NoteLine] = (),
    **changes: Any,
) -> SummaryView:
    """The summary that follows from the meeting's view."""
    items = list(meeting.items.values())
    given: dict[str, Any] = {
        "group_name": meeting.group.name,
        "round_": meeting.round,
        "reports": reports_of(items),
        "items": items,
        "history": past,
        "actions": list(meeting.actions.values()),
        "agenda": meeting.agenda,
        "delivery": meeting.delivery,
        "organisations": meeting.organisations.values(),
        "next_round": round_(W48.plus(1)),
        "presence": presence,
        "answers": answers,
        "notes": noted,
        "place_names": {one.id: one.name for one in meeting.places.values()},
    }
    summary = replace(compile_summary(**given), **changes)
    approval = Approval(
        group_id=GROUP,
        week=W48,
        version=1,
        approved_by="sam",
        approved_at=datetime(2026, 11, 24, 9, 12, tzinfo=UTC),
        summary=summary,
    )
    return SummaryView(
        meeting=meeting,
        summary=summary,
        fingerprint=fingerprint(summary),
        approval=approval if approved else None,
        may_approve=may_approve,
    )


def past_rounds(count: int = 6) -> tuple[PastRound, ...]:
    """Earlier rounds with four seats' answers and some broken panes, so that there is a median."""

    def one(weeks_ago: int) -> PastRound:
        week = W48.plus(-weeks_ago)
        first = SATURDAY - 7 * weeks_ago * DAY
        own = tuple(
            item(incident(first=first), week=week, number=number) for number in range(1, 3 + weeks_ago % 2)
        )
        others = (report(week=week, member_id=f"m{n}", nothing=True) for n in range(5))
        return PastRound(week, (report(week=week, items=own), *others))

    return tuple(one(ago) for ago in range(1, count + 1))


RED_DAYS = DayCalendar(
    red={date(2026, 12, 25): "Juldagen", date(2027, 1, 6): "Trettondedag jul"},
    confirmed_years=frozenset({2026, 2027}),
)


def settings_view(who: Member = SAM, **changes: Any) -> SettingsView:
    """The settings as a coordinator sees them in November."""
    state = changes.pop("state", GroupState.RUNNING)
    plan: Plan = changes.pop("plan", Plan.standard(Preset.WEEK_START))
    made = SettingsView(
        turn=turn(who, state=state, plan=plan),
        plan=plan,
        meetings=preview(plan, RED_DAYS, date(2026, 11, 23)),
        coordinators=coordinators(MEMBERS),
        own_days=OwnDays(
            year=2027, confirmed=True, bridge_days=(date(2027, 1, 5),), half_days=(date(2027, 4, 30),)
        ),
    )
    return replace(made, **changes)


def members_view(chosen: Member | None = None, **changes: Any) -> MembersView:
    people = tuple(sorted(MEMBERS, key=lambda one: one.name.casefold()))
    made = MembersView(turn=turn(SAM), members=people, organisations=ORGANISATIONS, chosen=chosen)
    return replace(made, **changes)


def clock_plan(**changes: Any) -> Plan:
    return replace(Plan(Preset.BEFORE_WEEKEND, 3, time(10)), **changes)
