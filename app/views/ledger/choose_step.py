"""选文件: a place to drop a file, what a ledger may look like, and the imports so far."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.services.customers.importing.batches import BatchRow, batches
from app.services.customers.importing.lines import RejectedLines, rejected_lines
from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.kernel.progress import GoOn
from app.shortcuts import key_of
from app.views.actions import command
from app.views.icons import IconLabel
from app.views.ledger.file_dialogs import ask_ledger
from app.views.ledger.findings import MOST_LISTED
from app.views.ledger.outcome import state_of
from app.views.session import Session
from app.views.settings import LEDGER_FOLDER, Settings
from app.views.tasks import Task
from app.views.texts import day_and_time
from app.views.theme import Tone
from app.views.widgets.action_bar import ActionBar
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

INTRODUCTION = (
    "xlsx、xls、csv 都行。表头叫什么、在第几行、有没有合并单元格和小计、地址分几列还是写在一格里、"
    "分几张表，都不要紧；没有表头也行。先看清楚再写入，中途可以停，停了可以接着导。"
)


class ChooseStep(QWidget):
    """The page gives the commands; this step knows which batch is under the cursor."""

    file_chosen = Signal(object)
    batch_changed = Signal()
    batch_opened = Signal(object, object)

    def __init__(self, session: Session, settings: Settings, undo: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.settings = settings
        self.reading: Task | None = None
        # Something changed while the imports were being read.
        self._again = False
        self._rows: dict[int, BatchRow] = {}
        self.choose_action = command(self, "选择文件", "folder", "ledger.choose", self._choose)
        self.go_on_action = command(self, "接着导入", "import", "", self._go_on_with)
        self.open_action = command(self, "打开出错行", "slip", "", self._open)
        self.commands = [self.choose_action, self.go_on_action, self.open_action]
        self._build(undo)
        self.table.current_changed.connect(self._select)
        self.table.opened.connect(self._open)

    def batch(self) -> BatchRow | None:
        """The import under the cursor."""
        current = self.table.current_id()
        return None if current is None else self._rows.get(current)

    def allow(self, idle: bool, here: bool) -> None:
        """`idle`: nothing runs; `here`: this step is in front."""
        batch = self.batch()
        stopped = batch is not None and batch.finished_at is None and batch.undone_at is None
        self.choose_action.setEnabled(idle)
        self.go_on_action.setEnabled(here and stopped)
        self.open_action.setEnabled(here and batch is not None)

    def read(self) -> None:
        """Bring the imports so far, beside the window: the lines of some seasons take a while to count."""
        if self.reading is not None:
            self._again = True
            return
        self.reading = Task(self.session.desk, _batches, self)
        self.reading.succeeded.connect(self._show)
        self.reading.failed.connect(self._fail)
        self.reading.start()

    def leave(self) -> None:
        """The window closes."""
        if self.reading is not None:
            self.reading.wait()

    def refuse(self, sentence: str) -> None:
        """Why a file cannot be taken; the cursor goes back to choosing. Empty: nothing stands against it."""
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))
        if sentence:
            self.choose_button.setFocus()

    def _build(self, undo: QAction) -> None:
        self.choose_button = QPushButton(f"{self.choose_action.text()}　{key_of('ledger.choose')}")
        self.choose_button.setProperty("role", "primary")
        self.choose_button.setAutoDefault(True)
        self.choose_button.clicked.connect(self.choose_action.trigger)
        self.message = label("", "message", wrap=True)
        self.message.hide()
        card = QFrame()
        card.setProperty("role", "card")
        inside = QHBoxLayout(card)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(label("把台账文件拖到这里，或者选一个", "heading"))
        words.addWidget(label(INTRODUCTION, "muted", wrap=True))
        inside.addWidget(IconLabel("import", 40))
        inside.addLayout(words, 1)
        inside.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignVCenter)
        columns: list[Column[BatchRow]] = [
            Column("时间", lambda row: day_and_time(row.started_at, self.session.desk.now())),
            Column("文件", lambda row: row.file_name, tip=lambda row: row.file_name),
            Column("采暖季", lambda row: row.season),
            Column("行", _number(lambda row: row.lines), right=True),
            Column("新建", _number(lambda row: row.created), right=True),
            Column("更新", _number(lambda row: row.updated), right=True),
            Column("不变", _number(lambda row: row.unchanged), right=True),
            Column("不能导入", _number(lambda row: row.rejected), right=True),
            Column("状态", lambda row: state_of(row).text, state_of, tip=lambda row: row.undo_reason),
        ]
        self.model: BlockTableModel[BatchRow] = BlockTableModel(self.session, columns, parent=self)
        self.table = Table(self.model, 1, name="以前的导入")
        self.table.set_widths([8, 0, 6, 5, 5, 5, 5, 5, 7], dropped=[2, 6])
        empty = EmptyState(
            "import",
            "还没有导入过台账",
            "用平时记账的那个文件就行，不用先改格式。导入以后，来电时输几个字就能找到这一户。",
        )
        listed = QWidget()
        list_column = QVBoxLayout(listed)
        list_column.setContentsMargins(0, 0, 0, 0)
        list_column.setSpacing(6)
        above = QHBoxLayout()
        above.addWidget(label("以前的导入", "section"))
        above.addWidget(ActionBar([self.go_on_action, self.open_action, undo]), 1)
        list_column.addLayout(above)
        list_column.addWidget(self.table, 1)
        self._either = QStackedWidget()
        self._either.addWidget(empty)
        self._either.addWidget(listed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(card)
        column.addWidget(self.message)
        column.addWidget(self._either, 1)

    @Slot(object)
    def _show(self, rows: list[BatchRow]) -> None:
        self._end_reading()
        self._rows = {row.id: row for row in rows}
        self.model.give(self._rows)
        self._either.setCurrentIndex(1 if rows else 0)
        self._select(self.table.current_id())

    @Slot(object)
    def _fail(self, error: AppError) -> None:
        self._end_reading()
        self.session.notice(error.message, Tone.RED)

    def _end_reading(self) -> None:
        self.reading = None
        if self._again:
            self._again = False
            self.read()

    @Slot(object)
    def _select(self, batch_id: int | None) -> None:
        self.batch_changed.emit()

    @Slot()
    def _choose(self) -> None:
        ask_ledger(self, "选择台账", self.settings.get(LEDGER_FOLDER), self._chosen)

    @Slot(str)
    def _chosen(self, path: str) -> None:
        self.file_chosen.emit(Path(path))

    @Slot()
    def _go_on_with(self) -> None:
        """The file of an import that was stopped, from where ledgers were last."""
        batch = self.batch()
        if batch is None:
            return
        folder = self.settings.get(LEDGER_FOLDER)
        path = Path(folder) / batch.file_name
        if folder and path.is_file():
            self.file_chosen.emit(path)
        else:
            ask_ledger(self, f"《{batch.file_name}》在哪里", folder, self._chosen)

    @Slot()
    def _open(self) -> None:
        batch = self.batch()
        if batch is not None and self.open_action.isEnabled():
            self.session.ask(rejected_lines, batch.id, MOST_LISTED, then=partial(self._opened, batch))

    def _opened(self, batch: BatchRow, rejected: RejectedLines) -> None:
        self.batch_opened.emit(batch, rejected)


def _batches(desk: Desk, go_on: GoOn) -> list[BatchRow]:
    return batches(desk)


def _number(count: Callable[[BatchRow], int]) -> Callable[[BatchRow], str]:
    return lambda row: f"{count(row):,}"
