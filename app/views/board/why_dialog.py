"""这个期限怎么来的: how a limit was reckoned, step by step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.services.matters.explain import ClockExplained
from app.views.texts import full_time
from app.views.widgets.labels import flag, label


class WhyDialog(QDialog):
    """A page one can read out to a user who asks."""

    def __init__(self, explained: ClockExplained, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("这个期限怎么来的")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        clock = explained.state
        column.addWidget(label(f"{clock.title}　到 {full_time(clock.due)}", "heading"))
        column.addWidget(label(f"依据 {clock.clause}", "muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for line, step in enumerate(explained.steps):
            grid.addWidget(label(full_time(step.at), "number"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(step.why, wrap=True), line, 1)
        column.addLayout(grid)
        if clock.provisional:
            column.addWidget(flag("明年的放假安排还没有导入，期限暂定，导入后重算。"))
        back = QPushButton("返回")
        back.setDefault(True)
        back.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(back)
        column.addLayout(buttons)
        wide = self.fontMetrics().horizontalAdvance("温") * 36
        self.resize(wide, column.totalHeightForWidth(wide))
