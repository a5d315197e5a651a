"""The list of open matters: one line each, its most pressing clock first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.services.repairs.faults import group_words
from app.views.board import lines as board_lines
from app.views.board.lines import Line
from app.views.covering import words_shown
from app.views.session import Session
from app.views.texts import short_number, short_place
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

STRETCH = 4
WIDTHS = [11, 5, 6, 11, 8, 6, 4, 4]
DROPPED = [6, 2, 1, 5]


class BoardTable(Table):
    """`saved`: the widths the operator has chosen before."""

    # Keys are about the matter that is shown, also when it has just been dealt with somewhere else.
    stays = True

    def __init__(self, session: Session, saved: bytes, parent: QWidget | None = None) -> None:
        self._session = session
        self._groups = group_words()
        now = session.desk.now
        columns: list[Column[Line]] = [
            Column("时限", lambda line: "", lambda line: board_lines.clock_badge(line.first, now()), tip=self._tip),
            Column("事项", lambda line: line.first.title, tip=self._tip),
            Column("单号", lambda line: short_number(line.first.number), tip=self._tip),
            Column("地址", self._place, tip=lambda line: words_shown(session, line.first.place)),
            Column("诉求", self._words, tip=self._words),
            Column("类别", lambda line: "", lambda line: board_lines.fault_badge(line.first, self._groups)),
            Column("阶段", lambda line: line.first.phase),
            Column("维修员", lambda line: line.first.repairer),
        ]
        self.lines: BlockTableModel[Line] = BlockTableModel(session, columns)
        super().__init__(self.lines, STRETCH, name="待办工单", parent=parent)
        self.lines.setParent(self)
        self.set_widths(WIDTHS, saved, DROPPED)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _place(self, line: Line) -> str:
        return words_shown(self._session, short_place(line.first.place))

    def _words(self, line: Line) -> str:
        return words_shown(self._session, line.first.words)

    def _tip(self, line: Line) -> str:
        return board_lines.tip(line, self._session.desk.now())
