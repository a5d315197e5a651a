"""Widgets side by side, as many as there is room for."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class FittingRow(QWidget):
    """A subclass says what stands in `fit`.

    It has no layout on purpose: one that hides its own widgets while it is being laid out starts those around it
    again, and their first run goes on with sizes of before.
    """

    gap = 4

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.parts: list[QWidget] = []

    def add(self, part: QWidget) -> None:
        """One more at the right."""
        part.setParent(self)
        self.parts.append(part)

    def fit(self) -> None:
        """Place what has room, hide the rest."""
        self.place([part for part in self.parts if self.room_of(self.parts[: self.parts.index(part) + 1]) <= 0])

    def room_of(self, parts: Sequence[QWidget]) -> int:
        """By how much these are wider than the row; nought or less when they fit."""
        return sum(part.sizeHint().width() + self.gap for part in parts) - self.gap - self.width()

    def place(self, shown: Collection[QWidget], *, at_right: bool = False) -> None:
        """Put these side by side, in the order in which they were added."""
        across = max(0, -self.room_of(list(shown))) if at_right else 0
        for part in self.parts:
            part.setVisible(part in shown)
            if part in shown:
                hint = part.sizeHint()
                part.setGeometry(across, (self.height() - hint.height()) // 2, hint.width(), hint.height())
                across += hint.width() + self.gap

    def sizeHint(self) -> QSize:
        hints = [part.sizeHint() for part in self.parts]
        wide = sum(hint.width() + self.gap for hint in hints)
        return QSize(wide, max((hint.height() for hint in hints), default=0))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        heard = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            # A part says something longer, or in larger letters.
            self.updateGeometry()
            self.fit()
        return heard
