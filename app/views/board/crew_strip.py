"""每个维修员在哪: his present job with its building, and what else waits for him, one small field each."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from app.services.repairs.crew import Hand
from app.views.widgets.labels import label
from app.views.widgets.polish import set_property

FREE = "空闲"


def hand_words(hand: Hand) -> str:
    """Two lines: who and how far, where; `＋2` are further jobs he was sent to."""
    if hand.free:
        return f"{hand.name}\n{FREE}"
    more = f"　＋{len(hand.waiting)}" if hand.waiting else ""
    return f"{hand.name}　{hand.phase}{more}\n{hand.building}"


class CrewStrip(QWidget):
    """Busy ones first; where room is short the last ones are only counted. Pressing one shows his jobs alone."""

    # The id of the repairer whose field was pressed.
    pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("维修员现在在哪")
        self._hands: tuple[Hand, ...] = ()
        self._buttons: list[QToolButton] = []
        self._rest = label(role="muted")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(6)
        self._line.addWidget(self._rest)
        self._line.addStretch(1)

    def show_hands(self, hands: Sequence[Hand], chosen: int | None) -> None:
        """What each has in hand now; `chosen` is the one whose jobs alone are listed."""
        self._hands = tuple(hands)
        while len(self._buttons) < len(hands):
            self._add_button()
        for button, hand in zip(self._buttons, self._hands, strict=False):
            button.setText(hand_words(hand))
            button.setToolTip(hand.place)
            button.setChecked(hand.staff_id == chosen)
            set_property(button, "free", "yes" if hand.free else "")
        self._fit()

    def texts(self) -> list[str]:
        """What stands in the fields, seen or not."""
        return [button.text() for button, _ in zip(self._buttons, self._hands, strict=False)]

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _add_button(self) -> None:
        place = len(self._buttons)
        button = QToolButton()
        button.setProperty("role", "hand")
        button.setCheckable(True)
        button.clicked.connect(lambda: self.pressed.emit(self._hands[place].staff_id))
        self._buttons.append(button)
        self._line.insertWidget(place, button)

    def _fit(self) -> None:
        room = self.width() - self.fontMetrics().horizontalAdvance("另 99 人") - 12
        left_out = 0
        for place, button in enumerate(self._buttons):
            room -= button.sizeHint().width() + self._line.spacing()
            there = place < len(self._hands)
            button.setVisible(there and room >= 0)
            left_out += there and room < 0
        self._rest.setText(f"另 {left_out} 人" if left_out else "")
