"""转办与意见: two lists, what came down from the dispatch room and what has to go up to it."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.views.actions import command
from app.views.forwarding.forwarded_view import ForwardedView
from app.views.forwarding.opinions_view import OpinionsView
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.page import Page
from app.views.widgets.action_bar import ActionBar
from app.views.widgets.choice_row import ChoiceRow

FORWARDED, OPINIONS = range(2)
WORDS = {FORWARDED: "上级转办", OPINIONS: "处理意见"}
ICONS = ("forwarding", "opinion")


class ForwardingPage(Page):
    """The choice above has the focus as a whole: number keys go to the lists."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._counts: dict[int, int] = {}
        self.forwarded = ForwardedView(session, settings, self)
        self.opinions = OpinionsView(session, settings, self)
        self._views = (self.forwarded, self.opinions)
        self._build()
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

    def show_view(self, view: int) -> None:
        """Bring one of the lists to the front."""
        self.view_row.set_value(view)
        self.stack.setCurrentIndex(view)
        self.bars.setCurrentIndex(view)
        self._view.begin()

    @property
    def _view(self) -> ForwardedView | OpinionsView:
        return self._views[self.stack.currentIndex()]

    def _build(self) -> None:
        self.view_row = ChoiceRow(list(WORDS.items()))
        self.view_row.set_value(FORWARDED)
        self.view_actions = [
            command(self, f"看{word}", icon, f"forwarding.view#{place}", partial(self.show_view, view), within=self)
            for place, ((view, word), icon) in enumerate(zip(WORDS.items(), ICONS, strict=True), start=1)
        ]
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
        self.forwarded.counted.connect(lambda count: self._show_count(FORWARDED, count))
        self.opinions.counted.connect(lambda count: self._show_count(OPINIONS, count))
        self.forwarded.premises_wanted.connect(self.premises_wanted)
        self.opinions.premises_wanted.connect(self.premises_wanted)

    @Slot()
    def _read(self) -> None:
        self.forwarded.read()
        self.opinions.read()

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
