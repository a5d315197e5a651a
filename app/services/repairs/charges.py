"""What the user pays, by the tariff in force; a wrong charge is corrected beside itself, both amounts stay (2.3).

Money never holds back work: these acts record what was charged, the leak is stopped before anybody asks.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from peewee import ModelSelect

from app.models.matters import Matter
from app.models.repairs import Repair
from app.models.work import Charge
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.times import china
from app.services.kernel.unit import Unit, writing
from app.services.matters.moments import refuse_future
from app.services.matters.tariff import TariffItem, item_on
from app.services.matters.values import Happening, PlaceKind
from app.services.repairs.facts import Event
from app.services.repairs.sheet_values import Charged, ChargeDraft, ChargeLine
from app.services.repairs.steps import Life, read_life, record

# Whose fault is never the user's bill.
OURS = {"供热单位": "责任属供热单位", "建设单位(保修期内)": "在建设单位保修期内"}
# Hundredths of a unit: a thousand metres or pieces in one home are a slip of the fingers.
MOST_C = 1000_00
SHARED_PLACES = frozenset({PlaceKind.BUILDING, PlaceKind.RISER, PlaceKind.OUTSIDE})


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """One line of money; `current` is False once another line corrects it. Quantity in hundredths."""

    id: int
    matter_id: int
    visit_no: int | None
    item_code: str
    name: str
    unit: str
    quantity_c: int
    price_fen: int
    amount_fen: int
    voluntary: bool
    receipt_no: str
    at: datetime
    corrects_id: int | None
    reason: str
    current: bool


def charge(desk: Desk, matter_id: int, draft: ChargeDraft, key: UUID) -> Charged:
    """收费: lines by the tariff of the day.

    Refused where responsibility is 供热单位, the part is shared (共用部分) or under warranty, for an item the tariff
    lacks, for a 自愿委托 item without its tick, and when the same item stands on this visit already.
    """
    desk.require(Role.CLERK)
    with writing(desk, "repair.charge", key) as unit:
        if first := unit.earlier(Charged):
            return first
        life = read_life(unit.store, matter_id)
        if draft.visit_no is not None and life.facts.visit(draft.visit_no) is None:
            raise Refused(f"没有第 {draft.visit_no} 次上门，不能把收费记在上面。请核对是第几次上门。")
        add_charges(unit, life, draft)
        return unit.result(Charged(matter_id, life.matter.number, amount_charged(unit.store, matter_id)))


def correct_charge(desk: Desk, charge_id: int, line: ChargeLine, reason: str, key: UUID) -> Charged:
    """收费更正: the line becomes another item or quantity, 0 means paid back; the old line stays with its amount.

    The tariff is that of the day the money was taken. Refused without a reason, for a line corrected before, and
    when nothing changes.
    """
    desk.require(Role.CLERK)
    if not reason.strip():
        raise InvalidInput({"reason": "收费更正要写明原因。"})
    with writing(desk, "repair.correct_charge", key) as unit:
        if first := unit.earlier(Charged):
            return first
        old = _charge_row(unit.store, charge_id)
        life = read_life(unit.store, old.matter_id)
        if not old.current:
            raise Refused("这一行收费已经更正过。请更正最新的一行。")
        item = item_on(line.item_code, china(old.at).date())
        if (item.code, line.quantity_c) == (old.item_code, old.quantity_c):
            raise InvalidInput({"quantity_c": "没有改动任何内容。"})
        if line.quantity_c < 0:
            raise InvalidInput({"quantity_c": "数量不能小于 0。全部退还填 0。"})
        if line.quantity_c > MOST_C:
            raise InvalidInput({"quantity_c": f"数量 {line.quantity_c / 100:g} 太大。请核对。"})
        if line.quantity_c:
            _require_chargeable(unit.store, life, responsibility_of(unit.store, life))
        unit.insert(
            Charge,
            matter_id=old.matter_id,
            visit_no=old.visit_no,
            voluntary=old.voluntary,
            receipt_no=old.receipt_no,
            at=old.at,
            by_id=unit.desk.actor.staff_id,
            corrects_id=old.id,
            reason=reason.strip()[:200],
            **_line_values(item, line.quantity_c),
        )
        now = unit.desk.now()
        shown = {
            "原收费": f"{old.name} {yuan(old.amount_fen)}",
            "更正为": f"{item.name} {yuan(item.amount_fen(line.quantity_c))}",
        }
        fact = Happening(
            Event.FINDINGS_CHANGED, now, now, visit_no=old.visit_no, note=f"收费更正：{reason.strip()}", shown=shown
        )
        record(unit, life, fact)
        return unit.result(Charged(old.matter_id, life.matter.number, amount_charged(unit.store, old.matter_id)))


def charges_of(desk: Desk, matter_id: int) -> list[ChargeRow]:
    """Every line of the repair in the order of its typing, corrected ones too."""
    return charge_rows(desk.store, matter_id)


def amount_charged(store: Store, matter_id: int) -> int:
    """What is charged on the repair as it stands, in fen."""
    return sum(row.amount_fen for row in charge_rows(store, matter_id) if row.current)


def yuan(fen: int) -> str:
    """`12030` fen → `120.30 元`."""
    return f"{fen // 100}.{fen % 100:02d} 元"


def add_charges(unit: Unit, life: Life, draft: ChargeDraft, responsibility: str | None = None) -> None:
    """The step of `charge`; `responsibility` as the paper says it, None means as recorded."""
    if not draft.lines:
        raise InvalidInput({"charges": "请写明收费项目。"})
    if life.facts.voided_at is not None:
        raise Refused("工单已作废，不能再记收费。")
    at = draft.at or unit.desk.now()
    refuse_future(at, unit.desk.now(), "收费时间")
    _require_chargeable(
        unit.store, life, responsibility_of(unit.store, life) if responsibility is None else responsibility
    )
    items = [item_on(line.item_code, china(at).date()) for line in draft.lines]
    _require_once(unit.store, life.matter.id, draft, items)
    for line, item in zip(draft.lines, items, strict=True):
        if line.quantity_c <= 0:
            raise InvalidInput({"charges": f"“{item.name}”的数量要大于 0。"})
        if line.quantity_c > MOST_C:
            raise InvalidInput({"charges": f"“{item.name}”的数量 {line.quantity_c / 100:g} 太大。请核对。"})
        if item.voluntary and not draft.voluntary:
            raise Refused(f"“{item.name}”是自愿委托项目，单上要勾“自愿委托”并由用户签字，才能收费。")
        unit.insert(
            Charge,
            matter_id=life.matter.id,
            visit_no=draft.visit_no,
            voluntary=draft.voluntary,
            receipt_no=draft.receipt_no.strip()[:30],
            at=at,
            by_id=unit.desk.actor.staff_id,
            **_line_values(item, line.quantity_c),
        )
    unit.changed("matter", life.matter.id)


def charge_rows(store: Store, matter_id: int) -> list[ChargeRow]:
    """As `charges_of`, inside a unit."""
    rows = store.tuples(_charges().where(Charge.matter == matter_id).order_by(Charge.id))
    corrected = {row[-2] for row in rows}
    return [ChargeRow(*(*row, row[0] not in corrected)) for row in rows]


def responsibility_of(store: Store, life: Life) -> str:
    """Whose part it is, as recorded on the repair; empty when nobody has said."""
    return str(store.scalar(Repair.select(Repair.responsibility).where(Repair.id == life.repair_id)))


def _require_chargeable(store: Store, life: Life, responsibility: str) -> None:
    if responsibility in OURS:
        raise Refused(f"{OURS[responsibility]}，不得向用户收费（依据 2.3）。已收的请退还，收单时不录收费项目。")
    place = store.scalar(Matter.select(Matter.place_kind).where(Matter.id == life.matter.id))
    if place in SHARED_PLACES:
        raise Refused("故障在共用部分，不得向用户收费（依据 2.3）。已收的请退还，收单时不录收费项目。")
    if responsibility in ("", "待定"):
        raise InvalidInput({"responsibility": "收费前要分清责任。请先选责任。"})


def _require_once(store: Store, matter_id: int, draft: ChargeDraft, items: list[TariffItem]) -> None:
    standing = {
        row.item_code
        for row in charge_rows(store, matter_id)
        if row.current and row.visit_no == draft.visit_no and row.amount_fen
    }
    for place, item in enumerate(items):
        if item in items[:place] or item.code in standing:
            raise InvalidInput({"charges": f"“{item.name}”已经录过一行。数量不对请改那一行，收错了请用“收费更正”。"})


def _line_values(item: TariffItem, quantity_c: int) -> dict[str, int | str]:
    return {
        "item_code": item.code,
        "name": item.name,
        "unit": item.unit,
        "quantity_c": quantity_c,
        "price_fen": item.price_fen,
        "amount_fen": item.amount_fen(quantity_c),
    }


def _charge_row(store: Store, charge_id: int) -> ChargeRow:
    matter_id = store.scalar(Charge.select(Charge.matter).where(Charge.id == charge_id))
    if matter_id is None:
        raise NotFound("没有这一行收费。请刷新后再试。")
    return next(row for row in charge_rows(store, matter_id) if row.id == charge_id)


def _charges() -> "ModelSelect[Charge]":
    return Charge.select(
        Charge.id,
        Charge.matter,
        Charge.visit_no,
        Charge.item_code,
        Charge.name,
        Charge.unit,
        Charge.quantity_c,
        Charge.price_fen,
        Charge.amount_fen,
        Charge.voluntary,
        Charge.receipt_no,
        Charge.at,
        Charge.corrects,
        Charge.reason,
    )
