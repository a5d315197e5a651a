"""台账导入: choose a file, see how its columns are read, see what it would do, take it in, see what became of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.services.customers.importing.batches import BatchRow, UndoReport
from app.services.customers.importing.lines import RejectedLines
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import AppError, NotAllowed, StorageError
from app.services.kernel.progress import GoOn
from app.views.actions import command
from app.views.ledger.choose_step import ChooseStep
from app.views.ledger.columns_step import ColumnsStep
from app.views.ledger.errand import Errand
from app.views.ledger.file_dialogs import ask_errors_place
from app.views.ledger.foot import Foot
from app.views.ledger.preview_step import PreviewStep
from app.views.ledger.result_step import ResultStep
from app.views.ledger.running_card import RunningCard
from app.views.ledger.stepper import Step, Stepper
from app.views.ledger.undo_dialog import UndoDialog
from app.views.ledger.work import Counted, Looked, Order, Stopped, count, look, save_rejected, take_in
from app.views.session import Session
from app.views.settings import LEDGER_FOLDER, Settings
from app.views.shell.page import Page
from app.views.tasks import Task
from app.views.theme import Tone

WHILE_IMPORTING = "可以先去别的页做别的事，最下面一行看得到进度。停下的话，已经写入的留着，以后接着导入。"


class LedgerPage(Page):
    """One file at a time; the work runs beside the window."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._looked: Looked | None = None
        self._order: Order | None = None
        self._counted: Counted | None = None
        self._done: Counted | None = None
        # The import shown at the last step, which may be undone there.
        self._shown_batch: tuple[int, str] | None = None
        self._told = ""
        self._target = Step.CHOOSE
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self._show_step(Step.CHOOSE)

    @property
    def step(self) -> Step:
        """The step of the moment; while work is under way the one it leads to."""
        return self.stepper.step()

    @property
    def task(self) -> Task | None:
        """The work that is under way."""
        return self.errand.task

    def commands(self) -> list[QAction]:
        return [
            self.back_action,
            self.next_action,
            self.stop_action,
            *self.choosing.commands,
            self.undo_action,
            self.errors_action,
        ]

    def begin(self) -> None:
        if self.stack.currentWidget() is self.running:
            self.running.setFocus()
        elif self.step is Step.CHOOSE:
            self.choosing.choose_button.setFocus()
        elif self.step is Step.COLUMNS and not self.columns.is_sure():
            self.columns.place_focus()
        elif self.step is Step.PREVIEW and self.preview.place_focus():
            return
        elif self.foot.next_button.isVisibleTo(self) and self.foot.next_button.isEnabled():
            self.foot.next_button.setFocus()
        else:
            self.foot.back_button.setFocus()

    def leave(self) -> None:
        self.errand.leave()
        self.choosing.leave()

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if self.step is Step.CHOOSE and self.task is None and (not ids or "import_batch" in ids):
            self.choosing.read()

    @Slot(object)
    def desk_replaced(self, desk: object) -> None:
        self._show_commands()

    def look_at(self, path: Path) -> None:
        """See how the file is laid out; nothing is written."""
        if self.task is not None:
            self.session.notice("上一个台账还没有做完，先等它结束或者取消。", Tone.AMBER)
            return
        self.settings.put(LEDGER_FOLDER, str(path.parent))
        self.choosing.refuse("")
        self._run(Step.COLUMNS, f"正在看《{path.name}》", partial(look, path), self._take_look)

    def save_errors(self, path: Path) -> None:
        """A workbook of the lines that cannot be taken in, with the reason beside each."""
        if self._order is not None and self.task is None:
            work = partial(save_rejected, self._order, path)
            self._run(Step.RESULT, "正在另存不能导入的行", work, partial(self._take_saved, path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.task is None and _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if (path := _dropped(event)) is not None:
            event.acceptProposedAction()
            self.look_at(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.task is not None:
            self.errand.stop()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.back_action = command(self, "上一步", "arrive", "ledger.back", self._back, within=self)
        self.next_action = command(self, "继续", "done", "ledger.next", self._next, within=self)
        self.next_action.setAutoRepeat(False)
        self.stop_action = command(self, "取消", "close", "", self._stop)
        self.undo_action = command(self, "撤销这一批", "void", "", self._undo)
        self.errors_action = command(
            self, "另存不能导入的行", "save", "ledger.errors", self._choose_errors, within=self
        )
        self.stepper = Stepper()
        self.choosing = ChooseStep(self.session, self.settings, self.undo_action)
        self.columns = ColumnsStep(self.session)
        self.preview = PreviewStep(self.session)
        self.result = ResultStep(self.session)
        self.running = RunningCard(self.stop_action)
        self.stack = QStackedWidget()
        for widget in (self.choosing, self.columns, self.preview, self.result, self.running):
            self.stack.addWidget(widget)
        self.foot = Foot(self.back_action, self.undo_action, self.errors_action, self.next_action)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(10)
        column.addWidget(self.stepper)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)
        self.errand = Errand(self.session, self.running, self)

    def _connect(self) -> None:
        self.stepper.wanted.connect(self._go_to)
        self.columns.changed.connect(self._show_commands)
        self.choosing.batch_changed.connect(self._show_commands)
        self.choosing.file_chosen.connect(self.look_at)
        self.choosing.batch_opened.connect(self._show_batch)
        self.errand.shown.connect(self._show_running)
        self.errand.progressed.connect(self._progress)

    def _show_step(self, step: Step) -> None:
        """Bring a step to the front with its commands, and the cursor to where its work starts."""
        before = {Step.CHOOSE} if step is Step.RESULT else {Step(number) for number in range(step)}
        self.stepper.show_step(step, before | ({Step.COLUMNS} if self._in_hand() else set()))
        widgets: dict[Step, QWidget] = {
            Step.CHOOSE: self.choosing,
            Step.COLUMNS: self.columns,
            Step.PREVIEW: self.preview,
            Step.RESULT: self.result,
        }
        self.stack.setCurrentWidget(widgets[step])
        if step is Step.CHOOSE:
            # What was committed beside the window is heard of only later.
            self.choosing.read()
        self._show_commands()
        if self.isVisible():
            self.begin()

    @Slot()
    def _show_running(self) -> None:
        self.stepper.show_step(self._target, set())
        self.stack.setCurrentWidget(self.running)
        self._show_commands()
        if self.isVisible():
            self.begin()

    @Slot()
    def _show_commands(self, *_: Any) -> None:
        step, idle, batch = self.step, self.task is None, self.choosing.batch()
        words = {
            Step.CHOOSE: "回到手上的台账" if self._in_hand() else "",
            Step.COLUMNS: "继续",
            Step.PREVIEW: "导入",
            Step.RESULT: self._last_word(),
        }
        self.next_action.setText(words.get(step) or "继续")
        choosing, ended = idle and step is Step.CHOOSE, idle and step is Step.RESULT
        self.choosing.allow(idle, choosing)
        self.back_action.setText("返回" if step is Step.RESULT else "上一步")
        self.back_action.setEnabled(idle and step is not Step.CHOOSE)
        self.next_action.setEnabled(idle and self._may_go_on())
        self.stop_action.setEnabled(not idle)
        self.errors_action.setEnabled(ended and self._has_rejected())
        self.undo_action.setEnabled(
            Role.MANAGER in self.session.desk.actor.roles
            and ((choosing and batch is not None and batch.undone_at is None) or (ended and bool(self._shown_batch)))
        )
        foot = self.foot
        foot.back_button.show_action(idle and step is not Step.CHOOSE)
        foot.next_button.show_action(idle and bool(words.get(step)))
        foot.errors_button.show_action(self.errors_action.isEnabled())
        foot.undo_button.show_action(self.undo_action.isEnabled() and step is Step.RESULT)

    def _in_hand(self) -> bool:
        """Whether a file has been looked at and not been taken in whole."""
        return self._looked is not None

    def _last_word(self) -> str:
        """What the last step offers: to go on where it stopped, or the next file; nothing for an earlier import."""
        if self._done is None:
            return ""
        return "接着导入" if self._done.report.cancelled else "再导一个"

    def _may_go_on(self) -> bool:
        if self.step is Step.CHOOSE:
            return self._in_hand()
        if self.step is Step.COLUMNS:
            return self.columns.can_go_on()
        if self.step is Step.PREVIEW:
            report = self._counted.report if self._counted is not None else None
            return report is not None and report.rejected + report.skipped < report.rows
        return self.step is Step.RESULT and self._done is not None

    def _has_rejected(self) -> bool:
        return self._done is not None and self._done.report.rejected > 0

    @Slot(object)
    def _go_to(self, step: Step) -> None:
        if self.task is None:
            self._show_step(step)

    @Slot()
    def _back(self) -> None:
        if self.task is None and self.step is not Step.CHOOSE:
            self._show_step(Step.CHOOSE if self.step is Step.RESULT else Step(self.step - 1))

    @Slot()
    def _next(self) -> None:
        if self.task is not None or not self._may_go_on():
            return
        if self.step is Step.CHOOSE:
            self._show_step(Step.COLUMNS)
        elif self.step is Step.COLUMNS:
            self._count()
        elif self.step is Step.PREVIEW and self._order is not None:
            if self.preview.is_seen():
                self._import(self._order.accepting(self.preview.accepted()))
        elif self._order is not None and self._done is not None and self._done.report.cancelled:
            self._import(self._order)
        else:
            self._show_step(Step.CHOOSE)

    def _run(
        self, target: Step, title: str, work: Callable[[Desk, GoOn], Any], then: Callable[[Any], None], note: str = ""
    ) -> None:
        self._target = target
        self.errand.run(title, work, then, self._fail, note)

    @Slot(int, int)
    def _progress(self, done: int, of: int) -> None:
        if self._target is Step.IMPORT:
            self._tell(f"台账导入 {done * 100 // of} %" if done and of else "台账导入 读文件")

    def _tell(self, text: str) -> None:
        """Say on every page that an import runs; empty when none does."""
        if text != self._told:
            self._told = text
            self.working.emit(text)

    @Slot()
    def _stop(self) -> None:
        self.errand.stop()

    def _fail(self, error: AppError) -> None:
        self._tell("")
        if isinstance(error, (StorageError, NotAllowed)) or self._target is Step.RESULT:
            self.session.notice(error.message, Tone.RED)
            self._show_step(self._before(self._target))
            return
        # The file itself stands against it: it has to be looked at anew, or another one.
        if self._target is not Step.COLUMNS:
            self._looked = None
        self._show_step(Step.CHOOSE)
        self.choosing.refuse(error.message)

    def _before(self, target: Step) -> Step:
        """Where the clerk stood when the work began."""
        went_on = target is Step.IMPORT and self._done is not None
        return Step.RESULT if went_on or target is Step.RESULT else Step(target - 1)

    def _take_look(self, looked: Looked | Stopped) -> None:
        if isinstance(looked, Stopped):
            self._show_step(Step.CHOOSE)
            return
        self._looked, self._counted, self._done, self._shown_batch = looked, None, None, None
        self._order = None
        self.columns.show_file(looked.inspection, looked.remembered)
        self._show_step(Step.COLUMNS)

    def _count(self) -> None:
        assert self._looked is not None
        order = Order(self._looked.inspection, self.columns.mapping(), self.columns.chosen())
        if self._counted is not None and self._order is not None and self._order.mapping == order.mapping:
            # Nothing was chosen anew since it was counted; ticks at the changes stay as they are.
            self._show_step(Step.PREVIEW)
            return
        self._order = order
        self._run(Step.PREVIEW, f"正在数《{order.inspection.source.name}》", partial(count, order), self._take_count)

    def _take_count(self, counted: Counted | Stopped) -> None:
        if isinstance(counted, Stopped):
            self._show_step(Step.COLUMNS)
            return
        assert self._order is not None
        self._counted = counted
        self.preview.show_counted(self._order.inspection.source.name, counted)
        self._show_step(Step.PREVIEW)

    def _import(self, order: Order) -> None:
        self._order = order
        name = order.inspection.source.name
        self._run(Step.IMPORT, f"正在导入《{name}》", partial(take_in, order), self._take_done, WHILE_IMPORTING)

    def _take_done(self, done: Counted) -> None:
        self._tell("")
        assert self._order is not None
        name, report = self._order.inspection.source.name, done.report
        if report.cancelled and report.batch_id is None:
            self.session.notice("停下了，这一次还没有写入。", Tone.AMBER)
            self._show_step(self._before(Step.IMPORT))
            return
        # What is there now is not what it was counted against.
        self._done, self._counted = done, None
        self._looked = self._looked if report.cancelled else None
        self._shown_batch = None if report.batch_id is None else (report.batch_id, name)
        self.result.show_counted(name, done)
        self._show_step(Step.RESULT)
        if report.cancelled:
            self.session.notice(f"《{name}》停在一半，还有 {report.left:,} 行没导入。", Tone.AMBER)
        else:
            self.session.notice(f"《{name}》导入完成：新建 {report.created:,}，更新 {report.updated:,}。", Tone.GREEN)

    def _take_saved(self, path: Path, some: bool) -> None:
        self._show_step(Step.RESULT)
        self.session.notice(f"已另存 {path.name}。" if some else "没有不能导入的行，没有另存。", Tone.GREEN)

    @Slot()
    def _choose_errors(self) -> None:
        if self.task is None:
            ask_errors_place(self, self.settings.get(LEDGER_FOLDER), self._errors_chosen)

    @Slot(str)
    def _errors_chosen(self, path: str) -> None:
        self.save_errors(Path(path))

    @Slot(object, object)
    def _show_batch(self, batch: BatchRow, rejected: RejectedLines) -> None:
        self._done = None
        self._shown_batch = None if batch.undone_at is not None else (batch.id, batch.file_name)
        self.result.show_batch(batch, rejected)
        self._show_step(Step.RESULT)

    @Slot()
    def _undo(self) -> None:
        batch = self.choosing.batch()
        shown = self._shown_batch if self.step is Step.RESULT else batch and (batch.id, batch.file_name)
        if shown:
            dialog = UndoDialog(self.session, *shown, self)
            dialog.succeeded.connect(self._take_undone)
            dialog.open()

    @Slot(object)
    def _take_undone(self, report: UndoReport) -> None:
        if report.left:
            self.session.notice("撤销停在一半，再按“撤销这一批”接着撤销。", Tone.AMBER)
        else:
            words = f"已撤销：作废 {report.voided:,} 户，恢复 {report.restored:,} 处。"
            self.session.notice(words, Tone.GREEN)
        self._done = self._counted = self._shown_batch = None
        self._show_step(Step.CHOOSE)


def _dropped(event: QDropEvent) -> Path | None:
    """The first file of this computer that is being dragged."""
    for url in event.mimeData().urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    return None
