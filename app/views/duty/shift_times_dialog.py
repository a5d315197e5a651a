"""班次时间: the shifts of the day from a date on, one line each."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.services.duty.shifts import Plan, PlanDraft, plan_on, plans, set_shifts
from app.services.kernel.desk import Desk
from app.views.duty.shift_lines import read_shift_lines, shift_lines
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.day_edit import NOT_A_DAY, DayEdit

HOW = "一行一个班次，例如 白班 08:00-20:00。首尾相接，排满 24 小时；夜班写到第二天早上。"


class ShiftTimesDialog(ActDialog):
    """The times of today stand in it already."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "班次时间", "保存", parent)
        self.day_edit = DayEdit(session.desk.today())
        self.lines_edit = QPlainTextEdit()
        self.lines_edit.setTabChangesFocus(True)
        self.lines_edit.setFixedHeight(self.fontMetrics().lineSpacing() * 5 + 14)
        self.form.add("valid_from", "从哪天起", self.day_edit)
        self.form.add("shifts", "班次", self.lines_edit)
        self.say(HOW)
        session.ask(_plans, then=self._show)
        self.lines_edit.setFocus()

    def _show(self, known: tuple[Plan, ...]) -> None:
        """The first is in force; the others come later."""
        self.lines_edit.setPlainText(shift_lines(known[0].shifts))
        self.lines_edit.document().setModified(False)
        later = [f"{plan.valid_from} 起：{shift_lines(plan.shifts)}".replace("\n", "，") for plan in known[1:]]
        self.say("\n".join((HOW, *later)))

    def _save(self) -> None:
        day = self.day_edit.day()
        if day is None:
            self.refuse("valid_from", NOT_A_DAY)
            return
        shifts, unread = read_shift_lines(self.lines_edit.toPlainText())
        if unread:
            self.refuse("shifts", f"看不懂“{unread}”。请写成 白班 08:00-20:00 这样。")
            return
        self._ask(set_shifts, PlanDraft(day, shifts), self.key)


def _plans(desk: Desk) -> tuple[Plan, ...]:
    today = desk.today()
    return plan_on(desk, today), *(plan for plan in plans(desk.store) if plan.valid_from > today)
