"""Folding every repair's events again and comparing with what is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import ModelSelect

from app.models.matters import Matter
from app.models.repairs import Repair, Visit
from app.services.kernel.store import Store
from app.services.matters.check import differences, histories
from app.services.matters.values import FoldProblem
from app.services.repairs.facts import RepairFacts, VisitFacts, fold
from app.services.repairs.phase import phase
from app.services.repairs.steps import FOLDED, FOLDED_OF_VISIT, KIND, columns, visit_columns

_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Spine:
    id: int
    told_at: datetime
    phase: str
    closed_at: datetime | None


def fold_problems(store: Store) -> list[FoldProblem]:
    """Stored facts of repairs that their events do not lead to."""
    spines = {row.id: row for row in store.rows(_spines(), _Spine)}
    repairs = {row["matter_id"]: row for row in store.rows(_repairs(), _Row)}
    visits: dict[int, dict[int, _Row]] = {}
    for row in store.rows(_visits(), _Row):
        visits.setdefault(row["matter_id"], {})[row["ordinal"]] = row
    found: list[FoldProblem] = []
    for matter_id, events in histories(store, KIND):
        facts = fold(events)
        found += _of_matter(spines[matter_id], facts)
        repair = repairs.get(matter_id)
        if repair is None:
            found.append(FoldProblem("repair", 0, "matter_id", str(matter_id), "空"))
            continue
        found += differences("repair", repair["id"], columns(facts), repair)
        found += _of_visits(matter_id, facts, visits.get(matter_id, {}))
    return found


def _of_matter(spine: _Spine, facts: RepairFacts) -> Iterator[FoldProblem]:
    expected = {"told_at": facts.told_at, "phase": str(phase(facts))}
    stored = {"told_at": spine.told_at, "phase": spine.phase, "closed_at": spine.closed_at}
    expected["closed_at"] = facts.voided_at or facts.archived_at
    yield from differences("matter", spine.id, expected, stored)


def _of_visits(matter_id: int, facts: RepairFacts, rows: dict[int, _Row]) -> Iterator[FoldProblem]:
    known = {visit.ordinal: visit for visit in facts.visits}
    for ordinal in sorted(known.keys() | rows.keys()):
        row = rows.get(ordinal)
        if row is None:
            yield FoldProblem("visit", 0, "ordinal", f"{matter_id}/{ordinal}", "空")
            continue
        expected = visit_columns(known.get(ordinal, VisitFacts(ordinal)))
        yield from differences("visit", row["id"], expected, row)


def _spines() -> "ModelSelect[Matter]":
    return Matter.select(Matter.id, Matter.told_at, Matter.phase, Matter.closed_at).where(Matter.kind == KIND)


def _repairs() -> "ModelSelect[Repair]":
    folded = [name for name in FOLDED if name != "repairer_id"]
    fields = [getattr(Repair, name) for name in folded]
    return Repair.select(Repair.id, Repair.matter.alias("matter_id"), Repair.repairer.alias("repairer_id"), *fields)


def _visits() -> "ModelSelect[Visit]":
    folded = [name for name in FOLDED_OF_VISIT if name != "repairer_id"]
    fields = [getattr(Visit, name) for name in folded]
    return Visit.select(
        Visit.id, Visit.matter.alias("matter_id"), Visit.ordinal, Visit.repairer.alias("repairer_id"), *fields
    )
