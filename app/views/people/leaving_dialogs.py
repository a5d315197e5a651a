"""改密码 and 离职: what changes for somebody who is on the staff already."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.kernel.operators import StaffRow, change_pin, leave_station
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.day_edit import NOT_A_DAY, DayEdit
from app.views.widgets.pin_dialog import LONGEST_PIN


class ChangePinDialog(ActDialog):
    """One's own PIN, or anybody's for the manager; typed twice because nobody sees it."""

    def __init__(self, session: Session, staff: StaffRow, parent: QWidget | None = None) -> None:
        super().__init__(session, "改密码", "改密码", parent)
        self._staff = staff
        self.say(f"{staff.name}（胸卡号 {staff.badge}）的登录密码。")
        self.pin_edit = QLineEdit(
            placeholderText="4 到 12 位数字", echoMode=QLineEdit.EchoMode.Password, maxLength=LONGEST_PIN
        )
        self.again_edit = QLineEdit(echoMode=QLineEdit.EchoMode.Password, maxLength=LONGEST_PIN)
        self.form.add("pin", "新密码", self.pin_edit)
        self.form.add("again", "再输一次", self.again_edit)
        self.pin_edit.setFocus()

    def _save(self) -> None:
        if self.pin_edit.text() != self.again_edit.text():
            self.save_button.setEnabled(True)
            self.form.show_problems("两次输入的密码不一样。", {"again": "两次输入的密码不一样。"})
            return
        self._ask(change_pin, self._staff.id, self.pin_edit.text(), self.key)


class LeaveDialog(ActDialog):
    """Whoever left neither signs in nor is sent out; what they did keeps their name."""

    def __init__(self, session: Session, staff: StaffRow, parent: QWidget | None = None) -> None:
        super().__init__(session, "离职", "办理离职", parent)
        self._staff = staff
        self.say(f"{staff.name}（胸卡号 {staff.badge}）离职后不能登录，也不能派工；以前的记录不变。")
        self.day_edit = DayEdit(session.desk.today())
        self.form.add("day", "离职日期", self.day_edit)
        self.save_button.setProperty("role", "danger")
        self.day_edit.setFocus()

    def _save(self) -> None:
        day = self.day_edit.day()
        if day is None:
            self.save_button.setEnabled(True)
            self.form.show_problems(NOT_A_DAY, {"day": NOT_A_DAY})
            return
        self._ask(leave_station, self._staff.id, day, self.key)
