"""The life of a repair, told in any order a day may bring: late entries, corrections, voids, reopenings."""

import dataclasses
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.models.matters import Matter
from app.services.kernel.errors import AppError
from app.services.kernel.numbering import gaps
from app.services.kernel.times import FrozenClock
from app.services.matters.board import Board
from app.services.matters.check import fold_problems
from app.services.matters.clocks import clocks_of
from app.services.matters.values import Noted
from app.services.repairs import acts
from app.services.repairs.phase import Phase
from app.services.repairs.reads import repair_card
from app.services.repairs.values import (
    CallbackDraft,
    CallbackResult,
    ContactDraft,
    CorrectionDraft,
    DispatchDraft,
    ExplanationDraft,
    FaultGroup,
    FinishDraft,
    ReopenDraft,
    SheetReturnDraft,
    UnreachedDraft,
    VisitDraft,
    VisitResult,
    VisitResultDraft,
)
from app.services.trust.integrity import verify
from tests.services.repairs.reference import Fact, outcomes
from tests.support import desks
from tests.support.repairs import Day, begin

# How long ago a thing happened that is typed in now.
AGO = st.sampled_from([0, 0, 0, 1, 5, 20, 45, 200])
AHEAD = st.none() | st.sampled_from([30, 120, 900])
GROUPS = st.sampled_from([FaultGroup.LEAK, FaultGroup.COLD, FaultGroup.VALVE])


@dataclasses.dataclass
class Told:
    """What the test itself remembers of one matter."""

    leak: bool
    facts: dict[int, Fact]


class Life(RuleBasedStateMachine):
    day: Day
    matters = Bundle("matters")

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[int, Told] = {}
        self.refusals: list[str] = []
        self.board = Board(waiting=True)
        self.clock = FrozenClock(self.day.now())
        self.day = dataclasses.replace(self.day, desk=dataclasses.replace(self.day.desk, clock=self.clock))
        self.desk = self.day.desk

    def ago(self, minutes: int) -> datetime:
        return self.desk.now() - timedelta(minutes=minutes)

    def ahead(self, minutes: int | None) -> datetime | None:
        return None if minutes is None else self.desk.now() + timedelta(minutes=minutes)

    def take(self, matter_id: int, leak: bool) -> int:
        self.known[matter_id] = Told(leak, {})
        self.remember(matter_id)
        return matter_id

    def remember(self, matter_id: int) -> None:
        """Read the raw history and apply corrections in the plainest way."""
        told = self.known[matter_id]
        told.facts.clear()
        root: dict[int, int] = {}
        for line in sorted(repair_card(self.desk, matter_id).timeline, key=lambda line: line.event_id):
            if line.corrects_id is None:
                root[line.event_id] = line.event_id
                told.facts[line.event_id] = Fact(line.kind, line.happened_at, line.until_at)
            else:
                first = root[line.event_id] = root[line.corrects_id]
                if line.word.startswith("撤回"):
                    del told.facts[first]
                else:
                    told.facts[first] = Fact(told.facts[first].kind, line.happened_at, line.until_at)

    def attempt(self, matter_id: int, act, *arguments) -> None:
        """Do it, or be refused with a sentence; either way the books must agree."""
        try:
            act(self.desk, matter_id, *arguments, uuid4())
        except AppError as error:
            self.refusals.append(error.message)
        self.remember(matter_id)

    @initialize(target=matters, group=GROUPS, ago=AGO, far=st.integers(0, 3))
    def first_call(self, group: FaultGroup, ago: int, far: int) -> int:
        """Lives begin at different ages: just told, at work, finished, called back."""
        matter_id = self.call(group, ago)
        if far > 0:
            self.dispatched(matter_id, 0)
            self.arrived(matter_id, 0)
        if far > 1:
            self.clock.advance(timedelta(minutes=40))
            self.finished(matter_id, 0, with_arrival=False)
        if far > 2:
            self.a_usual_end(matter_id, CallbackResult.SOLVED)
        return matter_id

    @precondition(lambda self: len(self.known) < 3)
    @rule(target=matters, group=GROUPS, ago=AGO)
    def another_call(self, group: FaultGroup, ago: int) -> int:
        return self.call(group, ago)

    @rule(matter_id=matters, came=st.sampled_from([10, 29, 31, 150]), took=st.sampled_from([15, 1500]))
    def a_usual_visit(self, matter_id: int, came: int, took: int) -> None:
        """What mostly happens, so that lives get beyond their first hours."""
        self.dispatched(matter_id, 0)
        self.clock.advance(timedelta(minutes=came))
        self.arrived(matter_id, 0)
        self.clock.advance(timedelta(minutes=took))
        self.finished(matter_id, 0, with_arrival=False)

    @rule(matter_id=matters, result=st.sampled_from(CallbackResult))
    def a_usual_end(self, matter_id: int, result: CallbackResult) -> None:
        """Two days later the sheet is back and the user was reached."""
        self.sheet_came_back(matter_id)
        self.clock.advance(timedelta(hours=62))
        self.called_back(matter_id, result)

    def call(self, group: FaultGroup, ago: int) -> int:
        taken = self.day.take(group, told_at=self.ago(ago))
        return self.take(taken.matter_id, group is FaultGroup.LEAK)

    @rule(minutes=st.sampled_from([1, 7, 25, 60, 400, 1500, 2900]))
    def time_passes(self, minutes: int) -> None:
        self.clock.advance(timedelta(minutes=minutes))

    @rule(matter_id=matters, ago=AGO, ahead=AHEAD)
    def contacted(self, matter_id: int, ago: int, ahead: int | None) -> None:
        draft = ContactDraft(self.ago(ago), appointment_at=self.ahead(ahead))
        self.attempt(matter_id, acts.record_contact, draft)

    @rule(matter_id=matters, ahead=st.sampled_from([30, 600]))
    def put_off(self, matter_id: int, ahead: int) -> None:
        self.attempt(matter_id, acts.reschedule, ContactDraft(appointment_at=self.ahead(ahead)))

    @rule(matter_id=matters, ahead=AHEAD)
    def explained(self, matter_id: int, ahead: int | None) -> None:
        self.attempt(matter_id, acts.explain, ExplanationDraft(note="抢修集中", until=self.ahead(ahead)))

    @rule(matter_id=matters, repairer=st.integers(0, 2))
    def dispatched(self, matter_id: int, repairer: int) -> None:
        self.attempt(matter_id, acts.dispatch, DispatchDraft(repairer_id=self.day.repairers[repairer]))

    @rule(matter_id=matters, ago=AGO)
    def arrived(self, matter_id: int, ago: int) -> None:
        self.attempt(matter_id, acts.record_arrival, VisitDraft(self.ago(ago)))

    @rule(matter_id=matters, result=st.sampled_from(VisitResult), ago=AGO, ahead=AHEAD)
    def visited(self, matter_id: int, result: VisitResult, ago: int, ahead: int | None) -> None:
        draft = VisitResultDraft(result=result, arrived_at=self.ago(ago), until=self.ahead(ahead))
        self.attempt(matter_id, acts.record_visit_result, draft)

    @rule(matter_id=matters, ago=AGO, with_arrival=st.booleans())
    def finished(self, matter_id: int, ago: int, with_arrival: bool) -> None:
        arrived_at = self.ago(ago + 5) if with_arrival else None
        self.attempt(matter_id, acts.finish, FinishDraft(self.ago(ago), cause="气堵", arrived_at=arrived_at))

    @rule(matter_id=matters, by_phone=st.booleans())
    def ended_without_a_visit(self, matter_id: int, by_phone: bool) -> None:
        if by_phone:
            self.attempt(matter_id, acts.solve_by_phone, Noted(note="打开排气阀放气"))
        else:
            self.attempt(matter_id, acts.join_outage, ExplanationDraft(note="停电"))

    @rule(matter_id=matters)
    def sheet_came_back(self, matter_id: int) -> None:
        out = [card.sheet.number for card in repair_card(self.desk, matter_id).sheets if card.sheet.state == "out"]
        for number in out[:1]:
            try:
                acts.return_sheet(self.desk, SheetReturnDraft(number, view="满意"), uuid4())
            except AppError as error:
                self.refusals.append(error.message)
        self.remember(matter_id)

    @rule(matter_id=matters, result=st.sampled_from(CallbackResult))
    def called_back(self, matter_id: int, result: CallbackResult) -> None:
        self.attempt(matter_id, acts.record_callback, CallbackDraft(result=result))

    @rule(matter_id=matters)
    def not_reached(self, matter_id: int) -> None:
        self.attempt(matter_id, acts.record_unreached, UnreachedDraft())

    @rule(matter_id=matters, which=st.integers(0, 20), ago=AGO)
    def corrected(self, matter_id: int, which: int, ago: int) -> None:
        standing = list(self.known[matter_id].facts)
        draft = CorrectionDraft(standing[which % len(standing)], "听错了", at=self.ago(ago))
        self.attempt(matter_id, acts.correct_event, draft)

    @rule(matter_id=matters, which=st.integers(0, 20))
    def withdrawn(self, matter_id: int, which: int) -> None:
        standing = list(self.known[matter_id].facts)
        self.attempt(matter_id, acts.withdraw_event, standing[which % len(standing)], "是另一单")

    @rule(target=matters, matter_id=matters)
    def reopened(self, matter_id: int) -> int:
        try:
            new = acts.reopen(self.desk, matter_id, ReopenDraft("又坏了"), uuid4())
        except AppError:
            return matter_id
        self.remember(matter_id)
        return self.take(new.matter_id, self.known[matter_id].leak)

    @rule(matter_id=consumes(matters))
    def voided(self, matter_id: int) -> None:
        self.attempt(matter_id, acts.void_matter, "打错电话")

    @invariant()
    def every_repair_has_a_phase(self) -> None:
        query = Matter.select(Matter.phase).where(Matter.id.in_(list(self.known)))
        assert set(self.desk.store.scalars(query)) <= set(Phase)

    @invariant()
    def every_refusal_is_a_sentence(self) -> None:
        assert all(message.endswith("。") for message in self.refusals)

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
            assert fold_problems(self.desk.store) == []
            assert gaps(self.desk.store) == []
        finally:
            self.leave_the_board()

    def leave_the_board(self) -> None:
        """The next life begins on the first morning again, before what this one has just done."""
        for matter_id in self.known:
            if repair_card(self.desk, matter_id).head.closed_at is None:
                acts.void_matter(self.desk, matter_id, "试验结束", uuid4())


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_any_life_of_a_repair_keeps_the_books_in_order(database: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("data_folder" if database == "sqlite" else "postgres_url")
    with desks.opened(url) as store:

        class LifeHere(Life):
            day = begin(desks.desk_for(store))

        examples = 30 if database == "sqlite" else 6
        run_state_machine_as_test(
            LifeHere,
            settings=settings(
                max_examples=examples,
                stateful_step_count=20,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                database=None,
                report_multiple_bugs=False,
            ),
        )
        assert verify(store) == []
