"""转办与意见: two lists, what came down from the dispatch room and what has to go up to it."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.views.forwarding.forwarded_view import ForwardedView
from app.views.forwarding.opinions_view import OpinionsView
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.lists_page import ListOf, ListsPage

FORWARDED, OPINIONS = range(2)


class ForwardingPage(ListsPage):
    """Each list says how many wait in it."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.forwarded = ForwardedView(session, settings, self)
        self.opinions = OpinionsView(session, settings, self)
        self._views = (self.forwarded, self.opinions)
        self.set_lists(
            [
                ListOf("上级转办", "forwarding", self.forwarded, self.forwarded.actions_here),
                ListOf("处理意见", "opinion", self.opinions, self.opinions.actions_here),
            ],
            "forwarding.view",
        )
        self._connect()
        self._read()

    def commands(self) -> list[QAction]:
        return [action for view in self._views for action in view.actions_here] + self.view_actions

    def begin(self) -> None:
        self._read()
        self._view.begin()

    def go_to(self, kind: str, row_id: int) -> None:
        self.show_view(FORWARDED)
        self.forwarded.go_to(row_id)

    def premises_in_hand(self) -> int | None:
        return self._view.premises_in_hand()

    def building_in_hand(self) -> int | None:
        return self.forwarded.building_in_hand() if self._view is self.forwarded else None

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids or "matter" in ids:
            self._read()

    @property
    def _view(self) -> ForwardedView | OpinionsView:
        return self._views[self.place]

    def _connect(self) -> None:
        self.forwarded.counted.connect(lambda count: self.show_count(FORWARDED, count))
        self.opinions.counted.connect(lambda count: self.show_count(OPINIONS, count))
        self.forwarded.premises_wanted.connect(self.premises_wanted)
        self.opinions.premises_wanted.connect(self.premises_wanted)

    @Slot()
    def _read(self) -> None:
        self.forwarded.read()
        self.opinions.read()
