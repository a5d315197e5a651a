"""What the models promise, both databases hold: read back from the databases that the migrations have built."""

import importlib
import re
from pathlib import Path

import pytest
from peewee import (
    AutoField,
    BlobField,
    CompositeKey,
    DateTimeField,
    DecimalField,
    DoubleField,
    FloatField,
    ForeignKeyField,
)

from app.models.base import DerivedTable, FlagField, ShortText, Table, UtcField
from app.models.registry import AUDITED, DERIVED, TABLES
from app.services.kernel.store.ddl import build_text
from app.services.kernel.store.migrating import HISTORY
from app.services.kernel.store.postgres import PostgresStore
from app.services.kernel.store.sqlite import SqliteStore
from tests.support import desks

MODELS = (*TABLES, *DERIVED)
GOLDEN = Path(__file__).with_name("triggers.txt")
# Bytes of scans on a server; beside an embedded database they are files.
SERVER_ONLY = {"blob"}


def name_of(model) -> str:
    return model._meta.table_name


@pytest.fixture(scope="module")
def sqlite_built(tmp_path_factory):
    with desks.opened(tmp_path_factory.mktemp("contract") / "data") as store:
        yield store


@pytest.fixture(scope="module")
def postgres_built(postgres_cluster):
    name = postgres_cluster.create()
    with desks.opened(postgres_cluster.url(name)) as store:
        yield store
    postgres_cluster.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def built(request):
    """A database that the migrations have built and nobody has written to."""
    return request.getfixturevalue(f"{request.param}_built")


def tables(store) -> set[str]:
    if store.dialect == "sqlite":
        rows = store.run(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        )
    else:
        rows = store.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {row[0] for row in rows}


def columns(store, table) -> dict[str, tuple[str, bool]]:
    """Type and whether the column may be empty."""
    if store.dialect == "sqlite":
        rows = store.run(f"PRAGMA table_info({table})").fetchall()
        return {name: (kind, not (required or key)) for _, name, kind, required, _, key in rows}
    rows = store.run(
        "SELECT column_name, data_type, is_nullable FROM information_schema.columns WHERE table_name = %s", (table,)
    )
    return {name: (kind, null == "YES") for name, kind, null in rows}


def indexes(store, table) -> set[tuple[tuple[str, ...], bool]]:
    """Columns and uniqueness of every index, the primary key's too."""
    if store.dialect == "sqlite":
        found = {(("id",), True)} if "id" in columns(store, table) else set()
        for _, name, unique, *_ in store.run(f"PRAGMA index_list({table})").fetchall():
            rows = store.run(f"PRAGMA index_info({name})").fetchall()
            found.add((tuple(column for _, _, column in rows), bool(unique)))
        return found
    rows = store.run(
        "SELECT array_agg(a.attname::text ORDER BY k.n), i.indisunique FROM pg_index i "
        "CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k(attnum, n) "
        "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum "
        "WHERE i.indrelid = %s::regclass GROUP BY i.indexrelid, i.indisunique",
        (table,),
    )
    return {(tuple(names), unique) for names, unique in rows}


def wanted_type(dialect, field) -> str:
    if isinstance(field, BlobField):
        return "BLOB" if dialect == "sqlite" else "bytea"
    if isinstance(field, ForeignKeyField | AutoField) or field.field_type in ("INT", "BIGINT"):
        return "INTEGER" if dialect == "sqlite" else "bigint"
    return "TEXT" if dialect == "sqlite" else "text"


def test_migrations_build_exactly_the_tables_of_the_models(built):
    extra = SERVER_ONLY if built.dialect == "postgres" else set()

    assert tables(built) == {name_of(model) for model in MODELS} | {HISTORY} | extra


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_column_has_the_type_and_the_emptiness_of_its_field(built, model):
    wanted = {field.column_name: (wanted_type(built.dialect, field), field.null) for field in model._meta.sorted_fields}

    assert columns(built, name_of(model)) == wanted


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_declared_index_is_there(built, model):
    meta = model._meta
    wanted = {(tuple(meta.fields[name].column_name for name in names), unique) for names, unique in meta.indexes}
    wanted |= {((field.column_name,), True) for field in meta.sorted_fields if field.unique or field.primary_key}
    wanted |= {((field.column_name,), False) for field in meta.sorted_fields if field.index and not field.unique}
    if isinstance(meta.primary_key, CompositeKey):
        wanted.add((tuple(meta.primary_key.field_names), True))
    foreign = {((field.column_name,), False) for field in meta.sorted_fields if isinstance(field, ForeignKeyField)}

    found = indexes(built, name_of(model))

    assert wanted - foreign <= found
    assert found <= wanted | foreign


@pytest.mark.parametrize("model", TABLES, ids=name_of)
def test_every_foreign_key_is_held_and_leads_an_index(built, model):
    table = name_of(model)
    keys = {
        field.column_name: name_of(field.rel_model)
        for field in model._meta.sorted_fields
        if isinstance(field, ForeignKeyField)
    }
    if built.dialect == "sqlite":
        rows = built.run(f"PRAGMA foreign_key_list({table})").fetchall()
        held = {row[3]: (row[2], row[6]) for row in rows}
    else:
        rows = built.run(
            "SELECT a.attname, c.confrelid::regclass::text, c.confdeltype FROM pg_constraint c "
            "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] "
            "WHERE c.contype = 'f' AND c.conrelid = %s::regclass",
            (table,),
        )
        held = {column: (target, {"r": "RESTRICT"}.get(rule, rule)) for column, target, rule in rows}

    assert held == {column: (target, "RESTRICT") for column, target in keys.items()}
    assert set(keys) <= {names[0] for names, _ in indexes(built, table)}


def parts_of(text: str) -> list[str]:
    """What stands between the commas of a CREATE TABLE, in any order."""
    depth, part, found = 0, "", []
    for letter in re.sub(r"\s+", " ", text[text.index("(") + 1 : text.rindex(")")]):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            found.append(part.strip())
            part = ""
        else:
            part += letter
    return sorted([*found, part.strip()])


def everything(store) -> dict:
    """The whole schema as the database tells it: checks, defaults, triggers and functions too."""
    if store.dialect == "sqlite":
        rows = store.run("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        return {
            (kind, name): parts_of(sql) if kind == "table" else re.sub(r"\s+", " ", sql)
            for kind, name, sql in rows
            if HISTORY not in name and not name.startswith("sqlite_")
        }
    queries = (
        "SELECT 'column', table_name || '.' || column_name, data_type, is_nullable, column_default, collation_name, "
        "is_identity FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT 'constraint', conrelid::regclass::text || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace",
        "SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT 'function', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    )
    found = [row for query in queries for row in store.run(query).fetchall()]
    ours = [row for row in found if not row[1].startswith((HISTORY, *SERVER_ONLY))]
    return {(kind, name): rest for kind, name, *rest in ours}


def test_migrations_build_to_the_letter_what_the_models_describe(built, request, tmp_path):
    if built.dialect == "sqlite":
        described = SqliteStore(tmp_path / "described.db")
    else:
        described = PostgresStore(request.getfixturevalue("empty_postgres_url"))
    for statement in build_text(built.dialect, MODELS):
        described.run(statement)

    wanted, found = everything(described), everything(built)

    described.close()
    assert found.keys() == wanted.keys()
    assert [(key, found[key], wanted[key]) for key in wanted if found[key] != wanted[key]] == []


def test_sqlite_tables_are_strict_and_their_ids_are_never_reused(sqlite_built):
    strict = {row[1]: row[5] for row in sqlite_built.run("PRAGMA table_list").fetchall() if row[0] == "main"}
    for model in MODELS:
        assert strict[name_of(model)] == 1
    for model in TABLES:
        text = sqlite_built.run("SELECT sql FROM sqlite_master WHERE name = ?", (name_of(model),)).fetchone()[0]
        assert "PRIMARY KEY AUTOINCREMENT" in text


@pytest.mark.postgres
def test_postgres_ids_are_identities_and_numbers_compare_by_code_point(postgres_built):
    rows = postgres_built.run(
        "SELECT table_name, column_name, is_identity, collation_name FROM information_schema.columns "
        "WHERE table_schema = 'public'"
    ).fetchall()
    kinds = {(table, column): (identity, collation) for table, column, identity, collation in rows}

    for model in TABLES:
        assert kinds[name_of(model), "id"][0] == "YES"
    for model in MODELS:
        for field in model._meta.sorted_fields:
            if getattr(field, "bytewise", False):
                assert kinds[name_of(model), field.column_name][1] == "C"


def test_every_trigger_is_the_one_listed_by_name(built):
    listed_names = GOLDEN.read_text(encoding="utf-8").split(f"[{built.dialect}]\n")[1].split("\n\n")[0].split()

    assert sorted(built.triggers()) == listed_names


@pytest.mark.parametrize("model", TABLES, ids=name_of)
def test_a_table_is_audited_or_is_the_record_itself(built, model):
    table = name_of(model)
    images = {name for name in built.triggers() if name.startswith(f"{table}_image")}
    made = {f"{table}_image_insert", f"{table}_image_update", f"{table}_image_delete"}

    if table in ("unit", "row_image"):
        assert not images - {"row_image_no_update"}
        assert model.append_only
    else:
        assert model in AUDITED
        assert images == (made if built.dialect == "sqlite" else {f"{table}_image"})


@pytest.mark.parametrize("model", TABLES, ids=name_of)
def test_a_table_counts_its_versions_or_only_grows(model):
    names = {field.column_name for field in model._meta.sorted_fields}

    assert ("version" in names) is not model.append_only


@pytest.mark.parametrize("model", DERIVED, ids=name_of)
def test_a_derived_table_carries_no_trigger_and_names_the_function_that_makes_it_anew(built, model):
    module, _, function = model.rebuilt_by.rpartition(".")

    assert callable(getattr(importlib.import_module(module), function))
    assert not [name for name in built.triggers() if name.startswith(f"{name_of(model)}_")]


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_no_column_holds_a_float_a_decimal_or_a_zoneless_time(model):
    for field in model._meta.sorted_fields:
        assert not isinstance(field, DateTimeField | DecimalField | FloatField | DoubleField)
        if field.column_name.endswith("_at") or field.column_name in ("at", "waiting_until"):
            assert isinstance(field, UtcField)


@pytest.mark.parametrize("model", TABLES, ids=name_of)
def test_short_texts_and_flags_are_checked_by_the_database(built, model):
    if built.dialect == "sqlite":
        text = built.run("SELECT sql FROM sqlite_master WHERE name = ?", (name_of(model),)).fetchone()[0]
    else:
        rows = built.run(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass",
            (name_of(model),),
        )
        text = " ".join(row[0] for row in rows)

    for field in model._meta.sorted_fields:
        if isinstance(field, ShortText):
            assert re.search(rf'length\("?{field.column_name}"?\) <= {field.max_length}\b', text)
        if isinstance(field, FlagField):
            assert re.search(rf"\b{field.column_name} (IN \(0, 1\)|= ANY)", text)


def test_every_model_of_the_package_is_registered():
    known = set(MODELS)

    def below(base):
        return {leaf for child in base.__subclasses__() for leaf in (below(child) | {child})}

    ours = {
        model for base in (Table, DerivedTable) for model in below(base) if model.__module__.startswith("app.models")
    }
    assert ours == known
    names = [name_of(model) for model in MODELS]
    assert len(names) == len(set(names))
