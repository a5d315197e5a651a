"""未接通: why nobody was reached, and the right number when this one is wrong."""

from functools import partial
from uuid import uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.matters.values import CallerDraft, Done
from app.services.repairs.callback import record_unreached
from app.services.repairs.callback_list import CallbackRow
from app.services.repairs.callback_numbers import correct_number
from app.services.repairs.values import Unreached, UnreachedDraft
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.widgets.choice_row import ChoiceRow

REASONS = (
    (Unreached.NO_ANSWER, "无人接听"),
    (Unreached.BUSY, "占线"),
    (Unreached.OFF, "关机停机"),
    (Unreached.WRONG_NUMBER, "空号错号"),
)


class UnreachedDialog(MatterDialog):
    """One attempt; with a right number two acts, the attempt first: it was made at the wrong one."""

    def __init__(self, session: Session, row: CallbackRow, words: str, dialled: str, parent: QWidget) -> None:
        super().__init__(session, "未接通", "记下", row.matter_id, f"{row.number} {row.place}", parent)
        self._dialled = dialled.strip()
        self._relation = row.relation
        self._number_key = uuid4()
        self.reason_row = ChoiceRow(REASONS)
        self.reason_row.set_value(Unreached.NO_ANSWER)
        self.phone_edit = QLineEdit(placeholderText="问到了就填，下次拨这个；没有先空着", maxLength=20)
        self.words_edit = words_edit("要记的话")
        self.words_edit.setText(words)
        self.form.add("reason", "情况", self.reason_row)
        self.form.add("phone", "正确号码", self.phone_edit)
        self.form.add("note", "备注", self.words_edit)
        self.form.show_row("phone", False)
        self.reason_row.picked.connect(self._picked)
        self.reason_row.setFocus()

    @Slot(object)
    def _picked(self, reason: Unreached) -> None:
        wrong = reason is Unreached.WRONG_NUMBER
        self.form.show_row("phone", wrong)
        (self.phone_edit if wrong else self.save_button).setFocus()
        self.fit()

    def _save(self) -> None:
        other = CallerDraft(phone=self._dialled, relation="其他") if self._dialled else None
        draft = UnreachedDraft(note=self.words_edit.text(), reason=self.reason_row.value(), dialled=other)
        right = self.phone_edit.text().strip() if self.reason_row.value() is Unreached.WRONG_NUMBER else ""
        then = partial(self._correct, right) if right else self._taken
        self.session.ask(record_unreached, self.matter_id, draft, self.key, then=then, failed=self._refused)

    def _correct(self, right: str, _noted: Done) -> None:
        self._ask(correct_number, self.matter_id, CallerDraft(phone=right, relation=self._relation), self._number_key)
