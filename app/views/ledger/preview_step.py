"""预览: what the ledger would do, line by line counted; nothing is written yet."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.customers.importing.report import ChangeKind, ImportReport
from app.shortcuts import key_of
from app.views.ledger.changes_box import ChangesBox
from app.views.ledger.finding_list import FindingList
from app.views.ledger.outcome import Counts
from app.views.ledger.work import Counted
from app.views.session import Session
from app.views.widgets.labels import label
from app.views.widgets.polish import set_property

# Nobody has read the preview sooner: a key pressed before was meant for the step before.
GLANCE_MS = 300


class PreviewStep(QWidget):
    """Counts above, kinds of change at the left, what to look at beside them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "heading")
        self.verdict = label("", "", wrap=True)
        self.unread = label("", "flag", wrap=True)
        set_property(self.unread, "tone", "amber")
        self.counts = Counts()
        self.changes = ChangesBox(session)
        self.findings = FindingList(session)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.changes, 2)
        across.addWidget(self.findings, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.verdict)
        column.addWidget(self.unread)
        column.addWidget(self.counts)
        column.addLayout(across, 1)
        self._is_seen = False
        self._glance = QTimer(self, interval=GLANCE_MS, singleShot=True)
        self._glance.timeout.connect(self._take_seen)

    def show_counted(self, name: str, counted: Counted) -> None:
        report = counted.report
        self.title.setText(f"《{name}》导入后会这样，现在还没有写入")
        self.verdict.setText(_verdict(report))
        self.unread.setText("".join(report.unread))
        self.unread.setVisible(bool(report.unread))
        self.counts.show_report(report)
        self.changes.setVisible(bool(report.changes))
        self.changes.show_changes(report.changes)
        self.findings.show_groups(counted.groups)

    def is_seen(self) -> bool:
        """Whether it has stood on the screen long enough to be seen since it was last brought up."""
        return self._is_seen

    def showEvent(self, event: QShowEvent) -> None:
        self._is_seen = False
        self._glance.stop()
        super().showEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_seen and not self._glance.isActive():
            self._glance.start()

    @Slot()
    def _take_seen(self) -> None:
        self._is_seen = True

    def place_focus(self) -> bool:
        """Put the cursor on the first kind of change; False when there is nothing to choose."""
        self.changes.choose_first()
        return bool(self.changes.boxes)

    def accepted(self) -> frozenset[ChangeKind] | None:
        """The kinds of change to take over, None for all."""
        return self.changes.accepted()


def _verdict(report: ImportReport) -> str:
    households = report.created + report.updated + report.unchanged
    if not households:
        return f"共 {report.rows:,} 行，没有一行能导入。回到上一步看看“认作”选得对不对。"
    words = f"共 {report.rows:,} 行，{households:,} 户。"
    if not (report.created or report.updated or report.accounts):
        return f"{words}和已有的完全一样，不用再导入。"
    if report.rejected:
        words += f"有 {report.rejected:,} 行看不出是哪一户，不会导入，导入后可以另存出来改好再导。"
    if report.changes:
        return f"{words}不想改的去掉勾，再按 {key_of('ledger.next')}导入。"
    return f"{words}没有问题就按回车导入。"
