"""发放登记: every card handed out, newest first."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.services.cards.register import register_ids, register_rows
from app.services.cards.values import RegisterRow
from app.shortcuts import key_of
from app.views.covering import name_shown, words_shown
from app.views.session import Session
from app.views.texts import full_time
from app.views.widgets.empty import EmptyState
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column


class RegisterView(QWidget):
    """`chosen`: another line is under the cursor."""

    chosen = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        columns: list[Column[RegisterRow]] = [
            Column("发放时间", lambda row: full_time(row.issued_at)),
            Column("地址", lambda row: row.address, tip=lambda row: row.address),
            Column("方式", lambda row: row.receipt),
            Column("签收人", lambda row: name_shown(session, row.signer)),
            Column("卡上维修员", lambda row: row.repairer or "—"),
            Column("批次", lambda row: row.number or "—"),
            Column("登记人", lambda row: row.by),
            Column("备注", lambda row: words_shown(session, row.note), tip=lambda row: words_shown(session, row.note)),
        ]
        self.model: BlockTableModel[RegisterRow] = BlockTableModel(session, columns, register_rows, self)
        self.table = Table(self.model, 1, name="发放登记")
        self.table.set_widths([9, 14, 5, 5, 6, 12, 5, 8], dropped=[7, 6, 4, 5])
        self.community_box = QComboBox()
        self.community_box.setAccessibleName("小区")
        self.empty = EmptyState(
            "card", "还没有发放记录", f"卡发到户后，在“发放情况”里选楼栋，按 {key_of('cards.hand')} 登记。"
        )
        self.stack = ListOrEmpty(self.table, self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.community_box)
        column.addWidget(self.stack, 1)
        self.community_box.activated.connect(self.read)
        self.model.loaded.connect(self._loaded)
        self.table.current_changed.connect(self._choose)
        session.covered_changed.connect(self.model.repaint)

    def begin(self) -> None:
        self.table.setFocus()

    @Slot()
    def read(self) -> None:
        self.model.show(partial(register_ids, community_id=self.community_box.currentData()))

    def offer_communities(self, names: Sequence[tuple[int, str]]) -> None:
        """The communities the list may be narrowed to, by id and name."""
        chosen = self.community_box.currentData()
        self.community_box.clear()
        self.community_box.addItem("全部小区", None)
        for community_id, name in names:
            self.community_box.addItem(name, community_id)
        self.community_box.setCurrentIndex(max(self.community_box.findData(chosen), 0))

    def premises_id(self) -> int | None:
        """Whose line is under the cursor."""
        row = self.model.row_at(self.table.currentIndex().row())
        return row.premises_id if row is not None else None

    @Slot()
    def _loaded(self) -> None:
        self.stack.show_list(self.model.rowCount() > 0)
        self.chosen.emit()

    @Slot(object)
    def _choose(self, _row_id: object) -> None:
        self.chosen.emit()
