"""作废一次读数: with the reason; the line leaves the list and stays in the books."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.duty.reading_words import reading_words
from app.services.duty.readings import Reading, withdraw_reading
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog


class WithdrawDialog(ActDialog):
    """For a reading that was never taken, or of another time."""

    def __init__(self, session: Session, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(session, "作废运行数据", "作废", parent)
        self._reading = reading
        self.reason_edit = QLineEdit(placeholderText="例如 时间记错，已另记", maxLength=200)
        self.form.add("reason", "原因", self.reason_edit)
        self.say(reading_words(reading))
        self.reason_edit.setFocus()

    def _save(self) -> None:
        self._ask(withdraw_reading, self._reading.id, self.reason_edit.text(), self.key)
