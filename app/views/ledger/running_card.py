"""Work that is under way: how far, how fast, how long still, and the way to stop it."""

import time

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.views.widgets.labels import label

# Before so many seconds a speed says nothing.
SETTLED_SECONDS = 1.0


class RunningCard(QWidget):
    """One card in the middle of the page; Esc or its button stops."""

    def __init__(self, stop: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # It takes the cursor itself: one Enter too many must not press the button that stops.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._began = 0.0
        self._first = 0
        self.title = label("", "heading")
        self.bar = QProgressBar()
        self.bar.setTextVisible(True)
        self.figures = label("")
        self.note = label("", "muted", wrap=True)
        self.stop_button = QPushButton(f"{stop.text()}　Esc")
        self.stop_button.setAutoDefault(True)
        self.stop_button.clicked.connect(stop.trigger)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 20, 24, 20)
        inside.setSpacing(12)
        below = QHBoxLayout()
        below.addWidget(self.figures, 1)
        below.addWidget(self.stop_button)
        for part in (self.title, self.bar):
            inside.addWidget(part)
        inside.addLayout(below)
        inside.addWidget(self.note)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card, 4)
        across.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addLayout(across)
        column.addStretch(2)

    def begin(self, title: str, note: str) -> None:
        """A new piece of work, of unknown length so far."""
        self._began, self._first = 0.0, 0
        self.title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.figures.setText("正在读文件")
        self.bar.setRange(0, 0)
        self.stop_button.setEnabled(True)

    def stopping(self) -> None:
        """The clerk wants it to end; it does so at its next step."""
        self.figures.setText("正在停下")
        self.stop_button.setEnabled(False)

    @Slot(int, int)
    def show_progress(self, done: int, of: int) -> None:
        if not self.stop_button.isEnabled():
            return
        if not done or not of:
            self._began = 0.0
            return
        now = time.monotonic()
        if not self._began:
            # What an earlier run had done counts as done, not as speed.
            self._began, self._first = now, done
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.bar.setFormat(f"{done * 100 // of} %")
        self.figures.setText(_figures(done, of, done - self._first, now - self._began))


def _figures(done: int, of: int, written: int, seconds: float) -> str:
    words = f"{done:,} / {of:,} 行"
    if seconds < SETTLED_SECONDS or written <= 0:
        return words
    speed = written / seconds
    return f"{words}　每秒 {speed:,.0f} 行　{_time_left((of - done) / speed)}"


def _time_left(seconds: float) -> str:
    if seconds < 60:
        return f"还要约 {max(1, round(seconds))} 秒"
    return f"还要约 {round(seconds / 60)} 分钟"
