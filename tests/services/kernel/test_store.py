"""The store speaks in the clerk's sentences on both databases, and belongs to one thread."""

import threading
from uuid import uuid4

import psycopg
import pytest
from peewee import InterfaceError
from sqlcipher3 import dbapi2

from app.models.premises import Community
from app.models.registry import DERIVED, TABLES
from app.models.station import Staff
from app.services.kernel.errors import Busy, Damaged, Full, Gone, ReadOnly, Refused
from app.services.kernel.store.among import Among
from app.services.kernel.store.errors import translate
from app.services.kernel.store.opening import FILE_NAME, open_folder
from app.services.kernel.store.sqlite import SAFE_WAL_VERSION, SqliteStore, wal_is_safe
from app.services.kernel.unit import writing
from tests.support import desks


class DriverError(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(f"driver says {code}")
        self.sqlite_errorcode = code


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (5, Busy),  # BUSY
        (517, Busy),  # BUSY_SNAPSHOT
        (6, Busy),  # LOCKED
        (13, Full),  # FULL
        (11, Damaged),  # CORRUPT
        (26, Damaged),  # NOTADB
        (8, ReadOnly),  # READONLY
        (1544, ReadOnly),  # READONLY_DIRECTORY
        (10, Gone),  # IOERR
        (266, Gone),  # IOERR_READ
        (14, Gone),  # CANTOPEN
        (275, Refused),  # CONSTRAINT_CHECK
        (2067, Refused),  # CONSTRAINT_UNIQUE
    ],
)
def test_each_code_of_the_embedded_database_is_a_kind_of_sentence(code, kind):
    said = translate(DriverError(code))

    assert type(said) is kind
    assert said.message.endswith("。")


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("08006", Gone),
        ("57P01", Gone),
        ("57P03", Gone),
        ("53100", Full),
        ("53300", Full),
        ("55P03", Busy),
        ("57014", Busy),
        ("40001", Busy),
        ("40P01", Busy),
        ("25006", ReadOnly),
        ("XX001", Damaged),
        ("23505", Refused),
        ("23514", Refused),
        ("P0001", Refused),
    ],
)
def test_each_state_of_the_server_is_a_kind_of_sentence(state, kind):
    said = translate(psycopg.errors.lookup(state)("the server's own words"))

    assert type(said) is kind
    assert said.message.endswith("。")


@pytest.mark.parametrize("state", ["42601", "42P01", "42703", "22P02"])
def test_a_wrong_statement_stays_a_bug(state):
    assert translate(psycopg.errors.lookup(state)("syntax")) is None
    assert translate(DriverError(1)) is None
    assert translate(KeyError("column")) is None


def test_a_wrong_statement_flies_as_the_drivers_own_error(store):
    with pytest.raises((dbapi2.Error, psycopg.Error)):
        store.run("SELECT nothing FROM nowhere")


def test_a_broken_constraint_is_refused_by_name(store, desk):
    with writing(desk, "community.add", uuid4()) as unit:
        unit.insert(Community, name="和平里", short_name="和平里")

    with pytest.raises(Refused) as refused, writing(desk, "community.add", uuid4()) as unit:
        unit.insert(Community, name="和平里", short_name="另一个")

    assert refused.value.constraint in ("community.name", "community_name_key")
    assert refused.value.constraint in refused.value.message


def test_text_longer_than_its_column_is_refused_on_both(desk):
    with writing(desk, "community.add", uuid4()) as unit:
        unit.insert(Community, name="里" * 60, short_name="里" * 60)

    with pytest.raises(Refused), writing(desk, "community.add", uuid4()) as unit:
        unit.insert(Community, name="里" * 61, short_name="里")


def test_a_database_held_by_another_program_is_busy_and_works_again_after_it(data_folder):
    with desks.opened(data_folder) as store:
        desk = desks.desk_for(store)
        other = dbapi2.connect(str(data_folder / FILE_NAME), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(Busy), writing(desk, "community.add", uuid4()) as unit:
            unit.insert(Community, name="和平里", short_name="和平里")
        other.execute("ROLLBACK")
        other.close()

        with writing(desk, "community.add", uuid4()) as unit:
            unit.insert(Community, name="和平里", short_name="和平里")
        assert store.scalars(Community.select(Community.name)) == ["和平里"]


@pytest.mark.postgres
def test_a_server_held_by_another_desk_is_busy_and_works_again_after_it(postgres_url):
    with desks.opened(postgres_url) as store, desks.opened(postgres_url) as other:
        desk = desks.desk_for(store)
        store.run("SET lock_timeout = 100")

        with pytest.raises(Busy), other.transaction(), writing(desk, "community.add", uuid4()) as unit:
            unit.insert(Community, name="和平里", short_name="和平里")

        with writing(desk, "community.add", uuid4()) as unit:
            unit.insert(Community, name="和平里", short_name="和平里")
        assert store.scalars(Community.select(Community.name)) == ["和平里"]


def damage_the_page_that_holds(data_folder, text):
    path = data_folder / FILE_NAME
    body = bytearray(path.read_bytes())
    page = body.index(text.encode()) // 4096 * 4096
    body[page : page + 512] = b"\xff" * 512
    path.write_bytes(body)


def test_a_damaged_page_is_told_as_damage_also_when_it_is_read_late(data_folder):
    with desks.opened(data_folder) as store, writing(desks.desk_for(store), "community.add", uuid4()) as unit:
        unit.insert_many(Community, [{"name": f"小区{count}", "short_name": f"页{count:04d}"} for count in range(1000)])
    damage_the_page_that_holds(data_folder, "页0900楼房")
    store = SqliteStore(data_folder / FILE_NAME)

    names = store.run("SELECT short_name FROM community")
    assert names.fetchone() == ("页0000",)
    with pytest.raises(Damaged):
        names.fetchall()
    with pytest.raises(Damaged):
        store.scalars(Community.select(Community.short_name))
    store.close()


def test_a_store_opened_for_reading_refuses_to_write(data_folder):
    store = SqliteStore(data_folder / FILE_NAME, read_only=True)

    with pytest.raises(ReadOnly):
        store.run("UPDATE staff SET phone = ''")
    assert store.scalar(Staff.select(Staff.name).where(Staff.badge == "001")) == desks.MANAGER
    store.close()


def test_another_thread_is_turned_away_and_served_by_a_sibling(store):
    heard = []

    def elsewhere() -> None:
        for attempt in (
            lambda: store.run("SELECT 1"),
            lambda: store.scalar(Staff.select(Staff.name)),
            lambda: store.insert_rows("", [()]),
        ):
            try:
                attempt()
            except RuntimeError as error:
                heard.append(str(error))
        sibling = store.sibling()
        heard.append(sibling.scalar(Staff.select(Staff.name).where(Staff.badge == "001")))
        sibling.close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()

    assert len(heard) == 4
    assert all("sibling" in words for words in heard[:3])
    assert heard[3] == desks.MANAGER


@pytest.mark.parametrize("model", [*TABLES, *DERIVED], ids=lambda model: model._meta.table_name)
def test_a_model_alone_reaches_no_database(model):
    assert model._meta.database is None
    with pytest.raises(InterfaceError):
        model.create()
    with pytest.raises(InterfaceError):
        list(model.select())


def test_reads_fill_rows_and_convert_by_the_columns_fields(store, desk):
    with writing(desk, "test.rows", uuid4()) as unit:
        unit.insert(Community, name="和平里", short_name="和平")

    query = Community.select(Community.name, Community.short_name)

    assert store.rows(query, dict) == [{"name": "和平里", "short_name": "和平"}]
    assert store.first(query, dict) == {"name": "和平里", "short_name": "和平"}
    assert store.first(query.where(Community.name == "没有"), dict) is None
    assert store.tuples(query) == [("和平里", "和平")]
    assert store.scalars(query) == ["和平里"]
    assert store.scalar(query.where(Community.name == "没有")) is None
    assert store.scalar(Staff.select(Staff.is_manager).where(Staff.badge == "001")) is True


def test_the_data_version_moves_when_another_connection_commits(store):
    other = store.sibling()
    before = store.data_version()

    with writing(desks.desk_for(other), "community.add", uuid4()) as unit:
        unit.insert(Community, name="和平里", short_name="和平里")

    assert store.data_version() != before
    other.close()


def test_the_embedded_database_is_new_enough_for_its_write_ahead_log(data_folder):
    assert wal_is_safe()
    assert dbapi2.sqlite_version_info >= SAFE_WAL_VERSION
    with desks.opened(data_folder) as store:
        pragmas = {
            name: store.run(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "synchronous", "secure_delete")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "secure_delete": 1}


def test_an_older_bundled_sqlite_falls_back_to_the_rollback_journal(tmp_path, monkeypatch):
    monkeypatch.setattr("app.services.kernel.store.sqlite.SAFE_WAL_VERSION", (99, 0, 0))

    store = open_folder(tmp_path).store

    assert store.run("PRAGMA journal_mode").fetchone()[0] == "delete"
    store.close()


def test_rows_are_found_among_many_plain_values(store):
    found = store.scalars(Staff.select(Staff.name).where(Among(Staff.badge, {"001", "101", "x"}), Staff.id > 1))

    assert found == [desks.REPAIRERS[0]]
    with pytest.raises(ValueError, match="nothing"):
        Among(Staff.badge, [])
