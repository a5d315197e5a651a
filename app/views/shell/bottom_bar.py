"""Below every page: what runs out next, which papers are not back, the last verified backup, the ledger's doubts."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.views.theme import Tone
from app.views.widgets.labels import label
from app.views.widgets.polish import set_property


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of the bottom line."""

    text: str
    tone: Tone = Tone.NEUTRAL


class BottomBar(QFrame):
    """Four figures from left to right, then what the session is doing.

    Where room is short the care of the ledger goes first, then the backup, then the papers; the limits always stand.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bottom_bar")
        self.deadline, self.papers, self.backup, self.care = label(), label(), label(), label()
        self.work, self.saving = label(), label()
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 3, 12, 3)
        line.setSpacing(24)
        for part in (self.deadline, self.papers, self.backup, self.care):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self.work)
        line.addWidget(self.saving)
        self._line = line

    def show_fact(self, place: QLabel, fact: Fact) -> None:
        place.setText(fact.text)
        set_property(place, "tone", "" if fact.tone is Tone.NEUTRAL else fact.tone.value)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """The figures give way: the window is never wider than its screen because much is late."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        edges, gap = self._line.contentsMargins(), self._line.spacing()
        room = self.width() - edges.left() - edges.right() - gap
        for part in (self.deadline, self.work, self.saving, self.papers, self.backup, self.care):
            wanted = bool(part.text())
            room -= (part.sizeHint().width() + gap) if wanted else 0
            part.setVisible(wanted and (room >= 0 or part is self.deadline))

    @Slot(str)
    def show_work(self, text: str) -> None:
        """What a page works at, whichever page is in front."""
        self.show_fact(self.work, Fact(text, Tone.AMBER if text else Tone.NEUTRAL))

    @Slot(int)
    def show_waiting(self, count: int) -> None:
        """`正在保存` while an act waits for the database."""
        self.show_fact(self.saving, Fact("正在保存…", Tone.AMBER) if count else Fact(""))

    @Slot()
    def show_read_only(self) -> None:
        self.show_fact(self.saving, Fact("与数据库断开，只能看", Tone.RED))
