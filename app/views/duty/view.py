"""What the page of duty expects of its lists."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.views.session import Session
from app.views.settings import Settings


class DutyView(QWidget):
    """One list of the page; its focus proxy is where work starts."""

    # A matter that is worked on elsewhere.
    matter_wanted = Signal(int)
    # Kinds of change that concern it.
    kinds: frozenset[str] = frozenset()
    # Whether it shows a span of time that can be turned back and on.
    turns = False

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.settings = settings
        self.commands: list[QAction] = []

    def read(self) -> None:
        """Ask for everything anew."""
        raise NotImplementedError

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        """Something was committed; `ids` by kind, empty when anything may have changed."""
        if not ids or ids.keys() & self.kinds:
            self.read()

    def turn(self, step: int) -> None:
        """A week or a shift back (-1) or on (1); 0 returns to the present one. Asked of lists that turn."""
