"""导出台账: what for, masked or whole, where to; written beside the window."""

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.services.customers.export import Exported, export_ledger
from app.services.kernel.desk import Desk, Role
from app.services.kernel.progress import GoOn
from app.services.kernel.times import china
from app.views.session import Session
from app.views.settings import LEDGER_FOLDER, Settings
from app.views.tasks import Task
from app.views.theme import Tone
from app.views.widgets.act_dialog import ActDialog


class ExportDialog(ActDialog):
    """Stays open while the workbook is written; 返回 stops it and leaves no file."""

    letters = 40

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, "导出台账", "导出", parent)
        self._settings = settings
        self._task: Task | None = None
        self.reason_edit = QLineEdit(placeholderText="例如 发物业核对面积", maxLength=200)
        self.whole_check = QCheckBox("含完整的姓名、电话，以及低保、缴费、备注（记录在案）")
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
            self.whole_check.setToolTip("站长才能导出完整的姓名、电话。")
        self.say("导出的表默认遮挡姓名、电话；用途、户数和文件指纹会记下来。")
        folder = settings.get(LEDGER_FOLDER) or str(Path.home())
        self.file_edit.setText(str(Path(folder) / f"台账-{china(session.desk.now()):%Y%m%d}.xlsx"))
        self.file_button.clicked.connect(self._choose)

    def _save(self) -> None:
        path = Path(self.file_edit.text().strip())
        # A key for each press: after a file that could not be written the next one is another export.
        work = partial(_export, path, self.reason_edit.text(), not self.whole_check.isChecked(), uuid4())
        self._task = Task(self.session.desk, work, self)
        self._task.progressed.connect(self._progress)
        self._task.succeeded.connect(self._written)
        self._task.failed.connect(self._refused)
        self._task.start()

    @Slot(int, int)
    def _progress(self, done: int, of: int) -> None:
        self.say(f"正在导出 {done} / {of} 户。按“返回”停下。")

    @Slot(object)
    def _written(self, exported: Exported | None) -> None:
        if exported is None:
            return
        path = Path(self.file_edit.text().strip())
        self._settings.put(LEDGER_FOLDER, str(path.parent))
        self.session.notice(f"已导出 {exported.rows} 户到 {path.name}。", Tone.GREEN)
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
        dialog = QFileDialog(self, "导出台账", self.file_edit.text(), "Excel (*.xlsx)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(self.file_edit.setText)
        dialog.open()


def _export(path: Path, reason: str, masked: bool, key: UUID, desk: Desk, go_on: GoOn) -> Exported | None:
    return export_ledger(desk, path, reason, key=key, masked=masked, go_on=go_on)
