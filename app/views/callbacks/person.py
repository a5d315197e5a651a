"""Whom to call and why: the place, the number, what was done, every attempt so far."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.customers.masks import masked_phone
from app.services.repairs.callback_attempts import Attempt
from app.services.repairs.callback_list import CallbackRow
from app.views.covering import name_shown, phone_shown, words_shown
from app.views.session import Session
from app.views.texts import day_and_time
from app.views.widgets.labels import label


class PersonCard(QWidget):
    """Covered, the number and the name are masked; numbers of earlier attempts always are."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._row: CallbackRow | None = None
        self.place = label(role="heading", wrap=True)
        self.phone = label(role="title")
        self.phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.known = label(role="muted", wrap=True)
        self.attempts = label(role="muted", wrap=True)
        self.warning = label(role="message", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for line in (self.place, self.phone, self.known, self.attempts, self.warning):
            column.addWidget(line)
        session.covered_changed.connect(self._show)

    def show_row(self, row: CallbackRow) -> None:
        """Another user, or news of the same."""
        self._row = row
        self._show()

    @Slot()
    def _show(self) -> None:
        row = self._row
        if row is None:
            return
        now = self.session.desk.now()
        self.place.setText(row.place)
        who = (name_shown(self.session, row.caller), row.relation, phone_shown(self.session, row.phone) or "没有留号码")
        self.phone.setText("　".join(part for part in who if part))
        finished = f"{day_and_time(row.finished_at, now)} 完工，{row.repairer}"
        words = words_shown(self.session, row.words)
        self.known.setText("　".join(part for part in (row.number, words, finished, row.done) if part))
        lines = [self._line(row, place, attempt) for place, attempt in enumerate(row.attempts, start=1)]
        self.attempts.setText("\n".join(lines))
        self.attempts.setVisible(bool(lines))
        warning = self._warning(row)
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))

    def _line(self, row: CallbackRow, place: int, attempt: Attempt) -> str:
        other = f"拨 {masked_phone(attempt.phone)}" if attempt.phone and attempt.phone != row.phone else ""
        when = day_and_time(attempt.at, self.session.desk.now())
        return "　".join(part for part in (f"第 {place} 次 {when}", attempt.word, other, attempt.by) if part)

    def _warning(self, row: CallbackRow) -> str:
        if row.newer is not None:
            return f"这一户又报修了（{row.newer.number}），可把回访并入新报修，不再打这个电话。"
        if row.wrong_number and row.attempts[-1].phone == row.phone:
            return "上次是空号或错号。请问到正确号码后按“改号码”。"
        return ""
