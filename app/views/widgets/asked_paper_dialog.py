"""A paper that something is typed about first: it is shown a moment after the last key."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.paper_dialog import PaperDialog


class AskedPaperDialog(PaperDialog):
    """A subclass puts its questions on top of `column`, follows them, and says in `look_now` which paper they mean."""

    later = "返回"
    # Nobody is shown a paper for every key of what he types.
    soon_ms = 300

    def __init__(
        self, session: Session, settings: Settings, paper: str, parent: QWidget | None, hint: str = ""
    ) -> None:
        super().__init__(session, settings, paper, "", None, None, parent, hint)
        self._soon = QTimer(self, interval=self.soon_ms, singleShot=True)
        self._soon.timeout.connect(self._look)

    def follow(self, edit: QLineEdit) -> None:
        """What is typed here changes the paper; Enter shows it at once."""
        edit.textEdited.connect(self.look_soon)
        edit.returnPressed.connect(self._look)

    @Slot()
    def look_soon(self) -> None:
        """The paper shown is another by now: until the new one is there, nothing can be printed."""
        self.ready = False
        self.show_buttons()
        self._soon.start()

    def look_now(self) -> None:
        """Ask for the paper that the answers mean."""
        raise NotImplementedError

    @Slot()
    def _look(self) -> None:
        self._soon.stop()
        self.look_now()
