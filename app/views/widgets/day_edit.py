"""A field for one calendar day, as people write it."""

import re
from datetime import date

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_WRITTEN = re.compile(r"(\d{4})\s*[-./年]?\s*(\d{1,2})\s*[-./月]?\s*(\d{1,2})\s*日?")
# Frame, padding and room for the cursor, in pixels.
AROUND = 44
NOT_A_DAY = "日期请写成 2026-11-15 这样。"


def read_day(text: str) -> date | None:
    """The day of `2026-11-15`, `2026.11.15`, `20261115` or `2026年11月15日`; None when it is none."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


class DayEdit(QLineEdit):
    """`day()` is the day typed; None when the field is empty or not understood (see `is_valid`).

    `narrow`: as wide as a whole date, at every text size; else as wide as its row.
    """

    def __init__(
        self,
        day: date | None = None,
        hint: str = "2026-11-15",
        parent: QWidget | None = None,
        *,
        narrow: bool = False,
    ) -> None:
        super().__init__("" if day is None else day.isoformat(), parent)
        self._narrow = narrow
        self.setPlaceholderText(hint)
        self.setMaxLength(14)
        self._fit()

    def day(self) -> date | None:
        return read_day(self.text())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        if self._narrow:
            self.setFixedWidth(self.fontMetrics().horizontalAdvance("2026-11-15") + AROUND)

    def is_valid(self) -> bool:
        return not self.text().strip() or self.day() is not None
