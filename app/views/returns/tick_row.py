"""Ticks of the paper side by side; a number key ticks and unticks, 0 ticks what a clean slip has."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.views.widgets.choice_row import FlowLayout
from app.views.widgets.focus_frame import FocusFrame


class TickRow(FocusFrame):
    """`values()` are the names ticked; the row has the focus as a whole. `usual` are those that 0 ticks."""

    all_ticked = Signal()

    def __init__(self, ticks: Sequence[tuple[str, str]], usual: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._usual = tuple(usual)
        flow = FlowLayout(self)
        self._buttons: dict[str, QPushButton] = {}
        for number, (name, text) in enumerate(ticks, start=1):
            button = QPushButton(f"{number} {text}", self)
            button.setProperty("role", "choice")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoDefault(False)
            flow.addWidget(button)
            self._buttons[name] = button
        self.setToolTip("按数字勾选，0 为全部照做")

    def values(self) -> set[str]:
        return {name for name, button in self._buttons.items() if button.isChecked()}

    def set_values(self, names: Sequence[str]) -> None:
        for name, button in self._buttons.items():
            button.setChecked(name in names)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_0
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not 0 <= number <= len(self._buttons):
            super().keyPressEvent(event)
        elif number == 0:
            self.set_values(self._usual)
            self.all_ticked.emit()
        else:
            list(self._buttons.values())[number - 1].toggle()
