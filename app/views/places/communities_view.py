"""小区: names and forms, with how much stands in each."""

from collections.abc import Sequence
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.customers.places.communities import CommunityKept, CommunityRow, communities, void_community
from app.views import messages
from app.views.actions import command
from app.views.places.community_dialog import CommunityDialog
from app.views.session import Session
from app.views.theme import Tone
from app.views.widgets.empty import EmptyState
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column


class CommunitiesView(QWidget):
    """`changed`: names are other ones now, whoever shows them reads them anew."""

    changed = Signal()

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self.session = session
        self._rows: dict[int, CommunityRow] = {}
        self.void_action = command(owner, "作废小区", "void", "", self._void)
        columns: list[Column[CommunityRow]] = [
            Column("名称", lambda row: row.name, tip=lambda row: row.name),
            Column("简称", lambda row: row.short_name),
            Column("形式", lambda row: row.form),
            Column("楼栋", lambda row: str(row.buildings), right=True),
            Column("户", lambda row: str(row.premises), right=True),
        ]
        self.model: BlockTableModel[CommunityRow] = BlockTableModel(session, columns, parent=self)
        self.table = Table(self.model, 0, name="小区")
        self.table.set_widths([14, 10, 5, 5, 5])
        self.empty = EmptyState("house", "还没有小区", "导入台账后，小区和楼栋自动出现在这里。")
        self.stack = ListOrEmpty(self.table, self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.table.opened.connect(self.change)
        self.table.current_changed.connect(self._select)

    @property
    def actions_here(self) -> list[QAction]:
        return [self.void_action]

    @property
    def chosen(self) -> CommunityRow | None:
        return self._rows.get(self.table.current_id() or 0)

    def begin(self) -> None:
        self.table.setFocus()

    def read(self) -> None:
        self.session.ask(communities, then=self._take)

    def change(self) -> None:
        if (row := self.chosen) is not None:
            dialog = CommunityDialog(self.session, row, self)
            dialog.succeeded.connect(self._after_change)
            dialog.open()

    def _take(self, rows: Sequence[CommunityRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self.model.give(self._rows)
        self.stack.show_list(bool(rows))
        self._select(None)

    @Slot(object)
    def _after_change(self, kept: CommunityKept) -> None:
        self.session.notice(f"小区已保存，{kept.premises} 户的查找已更新。", Tone.GREEN)
        self.changed.emit()

    @Slot(object)
    def _select(self, _community_id: int | None) -> None:
        self.void_action.setEnabled(self.chosen is not None)

    @Slot()
    def _void(self) -> None:
        row = self.chosen
        if row is None:
            return
        agreed = partial(self.session.ask, void_community, row.id, row.version, uuid4())
        messages.ask(self, f"作废{row.name}？只有没有住户的小区能作废。", "作废", agreed, danger=True)
