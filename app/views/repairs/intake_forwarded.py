"""上级转办 in the intake window: who sent it, under which number, and where the result goes."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from app.views.session import Session
from app.views.widgets.covered_text import CoveredText
from app.views.widgets.form import Form

ROWS = ("sender", "their_number", "reply_to")


class ForwardedPart(QObject):
    """The caller is the person at the dispatch room."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.sender_edit = QLineEdit(placeholderText="例如 公司调度室、12345", maxLength=40)
        self.number_edit = QLineEdit(placeholderText="对方的编号，没有就空着", maxLength=40)
        self.reply_edit = QLineEdit(placeholderText="结果报给谁、怎么报，例如 调度室 电话", maxLength=60)
        CoveredText(session, self.reply_edit)

    def add_to(self, form: Form) -> None:
        self._form = form
        form.add("sender", "转办单位", self.sender_edit)
        form.add("their_number", "对方编号", self.number_edit)
        form.add("reply_to", "回复给", self.reply_edit, wide=True)

    def show_rows(self, wanted: bool) -> None:
        for name in ROWS:
            self._form.show_row(name, wanted)
