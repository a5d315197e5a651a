"""派工: who goes, picked by number; the slip is printed right after."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.services.repairs.candidates import Candidate, dispatch_candidates
from app.services.repairs.dispatching import dispatch
from app.services.repairs.values import DispatchDraft, Dispatched
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.repairs.repairer_choice import NOBODY_YET, Jobs, RepairerChoice
from app.views.session import Session
from app.views.texts import short_place


class DispatchDialog(MatterDialog):
    """`jobs`: where each repairer is busy now, by staff id."""

    # What was sent, and whether its slip is to be printed now.
    sent = Signal(object, bool)

    def __init__(self, session: Session, matter_id: int, about: str, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(session, "派工", "派工", matter_id, about, parent)
        self._jobs = jobs
        self.repairer = RepairerChoice(self, jobs)
        self.repairer_row, self.reason_edit = self.repairer.row, self.repairer.reason_edit
        self.approval = self.repairer.approval
        self.at_edit = self.time_field()
        self.print_check = QCheckBox("派工后打印回执单")
        self.print_check.setChecked(True)
        self.blank_edit = QLineEdit(placeholderText="打印机坏了、已领空白单时填编号", maxLength=40)
        self.note_edit = words_edit("交代维修员的话")
        self.form.add("at", "派工时间", self.at_edit)
        self.form.add("note", "交代", self.note_edit)
        self.form.add("blank_number", "空白单", self.blank_edit)
        self.form.add("print", "", self.print_check)
        self.repairer.picked.connect(self._show_candidate)
        self.succeeded.connect(self._announce)
        session.ask(dispatch_candidates, matter_id, then=self._offer)
        self.repairer_row.setFocus()

    @Slot(object)
    def _announce(self, sent: Dispatched) -> None:
        self.sent.emit(sent, self.print_check.isChecked() and not self.blank_edit.text().strip())

    def _offer(self, candidates: list[Candidate]) -> None:
        self.repairer.offer(candidates)
        self.fit()
        if not candidates:
            self.say(f"{self.about}\n{NOBODY_YET}")

    @Slot(object)
    def _show_candidate(self, candidate: Candidate) -> None:
        places = "、".join(short_place(place) for place in self._jobs.get(candidate.staff_id, ())[:3])
        lines = (self.about, f"手上：{places}" if places else "", candidate.expired)
        self.say("\n".join(filter(None, lines)))
        self.fit()

    def _save(self) -> None:
        chosen = self.repairer.chosen()
        if chosen is None:
            return
        draft = DispatchDraft(
            at=self.at_edit.moment(),
            note=self.note_edit.text(),
            repairer_id=chosen,
            blank_number=self.blank_edit.text().strip(),
            override_reason=self.repairer.reason(),
            approval=self.repairer.consent(),
        )
        self._ask(dispatch, self.matter_id, draft, self.key)
