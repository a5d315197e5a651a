"""The whole life of a repair as a state machine: every kind of event can happen in it."""

from datetime import timedelta
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import rule

from app.services.kernel.unit import writing
from app.services.matters import sheets
from app.services.matters.handing import accept, hand_on
from app.services.matters.merging import merge, unmerge
from app.services.matters.values import Happening, PlaceDraft
from app.services.repairs import acts
from app.services.repairs.facts import Event
from app.services.repairs.sheet_values import SignatureDraft
from app.services.repairs.steps import note
from app.services.repairs.values import FindingsDraft
from app.services.repairs.work_values import UserCloseDraft
from app.services.staff.approvals import ApprovalDraft, sign_approval, unsigned_approvals
from tests.support.repair_books import AGO
from tests.support.repair_rules import AtTheDoor

# What other chapters record on a repair through its kind.
BY_OTHERS = (Event.JOINED_OUTAGE, Event.RESTORED_TOLD, Event.OPINION_SENT)


class Life(AtTheDoor):
    """What happens in the office: papers, codes, merging, handing on, the head's consent, and one's last act undone."""

    matters = AtTheDoor.matters

    @rule(matter_id=matters, kind=st.sampled_from(BY_OTHERS), ago=AGO)
    def other_chapters(self, matter_id: int, kind: Event, ago: int) -> None:
        def tell(desk, matter_id: int, key) -> None:
            at = self.ago(ago)
            with writing(desk, "test.note", key) as unit:
                note(unit, matter_id, Happening(kind, at, at, code="SJ-PQZ-1"))

        self.attempt(tell, matter_id)

    @rule(matter_id=matters, with_call=st.booleans(), by_head=st.booleans())
    def closed_for_user(self, matter_id: int, with_call: bool, by_head: bool) -> None:
        asked = ApprovalDraft(int(self.head.actor.staff_id or 0), self.desk.now(), "同意")
        draft = UserCloseDraft(reason="三次无人", evidence="照片", approval=asked if with_call else None)
        self.attempt(acts.close_for_user_reason, matter_id, draft, desk=self.head if by_head else None)

    @rule(agreed=st.booleans())
    def signed_by_the_head(self, agreed: bool) -> None:
        for row in unsigned_approvals(self.desk)[:1]:
            self.attempt(sign_approval, row.id, agreed, "已阅", desk=self.head)

    @rule(matter_id=matters, main_id=matters)
    def merged(self, matter_id: int, main_id: int) -> None:
        self.attempt(merge, matter_id, main_id, "同一处")

    @rule(matter_id=matters)
    def unmerged(self, matter_id: int) -> None:
        self.attempt(unmerge, matter_id, "不是一处")

    @rule(matter_id=matters, to_head=st.booleans())
    def handed_on(self, matter_id: int, to_head: bool) -> None:
        self.attempt(hand_on, matter_id, int(self.head.actor.staff_id or 0) if to_head else "公司客服部", "请阅处")

    @rule(matter_id=matters, by_head=st.booleans())
    def accepted(self, matter_id: int, by_head: bool) -> None:
        self.attempt(accept, matter_id, desk=self.head if by_head else None)

    @rule(by_head=st.sampled_from([False, False, True]))
    def undone(self, by_head: bool) -> None:
        self.attempt(acts.undo_last, desk=self.head if by_head else None)

    @rule(matter_id=matters, replaced=st.booleans())
    def sheet_lost(self, matter_id: int, replaced: bool) -> None:
        for number in self.sheets(matter_id, "out")[:1]:
            sheet_id = sheets.find_sheet(self.desk.store, number).id
            self.attempt(acts.replace_sheet if replaced else acts.void_sheet, sheet_id, "丢了")

    @rule(matter_id=matters)
    def blank_attached(self, matter_id: int) -> None:
        blanks = acts.issue_blanks(self.desk, self.day.repairers[0], 1, uuid4())
        self.attempt(acts.attach_sheet, matter_id, blanks.first, 1)

    @rule(matter_id=matters)
    def signed_later(self, matter_id: int) -> None:
        self.sheet_came_back(matter_id, refused=True)
        for number in self.sheets(matter_id, "returned")[:1]:
            sheet_id = sheets.find_sheet(self.desk.store, number).id
            self.attempt(acts.sign_later, sheet_id, SignatureDraft(self.desk.now(), "冯贵"))

    @rule(matter_id=matters, right=st.booleans())
    def code_read_out(self, matter_id: int, right: bool) -> None:
        numbers = [number for state in ("out", "returned") for number in self.sheets(matter_id, state)]
        spoken = "000000"
        if right and numbers:
            spoken = sheets.code_of(self.desk.store, sheets.find_sheet(self.desk.store, numbers[0]))
        self.attempt(acts.try_code, matter_id, spoken)

    @rule(matter_id=matters)
    def never_reached(self, matter_id: int) -> None:
        """Three half-days without an answer, then closed by the rule."""
        self.clock.advance(timedelta(hours=50))
        for _ in range(3):
            self.not_reached(matter_id)
            self.clock.advance(timedelta(hours=13))
        self.attempt(acts.close_unreached, matter_id, "三次未接通")

    @rule(matter_id=matters)
    def at_another_address(self, matter_id: int) -> None:
        self.attempt(acts.change_premises, matter_id, None, PlaceDraft("和平里小区-3-2-1103"), "听错门牌")

    @rule(matter_id=matters, cause=st.sampled_from(["气堵", "阀门"]))
    def findings_corrected(self, matter_id: int, cause: str) -> None:
        self.attempt(acts.correct_findings, matter_id, FindingsDraft(cause, "更换", "供热单位", "写错了"))
