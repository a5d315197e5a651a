"""派工: who goes, picked by number; the slip is printed right after."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.services.kernel.desk import Desk, Role
from app.services.kernel.operators import StaffRow, list_staff
from app.services.repairs.values import DispatchDraft, Dispatched
from app.services.repairs.work import dispatch
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.texts import short_place
from app.views.widgets.choice_row import ChoiceRow

Jobs = Mapping[int, Sequence[str]]


def repairers(desk: Desk) -> list[StaffRow]:
    """Repairers of this station, by badge number."""
    return list_staff(desk.store, Role.REPAIRER)


class DispatchDialog(MatterDialog):
    """`jobs`: where each repairer is busy now, by staff id; shown beside the names."""

    # What was sent, and whether its slip is to be printed now.
    sent = Signal(object, bool)

    def __init__(self, session: Session, matter_id: int, about: str, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(session, "派工", "派工", matter_id, about, parent)
        self._jobs = jobs
        self.repairer_row = ChoiceRow()
        self.at_edit = self.time_field()
        self.print_check = QCheckBox("派工后打印回执单")
        self.print_check.setChecked(True)
        self.blank_edit = QLineEdit(placeholderText="打印机坏了、已领空白单时填编号", maxLength=40)
        self.note_edit = words_edit("交代维修员的话")
        self.form.add("repairer_id", "维修员", self.repairer_row)
        self.form.add("at", "派工时间", self.at_edit)
        self.form.add("note", "交代", self.note_edit)
        self.form.add("blank_number", "空白单", self.blank_edit)
        self.form.add("print", "", self.print_check)
        self.repairer_row.picked.connect(self._say_jobs)
        self.succeeded.connect(self._announce)
        session.ask(repairers, then=self._offer)
        self.repairer_row.setFocus()

    @Slot(object)
    def _announce(self, sent: Dispatched) -> None:
        self.sent.emit(sent, self.print_check.isChecked() and not self.blank_edit.text().strip())

    def _offer(self, staff: list[StaffRow]) -> None:
        self._about = self.lead.text()
        self.repairer_row.set_choices([(row.id, f"{row.name}{self._busy(row.id)}") for row in staff])
        self.fit()
        if not staff:
            self.say(f"{self._about}\n还没有维修员。请站长在“设置 → 人员”里添加。")

    def _busy(self, staff_id: int) -> str:
        count = len(self._jobs.get(staff_id, ()))
        return f"　{count} 单" if count else ""

    def _say_jobs(self, staff_id: int) -> None:
        places = "、".join(short_place(place) for place in self._jobs.get(staff_id, ())[:3])
        self.say(f"{self._about}\n手上：{places}" if places else self._about)

    def _save(self) -> None:
        chosen = self.repairer_row.value()
        if chosen is None:
            self.save_button.setEnabled(True)
            self.form.show_problems("请选择派谁去。", {"repairer_id": "请选择派谁去。"})
            return
        draft = DispatchDraft(
            at=self.at_edit.moment(),
            note=self.note_edit.text(),
            repairer_id=chosen,
            blank_number=self.blank_edit.text().strip(),
        )
        self._ask(dispatch, self.matter_id, draft, self.key)
