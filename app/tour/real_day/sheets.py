"""The slips of a repair coming back, lost, unsigned, and with words on them."""

from datetime import datetime
from uuid import uuid4

from app.services.complaints.acts import complaint_from_sheet, take_complaint
from app.services.complaints.values import ComplaintDraft
from app.services.matters import sheets
from app.services.matters.values import Taken
from app.services.repairs import acts
from app.services.repairs.values import SheetReturnDraft
from app.tour.real_day.book import Entry
from app.tour.real_day.hands import Hands, caller_of
from app.tour.real_day.paperwork import Paperwork, Return, paperwork_of
from app.tour.real_day.values import Fact, What

LOST = "回单遗失"
AS_TOLD = "维修员补报时间"


class Sheets:
    """Plays what the file says of slips, by the one reading of `paperwork`."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.acts = {
            What.SIGNED_ON_PAPER: self._wait,
            What.SHEET_RETURNED: self._come_back,
            What.SHEET_RETURNED_LATE: self._come_back,
            What.REFUSED_TO_SIGN: self._come_back,
            What.SHEET_LOST: self._lose,
            What.COMPLAINT_ON_SLIP: self._complain,
        }

    def take_in(self, draft: SheetReturnDraft) -> None:
        """收单."""
        acts.return_sheet(self.hands.desk(), draft, uuid4())

    def replace(self, entry: Entry, sheet_id: int, reason: str) -> None:
        """遗失补办."""
        acts.replace_sheet(self.hands.desk(), sheet_id, reason, uuid4())

    def complain_on(self, number: str, words: str) -> Taken:
        """转投诉 of the words on a slip that came back."""
        return complaint_from_sheet(self.hands.desk(), number, words, uuid4())

    def _wait(self, entry: Entry, fact: Fact) -> None:
        """Signed at the user's door; the station sees it when the slip comes back."""

    def _come_back(self, entry: Entry, fact: Fact) -> None:
        paper = paperwork_of(entry.story)
        back = paper.upon(fact)
        if back is None:
            if fact in paper.left_out:
                self.hands.book.leave_out(entry.story, fact, "同一张单后来晚交或遗失，先前的收单不成立。")
            return
        number = self._slip_outside(entry)
        self.take_in(self._as_written(entry, number, paper, back))
        entry.returned = number
        if paper.complaint is not None and paper.complaint.at <= fact.at:
            self._complain(entry, paper.complaint)

    def _slip_outside(self, entry: Entry) -> str:
        """The slip the repairer has on him; he who was sent without one filled in a blank."""
        store = self.hands.desk().store
        outside = sheets.outside(store, entry.matter_id)
        if outside:
            return outside[0].number
        known = sheets.sheets_of(store, entry.matter_id)
        if known:
            return known[-1].number
        man = self.hands.repairer("", entry)
        blank = acts.issue_blanks(self.hands.desk(), man, 1, uuid4()).first
        visits = [fact.visit or 1 for fact in entry.story.facts if fact.what is What.ARRIVED]
        return acts.attach_sheet(self.hands.desk(), entry.matter_id, blank, max(visits, default=1), uuid4()).number

    def _as_written(self, entry: Entry, number: str, paper: Paperwork, back: Return) -> SheetReturnDraft:
        visit_no = sheets.find_sheet(self.hands.desk().store, number).visit_no or 1
        signed, complaint, refused = paper.signed, paper.complaint, back.refused
        view = (complaint.view if complaint else "") or (signed.view if signed else "")
        return SheetReturnDraft(
            number=number,
            copy="1",
            showed_badge=True,
            arrived_written_at=self._arrived(entry, visit_no, back.upon.at),
            finished_written_at=self._finished(entry, visit_no, back.upon.at),
            difference_reason=AS_TOLD,
            view=view,
            words=complaint.words if complaint else "",
            signed="refused" if refused else "signed" if signed else "absent",
            signer=entry.story.caller.relation if signed and not refused else "",
            signed_at=signed.at if signed and not refused else None,
            refused_reason=refused.words if refused else "",
            witness=refused.witness if refused else "",
            returned_at=back.returned_at,
        )

    def _arrived(self, entry: Entry, visit_no: int, by: datetime) -> datetime | None:
        times = [
            fact.at
            for fact in entry.story.facts
            if fact.what is What.ARRIVED and (fact.visit or 1) == visit_no and fact.at <= by
        ]
        return min(times, default=None)

    def _finished(self, entry: Entry, visit_no: int, by: datetime) -> datetime | None:
        visits = [fact.visit or 1 for fact in entry.story.facts if fact.what is What.ARRIVED]
        done = entry.story.first(What.FINISHED)
        return done.at if done and done.at <= by and max(visits, default=1) == visit_no else None

    def _lose(self, entry: Entry, fact: Fact) -> None:
        """遗失补办: the old number is voided with its reason, the user is asked to sign another."""
        for sheet in sheets.outside(self.hands.desk().store, entry.matter_id):
            self.replace(entry, sheet.id, fact.words or LOST)

    def _complain(self, entry: Entry, fact: Fact) -> None:
        """转投诉, counted from the signature; what was said without a slip counts from when it was said."""
        if entry.returned:
            taken = self.complain_on(entry.returned, fact.words)
        elif any(fact.at <= back.upon.at for back in paperwork_of(entry.story).returns):
            # The slip is still on its way; its words are taken up when it is there.
            return
        else:
            draft = ComplaintDraft(words=fact.words, caller=caller_of(entry.story), told_at=fact.at)
            taken = take_complaint(self.hands.desk(), draft, uuid4())
        entry.complaints.append(taken.number)
