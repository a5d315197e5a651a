"""The ledger as a workbook in the program's own columns: with a reason, masked by role, and recorded."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from peewee import JOIN

from app.models.people import Person
from app.models.premises import Building, Community, Contact, Premises, SeasonAccount
from app.services.customers.contacts.tenure import holds_now
from app.services.customers.ledger.headings import FIELD_LABELS, Field
from app.services.kernel.desk import Desk, Role
from app.services.kernel.exporting import (
    AT_ONCE,
    Exported,
    ListToExport,
    checked_place,
    checked_reason,
    workbook,
    write_recorded,
)
from app.services.kernel.progress import GoOn
from app.services.kernel.store import Store
from app.services.kernel.text import natural
from app.services.paper.masking import mask_name, mask_phones

SUBJECT = "台账"
# A blank building means "as above" in many ledgers; this says there is none.
NO_PART = "-"
MASKED = "姓名、电话已遮挡，低保、缴费、备注未列出。"
WHOLE = "含完整的姓名、电话，请妥善保管，用后删除。"
COLUMNS = (
    Field.COMMUNITY,
    Field.BUILDING,
    Field.UNIT,
    Field.ROOM,
    Field.NUMBER,
    Field.HOLDER,
    Field.PHONE,
    Field.AREA,
    Field.CHARGED_AREA,
    Field.USE,
    Field.LOW_INCOME,
    Field.HEATING,
    Field.POSITION,
    Field.STATE,
    Field.PAID,
    Field.CONNECTED_ON,
    Field.REMARK,
)

# Never on a list that leaves, see the papers' rules; a remark may say any of it.
PRIVATE = frozenset({Field.LOW_INCOME, Field.PAID, Field.REMARK})


def export_ledger(
    desk: Desk, path: Path, reason: str, *, key: UUID, masked: bool = True, go_on: GoOn | None = None
) -> Exported | None:
    """Write every premises with its holder and this season's account to `path` (xlsx); None when `go_on` says stop.

    Names and telephones are masked, and what a paper that leaves may never tell (低保, 欠费, remarks) is left
    out, unless a manager asks for everything. The program's import reads such a file back: whole, it says unchanged
    for every line. Raises InvalidInput without a reason, NotAllowed for other roles, AppError when the file cannot be
    written; record and key as `write_recorded`.
    """
    desk.require(Role.CLERK)
    if not masked:
        desk.require(Role.MANAGER)
    export = ListToExport("ledger.export", SUBJECT, "户", checked_reason(reason), masked, MASKED if masked else WHOLE)
    checked_place(path)
    ids = _ordered_ids(desk.store)
    columns = [field for field in COLUMNS if not (masked and field in PRIVATE)]
    lines = ([values[field] for field in columns] for values in _lines(desk, ids, masked))
    body = workbook(desk, export, [FIELD_LABELS[field] for field in columns], lines, len(ids), go_on)
    return None if body is None else write_recorded(desk, export, path, body, len(ids), key)


def _lines(desk: Desk, ids: list[int], masked: bool) -> Iterator[dict[Field, Any]]:
    for start in range(0, len(ids), AT_ONCE):
        chunk = ids[start : start + AT_ONCE]
        rows = {row[0]: row for row in desk.store.tuples(_chunk_query(chunk, desk.station.season))}
        for premises_id in chunk:
            yield _values(rows[premises_id], masked)


def _values(row: tuple[Any, ...], masked: bool) -> dict[Field, Any]:
    (_, community, building, unit, room, number, name, phone, phone2, area_c, charged_c, *words) = row
    use, low_income, heating, position, state, paid, connected_on, remark = words
    phones = "、".join(value for value in (phone, phone2) if value)
    return {
        Field.COMMUNITY: community,
        Field.BUILDING: building or NO_PART,
        Field.UNIT: unit or NO_PART,
        Field.ROOM: room,
        Field.NUMBER: number,
        Field.HOLDER: mask_name(name or "") if masked else name,
        Field.PHONE: mask_phones(phones) if masked else phones,
        Field.AREA: None if area_c is None else area_c / 100,
        Field.CHARGED_AREA: None if charged_c is None else charged_c / 100,
        Field.USE: use,
        Field.LOW_INCOME: "是" if low_income else "否",
        Field.HEATING: heating,
        Field.POSITION: position,
        Field.STATE: state,
        Field.PAID: paid,
        Field.CONNECTED_ON: connected_on,
        Field.REMARK: remark,
    }


def _chunk_query(ids: list[int], season: str) -> Any:
    return (
        Premises.select(
            Premises.id,
            Community.name,
            Building.name,
            Premises.unit,
            Premises.room,
            Premises.number,
            Person.name,
            Person.phone,
            Person.phone2,
            Premises.area_c,
            SeasonAccount.charged_area_c,
            Premises.use,
            Premises.low_income,
            Premises.heating,
            Premises.position,
            Premises.state,
            SeasonAccount.paid,
            Premises.connected_on,
            Premises.remark,
        )
        .join(Building, on=(Premises.building == Building.id))
        .join(Community, on=(Building.community == Community.id))
        .join(
            Contact,
            JOIN.LEFT_OUTER,
            on=((Contact.premises == Premises.id) & holds_now()),
        )
        .join(Person, JOIN.LEFT_OUTER, on=(Contact.person == Person.id))
        .join(
            SeasonAccount,
            JOIN.LEFT_OUTER,
            on=(
                (SeasonAccount.premises == Premises.id)
                & (SeasonAccount.season == season)
                & SeasonAccount.voided_at.is_null()
            ),
        )
        .where(Premises.id.in_(ids))
        # Of several present holders the first is written, as on the card: the last row of a premises wins.
        .order_by(Contact.id.desc())
    )


def _ordered_ids(store: Store) -> list[int]:
    """Premises as one would walk them: by community, building, unit, room, numbers as numbers."""
    query = (
        Premises.select(Premises.id, Community.name, Building.name, Premises.unit, Premises.room)
        .join(Building, on=(Premises.building == Building.id))
        .join(Community, on=(Building.community == Community.id))
        .where(Premises.voided_at.is_null())
    )
    rows = store.tuples(query)
    return [row[0] for row in sorted(rows, key=lambda row: (*map(natural, row[1:]), row[0]))]
