"""What somebody with a database tool changes, `verify` names by table, row and column."""

import json
import shutil
import threading
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from app.models.base import Table
from app.models.kernel import IssuedNumber, RowImage, Unit
from app.models.people import Caller, Person
from app.models.premises import Community
from app.models.registry import AUDITED, TABLES
from app.services.kernel.store import Store
from app.services.kernel.store.ddl import trigger_texts
from app.services.kernel.store.opening import FILE_NAME, back_up
from app.services.kernel.unit import writing
from app.services.trust.verify import head, verify
from tests.support import desks
from tests.support.attacker import Attacker
from tests.support.every_row import another, fill_every_table

# Table, row, column, what stands there, and what is written instead.
Edit = tuple[str, int, str, Any, Any]


@pytest.fixture
def rows(desk) -> dict[type[Table], int]:
    """The id of a row in every table."""
    return fill_every_table(desk)


@pytest.fixture
def attacker(store) -> Iterator[Attacker]:
    somebody = Attacker(store)
    yield somebody
    somebody.close()


def places(store: Store) -> set[tuple[str, int | None, str]]:
    return {(found.table, found.row_id, found.column) for found in verify(store)}


def one_of_each_table(edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """Rounds in which every table is edited in one place at the most: what `verify` says of one table is its own."""
    waiting: dict[str, list[Edit]] = {}
    for edit in edits:
        waiting.setdefault(edit[0], []).append(edit)
    while any(waiting.values()):
        yield [of_table.pop(0) for of_table in waiting.values() if of_table]


def edits(store: Store, rows: dict[type[Table], int], models: Iterable[type[Table]]) -> list[Edit]:
    """Table, row, column, value and another value for every column; NULL too where the column may be empty."""
    made = []
    for model in models:
        table, row_id = model._meta.table_name, rows[model]
        for field in model._meta.sorted_fields:
            column = field.column_name
            was = store.run(f"SELECT {column} FROM {table} WHERE id = {row_id}").fetchone()[0]
            made.append((table, row_id, column, was, another(field, was) if was is not None else 1))
            if field.null and was is not None:
                made.append((table, row_id, column, was, None))
    return made


def add_community(desk, name: str) -> int:
    with writing(desk, "community.add", uuid4()) as unit:
        return unit.insert(Community, name=name, short_name=name)


def test_every_column_of_every_business_row_changed_by_raw_sql_is_named(store, rows, attacker):
    assert verify(store) == []
    missed, tried = [], 0

    for edited in one_of_each_table(edit for edit in edits(store, rows, AUDITED) if edit[2] != "id"):
        for table, row_id, column, _, value in edited:
            attacker.set(table, row_id, column, value)
        named = places(store)
        for table, row_id, column, was, value in edited:
            # A salt is what the digests of the other values are made with.
            wanted = ("name", "phone") if column == "salt" else (column,)
            if not {(table, row_id, name) for name in wanted} <= named:
                missed.append((table, column, value))
            attacker.set(table, row_id, column, was)
            tried += 1

    assert missed == []
    assert tried > 250
    assert verify(store) == []


@pytest.mark.parametrize("model", [Unit, RowImage], ids=["unit", "row_image"])
def test_every_column_of_the_record_itself_changed_by_raw_sql_breaks_its_seal(store, rows, attacker, model):
    newest = {
        kind: store.run(f"SELECT max(id) FROM {kind._meta.table_name}").fetchone()[0] for kind in (Unit, RowImage)
    }
    missed = []

    for table, row_id, column, was, value in edits(store, newest, [model]):
        if (table, column) == ("unit", "id"):  # only orders the units, and the chain holds their order
            continue
        attacker.set(table, row_id, column, value)
        if ("unit", newest[Unit]) not in {place[:2] for place in places(store)}:
            missed.append((table, column, value))
        attacker.set(table, value if column == "id" else row_id, column, was)

    assert missed == []
    assert verify(store) == []


def test_a_row_that_moved_to_another_id_is_named_twice(store, rows, attacker):
    for model in AUDITED:
        table, row_id = model._meta.table_name, rows[model]

        attacker.set(table, row_id, "id", row_id + 1000)

        assert {(table, row_id, ""), (table, row_id + 1000, "")} <= places(store)
        attacker.set(table, row_id + 1000, "id", row_id)
    assert verify(store) == []


def test_a_row_deleted_behind_the_programs_back_is_named(store, rows, attacker):
    for model in AUDITED:
        table, row_id = model._meta.table_name, rows[model]

        attacker.run_unseen(table, f"DELETE FROM {table} WHERE id = {row_id}")

        assert (table, row_id, "") in places(store)


def test_a_row_inserted_behind_the_programs_back_is_named(store, desk, attacker):
    add_community(desk, "和平里")

    attacker.run_unseen(
        "community", "INSERT INTO community (id, name, short_name, form) VALUES (77, '假小区', '假', '楼房')"
    )

    assert places(store) == {("community", 77, "")}


def test_changes_with_a_tool_that_leaves_the_triggers_alone_are_named_too(store, desk, attacker):
    kept, gone = add_community(desk, "和平里"), add_community(desk, "建设里")

    attacker.run("UPDATE community SET short_name = '改' WHERE id = " + str(kept))
    attacker.run("DELETE FROM community WHERE id = " + str(gone))
    new = attacker.run(
        "INSERT INTO community (name, short_name, form) VALUES ('假小区', '假', '楼房') RETURNING id"
    ).fetchone()[0]

    assert places(store) == {("community", kept, "short_name"), ("community", gone, ""), ("community", new, "")}


def test_an_old_change_that_was_legal_does_not_hide_a_later_one(store, desk, attacker):
    row_id = add_community(desk, "和平里")
    with writing(desk, "community.change", uuid4()) as unit:
        unit.update(Community, row_id, short_name="新名")

    attacker.set("community", row_id, "short_name", "和平里")

    assert places(store) == {("community", row_id, "short_name")}


def test_a_row_changed_together_with_its_image_breaks_the_seal_of_the_act(store, desk, attacker):
    row_id = add_community(desk, "和平里")
    unit_id = store.run("SELECT max(id) FROM unit").fetchone()[0]

    attacker.set("community", row_id, "name", "假小区")
    attacker.run_unseen("row_image", "UPDATE row_image SET image = replace(image, '和平里', '假小区')")
    attacker.set("community", row_id, "short_name", "假小区")

    assert ("unit", unit_id, "mac") in places(store)


def test_an_act_taken_out_of_the_middle_breaks_the_chain(store, desk, attacker):
    first = add_community(desk, "和平里")
    taken = store.run("SELECT id, first_seq, last_seq FROM unit ORDER BY id DESC LIMIT 1").fetchone()
    add_community(desk, "建设里")

    attacker.run_unseen("community", f"DELETE FROM community WHERE id = {first}")
    attacker.run_unseen("row_image", f"DELETE FROM row_image WHERE id BETWEEN {taken[1]} AND {taken[2]}")
    attacker.run_unseen("unit", f"DELETE FROM unit WHERE id = {taken[0]}")

    assert places(store) == {("unit", taken[0] + 1, "prev")}


def test_a_chain_cut_at_its_end_is_noticed_by_the_anchor_on_paper(store, desk, attacker):
    row_id = add_community(desk, "和平里")
    anchor = head(store)[:8]
    cut = store.run("SELECT id, first_seq, last_seq FROM unit ORDER BY id DESC LIMIT 1").fetchone()

    attacker.run_unseen("community", f"DELETE FROM community WHERE id = {row_id}")
    attacker.run_unseen("row_image", f"DELETE FROM row_image WHERE id BETWEEN {cut[1]} AND {cut[2]}")
    attacker.run_unseen("unit", f"DELETE FROM unit WHERE id = {cut[0]}")

    assert verify(store) == []
    found = verify(store, [anchor])
    assert [(finding.table, finding.column) for finding in found] == [("unit", "mac")]
    assert anchor in found[0].sentence
    assert verify(store, [head(store)[:8]]) == []


def test_an_older_copy_of_the_file_is_noticed_by_the_backups_beside_it(sqlite_store, sqlite_desk, data_folder):
    add_community(sqlite_desk, "和平里")
    backup = back_up(sqlite_store, data_folder / "backups", reason="by-hand")
    add_community(sqlite_desk, "建设里")
    assert verify(sqlite_store) == []
    newer = back_up(sqlite_store, data_folder / "backups", reason="later")
    sqlite_store.close()

    shutil.copy(backup, data_folder / FILE_NAME)

    with desks.opened(data_folder) as store:
        anchor = json.loads(newer.with_suffix(".json").read_text(encoding="utf-8"))["anchor"]
        assert [(found.table, anchor in found.sentence) for found in verify(store)] == [("unit", True)]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"anchor": 7}'])
def test_a_spoiled_manifest_of_a_backup_is_named_and_stops_nothing(sqlite_store, data_folder, text):
    (data_folder / "backups").mkdir()
    (data_folder / "backups" / "20261115.json").write_text(text, encoding="utf-8")

    found = verify(sqlite_store)

    assert ["20261115.json" in finding.sentence for finding in found] == [True]


def test_a_key_put_in_place_of_the_stations_own_is_noticed(store, rows, attacker):
    value = "ab" * 32

    attacker.set("secret", 1, "value", value)

    assert ("secret", 1, "value") in places(store)


def test_every_trigger_that_is_gone_is_named(sqlite_store):
    gone = [(model._meta.table_name, name) for model in TABLES for name in trigger_texts("sqlite", model)]
    for _, name in gone:
        sqlite_store.run(f"DROP TRIGGER {name}")

    found = verify(sqlite_store)

    assert [finding.table for finding in found] == [table for table, _ in gone]
    assert all(name in finding.sentence for (_, name), finding in zip(gone, found, strict=True))


@pytest.mark.postgres
def test_a_trigger_switched_off_on_a_server_is_named(postgres_url):
    with desks.opened(postgres_url) as store:
        store.run("ALTER TABLE community DISABLE TRIGGER community_image")

        found = verify(store)

    assert [(finding.table, "community_image" in finding.sentence) for finding in found] == [("community", True)]


@pytest.mark.parametrize("model", [Person, Caller], ids=["person", "caller"])
def test_an_erased_person_leaves_verify_clean_and_cannot_be_filled_in_again(store, desk, rows, attacker, model):
    table, row_id = model._meta.table_name, rows[model]
    with writing(desk, "person.erase", uuid4()) as unit:
        unit.erase(model, row_id)
    assert verify(store) == []

    attacker.set(table, row_id, "phone", "13800000001")

    assert places(store) == {(table, row_id, "phone")}


def test_values_taken_away_without_an_erasure_are_named(store, rows, attacker):
    for column in (*Person.personal, "salt"):
        attacker.set("person", rows[Person], column, None)

    assert places(store) == {("person", rows[Person], column) for column in Person.personal}


def test_a_pretended_erasure_is_named(store, rows, attacker):
    for column in (*Person.personal, "salt"):
        attacker.set("person", rows[Person], column, None)
    attacker.set("person", rows[Person], "erased_at", 1_794_700_000_000)

    assert places(store) == {("person", rows[Person], "erased_at")}


def test_a_number_nobody_gave_out_leaves_a_gap_that_is_named(store, desk):
    with writing(desk, "test.number", uuid4()) as unit:
        unit.number("WX", desk.today())
        unit.insert(IssuedNumber, number="WX-PQZ-20261115-0009", series="WX", day="20261115", value=9)

    found = verify(store)

    assert [(finding.table, finding.column) for finding in found] == [("issued_number", "value")]
    assert "1–9" in found[0].sentence


def test_verify_beside_a_busy_writer_finds_nothing(store, desk):
    stop = threading.Event()
    failures: list[BaseException] = []

    def write() -> None:
        other = store.sibling()
        try:
            busy = desks.desk_for(other)
            count = 0
            while not stop.is_set():
                count += 1
                add_community(busy, f"小区{count}")
        except BaseException as error:  # noqa: BLE001 carried to the test's own thread
            failures.append(error)
        finally:
            other.close()

    thread = threading.Thread(target=write)
    thread.start()
    found = [verify(store) for _ in range(40)]
    stop.set()
    thread.join()

    assert failures == []
    assert found == [[]] * 40
