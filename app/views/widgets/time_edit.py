"""A field for one moment: few keys to type, the moment understood shown beside it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from app.services.kernel.times import china
from app.views.texts import clock_time, day_word
from app.views.widgets.polish import set_property
from app.views.widgets.time_text import read_time


class TimeEdit(QWidget):
    """`moment()` is the aware time typed, or None when the field is empty or not understood (see `is_valid`)."""

    changed = Signal()

    def __init__(self, now: Callable[[], datetime], past: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._past = past
        self.edit = QLineEdit(placeholderText="1830 或 昨 2330", maxLength=20)
        self.hint = QLabel()
        self.hint.setProperty("role", "hint")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.edit, 2)
        line.addWidget(self.hint, 3)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._show_hint)

    def set_now(self) -> None:
        """Fill in the present minute; a clerk who does nothing means now."""
        self.edit.setText(clock_time(self._now()))

    def moment(self) -> datetime | None:
        return read_time(self.edit.text(), self._now(), self._past)

    def is_empty(self) -> bool:
        return not self.edit.text().strip()

    def is_valid(self) -> bool:
        return self.is_empty() or self.moment() is not None

    @Slot()
    def _show_hint(self) -> None:
        moment, now = self.moment(), self._now()
        if moment is not None:
            day = day_word(china(moment).date(), china(now).date()) or "今天"
            text, tone = f"{day} {china(moment):%H:%M}", ""
            if self._past and moment > now:
                text, tone = f"{text}，比现在晚", "red"
        elif self.is_empty():
            text, tone = "", ""
        else:
            text, tone = "看不懂这个时间", "red"
        self.hint.setText(text)
        set_property(self.hint, "tone", tone)
        self.changed.emit()
