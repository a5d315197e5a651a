"""What an import's homes are found by: written whole and from the tables, whoever else writes, killed or not."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.models.people import Person
from app.models.premises import Contact, Premises
from app.models.search import SearchKey
from app.services.customers.contacts.erasure import erase_person
from app.services.customers.finding.index import fill_index, key_rows
from app.services.customers.finding.search import search
from app.services.customers.importing import keys
from app.services.customers.importing.imports import import_ledger
from app.services.kernel.desk import Desk
from app.services.kernel.store import Store
from app.services.kernel.unit import Unit
from tests.support import desks

Text = Callable[..., Path]
OWNER = "王伟,13800004490"


class Killed(BaseException):
    """The process ends here."""


def ledger(homes: int) -> list[str]:
    """A ledger whose first and last flat have one owner."""
    people = [OWNER, *(f"李娜,1390000{number:04}" for number in range(1, homes - 1)), OWNER]
    return [
        "地址,户名,电话,面积",
        *(f"和平里小区{1 + number // 40}-1-{1 + number % 40}01,{who},90" for number, who in enumerate(people)),
    ]


def all_keys(store: Store) -> Sequence[tuple[str, int, str]]:
    return sorted(store.tuples(SearchKey.select(SearchKey.key, SearchKey.premises_id, SearchKey.kind)))


def asked_for(store: Store) -> Sequence[tuple[str, int, str]]:
    return sorted(key_rows(store, store.scalars(Premises.select(Premises.id))))


def kill_after_first_write(desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import that ends when the first rows of its keys, and no others, are written."""
    whole, calls = Unit.derive_many, iter([True])

    def die(unit: Unit, *args: Any) -> None:
        if not next(calls, False):
            raise Killed
        whole(unit, *args)

    with monkeypatch.context() as patch:
        patch.setattr(keys, "FEWEST_ROWS", 300)
        patch.setattr(Unit, "derive_many", die)
        with pytest.raises(Killed):
            import_ledger(desk, path, key=uuid4())


def erase_owner(desk: Desk) -> None:
    manager = desks.desk_for(desk.store, desks.MANAGER)
    for person_id in desk.store.scalars(Person.select(Person.id).where(Person.name == "王伟")):
        erase_person(manager, person_id, "本人要求", uuid4())


def test_one_owner_of_flats_far_apart_in_the_ledger_is_one_person(desk: Desk, text_file: Text) -> None:
    import_ledger(desk, text_file(ledger(500)), key=uuid4())

    holders = desk.store.scalars(
        Contact.select(Contact.person).join(Person, on=(Contact.person == Person.id)).where(Person.name == "王伟")
    )
    assert len(holders) == 2
    assert len(set(holders)) == 1


def test_every_home_has_the_keys_its_tables_ask_for(desk: Desk, text_file: Text) -> None:
    import_ledger(desk, text_file(ledger(120)), key=uuid4())

    assert all_keys(desk.store) == asked_for(desk.store)
    assert fill_index(desk).premises == 0


def test_homes_left_with_some_of_their_keys_are_made_whole(
    desk: Desk, text_file: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_after_first_write(desk, text_file(ledger(120)), monkeypatch)
    assert 0 < len(all_keys(desk.store)) < len(asked_for(desk.store))

    assert fill_index(desk).premises == 120

    assert all_keys(desk.store) == asked_for(desk.store)


def test_a_person_erased_before_the_keys_are_written_is_not_found(desk: Desk, text_file: Text) -> None:
    def erase(done: int, of: int) -> bool:
        erase_owner(desk)
        return True

    import_ledger(desk, text_file(ledger(200)[:-1]), key=uuid4(), go_on=erase)

    assert search(desk, "王伟") == []
    assert all_keys(desk.store) == asked_for(desk.store)


def test_a_person_erased_while_the_keys_are_written_is_not_found(
    desk: Desk, text_file: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_and_erase(store: Store, premises_ids: Sequence[int]) -> list[tuple[str, int, str]]:
        rows = key_rows(store, premises_ids)
        erase_owner(desk)
        return rows

    monkeypatch.setattr(keys, "key_rows", read_and_erase)
    import_ledger(desk, text_file(ledger(120)), key=uuid4())

    assert search(desk, "王伟") == []
    assert all_keys(desk.store) == asked_for(desk.store)


def test_making_older_homes_whole_before_an_import_can_be_stopped(
    desk: Desk, text_file: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_after_first_write(desk, text_file(ledger(120)), monkeypatch)
    before = all_keys(desk.store)

    report = import_ledger(desk, text_file(ledger(5), name="另一份.csv"), key=uuid4(), go_on=lambda _, of: of != 120)

    assert report.cancelled
    assert all_keys(desk.store) == before
