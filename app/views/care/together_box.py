"""Other matters of the same typed address, offered to go along."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.services.customers.care.unlisted_values import UnlistedMatter
from app.views.covering import words_shown
from app.views.session import Session
from app.views.texts import day_and_time, short_number


class TogetherBox(QWidget):
    """Open ones are ticked; `chosen()` gives the matters that go along."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        session.covered_changed.connect(self.cover)
        self.checks: dict[int, QCheckBox] = {}
        self._said: dict[int, tuple[str, str]] = {}
        self.setProperty("tall", True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def offer(self, rows: Sequence[UnlistedMatter], now: datetime) -> None:
        for row in rows:
            told = day_and_time(row.told_at, now)
            self._said[row.matter_id] = (f"{row.word} {short_number(row.number)}　{told}　{row.phase}", row.words)
            check = QCheckBox()
            check.setChecked(row.is_open)
            self.checks[row.matter_id] = check
            self._column.addWidget(check)
        self.cover()

    @Slot()
    def cover(self) -> None:
        """The callers' words, as far as the counter may read them."""
        for matter_id, (about, words) in self._said.items():
            self.checks[matter_id].setText(f"{about}　{words_shown(self._session, words)[:16]}")

    def chosen(self) -> tuple[int, ...]:
        return tuple(matter_id for matter_id, check in self.checks.items() if check.isChecked())
