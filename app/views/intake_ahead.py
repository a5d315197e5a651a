"""The window of the next call, made in small steps before the telephone rings: F2 shows it, typing is not held up."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.views.drafts import DraftKeeper
from app.views.session import Session
from app.views.warming import is_warm

if TYPE_CHECKING:
    from app.views.repairs.intake_dialog import IntakeDialog

# Its modules are being loaded on another thread.
LOOK_MS = 200


class IntakeAhead(QObject):
    """One window at a time, hidden and empty; each call has its own, so nothing of one is left in the next."""

    def __init__(self, session: Session, keeper: DraftKeeper, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._keeper = keeper
        self._window = window
        self._next: IntakeDialog | None = None
        self._font = ""
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        """Make the first one once its modules are there."""
        self._timer.start()

    def take(self) -> "IntakeDialog":
        """A window ready for its call, made ahead or not; the next one is begun."""
        from app.views.repairs.intake_dialog import IntakeDialog

        dialog, self._next = self._next, None
        if dialog is not None and self._font != QApplication.font().key():
            # Made for letters of another size.
            dialog.deleteLater()
            dialog = None
        if dialog is None:
            dialog = IntakeDialog(self._session, self._keeper, self._window)
        else:
            dialog.take_call(self._keeper)
        self._session.later(self._make)
        return dialog

    @Slot()
    def _look(self) -> None:
        if is_warm():
            self._timer.stop()
            self._session.later(self._make)

    @Slot()
    def _make(self) -> None:
        """One step; whatever else came up meanwhile goes before the next."""
        from app.views.repairs.intake_dialog import IntakeDialog

        if self._next is None:
            self._font = QApplication.font().key()
            self._next = IntakeDialog(self._session, self._keeper, self._window, ahead=True)
        elif not self._next.make_more():
            return
        self._session.later(self._make)
