"""What a clerk is asked before a returned sheet is taken in: each problem with the field it belongs to."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.models.repairs import RESPONSIBILITIES, VIEWS
from app.services.matters.moments import TOLERANCE, spoken
from app.services.repairs.facts import RepairFacts
from app.services.repairs.sheet_values import CHARGE_KINDS, SIGNED_HOW, UNPAID
from app.services.repairs.slip_rules import slip_rules
from app.services.repairs.values import SheetReturnDraft
from app.services.repairs.work_values import Temperatures

Problem = tuple[str, str]
# A hundred thousand yuan for one visit are a slip of the fingers.
_MOST_FEN = 10_000_000
_READINGS = {
    "room_before_c": "维修前室温",
    "supply_before_c": "维修前供水",
    "return_before_c": "维修前回水",
    "room_after_c": "维修后室温",
    "supply_after_c": "维修后供水",
    "return_after_c": "维修后回水",
}


def problems(draft: SheetReturnDraft, facts: RepairFacts, visit_no: int, returned_at: datetime) -> Iterator[Problem]:
    """Everything that has to be answered first, field by field; nothing when the sheet can be taken in."""
    yield from _choices(draft)
    yield from _signature(draft, returned_at)
    yield from _times(draft, returned_at)
    yield from _money(draft)
    if not draft.difference_reason.strip():
        why = "".join((*_apart(draft, facts, visit_no), *_odd_readings(draft.temperatures)))
        if why:
            yield "difference_reason", f"{why}请写明原因。"


def _choices(draft: SheetReturnDraft) -> Iterator[Problem]:
    if draft.signed not in ("signed", "refused", "absent"):
        yield "signed", "请选择：已签字、拒签或未签。"
    if draft.view not in VIEWS:
        yield "view", "请选择：满意、基本满意或不满意。"
    if draft.responsibility not in RESPONSIBILITIES:
        yield "responsibility", "请按单上勾选的责任选择。"


def _signature(draft: SheetReturnDraft, returned_at: datetime) -> Iterator[Problem]:
    if draft.signed == "refused" and not draft.refused_reason.strip():
        yield "refused_reason", "拒签要写明原因。"
    if draft.signed == "refused" and not draft.witness.strip():
        yield "witness", "拒签要有见证人。"
    if draft.signed_how not in ("", *SIGNED_HOW):
        yield "signed_how", "请选择：签名、捺印或代签。"
    if draft.signed == "signed" and draft.signed_how == "代签":
        if draft.signer_relation.strip() in ("", "本人"):
            yield "signer_relation", "代签要写明与户主关系。"
        if not draft.signed_for_reason.strip():
            yield "signed_for_reason", "代签要写明原因。"
    if draft.signed_at is not None and draft.signed_at > returned_at + TOLERANCE:
        yield (
            "signed_at",
            f"签字时间 {spoken(draft.signed_at)} 晚于收单 {spoken(returned_at)}。请核对；后补的签字用“补签”。",
        )


def _times(draft: SheetReturnDraft, returned_at: datetime) -> Iterator[Problem]:
    arrived, finished = draft.arrived_written_at, draft.finished_written_at
    if arrived is not None and finished is not None and finished < arrived:
        yield "finished_written_at", f"单上完工 {spoken(finished)} 早于到场 {spoken(arrived)}。请核对。"
    elif finished is not None and finished > returned_at + TOLERANCE:
        yield "finished_written_at", f"单上完工 {spoken(finished)} 晚于收单 {spoken(returned_at)}。请核对。"
    if arrived is not None and arrived > returned_at + TOLERANCE:
        yield "arrived_written_at", f"单上到场 {spoken(arrived)} 晚于收单 {spoken(returned_at)}。请核对。"
    if draft.signed_at is not None and arrived is not None and draft.signed_at < arrived:
        yield "signed_at", f"签字时间 {spoken(draft.signed_at)} 早于到场 {spoken(arrived)}。请核对。"


def _money(draft: SheetReturnDraft) -> Iterator[Problem]:
    if draft.charge_kind not in ("", *CHARGE_KINDS):
        yield "charge_kind", "请选择：无偿、有偿或自愿委托。"
    if draft.amount_fen < 0:
        yield "amount_fen", "金额不能小于 0。"
    if draft.amount_fen > _MOST_FEN:
        yield "amount_fen", f"金额 {draft.amount_fen / 100:.2f} 元太大。请核对。"
    charged = bool(draft.charges) or draft.amount_fen > 0
    if charged and draft.charge_kind in ("", UNPAID):
        yield "charge_kind", "写了收费，请按单上勾选有偿或自愿委托。"
    codes = [line.item_code.strip().upper() for line in draft.charges]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        yield "charges", f"收费项目“{twice}”录了两行。请合成一行。"


def _apart(draft: SheetReturnDraft, facts: RepairFacts, visit_no: int) -> Iterator[str]:
    visit = facts.visit(visit_no)
    phoned = visit.arrived_at if visit else None
    ended = facts.finished_at if visit is not None and visit.result == "fixed" else None
    pairs = (("到场", draft.arrived_written_at, phoned), ("完工", draft.finished_written_at, ended))
    for word, written, said in pairs:
        if written is not None and said is not None and abs(written - said) > slip_rules().apart:
            minutes = abs(written - said) // timedelta(minutes=1)
            yield f"{word}：单上 {spoken(written)}，电话 {spoken(said)}，相差 {minutes} 分。"


def _odd_readings(read: Temperatures) -> Iterator[str]:
    rules = slip_rules()
    for name, word in _READINGS.items():
        reading = getattr(read, name)
        lowest, highest = rules.room_c if name.startswith("room") else rules.water_c
        if reading is not None and not lowest <= reading <= highest:
            yield f"{word} {reading / 100:.1f} ℃ 不常见，请核对。"
