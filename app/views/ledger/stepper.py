"""The line of steps above the wizard: what is done, where the clerk stands, what is still to come."""

from collections.abc import Collection
from enum import IntEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from app.views.icons import ICON_PROPERTY, wear
from app.views.widgets.labels import label


class Step(IntEnum):
    """The steps of taking a ledger in, in their order."""

    CHOOSE = 0
    COLUMNS = 1
    PREVIEW = 2
    IMPORT = 3
    RESULT = 4


WORDS = {
    Step.CHOOSE: "选文件",
    Step.COLUMNS: "认列",
    Step.PREVIEW: "预览",
    Step.IMPORT: "导入",
    Step.RESULT: "结果",
}


class Stepper(QWidget):
    """Steps the clerk may go back to are buttons, the others are only words."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = Step.CHOOSE
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for step, word in WORDS.items():
            if step:
                line.addWidget(label("›", "muted"))
            button = QToolButton()
            button.setText(f"{step + 1} {word}")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._group.addButton(button, int(step))
            line.addWidget(button)
        line.addStretch(1)
        self._group.idClicked.connect(self._choose)

    def show_step(self, current: Step, reachable: Collection[Step]) -> None:
        """Mark the step of the moment; `reachable` are those a click goes to."""
        self._current = current
        for step, word in WORDS.items():
            button = self._group.button(int(step))
            done = step < current
            button.setText(f" {word}" if done else f"{step + 1} {word}")
            if done:
                wear(button, "done")
            else:
                button.setProperty(ICON_PROPERTY, None)
                button.setIcon(QIcon())
            button.setEnabled(step == current or step in reachable)
            button.setChecked(step == current)
            button.setAccessibleName(f"第 {step + 1} 步 {word}{'，已完成' if done else ''}")

    def step(self) -> Step:
        return self._current

    @Slot(int)
    def _choose(self, number: int) -> None:
        # Whoever listens decides whether it goes there.
        self._group.button(int(self._current)).setChecked(True)
        if number != self._current:
            self.wanted.emit(Step(number))
