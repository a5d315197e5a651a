"""Erasing a person reaches every row that is this person, and stops where something is in dispute."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from app.models.care import InformationChange, PremisesFlag
from app.models.people import Person
from app.models.premises import Contact, Premises
from app.services.customers.care.merging import MergeDraft, merge
from app.services.customers.contacts.erasure import erase_person
from app.services.customers.finding.search import search
from app.services.customers.importing.imports import import_ledger
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotAllowed, Refused
from app.services.kernel.unit import writing
from app.services.trust.verify import verify
from tests.support.care import Town, town
from tests.support.desks import CLERK, desk_for

Text = Callable[..., Path]
HEADING = "地址,户名,电话"
FIRST = [HEADING, "和平里小区3-2-1102,王伟,13800004490", "和平里小区3-2-1101,李娜,13800004491"]
RENUMBERED = [HEADING, "和平里小区3-2-1102,王伟,13800007777"]
SOLD = [HEADING, "和平里小区3-2-1102,赵敏,13900001111"]


def take_in(desk: Desk, lines: list[str], text_file: Text, name: str) -> None:
    import_ledger(desk, text_file(lines, name=name), key=uuid4())


def people(desk: Desk) -> list[tuple[object, ...]]:
    return desk.store.tuples(Person.select(Person.name, Person.phone).order_by(Person.id))


def current(desk: Desk, room: str) -> int:
    query = Contact.select(Contact.person).join(Premises).where(Premises.room == room, Contact.until_day.is_null())
    found: int = desk.store.scalar(query)
    return found


def test_earlier_telephones_of_the_same_contact_are_erased_too(manager_desk: Desk, text_file: Text) -> None:
    take_in(manager_desk, FIRST, text_file, "一.csv")
    take_in(manager_desk, RENUMBERED, text_file, "二.csv")

    erased = erase_person(manager_desk, current(manager_desk, "1102"), "本人申请", uuid4())

    assert erased.rows == 2
    assert people(manager_desk) == [(None, None), ("李娜", "13800004491"), (None, None)]
    assert search(manager_desk, "王伟") == search(manager_desk, "13800004490") == []
    assert verify(manager_desk.store) == []


def test_the_new_owner_is_another_person(manager_desk: Desk, text_file: Text) -> None:
    take_in(manager_desk, FIRST, text_file, "一.csv")
    old = current(manager_desk, "1102")
    take_in(manager_desk, SOLD, text_file, "二.csv")

    assert erase_person(manager_desk, old, "本人申请", uuid4()).rows == 1

    assert people(manager_desk) == [(None, None), ("李娜", "13800004491"), ("赵敏", "13900001111")]


def test_the_same_name_and_telephone_at_other_premises_is_the_same_person(manager_desk: Desk, text_file: Text) -> None:
    lines = [
        "地址,户名,电话,备用电话",
        "和平里小区3-2-1102,王伟,13800004490,",
        "和平里小区3-2-901,王伟,13800004490,13900002222",
    ]
    take_in(manager_desk, [*lines, "和平里小区3-2-902,王伟,13800009999,"], text_file, "一.csv")

    erased = erase_person(manager_desk, current(manager_desk, "901"), "本人申请", uuid4())

    assert (erased.rows, erased.premises) == (2, 2)
    assert [name for name, _ in people(manager_desk)] == [None, None, "王伟"]


def test_persons_named_by_the_register_of_changes_are_reached(manager_desk: Desk, text_file: Text) -> None:
    take_in(manager_desk, FIRST, text_file, "一.csv")
    before = current(manager_desk, "1102")
    premises_id = manager_desk.store.scalar(Premises.select(Premises.id).where(Premises.room == "1102"))
    with writing(manager_desk, "information.record", uuid4()) as unit:
        ids = unit.insert_many(Person, [{"name": "王伟", "phone": "13800008888"}, {"name": "赵敏", "phone": "139"}])
        for field, after in zip(("phone", "holder"), ids, strict=True):
            unit.insert(
                InformationChange,
                premises=premises_id,
                field=field,
                told_by="本人",
                channel="来电",
                person_before=before,
                person_after=after,
                told_at=unit.at,
                entered_at=unit.at,
            )

    erase_person(manager_desk, before, "本人申请", uuid4())

    assert [name for name, _ in people(manager_desk)] == [None, "李娜", None, "赵敏"]


def test_premises_in_dispute_stop_the_erasure(manager_desk: Desk, text_file: Text) -> None:
    take_in(manager_desk, FIRST, text_file, "一.csv")
    old = current(manager_desk, "1102")
    take_in(manager_desk, SOLD, text_file, "二.csv")
    premises_id = manager_desk.store.scalar(Premises.select(Premises.id).where(Premises.room == "1102"))
    with writing(manager_desk, "premises.flag", uuid4()) as unit:
        flag = unit.insert(
            PremisesFlag, premises=premises_id, word="保留（争议中）", source="诉讼", from_day="2026-11-01"
        )

    with pytest.raises(Refused, match="和平里小区3号楼2单元1102室 标着“保留（争议中）”"):
        erase_person(manager_desk, old, "本人申请", uuid4())
    assert people(manager_desk)[0] == ("王伟", "13800004490")

    with writing(manager_desk, "premises.flag", uuid4()) as unit:
        unit.update(PremisesFlag, flag, ended_at=unit.at)
    assert erase_person(manager_desk, old, "本人申请", uuid4()).rows == 1


def two_files_of_one_flat(place: Town) -> tuple[int, int]:
    kept = place.flat("3", "2", "1102", "王伟", "13800004490")
    merged = place.flat("3", "2", "11-02", "李新", "13800007701")
    ours = place.desk.store.scalar(Contact.select(Contact.id).where(Contact.premises == kept))
    merge(place.desk, MergeDraft(kept, merged, contacts=frozenset({ours}), holder=ours), uuid4())
    return kept, merged


def person_at(desk: Desk, premises_id: int) -> int:
    return int(desk.store.scalar(Contact.select(Contact.person).where(Contact.premises == premises_id)))


def test_somebody_of_a_merged_file_is_not_found_any_more_either(manager_desk: Desk) -> None:
    kept, merged = two_files_of_one_flat(town(manager_desk))
    assert [hit.premises_id for hit in search(manager_desk, "13800007701")] == [kept]

    erase_person(manager_desk, person_at(manager_desk, merged), "本人申请", uuid4())

    assert search(manager_desk, "13800007701") == search(manager_desk, "李新") == []
    assert [hit.premises_id for hit in search(manager_desk, "13800004490")] == [kept]
    assert verify(manager_desk.store) == []


def test_the_same_person_at_a_merged_file_is_reached(manager_desk: Desk) -> None:
    place = town(manager_desk)
    _, merged = two_files_of_one_flat(place)
    elsewhere = place.flat("5", "1", "101", "李新", "13800007701")

    assert erase_person(manager_desk, person_at(manager_desk, elsewhere), "本人申请", uuid4()).rows == 2

    assert search(manager_desk, "13800007701") == []
    assert (
        manager_desk.store.scalar(Person.select(Person.name).where(Person.id == person_at(manager_desk, merged)))
        is None
    )


@pytest.mark.parametrize("side", [0, 1])
def test_a_dispute_about_either_file_of_the_flat_stops_the_erasure(manager_desk: Desk, side: int) -> None:
    files = two_files_of_one_flat(town(manager_desk))
    with writing(manager_desk, "premises.flag", uuid4()) as unit:
        unit.insert(PremisesFlag, premises=files[side], word="保留（争议中）", source="诉讼", from_day="2026-11-01")

    for premises_id in files:
        with pytest.raises(Refused, match="标着“保留（争议中）”"):
            erase_person(manager_desk, person_at(manager_desk, premises_id), "本人申请", uuid4())


def test_the_basis_is_asked_of_the_manager_and_must_not_name_the_person(manager_desk: Desk) -> None:
    flat = town(manager_desk).flat("3", "2", "1102", "王伟", "13800004490")
    person = person_at(manager_desk, flat)

    for basis in (" ", "王伟 申请", "来电 13800004490"):
        with pytest.raises(InvalidInput):
            erase_person(manager_desk, person, basis, uuid4())
    with pytest.raises(NotAllowed):
        erase_person(desk_for(manager_desk.store, CLERK), person, "本人申请", uuid4())
    assert erase_person(manager_desk, person, "代办人 13900005555 申请", uuid4()).reason == "代办人 139****5555 申请"
