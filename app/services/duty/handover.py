"""交接班: who leaves writes and signs, who comes ticks and signs, and every open matter has its next 当班责任人 (9.2).

Each step is kept as it is made, so that a handover broken off half-way is taken up again or voided.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from app.models.duty import Handover, HandoverLine
from app.services.duty.handover_reads import head_of, lines_of, sheet_of
from app.services.duty.handover_rules import handover_rules
from app.services.duty.handover_standing import is_late, shift_of, standing
from app.services.duty.handover_values import (
    TICKED,
    AcceptDraft,
    Accepted,
    HandoverDraft,
    HandoverHead,
    HandoverLineRow,
    LineDraft,
    Stage,
    Standing,
    Ticked,
    Written,
)
from app.services.duty.shifts import shift_at
from app.services.kernel.desk import Actor, Desk, Role
from app.services.kernel.errors import InvalidInput, NotAllowed, Refused
from app.services.kernel.operators import sign_in
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing
from app.services.matters.handing import take_over
from app.services.matters.sheets import issue_sheet, sheet_row, void_sheet

SERIES, FORM = "JJ", "handover"
LONGEST_TEXT = 1000
LONGEST_REASON = 200
_TEXTS = {"promises": "待办承诺", "notices": "通知", "orders": "上级指示", "things": "物品"}


@dataclass(frozen=True, slots=True)
class Voided:
    handover_id: int
    number: str


def write_handover(desk: Desk, draft: HandoverDraft, key: UUID) -> Written:
    """A new handover of the operator, with its number, the lines as they stand now and the figures.

    Refused while an earlier one of the same operator is unfinished. InvalidInput for a text that is too long.
    """
    desk.require(Role.CLERK)
    texts = _texts(draft)
    now_so = standing(desk)
    with writing(desk, "duty.handover", key) as unit:
        if first := unit.earlier(Written):
            return first
        _refuse_second(unit)
        sheet = issue_sheet(unit, None, None, None, series=SERIES, form=FORM)
        shift, _ = shift_of(unit.desk)
        handover_id = unit.insert(
            Handover,
            number=sheet.number,
            day=shift.day.isoformat(),
            shift=shift.name,
            leaving_id=unit.desk.actor.staff_id,
            since_at=now_so.since_at,
            written_at=unit.at,
            counted=now_so.counted.kept(),
            **texts,
        )
        _insert_lines(unit, handover_id, now_so.lines)
        unit.changed("handover", handover_id)
        return unit.result(Written(handover_id, sheet.number, 1))


def rewrite_handover(desk: Desk, handover_id: int, version: int, draft: HandoverDraft, key: UUID) -> Written:
    """Other texts while it is unsigned; what has come up since is added, what was ticked stays ticked.

    Refused once it is signed, and for anybody but who leaves. Stale when it was changed meanwhile.
    """
    desk.require(Role.CLERK)
    texts = _texts(draft)
    now_so = standing(desk)
    with writing(desk, "duty.handover_rewrite", key) as unit:
        if first := unit.earlier(Written):
            return first
        head = _unfinished(unit.store, handover_id)
        _require_leaving(unit.desk, head)
        if head.stage is not Stage.WRITTEN:
            raise Refused(f"{head.number} 交班人已签字，不能再改。要改的请作废重写。")
        unit.update(Handover, handover_id, version, counted=now_so.counted.kept(), **texts)
        _add_lines(unit, handover_id, now_so)
        unit.changed("handover", handover_id)
        return unit.result(Written(handover_id, head.number, version + 1))


def sign_handover(desk: Desk, handover_id: int, pin: str, key: UUID) -> Written:
    """Who leaves signs with his PIN; what has come up since the writing is added before.

    InvalidInput for a wrong PIN; Refused for anybody else at the desk, and when it was signed before.
    """
    desk.require(Role.CLERK)
    head = _unfinished(desk.store, handover_id)
    _require_leaving(desk, head)
    _person_with_pin(desk.store, desk.actor.badge, pin)
    now_so = standing(desk)
    with writing(desk, "duty.handover_sign", key) as unit:
        if first := unit.earlier(Written):
            return first
        head = _unfinished(unit.store, handover_id)
        if head.stage is not Stage.WRITTEN:
            raise Refused(f"{head.number} 交班人已签字，等接班人接班。")
        unit.update(Handover, handover_id, head.version, signed_at=unit.at, counted=now_so.counted.kept())
        _add_lines(unit, handover_id, now_so)
        unit.changed("handover", handover_id)
        return unit.result(Written(handover_id, head.number, head.version + 1))


def tick(desk: Desk, handover_id: int, line_ids: Sequence[int], ticked: bool, key: UUID) -> Ticked:
    """已接 of these lines, or taken back; lines that need no tick are left alone. Refused on a finished handover."""
    desk.require(Role.CLERK)
    with writing(desk, "duty.handover_tick", key) as unit:
        if first := unit.earlier(Ticked):
            return first
        _unfinished(unit.store, handover_id)
        wanted = set(line_ids)
        done = 0
        for line in lines_of(unit.store, handover_id):
            if line.id in wanted and line.sort in TICKED and (line.ticked_at is None) == ticked:
                by = unit.desk.actor.staff_id if ticked else None
                unit.update(HandoverLine, line.id, ticked_at=unit.at if ticked else None, ticked_by_id=by)
                done += 1
        unit.changed("handover", handover_id)
        return unit.result(Ticked(handover_id, done))


def accept_handover(desk: Desk, handover_id: int, draft: AcceptDraft, key: UUID) -> Accepted:
    """Who comes signs with his PIN: the ticks are his, and all that the other answers for is his from now on.

    InvalidInput for a wrong PIN, and without a reason where something is not ticked or the relief is late; Refused
    before who leaves has signed, and for who leaves himself. NotAllowed for somebody who does not work at the desk.
    """
    draft = replace(
        draft,
        unticked_reason=clean(draft.unticked_reason).strip(),
        late_reason=clean(draft.late_reason).strip(),
    )
    if head_of(desk.store, handover_id).unfinished:
        _refuse_unsaid(desk, _signed(desk.store, handover_id), lines_of(desk.store, handover_id), draft)
    coming = _person_with_pin(desk.store, draft.who, draft.pin)
    desk = desk.with_actor(coming)
    desk.require(Role.CLERK)
    with writing(desk, "duty.handover_accept", key) as unit:
        if first := unit.earlier(Accepted):
            return first
        head, lines = _signed(unit.store, handover_id), lines_of(unit.store, handover_id)
        if head.leaving_id == coming.staff_id:
            raise Refused(f"{coming.name} 是交班人，不能自己接班。请由接班人签字。")
        _refuse_unsaid(unit.desk, head, lines, draft)
        assert head.leaving_id is not None
        assert coming.staff_id is not None
        open_lines = sum(line.wants_tick for line in lines)
        reason = draft.unticked_reason
        unit.update(
            Handover,
            handover_id,
            head.version,
            coming_id=coming.staff_id,
            accepted_at=unit.at,
            late_reason=draft.late_reason,
            remark=f"{open_lines} 项未勾选：{reason}" if open_lines else reason,
        )
        _sign_ticks(unit, handover_id, head.leaving_id, coming.staff_id)
        moved = take_over(unit, head.leaving_id, coming.staff_id, unit.at, head.number)
        unit.changed("handover", handover_id)
        return unit.result(
            Accepted(
                handover_id,
                head.number,
                coming.staff_id,
                coming.name,
                coming.badge,
                moved.matters,
                moved.kept_back,
            )
        )


def void_handover(desk: Desk, handover_id: int, reason: str, key: UUID) -> Voided:
    """作废 of an unfinished handover; its number stays in the books with the reason. InvalidInput without one."""
    desk.require(Role.CLERK)
    said = clean(reason).strip()
    if not said or len(said) > LONGEST_REASON:
        raise InvalidInput({"reason": f"请写明作废原因，最多 {LONGEST_REASON} 个字。"})
    with writing(desk, "duty.handover_void", key) as unit:
        if first := unit.earlier(Voided):
            return first
        head = _unfinished(unit.store, handover_id)
        unit.update(Handover, handover_id, head.version, void_reason=said, voided_at=unit.at)
        void_sheet(unit, sheet_row(unit.store, sheet_of(unit.store, head)), said)
        unit.changed("handover", handover_id)
        return unit.result(Voided(handover_id, head.number))


def comes_late(desk: Desk, head: HandoverHead) -> bool:
    """Whether who takes over now says why he comes late."""
    shift = shift_at(desk, min(head.since_at + handover_rules().overlap, head.written_at))
    return is_late(shift.ends_at, desk.now())


def _signed(store: Store, handover_id: int) -> HandoverHead:
    head = _unfinished(store, handover_id)
    if head.stage is not Stage.SIGNED:
        raise Refused(f"{head.number} 交班人还没有签字，不能接班。")
    return head


def _refuse_unsaid(desk: Desk, head: HandoverHead, lines: Iterable[HandoverLineRow], draft: AcceptDraft) -> None:
    """Reasons that are owed and not given; asked before the PIN, which would have to be typed again."""
    problems: dict[str, str] = {}
    open_lines = sum(line.wants_tick for line in lines)
    if open_lines and not draft.unticked_reason:
        problems["unticked_reason"] = f"还有 {open_lines} 项没有勾“已接”。请逐项确认，或写明原因。"
    if comes_late(desk, head) and not draft.late_reason:
        problems["late_reason"] = "已过交班时间，请写明晚接班的原因。"
    for name in ("unticked_reason", "late_reason"):
        if len(getattr(draft, name)) > LONGEST_REASON:
            problems[name] = f"最多 {LONGEST_REASON} 个字。"
    if problems:
        raise InvalidInput(problems)


def _person_with_pin(store: Store, who: str, pin: str) -> Actor:
    try:
        return sign_in(store, who, pin)
    except NotAllowed as error:
        raise InvalidInput({"pin": error.message}) from error


def _sign_ticks(unit: Unit, handover_id: int, leaving_id: int, coming_id: int) -> None:
    """Ticks made at the desk before anybody else had signed in are those of who signs now."""
    mine = HandoverLine.select(HandoverLine.id).where(
        HandoverLine.handover == handover_id,
        HandoverLine.ticked_at.is_null(False),
        HandoverLine.ticked_by.is_null() | (HandoverLine.ticked_by == leaving_id),
    )
    for line_id in unit.store.scalars(mine):
        unit.update(HandoverLine, line_id, ticked_by_id=coming_id)


def _unfinished(store: Store, handover_id: int) -> HandoverHead:
    head = head_of(store, handover_id)
    if not head.unfinished:
        raise Refused(f"{head.number} {head.stage}，不能再改。")
    return head


def _require_leaving(desk: Desk, head: HandoverHead) -> None:
    if head.leaving_id != desk.actor.staff_id:
        raise Refused(f"{head.number} 由 {head.leaving or '别人'} 交班，请按 F9 换人后再办。")


def _refuse_second(unit: Unit) -> None:
    staff_id = unit.desk.actor.staff_id
    if staff_id is None:
        raise Refused("交接班要先登录。请按 F9 换人。")
    number = unit.store.scalar(
        Handover.select(Handover.number).where(
            Handover.leaving == staff_id, Handover.accepted_at.is_null(), Handover.voided_at.is_null()
        )
    )
    if number is not None:
        raise Refused(f"{number} 还没有交接完。请接着办，或先作废。")


def _texts(draft: HandoverDraft) -> dict[str, str]:
    texts = {name: clean(getattr(draft, name)).strip() for name in _TEXTS}
    problems = {
        name: f"{_TEXTS[name]}最多 {LONGEST_TEXT} 字，现在 {len(text)} 字。"
        for name, text in texts.items()
        if len(text) > LONGEST_TEXT
    }
    if problems:
        raise InvalidInput(problems)
    return texts


def _add_lines(unit: Unit, handover_id: int, now_so: Standing) -> None:
    known = {_same(line) for line in lines_of(unit.store, handover_id)}
    _insert_lines(unit, handover_id, [line for line in now_so.lines if _same(line) not in known])


def _same(line: LineDraft | HandoverLineRow) -> tuple[Any, ...]:
    """Two lines about the same thing of the same matter are one, whatever their words say by now."""
    about = line.matter_id or line.approval_id
    return (line.sort, line.matter_id, line.approval_id, "" if about else line.words)


def _insert_lines(unit: Unit, handover_id: int, lines: Iterable[LineDraft]) -> None:
    rows = [
        {
            "handover_id": handover_id,
            "sort": line.sort.value,
            "matter_id": line.matter_id,
            "approval_id": line.approval_id,
            "words": line.words,
            "due_at": line.due_at,
        }
        for line in lines
    ]
    unit.insert_many(HandoverLine, rows)
