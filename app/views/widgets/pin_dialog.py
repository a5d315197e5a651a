"""Who sits at the desk: initials or badge number, and the PIN, typed or tapped."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from app.services.kernel.errors import AppError
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog

LONGEST_PIN = 12
KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "清", "0", "退")


class PinDialog(ActDialog):
    """`sign_in(desk, who, pin)` is the act; its result goes out by `succeeded`. A wrong PIN empties only the PIN."""

    letters = 20

    def __init__(
        self, session: Session, sign_in: Callable[..., object], title: str = "换班", parent: QWidget | None = None
    ) -> None:
        super().__init__(session, title, "进入", parent)
        self._sign_in = sign_in
        self.who_edit = QLineEdit(placeholderText="姓名首字母或工号", maxLength=32)
        self.pin_edit = QLineEdit(echoMode=QLineEdit.EchoMode.Password, maxLength=LONGEST_PIN)
        self.form.add("who", "谁", self.who_edit)
        self.form.add("pin", "密码", self.pin_edit)
        pad = QGridLayout()
        pad.setSpacing(6)
        for place, text in enumerate(KEYS):
            button = QPushButton(text)
            button.setProperty("role", "pad")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoDefault(False)
            button.clicked.connect(self._tap)
            pad.addWidget(button, place // 3, place % 3)
        self.column.insertLayout(2, pad)

    @Slot()
    def _tap(self) -> None:
        button = self.sender()
        text = button.text() if isinstance(button, QPushButton) else ""
        if text == "清":
            self.pin_edit.clear()
        elif text == "退":
            self.pin_edit.backspace()
        else:
            self.pin_edit.insert(text)
        self.pin_edit.setFocus()

    @Slot()
    def reject(self) -> None:
        self._leave()  # nothing typed here is worth a question

    def _save(self) -> None:
        if self.who_edit.text().strip() and not self.pin_edit.text():
            self.save_button.setEnabled(True)
            self.pin_edit.setFocus()
            return
        self._ask(self._sign_in, self.who_edit.text().strip(), self.pin_edit.text())

    def _refused(self, error: AppError) -> None:
        super()._refused(error)
        self.pin_edit.clear()
        if self.who_edit.text().strip():
            self.pin_edit.setFocus()
