"""Everything a desk can do with a matter forwarded from above."""

from uuid import UUID

from app.services.forwarding.facts import Event
from app.services.forwarding.steps import forwarded_row, open_forwarded, record
from app.services.forwarding.values import ForwardedDraft, ReplyDraft
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing
from app.services.matters.correcting import FactCorrection, correct_step
from app.services.matters.values import Done, Happening, Noted, Taken


def take_forwarded(desk: Desk, draft: ForwardedDraft, key: UUID) -> Taken:
    """Write down what the dispatch room forwards; the result is owed from `told_at` on (4.5b)."""
    desk.require(Role.CLERK)
    with writing(desk, "forwarded.take", key) as unit:
        if first := unit.earlier(Taken):
            return first
        return unit.result(open_forwarded(unit, draft))


def record_contact(desk: Desk, matter_id: int, draft: Noted, key: UUID) -> Done:
    """Somebody of the station spoke with the user the matter is about."""
    return _record(desk, "forwarded.contact", matter_id, _happening(desk, Event.CONTACTED, draft), key)


def record_progress(desk: Desk, matter_id: int, draft: ReplyDraft, key: UUID) -> Done:
    """阶段回复: what was told upwards before the result was there. Shown, but not counted as the reply (4.5b)."""
    _need_words(draft, "请写明回复了什么。")
    return _record(desk, "forwarded.progress", matter_id, _reply(desk, Event.REPLIED_PROGRESS, draft), key)


def reply_result(desk: Desk, matter_id: int, draft: ReplyDraft, key: UUID) -> Done:
    """处理结果: what came of it, and who took the reply; that closes the matter. Refused a second time."""
    _need_words(draft, "请写明处理结果。")
    return _record(desk, "forwarded.reply", matter_id, _reply(desk, Event.REPLIED_RESULT, draft), key)


def void_forwarded(desk: Desk, matter_id: int, reason: str, key: UUID) -> Done:
    """作废: number and reason stay. Refused when the result has been replied."""
    if not reason.strip():
        raise InvalidInput({"reason": "作废要写明原因。"})
    now = desk.now()
    return _record(desk, "forwarded.void", matter_id, Happening(Event.VOIDED, now, now, note=reason.strip()), key)


def correct_forwarded(desk: Desk, matter_id: int, draft: FactCorrection, key: UUID) -> Done:
    """更正: another time for a recorded fact, or taking it back; a result taken back opens the matter again."""
    desk.require(Role.CLERK)
    with writing(desk, "forwarded.correct", key) as unit:
        if first := unit.earlier(Done):
            return first
        correct_step(unit, forwarded_row(unit.store, matter_id), draft)
        return unit.result(_done(unit, matter_id))


def _record(desk: Desk, act: str, matter_id: int, fact: Happening, key: UUID) -> Done:
    desk.require(Role.CLERK)
    with writing(desk, act, key) as unit:
        if first := unit.earlier(Done):
            return first
        record(unit, matter_id, fact)
        return unit.result(_done(unit, matter_id))


def _happening(desk: Desk, kind: Event, draft: Noted) -> Happening:
    now = desk.now()
    at = draft.at or now
    return Happening(kind, at, draft.told_at or at, note=draft.note.strip())


def _reply(desk: Desk, kind: Event, draft: ReplyDraft) -> Happening:
    now = desk.now()
    at = draft.at or now
    shown = {"方式": draft.how.strip(), "接收人": draft.received_by.strip()}
    return Happening(
        kind,
        at,
        draft.told_at or at,
        code=clean(draft.received_by).strip()[:40],
        note=clean(draft.note).strip(),
        shown={name: text for name, text in shown.items() if text},
    )


def _need_words(draft: Noted, sentence: str) -> None:
    if not draft.note.strip():
        raise InvalidInput({"note": sentence})


def _done(unit: Unit, matter_id: int) -> Done:
    matter = forwarded_row(unit.store, matter_id)
    return Done(matter.id, matter.number, matter.version)
