"""Taking a tip-off, its 转办摘要, and the sealed words: read by the head only, on record each time (11b.6)."""

from dataclasses import dataclass
from uuid import UUID

from app.models.complaints import TipOff
from app.models.disclosure import Disclosure
from app.models.matters import Matter
from app.services.complaints.books import TIP_OFFS
from app.services.complaints.facts import Event
from app.services.complaints.steps import complaint_row, facts_of, open_tip_off, refuse_the_reported
from app.services.complaints.values import TipOffDraft
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing
from app.services.matters.steps import MatterRow, record_event
from app.services.matters.values import Done, Happening, Taken

FIELD = "举报原文"


@dataclass(frozen=True, slots=True)
class _Read:
    matter_id: int


def take_tip_off(desk: Desk, draft: TipOffDraft, key: UUID) -> Taken:
    """Write down a tip-off; an anonymous one leaves neither name nor number anywhere.

    Refused without words: there would be nothing to look into.
    """
    desk.require(Role.CLERK)
    if not draft.words.strip():
        raise InvalidInput({"words": "请写下举报的内容。"})
    with writing(desk, "tip_off.take", key) as unit:
        if first := unit.earlier(Taken):
            return first
        return unit.result(open_tip_off(unit, draft))


def write_summary(desk: Desk, matter_id: int, summary: str, key: UUID) -> Done:
    """转办摘要: what may be passed on and reported; without a word of who spoke.

    Refused once it is closed, and for the head when it is about him.
    """
    desk.require(Role.CLERK)
    if not summary.strip():
        raise InvalidInput({"summary": "请写转办摘要，不写举报人和能认出他的细节。"})
    with writing(desk, "tip_off.summary", key) as unit:
        if first := unit.earlier(Done):
            return first
        matter = _tip_off(unit.store, matter_id)
        refuse_the_reported(unit, matter)
        if facts_of(unit.store, matter_id).closed_at is not None:
            raise Refused(f"{matter.number} 已办结，不能再改摘要。")
        row_id = unit.store.scalar(TipOff.select(TipOff.id).where(TipOff.matter == matter_id))
        unit.update(TipOff, row_id, None, summary=clean(summary).strip()[:300])
        unit.update(Matter, matter_id, matter.version)
        unit.changed("matter", matter_id)
        return unit.result(Done(matter_id, matter.number, matter.version + 1))


def read_words(desk: Desk, matter_id: int, key: UUID) -> str:
    """The words as told, after it was recorded who read them and when, in the matter and among the disclosures.

    For the head only; of a tip-off about the head not for him either: it is sealed for the company.
    """
    desk.require(Role.MANAGER)
    with writing(desk, "tip_off.read", key) as unit:
        if unit.earlier(_Read) is None:
            _record_reading(unit, _tip_off(unit.store, matter_id))
            unit.result(_Read(matter_id))
    return str(desk.store.scalar(TipOff.select(TipOff.words).where(TipOff.matter == matter_id)) or "")


def _record_reading(unit: Unit, matter: MatterRow) -> None:
    if unit.store.scalar(TipOff.select(TipOff.about_head).where(TipOff.matter == matter.id)):
        raise Refused("反映站长的举报已封存，由公司启封，本站不能查看原文。")
    unit.insert(
        Disclosure,
        staff_id=unit.desk.actor.staff_id,
        caller_id=matter.caller_id,
        field=FIELD,
        place=matter.number[:30],
        shown_at=unit.at,
    )
    now = unit.desk.now()
    record_event(unit, matter.id, matter.told_at, Happening(Event.WORDS_READ, now, now))
    unit.update(Matter, matter.id, matter.version)


def _tip_off(store: Store, matter_id: int) -> MatterRow:
    matter = complaint_row(store, matter_id)
    if matter.kind != TIP_OFFS.name:
        raise Refused(f"{matter.number} 不是举报。")
    return matter
