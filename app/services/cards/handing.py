"""发放登记: a household was given its card (regulation 9.9). Nothing is ever changed; the newest line counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from app.models.cards import CardIssue
from app.models.districts import District
from app.models.premises import Building, Premises
from app.models.station import Staff
from app.services.cards.batches import batch_of
from app.services.cards.values import HandedOut, HandingDraft, Receipt
from app.services.customers.families import NOT_FOUND, kept_of, premises_family
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.unit import Unit, writing
from app.services.matters import sheets
from app.services.matters.moments import refuse_future

# Lines one unit writes without holding the database for long.
AT_ONCE = 200
_LONGEST_SIGNER, _LONGEST_NOTE = 20, 120


@dataclass(frozen=True, slots=True)
class _Batch:
    """Whose cards a sheet has and whom they name."""

    number: str
    premises: frozenset[int]
    repairer_of: dict[int, int]


def record_handing_out(desk: Desk, draft: HandingDraft, key: UUID) -> HandedOut:
    """Write down that these households got a card.

    With a batch the line names whom that batch names, else who looks after the building now. A household merged
    into another is written down for the one it is now; one named twice gets one line. One unit of at most 200 lines
    follows the other; the same key goes on where it stopped. Refused for a time that has not come, a voided batch
    and a household that is not in the batch; NotFound for one that is not there.
    """
    desk.require(Role.CLERK)
    _require(draft)
    refuse_future(draft.at, desk.now(), "发放时间")
    batch = _batch(desk.store, draft.sheet_id)
    homes = list(dict.fromkeys(kept_of(desk.store, premises_id) for premises_id in draft.premises_ids))
    for start in range(AT_ONCE, len(homes), AT_ONCE):
        with writing(desk, "cards.hand_out", uuid5(key, str(start))) as unit:
            if unit.earlier(HandedOut) is None:
                _write(unit, draft, batch, homes[start : start + AT_ONCE])
                unit.result(HandedOut(len(homes)))
    with writing(desk, "cards.hand_out", key) as unit:
        if first := unit.earlier(HandedOut):
            return first
        _write(unit, draft, batch, homes[:AT_ONCE])
        return unit.result(HandedOut(len(homes)))


def _require(draft: HandingDraft) -> None:
    problems: dict[str, str] = {}
    if not draft.premises_ids:
        problems["premises_ids"] = "请至少勾选一户。"
    if draft.receipt is Receipt.PROPERTY and not draft.signer.strip():
        problems["signer"] = "物业代收要写明代收人。"
    if len(draft.signer.strip()) > _LONGEST_SIGNER:
        problems["signer"] = f"签收人最多 {_LONGEST_SIGNER} 字。"
    if len(draft.note.strip()) > _LONGEST_NOTE:
        problems["note"] = f"备注最多 {_LONGEST_NOTE} 字。"
    if problems:
        raise InvalidInput(problems)


def _batch(store: Store, sheet_id: int | None) -> _Batch | None:
    if sheet_id is None:
        return None
    sheet = sheets.sheet_row(store, sheet_id)
    if sheet.state == sheets.VOID:
        raise Refused(f"{sheet.number} 已作废（{sheet.void_reason}），不能登记发放。请选另一批，或不按批次登记。")
    made = batch_of(store, sheet_id)
    return _Batch(made.number, frozenset(made.premises_ids), made.repairer_of)


def _write(unit: Unit, draft: HandingDraft, batch: _Batch | None, homes: Sequence[int]) -> None:
    query = (
        Premises.select(Premises.id, Premises.address, Premises.building)
        .join(Building, on=(Building.id == Premises.building))
        .where(Premises.id.in_(homes), Premises.voided_at.is_null())
    )
    known = {row[0]: row[1:] for row in unit.store.tuples(query)}
    if len(known) != len(homes):
        raise NotFound(NOT_FOUND)
    if batch is not None:
        _require_within(unit.store, batch, {home: known[home][0] for home in homes})
    repairers = batch.repairer_of if batch is not None else _present(unit.store, {row[1] for row in known.values()})
    unit.insert_many(
        CardIssue,
        [
            {
                "premises_id": home,
                "repairer_id": repairers.get(known[home][1]),
                "sheet_id": draft.sheet_id,
                "issued_at": draft.at,
                "receipt": draft.receipt.value,
                "signer": draft.signer.strip(),
                "note": draft.note.strip(),
                "by_id": unit.desk.actor.staff_id,
            }
            for home in homes
        ],
    )
    for building_id in {row[1] for row in known.values()}:
        unit.changed("card", building_id)


def _require_within(store: Store, batch: _Batch, homes: Mapping[int, str]) -> None:
    """Every household, or one merged into it since, has a card in the batch."""
    for home, address in homes.items():
        if home not in batch.premises and batch.premises.isdisjoint(premises_family(store, home)):
            raise Refused(f"{address}不在 {batch.number} 这一批里。请选另一批，或不按批次登记。")


def _present(store: Store, building_ids: set[int]) -> dict[int, int]:
    """Who looks after each building now."""
    query = (
        Building.select(Building.id, Staff.id)
        .join(District, on=((District.id == Building.district) & District.voided_at.is_null()))
        .join(Staff, on=((Staff.id == District.repairer) & Staff.left_on.is_null()))
        .where(Building.id.in_(sorted(building_ids)))
    )
    return dict(store.tuples(query))
