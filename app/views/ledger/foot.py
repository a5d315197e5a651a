"""The buttons below every step, the same at the same places."""

from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget


class StepButton(QPushButton):
    """Enter presses it, as in a dialog; a key held down goes on by one step only."""

    def __init__(self, action: QAction) -> None:
        super().__init__(action.text())
        self.action = action
        self.setAutoDefault(True)
        self.clicked.connect(action.trigger)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            super().keyPressEvent(event)

    def show_action(self, visible: bool) -> None:
        """Say what the action says at this step, or be away."""
        self.setText(self.action.text())
        self.setToolTip(self.action.toolTip())
        self.setEnabled(self.action.isEnabled())
        self.setVisible(visible)


class Foot(QWidget):
    """Back at the left; at the right what may be done here, the next step last."""

    def __init__(self, back: QAction, undo: QAction, errors: QAction, onward: QAction) -> None:
        super().__init__()
        self.back_button, self.undo_button = StepButton(back), StepButton(undo)
        self.errors_button, self.next_button = StepButton(errors), StepButton(onward)
        self.next_button.setProperty("role", "primary")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.back_button)
        line.addStretch(1)
        for button in (self.undo_button, self.errors_button, self.next_button):
            line.addWidget(button)
