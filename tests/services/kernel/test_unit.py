"""One act is one transaction: rows, numbers and sealed images, or nothing; announced once, after the commit."""

import json
import logging
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlcipher3 import dbapi2

from app.models.base import UtcField
from app.models.kernel import IssuedNumber, NumberCounter
from app.models.people import Caller, Person
from app.models.premises import Community, Doubt
from app.models.search import SearchKey
from app.models.station import CalendarYear, PolicyOverride, Staff
from app.services.kernel.changes import Change
from app.services.kernel.digests import digest
from app.services.kernel.errors import NotFound, Refused, Stale
from app.services.kernel.numbering import gaps, rebuild_counters
from app.services.kernel.store.opening import FILE_NAME, open_folder
from app.services.kernel.unit import writing
from app.services.trust.verify import verify
from tests.support import desks
from tests.support.every_row import fill_every_table

DAY = date(2026, 11, 15)


@dataclass(frozen=True, slots=True)
class Added:
    community_id: int
    number: str


class PowerCut(Exception):
    pass


def add(desk, key, name="和平里") -> Added:
    with writing(desk, "community.add", key) as unit:
        if first := unit.earlier(Added):
            return first
        community_id = unit.insert(Community, name=name, short_name=name)
        unit.changed("community", community_id)
        return unit.result(Added(community_id, unit.number("WX", DAY)))


def add_and_fail(desk) -> None:
    with writing(desk, "community.add", uuid4()) as unit:
        unit.insert(Community, name="和平里", short_name="和平里")
        unit.number("WX", DAY)
        unit.changed("community", 1)
        raise PowerCut


def add_inside_an_act(desk) -> None:
    with writing(desk, "community.add", uuid4()) as unit:
        unit.insert(Community, name="和平里", short_name="和平里")
        add(desk, uuid4(), name="另一个")


def counts(store) -> tuple[int, ...]:
    tables = ("unit", "row_image", "community", "issued_number", "number_counter")
    return tuple(store.run(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)


@pytest.fixture
def heard(store) -> list:
    changes: list = []
    store.bus.subscribe(changes.append)
    return changes


def test_the_same_key_twice_gives_the_first_result_and_writes_once(store, desk, heard):
    key = uuid4()
    first = add(desk, key)
    before = counts(store)

    again = add(desk, key, name="另一个")

    assert again == first == Added(first.community_id, "WX-PQZ-20261115-0001")
    assert counts(store) == before
    assert heard == [[Change("community", first.community_id)]]


def test_a_key_that_was_committed_cannot_be_committed_again(store, desk):
    key = uuid4()
    add(desk, key)
    before = counts(store)

    with pytest.raises(Refused), writing(desk, "community.add", key) as unit:
        unit.insert(Community, name="另一个", short_name="另一个")

    assert counts(store) == before


def test_an_error_leaves_no_row_no_number_no_image_and_no_word(store, desk, heard):
    before = counts(store)

    with pytest.raises(PowerCut):
        add_and_fail(desk)

    assert counts(store) == before
    assert heard == []
    assert add(desk, uuid4()).number == "WX-PQZ-20261115-0001"
    assert verify(store) == []


def test_a_unit_inside_a_unit_is_a_bug_and_both_are_rolled_back(store, desk):
    before = counts(store)

    with pytest.raises(RuntimeError, match="share a step"):
        add_inside_an_act(desk)

    assert counts(store) == before
    assert add(desk, uuid4()).number.endswith("-0001")


def test_a_unit_that_changed_nothing_leaves_nothing(store, desk, heard):
    before = counts(store)

    with writing(desk, "community.look", uuid4()):
        pass

    assert counts(store) == before
    assert heard == []


def test_what_changed_is_told_after_the_commit_when_others_can_see_it(store, desk):
    other = store.sibling()
    seen = []
    store.bus.subscribe(lambda _: seen.extend(other.scalars(Community.select(Community.name))))

    add(desk, uuid4())

    assert seen == ["和平里"]
    other.close()


def test_a_listener_that_fails_hinders_neither_the_act_nor_the_others(store, desk, caplog):
    heard = []

    def fail(_) -> None:
        raise ValueError("listener")

    store.bus.subscribe(fail)
    end = store.bus.subscribe(heard.append)

    with caplog.at_level(logging.ERROR):
        first = add(desk, uuid4())

    assert heard == [[Change("community", first.community_id)]]
    assert "a listener failed" in caplog.text
    end()
    add(desk, uuid4(), name="另一个")
    assert len(heard) == 1


def test_a_listener_may_act_itself(store, desk):
    store.bus.subscribe(lambda changes: len(changes) and add(desk, KEY, name="后续"))
    KEY = uuid4()

    add(desk, uuid4())

    assert set(store.scalars(Community.select(Community.name))) == {"和平里", "后续"}


def test_a_row_somebody_else_changed_is_not_overwritten(store, desk):
    row = add(desk, uuid4()).community_id
    with writing(desk, "community.change", uuid4()) as unit:
        unit.update(Community, row, 1, short_name="先改")

    with pytest.raises(Stale), writing(desk, "community.change", uuid4()) as unit:
        unit.update(Community, row, 1, short_name="后改")

    assert store.tuples(Community.select(Community.short_name, Community.version)) == [("先改", 2)]


def test_a_row_that_is_not_there_is_not_found(desk):
    for expected in (None, 1):
        with pytest.raises(NotFound), writing(desk, "community.change", uuid4()) as unit:
            unit.update(Community, 999, expected, short_name="谁")


def test_without_an_expected_version_the_version_still_counts_up(store, desk):
    row = add(desk, uuid4()).community_id

    with writing(desk, "community.change", uuid4()) as unit:
        unit.update(Community, row, short_name="一")
        unit.update(Community, row, 2, short_name="二")

    assert store.scalar(Community.select(Community.version)) == 3


def test_many_rows_come_back_with_their_ids_in_order(store, desk):
    names = [f"小区{count}" for count in range(50)]

    with writing(desk, "community.import", uuid4()) as unit:
        ids = unit.insert_many(Community, [{"name": name, "short_name": name} for name in names])
        assert unit.insert_many(Community, []) == []

    assert store.scalars(Community.select(Community.name).where(Community.id << ids).order_by(Community.id)) == names
    assert ids == sorted(ids)


def test_numbers_have_no_gap_over_a_rollback_and_start_anew_each_day_and_series(store, desk):
    given = []
    for attempt in range(6):
        try:
            with writing(desk, "test.number", uuid4()) as unit:
                number = unit.number("WX", DAY)
                if attempt % 2:
                    raise PowerCut
        except PowerCut:
            continue
        given.append(number)
    with writing(desk, "test.number", uuid4()) as unit:
        given += [unit.number("WX", DAY + timedelta(days=1)), unit.number("HZ", DAY), unit.number("WX", DAY)]

    assert given == [
        "WX-PQZ-20261115-0001",
        "WX-PQZ-20261115-0002",
        "WX-PQZ-20261115-0003",
        "WX-PQZ-20261116-0001",
        "HZ-PQZ-20261115-0001",
        "WX-PQZ-20261115-0004",
    ]
    assert set(store.scalars(IssuedNumber.select(IssuedNumber.number))) == set(given)
    assert gaps(store) == []


def test_the_number_after_9999_has_five_digits(store, desk):
    store.run(f"INSERT INTO number_counter (series, day, last) VALUES ('WX', '20261115', {9998})")

    with writing(desk, "test.number", uuid4()) as unit:
        assert [unit.number("WX", DAY) for _ in range(2)] == ["WX-PQZ-20261115-9999", "WX-PQZ-20261115-10000"]


def test_counters_are_rebuilt_from_the_numbers_given_out(store, desk):
    for _ in range(3):
        with writing(desk, "test.number", uuid4()) as unit:
            unit.number("WX", DAY)
    store.run("UPDATE number_counter SET last = 1")

    rebuild_counters(store)

    assert store.tuples(NumberCounter.select(NumberCounter.series, NumberCounter.day, NumberCounter.last)) == [
        ("WX", "20261115", 3)
    ]
    with writing(desk, "test.number", uuid4()) as unit:
        assert unit.number("WX", DAY).endswith("-0004")


def test_a_station_without_its_code_gives_no_numbers(tmp_path):
    with desks.opened(tmp_path / "new") as store:
        desk = desks.unfounded_desk(store, desks.FrozenClock(desks.MORNING), None)

        with pytest.raises(Refused, match="站码"), writing(desk, "test.number", uuid4()) as unit:
            unit.number("WX", DAY)


def test_a_first_unit_that_fails_at_its_end_leaves_no_key_behind(tmp_path):
    with desks.opened(tmp_path / "new") as store:
        desk = desks.unfounded_desk(store, desks.FrozenClock(desks.MORNING), None)
        with pytest.raises(Refused), writing(desk, "a" * 61, uuid4()) as unit:
            unit.insert(Community, name="和平里", short_name="和平里")
        with writing(desk, "community.add", uuid4()) as unit:
            unit.insert(Community, name="和平里", short_name="和平里")

        assert verify(store) == []
        assert store.run("SELECT count(*) FROM secret").fetchone()[0] == 3


def test_every_write_leaves_an_image_also_bulk_and_raw_ones_and_all_are_sealed(store, desk):
    with writing(desk, "community.import", uuid4()) as unit:
        unit.insert_many(Community, [{"name": f"小区{count}", "short_name": "同"} for count in range(20)])
        store.run("UPDATE community SET form = '平房'")
        store.run("DELETE FROM community WHERE name = '小区7'")

    images = store.run("SELECT op, count(*) FROM row_image WHERE table_name = 'community' GROUP BY op").fetchall()
    assert {op: count for op, count in images} == {"I": 20, "U": 20, "D": 1}
    first, last = store.run("SELECT first_seq, last_seq FROM unit ORDER BY id DESC LIMIT 1").fetchone()
    assert last - first == 40
    assert verify(store) == []


def test_an_image_says_what_every_column_was(store, desk):
    fill_every_table(desk)

    for table, columns in (
        ("community", {"id", "name", "short_name", "former_names", "form", "voided_at", "version"}),
    ):
        image = json.loads(
            store.run(f"SELECT image FROM row_image WHERE table_name = '{table}' ORDER BY id DESC LIMIT 1").fetchone()[
                0
            ]
        )
        assert set(image) == columns
        row = store.run(f"SELECT {', '.join(image)} FROM {table} ORDER BY id DESC LIMIT 1").fetchone()
        assert list(image.values()) == list(row)


def test_each_unit_says_who_when_what_and_points_to_the_one_before(store, desk):
    add(desk, uuid4())
    key = uuid4()
    desk.clock.advance(timedelta(minutes=5))
    add(desk, key, name="另一个")

    (first, second) = store.run(
        "SELECT mac, prev, key, act, actor_id, actor_name, at FROM unit ORDER BY id DESC LIMIT 2"
    ).fetchall()[::-1]

    assert second[1] == first[0]
    assert second[2:] == (str(key), "community.add", desk.actor.staff_id, desks.CLERK, 1794700800000 + 5 * 60_000)


def test_images_and_logs_never_show_a_person_or_a_key(store, desk):
    with writing(desk, "person.add", uuid4()) as unit:
        person = unit.insert(Person, name="林小燕", phone="13800001234", id_cipher="密文")
        caller = unit.insert(Caller, name="林小燕", phone="13800001234")
        unit.update(Person, person, phone="13800005678")
        unit.update(Caller, caller, name="林大燕")

    everything = "".join(row[0] for row in store.run("SELECT image FROM row_image"))
    for value in ("林小燕", "林大燕", "13800001234", "13800005678", "密文"):
        assert value not in everything
    for (secret,) in store.run("SELECT value FROM secret").fetchall():
        assert secret not in everything


def test_a_personal_value_has_a_digest_that_its_salt_explains(store, desk):
    with writing(desk, "person.add", uuid4()) as unit:
        first = unit.insert(Person, name="林小燕", phone="13800001234")
        second = unit.insert(Person, name="林小燕", phone="13800001234")

    rows = store.run("SELECT salt, name_digest, phone_digest, phone2_digest FROM person ORDER BY id").fetchall()
    assert bytes(rows[0][0]) != bytes(rows[1][0])
    assert [row[1] for row in rows] == [digest(bytes(row[0]), "name", "林小燕") for row in rows]
    assert [row[3] for row in rows] == [None, None]
    assert rows[0][2] != rows[1][2]
    assert (first, second) == (1, 2)


def test_a_personal_value_changed_or_emptied_keeps_its_digest_true(store, desk):
    with writing(desk, "person.add", uuid4()) as unit:
        person = unit.insert(Person, name="林小燕", phone="13800001234", phone2="13800005678")

    with writing(desk, "person.change", uuid4()) as unit:
        unit.update(Person, person, 1, phone="13800009999", phone2=None)

    salt, phone, phone2 = store.run("SELECT salt, phone_digest, phone2_digest FROM person").fetchone()
    assert phone == digest(bytes(salt), "phone", "13800009999")
    assert phone2 is None
    assert verify(store) == []


@pytest.mark.parametrize("model", [Person, Caller], ids=["person", "caller"])
def test_an_erasure_takes_the_values_and_leaves_the_digests(store, desk, model):
    table = model._meta.table_name
    with writing(desk, "person.add", uuid4()) as unit:
        row = unit.insert(model, name="林小燕", phone="13800001234")
    kept = store.run(f"SELECT name_digest, phone_digest FROM {table}").fetchone()

    with writing(desk, "person.erase", uuid4()) as unit:
        unit.erase(model, row)

    assert store.run(f"SELECT name, phone, salt, erased_at FROM {table}").fetchone() == (
        None,
        None,
        None,
        1794700800000,
    )
    assert store.run(f"SELECT name_digest, phone_digest FROM {table}").fetchone() == kept
    assert verify(store) == []
    with pytest.raises(NotFound), writing(desk, "person.change", uuid4()) as unit:
        unit.update(model, row, name="又来")
    with pytest.raises(NotFound), writing(desk, "person.erase", uuid4()) as unit:
        unit.erase(model, 99)


def test_an_erased_value_is_nowhere_in_the_files_any_more(data_folder):
    with desks.opened(data_folder) as store:
        desk = desks.desk_for(store)
        with writing(desk, "person.add", uuid4()) as unit:
            people = unit.insert_many(
                Person, [{"name": f"林小燕{count}", "phone": f"1380000{count:04d}"} for count in range(200)]
            )
        with writing(desk, "person.erase", uuid4()) as unit:
            for person in people:
                unit.erase(Person, person)

        left = [path.name for path in data_folder.glob(f"{FILE_NAME}*") if "林小燕".encode() in path.read_bytes()]

    assert left == []


def test_text_is_cleaned_of_what_no_database_can_hold(store, desk):
    with writing(desk, "community.add", uuid4()) as unit:
        unit.insert(Community, name="和\x00平\ud800里\x07", short_name="左\u202e右\ufeff\r\n\t尾")

    assert store.tuples(Community.select(Community.name, Community.short_name)) == [("和平里", "左右\n\t尾")]
    with writing(desk, "community.change", uuid4()) as unit:
        unit.update(Community, 1, name="和\udfff平")
    assert store.scalar(Community.select(Community.name)) == "和平"
    assert verify(store) == []


def test_a_moment_is_kept_in_milliseconds_and_comes_back_aware(store, desk):
    moment = datetime(2026, 11, 15, 8, 30, 0, 123_456, tzinfo=desks.CHINA)
    fill_every_table(desk)

    with writing(desk, "doubt.settle", uuid4()) as unit:
        unit.update(Doubt, 1, settled_at=moment)

    assert store.run("SELECT settled_at FROM doubt").fetchone()[0] == 1794702600123
    back = store.scalar(Doubt.select(Doubt.settled_at))
    assert back == datetime(2026, 11, 15, 0, 30, 0, 123_000, tzinfo=UTC)
    assert back.utcoffset() == timedelta(0)
    assert store.scalar(Doubt.select(Doubt.id).where(Doubt.settled_at == back)) == 1


def test_a_moment_without_a_zone_is_a_bug_and_saves_nothing(store, desk):
    before = counts(store)

    with pytest.raises(ValueError, match="naive"), writing(desk, "calendar.load", uuid4()) as unit:
        unit.insert(CalendarYear, year=2030, source="国办发", plan="{}", loaded_at=datetime(2026, 1, 1))  # noqa: DTZ001

    assert counts(store) == before
    assert UtcField().db_value(None) is None


def test_derived_rows_are_written_without_images_and_twice_does_no_harm(store, desk):
    before = counts(store)[:2]
    rows = [("hpl", 1, "initials"), ("hepingli", 1, "pinyin")]

    with writing(desk, "search.add", uuid4()) as unit:
        unit.derive_many(SearchKey, rows)
        unit.derive_many(SearchKey, rows)
        unit.derive_many(SearchKey, [])
    with writing(desk, "search.drop", uuid4()) as unit:
        unit.derive_delete(SearchKey, SearchKey.key == "hpl")

    assert store.scalars(SearchKey.select(SearchKey.key)) == ["hepingli"]
    assert counts(store)[:2] == before


def test_defaults_and_empty_columns_are_filled_as_the_model_says(store, desk):
    with writing(desk, "limit.change", uuid4()) as unit:
        unit.insert(
            PolicyOverride,
            policy_id="repair.contact",
            changes="{}",
            valid_from=unit.at,
            reason="试行",
            made_at=unit.at,
        )

    row = store.run("SELECT valid_until, by_id, version FROM policy_override").fetchone()
    assert tuple(row) == (None, None, 1)
    assert store.scalar(Staff.select(Staff.is_manager).where(Staff.badge == "002")) is False


def test_an_unknown_column_is_a_bug(store, desk):
    before = counts(store)

    with pytest.raises(KeyError), writing(desk, "community.add", uuid4()) as unit:
        unit.insert(Community, name="和平里", short_name="和平里", nickname="和")

    assert counts(store) == before


def test_an_act_that_holds_the_database_too_long_is_logged_with_its_name(desk, monkeypatch, caplog):
    monkeypatch.setattr("app.services.kernel.unit.LONGEST_MS", 0)

    with caplog.at_level(logging.WARNING):
        add(desk, uuid4())

    assert "community.add held the database" in caplog.text
    assert "和平里" not in caplog.text


def test_an_act_holds_the_database_from_its_first_moment(data_folder):
    other = dbapi2.connect(str(data_folder / FILE_NAME), isolation_level=None, timeout=0)

    # Else two acts read the same head of the chain, and the later one fails at its first write.
    with (
        desks.opened(data_folder) as store,
        writing(desks.desk_for(store), "community.look", uuid4()),
        pytest.raises(dbapi2.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")

    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_two_stores_of_one_folder_see_each_others_acts(data_folder):
    first, second = open_folder(data_folder).store, open_folder(data_folder).store
    numbers = [add(desks.desk_for(store), uuid4(), name=f"小区{turn}").number[-4:] for turn, store in
               enumerate((first, second, first, second))]  # fmt: skip

    assert numbers == ["0001", "0002", "0003", "0004"]
    assert verify(first) == verify(second) == []
    first.close()
    second.close()
