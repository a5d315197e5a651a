"""The list of findings with a filter by kind; number keys pick the kind."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.views.ledger.findings import MISSING, REJECTED, Finding, Group, total
from app.views.session import Session
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.labels import label
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

ALL = "全部"
KIND = 0


class FindingList(QWidget):
    """Shows one kind, or all of them one after another."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[Group, ...] = ()
        columns: list[Column[Finding]] = [
            Column("类别", lambda row: row.kind, _badge),
            Column("工作表", lambda row: row.sheet),
            Column("行", lambda row: f"{row.line_no:,}" if row.line_no else "", right=True),
            Column("说明", lambda row: row.words, tip=lambda row: row.words),
        ]
        self.model: BlockTableModel[Finding] = BlockTableModel(session, columns, parent=self)
        self.table = Table(self.model, 3, name="看出的问题")
        self.table.set_widths([8, 7, 4], dropped=[1])
        self.title = label("", "section", wrap=True)
        self.kinds = ChoiceRow()
        self.kinds.setAccessibleName("按类别筛选")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.kinds)
        column.addWidget(self.table, 1)
        self.kinds.picked.connect(self._show_kind)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show all kinds; an empty sequence says that nothing is to be looked at."""
        self._groups = tuple(groups)
        several = len(groups) > 1
        self.kinds.set_choices(
            [(ALL, f"{ALL} {total(groups):,}"), *((group.kind, f"{group.kind} {group.count:,}") for group in groups)]
            if several
            else []
        )
        self.kinds.set_value(ALL)
        self.kinds.setVisible(several)
        self.table.setVisible(bool(groups))
        self._show_kind(ALL)

    def _say(self, shown: Sequence[Group], listed: int) -> None:
        if not self._groups:
            self.title.setText("没有要看的：没有可疑的内容，也没有不能导入的行。")
            return
        count = total(shown)
        words = f"要看的　共 {count:,} 处"
        words += f"，只列出前 {listed:,} 处。" if listed < count else "。"
        if any(group.kind not in (REJECTED, MISSING) for group in shown):
            words += "待核的照样导入并标“待核”，以后逐个核实。"
        self.title.setText(words)

    @Slot(object)
    def _show_kind(self, kind: str) -> None:
        shown = [group for group in self._groups if kind in (ALL, group.kind)]
        rows = [row for group in shown for row in group.rows]
        self.model.give(dict(enumerate(rows, start=1)))
        self.model.repaint()
        # What all lines say alike need not stand in each.
        self.table.setColumnHidden(KIND, len(shown) == 1)
        self.table.scrollToTop()
        self._say(shown, len(rows))


def _badge(row: Finding) -> Badge:
    if row.kind == REJECTED:
        return Badge(row.kind, Tone.RED, "void")
    if row.kind == MISSING:
        return Badge(row.kind, Tone.NEUTRAL, "house")
    return Badge(row.kind, Tone.AMBER, "why")
