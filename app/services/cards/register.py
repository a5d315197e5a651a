"""发放登记: every card that was handed out, newest first."""

from collections.abc import Sequence
from typing import Any

from peewee import JOIN, fn

from app.models.cards import CardIssue
from app.models.papers import Sheet
from app.models.premises import Building, Premises
from app.models.station import Staff
from app.services.cards.values import Receipt, RegisterRow
from app.services.customers.families import whole_flats
from app.services.kernel.desk import Desk


def register_ids(
    desk: Desk, community_id: int | None = None, building_id: int | None = None, premises_id: int | None = None
) -> list[int]:
    """Ids of the register's lines, newest first; of one community, building or household when asked.

    A household has the lines of everything merged into it.
    """
    query = CardIssue.select(CardIssue.id).order_by(CardIssue.issued_at.desc(), CardIssue.id.desc())
    if premises_id is not None:
        query = query.where(CardIssue.premises.in_(whole_flats(desk.store, [premises_id])))
    elif building_id is not None or community_id is not None:
        query = query.join(Premises, on=(Premises.id == CardIssue.premises))
        query = query.join(Building, on=(Building.id == Premises.building))
        query = query.where(
            Building.id == building_id if building_id is not None else Building.community == community_id
        )
    return desk.store.scalars(query)


def register_rows(desk: Desk, ids: Sequence[int]) -> dict[int, RegisterRow]:
    """These lines by id."""
    if not ids:
        return {}
    writer = Staff.alias("writer")
    query = (
        CardIssue.select(
            CardIssue.id,
            CardIssue.premises.alias("premises_id"),
            Premises.address,
            CardIssue.issued_at,
            CardIssue.receipt,
            CardIssue.signer,
            fn.COALESCE(Staff.name, "").alias("repairer"),
            fn.COALESCE(Sheet.number, "").alias("number"),
            CardIssue.note,
            fn.COALESCE(writer.name, "").alias("by"),
        )
        .join(Premises, on=(Premises.id == CardIssue.premises))
        .join(Staff, JOIN.LEFT_OUTER, on=(Staff.id == CardIssue.repairer))
        .join(Sheet, JOIN.LEFT_OUTER, on=(Sheet.id == CardIssue.sheet))
        .join(writer, JOIN.LEFT_OUTER, on=(writer.id == CardIssue.by))
        .where(CardIssue.id.in_(list(ids)))
    )
    return {row.id: row for row in desk.store.rows(query, _row)}


def register(
    desk: Desk, community_id: int | None = None, building_id: int | None = None, premises_id: int | None = None
) -> list[RegisterRow]:
    """The whole register, newest first; narrowed as `register_ids`."""
    ids = register_ids(desk, community_id, building_id, premises_id)
    rows = register_rows(desk, ids)
    return [rows[row_id] for row_id in ids]


def _row(**columns: Any) -> RegisterRow:
    return RegisterRow(**(columns | {"receipt": Receipt(columns["receipt"]).word}))
