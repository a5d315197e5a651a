"""今日口径 above the board: one line, there while something is to be said; pressing it edits it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from app.views.covering import words_shown
from app.views.icons import wear
from app.views.session import Session
from app.views.texts import clock_time

if TYPE_CHECKING:
    from app.services.outages.todays_word import WordOfToday


class WordLine(QToolButton):
    """The tip has the whole paragraph, since when, and whose words they are."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.word: WordOfToday | None = None
        self.setProperty("role", "word")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("今日口径")
        wear(self, "explain")
        self.hide()

    def use(self, action: QAction) -> None:
        """Pressing it does what the key does."""
        self.clicked.connect(action.trigger)

    def show_word(self, word: "WordOfToday | None") -> None:
        self.word = word
        if word is not None:
            self.setToolTip(f"{words_shown(self._session, word.words)}\n{clock_time(word.at)} {word.by}")
        self.setVisible(word is not None)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        if self.word is not None:
            said = f" 今日口径：{words_shown(self._session, ' '.join(self.word.words.split()))}"
            room = self.width() - 3 * self.fontMetrics().height()
            self.setText(self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room))
