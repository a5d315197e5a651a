"""A field with somebody's name, telephone or words in it while the window is covered: dots instead of letters."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QLineEdit

from app.views.session import Session

Echo = QLineEdit.EchoMode


class CoveredText(QObject):
    """Lives with its field and leaves the text as it is.

    What stands in the field when the window is covered turns into dots at once. What is typed afterwards is seen
    until the cursor goes on, so that a call can still be written down; a field of dots that is emptied begins anew.
    `hides` says which texts are meant; every one unless told otherwise.
    """

    def __init__(self, session: Session, edit: QLineEdit, hides: Callable[[str], bool] = bool) -> None:
        super().__init__(edit)
        self._session = session
        self._edit = edit
        self._hides = hides
        session.covered_changed.connect(self._look)
        edit.editingFinished.connect(self._look)
        edit.textChanged.connect(self._follow)
        self._look()

    @Slot()
    def _look(self) -> None:
        hidden = self._session.covered and self._hides(self._edit.text())
        self._edit.setEchoMode(Echo.Password if hidden else Echo.Normal)

    @Slot()
    def _follow(self) -> None:
        if not self._edit.hasFocus() or not self._hides(self._edit.text()):
            self._look()
