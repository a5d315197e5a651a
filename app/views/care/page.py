"""数据维护: doubtful values, double premises, calls without a file, changes told: four lists, each with its count."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.views.care.changes_view import ChangesView
from app.views.care.doubts_view import DoubtsView
from app.views.care.duplicates_view import DuplicatesView
from app.views.care.unlisted_view import UnlistedView
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.lists_page import ListOf, ListsPage

DOUBTS, DUPLICATES, UNLISTED, CHANGES = range(4)
KINDS = {"doubt", "premises", "person", "community", "building", "matter"}


class CarePage(ListsPage):
    """Each list says how many wait in it."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.doubts = DoubtsView(session, self)
        self.duplicates = DuplicatesView(session, self)
        self.unlisted = UnlistedView(session, self)
        self.changes = ChangesView(session, self)
        self._views = (self.doubts, self.duplicates, self.unlisted, self.changes)
        self.set_lists(
            [
                ListOf("待核", "why", self.doubts, self.doubts.actions_here),
                ListOf("疑似重复", "merge", self.duplicates, self.duplicates.actions_here),
                ListOf("待建档", "add", self.unlisted, self.unlisted.actions_here),
                ListOf("变更登记", "change", self.changes, self.changes.actions_here),
            ],
            "care.view",
        )
        self._connect()
        self._read()

    def commands(self) -> list[QAction]:
        return [*(action for view in self._views for action in view.actions_here), *self.view_actions]

    def begin(self) -> None:
        self._views[self.place].begin()

    def go_to(self, kind: str, row_id: int) -> None:
        """A doubt that was chosen on the board."""
        self.show_view(DOUBTS)
        self.doubts.go_to(row_id)

    def premises_in_hand(self) -> int | None:
        return self._views[self.place].premises_in_hand()

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids or ids.keys() & KINDS:
            self._read()
        if not ids or "premises" in ids:
            self.doubts.refresh_card(ids.get("premises", set()))

    def leave(self) -> None:
        self.duplicates.stop()

    def _connect(self) -> None:
        self.doubts.counted.connect(lambda count: self.show_count(DOUBTS, count))
        self.duplicates.counted.connect(lambda count: self.show_count(DUPLICATES, count))
        self.unlisted.counted.connect(lambda count: self.show_count(UNLISTED, count))
        self.unlisted.matter_wanted.connect(self.matter_wanted)
        self.changes.change_wanted.connect(self.change_wanted)

    @Slot()
    def _read(self) -> None:
        self.doubts.read()
        self.unlisted.read()
        self.changes.read()
