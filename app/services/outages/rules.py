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
    if facts.is_planned and kind in (Event.ARRIVED, Event.RESTORED):
        return f"计划 {_planned(facts)} 停热，还没有开始。请先记开始停热；不停了请作废。"
    if kind in (Event.BEGAN, Event.PLANNED) and facts.began_at is not None:
        return f"已于 {spoken(facts.began_at)} 开始停热，不用再记。时间不对请用“更正”。"
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
    if facts.is_planned:
        return f"停热事件 {number} 计划 {_planned(facts)} 开始，还没有停热，不能并入。已经停了请先记开始停热。"
    if facts.restored_at is not None and at >= facts.restored_at:
        return f"停热事件 {number} 已于 {spoken(facts.restored_at)} 恢复供热，不能再并入。还不热的请按报修办理。"
    if facts.began_at is not None and at < whole_minute(facts.began_at):
        return f"{spoken(at)} 早于停热开始 {spoken(facts.began_at)}。请核对两个时间。"
    return None


def contradiction(facts: OutageFacts) -> str | None:
    """What cannot be true among facts that a correction has changed; None when they agree."""
    begins = facts.begins_at
    if begins is None:
        return "停热开始时间不能撤回。误报的事件请作废。"
    if facts.is_planned and (facts.arrived_at or facts.restored_at):
        return "已记到场或恢复供热，停热开始不能撤回。请先撤回那一条。"
    if facts.expected_at is not None and facts.expected_at < whole_minute(begins):
        return _early("预计恢复", facts.expected_at, begins)
    for word, at in (("到场", facts.arrived_at), ("恢复供热", facts.restored_at)):
        if at is not None and at < whole_minute(begins):
            return _early(word, at, begins)
    if facts.users_told_at is not None and facts.users_told_at < whole_minute(_known_at(facts)):
        return _early("告知用户", facts.users_told_at, _known_at(facts))
    if facts.archived_at is not None and facts.restored_at is None:
        return "停热事件已归档，恢复供热不能撤回。又停了请新建停热事件。"
    return None


def _disagrees(kind: Event, facts: OutageFacts, at: datetime, until: datetime | None) -> str | None:
    if kind is Event.BEGAN:
        expected = facts.expected_at
        if expected is not None and expected < whole_minute(at):
            return f"开始停热 {spoken(at)} 晚于预计恢复 {spoken(expected)}。请先改预计恢复时间。"
        return None
    begins = facts.begins_at
    if begins is None or kind is Event.PLANNED:
        return None
    if kind in (Event.RESTORED, Event.ARRIVED) and at < whole_minute(begins):
        return _early("恢复供热" if kind is Event.RESTORED else "到场", at, begins)
    if kind is Event.EXPECTED and until is not None and until < whole_minute(begins):
        return _early("预计恢复", until, begins)
    if kind is Event.RESTORED and facts.arrived_at is not None and at < whole_minute(facts.arrived_at):
        return f"恢复供热 {spoken(at)} 早于到场 {spoken(facts.arrived_at)}。请核对两个时间。"
    if at < whole_minute(_known_at(facts)):
        # Nobody posts or tells what has not happened and nobody knows of.
        return f"{spoken(at)} 早于停热开始和得知时间 {spoken(_known_at(facts))}。请核对日期和时间。"
    return None


def _known_at(facts: OutageFacts) -> datetime:
    """Before this moment nobody could say anything about it: it was not known, and heat was on."""
    known = [at for at in (facts.told_at, facts.began_at) if at is not None]
    return min(known)


def _planned(facts: OutageFacts) -> str:
    return spoken(facts.planned_at) if facts.planned_at is not None else ""


def _early(word: str, at: datetime, began: datetime) -> str:
    return f"{word}时间 {spoken(at)} 早于停热开始 {spoken(began)}。请核对两个时间。"
