"""The first households of a sheet as they would be read."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.customers.ledger.lines import LedgerLine
from app.services.customers.masks import masked_phone
from app.services.paper.areas import square_metres
from app.views.covering import name_shown
from app.views.session import Session
from app.views.widgets.labels import label
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column


class HouseholdLines(QWidget):
    """A short table; phones are masked."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        columns: list[Column[LedgerLine]] = [
            Column("行", lambda line: str(line.line_no), right=True),
            Column("小区", lambda line: line.place.community if line.place else ""),
            Column("楼", lambda line: line.place.building if line.place else "", right=True),
            Column("单元", lambda line: line.place.unit if line.place else "", right=True),
            Column("室", lambda line: line.place.room if line.place else "", right=True),
            Column("户名", self._holder),
            Column("电话", _phones, tip=_phones),
            Column("面积", lambda line: square_metres(line.household.area_c) if line.household else "", right=True),
            Column("状态", lambda line: line.household.state or "" if line.household else ""),
            Column("读不出的", lambda line: line.problem or "", tip=lambda line: line.problem or ""),
        ]
        self.model: BlockTableModel[LedgerLine] = BlockTableModel(session, columns, parent=self)
        session.covered_changed.connect(self.model.repaint)
        self.table = Table(self.model, 1, name="按户列出的行")
        self.table.set_widths([3, 0, 3, 3, 4, 5, 9, 6, 5, 12], dropped=[9, 0, 8])
        self.title = label("这样读进来（前几户）", "section")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.table, 1)

    def _holder(self, line: LedgerLine) -> str:
        return name_shown(self._session, line.household.holder or "") if line.household else ""

    def show_lines(self, lines: tuple[LedgerLine, ...]) -> None:
        self.model.give({line.line_no: line for line in lines})
        self.title.setText("这样读进来（前几户）" if lines else "这样读不出住户：要有“室号”或“地址”一列。")


def _phones(line: LedgerLine) -> str:
    return "　".join(masked_phone(phone) for phone in (line.household.phones or ())) if line.household else ""
