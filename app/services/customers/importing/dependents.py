"""What stands on an import, so that it cannot be undone: named, so that a person can go and look."""

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import fn

from app.models.care import InformationChange, PremisesFlag, PremisesMerge
from app.models.ledger import ImportBatch, ImportLine
from app.models.matters import Matter
from app.models.people import Person
from app.models.premises import Contact, Premises, SeasonAccount
from app.services.customers.importing.changes import CREATED, UNCHANGED
from app.services.kernel.errors import Refused
from app.services.kernel.restoring import RowBefore, Span, rows_before, same_rows
from app.services.kernel.store import Store

NAMED = 5


def refuse_later_work(store: Store, batch_id: int) -> None:
    """Refused where matters, marks or a later import are about the premises of this one."""
    if files := _later_batches(store, batch_id):
        raise Refused(f"后来导入的{_listed([f'《{name}》' for name in files])}也写过这些用户。请先撤销后来的导入。")
    made = ImportLine.select(ImportLine.premises_id).where(
        ImportLine.batch == batch_id, ImportLine.outcome == CREATED, ImportLine.premises_id.is_null(False)
    )
    numbers = store.scalars(_matters(Matter.number, made).order_by(Matter.id))
    if numbers:
        raise Refused(f"这次导入新建的用户已有工单：{_listed(numbers)}。这些用户要留着，所以不能撤销这次导入。")
    for what, queries in (
        ("后来有了标记：{}。请先结束标记，再撤销。", [_flagged(made)]),
        (
            "后来有信息变更登记：{}。登记之后已改过，撤销会丢掉它们，所以不能撤销这次导入。请逐户改正。",
            [_informed(made)],
        ),
        ("后来有过并入：{}。请先撤销并入，再撤销这次导入。", _merged(made)),
    ):
        if premises_ids := {premises_id for query in queries for premises_id in store.scalars(query)}:
            raise Refused(f"这次导入新建的用户{what.format(listed_addresses(store, premises_ids))}")


def held(store: Store, rows: Sequence[RowBefore]) -> set[int]:
    """Premises of one import unit that somebody has worked on since: an undo under way leaves them whole."""
    check = UnitCheck(store)
    made = [
        row.row_id for row in same_rows(rows, Premises) if row.before is None or row.before.get("voided_at") is not None
    ]
    found = check.changed(rows)
    if made:
        for query in (_matters(Matter.premises, made), _flagged(made), _informed(made), *_merged(made)):
            found |= set(store.scalars(query))
    return found


def listed_addresses(store: Store, premises_ids: Iterable[int]) -> str:
    """At most five by address, and how many there are."""
    ids = sorted(premises_ids)
    named: list[str] = store.scalars(
        Premises.select(Premises.address).where(Premises.id.in_(ids[:NAMED])).order_by(Premises.id)
    )
    return _listed(named + [""] * (len(ids) - len(named)))


def _matters(column: Any, made: Any) -> Any:
    return Matter.select(column).where(Matter.premises.in_(made), Matter.void_reason == "")


def _flagged(made: Any) -> Any:
    return PremisesFlag.select(PremisesFlag.premises).where(
        PremisesFlag.premises.in_(made), PremisesFlag.ended_at.is_null()
    )


def _informed(made: Any) -> Any:
    return InformationChange.select(InformationChange.premises).where(InformationChange.premises.in_(made))


def _merged(made: Any) -> list[Any]:
    return [
        PremisesMerge.select(side).where(side.in_(made), PremisesMerge.taken_back_at.is_null())
        for side in (PremisesMerge.kept, PremisesMerge.merged)
    ]


class UnitCheck:
    """Looks through the units of an import for values somebody has changed since."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._changed: set[int] = set()
        self._lost: set[int] = set()

    def look(self, span: Span) -> None:
        """Take one unit in."""
        rows = rows_before(self._store, span, (Premises, Contact, SeasonAccount, Person))
        self._changed |= self.changed(rows)
        self._lost |= self._rewritten(same_rows(rows, Person))

    def changed(self, rows: Sequence[RowBefore]) -> set[int]:
        """The premises of these rows of which somebody has changed something since."""
        found = {row.row_id for row in same_rows(rows, Premises) if row.changed_since}
        contacts = same_rows(rows, Contact)
        moved = [row for row in contacts if row.changed_since]
        erased = self._erased([row.after["person_id"] for row in moved])
        for row in (*moved, *same_rows(rows, SeasonAccount)):
            # Whoever was erased since went from the premises by that; an undo does not bring the person back.
            if row.changed_since and row.after.get("person_id") not in erased:
                found.add(row.after["premises_id"])
        return found | self._joined(rows, {row.row_id for row in contacts})

    def refuse(self) -> None:
        """Refused when something was changed since."""
        for premises_ids, what in (
            (self._changed, "导入之后又改过，撤销会把改动冲掉。请先看这些用户"),
            (self._lost, "的电话已改过，原来的号码不在库里，不能撤销这次导入"),
        ):
            if premises_ids:
                raise Refused(f"{listed_addresses(self._store, premises_ids)} {what}。")

    def _joined(self, rows: Sequence[RowBefore], known: set[int]) -> set[int]:
        """Premises the import made to which somebody has added a person since."""
        made = [row.row_id for row in same_rows(rows, Premises) if row.before is None]
        if not made:
            return set()
        query = Contact.select(Contact.id, Contact.premises).where(
            Contact.premises.in_(made), Contact.until_day.is_null(), Contact.voided_at.is_null()
        )
        return {premises_id for contact_id, premises_id in self._store.tuples(query) if contact_id not in known}

    def _rewritten(self, rows: Iterable[RowBefore]) -> set[int]:
        lost = [row.row_id for row in rows if row.before is not None and not row.changed_since]
        if not lost:
            return set()
        query = Contact.select(Contact.premises).where(
            Contact.person.in_(lost), Contact.until_day.is_null(), Contact.voided_at.is_null()
        )
        return set(self._store.scalars(query))

    def _erased(self, person_ids: list[int]) -> set[int]:
        if not person_ids:
            return set()
        query = Person.select(Person.id).where(Person.id.in_(person_ids), Person.erased_at.is_null(False))
        return set(self._store.scalars(query))


def _later_batches(store: Store, batch_id: int) -> list[str]:
    first = ImportLine.select(fn.MIN(ImportLine.id)).where(ImportLine.batch == batch_id)
    others = (
        ImportLine.select(ImportLine.id)
        .join(ImportBatch, on=(ImportLine.batch == ImportBatch.id))
        .where(ImportBatch.id != batch_id, ImportBatch.undone_at.is_null(), ImportLine.id > first)
    )
    if store.scalar(others.limit(1)) is None:
        return []
    season = store.scalar(ImportBatch.select(ImportBatch.season).where(ImportBatch.id == batch_id))
    mine, theirs = ImportLine.alias(), ImportLine.alias()
    query = (
        ImportBatch.select(ImportBatch.id, ImportBatch.file_name)
        .join(theirs, on=(theirs.batch == ImportBatch.id))
        .join(mine, on=(mine.premises_id == theirs.premises_id))
        .where(
            mine.batch == batch_id,
            theirs.batch != batch_id,
            theirs.id > mine.id,
            # What the same season's ledger only says again writes nothing; another season's opens accounts.
            (theirs.outcome != UNCHANGED) | (ImportBatch.season != season),
            ImportBatch.undone_at.is_null(),
        )
        .distinct()
        .order_by(ImportBatch.id)
    )
    return [name for _, name in store.tuples(query)]


def _listed(names: Sequence[str]) -> str:
    """At most five by name, and how many there are."""
    text = "、".join(names[:NAMED])
    return text if len(names) <= NAMED else f"{text} 等 {len(names)} 处"
