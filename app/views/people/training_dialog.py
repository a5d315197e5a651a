"""培训: one class, entered once for everybody who was there."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.services.kernel.operators import StaffRow
from app.services.people.demands import demands
from app.services.people.trainings import TrainingDraft, add_training
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow, FlowLayout
from app.views.widgets.day_edit import NOT_A_DAY, DayEdit


class TrainingDialog(ActDialog):
    """`chosen` is ticked already."""

    def __init__(
        self, session: Session, staff: Sequence[StaffRow], chosen: StaffRow | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, "登记培训", "登记", parent)
        self.kind_row = ChoiceRow([(kind, kind) for kind in demands().training_kinds])
        self.day_edit = DayEdit(session.desk.today())
        self.topic_edit = QLineEdit(placeholderText="例如 有限空间作业", maxLength=80)
        people = QWidget()
        people.setProperty("tall", True)
        flow = FlowLayout(people, gap=12)
        self.staff_checks = {int(row.id): QCheckBox(row.name) for row in staff}
        for staff_id, check in self.staff_checks.items():
            check.setChecked(chosen is not None and staff_id == int(chosen.id))
            flow.addWidget(check)
        self.form.add("kind", "类别", self.kind_row)
        self.form.add("topic", "内容", self.topic_edit)
        self.form.add("day", "日期", self.day_edit)
        self.form.add("staff_ids", "参加人员", people)
        self.kind_row.then_to(self.topic_edit)
        self.kind_row.setFocus()

    def _save(self) -> None:
        day = self.day_edit.day()
        if day is None:
            self.save_button.setEnabled(True)
            self.form.show_problems(NOT_A_DAY, {"day": NOT_A_DAY})
            return
        chosen = tuple(staff_id for staff_id, check in self.staff_checks.items() if check.isChecked())
        self._ask(
            add_training, TrainingDraft(chosen, self.kind_row.value() or "", day, self.topic_edit.text()), self.key
        )
