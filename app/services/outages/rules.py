"""What cannot be true of an incident, each with the sentence a clerk reads."""

from datetime import datetime

from app.services.matters.moments import spoken, whole_minute
from app.services.outages.facts import Event, OutageFacts

# Told of an incident that is over, these are still true: what was sent, printed or handed on.
_AFTER_THE_END = frozenset(
    {
        Event.TOLD,
        Event.POSTED,
        Event.SHEET_ISSUED,
        Event.USERS_TOLD,
        Event.LONG_NOTIFIED,
        Event.ARRIVED,
        Event.AREAS_CHANGED,
        Event.HANDED_ON,
        Event.ACCEPTED,
        Event.OPINION_SENT,
        Event.ARCHIVED,
    }
)
_AFTER_ARCHIVING = frozenset({Event.POSTED, Event.SHEET_ISSUED, Event.OPINION_SENT})


def objection(kind: Event, facts: OutageFacts, at: datetime, until: datetime | None = None) -> str | None:
    """The first sentence that speaks against recording `kind` at `at`; None when nothing does."""
    if facts.voided_at is not None:
        return "停热事件已作废，不能再记。还在停热的，请重新登记。"
    if facts.archived_at is not None and kind not in _AFTER_ARCHIVING:
        return "停热事件已归档，不能再记。又停了请新建停热事件，记错了请用“更正”。"
    if facts.restored_at is not None and kind not in _AFTER_THE_END:
        return f"已于 {spoken(facts.restored_at)} 恢复供热，不用再记。记错了请先撤回恢复。"
    if kind is Event.ARRIVED and facts.arrived_at is not None:
        return f"已于 {spoken(facts.arrived_at)} 到场，不用再记。时间不对请用“更正”。"
    return _disagrees(kind, facts, at, until)


def not_joinable(facts: OutageFacts, number: str, at: datetime) -> str | None:
    """Why nobody can join the incident at `at`; None when somebody can.

    A call of the time it lasted that is typed in later may still join, until the incident is archived.
    """
    if facts.voided_at is not None:
        return f"停热事件 {number} 已作废，不能再并入。"
    if facts.archived_at is not None:
        return f"停热事件 {number} 已归档，不能再并入。还不热的请按报修办理。"
    if facts.restored_at is not None and at >= facts.restored_at:
        return f"停热事件 {number} 已于 {spoken(facts.restored_at)} 恢复供热，不能再并入。还不热的请按报修办理。"
    if facts.began_at is not None and at < whole_minute(facts.began_at):
        return f"{spoken(at)} 早于停热开始 {spoken(facts.began_at)}。请核对两个时间。"
    return None


def contradiction(facts: OutageFacts) -> str | None:
    """What cannot be true among facts that a correction has changed; None when they agree."""
    began = facts.began_at
    if began is None:
        return "停热开始时间不能撤回。误报的事件请作废。"
    for expected in facts.expectations:
        if expected.until < whole_minute(began):
            return _early("预计恢复", expected.until, began)
    for word, at in (("到场", facts.arrived_at), ("恢复供热", facts.restored_at)):
        if at is not None and at < whole_minute(began):
            return _early(word, at, began)
    if facts.archived_at is not None and facts.restored_at is None:
        return "停热事件已归档，恢复供热不能撤回。又停了请新建停热事件。"
    return None


def _disagrees(kind: Event, facts: OutageFacts, at: datetime, until: datetime | None) -> str | None:
    began = facts.began_at
    if began is None:
        return None
    if kind in (Event.RESTORED, Event.ARRIVED) and at < whole_minute(began):
        return _early("恢复供热" if kind is Event.RESTORED else "到场", at, began)
    if kind is Event.EXPECTED and until is not None and until < whole_minute(began):
        return _early("预计恢复", until, began)
    if kind is Event.RESTORED and facts.arrived_at is not None and at < whole_minute(facts.arrived_at):
        return f"恢复供热 {spoken(at)} 早于到场 {spoken(facts.arrived_at)}。请核对两个时间。"
    return None


def _early(word: str, at: datetime, began: datetime) -> str:
    return f"{word}时间 {spoken(at)} 早于停热开始 {spoken(began)}。请核对两个时间。"
