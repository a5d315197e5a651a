"""A dialog half filled in is its author's: while somebody else sits at the desk it waits out of sight."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog, QWidget

from app.views.session import Session
from app.views.theme import Tone

if TYPE_CHECKING:
    from app.views.widgets.act_dialog import ActDialog


class Waiting(QObject):
    """Lives with its dialog. One that nobody typed into belongs to whoever sits here; one begun before anybody signed
    in belongs to the first operator."""

    def __init__(self, session: Session, dialog: "ActDialog") -> None:
        super().__init__(dialog)
        self._session = session
        self._dialog = dialog
        self._author = session.desk.actor
        # Whether it is out of sight.
        self.away = False
        session.desk_changed.connect(self.see_operator)

    @property
    def words(self) -> str:
        """Whose it is, and what."""
        return f"{self._author.name}填了一半的“{self._dialog.windowTitle()}”"

    @Slot()
    def see_operator(self) -> None:
        """Somebody sits down. What is being saved has its answer first."""
        now = self._session.desk.actor
        if now.staff_id == self._author.staff_id:
            self._come_back()
        elif self.away or self._dialog.is_saving():
            return
        elif self._dialog.isVisible() and self._dialog.is_touched() and self._author.staff_id is not None:
            self._go_away()
        else:
            self._author = now

    def _go_away(self) -> None:
        dialog = self._dialog
        self.away = True
        for above in dialog.findChildren(QDialog):
            if above.isVisible() and not hasattr(above, "waiting"):
                above.reject()
        # What it stands on may be closed meanwhile.
        dialog.setParent(_window_of(dialog), dialog.windowFlags())
        dialog.hide()
        self._session.notice(f"{self.words}先收起，本人再登录时接着填。", Tone.AMBER)

    def give_up(self) -> None:
        """Thrown away without its author: the window closes."""
        self.away = False
        self._dialog.deleteLater()

    def _come_back(self) -> None:
        if self.away:
            self.away = False
            self._dialog.open()


def waiting_in(window: QWidget) -> list[Waiting]:
    """What waits for its author in this window."""
    return [waiting for waiting in window.findChildren(Waiting) if waiting.away]


def _window_of(dialog: QDialog) -> QWidget | None:
    above = dialog.parentWidget()
    while above is not None and above.parentWidget() is not None:
        above = above.parentWidget()
    return above
