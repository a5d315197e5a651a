"""The filters of the board, each with its count."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from app.views.board.lines import Filter


class FilterBar(QWidget):
    """One of them is always chosen."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for number, choice in enumerate(Filter):
            button = QToolButton()
            button.setText(choice.value)
            button.setCheckable(True)
            button.setChecked(choice is Filter.ALL)
            self._group.addButton(button, number)
            line.addWidget(button)
        self._group.idClicked.connect(self._choose)

    @property
    def filter(self) -> Filter:
        return list(Filter)[self._group.checkedId()]

    def choose(self, choice: Filter) -> None:
        """As if its button had been pressed."""
        self._group.button(list(Filter).index(choice)).click()

    def texts(self) -> list[str]:
        """What stands on the buttons."""
        return [button.text() for button in self._group.buttons()]

    def show_counts(self, counts: dict[Filter, int]) -> None:
        for number, choice in enumerate(Filter):
            self._group.button(number).setText(f"{choice.value} {counts[choice]}")

    @Slot(int)
    def _choose(self, number: int) -> None:
        self.chosen.emit(list(Filter)[number])
