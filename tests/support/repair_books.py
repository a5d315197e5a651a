"""What a test knows about the repairs it plays with, and what must hold of their books after every step."""

import dataclasses
from collections import Counter
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant

from app.models.kernel import IssuedNumber
from app.models.matters import ClockResult, Matter
from app.services.kernel.errors import AppError
from app.services.kernel.numbering import gaps
from app.services.kernel.times import FrozenClock
from app.services.matters.board import Board
from app.services.matters.check import fold_problems
from app.services.matters.clocks import clocks_of, final_outcomes
from app.services.matters.events import CORRECTED, event_rows
from app.services.repairs import acts
from app.services.repairs.following import Difference
from app.services.repairs.phase import Phase
from app.services.repairs.steps import KIND, read_life
from app.services.repairs.values import FaultGroup
from tests.services.repairs.reference import Fact, outcomes
from tests.support import desks
from tests.support.repairs import Day

# How long ago a thing happened that is typed in now; one lies in the future and is refused.
AGO = st.sampled_from([0, 0, 0, 0, 1, 5, 20, 45, 200, -30])
AHEAD = st.none() | st.sampled_from([30, 120, 900])
GROUPS = st.sampled_from([FaultGroup.LEAK, FaultGroup.COLD, FaultGroup.VALVE])


STEPS = "steps"


@dataclasses.dataclass
class Told:
    """What the test itself remembers of one matter."""

    leak: bool
    facts: dict[int, Fact]


class Books(RuleBasedStateMachine):
    """The station of one life; `counted` counts events by kind, and steps, over all lives of the class."""

    day: Day
    counted: ClassVar[Counter[str]]
    matters = Bundle("matters")

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.counted = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[int, Told] = {}
        self.refusals: list[str] = []
        self.board = Board(waiting=True)
        self.clock = FrozenClock(self.day.now())
        self.day = dataclasses.replace(self.day, desk=dataclasses.replace(self.day.desk, clock=self.clock))
        self.desk = self.day.desk
        self.head = desks.desk_for(self.desk.store, desks.MANAGER, self.clock)

    def ago(self, minutes: int) -> datetime:
        return self.desk.now() - timedelta(minutes=minutes)

    def ahead(self, minutes: int | None) -> datetime | None:
        return None if minutes is None else self.desk.now() + timedelta(minutes=minutes)

    def take(self, matter_id: int, leak: bool) -> int:
        self.known[matter_id] = Told(leak, {})
        self.remember()
        return matter_id

    def remember(self) -> None:
        """Read the raw history and apply corrections in the plainest way."""
        root: dict[int, int] = {}
        for told in self.known.values():
            told.facts.clear()
        for row in event_rows(self.desk.store, list(self.known)):
            facts = self.known[row.matter_id].facts
            if row.kind != CORRECTED:
                root[row.id] = row.id
                facts[row.id] = Fact(row.kind, row.happened_at, row.until_at)
                self.counted[row.kind] += 1
                continue
            first = root[row.id] = root[row.corrects_id or 0]
            if row.withdrawn:
                del facts[first]
            else:
                facts[first] = Fact(facts[first].kind, row.happened_at, row.until_at)

    def attempt(self, act, *arguments, desk=None) -> object:
        """Do it, or be refused with a sentence; either way the books must agree."""
        self.counted[STEPS] += 1
        try:
            return act(desk or self.desk, *arguments, uuid4())
        except AppError as error:
            self.refusals.append(error.message)
            return None
        finally:
            self.remember()

    @invariant()
    def every_repair_has_a_phase(self) -> None:
        query = Matter.select(Matter.phase).where(Matter.id.in_(list(self.known)))
        assert set(self.desk.store.scalars(query)) <= set(Phase)

    @invariant()
    def every_refusal_is_a_sentence(self) -> None:
        assert all(message.endswith("。") for message in self.refusals)
        self.refusals.clear()

    @invariant()
    def nothing_follows_itself(self) -> None:
        into = dict(self.desk.store.tuples(Matter.select(Matter.id, Matter.merged_into).where(Matter.kind == KIND)))
        for matter_id in self.known:
            seen = {matter_id}
            above = into[matter_id]
            while above is not None:
                assert above not in seen
                seen.add(above)
                above = into[above]

    @invariant()
    def the_clocks_agree_with_the_slow_reference(self) -> None:
        now = self.desk.now()
        for matter_id, told in self.known.items():
            states = {state.policy_id: state.classification for state in clocks_of(self.desk, matter_id)}
            states.pop("repair.callback", None)
            assert states == outcomes(list(told.facts.values()), now, leak=told.leak)

    @invariant()
    def a_board_kept_all_day_says_what_a_new_one_says(self) -> None:
        assert self.board.refresh(self.desk) == Board(waiting=True).refresh(self.desk)

    def teardown(self) -> None:
        try:
            self.check_the_books()
        finally:
            self.leave_the_board()

    def check_the_books(self) -> None:
        """What is stored follows from the history; numbers are unique; what is closed has its outcomes."""
        store = self.desk.store
        assert fold_problems(store) == []
        assert gaps(store) == []
        issued = store.scalars(IssuedNumber.select(IssuedNumber.number))
        assert len(issued) == len(set(issued))
        for matter_id in self.known:
            life = read_life(store, matter_id)
            if life.matter.closed_at is not None and life.facts.voided_at is None:
                expected = {
                    (row.policy_id, str(row.outcome))
                    for row in final_outcomes(self.desk, matter_id, life.matter.closed_at)
                }
                kept = ClockResult.select(ClockResult.policy_id, ClockResult.outcome)
                rows = store.tuples(kept.where(ClockResult.matter == matter_id, ClockResult.outcome != "none"))
                assert set(rows) == expected
            if life.matter.merged_into_id is not None and life.facts.voided_at is None:
                main = read_life(store, life.matter.merged_into_id)
                told_at = life.matter.told_at
                assert Difference.between(life.events, main.events, main.matter.number, told_at).changes == ()

    def leave_the_board(self) -> None:
        """The next life begins on the first morning again, before what this one has just done."""
        waiting = list(self.known)
        while waiting:
            open_ones = [each for each in waiting if read_life(self.desk.store, each).matter.closed_at is None]
            leading = {read_life(self.desk.store, each).matter.merged_into_id for each in open_ones}
            for matter_id in [each for each in open_ones if each not in leading]:
                acts.void_matter(self.desk, matter_id, "试验结束", uuid4())
            waiting = [each for each in open_ones if each in leading]
