"""这个期限怎么来的: one clock of one matter, step by step, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.services.clocks.due import Step
from app.services.clocks.engine import Classification, ClockState, State
from app.services.clocks.policies import Policy
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound
from app.services.kernel.times import china
from app.services.matters.clocks import clocks_of
from app.services.matters.events import EffectiveEvent, effective_events
from app.services.matters.moments import spoken
from app.services.matters.timeline import word_of


@dataclass(frozen=True, slots=True)
class ClockExplained:
    """A clock of a matter and how it came to its due time and its verdict."""

    state: ClockState
    steps: tuple[Step, ...]


def explain_clock(desk: Desk, matter_id: int, policy_id: str) -> ClockExplained:
    """The steps of this clock, moments in China time; NotFound when the matter has no such clock."""
    state = next((state for state in clocks_of(desk, matter_id) if state.policy_id == policy_id), None)
    if state is None:
        raise NotFound(f"这张工单没有时限 {policy_id}：不适用，或已不再计时。")
    reckoned = desk.rules.due(policy_id, state.start)
    policy = desk.rules.policies.at(policy_id, state.start)
    happened = effective_events(desk.store, matter_id)
    return ClockExplained(state, (*reckoned.steps, *_what_happened(policy, state, happened, desk.now())))


def _what_happened(policy: Policy, state: ClockState, events: list[EffectiveEvent], now: datetime) -> Iterator[Step]:
    end = state.stopped or now
    for event in events:
        if event.happened_at > end or event.kind not in policy.user_reasons | policy.explanations:
            continue
        until = f"，至 {spoken(event.until_at)}" if event.until_at is not None else ""
        yield Step(china(event.happened_at), f"{spoken(event.happened_at)} {word_of(event.kind)}{until}。")
    if state.stopped is not None:
        by = next((event.kind for event in events if event.happened_at == state.stopped), "")
        yield Step(china(state.stopped), f"{spoken(state.stopped)} {word_of(by) or '办结'}，{_verdict(state)}。")
    elif state.state is State.WAITING_WINDOW and state.not_before is not None:
        yield Step(china(now), f"现在 {spoken(now)}，{spoken(state.not_before)} 起可办。")
    else:
        yield Step(china(now), f"现在 {spoken(now)}，{_verdict(state)}。")


def _verdict(state: ClockState) -> str:
    late = state.classification not in (None, Classification.MET)
    minutes = abs(state.remaining)
    if late and state.classification is not None:
        return f"超时 {minutes} 分（{state.classification.word}）"
    return state.classification.word if state.classification else f"剩 {minutes} 分"
