"""Temperatures before and after, typed as people say them: 18.5."""

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.services.repairs.work_values import Temperatures
from app.views.widgets.labels import label

_WRITTEN = re.compile(r"-?\d{1,3}(?:[.。．]\d{1,2})?")
WHERE = (("room", "室温"), ("supply", "供水"), ("return", "回水"))
WHEN = (("before", "修前 ℃"), ("after", "修后 ℃"))


def read_temperature(text: str) -> int | None:
    """Hundredths of °C of `18.5`; None when it is none."""
    plain = text.strip().replace("。", ".").replace("．", ".")
    return round(float(plain) * 100) if _WRITTEN.fullmatch(plain) else None


class TemperatureGrid(QWidget):
    """Six small fields; empty ones were not measured."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edits: dict[str, QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for column, (_, word) in enumerate(WHERE, start=1):
            grid.addWidget(label(word, "muted"), 0, column)
        for line, (when, word) in enumerate(WHEN, start=1):
            grid.addWidget(label(word, "muted"), line, 0)
            for column, (where, place) in enumerate(WHERE, start=1):
                edit = QLineEdit(maxLength=7)
                edit.setAccessibleName(f"{word}{place}")
                edit.textChanged.connect(self.changed)
                grid.addWidget(edit, line, column)
                self.edits[f"{where}_{when}_c"] = edit
        self.setFocusProxy(self.edits["room_before_c"])

    def unreadable(self) -> list[str]:
        """Names of fields whose text is no temperature."""
        return [
            name for name, edit in self.edits.items() if edit.text().strip() and read_temperature(edit.text()) is None
        ]

    def temperatures(self) -> Temperatures:
        return Temperatures(**{name: read_temperature(edit.text()) for name, edit in self.edits.items()})
