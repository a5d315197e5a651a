"""经过: everything at the flat on one time line under its card, a page at a time."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from app.services.customers.card.history import HistoryPage, HistoryRow, Place, premises_history
from app.services.customers.card.rules import card_rules
from app.views.covering import HIDDEN, covered_name, words_shown
from app.views.session import Session
from app.views.texts import clock_time, day_word
from app.views.widgets.labels import label, rule

# The card comes first; somebody who runs down the list needs no history.
RESTING_MS = 150


class HistoryList(QWidget):
    """Reads its first page once the cursor rests on a premises; later pages by a button."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.premises_id: int | None = None
        self.rows: list[HistoryRow] = []
        self._before: Place | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(2, 1)
        self.more_button = QPushButton("更早的")
        self.more_button.setAutoDefault(False)
        self.more_button.clicked.connect(self._read_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addWidget(rule())
        column.addWidget(label("经过", "section"))
        column.addLayout(self._grid)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.more_button.hide()
        self._resting = QTimer(self, interval=RESTING_MS, singleShot=True)
        self._resting.timeout.connect(self.read)
        session.covered_changed.connect(self._draw_again)

    def follow(self, premises_id: int | None) -> None:
        """Another premises, or the same after something changed there."""
        if premises_id != self.premises_id:
            self._empty()
            self.rows.clear()
            self.more_button.hide()
        self.premises_id = premises_id
        if premises_id is None:
            self._resting.stop()
        else:
            self._resting.start()

    @Slot()
    def read(self) -> None:
        """The first page now."""
        self._resting.stop()
        if self.premises_id is not None:
            self._ask(None)

    @Slot()
    def _read_on(self) -> None:
        if self._before is not None:
            self._ask(self._before)

    def _ask(self, before: Place | None) -> None:
        assert self.premises_id is not None
        then = partial(self._take, self.premises_id, before)
        self.session.ask(premises_history, self.premises_id, before, card_rules().history_page, then=then)

    def _take(self, premises_id: int, before: Place | None, page: HistoryPage) -> None:
        if premises_id != self.premises_id:
            return
        if before is None:
            self._empty()
            self.rows.clear()
        self._before = page.before
        self.more_button.setVisible(page.before is not None)
        for row in page.rows:
            self._add(row)
        if not self.rows:
            self._grid.addWidget(label("这一户还没有任何记录。", "muted"), 0, 0, 1, 3)

    def _add(self, row: HistoryRow) -> None:
        line = len(self.rows)
        self.rows.append(row)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(self._when(row), "muted"), line, 0, top)
        self._grid.addWidget(label(row.sort, "hint"), line, 1, top)
        made = label(self._said(row), wrap=True)
        made.setToolTip(f"{row.by} 记" if row.by else "")
        self._grid.addWidget(made, line, 2)

    def _when(self, row: HistoryRow) -> str:
        day = day_word(row.day, self.session.desk.today()) or "今天"
        return f"{day} {clock_time(row.at)}" if row.exact else day

    def _said(self, row: HistoryRow) -> str:
        if not self.session.covered:
            return row.text
        if row.sensitive:
            return HIDDEN
        text = row.text.replace(row.person, covered_name(row.person)) if row.person else row.text
        return words_shown(self.session, text)

    @Slot()
    def _draw_again(self) -> None:
        known = list(self.rows)
        self._empty()
        self.rows.clear()
        for row in known:
            self._add(row)

    def _empty(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
