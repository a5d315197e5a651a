"""A list written to a workbook: what for, masked or whole, where to; written beside the window."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.services.kernel.desk import Desk, Role
from app.services.kernel.exporting import Exported
from app.services.kernel.progress import GoOn
from app.services.kernel.times import china
from app.views.session import Session
from app.views.settings import LEDGER_FOLDER, Settings
from app.views.tasks import Task
from app.views.theme import Tone
from app.views.widgets.act_dialog import ActDialog

# `write(desk, path, reason, masked, key, go_on)`; None when it was stopped.
Write = Callable[[Desk, Path, str, bool, UUID, GoOn], Exported | None]


class ExportDialog(ActDialog):
    """Stays open while the workbook is written; 返回 stops it and leaves no file. A file that is there is replaced only
    when the button is pressed once more."""

    letters = 40

    def __init__(
        self,
        session: Session,
        settings: Settings,
        parent: QWidget | None = None,
        *,
        name: str,
        unit: str,
        masks: str,
        example: str,
        whole: str,
        write: Write,
    ) -> None:
        super().__init__(session, f"导出{name}", "导出", parent)
        self._settings = settings
        self._name, self._unit, self._write = name, unit, write
        self._task: Task | None = None
        # The file the operator was told is there already.
        self._told: Path | None = None
        self.reason_edit = QLineEdit(placeholderText=f"例如 {example}", maxLength=200)
        self.whole_check = QCheckBox(whole)
        self.file_edit = QLineEdit()
        self.file_button = QPushButton("选择…")
        self.file_button.setAutoDefault(False)
        where = QWidget()
        line = QHBoxLayout(where)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.file_edit, 1)
        line.addWidget(self.file_button)
        where.setFocusProxy(self.file_edit)
        self.form.add("reason", "用途", self.reason_edit)
        self.form.add("whole", "内容", self.whole_check)
        self.form.add("file", "存到", where)
        self.whole_check.setEnabled(Role.MANAGER in session.desk.actor.roles)
        if not self.whole_check.isEnabled():
            self.whole_check.setToolTip("站长才能导出完整的内容。")
        self.say(f"导出的表默认遮挡{masks}；用途、{unit}数和文件指纹会记下来。")
        folder = settings.get(LEDGER_FOLDER) or str(Path.home())
        self.file_edit.setText(str(Path(folder) / f"{name}-{china(session.desk.now()):%Y%m%d}.xlsx"))
        self.file_button.clicked.connect(self._choose)

    def _save(self) -> None:
        path = Path(self.file_edit.text().strip())
        if path.is_file() and path != self._told:
            self._told = path
            self.refuse("file", f"“{path.name}”已经存在。再按一次“导出”就换成新的，或改个文件名。")
            return
        # A key for each press: after a file that could not be written the next one is another export.
        work = partial(_work, self._write, path, self.reason_edit.text(), not self.whole_check.isChecked(), uuid4())
        self._task = Task(self.session.desk, work, self)
        self._task.progressed.connect(self._progress)
        self._task.succeeded.connect(self._written)
        self._task.failed.connect(self._refused)
        self._task.start()

    @Slot(int, int)
    def _progress(self, done: int, of: int) -> None:
        self.say(f"正在导出 {done} / {of} {self._unit}。按“返回”停下。")

    @Slot(object)
    def _written(self, exported: Exported | None) -> None:
        if exported is None:
            return
        path = Path(self.file_edit.text().strip())
        self._settings.put(LEDGER_FOLDER, str(path.parent))
        self.session.notice(f"已导出 {exported.rows} {self._unit}到 {path.name}。", Tone.GREEN)
        self._taken(exported)

    @Slot(object)
    def _refused(self, error: Any) -> None:
        super()._refused(error)

    def _leave(self) -> None:
        if self._task is not None:
            self._task.stop()
        super()._leave()

    @Slot()
    def _choose(self) -> None:
        dialog = QFileDialog(self, f"导出{self._name}", self.file_edit.text(), "Excel (*.xlsx)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    @Slot(str)
    def _chosen(self, name: str) -> None:
        """The operating system has asked about a file that is there."""
        self.file_edit.setText(name)
        self._told = Path(name)


def _work(write: Write, path: Path, reason: str, masked: bool, key: UUID, desk: Desk, go_on: GoOn) -> Exported | None:
    return write(desk, path, reason, masked, key, go_on)
