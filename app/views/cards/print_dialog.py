"""Cards before they leave: for whom, how many to a sheet, looked at, then numbered, journalled and handed over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from PySide6.QtCore import Slot
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QWidget

from app.services.cards.batches import batch_of, batches, issue_cards, would_be
from app.services.cards.printing import preview_batch, print_batch
from app.services.cards.values import CardDraft, CardPaper, CardsMade, Which
from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.kernel.progress import GoOn
from app.shortcuts import key_of
from app.views.session import Session
from app.views.settings import CARD_PAPER, Settings
from app.views.spooling import SpoolJob
from app.views.tasks import Task
from app.views.theme import Tone
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.form import Form
from app.views.widgets.labels import label
from app.views.widgets.paper_dialog import PaperDialog

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


class PrintCardsDialog(PaperDialog):
    """Stays open after a print: cards and their list are printed one after the other under one number.

    A whole community is made beside the window and handed to the printer page by page; 停下 takes the job back.
    """

    later = "返回"

    def __init__(
        self,
        session: Session,
        settings: Settings,
        draft: CardDraft,
        parent: QWidget,
        paper: CardPaper | None = None,
    ) -> None:
        super().__init__(session, settings, "服务卡", "", None, None, parent)
        self._draft = draft
        # A batch is numbered once, however often it is printed.
        self._issue_key = uuid4()
        self._sheet_id: int | None = None
        self._task: Task | None = None
        self._job: SpoolJob | None = None
        self._ask_first(paper or CardPaper(settings.get(CARD_PAPER)))
        self.which_row.picked.connect(self._choose_which)
        self.batch_box.activated.connect(self._choose_batch)
        self.paper_row.picked.connect(self._look)
        self.resize(860, 690)
        if not draft.premises_ids and draft.which is not Which.TO_CHANGE:
            session.ask(batches, draft.building_id, draft.community_id, then=self._offer)
        self._look()

    def _ask_first(self, paper: CardPaper) -> None:
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
        self.progress = label(role="section", wrap=True)
        self.progress.hide()
        self.column.insertWidget(0, self.form)
        self.column.insertWidget(1, self.about)
        self.column.insertWidget(self.column.indexOf(self.problem), self.progress)

    @property
    def _paper(self) -> CardPaper:
        paper: CardPaper = self.paper_row.value()
        return paper

    def file_name(self) -> str:
        return f"{self.number or '服务卡'}{'-登记表' * (self._paper is CardPaper.LIST)}"

    @Slot()
    def reject(self) -> None:
        """返回 closes; while something is on its way it stops that."""
        if self._task is not None:
            self._task.stop()
        elif self._job is not None:
            self._job.stop()
            self._job = None
            self.set_asking(False)
            self._say(f"已停下，{self.number} 没有打完。要接着用请重新打印。")
        else:
            super().reject()

    def begin_making(self, target: str, then: "Callable[[Printed], None]") -> None:
        """Number and journal the cards beside the window; a community takes its time."""
        keys = (self._issue_key, self.print_key)
        work = partial(_make, self._draft, self._sheet_id, self._paper, target, keys, self.approval_edit.text().strip())
        self._task = Task(self.session.desk, work, self)
        self._task.progressed.connect(self._show_progress)
        self._task.succeeded.connect(partial(self._made, then))
        self._task.failed.connect(self._not_made)
        self._task.start()

    def hand_over(self, printer: QPrinter, made: "Printed") -> None:
        """Page by page, while the window goes on."""
        self.set_asking(True)
        self._job = SpoolJob(made.pdf, printer, made.number, self)
        self._job.progressed.connect(self._show_pages)
        self._job.finished.connect(partial(self._spooled, f"{made.number} 已交给打印机。"))
        self._job.failed.connect(self._not_spooled)
        self._job.start()

    def done_with(self, sentence: str) -> None:
        """The dialog stays: the list of the cards is printed next."""
        self.session.notice(sentence, Tone.GREEN)
        self.handed_over.emit(self.number)
        self.set_asking(False)
        self._look()
        self._say(f"{sentence}要打另一种纸面，选好再打印；卡发到户后按 {key_of('cards.hand')} 登记。")

    def set_asking(self, asking: bool) -> None:
        super().set_asking(asking)
        self.form.setEnabled(not asking)
        self.later_button.setText("停下" if asking else self.later)

    def refuse(self, error: AppError) -> None:
        self.progress.hide()
        super().refuse(error)

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
        self.show_paper(seen.pdf)

    def _show_nothing(self, error: AppError) -> None:
        self.about.setText("")
        self.no_paper(error)

    @Slot(int, int)
    def _show_progress(self, done: int, of: int) -> None:
        self._say(f"正在制作第 {done} 张，共 {of} 张。")

    def _made(self, then: "Callable[[Printed], None]", out: _Out) -> None:
        self._task = None
        self._take_batch(out.batch)
        if out.printed is None:
            self.set_asking(False)
            self._say("已停下，没有打印。")
            return
        self.settings.put(CARD_PAPER, self._paper.value if self._paper is not CardPaper.LIST else CardPaper.EIGHT.value)
        self.journalled(then, out.printed)

    def _take_batch(self, batch: CardsMade) -> None:
        """From now on this dialog prints this batch."""
        self.number = batch.number
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
        self.refuse(error)

    @Slot(int, int)
    def _show_pages(self, page: int, pages: int) -> None:
        self._say(f"正在送往打印机，第 {page} 页，共 {pages} 页。")

    def _spooled(self, sentence: str) -> None:
        self._job = None
        self.done_with(sentence)

    @Slot(object)
    def _not_spooled(self, error: AppError) -> None:
        self._job = None
        self.refuse(error)

    def _say(self, sentence: str) -> None:
        self.problem.hide()
        self.progress.setText(sentence)
        self.progress.show()


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
