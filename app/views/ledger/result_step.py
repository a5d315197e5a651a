"""结果: what became of every line of an import, this one or an earlier one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.services.customers.importing.batches import BatchRow
from app.services.customers.importing.lines import RejectedLines
from app.views.ledger.finding_list import FindingList
from app.views.ledger.findings import rejected_group
from app.views.ledger.outcome import Counts, state_of, sum_of
from app.views.ledger.work import Counted
from app.views.session import Session
from app.views.texts import full_time
from app.views.widgets.labels import label


class ResultStep(QWidget):
    """The counts add up in one line."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "heading", wrap=True)
        self.sum = label("", "number", wrap=True)
        self.sum.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.counts = Counts()
        self.hint = label("", "muted", wrap=True)
        self.findings = FindingList(session)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.setSpacing(8)
        for part in (self.title, self.sum, self.counts, self.hint):
            inside.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(card)
        column.addWidget(self.findings, 1)

    def show_counted(self, name: str, counted: Counted) -> None:
        """An import that has just ended, or was stopped."""
        report = counted.report
        self.title.setText(f"《{name}》{'停在一半' if report.cancelled else '导入完成'}")
        self.sum.setText(sum_of(report))
        self.counts.show_report(report)
        self.counts.show()
        hint = "已经写入的留着；“接着导入”从停下的地方继续，也可以明天再来。" if report.cancelled else ""
        if report.rejected:
            hint += "不能导入的行可以另存成 Excel，改好以后直接再导。"
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.findings.show_groups(counted.groups)

    def show_batch(self, batch: BatchRow, rejected: RejectedLines) -> None:
        """An earlier import, by what was kept of it."""
        self.title.setText(f"《{batch.file_name}》{state_of(batch).text}")
        self.sum.setText(
            f"{full_time(batch.started_at)}　{batch.season} 采暖季　{batch.lines:,} 行，其中"
            f"新建 {batch.created:,}、更新 {batch.updated:,}、不变 {batch.unchanged:,}、不能导入 {batch.rejected:,}"
        )
        self.counts.hide()
        hint = f"撤销原因：{batch.undo_reason}" if batch.undo_reason else ""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.findings.show_groups(rejected_group(rejected.lines, rejected.count))
