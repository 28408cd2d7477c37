"""The summary of a meeting: twelve sections made of what is stored, and nothing else (domain.md §9.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from est.action import ActionLevel, ActionState
from est.agenda import ReasonCode, compile_agenda
from est.delivery import DeliveryState, delivery_list
from est.letters import LetterState
from est.member import Role, Route
from est.place import Location
from est.report import Content, Item, Report, ReviewState
from est.summary import (
    Answers,
    Approval,
    AreaLine,
    Baseline,
    CategoryCount,
    ItemRef,
    NextMeeting,
    PastRound,
    PlaceCount,
    SeatLine,
    Standing,
    Summary,
    Uncertainty,
    UncertaintyCode,
    compile_summary,
)
from est.vocabulary import AreaStatus, Category, Certainty, EventType, NeedStatus, NeedType, Severity
from est.week import Week
from tests.est.builders import (
    BJORKGARDEN,
    GROUP,
    PLACE_NAMES,
    SATURDAY,
    SKOLGARDEN,
    STADSPARKEN,
    STOCKHOLM,
    TUESDAY,
    W48,
    absence,
    action,
    collab_need,
    delivery_line,
    incident,
    item,
    items,
    letter,
    member,
    organisation,
    report,
    round_,
    upcoming_event,
)

DAY = timedelta(days=1)
W49 = W48.plus(1)
TOO_FEW = Standing.TOO_FEW


def past(weeks_ago: int, *contents: Content, answers: int = 1) -> PastRound:
    """An earlier round in which so many seats answered; the first of them reported everything."""
    week = W48.plus(-weeks_ago)
    reported = report(week=week, items=items(*contents, week=week), nothing=True)
    others = (report(week=week, member_id=f"m{n}", nothing=True) for n in range(1, answers))
    return PastRound(week, (reported, *others))


def summary(
    *contents: Content,
    own: Sequence[Item] = (),
    history: Iterable[PastRound] = (),
    reports: Sequence[Report] = (report(nothing=True),),
    **changes: Any,
) -> Summary:
    """The summary of the round that these contents came in."""
    every, before, actions = (*items(*contents), *own), tuple(history), changes.pop("actions", ())
    agenda = compile_agenda(
        round_=round_(),
        reports=reports,
        items=every,
        history=[i for earlier in before for i in earlier.items],
        actions=changes.pop("agenda_actions", actions),
        expected=9,
        today=TUESDAY,
        place_names=PLACE_NAMES,
    )
    made: dict[str, Any] = {
        "group_name": "EST Ekbacka",
        "round_": round_(),
        "reports": reports,
        "items": every,
        "history": before,
        "actions": actions,
        "agenda": agenda,
        "delivery": [delivery_line(answered=True)],
        "organisations": [organisation()],
        "next_round": round_(W49),
        "place_names": PLACE_NAMES,
    }
    return compile_summary(**(made | changes))


def test_the_summary_names_its_group_its_round_and_the_next_meeting() -> None:
    made = summary()
    assert (made.group_id, made.group_name, made.week) == (GROUP, "EST Ekbacka", W48)
    assert (made.period_first, made.period_last, made.held) == (
        date(2026, 11, 16),
        date(2026, 11, 22),
        TUESDAY,
    )
    assert made.next_meeting == NextMeeting(
        week=W49, at=datetime(2026, 12, 1, 8, 0, tzinfo=UTC), zone=STOCKHOLM
    )


def test_a_round_without_anything_says_nothing_but_how_many_answered() -> None:
    made = summary(reports=(), delivery=[delivery_line()])
    assert (made.facts.incidents, made.facts.most_notable) == (0, ())
    assert (made.facts.answered, made.facts.total) == (0, 1)
    assert (made.areas, made.happened.categories, made.happened.places, made.happened.notable) == (
        (),
        (),
        (),
        (),
    )
    assert (made.upcoming, made.needs, made.decisions, made.followed_up) == ((), (), (), ())
    assert (made.lifted.actions, made.lifted.needs, made.priority_places) == ((), (), ())


# --- 1. Facts and their baseline


def usual(*counts: int, answers: int = 1) -> list[PastRound]:
    """Earlier rounds with so many incidents, the newest first."""
    return [past(n, *[incident()] * count, answers=answers) for n, count in enumerate(counts, 1)]


def test_the_total_stands_beside_the_median_of_comparable_rounds() -> None:
    made = summary(*[incident()] * 5, history=usual(4, 9, 2, 7))
    assert made.facts.incidents == 5
    assert made.facts.baseline == Baseline(Standing.MEDIAN, 5.5, 4)


def test_the_median_is_of_the_eight_newest_rounds() -> None:
    rounds = usual(*range(1, 12))
    assert summary(*[incident()] * 5, history=rounds).facts.baseline == Baseline(Standing.MEDIAN, 4.5, 8)
    assert summary(*[incident()] * 5, history=rounds[::-1]).facts.baseline.median == 4.5


@pytest.mark.parametrize(
    ("count", "rounds", "expected"),
    [
        (4, 3, Baseline(TOO_FEW, 0.0, 3)),
        (5, 3, Baseline(Standing.MEDIAN, 6.0, 3)),
        (5, 2, Baseline(TOO_FEW, 0.0, 2)),
        (0, 0, Baseline(TOO_FEW, 0.0, 0)),
    ],
)
def test_below_five_incidents_or_three_rounds_there_is_too_little_to_compare(
    count: int, rounds: int, expected: Baseline
) -> None:
    assert summary(*[incident()] * count, history=usual(*[6] * rounds)).facts.baseline == expected


@pytest.mark.parametrize(("answers", "compared"), [(7, 0), (8, 3), (10, 3), (12, 3), (13, 0)])
def test_only_rounds_in_which_about_as_many_answered_compare(answers: int, compared: int) -> None:
    now = [report(member_id=f"m{n}", nothing=True) for n in range(10)]
    made = summary(*[incident()] * 5, history=usual(6, 6, 6, answers=answers), reports=now)
    assert made.facts.baseline.rounds == compared


def test_this_round_and_later_ones_are_no_history() -> None:
    assert summary(*[incident()] * 5, history=usual(6, 6, 6)).facts.baseline.rounds == 3
    later = [past(0, incident()), past(-1, incident()), *usual(6, 6, 6)]
    assert summary(*[incident()] * 5, history=later).facts.baseline.rounds == 3


def test_incidents_the_group_cannot_see_count_neither_now_nor_before() -> None:
    own = [item(number=n, withdrawn=n > 5) for n in range(1, 9)]
    before = [
        replace(
            r,
            reports=(
                replace(
                    r.reports[0], items=(*r.reports[0].items, item(number=90, week=r.week, withdrawn=True))
                ),
            ),
        )
        for r in usual(6, 6, 6)
    ]
    made = summary(own=own, history=before)
    assert (made.facts.incidents, made.facts.baseline.median) == (5, 6.0)


def test_the_most_notable_subject_is_the_first_of_the_notable_ones() -> None:
    made = summary(
        incident(severity=Severity.HIGH), incident(category=Category.DRUGS, severity=Severity.VERY_HIGH)
    )
    assert made.facts.most_notable == made.happened.notable[0].items == (ItemRef("2026-W48-2", "V48-2", 1),)


# --- 2. Attendance


def test_every_seat_stands_once_under_its_organisation_by_function() -> None:
    seats = [
        member(id="signe", function="Rektor", organisation_id="skolan"),
        member(id="orvar", function="Fältassistent", organisation_id="skolan", route=Route.MAIL),
        member(id="ylva", function="Väktare", organisation_id="vakt"),
        member(id="berit", function="Bovärd", organisation_id="bostad", absences=(absence(),)),
        member(id="olle", function="Gäst", organisation_id=""),
        member(id="admin", roles=frozenset({Role.ADMINISTRATOR})),
    ]
    reports = [
        report(member_id="signe", items=(item(),), late=True),
        report(member_id="orvar", nothing=True),
        report(member_id="ylva"),
    ]
    delivery = delivery_list(seats, reports, [letter(recipient="ylva", state=LetterState.SENT)], TUESDAY)
    organisations = [
        organisation(),
        organisation(id="vakt", name="Ärlig bevakning"),
        organisation(id="bostad", name="Åbo bostäder"),
        organisation(id="tom", name="Aldrig här"),
    ]
    found = summary(reports=reports, delivery=delivery, organisations=organisations).attendance
    assert found.answers == Answers(total=5, answered=2, late=1, nothing=1, away=1)
    assert [(o.organisation_id, o.name) for o in found.organisations] == [
        ("", ""),
        ("skolan", "Barn och utbildning"),
        ("bostad", "Åbo bostäder"),
        ("vakt", "Ärlig bevakning"),
    ]
    school = found.organisations[1]
    assert school.answers == Answers(total=2, answered=2, late=1, nothing=1, away=0)
    assert school.seats == (
        SeatLine(
            function="Fältassistent",
            route=Route.MAIL,
            state=DeliveryState.NOTHING_TO_REPORT,
            answered=True,
            late=False,
        ),
        SeatLine(
            function="Rektor", route=Route.TEAMS, state=DeliveryState.ANSWERED, answered=True, late=True
        ),
    )
    assert found.organisations[2].answers == Answers(total=1, answered=0, late=0, nothing=0, away=1)
    assert found.organisations[3].answers == Answers(total=1, answered=0, late=0, nothing=0, away=0)


def test_who_answered_before_going_away_has_answered() -> None:
    line = delivery_line(member=member(absences=(absence(),)), state=DeliveryState.AWAY, answered=True)
    answers = summary(delivery=[line]).attendance.answers
    assert (answers.answered, answers.away) == (1, 0)


def test_late_without_an_answer_is_nothing() -> None:
    assert summary(delivery=[delivery_line(late=True)], reports=()).attendance.answers.late == 0


def test_seats_with_one_function_stand_in_a_fixed_order() -> None:
    lines = [delivery_line(member=member(id=id_), answered=id_ == "a", late=id_ == "a") for id_ in ("b", "a")]
    seats = summary(delivery=lines).attendance.organisations[0].seats
    assert [seat.answered for seat in seats] == [True, False]


# --- 3. Areas


def test_area_status_is_what_the_group_has_set() -> None:
    areas = [
        AreaLine(area="Östermalm", status=AreaStatus.GREEN, reason="Lugnt."),
        AreaLine(area="Centrum", status=AreaStatus.YELLOW, reason="Oro kring torget."),
    ]
    assert summary(areas=areas).areas == (areas[1], areas[0])


# --- 4. Incidents


def test_categories_stand_in_the_order_of_the_vocabulary_with_their_medians() -> None:
    before = [past(n, *[incident(category=Category.VANDALISM)] * n) for n in (1, 2, 4)]
    found = summary(
        incident(category=Category.LITTER),
        *[incident(category=Category.VANDALISM)] * 3,
        *[incident(category=Category.VIOLENCE)] * 2,
        history=before,
    ).happened
    assert found.total == 6
    assert found.categories == (
        CategoryCount(category=Category.VIOLENCE, count=2, baseline=Baseline(TOO_FEW, 0.0, 3)),
        CategoryCount(category=Category.VANDALISM, count=3, baseline=Baseline(Standing.MEDIAN, 2.0, 3)),
        CategoryCount(category=Category.LITTER, count=1, baseline=Baseline(TOO_FEW, 0.0, 3)),
    )


def test_places_stand_by_name_and_count_two_events_as_two() -> None:
    found = summary(
        incident(location=Location(text="Ån")),
        incident(location=Location(text="ån ")),
        incident(category=Category.VIOLENCE, location=STADSPARKEN),
        incident(category=Category.VANDALISM, location=STADSPARKEN),
        incident(location=STADSPARKEN),
        incident(location=Location()),
        incident(location=BJORKGARDEN),
        upcoming_event(location=SKOLGARDEN),
        own=[item(incident(location=SKOLGARDEN), number=50, withdrawn=True)],
    ).happened.places
    assert found == (
        PlaceCount(location=BJORKGARDEN, count=1),
        PlaceCount(location=STADSPARKEN, count=3),
        PlaceCount(location=Location(text="Ån"), count=2),
    )


def test_places_stand_by_the_name_in_the_register_not_by_their_id() -> None:
    names = {"stadsparken": "Almparken", "bjorkgarden": "Östra gården"}
    found = summary(incident(location=BJORKGARDEN), incident(location=STADSPARKEN), place_names=names)
    assert [row.location for row in found.happened.places] == [STADSPARKEN, BJORKGARDEN]


def test_at_most_five_subjects_stand_out_by_severity_and_recurrence() -> None:
    before = [past(1, *(incident(location=BJORKGARDEN, first=SATURDAY - n * DAY) for n in (7, 8)))]
    severe = [incident(location=Location(place_id=f"p{n}"), severity=Severity.HIGH) for n in range(3)]
    found = summary(
        incident(location=Location(text="Vanlig dag")),
        incident(location=STADSPARKEN, needs_discussion=True),
        incident(location=STADSPARKEN, needs_discussion=True, category=Category.THEFT),
        incident(location=BJORKGARDEN, category=Category.LITTER),
        *severe,
        history=before,
    ).happened.notable
    assert [n.items[0].label for n in found] == ["V48-5", "V48-6", "V48-7", "V48-4", "V48-2"]
    assert found[3].category is Category.LITTER
    assert found[3].location == BJORKGARDEN
    assert [r.code for r in found[3].reasons] == [ReasonCode.SEVERITY, ReasonCode.RECURRING]


def test_a_notable_subject_names_every_item_in_its_version() -> None:
    own = [item(incident(severity=Severity.HIGH), number=1, version=3), item(number=2, member_id="orvar")]
    (notable,) = summary(own=own).happened.notable
    assert notable.items == (ItemRef("2026-W48-1", "V48-1", 3), ItemRef("2026-W48-2", "V48-2", 1))


def test_items_hidden_in_earlier_rounds_make_no_place_recurring() -> None:
    earlier = past(1, *(incident(first=SATURDAY - n * DAY) for n in (7, 8)))
    hidden = replace(
        earlier,
        reports=tuple(
            replace(r, items=tuple(replace(i, withdrawn=True) for i in r.items)) for r in earlier.reports
        ),
    )
    assert len(summary(incident(), history=[earlier]).happened.notable) == 1
    assert summary(incident(), history=[hidden]).happened.notable == ()


# --- 5 and 6. Coming events and needs


def test_coming_events_stand_by_date_with_those_of_earlier_rounds_that_were_spoken_of() -> None:
    earlier = past(
        1, upcoming_event(first=TUESDAY + DAY, impact=Severity.HIGH), upcoming_event(first=TUESDAY + 40 * DAY)
    )
    found = summary(
        upcoming_event(first=TUESDAY + 9 * DAY, type=EventType.POLICE_OPERATION),
        upcoming_event(first=TUESDAY + 90 * DAY, last=TUESDAY + 91 * DAY),
        upcoming_event(first=TUESDAY + 9 * DAY),
        own=[item(upcoming_event(), number=50, withdrawn=True)],
        history=[earlier],
    ).upcoming
    assert [(line.item.label, line.heading_only) for line in found] == [
        ("V47-1", False),
        ("V48-1", True),
        ("V48-3", False),
        ("V48-2", False),
    ]
    assert (found[0].type, found[0].location, found[0].impact) == (
        EventType.CONCERT_FESTIVAL,
        STADSPARKEN,
        Severity.HIGH,
    )
    assert (found[-1].first, found[-1].last) == (TUESDAY + 90 * DAY, TUESDAY + 91 * DAY)


def test_needs_carry_their_answer_and_the_actions_that_came_of_them() -> None:
    earlier = past(1, collab_need(status=NeedStatus.MOVED), collab_need())
    made = summary(
        collab_need(status=NeedStatus.AGREED, asked=("teknik", "bostad")),
        collab_need(status=NeedStatus.WITHDRAWN),
        collab_need(type=NeedType.LIGHTING_FIX),
        own=[item(collab_need(), number=50, review=ReviewState.HIDDEN)],
        history=[earlier],
        actions=[
            action(number=10, item_ids=("2026-W48-1",)),
            action(number=9, item_ids=("2026-W48-1", "2026-W48-3")),
        ],
    )
    assert [(n.item.label, n.status, n.action_ids) for n in made.needs] == [
        ("V47-1", NeedStatus.MOVED, ()),
        ("V48-1", NeedStatus.AGREED, ("action-9", "action-10")),
        ("V48-3", NeedStatus.NEW, ("action-9",)),
    ]
    agreed = made.needs[1]
    assert (agreed.asked, agreed.type, agreed.location) == (
        ("teknik", "bostad"),
        NeedType.PRESENCE,
        BJORKGARDEN,
    )
    assert agreed.urgency.value == "before_weekend"


# --- 7 to 10. Actions and places


@pytest.mark.parametrize(
    ("decided_on", "decided"),
    [
        (TUESDAY - DAY, False),
        (TUESDAY, True),
        (TUESDAY + 6 * DAY, True),
        (TUESDAY + 7 * DAY, False),
    ],
)
def test_decisions_are_those_from_this_meeting_until_the_next(decided_on: date, *, decided: bool) -> None:
    made = summary(actions=[action(decided_on=decided_on)], agenda_actions=())
    assert bool(made.decisions) is decided
    assert made.followed_up == ()


@pytest.mark.parametrize("state", [ActionState.PROPOSED, ActionState.REJECTED])
def test_a_proposal_that_nobody_took_is_no_decision(state: ActionState) -> None:
    assert summary(actions=[action(decided_on=TUESDAY, state=state)]).decisions == ()


def test_a_decision_names_its_owner_date_and_level_and_is_not_followed_up_at_once() -> None:
    taken = action(number=8, decided_on=TUESDAY, level=ActionLevel.OPERATIVE, due=TUESDAY - DAY)
    made = summary(actions=[taken, action(number=3, decided_on=TUESDAY)])
    assert [line.label for line in made.decisions] == ["Å3", "Å8"]
    assert made.followed_up == ()
    line = made.decisions[1]
    assert (line.action_id, line.owner_organisation_id, line.owner_function) == (
        "action-8",
        "teknik",
        "Driftchef",
    )
    assert (line.decided_on, line.due, line.state) == (TUESDAY, TUESDAY - DAY, ActionState.IN_PROGRESS)
    assert (line.level, line.horizon.value, line.overdue) == (ActionLevel.OPERATIVE, "short", True)


def test_actions_of_the_agenda_are_followed_up_as_they_stand_now() -> None:
    before = [action(number=n, due=TUESDAY - DAY) for n in (12, 5)]
    now = [*(replace(a, state=ActionState.DONE) for a in before), action(number=6)]
    made = summary(actions=now, agenda_actions=before)
    assert [(line.label, line.state, line.overdue) for line in made.followed_up] == [
        ("Å5", ActionState.DONE, False),
        ("Å12", ActionState.DONE, False),
    ]


def test_what_did_not_fit_the_agenda_is_followed_up_all_the_same() -> None:
    every = [action(number=n, due=TUESDAY - n * DAY) for n in range(1, 20)]
    assert len(summary(actions=every).followed_up) == 19


def test_what_is_escalated_or_decided_higher_up_is_lifted_with_needs_for_a_decision() -> None:
    made = summary(
        collab_need(type=NeedType.DECISION_UP),
        collab_need(type=NeedType.DECISION_UP, status=NeedStatus.DECLINED),
        collab_need(),
        actions=[
            action(number=1),
            action(number=2, state=ActionState.ESCALATED),
            action(number=3, level=ActionLevel.COUNCIL),
            action(number=4, level=ActionLevel.STEERING, decided_on=TUESDAY),
        ],
    )
    assert [line.label for line in made.lifted.actions] == ["Å4", "Å2", "Å3"]
    assert [line.item.label for line in made.lifted.needs] == ["V48-1"]


def test_priority_places_are_those_of_the_agenda_with_or_without_a_minute() -> None:
    severe = [
        incident(location=Location(place_id=f"p{n:02}"), severity=Severity.VERY_HIGH) for n in range(40)
    ]
    made = summary(*severe)
    assert [line.location.place_id for line in made.priority_places] == ["p00", "p01", "p02"]
    assert [r.code for r in made.priority_places[0].reasons] == [ReasonCode.SEVERITY]


# --- 11. Uncertainties


def uncertain(made: Summary) -> dict[UncertaintyCode, tuple[int, int]]:
    return {u.code: (u.value, u.of) for u in made.uncertainties}


def test_the_response_rate_is_always_said_first() -> None:
    made = summary(
        *[incident()] * 5, history=usual(5, 5, 5), delivery=[delivery_line(answered=True), delivery_line()]
    )
    assert made.uncertainties == (Uncertainty(UncertaintyCode.RESPONSE_RATE, 1, 2),)


def test_few_incidents_and_few_rounds_are_said() -> None:
    found = uncertain(summary(*[incident()] * 4, history=usual(5, 5)))
    assert found[UncertaintyCode.FEW_DATA] == (4, 5)
    assert found[UncertaintyCode.FEW_ROUNDS] == (2, 3)
    assert list(found) == [
        UncertaintyCode.RESPONSE_RATE,
        UncertaintyCode.FEW_DATA,
        UncertaintyCode.FEW_ROUNDS,
    ]


def test_rumours_flags_and_late_answers_are_counted() -> None:
    own = [
        item(incident(certainty=Certainty.RUMOUR), number=1),
        item(incident(certainty=Certainty.TOLD), number=2, marks=("P5",)),
        item(collab_need(), number=3, review=ReviewState.OK, marks=("P5",)),
        item(incident(certainty=Certainty.RUMOUR), number=4, withdrawn=True, marks=("P4",)),
    ]
    lines = [delivery_line(answered=True, late=True), delivery_line(answered=True), delivery_line()]
    found = uncertain(summary(own=own, delivery=lines))
    assert found[UncertaintyCode.RUMOURS] == (1, 2)
    assert found[UncertaintyCode.FLAGGED] == (1, 3)
    assert found[UncertaintyCode.LATE] == (1, 2)


def test_seats_that_never_answered_before_are_new_reporters() -> None:
    now = [report(member_id=m, nothing=True) for m in ("signe", "orvar", "ylva")] + [
        report(member_id="silent")
    ]
    before = PastRound(W48.previous(), (report(nothing=True), report(member_id="orvar")))
    assert uncertain(summary(reports=now, history=[before]))[UncertaintyCode.NEW_REPORTERS] == (2, 3)


def test_a_first_round_has_no_new_reporters() -> None:
    assert UncertaintyCode.NEW_REPORTERS not in uncertain(summary())


# --- Always


def full_summary() -> Summary:
    """One with something in every section."""
    return summary(
        *[incident(severity=Severity.HIGH)] * 5,
        incident(certainty=Certainty.RUMOUR, location=Location(text="Bakom Konsum")),
        upcoming_event(),
        collab_need(type=NeedType.DECISION_UP, asked=("teknik",)),
        history=usual(4, 5, 5),
        areas=[AreaLine(area="Centrum", status=AreaStatus.ORANGE, reason="Återkommande bränder.")],
        actions=[
            action(number=1, decided_on=TUESDAY, item_ids=("2026-W48-8",)),
            action(number=2, state=ActionState.ESCALATED),
        ],
        agenda_actions=[action(number=2)],
    )


def test_a_summary_kept_as_json_reads_back_equal() -> None:
    adapter = TypeAdapter(Summary)
    made = full_summary()
    assert all(getattr(made, name) for name in ("areas", "upcoming", "needs", "decisions", "followed_up"))
    assert all((made.lifted.actions, made.lifted.needs, made.priority_places, made.uncertainties))
    assert adapter.validate_json(adapter.dump_json(made)) == made


def test_an_approval_kept_as_json_reads_back_equal_with_who_and_when() -> None:
    adapter = TypeAdapter(Approval)
    approval = Approval(
        group_id=GROUP,
        week=W48,
        version=2,
        approved_by="signe",
        approved_at=datetime(2026, 11, 24, 11, 5, tzinfo=UTC),
        summary=full_summary(),
    )
    assert adapter.validate_json(adapter.dump_json(approval)) == approval


def test_a_summary_holds_no_text_that_a_reporter_or_owner_wrote() -> None:
    made = TypeAdapter(Summary).dump_json(full_summary()).decode()
    for written in (
        incident().text,
        upcoming_event().text,
        collab_need().text,
        action().title,
        member().name,
    ):
        assert written not in made


PLACES = st.sampled_from([SKOLGARDEN, STADSPARKEN, Location(text="Bakom Konsum"), Location()])
CONTENTS: st.SearchStrategy[Content] = st.one_of(
    st.builds(
        incident, location=PLACES, category=st.sampled_from(Category), severity=st.sampled_from(Severity)
    ),
    st.builds(upcoming_event, location=PLACES, first=st.dates(TUESDAY - 3 * DAY, TUESDAY + 30 * DAY)),
    st.builds(collab_need, location=PLACES, status=st.sampled_from(NeedStatus)),
)


@settings(deadline=None, max_examples=50)
@given(
    drawn=st.lists(st.tuples(CONTENTS, st.booleans()), max_size=25),
    seed=st.integers(0, 99),
)
def test_totals_are_those_of_the_items_and_the_order_of_the_input_is_nothing(
    drawn: list[tuple[Content, bool]], seed: int
) -> None:
    own = [item(content, number=n, withdrawn=gone) for n, (content, gone) in enumerate(drawn, 1)]
    history = usual(3, 4, 5)
    made = summary(own=own, history=history)
    kinds = [i.content.kind.value for i in own if i.shown]
    withdrawn = sum(getattr(i.content, "status", None) is NeedStatus.WITHDRAWN for i in own if i.shown)
    placed = sum(bool(i.content.location) for i in own if i.shown and i.content.kind.value == "incident")
    assert made.facts.incidents == made.happened.total == kinds.count("incident")
    assert sum(row.count for row in made.happened.categories) == kinds.count("incident")
    assert sum(row.count for row in made.happened.places) == placed
    assert len(made.upcoming) == kinds.count("upcoming_event")
    assert len(made.needs) == kinds.count("collab_need") - withdrawn
    order = Random(seed)
    assert summary(own=order.sample(own, len(own)), history=order.sample(history, len(history))) == made


def test_week_53_is_followed_by_week_1() -> None:
    made = summary(round_=round_(Week(2026, 53)), next_round=round_(Week(2027, 1)))
    assert (str(made.week), str(made.next_meeting.week)) == ("2026-W53", "2027-W01")
    assert made.next_meeting.at == datetime(2027, 1, 5, 8, 0, tzinfo=UTC)
