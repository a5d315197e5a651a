"""更正 of one recorded fact, for kinds whose facts do not hang together further: another time, or taken back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.unit import Unit
from app.services.kinds import kind_of
from app.services.matters.events import CORRECTED, effective_events
from app.services.matters.moments import spoken, whole_minute
from app.services.matters.steps import MatterRow, record_correction
from app.services.matters.timeline import word_of

TOLD = "told"
# Facts with an act of their own to undo them, and those that have left the station.
_NEVER = {
    "voided": "已作废的件不能更正。",
    "merged": "并错了请用“撤销并件”。",
    "unmerged": "还要一起办的请重新并件。",
    "handed_on": "转错了请重新转交。",
    "accepted": "接错了请转交给该办的人。",
    "opinion_sent": "处理意见已报送调度室，不能更正。内容有变请电话说明。",
    "premises_changed": "户号又错了请再更正一次户号。",
    "words_read": "查看记录不能更正。",
    CORRECTED: "请更正原来那一条。",
}


@dataclass(frozen=True, slots=True)
class FactCorrection:
    """Which fact, why, and its right time; `at` None takes the fact back."""

    event_id: int
    reason: str
    at: datetime | None = None


def correct_step(unit: Unit, matter: MatterRow, draft: FactCorrection) -> None:
    """Record the correction and store what the facts lead to now; the old stays readable beside the reason.

    Refused for a voided matter, for facts that have left the station or have their own way back, when the beginning
    would be taken back, and when something would then lie before it.
    """
    if not draft.reason.strip():
        raise InvalidInput({"reason": "更正要写明原因。"})
    if matter.void_reason:
        raise Refused(_NEVER["voided"])
    events = effective_events(unit.store, matter.id)
    fact = next((event for event in events if event.id == draft.event_id), None)
    if fact is not None and fact.kind in _NEVER:
        raise Refused(f"{word_of(fact.kind)}：{_NEVER[fact.kind]}")
    if fact is not None and fact.kind == TOLD:
        if draft.at is None:
            raise Refused("受理不能撤回。误报的请作废。")
        first = min((event.happened_at for event in events if event.kind != TOLD), default=draft.at)
        if first < whole_minute(draft.at):
            raise Refused(f"{spoken(first)} 已有办理经过，受理时间不能晚于它。请先更正那一条。")
    changes: dict[str, Any] = {"withdrawn": True} if draft.at is None else {"happened_at": draft.at}
    record_correction(unit, matter, draft.event_id, draft.reason, changes)
    kind_of(matter.kind).settle(unit, matter.id)
