"""Half a year in Ekbacka: as many reports as a real group writes, of the season, and the same every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.swedish import swedish_days
from est.duplicates import proposals
from est.form import FormInput, content_of, values_of
from est.personal_data import check
from est.recurring import recurring_places
from est.report import CollabNeed, Incident, Item, Report, ReportStatus, UpcomingEvent
from est.round import Round, plan_rounds
from est.timetable import Plan, Preset, Step
from est.vocabulary import Category, NeedStatus
from est.week import Week
from sample.municipality.history import as_first_saved, write_history
from sample.municipality.people import (
    AWAY,
    DEPUTIES,
    GROUP_ID,
    MEMBER_IDS,
    ORGANISATIONS,
    members,
    weeks_away,
)
from sample.municipality.places import BJORKGARDEN, NORTH_RECYCLING, PLACES
from sample.municipality.stories import SHELTER

SWEDEN = swedish_days(range(2025, 2030))
PLAN = Plan.standard(Preset.WEEK_START)
PLACE_IDS = {place.id for place in PLACES}
ORGANISATION_IDS = {organisation.id for organisation in ORGANISATIONS}
NOVEMBER = datetime(2026, 11, 22, 12, tzinfo=UTC)

moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 (see timezones)


@cache
def history(now: datetime) -> tuple[tuple[Round, ...], tuple[tuple[Report, ...], ...]]:
    """The last 26 rounds before a moment, with one week in which the member with a deputy was away."""
    week = Week.at(now, PLAN.zone)
    planned = plan_rounds(GROUP_ID, PLAN, SWEDEN, (week.plus(-40), week))
    rounds = tuple(r for r in planned if r.is_held and r.moments[Step.DEADLINE] <= now)[-26:]
    seats = {member.id: member for member in members(weeks_away(rounds[-7].week))}
    return rounds, write_history(rounds, seats, now)


def items_of(reports: Sequence[Report]) -> list[Item]:
    return [item for report in reports for item in report.items]


def every_item(now: datetime) -> list[Item]:
    return [item for reports in history(now)[1] for item in items_of(reports)]


def incidents_of(reports: Sequence[Report]) -> list[Incident]:
    return [item.content for item in items_of(reports) if isinstance(item.content, Incident)]


@given(moments)
@settings(max_examples=12, deadline=None)
def test_every_round_has_a_believable_number_of_incidents_from_its_own_period(now: datetime) -> None:
    for round_, reports in zip(*history(now), strict=True):
        incidents = incidents_of(reports)
        assert 8 <= len(incidents) <= 20
        assert all(round_.period_first <= incident.first <= round_.period_last for incident in incidents)
        assert all(incident.last <= round_.moments[Step.PROMPT].date() for incident in incidents)


@given(moments)
@settings(max_examples=12, deadline=None)
def test_about_six_in_seven_answer_and_some_of_them_late(now: datetime) -> None:
    rounds, written = history(now)
    reports = [report for of_round in written for report in of_round]
    assert 0.8 <= len(reports) / (12 * len(rounds)) <= 0.91
    assert all(report.answered for report in reports)
    assert 0.02 <= sum(report.late for report in reports) / len(reports) <= 0.14
    nothing = sum(report.status is ReportStatus.NOTHING_TO_REPORT for report in reports)
    assert 0.1 <= nothing / len(reports) <= 0.4


@given(moments)
@settings(max_examples=12, deadline=None)
def test_items_are_numbered_in_order_and_saved_between_prompt_and_meeting(now: datetime) -> None:
    for round_, reports in zip(*history(now), strict=True):
        items = sorted(items_of(reports), key=lambda item: item.number)
        assert [item.number for item in items] == list(range(1, len(items) + 1))
        assert [item.id for item in items] == [f"{GROUP_ID}.{round_.week}.{item.number}" for item in items]
        for item in items:
            deadline = round_.moments[Step.DEADLINE]
            begin, end = (
                (deadline, round_.moments[Step.MEETING])
                if item.late
                else (round_.moments[Step.PROMPT], deadline)
            )
            assert begin < item.created_at < end
            assert item.created_at <= item.changed_at <= now


@given(moments)
@settings(max_examples=8, deadline=None)
def test_what_was_written_is_what_the_form_would_have_taken(now: datetime) -> None:
    for item in every_item(now):
        first = as_first_saved(item)
        form = FormInput(first.content.kind, values_of(first.content), "draft")
        day = item.created_at.date()
        assert content_of(form, today=day, places=PLACE_IDS, organisations=ORGANISATION_IDS) == first.content


def test_the_same_moment_has_the_same_history() -> None:
    again = history.__wrapped__(NOVEMBER)
    assert again == history(NOVEMBER)


def test_another_half_year_has_another_history() -> None:
    texts = [
        [item.content.text for item in every_item(now)][:40]
        for now in (NOVEMBER, NOVEMBER - timedelta(weeks=30))
    ]
    assert texts[0] != texts[1]


def test_nothing_that_was_saved_needs_a_guard_but_the_one_that_was_warned_of() -> None:
    known = {name for place in PLACES for name in (place.name, place.area, *place.aliases)}
    marked = [item for item in every_item(NOVEMBER) if item.marks]
    assert len(marked) == 1
    for item in every_item(NOVEMBER):
        free = [item.content.text, item.content.location.text]
        free += [item.content.action_taken] if isinstance(item.content, Incident) else []
        found = {hit.data_class for text in free for hit in check(text, known)}
        assert found == set(item.marks)


def test_no_sentence_is_used_twice_within_a_month_but_in_the_stories() -> None:
    written = [[incident.text for incident in incidents_of(reports)] for reports in history(NOVEMBER)[1]]
    for number in range(len(written) - 3):
        month = Counter(text for texts in written[number : number + 4] for text in texts)
        assert [text for text, times in month.items() if times > 1] == []


def test_furniture_is_dumped_three_weeks_in_a_row_and_people_gather_in_the_same_stairwells() -> None:
    rounds, written = history(NOVEMBER)
    places = {
        place.location.place_id for place in recurring_places(every_item(NOVEMBER), rounds[-1].period_last)
    }
    assert {NORTH_RECYCLING, BJORKGARDEN} <= places
    for reports in written[-3:]:
        dumped = [i for i in incidents_of(reports) if i.location.place_id == NORTH_RECYCLING]
        assert [incident.category for incident in dumped] == [Category.LITTER]


def test_two_organisations_report_one_bus_shelter_and_the_coordinator_merged_them() -> None:
    items = items_of(history(NOVEMBER)[1][-2])
    one, other = (item for item in items if item.content.text in {text for _, text in SHELTER})
    assert one.organisation_id != other.organisation_id
    assert other.merged_into == one.id
    proposed = [proposal.item_ids for proposal in proposals([as_first_saved(one), as_first_saved(other)])]
    assert [set(ids) for ids in proposed] == [{one.id, other.id}]


def test_the_deputy_answers_for_the_one_who_is_away() -> None:
    found = []
    for weeks in range(30):
        rounds, written = history(NOVEMBER - timedelta(weeks=weeks))
        absent = [r for r in written[-7] if r.member_id == MEMBER_IDS[AWAY]]
        found += [(rounds[-7].week, report.written_by) for report in absent]
        if found:
            break
    assert [writer for _, writer in found] == [MEMBER_IDS[DEPUTIES[AWAY]]]


def test_needs_are_answered_and_only_the_last_meeting_moved_any() -> None:
    _, written = history(NOVEMBER)
    statuses = [
        [i.content.status for i in items_of(r) if i.shown and isinstance(i.content, CollabNeed)]
        for r in written
    ]
    assert NeedStatus.NEW not in {status for of_round in statuses for status in of_round}
    assert NeedStatus.MOVED not in {status for of_round in statuses[:-1] for status in of_round}
    assert {NeedStatus.AGREED, NeedStatus.PARTLY, NeedStatus.DECLINED} <= {
        s for of_round in statuses for s in of_round
    }


def test_one_item_was_taken_back_and_its_first_version_stays() -> None:
    (withdrawn,) = (item for item in every_item(NOVEMBER) if item.withdrawn)
    assert withdrawn.version == 2
    assert as_first_saved(withdrawn).version == 1
    assert not as_first_saved(withdrawn).withdrawn


def test_what_the_season_brings_is_told_of_before_and_after() -> None:
    june, november, january = (
        datetime(2026, 6, 28, 12, tzinfo=UTC),
        NOVEMBER,
        datetime(2027, 1, 10, 12, tzinfo=UTC),
    )
    told = {item.content.text: item for now in (june, november, january) for item in every_item(now)}
    expected = {
        "Valborgsfirande med majbrasa. Berusning och glas förra året.": date(2026, 4, 30),
        "Halloween. Smällare och äggkastning förra året.": date(2026, 10, 31),
        "Lussevaka natten mot Lucia. Berusning och hög ljudnivå förra året.": date(2026, 12, 12),
        "Smällare mot fönster och ägg på fasaden under halloweenkvällen.": date(2026, 10, 31),
        "Lussevakan drog ut på natten. Hög ljudnivå och glas på marken.": date(2026, 12, 12),
        "Bangers kastades mot folk på torget.": date(2026, 12, 31),
    }
    assert {text: begins(told[text]) for text in expected} == expected
    assert all(
        item.created_at.date() < begins(item)
        for item in told.values()
        if isinstance(item.content, UpcomingEvent)
    )


def test_the_night_of_new_year_is_one_item_of_week_53_told_in_the_first_week() -> None:
    items = every_item(datetime(2027, 1, 10, 12, tzinfo=UTC))
    (bangers,) = (item for item in items if item.content.text == "Bangers kastades mot folk på torget.")
    assert isinstance(bangers.content, Incident)
    assert (bangers.content.first, bangers.content.last) == (date(2026, 12, 31), date(2027, 1, 1))
    assert Week.of(bangers.content.first) == Week(2026, 53)
    assert bangers.week == Week(2027, 1)


def begins(item: Item) -> date:
    assert isinstance(item.content, Incident | UpcomingEvent)
    return item.content.first
