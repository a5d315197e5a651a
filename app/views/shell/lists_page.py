"""A page of several lists: a choice above with the focus as a whole, beside it the commands of the list in front."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.views.actions import command
from app.views.shell.page import Page
from app.views.widgets.action_bar import ActionBar
from app.views.widgets.choice_row import ChoiceRow


@dataclass(frozen=True, slots=True)
class ListOf:
    """One list: its word and icon in the choice, and the commands that stand beside the choice while it is in front."""

    word: str
    icon: str
    widget: QWidget
    actions: Sequence[QAction] = field(default=())


class ListsPage(Page):
    """A subclass calls `set_lists` once; places count from 0, number keys and Alt with a digit from 1."""

    def set_lists(self, lists: Sequence[ListOf], keys: str, beside: Sequence[QWidget] = ()) -> None:
        """`keys` names the row of shortcuts for going to a list; `beside` stands between choice and commands."""
        self._lists = tuple(lists)
        self._counts: dict[int, int] = {}
        self.view_row = ChoiceRow([(place, one.word) for place, one in enumerate(lists)])
        self.view_row.set_value(0)
        self.view_row.setAccessibleName("看哪个列表")
        self.view_actions = [
            command(self, f"看{one.word}", one.icon, f"{keys}#{place + 1}", partial(self.show_view, place), within=self)
            for place, one in enumerate(lists)
        ]
        self.stack = QStackedWidget()
        self._bars = QStackedWidget()
        self._bars.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        above = QHBoxLayout()
        above.addWidget(self.view_row)
        for part in beside:
            above.addWidget(part)
        for one in lists:
            self.stack.addWidget(one.widget)
            self._bars.addWidget(ActionBar(one.actions))
        if any(one.actions for one in lists):
            above.addWidget(self._bars, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 8)
        self.column.setSpacing(8)
        self.column.addLayout(above)
        self.column.addWidget(self.stack, 1)
        self.view_row.picked.connect(self.show_view)

    @property
    def place(self) -> int:
        """Which list is in front."""
        return self.stack.currentIndex()

    @Slot(object)
    def show_view(self, place: int) -> None:
        """Bring one of the lists to the front."""
        self.view_row.set_value(place)
        self.stack.setCurrentIndex(place)
        self._bars.setCurrentIndex(place)
        self.view_shown()

    def view_shown(self) -> None:
        """Another list came to the front."""
        shown: Any = self.stack.currentWidget()
        shown.begin()

    def show_count(self, place: int, count: int) -> None:
        """How many wait in a list, behind its word; none is not said."""
        if self._counts.get(place) == count:
            return
        self._counts[place] = count
        chosen, counts = self.view_row.value(), self._counts
        self.view_row.set_choices(
            [(at, f"{one.word} {counts[at]}" if counts.get(at) else one.word) for at, one in enumerate(self._lists)]
        )
        self.view_row.set_value(chosen)
