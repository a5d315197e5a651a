"""Rows of append-only tables can be added, and nothing else, whatever statement is tried."""

import pytest

from app.models.base import ForeignKeyField
from app.models.registry import TABLES
from app.services.kernel.errors import Refused
from tests.support.every_row import another, fill_every_table

APPEND_ONLY = {
    "unit",
    "row_image",
    "matter_event",
    "issued_number",
    "print_record",
    "sheet_return",
    "import_line",
    "information_change",
    "disclosure",
    "export_record",
    "sheet_signature",
    "callback_answers",
    "charge",
    "material",
    "support_request",
    "outage_call",
    "posting",
    "todays_word",
    "opinion_report",
    "opinion_line",
    "card_issue",
    "duty_reading",
    "duty_note",
    "folder_copy",
    "case_file",
}
MODELS = [model for model in TABLES if model.append_only]


def unique_keys(model):
    singles = [(field.column_name,) for field in model._meta.sorted_fields if field.unique or field.primary_key]
    groups = [names for names, unique in model._meta.indexes if unique]
    return singles + [tuple(model._meta.fields[name].column_name for name in names) for names in groups]


def attempts(store, model, row):
    """Statements that would change or remove the row; `row` is what stands there."""
    table = model._meta.table_name
    keys = unique_keys(model)
    name = model._meta.sorted_fields[-1].column_name
    yield f"UPDATE {table} SET {name} = {name}", []
    yield f"DELETE FROM {table}", []
    for key in keys:
        # The same row by this key, another one by every other key.
        fresh = dict(row)
        for field in model._meta.sorted_fields:
            column = field.column_name
            if column not in key and any(column in other for other in keys) and not isinstance(field, ForeignKeyField):
                fresh[column] = another(field, row[column])
        if key != ("id",):
            del fresh["id"]
        into = f"INTO {table} ({', '.join(fresh)}) VALUES ({', '.join([store.mark] * len(fresh))})"
        values = list(fresh.values())
        if store.dialect == "sqlite":
            yield f"INSERT OR REPLACE {into}", values
            yield f"REPLACE {into}", values
        yield f"INSERT {into} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {name} = {table}.{name}", values
    if store.dialect == "postgres":
        yield f"TRUNCATE {table} CASCADE", []


def test_the_tables_that_only_grow_are_these():
    assert {model._meta.table_name for model in MODELS} == APPEND_ONLY


def test_no_statement_changes_or_removes_a_row_that_was_added(store, desk):
    fill_every_table(desk)
    passed, tried = [], 0

    for model in MODELS:
        table = model._meta.table_name
        columns = [field.column_name for field in model._meta.sorted_fields]
        text = f"SELECT {', '.join(columns)} FROM {table} ORDER BY id"
        before = store.run(text).fetchall()
        row = dict(zip(columns, before[-1], strict=True))
        for sql, values in attempts(store, model, row):
            tried += 1
            with pytest.raises(Refused) as refused:
                store.run(sql, values)
            if "added to" not in refused.value.message:
                passed.append((sql, refused.value.message))
        assert store.run(text).fetchall() == before

    assert passed == []
    assert tried > 30


@pytest.mark.postgres
def test_a_truncate_of_another_table_does_not_take_append_only_rows_along(postgres_url):
    from tests.support import desks

    with desks.opened(postgres_url) as store:
        fill_every_table(desks.desk_for(store))

        with pytest.raises(Refused):
            store.run("TRUNCATE matter CASCADE")

        assert store.run("SELECT count(*) FROM matter_event").fetchone()[0] == 2


def test_new_rows_are_still_taken_with_and_without_an_id(store, desk):
    fill_every_table(desk)
    newest = store.run("SELECT max(id) FROM issued_number").fetchone()[0]
    columns = "(number, series, day, value) VALUES ('WX-PQZ-20261115-0002', 'WX', '20261115', 2)"

    store.run(f"INSERT INTO issued_number {columns}")
    store.run("INSERT INTO issued_number (id, number, series, day, value) VALUES (77, 'A', 'WX', '20261115', 3)")

    ids = [row[0] for row in store.run("SELECT id FROM issued_number ORDER BY id")]
    assert ids == [newest, newest + 1, 77]


def test_ids_of_deleted_rows_are_never_given_again(store, desk):
    fill_every_table(desk)
    newest = store.run("SELECT max(id) FROM doubt").fetchone()[0]

    store.run(f"DELETE FROM doubt WHERE id = {newest}")
    store.run("INSERT INTO doubt (premises_id, field, reason, found_at) VALUES (1, 'area', '偏大', 1)")

    assert store.run("SELECT max(id) FROM doubt").fetchone()[0] == newest + 1
