"""What may happen to a repair at the door and over the phone, as rules of a state machine."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import consumes, initialize, precondition, rule

from app.services.matters.values import Noted
from app.services.repairs import acts
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
from app.services.repairs.work_values import DamageDraft, ManyDraft, MaterialDraft, PhoneAdviceDraft, PriceRefusedDraft
from tests.support.repair_books import AGO, AHEAD, GROUPS, STEPS, Books


class AtTheDoor(Books):
    """Calls, visits, endings, callbacks, and what was wrong put right."""

    matters = Books.matters

    @initialize(target=matters, group=GROUPS, ago=AGO.filter(lambda ago: ago >= 0), far=st.integers(0, 3))
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

    @precondition(lambda self: len(self.known) < 4)
    @rule(target=matters, group=GROUPS, ago=AGO.filter(lambda ago: ago >= 0))
    def another_call(self, group: FaultGroup, ago: int) -> int:
        return self.call(group, ago)

    def call(self, group: FaultGroup, ago: int) -> int:
        self.counted[STEPS] += 1
        agreed_at = self.ahead(60) if ago == 5 else None
        taken = self.day.take(group, told_at=self.ago(ago), agreed_at=agreed_at, fee_told=ago == 20)
        return self.take(taken.matter_id, group is FaultGroup.LEAK)

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
        self.sheet_came_back(matter_id, refused=False)
        self.clock.advance(timedelta(hours=62))
        self.called_back(matter_id, result)

    @rule(minutes=st.sampled_from([1, 7, 25, 60, 400, 1500, 2900]))
    def time_passes(self, minutes: int) -> None:
        self.counted[STEPS] += 1
        self.clock.advance(timedelta(minutes=minutes))

    @rule(matter_id=matters, ago=AGO, ahead=AHEAD)
    def contacted(self, matter_id: int, ago: int, ahead: int | None) -> None:
        self.attempt(acts.record_contact, matter_id, ContactDraft(self.ago(ago), appointment_at=self.ahead(ahead)))

    @rule(matter_id=matters, ahead=st.sampled_from([30, 600, -10]))
    def put_off(self, matter_id: int, ahead: int) -> None:
        self.attempt(acts.reschedule, matter_id, ContactDraft(appointment_at=self.ahead(ahead)))

    @rule(matter_id=matters, ahead=AHEAD)
    def explained(self, matter_id: int, ahead: int | None) -> None:
        self.attempt(acts.explain, matter_id, ExplanationDraft(note="抢修集中", until=self.ahead(ahead)))

    @rule(matter_id=matters, other_id=matters, ahead=AHEAD)
    def many_explained(self, matter_id: int, other_id: int, ahead: int | None) -> None:
        self.attempt(acts.explain_many, ManyDraft("抢修集中", self.ahead(ahead), (matter_id,), (other_id,)))

    @rule(matter_id=matters, ago=AGO)
    def urged(self, matter_id: int, ago: int) -> None:
        self.attempt(acts.urge, matter_id, Noted(self.ago(ago), note="怎么还不来"))

    @rule(matter_id=matters, ago=AGO)
    def fee_told(self, matter_id: int, ago: int) -> None:
        self.attempt(acts.tell_fee, matter_id, Noted(self.ago(ago)))

    @rule(matter_id=matters, risk_told=st.booleans())
    def price_refused(self, matter_id: int, risk_told: bool) -> None:
        self.attempt(acts.refuse_price, matter_id, PriceRefusedDraft(risk_told=risk_told))

    @rule(matter_id=matters, agrees=st.booleans())
    def damage_found(self, matter_id: int, agrees: bool) -> None:
        self.attempt(acts.find_damage, matter_id, DamageDraft(facility="地暖支管", owner="用户自用设施", agrees=agrees))

    @rule(matter_id=matters, repairer=st.integers(0, 2))
    def dispatched(self, matter_id: int, repairer: int) -> None:
        self.attempt(acts.dispatch, matter_id, DispatchDraft(repairer_id=self.day.repairers[repairer]))

    @rule(matter_id=matters, ago=AGO)
    def set_out(self, matter_id: int, ago: int) -> None:
        self.attempt(acts.set_out, matter_id, VisitDraft(self.ago(ago)))

    @rule(matter_id=matters, ago=AGO)
    def arrived(self, matter_id: int, ago: int) -> None:
        self.attempt(acts.record_arrival, matter_id, VisitDraft(self.ago(ago)))

    @rule(matter_id=matters, ago=AGO)
    def left(self, matter_id: int, ago: int) -> None:
        self.attempt(acts.record_leaving, matter_id, VisitDraft(self.ago(ago)))

    @rule(
        matter_id=matters,
        result=st.sampled_from(VisitResult),
        ago=AGO,
        ahead=AHEAD,
        evidence=st.sampled_from(["photo", "witness", ""]),
        told=st.booleans(),
    )
    def visited(
        self, matter_id: int, result: VisitResult, ago: int, ahead: int | None, evidence: str, told: bool
    ) -> None:
        draft = VisitResultDraft(
            result=result,
            arrived_at=self.ago(ago),
            until=self.ahead(ahead),
            evidence=evidence,
            present="物业 周某",
            receiver="物业",
            told_user=told,
        )
        self.attempt(acts.record_visit_result, matter_id, draft)

    @rule(matter_id=matters, ago=AGO, with_arrival=st.booleans())
    def finished(self, matter_id: int, ago: int, with_arrival: bool) -> None:
        arrived_at = self.ago(ago + 5) if with_arrival else None
        used = (MaterialDraft("排气阀"),)
        self.attempt(
            acts.finish, matter_id, FinishDraft(self.ago(ago), cause="气堵", arrived_at=arrived_at, materials=used)
        )

    @rule(matter_id=matters, agrees=st.sampled_from([True, True, False]))
    def solved_by_phone(self, matter_id: int, agrees: bool) -> None:
        self.attempt(acts.solve_by_phone, matter_id, PhoneAdviceDraft(note="打开排气阀放气", agrees=agrees))

    @rule(matter_id=matters, refused=st.booleans())
    def sheet_came_back(self, matter_id: int, refused: bool) -> None:
        for number in self.sheets(matter_id, "out")[:1]:
            draft = SheetReturnDraft(number, view="满意")
            if refused:
                draft = SheetReturnDraft(number, signed="refused", refused_reason="不够热", witness="物业 周某")
            self.attempt(acts.return_sheet, draft)

    def sheets(self, matter_id: int, state: str) -> list[str]:
        return [card.sheet.number for card in repair_card(self.desk, matter_id).sheets if card.sheet.state == state]

    @rule(matter_id=matters, result=st.sampled_from(CallbackResult))
    def called_back(self, matter_id: int, result: CallbackResult) -> None:
        self.attempt(acts.record_callback, matter_id, CallbackDraft(result=result))

    @rule(matter_id=matters)
    def not_reached(self, matter_id: int) -> None:
        self.attempt(acts.record_unreached, matter_id, UnreachedDraft())

    @rule(matter_id=matters, which=st.integers(0, 20), ago=AGO)
    def corrected(self, matter_id: int, which: int, ago: int) -> None:
        standing = list(self.known[matter_id].facts)
        self.attempt(
            acts.correct_event, matter_id, CorrectionDraft(standing[which % len(standing)], "听错了", at=self.ago(ago))
        )

    @rule(matter_id=matters, which=st.integers(0, 20))
    def withdrawn(self, matter_id: int, which: int) -> None:
        standing = list(self.known[matter_id].facts)
        self.attempt(acts.withdraw_event, matter_id, standing[which % len(standing)], "是另一单")

    @rule(target=matters, matter_id=matters)
    def reopened(self, matter_id: int) -> int:
        new = self.attempt(acts.reopen, matter_id, ReopenDraft("又坏了"))
        return matter_id if new is None else self.take(new.matter_id, self.known[matter_id].leak)

    @rule(matter_id=consumes(matters))
    def voided(self, matter_id: int) -> None:
        self.attempt(acts.void_matter, matter_id, "打错电话")
