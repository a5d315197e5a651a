"""What became of a ledger's lines, in words and coloured counts that add up."""

from PySide6.QtWidgets import QWidget

from app.services.customers.importing.batches import BatchRow
from app.services.customers.importing.report import ImportReport
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.choice_row import FlowLayout
from app.views.widgets.labels import flag

COUNTS = (
    ("created", "新建", "green"),
    ("updated", "更新", "accent"),
    ("unchanged", "不变", "neutral"),
    ("duplicate", "重复", "amber"),
    ("rejected", "不能导入", "red"),
    ("skipped", "跳过", "neutral"),
    ("left", "还没导入", "amber"),
)
HINTS = {
    "skipped": "标题、表头、小计和空行",
    "duplicate": "和前面某行是同一户，以前面的为准",
    "unchanged": "和已有的一样",
    "left": "导入停在一半，接着导入会把它们导完",
}


def sum_of(report: ImportReport) -> str:
    """`5,259 行 = 新建 5,120 + 重复 12 + …`; counts of nought are left out."""
    parts = [f"{word} {count:,}" for name, word, _ in COUNTS if (count := getattr(report, name))]
    return f"{report.rows:,} 行 = {' + '.join(parts) or '0'}"


def state_of(batch: BatchRow) -> Badge:
    """How far an import came."""
    if batch.undone_at is not None:
        return Badge("已撤销", Tone.NEUTRAL, "void")
    if batch.undo_reason:
        return Badge("撤销了一半", Tone.RED, "waiting")
    if batch.finished_at is None:
        return Badge("停在一半", Tone.AMBER, "waiting")
    return Badge("已导入", Tone.GREEN, "done")


class Counts(QWidget):
    """The counts side by side, as many lines as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=8)

    def show_report(self, report: ImportReport) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for name, word, tone in COUNTS:
            if count := getattr(report, name):
                self._add(f"{word} {count:,}", tone, HINTS.get(name, ""))
        if report.accounts:
            self._add(f"新采暖季台账 {report.accounts:,}", "green", "已建档的户，这个采暖季第一次有台账")
        if report.declined:
            self._add(f"未采用的变更 {report.declined:,}", "neutral", "没有打勾的变更，保持原来的")
        self.updateGeometry()

    def _add(self, text: str, tone: str, hint: str) -> None:
        made = flag(text, tone)
        made.setToolTip(hint)
        self._flow.addWidget(made)
        made.show()
