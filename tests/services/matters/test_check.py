"""Stored facts follow from the history, and whoever edits one is found."""

import pytest

from app.services.matters.check import fold_problems
from tests.support.repairs import Day


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("repair", "arrived_at", 1),
        ("repair", "visits", 7),
        ("repair", "view", "满意"),
        ("visit", "arrived_at", 1),
        ("visit", "result", "temporary"),
        ("matter", "phase", "已归档"),
        ("matter", "told_at", 1),
        ("matter", "closed_at", 1),
    ],
)
def test_a_fact_edited_behind_the_events_is_named(day: Day, table: str, column: str, value: object) -> None:
    day.finished()
    assert fold_problems(day.desk.store) == []

    with day.desk.store.transaction():
        mark = day.desk.store.mark
        day.desk.store.run(f"UPDATE {table} SET {column} = {mark}", (value,))

    (problem,) = fold_problems(day.desk.store)
    assert (problem.table, problem.row, problem.column) == (table, 1, column)
    assert f"{table} 第 1 行 {column}" in problem.sentence
