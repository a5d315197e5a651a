"""撤销: what one's last act was, and how many seconds it may still be taken back."""

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from app.shortcuts import key_of
from app.views.session import Session
from app.views.texts import short_number

TICK_MS = 1000

if TYPE_CHECKING:
    from app.services.repairs.work_values import Undoable


class UndoButton(QToolButton):
    """There only while something may be taken back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._last: Undoable | None = None
        self.setProperty("role", "undo")
        self.setAccessibleName("撤销")
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show)
        self.hide()

    def use(self, action: QAction) -> None:
        """Pressing it does what the key does."""
        self.setToolTip(f"撤销自己刚才的操作　{key_of('board.undo')}")
        self.clicked.connect(action.trigger)

    @Slot()
    def look(self) -> None:
        """Something was committed: perhaps by this operator."""
        from app.services.repairs.undo import last_undoable

        self._session.ask(last_undoable, then=self._take, failed=_nothing)

    def _take(self, last: "Undoable | None") -> None:
        self._last = last
        self._show()

    @Slot()
    def _show(self) -> None:
        left = self._last.until - self._session.desk.now() if self._last is not None else timedelta(0)
        seconds = ceil(left.total_seconds())
        if self._last is None or seconds <= 0:
            self._last = None
            self._tick.stop()
            self.hide()
            return
        self.setText(
            f"撤销“{self._last.word}”{short_number(self._last.number)}　剩 {seconds} 秒　{key_of('board.undo')}"
        )
        self.show()
        self._tick.start()


def _nothing(_error: object) -> None:
    """Whoever may not save has nothing to take back."""
