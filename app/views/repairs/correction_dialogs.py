"""更正 and 作废: what was wrong is put right beside the old, with the reason."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from app.services.matters.timeline import TimelineRow
from app.services.repairs.corrections import answers_of, correct_event, void_matter, withdraw_event
from app.services.repairs.values import CorrectionDraft
from app.views.repairs import words
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.texts import day_and_time
from app.views.widgets.choice_row import ChoiceRow

CHANGE, WITHDRAW = "change", "withdraw"


class CorrectDialog(MatterDialog):
    """Another time or another answer for one recorded fact, or taking it back."""

    def __init__(
        self, session: Session, matter_id: int, about: str, history: Sequence[TimelineRow], parent: QWidget
    ) -> None:
        super().__init__(session, "更正", "更正", matter_id, about, parent)
        now = session.desk.now()
        self._rows = {row.event_id: row for row in history if row.standing and row.corrects_id is None}
        self.event_box = QComboBox()
        for row in self._rows.values():
            self.event_box.addItem(f"{row.word}　{day_and_time(row.happened_at, now)}　{row.staff}", row.event_id)
        self.event_box.setCurrentIndex(self.event_box.count() - 1)
        self.way_row = ChoiceRow([(CHANGE, "改内容"), (WITHDRAW, "撤回这一条")])
        self.way_row.set_value(CHANGE)
        self.at_edit = self.time_field(now=False)
        self.at_edit.edit.setPlaceholderText("空着不改")
        self.until_edit = self.time_field(past=False, now=False)
        self.until_edit.edit.setPlaceholderText("空着不改")
        self.answer_row = ChoiceRow()
        self.reason_edit = words_edit("为什么改，原来的内容保留")
        self.form.add("event_id", "哪一条", self.event_box)
        self.form.add("way", "怎么改", self.way_row)
        self.form.add("code", "正确答复", self.answer_row)
        self.form.add("at", "正确时间", self.at_edit)
        self.form.add("until", "约到", self.until_edit)
        self.form.add("reason", "原因", self.reason_edit)
        self.way_row.picked.connect(self._show_rows)
        self.event_box.currentIndexChanged.connect(self._show_event)
        self._show_event()

    @Slot()
    def _show_event(self) -> None:
        """Another line of the history has other things to put right."""
        row = self._rows.get(self.event_box.currentData())
        answers = answers_of(row.kind) if row is not None else ()
        self.answer_row.set_choices([(answer, words.ANSWERS.get(answer, answer)) for answer in answers])
        self._show_rows()

    @Slot()
    def _show_rows(self) -> None:
        change = self.way_row.value() == CHANGE
        row = self._rows.get(self.event_box.currentData())
        self.form.show_row("at", change)
        self.form.show_row("until", change and row is not None and row.until_at is not None)
        self.form.show_row("code", change and row is not None and bool(answers_of(row.kind)))
        self.fit()

    def _save(self) -> None:
        event_id = self.event_box.currentData()
        if self.way_row.value() == WITHDRAW:
            self._ask(withdraw_event, self.matter_id, event_id, self.reason_edit.text(), self.key)
            return
        draft = CorrectionDraft(
            event_id,
            self.reason_edit.text(),
            at=self.at_edit.moment(),
            until=None if self.until_edit.isHidden() else self.until_edit.moment(),
            code=self.answer_row.value(),
        )
        self._ask(correct_event, self.matter_id, draft, self.key)


class VoidDialog(MatterDialog):
    """The number stays, with the reason."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "作废工单", "作废", matter_id, about, parent)
        self.reason_edit = words_edit("例如 误拨、重复受理（写明原单号）")
        self.form.add("reason", "原因", self.reason_edit)
        self.save_button.setProperty("role", "danger")

    def _save(self) -> None:
        self._ask(void_matter, self.matter_id, self.reason_edit.text(), self.key)
