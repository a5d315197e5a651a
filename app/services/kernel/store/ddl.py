"""The text of tables, indexes and triggers for both databases, derived from the models.

Used to write a migration's two texts and to check that migrations build what the models describe;
a released migration is frozen text and never calls this.
"""

from collections.abc import Iterator
from typing import Any

from peewee import AutoField, BigIntegerField, BlobField, CharField, Field, ForeignKeyField, IntegerField, Model

from app.models.base import FlagField, ShortText, Table

POSTGRES_FUNCTIONS = (
    """CREATE FUNCTION write_image() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO row_image (table_name, row_id, op, image) VALUES (TG_TABLE_NAME, OLD.id, 'D', '{}');
    RETURN OLD;
  END IF;
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES (TG_TABLE_NAME, NEW.id, left(TG_OP, 1), (to_jsonb(NEW) - coalesce(TG_ARGV, '{}'))::text);
  RETURN NEW;
END $$""",
    """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING MESSAGE = 'append-only: only new rows may be added to ' || TG_TABLE_NAME;
END $$""",
)


def build_text(dialect: str, models: tuple[type[Model], ...]) -> tuple[str, ...]:
    """All statements that build the models' tables, indexes and triggers."""
    statements: list[str] = list(POSTGRES_FUNCTIONS) if dialect == "postgres" else []
    for model in models:
        statements.append(table_text(dialect, model))
        statements.extend(index_texts(model))
        if issubclass(model, Table):
            statements.extend(trigger_texts(dialect, model).values())
    return tuple(statements)


def image_columns(model: type[Table]) -> tuple[str, ...]:
    """The columns an image lists: all but erasable values and secrets."""
    hidden = {*model.personal, *model.unlogged}
    return tuple(field.column_name for field in model._meta.sorted_fields if field.column_name not in hidden)


def image_expression(dialect: str, model: type[Table], row: str) -> str:
    """SQL that makes a row's image, as the triggers write it and as verify compares it."""
    if dialect == "sqlite":
        return "json_object(" + ", ".join(f"'{name}', {row}.{name}" for name in image_columns(model)) + ")"
    hidden = ",".join((*model.personal, *model.unlogged))
    return f"(to_jsonb({row}) - '{{{hidden}}}'::text[])::text"


def table_text(dialect: str, model: type[Model]) -> str:
    """CREATE TABLE, STRICT on SQLite."""
    meta: Any = model._meta
    parts = [_column_text(dialect, field) for field in meta.sorted_fields]
    if meta.composite_key:
        parts.append(f"PRIMARY KEY ({', '.join(meta.primary_key.field_names)})")
    parts.extend(check.sql for check in meta.constraints or ())
    body = ",\n  ".join(parts)
    tail = ") STRICT" if dialect == "sqlite" else ")"
    if dialect == "sqlite" and meta.composite_key:
        tail = ") STRICT, WITHOUT ROWID"
    return f"CREATE TABLE {meta.table_name} (\n  {body}\n{tail}"


def index_texts(model: type[Model]) -> Iterator[str]:
    """CREATE INDEX for declared indexes and for every foreign key that no other index leads with."""
    meta = model._meta
    leading = set()
    for names, unique in meta.indexes:
        columns = [meta.fields[name].column_name for name in names]
        leading.add(columns[0])
        yield _index_text(meta.table_name, columns, unique=unique)
    for field in meta.sorted_fields:
        single = field.index or isinstance(field, ForeignKeyField)
        if single and not field.unique and not field.primary_key and field.column_name not in leading:
            yield _index_text(meta.table_name, [field.column_name], unique=False)


def trigger_texts(dialect: str, model: type[Table]) -> dict[str, str]:
    """The triggers of a table by name: images, and refusals where rows may only be added."""
    texts: dict[str, str] = {}
    if model.append_only:
        texts |= _refusals(dialect, model)
    if model.audited:
        texts |= _images(dialect, model)
    return texts


def _images(dialect: str, model: type[Table]) -> dict[str, str]:
    table = model._meta.table_name
    if dialect == "postgres":
        hidden = ", ".join(f"'{name}'" for name in (*model.personal, *model.unlogged))
        name = f"{table}_image"
        return {
            name: f"CREATE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON {table}\n"
            f"FOR EACH ROW EXECUTE FUNCTION write_image({hidden})"
        }
    image = image_expression(dialect, model, "NEW")
    made = {}
    for op, row, value in (("INSERT", "NEW", image), ("UPDATE", "NEW", image), ("DELETE", "OLD", "'{}'")):
        name = f"{table}_image_{op.lower()}"
        made[name] = (
            f"CREATE TRIGGER {name} AFTER {op} ON {table} BEGIN\n"
            f"  INSERT INTO row_image (table_name, row_id, op, image)\n"
            f"  VALUES ('{table}', {row}.id, '{op[0]}', {value});\nEND"
        )
    return made


def _refusals(dialect: str, model: type[Table]) -> dict[str, str]:
    table = model._meta.table_name
    if dialect == "postgres":
        row, whole = f"{table}_append_only", f"{table}_no_truncate"
        return {
            row: f"CREATE TRIGGER {row} BEFORE UPDATE OR DELETE ON {table}\n"
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            whole: f"CREATE TRIGGER {whole} BEFORE TRUNCATE ON {table}\n"
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        }
    raised = f"SELECT RAISE(ABORT, 'append-only: only new rows may be added to {table}')"
    made = {}
    for op in ("UPDATE", "DELETE"):
        name = f"{table}_no_{op.lower()}"
        made[name] = f"CREATE TRIGGER {name} BEFORE {op} ON {table} BEGIN\n  {raised};\nEND"
    # INSERT OR REPLACE deletes the row it collides with, by any unique key, without firing the other two.
    name = f"{table}_no_replace"
    same = " OR ".join(" AND ".join(f"{column} = NEW.{column}" for column in key) for key in _unique_keys(model))
    made[name] = (
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table}\n"
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN\n  {raised};\nEND"
    )
    return made


def _unique_keys(model: type[Table]) -> list[list[str]]:
    meta = model._meta
    singles = [[field.column_name] for field in meta.sorted_fields if field.primary_key or field.unique]
    return singles + [[meta.fields[name].column_name for name in names] for names, unique in meta.indexes if unique]


def _column_text(dialect: str, field: Field) -> str:
    name = field.column_name
    if isinstance(field, AutoField):
        if dialect == "sqlite":
            return f"{name} INTEGER PRIMARY KEY AUTOINCREMENT"
        return f"{name} BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"
    words = [name, _type_text(dialect, field)]
    if dialect == "postgres" and getattr(field, "bytewise", False):
        words.append('COLLATE "C"')
    if not field.null:
        words.append("NOT NULL")
    if field.default is not None:
        words.append(f"DEFAULT {_literal(field.default)}")
    if field.unique:
        words.append("UNIQUE")
    if isinstance(field, ForeignKeyField):
        words.append(f"REFERENCES {field.rel_model._meta.table_name} (id) ON DELETE {field.on_delete}")
    if isinstance(field, ShortText):
        words.append(f"CHECK (length({name}) <= {field.max_length})")
    if isinstance(field, FlagField):
        words.append(f"CHECK ({name} IN (0, 1))")
    words.extend(check.sql for check in field.constraints or ())
    return " ".join(words)


def _type_text(dialect: str, field: Field) -> str:
    if isinstance(field, BlobField):
        return "BLOB" if dialect == "sqlite" else "BYTEA"
    if isinstance(field, IntegerField | BigIntegerField | ForeignKeyField):
        return "INTEGER" if dialect == "sqlite" else "BIGINT"
    if isinstance(field, CharField) or field.field_type == "TEXT":
        return "TEXT"
    raise TypeError(f"{field.model.__name__}.{field.name}: {field.field_type} has no place in a table")


def _literal(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(int(value))  # type: ignore[call-overload]


def _index_text(table: str, columns: list[str], *, unique: bool) -> str:
    kind = "UNIQUE INDEX" if unique else "INDEX"
    return f"CREATE {kind} {table}_{'_'.join(columns)} ON {table} ({', '.join(columns)})"
