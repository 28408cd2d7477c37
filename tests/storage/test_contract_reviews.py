"""Reviews of rounds, approvals that were opened again, and words that are gone, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from est.errors import Changed
from est.ports import Records
from est.review import AreaNote, ReviewStep, RoundReview, StepKind
from est.vocabulary import AreaStatus
from storage.store import SqlStore
from tests.storage.summaries import approval
from tests.storage.world import MINUTE, NOW, WEEK, incident, item, left_at_default, report, seed

STEP = ReviewStep(item_id="i1", kind=StepKind.HIDDEN, by="m1", at=NOW, words="Redan känt på Ängsvägen.")
NOTE = AreaNote(area="Östra", status=AreaStatus.RED, reason="Brand.", by="m1", at=NOW, version=3)
REVIEW = RoundReview(
    group_id="g1",
    week=WEEK,
    version=1,
    steps=(STEP,),
    areas=(NOTE,),
    order=("i2", "i1"),
    moved=("i2",),
    opening="En lugn vecka.",
    opening_version=2,
)


async def test_a_review_comes_back_as_it_was_and_is_empty_before(store: SqlStore) -> None:
    await seed(store)
    empty = await store.read(lambda records: records.reviews.get("g1", WEEK))
    assert empty == RoundReview(group_id="g1", week=WEEK)
    await store.write("g1", lambda records: records.reviews.save(REVIEW))
    stored = await store.read(lambda records: records.reviews.get("g1", WEEK))
    assert stored == REVIEW
    assert left_at_default(stored) == set()


async def test_a_review_that_is_not_newer_is_refused(store: SqlStore) -> None:
    await seed(store)
    await store.write("g1", lambda records: records.reviews.save(REVIEW))
    with pytest.raises(Changed):
        await store.write("g1", lambda records: records.reviews.save(replace(REVIEW, opening="En annan.")))
    stored = await store.read(lambda records: records.reviews.get("g1", WEEK))
    assert stored.opening == "En lugn vecka."


async def test_an_approval_that_was_opened_again_does_not_stand_and_stays(store: SqlStore) -> None:
    await seed(store)
    first, second = (
        approval(version=version, reopened_by="", reopened_at=approval().reopened_at) for version in (1, 2)
    )

    def reopen(records: Records) -> None:
        records.rounds.approve("g1", first)
        records.rounds.reopen("g1", WEEK, 1, by="m1", at=NOW)

    await store.write("g1", reopen)
    assert await store.read(lambda records: records.rounds.approval("g1", WEEK)) is None
    with pytest.raises(Changed):
        await store.write("g1", lambda records: records.rounds.reopen("g1", WEEK, 1, by="m2", at=NOW))
    await store.write("g1", lambda records: records.rounds.approve("g1", second))
    assert await store.read(lambda records: records.rounds.approval("g1", WEEK)) == second
    every = await store.read(lambda records: records.rounds.approvals("g1", WEEK))
    assert every == (replace(first, reopened_by="m1", reopened_at=NOW), second)
    assert [one.stands for one in every] == [False, True]


async def test_words_are_gone_from_the_versions_before_one_and_nothing_else_is(store: SqlStore) -> None:
    await seed(store)
    first = item(1, content=incident(text="Hemligt."))
    second = replace(first, version=2, content=incident(text="Kvar."), changed_at=NOW + MINUTE)

    def write(records: Records) -> None:
        records.reports.save(report())
        records.reports.save_item(first)
        records.reports.save_item(second)
        records.reports.forget_words("g1", first.id, before=2)

    await store.write("g1", write)
    versions = await store.read(lambda records: records.reports.item_versions("g1", first.id))
    assert [one.content.text for one in versions] == ["", "Kvar."]
    assert versions[0] == replace(first, content=versions[0].content)
    assert await store.read(lambda records: records.reports.item("g1", first.id)) == second
