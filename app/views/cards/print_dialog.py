"""Cards before they leave: for whom, how many to a sheet, looked at, then numbered, journalled and handed over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.services.cards.batches import batch_of, batches, issue_cards, would_be
from app.services.cards.printing import preview_batch, print_batch
from app.services.cards.values import CardDraft, CardPaper, CardsMade, Which
from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.kernel.progress import GoOn
from app.services.paper.fonts import MissingGlyph
from app.views.printing import NotPrinted, PaperDocument, printer_named, printer_names
from app.views.session import Session
from app.views.settings import CARD_PAPER, SLIP_FOLDER, Settings
from app.views.spooling import SpoolJob
from app.views.tasks import Task
from app.views.theme import Tone
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.form import Form
from app.views.widgets.labels import label
from app.views.widgets.paper_dialog import TARGET_LENGTH

if TYPE_CHECKING:
    from app.services.matters.printing import Printed

PAPERS = ((CardPaper.EIGHT, "卡，8 张一页"), (CardPaper.FOUR, "卡，4 张一页"), (CardPaper.LIST, "发放登记表"))
_NEW = "新的一批"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the preview showed."""

    batch: CardsMade
    pdf: bytes


@dataclass(frozen=True, slots=True)
class _Out:
    """What was made; `printed` None when it was stopped."""

    batch: CardsMade
    printed: "Printed | None"


class PrintCardsDialog(QDialog):
    """Stays open after a print: cards and their list are printed one after the other under one number.

    A whole community is made beside the window and handed to the printer page by page; 停下 takes the job back.
    """

    handed_over = Signal(str)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        draft: CardDraft,
        parent: QWidget,
        paper: CardPaper | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.settings = settings
        self._draft = draft
        # A batch is numbered once, however often it is printed; a printing is journalled once, however often pressed.
        self._issue_key, self._print_key = uuid4(), uuid4()
        self._sheet_id: int | None = None
        self._number = ""
        self._task: Task | None = None
        self._job: SpoolJob | None = None
        self.setWindowTitle("打印服务卡")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._build(paper or CardPaper(settings.get(CARD_PAPER)))
        self._connect()
        self.resize(860, 690)
        if not draft.premises_ids and draft.which is not Which.TO_CHANGE:
            session.ask(batches, draft.building_id, draft.community_id, then=self._offer)
        self._look()

    def _build(self, paper: CardPaper) -> None:
        self.which_row = ChoiceRow([(which, which.value) for which in Which])
        self.which_row.set_value(self._draft.which)
        self.paper_row = ChoiceRow(PAPERS)
        self.paper_row.set_value(paper)
        self.batch_box = QComboBox()
        self.batch_box.addItem(_NEW, None)
        self.form = Form()
        self.form.add("which", "打给", self.which_row)
        self.form.add("batch", "批次", self.batch_box)
        self.form.add("paper", "纸面", self.paper_row)
        self.form.show_row("which", not self._draft.premises_ids and self._draft.which is not Which.TO_CHANGE)
        self.form.show_row("batch", visible=False)
        self.about = label(role="section", wrap=True)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.progress = label(role="section", wrap=True)
        self.progress.hide()
        self.problem = label(role="message", wrap=True)
        self.problem.hide()
        self.approval_edit = QLineEdit(placeholderText="同意以〓代印的站长姓名")
        self.approval_edit.hide()
        self.printer_box = QComboBox()
        self.printer_box.setAccessibleName("打印机")
        self.printer_box.addItems(printer_names())
        self.printer_box.setVisible(bool(self.printer_box.count()))
        self.print_button = QPushButton("打印")
        self.save_button = QPushButton("另存为文件")
        self.close_button = QPushButton("返回")
        first = self.print_button if self.printer_box.count() else self.save_button
        first.setProperty("role", "primary")
        for button in (self.print_button, self.save_button, self.close_button):
            button.setAutoDefault(False)
        first.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(label("打印机" if self.printer_box.count() else "没有找到打印机，可以另存为文件。"))
        buttons.addWidget(self.printer_box)
        buttons.addStretch(1)
        for button in (self.close_button, self.save_button, self.print_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.form)
        column.addWidget(self.about)
        column.addWidget(self.view, 1)
        column.addWidget(self.progress)
        column.addWidget(self.problem)
        column.addWidget(self.approval_edit)
        column.addLayout(buttons)
        self._set_busy(busy=False)

    def _connect(self) -> None:
        self.which_row.picked.connect(self._choose_which)
        self.paper_row.picked.connect(self._look)
        self.batch_box.activated.connect(self._choose_batch)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._choose_file)
        self.close_button.clicked.connect(self.reject)

    @property
    def _paper(self) -> CardPaper:
        paper: CardPaper = self.paper_row.value()
        return paper

    def save_to(self, path: Path) -> None:
        """Number and journal the cards, then write the file."""
        self._make(str(path), partial(self._write, path))

    @Slot()
    def reject(self) -> None:
        """返回 closes; while something is on its way it stops that."""
        if self._task is not None:
            self._task.stop()
        elif self._job is not None:
            self._job.stop()
            self._job = None
            self._set_busy(busy=False)
            self._say(f"已停下，{self._number} 没有打完。要接着用请重新打印。")
        else:
            super().reject()

    def _offer(self, known: Sequence[CardsMade]) -> None:
        for batch in known:
            self.batch_box.addItem(f"{batch.number}　{batch.about}，{batch.cards} 张", batch.sheet_id)
        self.form.show_row("batch", bool(known))
        if self._paper is CardPaper.LIST and known:
            # The list belongs to cards that were made.
            self.batch_box.setCurrentIndex(1)
            self._choose_batch()

    @Slot()
    def _choose_batch(self) -> None:
        self._sheet_id = self.batch_box.currentData()
        self.form.show_row("which", self._sheet_id is None)
        self._look()

    @Slot(object)
    def _choose_which(self, which: Which) -> None:
        self._draft = replace(self._draft, which=which)
        self._look()

    @Slot()
    def _look(self) -> None:
        self.problem.hide()
        self.progress.hide()
        self.session.ask(_see, self._draft, self._sheet_id, self._paper, then=self._show, failed=self._show_nothing)

    def _show(self, seen: _Seen) -> None:
        batch = seen.batch
        words = f"{batch.about}，{batch.cards} 户"
        if batch.number:
            words = f"{batch.number}：{words}"
        if batch.unnamed:
            words += f"。其中 {batch.unnamed} 户的楼栋没有责任人，卡上不印维修员姓名；可先到“片区楼栋”指定"
        self.about.setText(f"{words}。")
        self.view.setDocument(PaperDocument(seen.pdf, self))
        self._set_busy(busy=False)

    def _show_nothing(self, error: AppError) -> None:
        self.about.setText("")
        self._refuse(error)
        self.print_button.setEnabled(False)
        self.save_button.setEnabled(False)

    @Slot()
    def _print(self) -> None:
        name = self.printer_box.currentText()
        try:
            printer = printer_named(name)
        except NotPrinted as error:
            self._refuse(error)
            return
        self._make(name, partial(self._hand_over, printer))

    def _make(self, target: str, then: "Callable[[Printed], None]") -> None:
        if self._task is not None or self._job is not None:
            return
        self.problem.hide()
        self._set_busy(busy=True)
        keys = (self._issue_key, self._print_key)
        approved_by = self.approval_edit.text().strip()
        work = partial(_make, self._draft, self._sheet_id, self._paper, target[-TARGET_LENGTH:], keys, approved_by)
        self._task = Task(self.session.desk, work, self)
        self._task.progressed.connect(self._show_progress)
        self._task.succeeded.connect(partial(self._made, then))
        self._task.failed.connect(self._not_made)
        self._task.start()

    @Slot(int, int)
    def _show_progress(self, done: int, of: int) -> None:
        self._say(f"正在制作第 {done} 张，共 {of} 张。")

    def _made(self, then: "Callable[[Printed], None]", out: _Out) -> None:
        self._task = None
        self._take_batch(out.batch)
        if out.printed is None:
            self._set_busy(busy=False)
            self._say("已停下，没有打印。")
            return
        self._print_key = uuid4()
        self.settings.put(CARD_PAPER, self._paper.value if self._paper is not CardPaper.LIST else CardPaper.EIGHT.value)
        then(out.printed)

    def _take_batch(self, batch: CardsMade) -> None:
        """From now on this dialog prints this batch."""
        self._number = batch.number
        if self._sheet_id is None:
            self.batch_box.insertItem(1, f"{batch.number}　{batch.about}，{batch.cards} 张", batch.sheet_id)
            self.batch_box.setCurrentIndex(1)
            self._sheet_id = batch.sheet_id
            self._issue_key = uuid4()
            self.form.show_row("batch", visible=True)
            self.form.show_row("which", visible=False)

    @Slot(object)
    def _not_made(self, error: AppError) -> None:
        self._task = None
        self._refuse(error)

    def _hand_over(self, printer: QPrinter, made: "Printed") -> None:
        self._job = SpoolJob(made.pdf, printer, made.number, self)
        self._job.progressed.connect(self._show_pages)
        self._job.finished.connect(partial(self._spooled, f"{made.number} 已交给打印机。"))
        self._job.failed.connect(self._not_spooled)
        self._job.start()

    @Slot(int, int)
    def _show_pages(self, page: int, pages: int) -> None:
        self._say(f"正在送往打印机，第 {page} 页，共 {pages} 页。")

    def _spooled(self, sentence: str) -> None:
        self._job = None
        self._done(sentence)

    @Slot(object)
    def _not_spooled(self, error: AppError) -> None:
        self._job = None
        self._refuse(error)

    def _write(self, path: Path, made: "Printed") -> None:
        try:
            path.write_bytes(made.pdf)
        except OSError:
            self._refuse(NotPrinted(f"无法写入“{path.name}”。请检查磁盘空间和文件夹权限，或换一个位置。"))
            return
        self.settings.put(SLIP_FOLDER, str(path.parent))
        self._done(f"{made.number} 已另存为 {path.name}。")

    def _done(self, sentence: str) -> None:
        self.session.notice(sentence, Tone.GREEN)
        self.handed_over.emit(self._number)
        self._set_busy(busy=False)
        self._look()
        self._say(f"{sentence}要打另一种纸面，选好再打印；卡发到户后按 Ctrl+R 登记。")

    @Slot()
    def _choose_file(self) -> None:
        name = self._number or "服务卡"
        start = Path(self.settings.get(SLIP_FOLDER)) / f"{name}{'-登记表' * (self._paper is CardPaper.LIST)}.pdf"
        chosen = QFileDialog(self, "另存服务卡", str(start), "PDF (*.pdf)")
        chosen.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chosen.setDefaultSuffix("pdf")
        chosen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen.fileSelected.connect(self._file_chosen)
        chosen.open()

    @Slot(str)
    def _file_chosen(self, path: str) -> None:
        self.save_to(Path(path))

    def _set_busy(self, *, busy: bool) -> None:
        self.form.setEnabled(not busy)
        self.print_button.setEnabled(not busy and bool(self.printer_box.count()))
        self.save_button.setEnabled(not busy)
        self.close_button.setText("停下" if busy else "返回")

    def _say(self, sentence: str) -> None:
        self.problem.hide()
        self.progress.setText(sentence)
        self.progress.show()

    def _refuse(self, error: AppError) -> None:
        self._set_busy(busy=False)
        self.progress.hide()
        self.problem.setText(error.message)
        self.problem.show()
        if isinstance(error, MissingGlyph):
            self.approval_edit.show()
            self.approval_edit.setFocus()


def _see(desk: Desk, draft: CardDraft, sheet_id: int | None, paper: CardPaper) -> _Seen:
    batch = would_be(desk, draft) if sheet_id is None else batch_of(desk.store, sheet_id)
    return _Seen(batch, preview_batch(desk, batch, paper))


def _make(
    draft: CardDraft,
    sheet_id: int | None,
    paper: CardPaper,
    target: str,
    keys: tuple[UUID, UUID],
    approved_by: str,
    desk: Desk,
    go_on: GoOn,
) -> _Out:
    batch = issue_cards(desk, draft, keys[0]) if sheet_id is None else batch_of(desk.store, sheet_id)
    return _Out(batch, print_batch(desk, batch.sheet_id, paper, target, keys[1], approved_by, go_on))
