"""变更登记: what people told has changed, the newest first."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.customers.contacts.information import latest_changes
from app.services.customers.contacts.information_values import ChangeRow
from app.shortcuts import key_of
from app.views.actions import command
from app.views.covering import name_shown, text_shown, words_shown
from app.views.session import Session
from app.views.texts import day_and_time, full_time, short_place
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column


class ChangesView(QWidget):
    """The register is only added to; F6 adds from anywhere."""

    change_wanted = Signal(object)

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self.session = session
        self._rows: dict[int, ChangeRow] = {}
        now = session.desk.now
        columns: list[Column[ChangeRow]] = [
            Column("告知", lambda row: day_and_time(row.told_at, now()), tip=lambda row: full_time(row.told_at)),
            Column("变更", lambda row: "", lambda row: Badge(row.word, Tone.ACCENT, "change")),
            Column("地址", lambda row: short_place(row.address), tip=lambda row: row.address),
            Column("原来", lambda row: self._said(row, row.before), tip=lambda row: self._said(row, row.before)),
            Column("改为", lambda row: self._said(row, row.after), tip=lambda row: self._said(row, row.after)),
            Column("谁告知", lambda row: f"{row.told_by} {row.channel}"),
            Column("依据", self._basis, tip=self._basis),
        ]
        self.model: BlockTableModel[ChangeRow] = BlockTableModel(session, columns, parent=self)
        self.table = Table(self.model, 4, name="信息变更登记")
        self.table.set_widths([7, 6, 11, 9, 10, 6, 8], dropped=[6, 5])
        self.add_action = command(owner, "登记一条变更", "add", "changes.add", self._want_change, within=self)
        self.count = label(role="section")
        self.empty = EmptyState(
            "change", "还没有登记过变更", f"用户说电话、户名变了，在任何一页按 {key_of('window.change')} 登记。"
        )
        self.stack = ListOrEmpty(self.table, self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.count)
        column.addWidget(self.stack, 1)
        self.table.opened.connect(self._change_again)
        session.covered_changed.connect(self.model.repaint)

    @property
    def actions_here(self) -> list[QAction]:
        return [self.add_action]

    def begin(self) -> None:
        self.table.setFocus()

    def premises_in_hand(self) -> int | None:
        row = self._rows.get(self.table.current_id() or 0)
        return row.premises_id if row is not None else None

    def read(self) -> None:
        """The register anew."""
        self.session.ask(latest_changes, then=self._take)

    def _take(self, rows: Sequence[ChangeRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self.model.give(self._rows)
        self.stack.show_list(bool(rows))
        self.count.setText(f"最近 {len(rows)} 条" if rows else "")

    def _said(self, row: ChangeRow, text: str) -> str:
        if row.word in ("户名", "联系人"):
            return name_shown(self.session, text)
        return text_shown(self.session, text) if row.word == "备注" else text

    def _basis(self, row: ChangeRow) -> str:
        return words_shown(self.session, row.basis)

    @Slot()
    def _want_change(self) -> None:
        self.change_wanted.emit(None)

    @Slot()
    def _change_again(self) -> None:
        self.change_wanted.emit(self.premises_in_hand())
