"""Steps of a callback: who may make it, which number is dialled, what is kept of it, what grows out of it."""

from app.models.people import Caller
from app.models.repairs import VIEWS, CallbackAnswers, Repair
from app.services.kernel.errors import Refused
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit
from app.services.matters.phones import dialled as plain_number
from app.services.matters.steps import open_follow_up
from app.services.matters.values import CallerDraft, FollowUp, Happening
from app.services.repairs.callback_attempts import RESULT_WORDS
from app.services.repairs.facts import OF_A_VISIT, Event
from app.services.repairs.steps import KIND, Life, record
from app.services.repairs.values import CallbackDraft, UnreachedDraft

# What a user can have read off a thermometer at home, in hundredths of a degree.
_COLDEST, _WARMEST = -2000, 5000


def problems(draft: CallbackDraft) -> dict[str, str]:
    """What cannot be taken, by field."""
    found = {}
    if draft.satisfaction not in VIEWS:
        found["satisfaction"] = "满意度请选满意、基本满意或不满意。"
    if draft.room_c is not None and not _COLDEST <= draft.room_c <= _WARMEST:
        found["room_c"] = "室温不像是摄氏度，请再问一遍。"
    return found


def require_another_person(unit: Unit, life: Life) -> None:
    """Raise Refused when the operator was sent to this repair or was at any of its visits."""
    there = {visit.repairer_id for visit in life.facts.visits} | {life.facts.repairer_id}
    there |= {event.staff_id for event in life.events if event.kind in OF_A_VISIT - {Event.DISPATCHED}}
    if unit.desk.actor.staff_id in there - {None}:
        raise Refused("维修员不能回访自己修的工单。请按 F9 换一位客服。")


def dial(unit: Unit, life: Life, draft: CallerDraft | None) -> int | None:
    """The caller row whose number is dialled: the matter's own, one dialled before for it, or a new one."""
    own_id = life.matter.caller_id
    phone = plain_number(clean(draft.phone))[:30] if draft is not None else ""
    if draft is None or not phone:
        return own_id
    before = CallbackAnswers.select(CallbackAnswers.dialled).where(
        CallbackAnswers.matter == life.matter.id, CallbackAnswers.dialled.is_null(False)
    )
    known = unit.store.scalars(before) + ([own_id] if own_id is not None else [])
    query = Caller.select(Caller.id).where(Caller.id.in_(known), Caller.phone == phone).order_by(Caller.id.desc())
    same = unit.store.scalar(query.limit(1)) if known else None
    if same is not None:
        return int(same)
    return unit.insert(
        Caller, name=clean(draft.name).strip()[:60] or None, phone=phone, relation=draft.relation[:20] or "其他"
    )


def keep_answers(
    unit: Unit, matter_id: int, fact: Happening, dialled_id: int | None, draft: CallbackDraft | UnreachedDraft
) -> None:
    """One row of what was asked and said, beside the fact in the history."""
    values = {}
    if isinstance(draft, CallbackDraft):
        values = {
            "answered_by": draft.answered_by.strip()[:20],
            "on_time": draft.on_time,
            "polite": draft.polite,
            "protected": draft.protected,
            "overcharged": draft.overcharged,
            "room_c": draft.room_c,
            "satisfaction": draft.satisfaction,
        }
    unit.insert(
        CallbackAnswers,
        matter_id=matter_id,
        at=fact.at,
        by_id=unit.desk.actor.staff_id,
        dialled_id=dialled_id,
        result=fact.code,
        words=fact.note,
        **values,
    )


def shown(draft: CallbackDraft | UnreachedDraft) -> dict[str, str]:
    """The answers as the history shows them; never a number or a name."""
    other = "非来电人号码" if draft.dialled is not None and draft.dialled.phone.strip() else ""
    if isinstance(draft, UnreachedDraft):
        said = {"结果": RESULT_WORDS[draft.reason], "拨打": other}
    else:
        said = {
            "拨打": other,
            "接听": draft.answered_by,
            "及时": _yes(draft.on_time, "及时", "不及时"),
            "态度": _yes(draft.polite, "礼貌", "不礼貌"),
            "鞋套清理": _yes(draft.protected, "做到", "没做到"),
            "收费": _yes(draft.overcharged, "有误", "无误"),
            "室温（用户自述）": degrees(draft.room_c),
            "满意度": draft.satisfaction,
            "回访码": "用户没有单子" if draft.no_sheet else "",
        }
    return {word: value for word, value in said.items() if value}


def degrees(hundredths: int | None) -> str:
    """`17.5℃`; nothing when it was not said."""
    return "" if hundredths is None else f"{hundredths / 100:g}℃"


def take_again(unit: Unit, life: Life, called: Happening) -> tuple[Life, int, str]:
    """A new repair out of a callback that found the fault unsolved: linked, told in the call."""
    group, fault = unit.store.tuples(
        Repair.select(Repair.fault_group, Repair.fault).where(Repair.id == life.repair_id)
    )[0]
    words = called.note or life.matter.words
    facts = {"fault_group": group, "fault": fault, "channel": "回访"}
    taken = open_follow_up(unit, life.matter, kind=KIND, draft=FollowUp(life.matter.id, words, called.at, facts))
    link = Happening(Event.REOPENED, called.at, called.told_at, code=taken.number, note=called.note)
    return record(unit, life, link), taken.matter_id, taken.number


def _yes(answer: bool | None, good: str, bad: str) -> str:
    return "" if answer is None else good if answer else bad
