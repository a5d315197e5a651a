"""责任片区: who looks after what."""

from collections.abc import Sequence
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.customers.places.districts import Assigned, DistrictRow, districts, void_district
from app.views import messages
from app.views.actions import command
from app.views.places.district_dialogs import AssignDialog, DistrictDialog
from app.views.session import Session
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.empty import EmptyState
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column


class DistrictsView(QWidget):
    """A district without a repairer, or with one who has left, says so."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self.session = session
        self._rows: dict[int, DistrictRow] = {}
        self.add_action = command(owner, "新片区", "add", "places.add_district", self._add, within=self)
        self.assign_action = command(owner, "分配楼栋", "district", "places.assign", self._assign, within=self)
        self.void_action = command(owner, "作废片区", "void", "", self._void)
        columns: list[Column[DistrictRow]] = [
            Column("片区", lambda row: row.name, tip=lambda row: row.remark),
            Column("责任人", lambda row: row.repairer, _repairer_badge),
            Column("备班人", lambda row: row.deputy or "暂缺"),
            Column("楼栋", lambda row: str(row.buildings), right=True),
            Column("备注", lambda row: row.remark, tip=lambda row: row.remark),
        ]
        self.model: BlockTableModel[DistrictRow] = BlockTableModel(session, columns, parent=self)
        self.table = Table(self.model, 4, name="片区")
        self.table.set_widths([10, 9, 7, 5, 10])
        self.empty = EmptyState(
            "district", "还没有责任片区", "先建片区，再把楼栋分给它；派工时责任人排在最前。", self.add_action
        )
        self.stack = ListOrEmpty(self.table, self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.table.opened.connect(self.change)
        self.table.current_changed.connect(self._select)
        self._select(None)

    @property
    def actions_here(self) -> list[QAction]:
        return [self.add_action, self.assign_action, self.void_action]

    @property
    def chosen(self) -> DistrictRow | None:
        return self._rows.get(self.table.current_id() or 0)

    def begin(self) -> None:
        (self.table if self._rows else self.empty).setFocus()

    def read(self) -> None:
        self.session.ask(districts, then=self._take)

    def change(self) -> None:
        if (row := self.chosen) is not None:
            DistrictDialog(self.session, row, self).open()

    def _take(self, rows: Sequence[DistrictRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self.model.give(self._rows)
        self.stack.show_list(bool(rows))
        self._select(None)

    @Slot(object)
    def _select(self, _district_id: int | None) -> None:
        for action in (self.assign_action, self.void_action):
            action.setEnabled(self.chosen is not None)

    @Slot()
    def _add(self) -> None:
        DistrictDialog(self.session, parent=self).open()

    @Slot()
    def _assign(self) -> None:
        if (row := self.chosen) is not None:
            dialog = AssignDialog(self.session, row, self)
            dialog.succeeded.connect(partial(self._after_assigning, row.name))
            dialog.open()

    def _after_assigning(self, name: str, assigned: Assigned) -> None:
        self.session.notice(f"{name}：划入 {assigned.taken} 栋，划出 {assigned.given_up} 栋。", Tone.GREEN)

    @Slot()
    def _void(self) -> None:
        row = self.chosen
        if row is None:
            return
        agreed = partial(self.session.ask, void_district, row.id, row.version, uuid4())
        question = f"作废{row.name}？它的 {row.buildings} 栋楼将没有片区。"
        messages.ask(self, question, "作废", agreed, danger=True)


def _repairer_badge(row: DistrictRow) -> Badge | None:
    if row.repairer_id is None:
        return Badge("暂缺", Tone.AMBER, "people")
    return Badge(f"{row.repairer} 有人离职", Tone.RED, "people") if row.away else None
