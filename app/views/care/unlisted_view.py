"""待建档: matters told with an address the ledger does not have."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.customers.care.unlisted import unlisted_matters
from app.services.customers.care.unlisted_values import Filed, UnlistedMatter
from app.views.actions import command
from app.views.covering import name_shown, words_shown
from app.views.session import Session
from app.views.texts import day_and_time, full_time, short_number
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column


class UnlistedView(QWidget):
    """`matter_wanted`: the clerk wants to see the matter itself."""

    counted = Signal(int)
    matter_wanted = Signal(int)

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self.session = session
        self._rows: dict[int, UnlistedMatter] = {}
        self._build()
        self._build_actions(owner)
        self._connect()

    @property
    def actions_here(self) -> list[QAction]:
        return [self.file_action, self.attach_action, self.matter_action]

    def begin(self) -> None:
        self.table.setFocus()

    def premises_in_hand(self) -> int | None:
        return None

    def read(self) -> None:
        """The list anew; the cursor stays on its matter."""
        self.session.ask(unlisted_matters, then=self._take)

    def _build(self) -> None:
        now = self.session.desk.now
        columns: list[Column[UnlistedMatter]] = [
            Column("阶段", lambda row: "", _badge),
            Column("单号", lambda row: short_number(row.number), tip=lambda row: row.number),
            Column("说的地址", self._place, tip=self._place),
            Column("来电人", lambda row: self._caller(row)),
            Column(
                "诉求",
                lambda row: words_shown(self.session, row.words),
                tip=lambda row: words_shown(self.session, row.words),
            ),
            Column("同地址", lambda row: f"{row.alike} 张" if row.alike else "", right=True),
            Column("受理", lambda row: day_and_time(row.told_at, now()), tip=lambda row: full_time(row.told_at)),
        ]
        self.model: BlockTableModel[UnlistedMatter] = BlockTableModel(self.session, columns, parent=self)
        self.table = Table(self.model, 4, name="待建档的来电")
        self.table.set_widths([6, 6, 13, 11, 10, 4, 7], dropped=[5, 1])
        self.count = label(role="section")
        self.empty = EmptyState("done", "没有待建档的工单", "报修时台账里查不到的地址，事后在这里建档或并入。")
        self.stack = ListOrEmpty(self.table, self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.count)
        column.addWidget(self.stack, 1)

    def _build_actions(self, owner: QWidget) -> None:
        table = self.table
        self.file_action = command(owner, "建档", "add", "unlisted.file", self._open_file, within=table)
        self.attach_action = command(owner, "并入台账里的户", "merge", "unlisted.attach", self._attach, within=table)
        self.matter_action = command(owner, "看工单", "repair", "unlisted.matter", self._show_matter, within=table)
        for action in self.actions_here:
            action.setIconText(f"{action.iconText()} {action.shortcut().toString()}")

    def _connect(self) -> None:
        self.table.current_changed.connect(self._select)
        self.table.opened.connect(self._open_file)
        self.session.covered_changed.connect(self.model.repaint)

    def _place(self, row: UnlistedMatter) -> str:
        return words_shown(self.session, row.place)

    def _words(self, row: UnlistedMatter) -> str:
        return words_shown(self.session, row.words)

    def _caller(self, row: UnlistedMatter) -> str:
        return "　".join(part for part in (name_shown(self.session, row.caller), row.phone) if part)

    def _take(self, rows: Sequence[UnlistedMatter]) -> None:
        self._rows = {row.matter_id: row for row in rows}
        self.model.give(self._rows)
        self.stack.show_list(bool(rows))
        running = sum(row.is_open for row in rows)
        self.count.setText(f"待建档 {len(rows)} 张，其中办理中 {running} 张" if rows else "")
        self.counted.emit(len(rows))
        self._select(self.table.current_id())

    @Slot(object)
    def _select(self, _matter_id: int | None) -> None:
        for action in self.actions_here:
            action.setEnabled(self._chosen() is not None)

    def _chosen(self) -> UnlistedMatter | None:
        return self._rows.get(self.table.current_id() or 0)

    @Slot()
    def _open_file(self) -> None:
        from app.views.care.file_dialog import FileDialog

        row = self._chosen()
        if row is not None:
            dialog = FileDialog(self.session, row.matter_id, self)
            dialog.succeeded.connect(self._filed)
            dialog.attach_wanted.connect(self._attach_to)
            dialog.open()

    @Slot()
    def _attach(self) -> None:
        self._attach_to(None, "")

    @Slot(object, str)
    def _attach_to(self, premises_id: int | None, address: str) -> None:
        from app.views.care.attach_dialog import AttachDialog

        row = self._chosen()
        if row is not None:
            dialog = AttachDialog(self.session, row.matter_id, self)
            if premises_id is not None:
                dialog.take(premises_id, address)
            dialog.succeeded.connect(self._attached)
            dialog.open()

    @Slot()
    def _show_matter(self) -> None:
        row = self._chosen()
        if row is not None:
            self.matter_wanted.emit(row.matter_id)

    @Slot(object)
    def _filed(self, filed: Filed) -> None:
        self.session.notice(f"{filed.address} 已建档，{filed.matters} 张工单已挂上。", Tone.GREEN)

    @Slot(object)
    def _attached(self, filed: Filed) -> None:
        self.session.notice(f"{filed.matters} 张工单已挂到 {filed.address}。", Tone.GREEN)


def _badge(row: UnlistedMatter) -> Badge:
    return Badge(row.phase, Tone.AMBER, "running") if row.is_open else Badge(row.phase, Tone.NEUTRAL, "done")
