"""What proves how a visit ended: asked for where the user is the reason, kept with the visit."""

from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from app.models.repairs import EVIDENCE, Visit
from app.services.kernel.unit import Unit
from app.services.repairs.limits import temperature_range
from app.services.repairs.values import VisitResult, VisitResultDraft
from app.services.repairs.work_values import Temperatures

EVIDENCE_WORDS = {
    "photo": "照片",
    "notice": "到访未遇告知单",
    "witness": "见证人",
    "recording": "录音",
    "signature": "用户签字",
}
# Whoever says the user was the reason has to show it (9.5).
NEEDS_EVIDENCE = frozenset({VisitResult.NOBODY_HOME, VisitResult.REFUSED_ENTRY, VisitResult.NO_ADULT})
_EMPTY: dict[str, Any] = {
    "note": "",
    "present": "",
    "risk_told": False,
    "evidence": "",
    "photo_sha256": "",
    "receiver": "",
    "part": "",
    **asdict(Temperatures()),
}


def visit_problems(draft: VisitResultDraft, at: datetime) -> Iterator[tuple[str, str]]:
    """What is missing or cannot be in how a visit ended `at` that moment, by field."""
    if draft.evidence not in EVIDENCE:
        yield "evidence", "请选择凭据：照片、到访未遇告知单、见证人、录音或签字。"
    if draft.result in NEEDS_EVIDENCE and not draft.evidence:
        yield "evidence", "要有凭据才能算用户原因：门口照片、到访未遇告知单或见证人。"
    if draft.evidence == "witness" and not draft.present.strip():
        yield "present", "请写明见证人是谁。"
    if draft.result is VisitResult.NOT_OURS and not draft.receiver.strip():
        yield "receiver", "请写明告知或移交给了谁（物业、用户本人等）。"
    if draft.result is VisitResult.WAITING_PARTS and draft.until is None:
        yield "until", "请填写备件预计几时到。"
    elif draft.told_user and draft.until is None:
        yield "until", "已告知用户的，请填写几时再来。"
    elif draft.until is not None and draft.until <= at:
        yield "until", "预计时间要晚于上门结束时间。请核对两个时间。"
    yield from temperature_problems(draft.temperatures)


def temperature_problems(temperatures: Temperatures) -> Iterator[tuple[str, str]]:
    """Temperatures nobody would believe, by field."""
    for field in fields(Temperatures):
        value = getattr(temperatures, field.name)
        low, high = temperature_range("room" if field.name.startswith("room") else "water")
        if value is not None and not low <= value <= high:
            yield field.name, f"{value / 100:g} ℃ 不可信。请核对，应在 {low / 100:g} 到 {high / 100:g} ℃ 之间。"


def shown_evidence(draft: VisitResultDraft) -> dict[str, str]:
    """What the history says beside the result."""
    shown = {
        "凭据": EVIDENCE_WORDS.get(draft.evidence, ""),
        "在场": draft.present.strip(),
        "风险": "已告知" if draft.risk_told else "",
        "移交": draft.receiver.strip(),
        "备件": draft.part.strip(),
        "告知用户": "已告知" if draft.told_user else "",
    }
    return {word: value for word, value in shown.items() if value}


def kept_of(draft: VisitResultDraft) -> dict[str, Any]:
    """The columns of the visit that say how it ended."""
    return {
        "note": draft.note.strip()[:300],
        "present": draft.present.strip()[:60],
        "risk_told": draft.risk_told,
        "evidence": draft.evidence,
        "photo_sha256": draft.photo_sha256,
        "receiver": draft.receiver.strip()[:60],
        "part": draft.part.strip()[:40],
        **asdict(draft.temperatures),
    }


def keep_visit(unit: Unit, matter_id: int, visit_no: int, **values: Any) -> None:
    """Store with the visit what is not folded from events; empty values leave what is known."""
    given = {name: value for name, value in values.items() if value not in (None, "", False)}
    row_id = unit.store.scalar(Visit.select(Visit.id).where(Visit.matter == matter_id, Visit.ordinal == visit_no))
    if given and row_id is not None:
        unit.update(Visit, row_id, None, **given)


def forget_visit(unit: Unit, matter_id: int, visit_no: int | None) -> None:
    """The visit did not end like that after all: its evidence goes with the result that was withdrawn."""
    row_id = unit.store.scalar(Visit.select(Visit.id).where(Visit.matter == matter_id, Visit.ordinal == visit_no))
    if row_id is not None:
        unit.update(Visit, row_id, None, **_EMPTY)
