"""The life of an incident in any order: what is stored always follows from the history, and no time contradicts."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.services.kernel.errors import AppError
from app.services.kernel.unit import writing
from app.services.kinds import kind_of
from app.services.matters.board import Board
from app.services.matters.check import fold_problems
from app.services.matters.events import effective_events
from app.services.matters.steps import matter_row
from app.services.matters.values import Happening, Noted
from app.services.outages import acts
from app.services.outages.facts import fold
from app.services.outages.joining import joined_fact
from app.services.outages.values import ExtendDraft, JoinDraft, PostDraft, RestoredDraft, TellDraft, TimeCorrection
from tests.support.outages import Block

NAMES = (
    "tell", "post", "post_back", "extend", "arrive", "restore", "void", "correct", "withdraw", "join", "leave",
    "told", "unreached", "opinion", "later",
)  # fmt: skip
# An act, minutes that pass before it, and how far from now its time lies.
STEPS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from([0, 5, 40, 300]), st.sampled_from([-600, -30, 0, 0, 0, 20, 700])),
    max_size=14,
)


class Life:
    """One incident and three callers."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.outage = block.incident(3).matter_id
        self.calls = [block.call(flat).matter_id for flat in range(3)]

    def attempt(self, name: str, minutes: int, turn: int) -> None:
        """Do it, or be refused with a sentence."""
        desk, outage = self.block.desk, self.outage
        at = desk.now() + timedelta(minutes=minutes)
        call = self.calls[turn % len(self.calls)]
        events = effective_events(desk.store, outage)
        event = events[turn % len(events)]
        ways: dict[str, Callable[[], object]] = {
            "tell": lambda: acts.tell_users(desk, outage, TellDraft(at), uuid4()),
            "post": lambda: acts.post_notice(desk, outage, PostDraft(at, place="门口"), uuid4()),
            "post_back": lambda: acts.post_notice(desk, outage, PostDraft(at, place="门口", restored=True), uuid4()),
            "extend": lambda: acts.extend(desk, outage, ExtendDraft(expected_at=at), uuid4()),
            "arrive": lambda: acts.arrive(desk, outage, Noted(at), uuid4()),
            "restore": lambda: acts.restore(desk, outage, Noted(at), uuid4()),
            "void": lambda: acts.void(desk, outage, "误报", uuid4()),
            "correct": lambda: acts.correct_time(desk, outage, TimeCorrection(event.id, "记错", at=at), uuid4()),
            "withdraw": lambda: acts.withdraw_event(desk, outage, event.id, "记错", uuid4()),
            "join": lambda: acts.join(desk, outage, call, JoinDraft(at=at), uuid4()),
            "leave": lambda: acts.leave(desk, call, "不在范围", uuid4()),
            "told": lambda: acts.tell_restored(desk, outage, RestoredDraft(at, told=(call,)), uuid4()),
            "unreached": lambda: acts.tell_restored(desk, outage, RestoredDraft(at, unreached=(call,)), uuid4()),
            "opinion": lambda: self.opinion(),
            "later": lambda: None,
        }
        with suppress(AppError):
            ways[name]()

    def opinion(self) -> None:
        now = self.block.desk.now()
        with writing(self.block.desk, "test.opinion", uuid4()) as unit:
            kind_of("outage").note(unit, self.outage, Happening("opinion_sent", now, now))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_an_incident_agrees_with_its_history_whatever_happens(block: Block, steps: list[tuple[str, int, int]]) -> None:
    life = Life(block)

    for turn, (name, passed, minutes) in enumerate(steps):
        block.later(minutes=passed)
        life.attempt(name, minutes, turn)

    store, now = block.desk.store, block.desk.now()
    facts, matter = fold(effective_events(store, life.outage)), matter_row(store, life.outage)
    assert fold_problems(store) == []
    assert facts.began_at is not None
    early = facts.began_at - timedelta(minutes=1)
    for at in (facts.restored_at, facts.arrived_at, facts.expected_at):
        assert at is None or at > early
    assert facts.restored_at is None or facts.restored_at <= now + timedelta(minutes=2)
    assert sum(event.kind == "long_expected" for event in effective_events(store, life.outage)) <= 1
    if facts.archived_at is not None:
        assert facts.restored_at is not None
    assert matter.phase == facts.phase
    if facts.voided_at is not None:
        waiting = [call for call in life.calls if joined_fact(store, call) is not None]
        assert waiting == [call for call in waiting if matter_row(store, call).closed_at is not None]
    Board().refresh(block.desk)
