"""换卡清单: whose card names somebody who is not responsible any more."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.cards.changes import cards_to_change
from app.services.cards.values import ToChange
from app.services.kernel.times import china
from app.views.session import Session
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.empty import EmptyState
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column


class ChangesView(QWidget):
    """`chosen`: another household is under the cursor. `opened`: a new card for it is wanted."""

    chosen = Signal()
    opened = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self._rows: dict[int, ToChange] = {}
        columns: list[Column[ToChange]] = [
            Column("地址", lambda row: row.address, tip=lambda row: row.address),
            Column("卡上维修员", lambda row: row.named),
            Column("现维修员", lambda row: row.present or "—"),
            Column("发卡日期", lambda row: f"{china(row.issued_at):%Y-%m-%d}"),
            Column("原因", lambda row: row.why, lambda row: Badge(row.why, Tone.AMBER, "change")),
        ]
        self.model: BlockTableModel[ToChange] = BlockTableModel(session, columns, parent=self)
        self.table = Table(self.model, 0, name="要换的卡")
        self.table.set_widths([16, 6, 6, 8, 10], dropped=[3])
        self.empty = EmptyState("done", "没有要换的卡", "片区换人、维修员离岗后，卡上写错了人的住户列在这里。")
        self.stack = ListOrEmpty(self.table, self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.table.current_changed.connect(self._choose)
        self.table.opened.connect(self.opened)

    @property
    def row(self) -> ToChange | None:
        return self._rows.get(self.table.current_id() or 0)

    def begin(self) -> None:
        self.table.setFocus()

    def read(self) -> None:
        self.session.ask(cards_to_change, then=self._take)

    def _take(self, rows: Sequence[ToChange]) -> None:
        self._rows = {row.premises_id: row for row in rows}
        self.stack.show_list(bool(rows))
        self.model.give(self._rows)
        self.chosen.emit()

    @Slot(object)
    def _choose(self, _premises_id: object) -> None:
        self.chosen.emit()
