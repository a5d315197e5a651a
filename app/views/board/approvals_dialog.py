"""待站长补签: what was done at night in the head's name; he signs, agreed or objected."""

from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.services.kernel.desk import Role
from app.services.kernel.errors import AppError, InvalidInput
from app.services.staff.approvals import ApprovalRow, Signed, sign_approval, unsigned_approvals
from app.shortcuts import key_of, keys_of
from app.views import messages
from app.views.covering import words_shown
from app.views.session import Session
from app.views.texts import day_and_time, short_number
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.labels import label

NOTHING = "没有待补签的电话请示。"
ONLY_HEAD = "由站长登录后签。现在可以看，不能签。"


class ApprovalsDialog(QDialog):
    """One after the other; everybody may read, only a head signs. F10 agrees."""

    def __init__(self, session: Session, parent: QWidget, first: int | None = None) -> None:
        """`first` is the one to begin with; without it the oldest."""
        super().__init__(parent)
        self.session = session
        self._first = first
        self.setWindowTitle("待站长补签")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._rows: dict[int, ApprovalRow] = {}
        self.row = ChoiceRow()
        self.row.setAccessibleName("电话请示")
        self.facts = label(wrap=True)
        self.remark_edit = QLineEdit(placeholderText="补签意见；不同意的要写明", maxLength=200)
        self.remark_edit.setAccessibleName("补签意见")
        self.message = label(role="message", wrap=True)
        self.message.hide()
        self.agree_button = QPushButton(f"同意并签字　{key_of('dialog.save')}")
        self.agree_button.setProperty("role", "primary")
        self.agree_button.setShortcut(keys_of("dialog.save")[0])
        self.object_button = QPushButton("不同意")
        back = QPushButton("返回")
        for button in (self.agree_button, self.object_button, back):
            button.setAutoDefault(False)
        # Until something to sign is on screen.
        for part in (self.remark_edit, self.agree_button, self.object_button):
            part.setEnabled(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (back, self.object_button, self.agree_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        for widget in (self.row, self.facts, self.remark_edit, self.message):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(buttons)
        self.row.picked.connect(self._show_next)
        self.agree_button.clicked.connect(partial(self._sign, True))
        self.object_button.clicked.connect(partial(self._sign, False))
        back.clicked.connect(self.reject)
        session.covered_changed.connect(self._show)
        self._read()

    def _read(self) -> None:
        self.session.ask(unsigned_approvals, then=self._offer)

    def _offer(self, rows: list[ApprovalRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self.row.set_choices([(row.id, self._title(row)) for row in rows])
        if rows:
            self.row.set_value(self._first if self._first in self._rows else rows[0].id)
            self.row.setFocus()
        self._show_next()

    def _title(self, row: ApprovalRow) -> str:
        return "　".join(filter(None, (short_number(row.number or ""), row.subject)))

    @Slot()
    def _show_next(self) -> None:
        """Another one: what was written about the one before does not belong to it."""
        self.remark_edit.clear()
        self._show()

    @Slot()
    def _show(self) -> None:
        row = self._rows.get(self.row.value())
        may_sign = row is not None and Role.MANAGER in self.session.desk.actor.roles
        self.agree_button.setEnabled(may_sign)
        self.object_button.setEnabled(may_sign)
        self.remark_edit.setEnabled(may_sign)
        if row is None:
            self.facts.setText(NOTHING)
            return
        at = day_and_time(row.asked_at, self.session.desk.now())
        lines = (
            f"{row.subject}　{row.number or ''}",
            f"原因：{row.reason}",
            f"{at} {row.by or ''} 电话请示 {row.asked_of or ''}：“{row.said}”",
            "" if may_sign else ONLY_HEAD,
        )
        self.facts.setText(words_shown(self.session, "\n".join(filter(None, lines))))
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def reject(self) -> None:
        if self.remark_edit.isModified() and self.remark_edit.text():
            messages.ask(self, "补签意见还没有签。", "不签", super().reject, danger=True)
        else:
            super().reject()

    def _fit(self) -> None:
        """As high as what is asked about needs, never higher than the window behind."""
        column, behind = self.layout(), self.parentWidget()
        if column is None or behind is None:
            return
        most = behind.window().size()
        wide = min(self.fontMetrics().horizontalAdvance("温") * 44, most.width() - 40)
        self.resize(wide, min(column.totalHeightForWidth(wide), most.height() - 20))

    def _sign(self, agreed: bool) -> None:
        approval_id = self.row.value()
        if approval_id is not None and self.agree_button.isEnabled():
            self.agree_button.setEnabled(False)
            self.object_button.setEnabled(False)
            remark = self.remark_edit.text()
            self.session.ask(
                sign_approval, approval_id, agreed, remark, uuid4(), then=self._signed, failed=self._refused
            )

    def _signed(self, _signed: Signed) -> None:
        self.message.hide()
        self._read()

    def _refused(self, error: AppError) -> None:
        self.message.setText(error.message)
        self.message.show()
        if isinstance(error, InvalidInput):
            self._show()
            self.remark_edit.setFocus()
        else:
            # Somebody else has signed it, or what was asked for was taken back.
            self._read()
