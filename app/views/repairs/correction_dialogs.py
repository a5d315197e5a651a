"""更正 and 作废: what was wrong is put right beside the old, with the reason."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.services.matters.timeline import TimelineRow
from app.services.repairs.corrections import answers_of, correct_event, void_matter, withdraw_event
from app.services.repairs.values import CorrectionDraft
from app.views.matters.fact_dialog import FactDialog
from app.views.repairs import words
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.widgets.choice_row import ChoiceRow

UNCHANGED = "空着不改"


class CorrectDialog(FactDialog):
    """Another time, another appointment or another answer for one recorded fact, or taking it back."""

    change_word = "改内容"

    def __init__(
        self, session: Session, matter_id: int, about: str, history: Sequence[TimelineRow], parent: QWidget
    ) -> None:
        super().__init__(session, matter_id, about, history, parent)
        self.at_edit.edit.setPlaceholderText(UNCHANGED)
        self.event_box.currentIndexChanged.connect(self._show_fact)
        self._show_fact()

    def add_rows(self) -> None:
        self.until_edit = self.time_field(past=False, now=False)
        self.until_edit.edit.setPlaceholderText(UNCHANGED)
        self.answer_row = ChoiceRow()
        self.form.add("until", "约到", self.until_edit)
        self.form.add("code", "正确答复", self.answer_row)

    @Slot()
    def show_rows(self) -> None:
        fact, change = self.fact, not self.withdraws
        self.form.show_row("until", change and fact is not None and fact.until_at is not None)
        self.form.show_row("code", change and fact is not None and bool(answers_of(fact.kind)))
        super().show_rows()

    @Slot()
    def _show_fact(self) -> None:
        """Another line of the history has other things to put right."""
        answers = answers_of(self.fact.kind) if self.fact is not None else ()
        self.answer_row.set_choices([(answer, words.ANSWERS.get(answer, answer)) for answer in answers])
        self.show_rows()

    def _save(self) -> None:
        event_id = self.event_box.currentData()
        if self.withdraws:
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
