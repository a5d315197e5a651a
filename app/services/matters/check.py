"""Do the stored facts follow from the history? Asked by `verify` for every kind of matter."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from app.models.base import Table
from app.models.matters import Matter
from app.services.kernel.store import Store
from app.services.kernel.times import china
from app.services.kinds import all_kinds
from app.services.matters.events import EffectiveEvent, EventRow, effective, event_rows
from app.services.matters.facts import Standing
from app.services.matters.handing import owner_of
from app.services.matters.merging import main_of
from app.services.matters.values import FoldProblem

_SLICE = 500
_Row = dict[str, Any]


def fold_problems(store: Store) -> list[FoldProblem]:
    """Every stored fact that the events of its matter do not lead to; empty when the books agree."""
    kinds = all_kinds()
    problems = [problem for kind in kinds for problem in kind.fold_problems(store)]
    return [*problems, *(problem for kind in kinds for problem in _spine_problems(store, kind.name))]


def _spine_problems(store: Store, kind: str) -> Iterator[FoldProblem]:
    """Who answers for a matter and which one it follows are facts of the spine, whatever the kind."""
    main = Matter.alias("main")
    query = (
        Matter.select(Matter.id, Matter.owner, main.number)
        .left_outer_join(main, on=(main.id == Matter.merged_into))
        .where(Matter.kind == kind)
    )
    stored = {row_id: (owner_id, number) for row_id, owner_id, number in store.tuples(query)}
    for matter_id, events in histories(store, kind):
        owner_id, number = stored[matter_id]
        expected = {"owner_id": owner_of(events), "merged_into": main_of(events) or None}
        yield from differences("matter", matter_id, expected, {"owner_id": owner_id, "merged_into": number})


def kind_problems(
    store: Store,
    kind: str,
    table: type[Table],
    fold: Callable[[list[EffectiveEvent]], Standing],
    stored: Callable[[Any], Mapping[str, Any]],
) -> list[FoldProblem]:
    """Facts of a kind that the spine and the kind's own table do not hold as the events lead to them.

    `stored` names the columns of the kind's own table with what the folded facts put there.
    """
    spine = Matter.select(Matter.id, Matter.told_at, Matter.phase, Matter.closed_at).where(Matter.kind == kind)
    matters = {row["id"]: row for row in store.rows(spine, _Row)}
    own: Any = table
    columns = [getattr(own, name) for name in stored(fold([]))]
    kept = store.rows(own.select(own.id, own.matter.alias("matter_id"), *columns), _Row)
    rows = {row["matter_id"]: row for row in kept}
    found: list[FoldProblem] = []
    for matter_id, events in histories(store, kind):
        facts = fold(events)
        spine_of = {"told_at": facts.told_at, "phase": str(facts.phase), "closed_at": facts.closed_at}
        found += differences("matter", matter_id, spine_of, matters[matter_id])
        found += differences(own._meta.table_name, rows[matter_id]["id"], stored(facts), rows[matter_id])
    return found


def histories(store: Store, kind: str) -> Iterator[tuple[int, list[EffectiveEvent]]]:
    """The effective events of each matter of the kind, some hundred matters at a time."""
    ids = store.scalars(Matter.select(Matter.id).where(Matter.kind == kind).order_by(Matter.id))
    for start in range(0, len(ids), _SLICE):
        part = ids[start : start + _SLICE]
        by_matter: dict[int, list[EventRow]] = {matter_id: [] for matter_id in part}
        for row in event_rows(store, part):
            by_matter[row.matter_id].append(row)
        for matter_id, rows in by_matter.items():
            yield matter_id, effective(rows)


def differences(
    table: str, row_id: int, expected: Mapping[str, Any], found: Mapping[str, Any]
) -> Iterator[FoldProblem]:
    """One problem per column in which the row is not what it should be."""
    for column, value in expected.items():
        if found[column] != value:
            yield FoldProblem(table, row_id, column, _shown(value), _shown(found[column]))


def _shown(value: Any) -> str:
    if value is None:
        return "空"
    if isinstance(value, datetime):
        return f"{china(value):%Y-%m-%d %H:%M:%S}"
    return str(value)
