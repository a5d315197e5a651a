"""Everything at a flat on one line of time, newest first, in pages that lose and repeat nothing."""

from uuid import uuid4

import pytest

from app.models.care import PremisesMerge
from app.models.ledger import ImportBatch, ImportLine
from app.models.people import Person
from app.models.premises import Building, Contact, Premises, SeasonAccount
from app.services.customers.card.disclosure import reveal_card
from app.services.customers.card.flags import FlagDraft, add_flag, end_flag
from app.services.customers.card.history import HistoryRow, Place, Sort, premises_history
from app.services.customers.contacts.information import record_information
from app.services.customers.contacts.information_values import InformationDraft
from app.services.kernel.desk import Desk
from app.services.kernel.unit import writing
from app.services.repairs.acts import void_matter
from tests.support import desks
from tests.support.repairs import Day, begin


@pytest.fixture
def day(desk: Desk) -> Day:
    return begin(desk)


@pytest.fixture
def lived_in(day: Day) -> Day:
    """A flat where everything has happened once."""
    store, premises_id = day.desk.store, day.premises_id
    with writing(day.desk, "test.past", uuid4()) as unit:
        tenant = unit.insert(Person, name="陈租客", phone="13700000888")
        unit.insert(
            Contact,
            premises_id=premises_id,
            person_id=tenant,
            relation="租户",
            from_day="2024-09-01",
            until_day="2025-06-30",
        )
        unit.insert(SeasonAccount, premises_id=premises_id, season="2025-2026", state="供热", paid="已缴")
        batch = unit.insert(ImportBatch, file_name="台账.xlsx", file_hash="a", season="2026-2027", started_at=unit.at)
        unit.insert(
            ImportLine,
            batch_id=batch,
            sheet="和平里",
            line_no=7,
            line_hash="b",
            outcome="created",
            premises_id=premises_id,
        )
    day.later(days=1)
    record_information(day.desk, premises_id, InformationDraft(state="停热"), uuid4())
    day.later(days=1)
    day.returned(day.finished())
    day.later(days=1)
    flagged = add_flag(day.desk, premises_id, FlagDraft("独居老人", "走访"), uuid4())
    day.later(days=1)
    end_flag(day.desk, flagged.flag_id, "子女同住", uuid4())
    with writing(day.desk, "test.merge", uuid4()) as unit:
        other = unit.insert(
            Premises,
            building_id=store.scalar(Building.select(Building.id)),
            unit="2",
            room="1102B",
            address="和平里小区-3-2-1102B",
            merged_into_id=premises_id,
            voided_at=unit.at,
        )
        unit.insert(PremisesMerge, kept_id=premises_id, merged_id=other, reason="同一户", merged_at=unit.at)
    day.later(days=1)
    reveal_card(day.desk, premises_id, "用户卡", uuid4())
    return day


def rows_of(desk: Desk, premises_id: int) -> tuple[HistoryRow, ...]:
    return premises_history(desk, premises_id, limit=1000).rows


def test_every_sort_of_thing_stands_on_the_line_newest_first(lived_in: Day) -> None:
    manager = desks.desk_for(lived_in.desk.store, desks.MANAGER, lived_in.clock)

    rows = rows_of(manager, lived_in.premises_id)

    assert {row.sort for row in rows} == set(Sort)
    assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)
    assert [row.text for row in rows if row.sort is Sort.STATE] == ["供热 → 停热　信息变更登记"]
    assert [row.text for row in rows if row.sort is Sort.PERSON] == ["租户 陈租客 止", "租户 陈租客 起"]
    assert [row.text for row in rows if row.sort is Sort.FLAG] == [
        "结束标记 独居老人　子女同住",
        "加标记 独居老人　走访　到 2027-03-15",
    ]
    assert [row.text for row in rows if row.sort is Sort.IMPORT] == ["台账导入：建档　台账.xlsx　和平里 第 7 行"]
    assert [row.text for row in rows if row.sort is Sort.MERGE] == ["并入 和平里小区-3-2-1102B　同一户"]
    assert {row.text for row in rows if row.sort is Sort.SHOWN} == {"看了用户编号　用户卡", "看了电话　用户卡"}
    assert len([row for row in rows if row.sort is Sort.PAPER]) == 2


def test_who_looked_at_numbers_is_told_to_the_manager_only(lived_in: Day) -> None:
    assert Sort.SHOWN not in {row.sort for row in rows_of(lived_in.desk, lived_in.premises_id)}


def test_what_the_counter_must_not_read_is_marked(lived_in: Day) -> None:
    marked = {row.sort for row in rows_of(lived_in.desk, lived_in.premises_id) if row.sensitive}

    assert marked == {Sort.FLAG, Sort.ACCOUNT, Sort.CHANGE}


def test_a_days_entry_has_no_hour(lived_in: Day) -> None:
    rows = rows_of(lived_in.desk, lived_in.premises_id)

    assert {row.sort for row in rows if not row.exact} == {Sort.PERSON, Sort.ACCOUNT, Sort.FLAG}
    assert str(next(row.day for row in rows if row.sort is Sort.ACCOUNT)) == "2025-11-15"


def test_matters_of_a_merged_file_are_on_the_line_of_the_kept_one(day: Day) -> None:
    taken = day.take()
    with writing(day.desk, "test.merge", uuid4()) as unit:
        building = day.desk.store.scalar(Building.select(Building.id))
        kept = unit.insert(Premises, building_id=building, unit="2", room="1", address="和平里小区-3-2-1")
        unit.update(Premises, day.premises_id, merged_into_id=kept, voided_at=unit.at)

    assert [row.matter_id for row in rows_of(day.desk, kept) if row.sort is Sort.MATTER] == [taken.matter_id]


def test_numbers_in_reasons_are_masked_whoever_wrote_them(day: Day) -> None:
    taken = day.take()
    void_matter(day.desk, taken.matter_id, "13700000888 误拨", uuid4())
    with writing(day.desk, "test.merge", uuid4()) as unit:
        building = day.desk.store.scalar(Building.select(Building.id))
        other = unit.insert(Premises, building_id=building, unit="2", room="1", address="和平里小区-3-2-1")
        unit.insert(
            PremisesMerge,
            kept_id=day.premises_id,
            merged_id=other,
            merged_at=unit.at,
            taken_back_at=unit.at,
            taken_back_reason="13700000888 说是两户",
        )

    texts = [row.text for row in rows_of(day.desk, day.premises_id)]

    assert "撤销并入 和平里小区-3-2-1　137****0888 说是两户" in texts
    assert any("作废：137****0888 误拨" in text for text in texts)
    assert "13700000888" not in "".join(texts)


def test_pages_of_any_size_make_the_whole(lived_in: Day) -> None:
    whole = rows_of(lived_in.desk, lived_in.premises_id)

    for size in (1, 2, 3, len(whole) - 1, len(whole), len(whole) + 1):
        joined: list[HistoryRow] = []
        before: Place | None = None
        while True:
            page = premises_history(lived_in.desk, lived_in.premises_id, before, size)
            assert len(page.rows) <= size
            joined += page.rows
            before = page.before
            if before is None:
                break
        assert tuple(joined) == whole
