"""替班: somebody takes over another's line of the roster, with the reason."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.services.duty.roster import stand_in
from app.services.duty.week import WeekCell
from app.services.kernel.desk import Desk
from app.services.kernel.operators import StaffRow, list_staff
from app.views.duty.assign_dialog import LIKELY
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow


class StandInDialog(ActDialog):
    """Who leaves is picked already where only one stands there."""

    def __init__(self, session: Session, cell: WeekCell, title: str, parent: QWidget | None = None) -> None:
        super().__init__(session, f"替班　{title}", "替班", parent)
        self._cell = cell.cell
        self._here = {line.staff_id for line in cell.lines}
        self.leaving_row = ChoiceRow([(line.staff_id, line.name) for line in cell.lines])
        self.leaving_row.set_value(cell.lines[0].staff_id)
        self.coming_box = QComboBox()
        self.reason_edit = QLineEdit(placeholderText="例如 生病、路上堵车", maxLength=70)
        self.form.add("leaving_id", "原值班人", self.leaving_row)
        self.form.add("coming_id", "替班人", self.coming_box)
        self.form.add("reason", "原因", self.reason_edit)
        self.leaving_row.then_to(self.coming_box)
        session.ask(_staff, then=self._offer)
        self.coming_box.setFocus()

    def _offer(self, staff: list[StaffRow]) -> None:
        likely = LIKELY[self._cell.post]
        for row in sorted(staff, key=lambda row: likely not in row.roles):
            if int(row.id) not in self._here:
                self.coming_box.addItem(row.name, int(row.id))

    def _save(self) -> None:
        coming = self.coming_box.currentData()
        if coming is None:
            self.refuse("coming_id", "没有可以替班的人。请先在“人员”里添加。")
            return
        self._ask(stand_in, self._cell, self.leaving_row.value(), coming, self.reason_edit.text(), self.key)


def _staff(desk: Desk) -> list[StaffRow]:
    return list_staff(desk.store)
