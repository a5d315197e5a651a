"""排人: tick who stands in one cell of the roster; everybody who fits the post comes first."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.services.duty.roster import Post, set_duty
from app.services.duty.week import WeekCell
from app.services.kernel.desk import Desk, Role
from app.services.kernel.operators import StaffRow, list_staff
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import FlowLayout

# Who is likely for a post; the others stand behind them.
LIKELY = {Post.DESK: Role.CLERK, Post.LEADER: Role.MANAGER, Post.STANDBY: Role.REPAIRER}


class AssignDialog(ActDialog):
    """Nobody ticked empties the cell."""

    letters = 40

    def __init__(self, session: Session, cell: WeekCell, title: str, parent: QWidget | None = None) -> None:
        super().__init__(session, f"排人　{title}", "保存", parent)
        self._cell = cell.cell
        self._before = tuple(line.staff_id for line in cell.lines)
        self.staff_checks: dict[int, QCheckBox] = {}
        self.people = QWidget()
        self.people.setProperty("tall", True)
        self._flow = FlowLayout(self.people, gap=12)
        self.remark_edit = QLineEdit(placeholderText="例如 与李客服对调", maxLength=80)
        self.form.add("staff_ids", "人员", self.people)
        self.form.add("remark", "备注", self.remark_edit)
        self.form.ask_in("shift", "staff_ids")
        self.say("不勾选任何人就清空这一格。" if cell.lines else "")
        session.ask(_staff_of_station, then=self._offer)

    def chosen(self) -> tuple[int, ...]:
        """Who is ticked."""
        return tuple(staff_id for staff_id, check in self.staff_checks.items() if check.isChecked())

    def is_touched(self) -> bool:
        return super().is_touched() or (bool(self.staff_checks) and set(self.chosen()) != set(self._before))

    def _offer(self, staff: list[StaffRow]) -> None:
        likely = LIKELY[self._cell.post]
        for row in sorted(staff, key=lambda row: likely not in row.roles):
            check = QCheckBox(row.name)
            check.setChecked(int(row.id) in self._before)
            self.staff_checks[int(row.id)] = check
            self._flow.addWidget(check)
        if self.staff_checks:
            next(iter(self.staff_checks.values())).setFocus()
        self.fit()

    def _save(self) -> None:
        self._ask(set_duty, self._cell, self.chosen(), self.key, self.remark_edit.text())


def _staff_of_station(desk: Desk) -> list[StaffRow]:
    return list_staff(desk.store)
