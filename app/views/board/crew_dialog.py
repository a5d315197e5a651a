"""维修员在哪: everybody who repairs, where he is now, and what else waits for him; Enter goes to his job."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.services.repairs.crew import Hand
from app.views.board.crew_strip import AWAY, FREE
from app.views.covering import words_shown
from app.views.session import Session
from app.views.texts import short_place
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.labels import label
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

STRETCH = 2
WIDTHS = [6, 8, 12, 5]
MOST_LINES = 12
HOW = "回车看他现在的这一单。"


class CrewDialog(QDialog):
    """A list to read; the board shows the job that is wanted."""

    # The matter he is at.
    matter_wanted = Signal(int)

    def __init__(self, session: Session, hands: Sequence[Hand], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("维修员在哪")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._hands: Mapping[int, Hand] = {hand.staff_id: hand for hand in hands}
        columns: list[Column[Hand]] = [
            Column("维修员", lambda hand: hand.name),
            Column("现在", lambda hand: hand.phase, _badge),
            Column(
                "地点",
                lambda hand: words_shown(session, short_place(hand.place)),
                tip=lambda hand: words_shown(session, hand.place),
            ),
            Column("还有", lambda hand: f"{len(hand.waiting)} 单" if hand.waiting else "", right=True),
        ]
        self.model: BlockTableModel[Hand] = BlockTableModel(session, columns, parent=self)
        session.covered_changed.connect(self.model.repaint)
        self.table = Table(self.model, STRETCH, name="维修员")
        self.table.set_widths(WIDTHS)
        self.model.give(self._hands)
        back = QPushButton("返回")
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(label(HOW, "hint"))
        foot.addStretch(1)
        foot.addWidget(back)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.table.opened.connect(self._go)
        metrics = self.fontMetrics()
        lines = min(max(len(hands), 4), MOST_LINES) + 4
        wide, high = metrics.horizontalAdvance("温") * 44, lines * (metrics.height() + 12)
        behind = parent.window().size()
        self.resize(min(wide, behind.width() - 40), min(high, behind.height() - 20))
        self.table.setFocus()

    @Slot()
    def _go(self) -> None:
        hand = self._hands.get(self.table.current_id() or 0)
        if hand is not None and hand.matter_id is not None:
            self.accept()
            self.matter_wanted.emit(hand.matter_id)


def _badge(hand: Hand) -> Badge:
    if hand.free:
        return Badge(FREE, Tone.GREEN, "done")
    if hand.away:
        return Badge(AWAY, Tone.AMBER, "overdue")
    return Badge(hand.phase, Tone.ACCENT, "repair")
