"""维修员 as rows of a form: who goes, and why he goes although a certificate of his has run out."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit

from app.services.kernel.desk import Role
from app.services.repairs.candidates import IN_CHARGE, Candidate
from app.services.staff.approvals import ApprovalDraft
from app.views.repairs.approval_fields import ApprovalFields
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow

Jobs = Mapping[int, Sequence[str]]
NOBODY_YET = "还没有维修员。请站长在“人员”页添加。"


class RepairerChoice(QObject):
    """`jobs`: where each repairer is busy now, by staff id; how many is shown beside the names.

    The repairer of the place's 责任片区 is picked already, his 备班人 is the second. `for_any_fault`: the faults are
    not known yet, so an expired certificate always asks for the reason; else the candidate says so.
    """

    # The candidate picked.
    picked = Signal(object)

    def __init__(self, dialog: ActDialog, jobs: Jobs, *, for_any_fault: bool = False) -> None:
        super().__init__(dialog)
        self._dialog, self._jobs, self._for_any_fault = dialog, jobs, for_any_fault
        self._candidates: dict[int, Candidate] = {}
        self.row = ChoiceRow()
        self.reason_edit = QLineEdit(placeholderText="证件过期仍派他去的原因，记入办理过程", maxLength=80)
        dialog.form.add("repairer_id", "维修员", self.row)
        dialog.form.add("override_reason", "原因", self.reason_edit)
        dialog.form.show_row("override_reason", False)
        self.approval = ApprovalFields(dialog)
        self.approval.show(False)
        self.row.picked.connect(self._pick)

    def offer(self, candidates: Sequence[Candidate]) -> None:
        """Show who may be sent, as the service orders them."""
        self._candidates = {candidate.staff_id: candidate for candidate in candidates}
        self.row.set_choices([(row.staff_id, self._words(row)) for row in candidates])
        if candidates and candidates[0].duty == IN_CHARGE:
            self.row.set_value(candidates[0].staff_id)
            self._pick(candidates[0].staff_id)

    def chosen(self) -> int | None:
        """Who goes; None, said beside the row, when nobody was picked."""
        staff_id: int | None = self.row.value()
        if staff_id is None:
            self._dialog.refuse("repairer_id", "请选择派谁去。")
        return staff_id

    def reason(self) -> str:
        """Why he goes all the same; '' when nothing has run out."""
        return self.reason_edit.text() if self._asks_why() else ""

    def consent(self) -> ApprovalDraft | None:
        """What the head of the station said by telephone, where it was asked for."""
        return self.approval.draft() if self._asks_why() else None

    @Slot(object)
    def _pick(self, staff_id: int) -> None:
        asks = self._asks_why()
        self._dialog.form.show_row("override_reason", asks)
        self.approval.show(asks and Role.MANAGER not in self._dialog.session.desk.actor.roles)
        self.picked.emit(self._candidates[staff_id])

    def _asks_why(self) -> bool:
        candidate = self._candidates.get(self.row.value() or 0)
        return candidate is not None and (bool(candidate.expired) if self._for_any_fault else candidate.needs_reason)

    def _words(self, candidate: Candidate) -> str:
        count = len(self._jobs.get(candidate.staff_id, ()))
        marks = (candidate.duty, f"{count} 单" if count else "", "证件过期" if candidate.expired else "")
        return "　".join(filter(None, (candidate.name, *marks)))
