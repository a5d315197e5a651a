"""派工: who goes, picked by number; the slip is printed right after."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.services.kernel.desk import Role
from app.services.repairs.candidates import IN_CHARGE, Candidate, dispatch_candidates
from app.services.repairs.dispatching import dispatch
from app.services.repairs.values import DispatchDraft, Dispatched
from app.views.repairs.approval_fields import ApprovalFields
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.texts import short_place
from app.views.widgets.choice_row import ChoiceRow

Jobs = Mapping[int, Sequence[str]]


class DispatchDialog(MatterDialog):
    """`jobs`: where each repairer is busy now, by staff id; shown beside the names.

    The repairer of the place's 责任片区 is picked already, his 备班人 is the second.
    """

    # What was sent, and whether its slip is to be printed now.
    sent = Signal(object, bool)

    def __init__(self, session: Session, matter_id: int, about: str, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(session, "派工", "派工", matter_id, about, parent)
        self._jobs = jobs
        self._candidates: dict[int, Candidate] = {}
        self.repairer_row = ChoiceRow()
        self.at_edit = self.time_field()
        self.print_check = QCheckBox("派工后打印回执单")
        self.print_check.setChecked(True)
        self.blank_edit = QLineEdit(placeholderText="打印机坏了、已领空白单时填编号", maxLength=40)
        self.note_edit = words_edit("交代维修员的话")
        self.reason_edit = QLineEdit(placeholderText="证件过期仍派他去的原因，记入办理过程", maxLength=80)
        self.form.add("repairer_id", "维修员", self.repairer_row)
        self.form.add("override_reason", "原因", self.reason_edit)
        self.form.show_row("override_reason", False)
        self.approval = ApprovalFields(self)
        self.approval.show(False)
        self.form.add("at", "派工时间", self.at_edit)
        self.form.add("note", "交代", self.note_edit)
        self.form.add("blank_number", "空白单", self.blank_edit)
        self.form.add("print", "", self.print_check)
        self.repairer_row.picked.connect(self._show_candidate)
        self.succeeded.connect(self._announce)
        session.ask(dispatch_candidates, matter_id, then=self._offer)
        self.repairer_row.setFocus()

    @Slot(object)
    def _announce(self, sent: Dispatched) -> None:
        self.sent.emit(sent, self.print_check.isChecked() and not self.blank_edit.text().strip())

    def _offer(self, candidates: list[Candidate]) -> None:
        self._candidates = {candidate.staff_id: candidate for candidate in candidates}
        self.repairer_row.set_choices([(row.staff_id, self._words(row)) for row in candidates])
        self.fit()
        if not candidates:
            self.say(f"{self.about}\n还没有维修员。请站长在“人员”页添加。")
        elif candidates[0].duty == IN_CHARGE:
            self.repairer_row.set_value(candidates[0].staff_id)
            self._show_candidate(candidates[0].staff_id)

    def _words(self, candidate: Candidate) -> str:
        count = len(self._jobs.get(candidate.staff_id, ()))
        marks = (candidate.duty, f"{count} 单" if count else "", "证件过期" if candidate.expired else "")
        return "　".join(filter(None, (candidate.name, *marks)))

    def _show_candidate(self, staff_id: int) -> None:
        candidate = self._candidates[staff_id]
        places = "、".join(short_place(place) for place in self._jobs.get(staff_id, ())[:3])
        lines = (self.about, f"手上：{places}" if places else "", candidate.expired)
        self.form.show_row("override_reason", candidate.needs_reason)
        self.approval.show(candidate.needs_reason and Role.MANAGER not in self.session.desk.actor.roles)
        self.say("\n".join(filter(None, lines)))
        self.fit()

    def _save(self) -> None:
        chosen = self.repairer_row.value()
        if chosen is None:
            self.refuse("repairer_id", "请选择派谁去。")
            return
        needs_reason = self._candidates[chosen].needs_reason
        draft = DispatchDraft(
            at=self.at_edit.moment(),
            note=self.note_edit.text(),
            repairer_id=chosen,
            blank_number=self.blank_edit.text().strip(),
            override_reason=self.reason_edit.text() if needs_reason else "",
            approval=self.approval.draft() if needs_reason else None,
        )
        self._ask(dispatch, self.matter_id, draft, self.key)
