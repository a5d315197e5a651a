"""Other matters of the same typed address, offered to go along."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.services.customers.care.unlisted_values import UnlistedMatter
from app.views.texts import day_and_time, short_number


class TogetherBox(QWidget):
    """Open ones are ticked; `chosen()` gives the matters that go along."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.checks: dict[int, QCheckBox] = {}
        self.setProperty("tall", True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def offer(self, rows: Sequence[UnlistedMatter], now: datetime) -> None:
        for row in rows:
            told = day_and_time(row.told_at, now)
            check = QCheckBox(f"{row.word} {short_number(row.number)}　{told}　{row.phase}　{row.words[:16]}")
            check.setChecked(row.is_open)
            self.checks[row.matter_id] = check
            self._column.addWidget(check)

    def chosen(self) -> tuple[int, ...]:
        return tuple(matter_id for matter_id, check in self.checks.items() if check.isChecked())
