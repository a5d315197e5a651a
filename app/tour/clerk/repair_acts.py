"""What becomes of a repair, from its row on the board: one key opens the dialog, the fields are typed, F10 saves."""

from datetime import datetime
from pathlib import Path
from typing import Any

from app.services.repairs.values import VisitResult
from app.tour.clerk.clerk import Clerk
from app.tour.keyboard import until
from app.tour.stage import MANAGER
from app.views.matters.merge_dialogs import MergeDialog
from app.views.repairs.again_dialogs import ChangePremisesDialog
from app.views.repairs.answer_dialog import AnswerDialog
from app.views.repairs.contact_dialogs import ContactDialog, ExplainDialog, RescheduleDialog, UrgeDialog
from app.views.repairs.correction_dialogs import CorrectDialog
from app.views.repairs.dispatch_dialog import DispatchDialog
from app.views.repairs.finish_dialogs import FinishDialog, PhoneSolvedDialog
from app.views.repairs.outage_dialogs import JoinOutageDialog
from app.views.repairs.sheet_dialogs import ReplaceSheetDialog
from app.views.repairs.slip_dialog import SlipDialog
from app.views.repairs.user_reason_dialogs import DamageDialog, PriceRefusedDialog, UserCloseDialog
from app.views.repairs.visit_dialogs import ArrivalDialog, VisitResultDialog
from app.views.widgets.act_dialog import ActDialog


class RepairActs:
    """Each names the matter by its number; `papers` keeps the slips as `<sheet>-<print>.pdf`."""

    def __init__(self, clerk: Clerk, papers: Path) -> None:
        self._clerk = clerk
        self._papers = papers

    def contact(self, number: str, at: datetime, words: str = "", appointment_at: datetime | None = None) -> None:
        self._act(number, "board.contact", ContactDialog, at=at, note=words, appointment_at=appointment_at)

    def dispatch(self, number: str, repairer_id: int, at: datetime, words: str = "") -> tuple[int, str]:
        """D, the repairer's number, save; the slip comes up and is saved as a file. Its id and number, 0 and ""
        where there is no slip.
        """
        with self._clerk.at_work():
            dialog = self._clerk.act(number, "board.dispatch", DispatchDialog)
            until(lambda: dialog.repairer_row.place_of(repairer_id) is not None, "the repairers")
            self._clerk.typing.fill(dialog.form, repairer_id=repairer_id, at=at, note=words)
            sent: Any = self._clerk.save(dialog)
            if sent.sheet_id is not None:
                self._keep_slip()
            return sent.sheet_id or 0, sent.sheet_number

    def arrive(self, number: str, at: datetime, words: str = "") -> None:
        self._act(number, "board.arrive", ArrivalDialog, at=at, note=words)

    def finish(self, number: str, at: datetime, arrived_at: datetime | None, **said: object) -> None:
        """`said`: cause, done, responsibility, note."""
        self._act(number, "board.finish", FinishDialog, at=at, arrived_at=arrived_at, **said)

    def end_visit(self, number: str, result: VisitResult, **said: object) -> None:
        """上门结果; what belongs to the result is asked once it is picked."""
        with self._clerk.at_work():
            dialog = self._clerk.act(number, "board.result", VisitResultDialog)
            self._clerk.typing.fill(dialog.form, result=result)
            self._clerk.typing.fill(dialog.form, **said)
            self._clerk.save(dialog)

    def explain(self, number: str, words: str, until_at: datetime | None, at: datetime) -> None:
        self._act(number, "board.explain", ExplainDialog, note=words, until=until_at, at=at)

    def urge(self, number: str, words: str) -> None:
        self._act(number, "board.urge", UrgeDialog, note=words)

    def reschedule(self, number: str, to: datetime | None, words: str) -> None:
        self._act(number, "board.reschedule", RescheduleDialog, appointment_at=to, note=words)

    def solve_by_phone(self, number: str, words: str) -> None:
        self._act(number, "board.phone", PhoneSolvedDialog, note=words, agrees=True)

    def refuse_price(self, number: str, words: str, *, risk_told: bool, at: datetime) -> None:
        self._act(number, "board.price", PriceRefusedDialog, note=words, risk_told=risk_told, at=at)

    def find_damage(self, number: str, **said: object) -> None:
        """`said`: facility, owner, agrees, note."""
        self._act(number, "board.damage", DamageDialog, **said)

    def join(self, number: str, outage_id: int, words: str) -> None:
        """J: into an incident that was written down after the call."""
        with self._clerk.at_work():
            dialog = self._clerk.act(number, "board.join", JoinOutageDialog)
            until(lambda: dialog.outage_row.place_of(outage_id) is not None, "the incident")
            self._clerk.typing.fill(dialog.form, outage=outage_id, words=words)
            self._clerk.save(dialog)

    def merge(self, number: str, into: str, words: str) -> None:
        """M: the main one by its number."""
        with self._clerk.at_work():
            dialog = self._clerk.act(number, "board.merge", MergeDialog)
            until(lambda: "现场" in dialog.lead.text(), "the candidates")
            self._clerk.typing.fill(dialog.form, number=into, note=words)
            self._clerk.save(dialog)

    def correct_time(self, number: str, at: datetime, reason: str) -> None:
        """X: the newest fact happened at another time."""
        self._act(number, "board.correct", CorrectDialog, at=at, reason=reason)

    def change_premises(self, number: str, address: str, premises_id: int, reason: str) -> None:
        """H: the right house number."""
        with self._clerk.at_work():
            dialog = self._clerk.act(number, "board.premises", ChangePremisesDialog)
            self._clerk.typing.place(dialog.place_edit, address, premises_id)
            self._clerk.typing.fill(dialog.form, reason=reason)
            self._clerk.save(dialog)

    def close_for_user(self, number: str, reason: str, head: int, said: str) -> None:
        """K with 电话请示: the head was asked over the phone, he signs later."""
        with self._clerk.at_work():
            dialog = self._clerk.act(number, "board.user_close", UserCloseDialog)
            until(lambda: dialog.approval.head_row.place_of(head) is not None, "the heads")
            self._clerk.typing.fill(dialog.form, reason=reason, asked_of_id=head, said=said)
            self._clerk.save(dialog)

    def replace_sheet(self, number: str, reason: str) -> None:
        """L: lost; the new slip comes up and is saved."""
        with self._clerk.at_work():
            dialog = self._clerk.act(number, "board.replace", ReplaceSheetDialog)
            self._clerk.typing.fill(dialog.form, reason=reason)
            self._clerk.save(dialog)
            self._keep_slip()

    def answer_enquiry(self, number: str, words: str, content: str) -> None:
        """Ctrl+Enter on a question that stayed open; `content` is yes, no or empty."""
        self._act(number, "board.open", AnswerDialog, note=words, content=content)

    def _act(self, number: str, shortcut: str, kind: type[ActDialog], **answers: object) -> None:
        with self._clerk.at_work():
            dialog = self._clerk.act(number, shortcut, kind)
            self._clerk.typing.fill(dialog.form, **answers)
            self._clerk.save(dialog)

    def _keep_slip(self) -> None:
        slip = self._clerk.dialog(SlipDialog)
        # The file dialog is the operating system's; the tour answers it with the path.
        path = self._papers / f"{slip.number}-1.pdf"
        slip.save_to(path)
        until(lambda: path.exists() or slip.approval_edit.isVisible(), "the slip saved")
        if not path.exists():
            self._clerk.keys.type(MANAGER)
            slip.save_to(path)
        self._clerk.windows.closed(slip)
