"""Taking one unit of an import back: what it made is voided, what it changed gets its earlier values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.models.matters import Matter
from app.models.people import Person
from app.models.premises import Building, Community, Contact, Doubt, Premises, SeasonAccount
from app.services.customers.finding.index import rekey
from app.services.customers.importing.dependents import held
from app.services.customers.importing.steps import UNDONE
from app.services.kernel.restoring import RowBefore, Span, restore, rows_before, same_rows
from app.services.kernel.store import Store
from app.services.kernel.unit import Unit

TOUCHED = (Community, Building, Premises, Contact, SeasonAccount, Doubt)


@dataclass(frozen=True, slots=True)
class LinesUndone:
    """What taking one unit back did; `kept` premises were worked on since, so they stay as they are: `held`, by id."""

    voided: int = 0
    restored: int = 0
    accounts: int = 0
    doubts: int = 0
    kept: int = 0
    held: str = ""


class Undoing:
    """Takes the rows of one import unit back inside another unit."""

    def __init__(self, unit: Unit, void_reason: str) -> None:
        self._unit = unit
        self._reason = void_reason[:200]
        self._restored: set[int] = set()
        self._touched: set[int] = set()

    def take_back(self, span: Span) -> LinesUndone:
        """Premises that somebody has worked on since stay whole, with their people, and are counted."""
        rows = rows_before(self._unit.store, span, TOUCHED)
        standing = held(self._unit.store, rows)
        rows = [row for row in rows if _premises_of(row) not in standing]
        voided = self._premises(same_rows(rows, Premises))
        self._contacts(same_rows(rows, Contact))
        accounts = self._accounts(same_rows(rows, SeasonAccount))
        doubts = self._doubts(same_rows(rows, Doubt))
        self._void_empty(Building, same_rows(rows, Building), _in_building)
        self._void_empty(Community, same_rows(rows, Community), _in_community)
        premises_ids = sorted(self._touched)
        rekey(self._unit, premises_ids)
        for premises_id in premises_ids:
            self._unit.changed("premises", premises_id)
        return LinesUndone(
            voided, len(self._restored), accounts, doubts, len(standing), " ".join(map(str, sorted(standing)))
        )

    def _premises(self, rows: Sequence[RowBefore]) -> int:
        voided = 0
        for row in rows:
            self._touched.add(row.row_id)
            if row.before is None or row.before.get("voided_at") is not None:
                # Made by the import, or voided before and brought back by it.
                values = dict(row.before or {}) | {"voided_at": self._unit.at, "void_reason": self._reason}
                self._unit.update(Premises, row.row_id, None, **values)
                voided += 1
            else:
                restore(self._unit, row)
                self._restored.add(row.row_id)
        return voided

    def _contacts(self, rows: Sequence[RowBefore]) -> None:
        people = [(row.before or {}).get("person_id", row.after["person_id"]) for row in rows]
        erased = _erased(self._unit.store, [*people, *(row.after["person_id"] for row in rows)])
        for row in rows:
            premises_id = row.after["premises_id"]
            self._touched.add(premises_id)
            if row.changed_since:
                # Only an erasure comes as far as here; an erased person's contacts have ended for good.
                continue
            if row.before is None:
                self._unit.update(Contact, row.row_id, None, voided_at=self._unit.at)
            elif row.before.get("person_id", row.after["person_id"]) not in erased:
                restore(self._unit, row)
                self._restored.add(premises_id)

    def _accounts(self, rows: Sequence[RowBefore]) -> int:
        voided = 0
        for row in rows:
            if row.before is None or row.before.get("voided_at") is not None:
                self._unit.update(
                    SeasonAccount, row.row_id, None, **(dict(row.before or {}) | {"voided_at": self._unit.at})
                )
                voided += 1
            else:
                restore(self._unit, row)
                self._restored.add(row.after["premises_id"])
        return voided

    def _doubts(self, rows: Sequence[RowBefore]) -> int:
        settled = 0
        for row in rows:
            if row.changed_since:
                continue
            if row.before is None:
                self._unit.update(Doubt, row.row_id, None, settled_at=self._unit.at, settlement=UNDONE)
                settled += 1
            else:
                restore(self._unit, row)
        return settled

    def _void_empty(self, model: Any, rows: Sequence[RowBefore], is_used: Any) -> None:
        for row in rows:
            if not row.changed_since and not is_used(self._unit.store, row.row_id):
                self._unit.update(model, row.row_id, None, voided_at=self._unit.at)
                self._unit.changed(model._meta.table_name, row.row_id)


def _premises_of(row: RowBefore) -> int | None:
    return row.row_id if row.table == Premises._meta.table_name else row.after.get("premises_id")


def _erased(store: Store, person_ids: Sequence[int]) -> set[int]:
    if not person_ids:
        return set()
    query = Person.select(Person.id).where(Person.id.in_(list(person_ids)), Person.erased_at.is_null(False))
    return set(store.scalars(query))


def _in_building(store: Store, building_id: int) -> bool:
    premises = Premises.select(Premises.id).where(Premises.building == building_id, Premises.voided_at.is_null())
    matters = Matter.select(Matter.id).where(Matter.building == building_id)
    return any(store.scalar(query.limit(1)) is not None for query in (premises, matters))


def _in_community(store: Store, community_id: int) -> bool:
    query = Building.select(Building.id).where(Building.community == community_id, Building.voided_at.is_null())
    return store.scalar(query.limit(1)) is not None
