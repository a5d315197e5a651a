"""A few answers side by side; a number key picks."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QLayout, QLayoutItem, QPushButton, QSizePolicy, QWidget

from app.views.widgets.focus_frame import FocusFrame

Choice = tuple[Any, str]
# The tenth answer has the 0.
DIGITS = 10
# A row of more Chinese characters is broken rather than asking for a wider window.
WIDEST_HINT = 40


class FlowLayout(QLayout):
    """Puts widgets in lines, as many as fit. Layouts above ask again and again; sizes are kept until one changes."""

    _hints: list[QSize] | None = None
    _heights: dict[int, int] | None = None

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        self._hints = self._heights = None
        super().invalidate()

    def takeAt(self, index: int) -> QLayoutItem | None:
        self.invalidate()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._heights is None:
            self._heights = {}
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), apply=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, apply=True)

    def sizeHint(self) -> QSize:
        sizes = self._sizes()
        width = sum(size.width() + self._gap for size in sizes)
        parent = self.parentWidget()
        letter = parent.fontMetrics().horizontalAdvance("温") if parent is not None else 0
        return QSize(min(width, WIDEST_HINT * letter or width), max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def _place(self, rect: QRect, apply: bool) -> int:
        line: list[tuple[QLayoutItem, QSize]] = []
        y, right = rect.y(), rect.x()
        for item, size in zip(self._items, self._sizes(), strict=True):
            if item.isEmpty():
                continue  # hidden
            if line and right + size.width() > rect.x() + rect.width():
                y += self._fill(line, rect.x(), y, apply) + self._gap
                line, right = [], rect.x()
            line.append((item, size))
            right += size.width() + self._gap
        return y + self._fill(line, rect.x(), y, apply) - rect.y()

    def _fill(self, line: list[tuple[QLayoutItem, QSize]], x: int, y: int, apply: bool) -> int:
        """Put one line of widgets at `y`, each in the middle of its height; returns that height."""
        tallest = max((size.height() for _, size in line), default=0)
        if apply:
            for item, size in line:
                item.setGeometry(QRect(QPoint(x, y + (tallest - size.height()) // 2), size))
                x += size.width() + self._gap
        return tallest

    def _sizes(self) -> list[QSize]:
        if self._hints is None:
            self._hints = [item.sizeHint() for item in self._items]
        return self._hints


class ChoiceButton(QPushButton):
    """As wide as its words are in bold: picked, they are."""

    def sizeHint(self) -> QSize:
        bold = QFont(self.font())
        bold.setBold(True)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint() + QSize(max(more, 0), 0)


class ChoiceTitle(QLabel):
    """What a row of answers is about: it stands beside the first of their lines, however many there are."""

    def __init__(self, title: str, row: "ChoiceRow") -> None:
        super().__init__(title)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._row = row

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, self._row.line_height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ChoiceRow(FocusFrame):
    """`value()` is the choice picked, or None; the row has the focus as a whole."""

    picked = Signal(object)

    def __init__(self, choices: Sequence[Choice] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._pick)
        self._values: list[Any] = []
        self._following: QWidget | None = None
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the answers; nothing is picked afterwards."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._values = [value for value, _ in choices]
        for number, (_, text) in enumerate(choices):
            button = ChoiceButton(f"{(number + 1) % DIGITS} {text}" if number < DIGITS else text, self)
            button.setProperty("role", "choice")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoDefault(False)
            self._group.addButton(button, number)
            self._flow.addWidget(button)
            button.show()
        self.updateGeometry()

    def line_height(self) -> int:
        """How high one line of answers is; nought without any."""
        return max((button.sizeHint().height() for button in self._group.buttons()), default=0)

    def value(self) -> Any:
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def text(self) -> str:
        button = self._group.checkedButton()
        return button.text().split(" ", 1)[-1] if button else ""

    def place_of(self, value: Any) -> int | None:
        """Where this answer stands in the row, from 0; None when it is none of the answers."""
        return self._values.index(value) if value in self._values else None

    def set_value(self, value: Any) -> None:
        """Pick without announcing; an unknown value picks nothing."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)
            return
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)

    def pick(self, value: Any) -> None:
        """As if the key of this answer had been pressed."""
        self.set_value(value)
        self._pick(self._values.index(value))

    def then_to(self, following: QWidget) -> None:
        """After an answer the cursor goes on to the next question; to the one after it when that is not asked."""
        self._following = following

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = (event.key() - Qt.Key.Key_1) % DIGITS if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9 else -1
        if 0 <= number < len(self._values) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._group.button(number).setChecked(True)
            self._pick(number)
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left) and self._values:
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            target = (self._group.checkedId() + step) % len(self._values) if self._group.checkedId() >= 0 else 0
            self._group.button(target).setChecked(True)
            self._pick(target)
        else:
            super().keyPressEvent(event)

    @Slot(int)
    def _pick(self, number: int) -> None:
        following = self._following
        if following is not None and following.isVisible():
            following.setFocus()
        self.picked.emit(self._values[number])
        # The answer may have brought the next question on screen, or have left none.
        if following is not None and self.hasFocus():
            if following.isVisible():
                following.setFocus()
            else:
                self.focusNextChild()
