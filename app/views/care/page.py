"""数据维护: doubtful values, double premises, calls without a file, changes told: four lists, each with its count."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.views.care.changes_view import ChangesView
from app.views.care.doubts_view import DoubtsView
from app.views.care.duplicates_view import DuplicatesView
from app.views.care.unlisted_view import UnlistedView
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.page import Page
from app.views.widgets.action_bar import ActionBar
from app.views.widgets.choice_row import ChoiceRow

DOUBTS, DUPLICATES, UNLISTED, CHANGES = range(4)
WORDS = {DOUBTS: "待核", DUPLICATES: "疑似重复", UNLISTED: "待建档", CHANGES: "变更登记"}
KINDS = {"doubt", "premises", "person", "community", "building", "matter"}


class CarePage(Page):
    """The choice above has the focus as a whole: number keys go to the lists."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._counts: dict[int, int] = {}
        self.doubts = DoubtsView(session, self)
        self.duplicates = DuplicatesView(session, self)
        self.unlisted = UnlistedView(session, self)
        self.changes = ChangesView(session, self)
        self._views = (self.doubts, self.duplicates, self.unlisted, self.changes)
        self._build()
        self._connect()
        self._read()

    def commands(self) -> list[QAction]:
        return [action for view in self._views for action in view.actions_here]

    def begin(self) -> None:
        self._views[self.stack.currentIndex()].begin()

    def go_to(self, kind: str, row_id: int) -> None:
        """A doubt that was chosen on the board."""
        self.show_view(DOUBTS)
        self.doubts.go_to(row_id)

    def premises_in_hand(self) -> int | None:
        return self._views[self.stack.currentIndex()].premises_in_hand()

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids or ids.keys() & KINDS:
            self._read()
        if not ids or "premises" in ids:
            self.doubts.refresh_card(ids.get("premises", set()))

    def leave(self) -> None:
        self.duplicates.stop()

    def show_view(self, view: int) -> None:
        """Bring one of the lists to the front."""
        self.view_row.set_value(view)
        self.stack.setCurrentIndex(view)
        self.bars.setCurrentIndex(view)
        self._views[view].begin()

    def _build(self) -> None:
        self.view_row = ChoiceRow([(view, word) for view, word in WORDS.items()])
        self.view_row.set_value(DOUBTS)
        self.stack, self.bars = QStackedWidget(), QStackedWidget()
        self.bars.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for view in self._views:
            self.stack.addWidget(view)
            self.bars.addWidget(ActionBar(view.actions_here))
        above = QHBoxLayout()
        above.addWidget(self.view_row)
        above.addWidget(self.bars, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.view_row.picked.connect(self.show_view)
        self.doubts.counted.connect(lambda count: self._show_count(DOUBTS, count))
        self.duplicates.counted.connect(lambda count: self._show_count(DUPLICATES, count))
        self.unlisted.counted.connect(lambda count: self._show_count(UNLISTED, count))
        self.unlisted.matter_wanted.connect(self.matter_wanted)
        self.changes.change_wanted.connect(self.change_wanted)

    @Slot()
    def _read(self) -> None:
        self.doubts.read()
        self.unlisted.read()
        self.changes.read()

    def _show_count(self, view: int, count: int) -> None:
        if self._counts.get(view) == count:
            return
        self._counts[view] = count
        chosen = self.view_row.value()
        counts = self._counts
        self.view_row.set_choices(
            [(view, f"{word} {counts[view]}" if counts.get(view) else word) for view, word in WORDS.items()]
        )
        self.view_row.set_value(chosen)
