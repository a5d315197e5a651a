"""What a clerk types finds the premises, best first."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from app.models.premises import Contact
from app.models.search import SearchKey
from app.services.customers.finding.index import reindex
from app.services.customers.finding.search import SearchHit, search
from app.services.customers.importing.imports import import_ledger
from app.services.kernel.desk import Desk
from app.services.kernel.unit import writing

LINES = [
    "用户编号,小区,楼号,单元,室号,户名,电话",
    "0700001,和平里小区,3,2,1102,王伟,13800004490",
    "0700002,和平里小区,3,2,1101,单伟,13800004491 13900001102",
    "0700003,和平里小区,13,2,1102,王维,13800004492",
    "0700004,雍阳花园,3,2,1102,吴文博,15000004493",
    "0700005,雍阳花园,2,1,101,尉迟恭,02200001234",
    "0700006,雍阳花园,10,1,101,马学㻬,18600004490",
]


@pytest.fixture
def ledger(desk: Desk, text_file: Callable[..., Path]) -> Desk:
    import_ledger(desk, text_file(LINES), key=uuid4())
    return desk


def numbers(hits: list[SearchHit]) -> list[str]:
    return [hit.number[-1] for hit in hits]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("王伟", "1"),
        ("ww", "134"),
        ("WW", "134"),
        ("wangwei", "13"),
        ("wangw", "13"),
        ("sw", "2"),
        ("danwei", "2"),
        ("yuchi", "5"),
        ("4490", "16"),
        ("138 0000 4490", "1"),
        ("+8613800004490", "1"),
        ("13900001102", "2"),
        ("139-0000-1102", "2"),
        ("13899999999", ""),
        ("0000 1234", "5"),
        ("3-2-1102", "14"),
        ("３－２－１１０２", "14"),
        ("和平里3-1102", "1"),
        ("和平里小区3号楼2单元1102室", "1"),
        ("和平里 ww", "13"),
        ("hpl 4490", "1"),
        ("wang 4490", "1"),
        ("0700004", "4"),
        ("雍阳", "546"),
        ("马学㻬", "6"),
        ("没有这个人", ""),
        ("王伟 4491", ""),
        ("", ""),
        ("%", ""),
    ],
)
def test_what_is_typed_finds_these_and_no_others(ledger: Desk, typed: str, found: str) -> None:
    assert "".join(numbers(search(ledger, typed))) == found


def test_an_exact_fit_stands_before_a_longer_one(ledger: Desk) -> None:
    assert numbers(search(ledger, "1102"))[0] == "2"
    assert search(ledger, "1102")[0].why == "电话尾号 1102"


def test_a_hit_says_why_and_hides_the_telephone(ledger: Desk) -> None:
    hit = search(ledger, "4491")[0]

    assert (hit.holder, hit.phone, hit.why, hit.state) == ("单伟", "138****4491", "电话尾号 4491", "供热")
    assert (hit.address, hit.matched) == ("和平里小区3号楼2单元1101室", ("4491",))


def test_no_more_than_asked_are_given(ledger: Desk) -> None:
    assert len(search(ledger, "0700", 2)) == 2
    assert search(ledger, "0700", 0) == []


def test_three_words_that_each_fit_a_hundred_find_the_one_home_that_fits_all(
    desk: Desk, text_file: Callable[..., Path]
) -> None:
    lines = ["小区,楼号,单元,室号,户名", "和平里小区,999,1,1102,王伟"]
    for house in range(1, 101):
        lines += [f"和平里小区,{house},1,101,王强", f"康乐新村,{house},1,1102,王强", f"和平里小区,{house},1,1102,李强"]
    import_ledger(desk, text_file(lines), key=uuid4())

    for typed in ("和平里 王 1102", "1102 王 和平里", "和平 wa 110"):
        assert [hit.address for hit in search(desk, typed, 12)] == ["和平里小区999号楼1单元1102室"], typed


def test_keys_of_premises_that_are_gone_go_when_all_are_made_anew(ledger: Desk) -> None:
    with ledger.store.transaction():
        ledger.store.run("INSERT INTO search_key (key, premises_id, kind) VALUES ('王五', 9999, 'name')")

    reindex(ledger)

    assert ledger.store.scalars(SearchKey.select(SearchKey.kind).where(SearchKey.premises_id == 9_999)) == []


def test_keys_made_anew_are_the_same_keys(ledger: Desk) -> None:
    def keys() -> list[tuple[object, ...]]:
        return sorted(ledger.store.tuples(SearchKey.select(SearchKey.key, SearchKey.premises_id, SearchKey.kind)))

    before = keys()
    made = reindex(ledger)

    assert keys() == before
    assert (made.premises, made.keys) == (6, len(before))


def test_a_contact_that_never_was_is_no_holder(ledger: Desk) -> None:
    with writing(ledger, "test.void", uuid4()) as unit:
        for contact_id in unit.store.scalars(Contact.select(Contact.id)):
            unit.update(Contact, contact_id, None, voided_at=unit.at)

    assert {(hit.holder, hit.phone) for hit in search(ledger, "雍阳")} == {("", "")}
