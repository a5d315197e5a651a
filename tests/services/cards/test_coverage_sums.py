"""Coverage against a slow reading of the register, after any sequence of days."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.districts import District
from app.models.premises import Building, Premises
from app.models.station import Staff
from app.services.cards.batches import issue_cards
from app.services.cards.changes import cards_to_change
from app.services.cards.coverage import coverage
from app.services.cards.register import register
from app.services.cards.values import CardCount, CardDraft
from app.services.customers.care.merging import MergeDraft, latest_merges, merge, take_back
from app.services.customers.families import premises_family
from app.services.kernel.errors import AppError
from tests.support import desks
from tests.support.cards import Town, build

HANDS = ("张建国", "孙波", "赵志强")
NAMES = ("和平里小区-3", "和平里小区-10", "东苑-A", "东苑-B")

days = st.lists(
    st.one_of(
        st.tuples(st.just("give"), st.integers(0, 9), st.integers(-3, 3), st.booleans()),
        st.tuples(st.just("hands"), st.integers(0, 1), st.sampled_from((*HANDS, None))),
        st.tuples(st.just("merge"), st.integers(0, 9), st.integers(0, 9)),
        st.tuples(st.just("apart")),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One town for all examples: what must hold, holds from any state."""
    folder: Path = tmp_path_factory.mktemp("town")
    with desks.opened(desks.make_template(folder)) as store:
        built = build(desks.desk_for(store))
        built.district("一片", HANDS[0], *NAMES[:2])
        built.district("二片", HANDS[1], NAMES[2])
        yield built


@settings(max_examples=25, deadline=None)
@given(days)
def test_every_household_is_counted_once_and_as_its_newest_card_says(
    town: Town, days: list[tuple[object, ...]]
) -> None:
    for day in days:
        live(town, *day)
    found = coverage(town.desk)
    by_building = {block.building_id: block.count for row in found for block in row.buildings}
    assert by_building == slowly(town)
    for row in found:
        assert row.count == sum((block.count for block in row.buildings), CardCount())
    whole = sum((row.count for row in found), CardCount())
    assert whole.valid + whole.to_change + whole.without == whole.households
    assert len(cards_to_change(town.desk)) == whole.to_change


def live(town: Town, what: object, *known: object) -> None:
    flats = list(town.flats.values())
    if what == "give":
        place, hours, with_batch = known
        flat = flats[int(place)]  # type: ignore[call-overload]
        try:
            sheet_id = issue_cards(town.desk, CardDraft((flat,)), uuid4()).sheet_id if with_batch else None
            town.give([flat], town.desk.now() - timedelta(hours=3 + int(hours)), sheet_id)  # type: ignore[call-overload]
        except AppError:
            return
    elif what == "hands":
        place, repairer = known
        ids = town.desk.store.scalars(District.select(District.id).order_by(District.id))
        town.hand_over(ids[int(place)], repairer)  # type: ignore[arg-type,call-overload]
    elif what == "merge":
        kept, merged = (flats[int(place)] for place in known)  # type: ignore[call-overload]
        try:
            merge(town.manager, MergeDraft(kept, merged), uuid4())
        except AppError:
            return
    else:
        for done in latest_merges(town.desk)[:1]:
            try:
                take_back(town.manager, done.merge_id, "不是同一户", uuid4())
            except AppError:
                return


def slowly(town: Town) -> dict[int, CardCount]:
    """The same from the register alone, household by household."""
    store = town.desk.store
    present = dict(
        store.tuples(
            Building.select(Building.id, Staff.name)
            .join(District, on=(District.id == Building.district))
            .join(Staff, on=(Staff.id == District.repairer))
        )
    )
    lines = register(town.desk)
    counts: dict[int, CardCount] = {}
    homes = Premises.select(Premises.id, Premises.building).where(Premises.voided_at.is_null())
    for premises_id, building_id in store.tuples(homes):
        family = premises_family(store, premises_id)
        given_here = [line for line in lines if line.premises_id in family]
        newest = max(given_here, key=lambda line: (line.issued_at, line.id), default=None)
        wrong = newest is not None and newest.repairer not in ("", present.get(building_id))
        mine = CardCount(1, int(newest is not None and not wrong), int(wrong))
        counts[building_id] = counts.get(building_id, CardCount()) + mine
    return counts
