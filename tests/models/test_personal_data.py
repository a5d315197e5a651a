"""Every column is classified: docs/architecture/personal-data.md says where people are, and says it of all columns."""

from collections import Counter
from pathlib import Path

import pytest

from app.models.base import BytesField
from app.models.registry import DERIVED, TABLES

DOCUMENT = Path(__file__).parents[2] / "docs" / "architecture" / "personal-data.md"
CLASSES = {"erasable", "digest", "elsewhere", "none"}


def classified() -> list[tuple[str, str, str]]:
    """Table, column and class of every line of the document's first table."""
    section = DOCUMENT.read_text(encoding="utf-8").partition("## Columns")[2].partition("\n## ")[0]
    found = []
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3 and cells[1] in CLASSES:
            found += [(cells[0], column.strip(), cells[1]) for column in cells[2].split(",")]
    return found


def columns_of(table: str, kind: str) -> set[str]:
    return {column for name, column, sort in classified() if (name, sort) == (table, kind)}


def test_every_column_of_every_table_is_classified_once_and_nothing_else_is():
    wanted = {
        (model._meta.table_name, field.column_name)
        for model in (*TABLES, *DERIVED)
        for field in model._meta.sorted_fields
    }
    counted = Counter((table, column) for table, column, _ in classified())

    assert wanted - counted.keys() == set()
    assert counted.keys() - wanted == set()
    assert [place for place, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.table_name)
def test_what_is_called_erasable_can_be_erased_and_has_its_digest(model):
    table = model._meta.table_name
    names = {field.column_name: field for field in model._meta.sorted_fields}

    assert columns_of(table, "erasable") == set(model.personal)
    assert columns_of(table, "digest") == {f"{name}_digest" for name in model.personal} | ({"salt"} & names.keys())
    for name in model.personal:
        assert names[name].null
        assert names[f"{name}_digest"].null
    if model.personal:
        assert isinstance(names["salt"], BytesField)
        assert names["salt"].null
        assert "salt" in model.unlogged
        assert "erased_at" in names


def test_nothing_named_like_a_person_is_called_impersonal():
    telling = (
        "phone",
        "id_number",
        "id_cipher",
        "address",
        "words",
        "note",
        "signer",
        "witness",
        "initials",
        "pin_hash",
    )
    station = {"repair_phone", "complaint_phone"}

    missed = [
        (table, column)
        for table, column, kind in classified()
        if kind == "none" and column not in station and any(word in column for word in telling)
    ]

    assert missed == []


def test_the_document_names_every_place_outside_the_tables():
    outside = DOCUMENT.read_text(encoding="utf-8").partition("## Outside the tables")[2]

    for place in ("blobs/", "blob", "PDF", "exports", "backups/", "logs/"):
        assert place in outside
