"""批量说明: the same words for many users, each ticked as told or 未接通."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.services.repairs.explaining import explain_many
from app.services.repairs.to_explain import ToExplain, to_explain
from app.services.repairs.work_values import ManyDraft
from app.views.board.tick_list import Mark, TickList
from app.views.repairs.matter_dialog import words_edit
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.labels import label

HOW = "逐户打电话：1 已告知　2 未接通　0 不记。可用 Shift+↓ 选多行一起记。"


class ExplainManyDialog(ActDialog):
    """Ring one after the other; what is not ticked is left as it is."""

    letters = 62

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, "批量说明", "记下说明", parent)
        self.words_edit = words_edit("例如 抢修集中，维修员还在路上，预计两小时内到")
        self.until_edit = self.time_field(past=False, now=False)
        self.form.add("words", "说明内容", self.words_edit)
        self.form.add("until", "预计到", self.until_edit)
        self.list = TickList(session)
        self.count = label("", "muted")
        self.column.insertWidget(2, label(HOW, "hint", wrap=True))
        self.column.insertWidget(3, self.list, 1)
        self.column.insertWidget(4, self.count)
        self.list.marked.connect(self._count)
        session.ask(to_explain, then=self._offer)
        self.words_edit.setFocus()

    def fit(self) -> None:
        super().fit()
        behind = self.parentWidget()
        wanted = self.fontMetrics().height() * 28
        self.resize(self.width(), min(wanted, behind.window().height() - 20) if behind is not None else wanted)

    def is_touched(self) -> bool:
        return super().is_touched() or bool(self.list.ticks.marks)

    def cover(self, covered: bool) -> None:
        super().cover(covered)
        self.list.ticks.repaint()

    def _offer(self, rows: list[ToExplain]) -> None:
        self.list.give(rows)
        if not rows:
            self.say("没有未完工的报修，不用说明。")
        self._count()

    @Slot()
    def _count(self) -> None:
        told, missed = (len(self.list.marked_ids(mark)) for mark in (Mark.TOLD, Mark.UNREACHED))
        left = len(self.list.ticks.rows) - told - missed
        self.count.setText(f"已告知 {told}　未接通 {missed}　未打 {left}")

    def _save(self) -> None:
        told, unreached = self.list.marked_ids(Mark.TOLD), self.list.marked_ids(Mark.UNREACHED)
        if not told and not unreached:
            self.refuse("", "请在下面的单子上逐户记已告知或未接通。")
            self.list.setFocus()
            return
        draft = ManyDraft(self.words_edit.text(), self.until_edit.moment(), told, unreached)
        self._ask(explain_many, draft, self.key)
