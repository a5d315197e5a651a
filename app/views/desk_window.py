"""The window of the trade: the shell with its pages, its search, intake from anywhere, scanned slips."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication

from app.services.kernel.desk import Actor, Desk
from app.views.calls_left import CallsLeft
from app.views.finding import find, make_ready, recent
from app.views.first_paint import after_first_paint
from app.views.intake_ahead import IntakeAhead
from app.views.open_clocks import OpenClocks
from app.views.pages import PAGES
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.bottom_bar import Fact
from app.views.shell.window import MainWindow
from app.views.theme import Tone

if TYPE_CHECKING:
    from app.services.customers.contacts.information_values import InformationSaved
    from app.services.kernel.operators import StaffRow
    from app.views.care.information_dialog import InformationDialog
    from app.views.case_files.dialog import CaseFileDialog
    from app.views.repairs.intake_dialog import CallTaken, IntakeDialog


class DeskWindow(MainWindow):
    """What the shell cannot know: what F2 opens, where a scanned slip goes, which figures stand at the foot.

    What these need is loaded when it is first wanted; the board never waits for it.
    """

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings, PAGES, find, operator_with_pin, self._figures(), next_operator)
        self.top_bar.search.offer(recent)
        self.calls = CallsLeft(session, settings, self)
        self._intakes = IntakeAhead(session, self.calls, self)
        # What the figures at the foot and the alerts look at.
        self._open_clocks = OpenClocks(session, self)
        self.intake_wanted.connect(self.open_intake)
        self.change_wanted.connect(self.open_change)
        self.case_file_wanted.connect(self.open_case_file)
        self.sheet_wanted.connect(self.open_sheet)
        after_first_paint(self, self._begin_daily_work)

    def _begin_daily_work(self) -> None:
        """What is said or done by itself, and what a clerk will want next."""
        from app.views.alerts.watch import AlertWatch
        from app.views.backing_up import BackupKeeper
        from app.views.duty.folder_keeper import FolderKeeper
        from app.views.duty.on_duty_line import OnDutyLine
        from app.views.index_filling import fill_missing_keys
        from app.views.log_folding import LogFolding
        from app.views.people.reminder import CertificateReminder
        from app.views.sweeping import AttachmentSweep
        from app.views.warming import load_soon

        make_ready()
        load_soon()
        self._intakes.begin()
        LogFolding(self.session, self)
        fill_missing_keys(self.session, self)
        CertificateReminder(self.session, self.settings, self)
        AttachmentSweep(self.session, self.settings, self)
        FolderKeeper(self.session, self.settings, self)
        self.backup_wanted.connect(BackupKeeper(self.session, self).make_now)
        self.calls.sweep()
        duty = OnDutyLine(self.session, self)
        duty.told.connect(self.top_bar.show_duty)
        duty.turned.connect(self.hear_again)
        duty.read()
        AlertWatch(self.session, self._open_clocks, self, self.mute_action)

    @Slot(object)
    def open_intake(self, wanted: int | str | None = None) -> "IntakeDialog":
        """A new repair, from any page and above any dialog: for premises, or for the address of a flat nobody lists."""
        from app.views.repairs.intake_dialog import IntakeDialog

        front = QApplication.activeModalWidget()
        if isinstance(front, IntakeDialog) and not front.is_touched():
            return front
        # Of this window, not of the dialog in front: that one may close when its answer comes.
        dialog = self._intakes.take()
        if isinstance(wanted, str):
            dialog.set_address(wanted)
        elif wanted is not None:
            dialog.set_premises(wanted)
        dialog.succeeded.connect(self._taken)
        # Half a call does not keep the next operator from the desk: it waits for who typed it.
        dialog.addAction(self.operator_action)
        dialog.open()
        return dialog

    @Slot(object)
    def open_change(self, premises_id: int | None = None) -> "InformationDialog":
        """信息变更登记, from any page: for the premises of the selected row, else for whoever is looked for in it."""
        from app.views.care.information_dialog import InformationDialog

        dialog = InformationDialog(self.session, premises_id, self)
        dialog.succeeded.connect(self._registered)
        dialog.open()
        return dialog

    @Slot(object, object)
    def open_case_file(self, matter_id: int | None, premises_id: int | None) -> "CaseFileDialog":
        """案卷 of one matter or one household."""
        from app.views.case_files.dialog import CaseFileDialog

        about = "本工单" if matter_id is not None else "本户全部工单"
        dialog = CaseFileDialog(
            self.session, self.settings, about=about, matter_id=matter_id, premises_id=premises_id, parent=self
        )
        dialog.open()
        return dialog

    @Slot(str)
    def open_sheet(self, code: str) -> None:
        """A scanner gun typed a paper's code, or somebody its number: slips are taken in, registers typed in."""
        if is_register(code):
            self.open_page("duty").take_code(code)  # type: ignore[attr-defined]
            return
        self.open_page("returns").take_code(code)  # type: ignore[attr-defined]

    @Slot()
    def hear_again(self) -> None:
        """Another shift: whoever sits here now has not asked for silence, with or without F9."""
        if self.mute_action.isChecked():
            self.mute_action.setChecked(False)
            self.session.notice("已到换班时间，提醒恢复响铃。")

    def _figures(self) -> tuple[Callable[[Desk], Fact], ...]:
        """Next deadline, papers not back, last verified backup, what the ledger waits for."""
        return self._deadline, papers_out, last_backup, waiting_for_care

    def _deadline(self, desk: Desk) -> Fact:
        from app.views.figures import deadline

        return deadline(self._open_clocks.rows(desk), desk.now())

    @Slot(object)
    def _registered(self, saved: "InformationSaved") -> None:
        settled = f"，了结待核 {saved.settled} 条" if saved.settled else ""
        elsewhere = f"，连同他名下另外 {saved.premises - 1} 户" if saved.premises > 1 else ""
        self.session.notice(f"已登记变更{elsewhere}{settled}。", Tone.GREEN)

    @Slot(object)
    def _taken(self, taken: "CallTaken") -> None:
        self.session.notice(taken.words, Tone.GREEN)
        if QApplication.activeModalWidget() is None:
            self.open_page("board").go_to("matter", taken.matter_id)


def papers_out(desk: Desk) -> Fact:
    """How many slips wait to come back."""
    from app.views import figures

    return figures.papers_out(desk)


def last_backup(desk: Desk) -> Fact:
    """The newest checked copy."""
    from app.views import figures

    return figures.last_backup(desk)


def waiting_for_care(desk: Desk) -> Fact:
    """What the ledger waits for."""
    from app.views import figures

    return figures.waiting_for_care(desk)


def next_operator(desk: Desk) -> "StaffRow | None":
    """Who is likely to sit down."""
    from app.services.duty.relief import expected_operator

    return expected_operator(desk)


def is_register(code: str) -> bool:
    """Whether the code is that of a 来电登记表."""
    from app.services.paper.payload import parse_payload

    payload = parse_payload(code)
    return payload is not None and payload.number.startswith("DJ-")


def operator_with_pin(desk: Desk, who: str, pin: str) -> Actor:
    """F9: the operator whose initials, name or badge and PIN these are."""
    from app.services.kernel.operators import sign_in

    return sign_in(desk.store, who, pin)
