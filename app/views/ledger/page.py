"""台账导入: choose a file, count, take it in, look at what was doubtful."""

from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.services.customers.imports import ImportReport, Problem, import_ledger
from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.views.actions import command
from app.views.session import Session
from app.views.settings import LEDGER_FOLDER, Settings
from app.views.shell.page import Page
from app.views.tasks import GoOn, Task
from app.views.theme import Tone
from app.views.widgets.choice_row import FlowLayout
from app.views.widgets.labels import flag, label
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

INTRODUCTION = (
    "先选台账文件（xlsx、xls、csv）。程序只看不写，数清每一行会怎样；看过以后再导入。"
    "导入可以中途停下，再导一次会接着来。"
)
COUNTS = (
    ("created", "新建", "green"),
    ("updated", "更新", "accent"),
    ("unchanged", "无变化", "neutral"),
    ("duplicate", "重复", "amber"),
    ("rejected", "不能导入", "red"),
    ("skipped", "表头和小计", "neutral"),
    ("left", "还没导入", "amber"),
)
FIELD_WORDS = {
    "place": "地址",
    "area": "面积",
    "phone": "电话",
    "phone2": "电话",
    "id_number": "身份证号",
    "holder": "户名",
    "state": "状态",
    "number": "用户编号",
}


class LedgerPage(Page):
    """One file at a time; the work runs beside the window."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.path: Path | None = None
        self.task: Task | None = None
        self._problems: dict[int, Problem] = {}
        self._build()
        self._connect()
        self._show_state()

    def commands(self) -> list[QAction]:
        return [self.choose_action, self.import_action, self.stop_action, self.errors_action]

    def begin(self) -> None:
        self.choose_button.setFocus()

    def leave(self) -> None:
        if self.task is not None:
            self.task.stop()
            self.task.wait()

    def look_at(self, path: Path) -> None:
        """Count what the file would do; nothing is written."""
        self.path = path
        self.settings.put(LEDGER_FOLDER, str(path.parent))
        self.file_label.setText(path.name)
        self._run(path, dry_run=True)

    def save_errors(self, path: Path) -> None:
        """A workbook of the lines that cannot be taken in, with the reason beside each."""
        if self.path is not None:
            self._run(self.path, dry_run=True, errors=path)

    def _build(self) -> None:
        self.choose_action = command(self, "选择文件", "folder", "Ctrl+O", self._choose, within=self)
        self.import_action = command(self, "导入", "import", "Ctrl+Return", self._import, within=self)
        self.stop_action = command(self, "停下", "close", "", self._stop)
        self.errors_action = command(self, "另存不能导入的行", "save", "", self._choose_errors)
        self.choose_button = _button(self.choose_action)
        self.import_button = _button(self.import_action)
        self.import_button.setProperty("role", "primary")
        self.stop_button = _button(self.stop_action)
        self.errors_button = _button(self.errors_action)
        self.file_label = label("还没有选文件", "heading")
        self.progress = QProgressBar()
        self.progress.setTextVisible(True)
        self.result = label(role="", wrap=True)
        self.counts = QWidget()
        self._flow = FlowLayout(self.counts, gap=8)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.setSpacing(10)
        inside.addWidget(label(INTRODUCTION, "muted", wrap=True))
        line = QHBoxLayout()
        line.addWidget(self.choose_button)
        line.addWidget(self.file_label)
        line.addStretch(1)
        line.addWidget(self.errors_button)
        line.addWidget(self.stop_button)
        line.addWidget(self.import_button)
        inside.addLayout(line)
        inside.addWidget(self.progress)
        inside.addWidget(self.result)
        inside.addWidget(self.counts)
        columns: list[Column[Problem]] = [
            Column("工作表", lambda row: row.sheet),
            Column("行", lambda row: str(row.line_no), right=True),
            Column("栏目", lambda row: FIELD_WORDS.get(row.field, row.field)),
            Column("问题", lambda row: row.reason),
        ]
        self.model: BlockTableModel[Problem] = BlockTableModel(self.session, columns, _nothing_more, self)
        self.table = Table(self.model, 3)
        self.table.set_widths([8, 4, 6, 20])
        self.problems_label = label(role="section")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(10)
        column.addWidget(card)
        column.addWidget(self.problems_label)
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        for button, action in (
            (self.choose_button, self.choose_action),
            (self.import_button, self.import_action),
            (self.stop_button, self.stop_action),
            (self.errors_button, self.errors_action),
        ):
            button.clicked.connect(action.trigger)

    def _show_state(self) -> None:
        busy = self.task is not None
        self.choose_action.setEnabled(not busy)
        self.import_action.setEnabled(not busy and self.path is not None)
        self.errors_action.setEnabled(not busy and self.path is not None)
        self.stop_action.setEnabled(busy)
        self.progress.setVisible(busy)
        for button, action in (
            (self.choose_button, self.choose_action),
            (self.import_button, self.import_action),
            (self.stop_button, self.stop_action),
            (self.errors_button, self.errors_action),
        ):
            button.setEnabled(action.isEnabled())

    @Slot()
    def _choose(self) -> None:
        dialog = QFileDialog(self, "选择台账", self.settings.get(LEDGER_FOLDER), "台账 (*.xlsx *.xls *.csv)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    @Slot(str)
    def _chosen(self, path: str) -> None:
        self.look_at(Path(path))

    @Slot()
    def _choose_errors(self) -> None:
        start = str(Path(self.settings.get(LEDGER_FOLDER)) / "不能导入的行.xlsx")
        dialog = QFileDialog(self, "另存不能导入的行", start, "Excel (*.xlsx)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._errors_chosen)
        dialog.open()

    @Slot(str)
    def _errors_chosen(self, path: str) -> None:
        self.save_errors(Path(path))

    @Slot()
    def _import(self) -> None:
        if self.path is not None and self.task is None:
            self._run(self.path, dry_run=False)

    @Slot()
    def _stop(self) -> None:
        if self.task is not None:
            self.task.stop()

    def _run(self, path: Path, dry_run: bool, errors: Path | None = None) -> None:
        work = partial(_import_file, path, dry_run, errors)
        self.task = Task(self.session.desk, work, self)
        self.task.progressed.connect(self._progress)
        self.task.succeeded.connect(partial(self._finish, dry_run, errors))
        self.task.failed.connect(self._fail)
        self.progress.setRange(0, 0)
        self.result.setText("正在读文件" if dry_run else "正在导入，可以先做别的事")
        self._show_state()
        self.task.start()

    @Slot(int, int)
    def _progress(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)
        self.progress.setFormat(f"{done} / {of} 行")

    def _finish(self, dry_run: bool, errors: Path | None, report: ImportReport) -> None:
        self._end()
        self._show_report(report)
        if errors is not None:
            saved = f"已另存 {errors.name}。" if errors.exists() else "没有不能导入的行，没有另存。"
            self.session.notice(saved, Tone.GREEN)
        elif dry_run:
            self.result.setText(f"共 {report.rows} 行。还没有写入；没有问题就按“导入”。")
            self.import_button.setFocus()
        else:
            stopped = "停下了，再按“导入”会接着来" if report.cancelled else "导入完成"
            self.result.setText(f"共 {report.rows} 行，{stopped}。")
            self.session.notice(f"台账{stopped}：新建 {report.created}，更新 {report.updated}。", Tone.GREEN)

    def _show_report(self, report: ImportReport) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for name, word, tone in COUNTS:
            if count := getattr(report, name):
                made = flag(f"{word} {count}", tone)
                self._flow.addWidget(made)
                made.show()
        self._problems = dict(enumerate(report.problems, start=1))
        self.model.give(self._problems)
        count = len(report.problems)
        self.problems_label.setText(
            f"待核 {count} 处：照样导入，标“待核”，以后逐个核实。" if count else "没有可疑的内容。"
        )

    @Slot(object)
    def _fail(self, error: AppError) -> None:
        self._end()
        self.result.setText("")
        self.session.notice(error.message, Tone.RED)

    def _end(self) -> None:
        if self.task is not None:
            self.task.deleteLater()
            self.task = None
        self._show_state()


def _import_file(path: Path, dry_run: bool, errors: Path | None, desk: Desk, go_on: GoOn) -> ImportReport:
    return import_ledger(desk, path, key=uuid4(), dry_run=dry_run, errors=errors, go_on=go_on)


def _button(action: QAction) -> QPushButton:
    button = QPushButton(action.text())
    button.setAutoDefault(False)
    return button


def _nothing_more(desk: Desk, ids: Any) -> dict[int, Problem]:
    """The report brings all its rows at once."""
    return {}
