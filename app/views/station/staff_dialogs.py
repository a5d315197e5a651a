"""改密码 and 离职: what changes for somebody who is on the staff already."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.services.kernel.operators import StaffRow, change_pin, leave_station
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.pin_dialog import LONGEST_PIN


class ChangePinDialog(ActDialog):
    """One's own PIN, or anybody's for the manager; typed twice because nobody sees it."""

    def __init__(self, session: Session, staff: Sequence[StaffRow], parent: QWidget | None = None) -> None:
        super().__init__(session, "改密码", "改密码", parent)
        self.staff_box = _staff_box(staff)
        self.staff_box.setCurrentIndex(max(self.staff_box.findData(session.desk.actor.staff_id), 0))
        self.pin_edit = QLineEdit(
            placeholderText="4 到 12 位数字", echoMode=QLineEdit.EchoMode.Password, maxLength=LONGEST_PIN
        )
        self.again_edit = QLineEdit(echoMode=QLineEdit.EchoMode.Password, maxLength=LONGEST_PIN)
        self.form.add("staff_id", "姓名", self.staff_box)
        self.form.add("pin", "新密码", self.pin_edit)
        self.form.add("again", "再输一次", self.again_edit)

    def _save(self) -> None:
        if self.pin_edit.text() != self.again_edit.text():
            self.save_button.setEnabled(True)
            self.form.show_problems("两次输入的密码不一样。", {"again": "两次输入的密码不一样。"})
            return
        self._ask(change_pin, self.staff_box.currentData(), self.pin_edit.text(), self.key)


class LeaveDialog(ActDialog):
    """Whoever left neither signs in nor is sent out; what they did keeps their name."""

    def __init__(self, session: Session, staff: Sequence[StaffRow], parent: QWidget | None = None) -> None:
        super().__init__(session, "离职", "办理离职", parent)
        self.say("离职后不能登录，也不能派工；以前的记录不变。")
        self.staff_box = _staff_box(staff)
        self.staff_box.setCurrentIndex(-1)
        self.day_edit = QLineEdit(session.desk.today().isoformat(), maxLength=10)
        self.form.add("staff_id", "姓名", self.staff_box)
        self.form.add("day", "离职日期", self.day_edit)
        self.save_button.setProperty("role", "danger")

    def _save(self) -> None:
        day = _day(self.day_edit.text())
        problems: dict[str, str] = {}
        if self.staff_box.currentData() is None:
            problems["staff_id"] = "请选择谁离职。"
        if day is None:
            problems["day"] = "日期请写成 2026-11-15 这样。"
        if day is None or problems:
            self.save_button.setEnabled(True)
            self.form.show_problems(next(iter(problems.values())), problems)
            return
        self._ask(leave_station, self.staff_box.currentData(), day, self.key)


def _staff_box(staff: Sequence[StaffRow]) -> QComboBox:
    box = QComboBox()
    for row in staff:
        box.addItem(f"{row.badge}　{row.name}", row.id)
    return box


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
