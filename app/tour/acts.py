"""The acts of a day through the services, as a desk would call them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from app.services.enquiries.acts import take_enquiry
from app.services.enquiries.values import EnquiryDraft
from app.services.kernel.desk import Desk
from app.services.kernel.times import china
from app.services.matters.values import CallerDraft, PlaceDraft
from app.services.paper.fonts import MissingGlyph
from app.services.repairs import acts
from app.services.repairs.callback_window import POLICY, window
from app.services.repairs.values import (
    CallbackDraft,
    CallbackResult,
    ContactDraft,
    DispatchDraft,
    FaultGroup,
    FinishDraft,
    RepairDraft,
    SheetReturnDraft,
    UnreachedDraft,
    VisitDraft,
)
from app.tour.calls import Call
from app.tour.finding import find_premises
from app.tour.stage import MANAGER

CALLED_BACK_AFTER = timedelta(minutes=7)
VIEWS = ("满意", "满意", "基本满意", "满意", "满意", "满意", "满意", "基本满意", "满意", "满意", "满意", "不满意")


@dataclass(slots=True)
class Played:
    """One call on its way through the day."""

    call: Call
    order: int
    repairer_id: int
    matter_id: int = 0
    number: str = ""
    sheet_id: int = 0
    sheet_number: str = ""


class ByServices:
    """Plays a call through the public acts; `desk` gives the desk of the moment."""

    def __init__(self, desk: Callable[[], Desk], papers: Path) -> None:
        self.desk = desk
        self.papers = papers

    def take(self, played: Played) -> None:
        """The phone rings: a repair, or an enquiry answered on the spot."""
        call = played.call
        premises_id = find_premises(self.desk(), call.address, call.name)
        place = None if premises_id else PlaceDraft(call.address)
        caller = CallerDraft(name=call.name, phone=call.phone)
        if call.is_enquiry:
            taken = take_enquiry(
                self.desk(),
                EnquiryDraft(premises_id=premises_id, place=place, caller=caller, words=call.words, answer=call.done),
                uuid4(),
            )
        else:
            draft = RepairDraft(call.group, call.words, premises_id, place, caller)
            taken = acts.take_repair(self.desk(), draft, uuid4())
        played.matter_id, played.number = taken.matter_id, taken.number

    def contact(self, played: Played) -> None:
        acts.record_contact(self.desk(), played.matter_id, ContactDraft(), uuid4())

    def dispatch(self, played: Played) -> None:
        """Send a repairer; the slip is printed after the commit and filed."""
        sent = acts.dispatch(self.desk(), played.matter_id, DispatchDraft(repairer_id=played.repairer_id), uuid4())
        played.sheet_id, played.sheet_number = sent.sheet_id or 0, sent.sheet_number
        self.print(played)

    def print(self, played: Played) -> Path:
        """Make the slip and keep it as `<sheet>-<print>.pdf`."""
        try:
            printed = acts.print_slip(self.desk(), played.sheet_id, "文件", uuid4())
        except MissingGlyph:
            # A character no face has, such as an emoji in the words: the head lets it be completed by hand.
            printed = acts.print_slip(self.desk(), played.sheet_id, "文件", uuid4(), approved_by=MANAGER)
        path = self.papers / f"{printed.number}-{printed.ordinal}.pdf"
        path.write_bytes(printed.pdf)
        return path

    def arrive(self, played: Played) -> None:
        acts.record_arrival(self.desk(), played.matter_id, VisitDraft(), uuid4())

    def finish(self, played: Played) -> None:
        call = played.call
        draft = FinishDraft(
            cause=CAUSES.get(call.group, "其他"),
            done=call.done,
            responsibility=call.responsibility,
            # Where the table does not say when he came, he was there at the latest when he was done.
            arrived_at=call.finished_at if call.arrived_at is None else None,
        )
        acts.finish(self.desk(), played.matter_id, draft, uuid4())

    def return_sheet(self, played: Played) -> None:
        """The signed sheet is back on the clerk's table."""
        acts.return_sheet(self.desk(), self.as_written(played), uuid4())

    def as_written(self, played: Played) -> SheetReturnDraft:
        """What stands on it."""
        call = played.call
        return SheetReturnDraft(
            number=played.sheet_number,
            copy="1",
            showed_badge=True,
            arrived_written_at=call.arrived_at,
            finished_written_at=call.finished_at,
            view=VIEWS[played.order % len(VIEWS)],
            signer="本人",
            signed_at=call.finished_at + timedelta(minutes=5) if call.finished_at else None,
        )

    def call_back(self, played: Played) -> None:
        """48 hours later, in decent hours; the third of a dozen does not pick up at first."""
        if played.order % 12 == 2:
            acts.record_unreached(self.desk(), played.matter_id, UnreachedDraft(), uuid4())
        draft = CallbackDraft(
            result=CallbackResult.SOLVED, satisfaction=VIEWS[played.order % len(VIEWS)], no_sheet=True
        )
        acts.record_callback(self.desk(), played.matter_id, draft, uuid4())

    def callback_at(self, finished_at: datetime) -> datetime:
        """Some minutes after the callback may be made, as long as these are still hours for calling."""
        opens = window(self.desk(), finished_at).not_before
        hours = self.desk().rules.policies.at(POLICY, finished_at).calling_hours
        later = opens + CALLED_BACK_AFTER
        local = china(later)
        return opens if hours is not None and local.hour * 60 + local.minute > hours[1] else later


CAUSES = {
    FaultGroup.COLD: "气堵",
    FaultGroup.TEMPERATURE: "水力失调",
    FaultGroup.LEAK: "管道/接口",
    FaultGroup.VALVE: "阀门",
    FaultGroup.PUBLIC: "外网",
}
