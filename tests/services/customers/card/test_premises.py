"""The card of one premises as the ledger fills it, and the erasing of a person."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from app.models.people import Caller, Person
from app.services.customers.card.premises import premises_card
from app.services.customers.contacts.erasure import erase_person
from app.services.customers.finding.search import search
from app.services.customers.importing.imports import import_ledger
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound
from app.services.matters.values import CallerDraft
from app.services.repairs.acts import take_repair
from app.services.repairs.values import RepairDraft
from app.services.trust.verify import verify

LINES = [
    "小区,楼号,单元,室号,户名,电话,性质,面积,供热状态,缴费情况,备注",
    "和平里小区,3,2,502,王伟,13800004490,居民低保,90.5,供热,欠费,独居老人，上门提前联系",
    "和平里小区,3,2,602,单伟,13800004491,居民,90.5,停热,已缴,",
    "和平里小区,3,2,501,周文,13800004492,居民,90.5,未入网,已缴,私改管道",
    "和平里小区,3,1,503,钱进,13800004493,居民,90.5,停热,已缴,",
]


@pytest.fixture
def ledger(desk: Desk, text_file: Callable[..., Path]) -> Desk:
    import_ledger(desk, text_file(LINES), key=uuid4())
    return desk


def card_of(desk: Desk, typed: str):
    return premises_card(desk, search(desk, typed)[0].premises_id or 0)


def test_the_card_tells_place_people_account_and_flags(ledger: Desk) -> None:
    card = card_of(ledger, "3-2-502")

    assert (card.address, card.floor, card.low_income, card.area_c) == ("和平里小区3号楼2单元502室", 5, True, 9050)
    assert card.holder is not None
    assert (card.holder.name, card.holder.phone) == ("王伟", "138****4490")
    assert card.account is not None
    assert (card.account.season, card.account.paid) == (ledger.station.season, "欠费")
    assert [flag.word for flag in card.flags] == ["欠费", "低保", "独居老人", "周边停热 2 面"]
    assert card.stopped_sides == ("邻户 501 未入网", "楼上 602 停热")


def test_a_stopped_premises_says_so_first(ledger: Desk) -> None:
    assert card_of(ledger, "3-2-602").flags[0].word == "停热"


def test_no_card_is_made_up(ledger: Desk) -> None:
    with pytest.raises(NotFound):
        premises_card(ledger, 999_999)


def test_an_erased_person_is_gone_from_card_and_search_and_the_chain_stays_clean(
    ledger: Desk, manager_desk: Desk
) -> None:
    card = card_of(ledger, "王伟")
    assert card.holder is not None
    person_id = card.holder.person_id
    digests = Person.select(Person.name_digest, Person.phone_digest).where(Person.id == person_id)
    before = ledger.store.tuples(digests)

    erase_person(manager_desk, person_id, "本人申请", uuid4())

    kept = ledger.store.tuples(
        Person.select(Person.name, Person.phone, Person.phone2, Person.salt).where(Person.id == person_id)
    )
    after = premises_card(ledger, card.id)
    assert kept == [(None, None, None, None)]
    assert ledger.store.tuples(digests) == before
    assert after.holder is None
    assert [contact.name for contact in after.contacts] == [""]
    assert search(ledger, "王伟") == search(ledger, "13800004490") == search(ledger, "ww") == []
    assert search(ledger, "3-2-502")[0].premises_id == card.id
    assert verify(ledger.store) == []


def test_who_called_from_the_numbers_of_an_erased_person_is_erased_too(ledger: Desk, manager_desk: Desk) -> None:
    card = card_of(ledger, "王伟")
    assert card.holder is not None
    for phone in ("138-0000-4490", "13800009999"):
        take_repair(ledger, RepairDraft(words="不热", caller=CallerDraft("王伟", phone)), uuid4())

    erased = erase_person(manager_desk, card.holder.person_id, "本人申请", uuid4())

    callers = Caller.select(Caller.name, Caller.phone).order_by(Caller.id)
    assert erased.callers == 1
    assert ledger.store.tuples(callers)[-2:] == [(None, None), ("王伟", "13800009999")]
    assert verify(ledger.store) == []


def test_only_the_manager_erases_and_says_why(ledger: Desk, manager_desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        erase_person(ledger, 1, "本人申请", uuid4())
    with pytest.raises(InvalidInput):
        erase_person(manager_desk, 1, "  ", uuid4())
    with pytest.raises(NotFound):
        erase_person(manager_desk, 999_999, "本人申请", uuid4())


def test_erasing_twice_changes_nothing(ledger: Desk, manager_desk: Desk) -> None:
    card = card_of(ledger, "王伟")
    assert card.holder is not None
    key = uuid4()

    first = erase_person(manager_desk, card.holder.person_id, "本人申请", key)

    assert erase_person(manager_desk, card.holder.person_id, "本人申请", key) == first
    assert erase_person(manager_desk, card.holder.person_id, "本人申请", uuid4()).person_id == first.person_id
