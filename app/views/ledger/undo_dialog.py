"""撤销这一批: the manager takes an import back, with the reason."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.customers.importing.batches import UndoReport, undo_batch
from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.kernel.progress import GoOn
from app.views.session import Session
from app.views.tasks import Task
from app.views.widgets.act_dialog import ActDialog

REASON_LIMIT = 200


class UndoDialog(ActDialog):
    """Stays open while the batch is taken back; what stands against it is shown here."""

    letters = 40

    def __init__(self, session: Session, batch_id: int, file_name: str, parent: QWidget | None = None) -> None:
        super().__init__(session, "撤销这一批", "撤销", parent)
        self._batch_id = batch_id
        self.say(
            f"《{file_name}》新建的户作废，改过的内容恢复成导入以前的。"
            "有人在这些户上办过工单、或者后来又改过的，不能撤销。"
        )
        self.task: Task | None = None
        self.reason_edit = QLineEdit(placeholderText="例如 选错了文件、认错了列", maxLength=REASON_LIMIT)
        self.form.add("reason", "原因", self.reason_edit)
        self.reason_edit.setFocus()

    @Slot()
    def reject(self) -> None:
        """Not while it is being taken back: first stop that."""
        if self.task is not None:
            self.task.stop()
        else:
            super().reject()

    def _save(self) -> None:
        reason = self.reason_edit.text().strip()
        if not reason:
            self.save_button.setEnabled(True)
            self.form.show_problems("", {"reason": "写明为什么撤销。"})
            return
        self.back_button.setText("停下")
        self.task = Task(self.session.desk, partial(_undo, self._batch_id, reason, self.key), self, apart=True)
        self.task.progressed.connect(self._progress)
        self.task.succeeded.connect(self._done)
        self.task.failed.connect(self._failed)
        self.task.start()

    @Slot(int, int)
    def _progress(self, done: int, of: int) -> None:
        self.save_button.setText(f"撤销 {done * 100 // of} %" if of else "撤销")

    @Slot(object)
    def _done(self, report: UndoReport) -> None:
        self._end()
        self._taken(report)

    @Slot(object)
    def _failed(self, error: AppError) -> None:
        self._end()
        self._refused(error)

    def _end(self) -> None:
        self.task = None
        self.save_button.setText("撤销")
        self.back_button.setText("返回")


def _undo(batch_id: int, reason: str, key: UUID, desk: Desk, go_on: GoOn) -> UndoReport:
    return undo_batch(desk, batch_id, reason, key, go_on)
