"""Above the list: quick line and undo, the day's figures and weather, 今日口径, groups and filter."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.repairs.faults import group_words
from app.services.reports.waiting_values import WAITING_WORDS
from app.views.board.day_line import DayLine
from app.views.board.group_bar import GroupBar
from app.views.board.lines import Line
from app.views.board.sift_button import SiftButton
from app.views.board.sifting import views
from app.views.board.undo_button import UndoButton
from app.views.board.word_line import WordLine
from app.views.repairs.quick_edit import QuickEdit
from app.views.session import Session
from app.views.settings import Settings

if TYPE_CHECKING:
    from app.views.board.day_facts import DayFacts

# Figures beside the clocks may lag behind a save a little; the save itself may not wait for them.
FIGURES_MS = 250
# What is typed is read while it is typed: the quick line keeps this many characters beside everything else.
QUICK_LETTERS = 20


class BoardHead(QWidget):
    """`lines` gives every open matter, for the filter's menu."""

    def __init__(self, session: Session, settings: Settings, lines: Callable[[], Iterable[Line]]) -> None:
        super().__init__()
        self._session = session
        self.quick_edit = QuickEdit(session, settings)
        self.undo_button = UndoButton(session)
        self.day_line = DayLine()
        self.word_line = WordLine(session)
        self.groups = GroupBar([*views(), *WAITING_WORDS.items()])
        self.sift_button = SiftButton(lines, group_words())
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.quick_edit, 1)
        first.addWidget(self.undo_button)
        first.addWidget(self.day_line)
        second.addWidget(self.groups, 1)
        second.addWidget(self.sift_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(self.word_line)
        column.addLayout(second)
        self._fit()
        self._soon = QTimer(self, interval=FIGURES_MS, singleShot=True)
        self._soon.timeout.connect(self._read_in_turns)

    def read_soon(self) -> None:
        """Something was committed; several commits in a row are one read."""
        self._soon.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.quick_edit.setMinimumWidth(QUICK_LETTERS * self.fontMetrics().horizontalAdvance("温"))

    @Slot()
    def read(self) -> None:
        """How much waits beside the clocks, the day's numbers, the weather and 今日口径."""
        self._read_counts()
        self._read_day()

    @Slot()
    def _read_in_turns(self) -> None:
        self._session.later(self._read_counts)
        self._session.later(self._read_day)

    @Slot()
    def _read_counts(self) -> None:
        from app.services.reports.waiting import waiting_counts

        if not self._session.read_only:
            self._session.ask(waiting_counts, then=self.groups.show_counts)

    @Slot()
    def _read_day(self) -> None:
        from app.views.board.day_facts import day_facts

        if not self._session.read_only:
            self._session.ask(day_facts, then=self._show_day)

    @Slot()
    def cover(self) -> None:
        """The window was covered or uncovered."""
        self.word_line.show_word(self.word_line.word)

    def _show_day(self, facts: "DayFacts") -> None:
        self.day_line.show_facts(facts)
        self.word_line.show_word(facts.word)
