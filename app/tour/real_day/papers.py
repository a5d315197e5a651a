"""The papers of a day: each made by the act that journals it, and kept as `<sheet>-<print>.pdf`."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from uuid import uuid4

from app.services.cards.batches import issue_cards
from app.services.cards.printing import print_batch
from app.services.cards.values import CardDraft, CardPaper
from app.services.duty.handover_print import print_handover
from app.services.forwarding.opinions import (
    SINGLE,
    SUMMARY,
    OpinionDraft,
    OpinionDue,
    OpinionWords,
    opinions_due,
    send_opinion,
    summary_due,
)
from app.services.forwarding.printing import print_paper, reply_sheet
from app.services.kernel.desk import Desk
from app.services.kernel.errors import Refused
from app.services.kernel.times import china
from app.services.matters.printing import Printed
from app.services.outages.notice import issue_notice, print_notice
from app.services.paper.fonts import MissingGlyph
from app.services.repairs.callback_record import print_record
from app.services.repairs.slips import print_slip
from app.services.reports.daily import print_daily
from app.services.reports.morning import print_morning
from app.services.reports.power_folder import print_folder

TARGET = "文件"
DISPATCH_ROOM = "调度室"
_AS_TAKEN = "按受理内容办理。"


class Papers:
    """Prints into `folder`; without one nothing is printed, and the day is played all the same."""

    def __init__(self, folder: Path | None, manager: str) -> None:
        self._folder = folder
        self._manager = manager

    def slip(self, desk: Desk, sheet_id: int) -> None:
        """回执单, as a repairer takes it along."""
        self._keep(partial(print_slip, desk, sheet_id, TARGET, uuid4()))

    def notice(self, desk: Desk, outage_id: int, *, restored: bool) -> None:
        """停热公告 or 恢复供热公告."""
        if self._folder is not None:
            issued = issue_notice(desk, outage_id, restored, uuid4())
            self._keep(partial(print_notice, desk, issued.sheet_id, TARGET, uuid4()))

    def reply(self, desk: Desk, matter_id: int) -> None:
        """上级转办回复单 of the last reply."""
        if self._folder is not None:
            issued = reply_sheet(desk, matter_id, uuid4())
            self._keep(partial(print_paper, desk, issued.sheet_id, TARGET, uuid4()))

    def opinions(self, desk: Desk) -> None:
        """处理意见 of what was not reported yet: singly what goes singly, the rest on one 汇总单."""
        if self._folder is None:
            return
        singly = [line for line in opinions_due(desk) if line.singly]
        together = list(summary_due(desk).lines)
        for form, lines in [*((SINGLE, [line]) for line in singly), (SUMMARY, together)]:
            if lines:
                draft = OpinionDraft(form, tuple(map(_words, lines)), "电话", DISPATCH_ROOM)
                sent = send_opinion(desk, draft, uuid4())
                self._keep(partial(print_paper, desk, sent.sheet_id, TARGET, uuid4()))

    def callbacks(self, desk: Desk) -> None:
        """回访记录表 of the day before the last, when somebody was called then or since."""
        if self._folder is not None:
            last = china(desk.now()).date()
            try:
                self._keep(partial(print_record, desk, last, last, TARGET, uuid4()))
            except Refused:
                # Nobody was called on that day.
                return

    def cards(self, desk: Desk, building_id: int) -> None:
        """维修服务卡 of a building, eight to a page."""
        if self._folder is not None:
            made = issue_cards(desk, CardDraft(building_id=building_id), uuid4())
            self._keep(partial(print_batch, desk, made.sheet_id, CardPaper.EIGHT, TARGET, uuid4()))

    def daily(self, desk: Desk, day: date) -> None:
        """日报 of one day."""
        self._keep(partial(print_daily, desk, day, TARGET, uuid4()))

    def morning(self, desk: Desk) -> None:
        """站长晨报 of this moment."""
        self._keep(partial(print_morning, desk, TARGET, uuid4()))

    def handover(self, desk: Desk, handover_id: int) -> None:
        """交接班记录, for both to sign by hand."""
        self._keep(partial(print_handover, desk, handover_id, TARGET, uuid4()))

    def folder(self, desk: Desk, place: Path) -> None:
        """断电夹, as it lies in the drawer; its file goes to `place`, too."""
        if self._folder is not None:
            place.mkdir(exist_ok=True)
            self._keep(partial(print_folder, desk, place, TARGET, uuid4()))

    def _keep(self, make: Callable[..., Printed | None]) -> None:
        if self._folder is None:
            return
        try:
            printed = make()
        except MissingGlyph:
            # A character no face has: the head lets it be completed by hand.
            printed = make(approved_by=self._manager)
        if printed is None:
            return
        (self._folder / f"{printed.number}-{printed.ordinal}.pdf").write_bytes(printed.pdf)


def _words(line: OpinionDue) -> OpinionWords:
    return OpinionWords(line.matter_id, line.suggestion or _AS_TAKEN)
