"""A question about one group never brings up, or changes, a row of another (acceptance.md M7).

Every method of every port is called with the ids of group g1, once with other ids that g1 has too and once with ids
that only its neighbour has; the neighbour g2 is in the same municipality, and k2 is another municipality. What the
others wrote carries a mark that must not turn up.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, get_type_hints

import pytest
from sqlalchemy import Connection, text

from est import ports
from est.form import OpenForm
from est.letters import LetterState
from est.ports import Records
from est.review import ReviewStep, RoundReview, StepKind
from est.vocabulary import Kind
from storage.store import SqlStore
from storage.tables import TableRow
from tests.storage.meetings import agenda, need_answer, note, register, run
from tests.storage.summaries import approval
from tests.storage.world import (
    MINUTE,
    NATIONAL,
    NOW,
    WEEK,
    a_group,
    action,
    group,
    incident,
    item,
    letter,
    member,
    municipality,
    organisation,
    place,
    report,
    round_,
    working_group,
)

pytestmark = pytest.mark.case("M7")
MARK = "GRANNENS"
SHARED = {"m": "m1", "i": "i1", "a": "a1", "d": "draft-1", "w": "w1"}
"""Ids that both groups have: an id alone must never be enough."""
FOREIGN = {"m": "m-g2", "i": "i-g2", "a": "a-g2", "d": "draft-g2", "w": "w-g2"}
"""Ids that only the neighbour has."""

Call = Callable[[Records, dict[str, str]], Any]

READS: dict[str, Call] = {
    "groups.municipality": lambda records, ids: records.groups.municipality("k1"),
    "groups.municipality_of_tenant": lambda records, ids: records.groups.municipality_of_tenant("tenant-k1"),
    "groups.get": lambda records, ids: records.groups.get("g1"),
    "groups.of_municipality": lambda records, ids: records.groups.of_municipality("k3"),
    "groups.of_team": lambda records, ids: records.groups.of_team("k3", "team-g2"),
    "members.of_group": lambda records, ids: records.members.of_group("g1"),
    "members.get": lambda records, ids: records.members.get("g1", ids["m"]),
    "members.by_object_id": lambda records, ids: records.members.by_object_id("g1", f"object-{ids['m']}"),
    "members.at_the_door": lambda records, ids: records.members.at_the_door("g1", f"object-{ids['m']}"),
    "members.groups_of": lambda records, ids: records.members.groups_of("k3", f"object-{ids['m']}"),
    "members.organisations": lambda records, ids: records.members.organisations("k1"),
    "places.of_municipality": lambda records, ids: records.places.of_municipality("k1"),
    "calendars.of_municipality": lambda records, ids: records.calendars.of_municipality("k1").names,
    "rounds.get": lambda records, ids: records.rounds.get("g1", WEEK),
    "rounds.since": lambda records, ids: records.rounds.since("g1", WEEK.plus(-60)),
    "rounds.latest_held_before": lambda records, ids: records.rounds.latest_held_before("g1", WEEK.plus(9)),
    "rounds.approval": lambda records, ids: records.rounds.approval("g1", WEEK),
    "rounds.approvals": lambda records, ids: records.rounds.approvals("g1", WEEK),
    "reviews.get": lambda records, ids: records.reviews.get("g1", WEEK).steps,
    "reports.get": lambda records, ids: records.reports.get("g1", WEEK, ids["m"]).items,
    "reports.of_round": lambda records, ids: records.reports.of_round("g1", WEEK),
    "reports.between": lambda records, ids: records.reports.between("g1", WEEK.plus(-60), WEEK.plus(60)),
    "reports.item": lambda records, ids: records.reports.item("g1", ids["i"]),
    "reports.item_by_draft": lambda records, ids: records.reports.item_by_draft("g1", ids["d"]),
    "reports.item_versions": lambda records, ids: records.reports.item_versions("g1", ids["i"]),
    "reports.items_between": lambda records, ids: records.reports.items_between(
        "g1", WEEK.plus(-60), WEEK.plus(60)
    ),
    "reports.offered": lambda records, ids: records.reports.offered("g1", WEEK),
    "actions.of_group": lambda records, ids: records.actions.of_group("g1"),
    "actions.open_of_group": lambda records, ids: records.actions.open_of_group("g1"),
    "actions.get": lambda records, ids: records.actions.get("g1", ids["a"]),
    "actions.by_draft": lambda records, ids: records.actions.by_draft("g1", f"draft-{ids['a']}"),
    "actions.next_number": lambda records, ids: records.actions.next_number("g1"),
    "actions.versions": lambda records, ids: records.actions.versions("g1", ids["a"]),
    "actions.working_groups": lambda records, ids: records.actions.working_groups("g1"),
    "meetings.agenda": lambda records, ids: records.meetings.agenda("g1", WEEK),
    "meetings.run": lambda records, ids: records.meetings.run("g1", WEEK),
    "meetings.register": lambda records, ids: records.meetings.register("g1", WEEK),
    "meetings.notes": lambda records, ids: records.meetings.notes("g1", WEEK),
    "meetings.note_versions": lambda records, ids: records.meetings.note_versions(
        "g1", WEEK, f"item:{ids['i']}"
    ),
    "meetings.need_answers": lambda records, ids: records.meetings.need_answers("g1", WEEK, WEEK),
    "ledger.done": lambda records, ids: records.ledger.done("g1", WEEK.plus(-60)),
    "ledger.get": lambda records, ids: records.ledger.get("g1", f"g2/{WEEK}/{MARK}"),
    "ledger.of_round": lambda records, ids: records.ledger.of_round("g1", WEEK),
    "ledger.showing": lambda records, ids: records.ledger.showing("g1", WEEK, ids["m"]),
    "addresses.teams_id": lambda records, ids: records.addresses.teams_id("g1", ids["m"]),
    "addresses.conversation": lambda records, ids: records.addresses.conversation("g1", ids["m"]),
    "addresses.form": lambda records, ids: records.addresses.form("g1", WEEK, ids["m"]),
}
WRITES: dict[str, Call] = {
    "groups.save_municipality": lambda records, ids: records.groups.save_municipality(
        municipality("k1", name="Ny")
    ),
    "groups.save": lambda records, ids: records.groups.save(group("g1", name="Ny")),
    "members.save": lambda records, ids: records.members.save(member(ids["m"], name="Ny")),
    "members.save_organisation": lambda records, ids: records.members.save_organisation(
        organisation("o1", name="Ny")
    ),
    "places.save": lambda records, ids: records.places.save(place("p1", name="Ny")),
    "calendars.confirm_year": lambda records, ids: records.calendars.confirm_year(
        "k1", 2027, [date(2027, 1, 4)], {}
    ),
    "rounds.save": lambda records, ids: records.rounds.save(round_(because="Ny")),
    "rounds.drop": lambda records, ids: records.rounds.drop("g1", WEEK.plus(5)),
    "rounds.next_number": lambda records, ids: records.rounds.next_number("g1", WEEK),
    "rounds.approve": lambda records, ids: records.rounds.approve("g1", approval(version=99)),
    "rounds.reopen": lambda records, ids: records.rounds.reopen("g1", WEEK, 99, by="m1", at=NOW),
    "reviews.save": lambda records, ids: records.reviews.save(
        RoundReview(group_id="g1", week=WEEK, version=99)
    ),
    "reports.save": lambda records, ids: records.reports.save(report(version=99, written_by="m1")),
    "reports.save_item": lambda records, ids: records.reports.save_item(
        item(7, id=ids["i"], draft=ids["d"], version=99)
    ),
    "reports.forget_words": lambda records, ids: records.reports.forget_words("g1", ids["i"], before=99),
    "actions.save": lambda records, ids: records.actions.save(action(7, id=ids["a"], version=99)),
    "actions.save_working_group": lambda records, ids: records.actions.save_working_group(
        working_group(ids["w"], name="Ny")
    ),
    "meetings.keep_agenda": lambda records, ids: records.meetings.keep_agenda(agenda(answered=99)),
    "meetings.keep_run": lambda records, ids: records.meetings.keep_run(run(version=99)),
    "meetings.keep_register": lambda records, ids: records.meetings.keep_register(register(version=99)),
    "meetings.keep_note": lambda records, ids: records.meetings.keep_note(
        note(subject=f"item:{ids['i']}", version=99)
    ),
    "meetings.keep_need_answer": lambda records, ids: records.meetings.keep_need_answer(
        need_answer(version=99)
    ),
    "ledger.settle": lambda records, ids: records.ledger.settle("g1", f"g2/{WEEK}/{MARK}-2", NOW),
    "ledger.write": lambda records, ids: records.ledger.write(
        [letter(recipient=ids["m"], week=str(WEEK.next()))]
    ),
    "ledger.supersede": lambda records, ids: records.ledger.supersede("g1", ids["m"], "", NOW),
    "ledger.cancel": lambda records, ids: records.ledger.cancel("g1", ids["m"], "left", NOW),
    "ledger.record": lambda records, ids: records.ledger.record(
        letter(key=f"g2/{WEEK}/{MARK}", state=LetterState.SENT), NOW
    ),
    "addresses.keep": lambda records, ids: records.addresses.keep("g1", "m1", teams_id="ny"),
    "addresses.keep_form": lambda records, ids: records.addresses.keep_form(
        "g1", WEEK, "m1", OpenForm(Kind.INCIDENT, "ny", NOW)
    ),
    "addresses.drop_form": lambda records, ids: records.addresses.drop_form("g1", WEEK, ids["m"]),
}
ACROSS = {"groups.running", "ledger.claim", "ledger.reclaim", "ledger.next_due"}
"""The named exceptions of est.ports, for the clock and the courier alone."""


def test_every_method_of_every_port_is_tried_here() -> None:
    """A new method must be added to READS or WRITES above, or stand among the exceptions that est.ports names."""
    repositories = {
        name: get_type_hints(getter.fget)["return"]
        for name, getter in vars(ports.Records).items()
        if isinstance(getter, property)
    }
    methods = {
        f"{name}.{method}"
        for name, port in repositories.items()
        for method in vars(port)
        if not method.startswith("_")
    }
    assert methods == READS.keys() | WRITES.keys() | ACROSS


@pytest.mark.parametrize("ids", [SHARED, FOREIGN], ids=["shared ids", "foreign ids"])
async def test_no_question_about_a_group_brings_up_a_row_of_another(
    store: SqlStore, ids: dict[str, str]
) -> None:
    await store.write("", neighbours)
    answers = {name: await store.read(with_ids(ask, ids)) for name, ask in READS.items()}
    leaks = {name: answer for name, answer in answers.items() if MARK in repr(answer) or "g2" in repr(answer)}
    assert leaks == {}
    if ids is SHARED:
        assert [name for name, answer in answers.items() if not answer and name not in NOTHING_THERE] == []


NOTHING_THERE = {"groups.of_municipality", "groups.of_team", "members.groups_of", "ledger.get"}
"""Asked with the neighbour's own id or for an empty municipality, so that any answer would be a leak."""


@pytest.mark.parametrize("ids", [SHARED, FOREIGN], ids=["shared ids", "foreign ids"])
async def test_no_change_in_a_group_changes_a_row_of_another(store: SqlStore, ids: dict[str, str]) -> None:
    await store.write("", neighbours)
    before = await store.transact(rows_of_others)
    for name, change in WRITES.items():
        await store.write("g1", with_ids(change, ids))
        assert await store.transact(rows_of_others) == before, name
    assert TableRow.metadata.tables.keys() - before.keys() == {"lease"}, (
        "the others have a row in every table"
    )


async def test_what_works_across_groups_brings_up_ids_or_the_letters_of_the_courier_only(
    store: SqlStore,
) -> None:
    await store.write("", neighbours)
    assert await store.read(lambda records: records.groups.running()) == ("g1", "g2", "g9")
    claimed = await store.write("", lambda records: records.ledger.claim(NOW + MINUTE, 60, 50))
    assert {one.group_id for one in claimed} == {"g1", "g2"}


def with_ids(call: Call, ids: dict[str, str]) -> Callable[[Records], Any]:
    return lambda records: call(records, ids)


def neighbours(records: Records) -> None:
    """The group g1 of k1; beside it g2, with the same people, and g9 in the municipality k2."""
    a_group(records)
    fill(records, "g1", "", SHARED)
    records.groups.save(group("g2", name=MARK, installer_id=MARK))
    for id_ in ("m1", "m2", "m3"):
        records.members.save(member(id_, group_id="g2", name=MARK))
    records.members.save(member("m-g2", group_id="g2", name=MARK))
    records.rounds.save(round_(group_id="g2", because=MARK))
    fill(records, "g2", MARK, SHARED)
    fill(records, "g2", MARK, FOREIGN)
    records.groups.save_municipality(municipality("k2", name=MARK))
    records.groups.save_municipality(municipality("k3"))
    records.groups.save(group("g9", municipality_id="k2", name=MARK, tenant_id="tenant-k2"))
    records.members.save_organisation(organisation("o1", municipality_id="k2", name=MARK))
    records.places.save(place("p1", municipality_id="k2", name=MARK))
    records.calendars.confirm_year("k2", 2027, [date(2027, 5, 7)], {})


def fill(records: Records, group_id: str, mark: str, ids: dict[str, str]) -> None:
    """One of everything a group can have; *mark* is in all of it that is text."""
    number = 1 if ids is SHARED else 2
    seat = ids["m"]
    records.rounds.save(round_(WEEK.next(), group_id=group_id, because=mark))
    records.reports.save_item(
        item(
            number,
            id=ids["i"],
            group_id=group_id,
            member_id=seat,
            content=incident(text=mark),
            draft=ids["d"],
            offered_to=str(WEEK),
        )
    )
    records.reports.save(report(group_id=group_id, member_id=seat))
    for version in (number, number + 2):
        records.rounds.approve(group_id, approval(group_id=group_id, version=version, approved_by=mark))
    records.rounds.reopen(group_id, WEEK, number, by=mark, at=NOW)
    step = ReviewStep(item_id=ids["i"], kind=StepKind.COMMENTED, by=seat, at=NOW, words=mark)
    records.reviews.save(RoundReview(group_id=group_id, week=WEEK, version=number, steps=(step,)))
    records.actions.save_working_group(
        working_group(ids["w"], group_id=group_id, contact_id=seat, name=mark or "Arbetsgruppen")
    )
    records.actions.save(
        action(
            number,
            id=ids["a"],
            group_id=group_id,
            owner_member_id=seat,
            working_group_id=ids["w"],
            title=mark,
            draft=f"draft-{ids['a']}",
        )
    )
    if ids is SHARED:
        records.meetings.keep_agenda(agenda(group_id=group_id, squeezed_actions=(mark,)))
        records.meetings.keep_run(run(group_id=group_id, parked=(mark,)))
        records.meetings.keep_register(register(group_id=group_id, taken_by=seat))
    records.meetings.keep_note(
        note(group_id=group_id, subject=f"item:{ids['i']}", text=mark, written_by=seat)
    )
    records.meetings.keep_need_answer(
        need_answer(group_id=group_id, item_id=ids["i"], reason=mark, answered_by=seat)
    )
    records.ledger.settle(group_id, f"{group_id}/{WEEK}/{mark}-{number}", NOW)
    key = f"{group_id}/{WEEK}/{mark}" + (f"-{number}" if number > 1 or not mark else "")
    letters = [
        letter(key=key, group_id=group_id, recipient=seat, about={"mark": mark}),
        letter(
            key=f"{key}/sent", group_id=group_id, recipient=seat, state=LetterState.SENT, about={"mark": mark}
        ),
    ]
    assert records.ledger.write(letters) == 2
    records.addresses.keep(
        group_id, seat, teams_id=mark or "29:1", conversation_id=mark or "a:1", service_url=mark
    )
    records.addresses.keep_form(group_id, WEEK, seat, OpenForm(Kind.INCIDENT, mark, NOW))
    if not NATIONAL.confirmed_years and group_id == "g1":
        records.calendars.confirm_year("k1", 2026, [], {})


def rows_of_others(connection: Connection) -> dict[str, list[str]]:
    """Every row that is not of g1 or k1, by table."""
    found = {}
    for name, table in TableRow.metadata.tables.items():
        owner = (
            "id"
            if name in {"est_group", "municipality"}
            else "group_id"
            if "group_id" in table.c
            else "municipality_id"
        )
        if owner in table.c:
            rows = connection.execute(text(f"SELECT * FROM {name} WHERE {owner} NOT IN ('g1', 'k1')"))
            found[name] = sorted(map(repr, rows))
    return {name: rows for name, rows in found.items() if rows}
