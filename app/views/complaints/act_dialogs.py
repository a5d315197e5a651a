"""转递, 答复, 写摘要, 作废: what becomes of a complaint or a tip-off."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.services.complaints.acts import answer, pass_on, void_complaint
from app.services.complaints.tip_offs import write_summary
from app.services.complaints.values import COMPANY, AnswerDraft, ComplaintHead, PassOnDraft
from app.services.complaints.words import complaint_words
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.covered_text import CoveredText

LONGEST = 500


class PassOnDialog(MatterDialog):
    """转递: to whom, and who took it there. What is told about the head goes to the company alone."""

    def __init__(self, session: Session, head: ComplaintHead, about: str, parent: QWidget) -> None:
        super().__init__(session, "转递", "转递", head.matter_id, about, parent)
        receivers = (COMPANY,) if head.about_head else complaint_words()["receivers"]
        self.to_row = ChoiceRow([(word, word) for word in receivers])
        self.other_edit = QLineEdit(placeholderText="其他部门或单位", maxLength=30)
        self.received_edit = QLineEdit(placeholderText="接件的是谁", maxLength=20)
        self.note_edit = words_edit("交代什么，可不填")
        self.at_edit = self.time_field()
        self.form.add("to", "转给", self.to_row)
        self.form.add("other", "", self.other_edit)
        self.form.add("received_by", "接件人", self.received_edit)
        self.form.add("note", "说明", self.note_edit)
        self.form.add("at", "转递时间", self.at_edit)
        self.form.show_row("other", not head.about_head)
        if head.about_head:
            self.to_row.set_value(COMPANY)
        self.to_row.then_to(self.received_edit)
        self.to_row.setFocus()

    def _save(self) -> None:
        draft = PassOnDraft(
            at=self.at_edit.moment(),
            note=self.note_edit.text(),
            to=self.other_edit.text().strip() or self.to_row.value() or "",
            received_by=self.received_edit.text(),
        )
        self._ask(pass_on, self.matter_id, draft, self.key)


class AnswerDialog(MatterDialog):
    """答复: facts and result, basis, what can be done next, told how and to whom; or 无法答复(匿名)."""

    letters = 46

    def __init__(self, session: Session, head: ComplaintHead, about: str, parent: QWidget) -> None:
        super().__init__(session, "答复", "答复办结", head.matter_id, about, parent)
        nobody = bool(head.anonymous) if head.anonymous is not None else not (head.caller or head.phone)
        self.note_edit = QLineEdit(placeholderText="查明的事实和处理结果", maxLength=LONGEST)
        self.basis_edit = QLineEdit(placeholderText="法规、制度或合同条款，可不填", maxLength=200)
        self.next_edit = QLineEdit(placeholderText="用户还可以怎么做，可不填", maxLength=200)
        self.nobody_check = QCheckBox("无法答复（匿名，没有可以答复的人）")
        self.nobody_check.setChecked(nobody)
        self.how_row = ChoiceRow([(word, word) for word in complaint_words()["told_how"]])
        self.to_edit = QLineEdit(head.caller, maxLength=20)
        CoveredText(session, self.to_edit)
        self.content_row = ChoiceRow([(True, "满意"), (False, "不满意")])
        self.at_edit = self.time_field()
        self.form.add("note", "事实和结果", self.note_edit)
        self.form.add("basis", "依据", self.basis_edit)
        self.form.add("next_steps", "后续", self.next_edit)
        self.form.add("unanswerable", "", self.nobody_check)
        self.form.add("told_how", "答复方式", self.how_row)
        self.form.add("told_to", "答复给谁", self.to_edit)
        self.form.add("content", "对处理", self.content_row)
        self.form.add("at", "答复时间", self.at_edit)
        self.how_row.then_to(self.to_edit)
        self.content_row.then_to(self.save_button)
        self.nobody_check.toggled.connect(self._show_person)
        self._show_person(nobody)
        self.note_edit.setFocus()

    def _show_person(self, nobody: bool) -> None:
        for name in ("told_how", "told_to", "content"):
            self.form.show_row(name, not nobody)
        if self.isVisible():
            self.fit()

    def _save(self) -> None:
        nobody = self.nobody_check.isChecked()
        draft = AnswerDraft(
            at=self.at_edit.moment(),
            note=self.note_edit.text(),
            basis=self.basis_edit.text(),
            next_steps=self.next_edit.text(),
            told_how="" if nobody else self.how_row.value() or "",
            told_to="" if nobody else self.to_edit.text(),
            content=None if nobody else self.content_row.value(),
            unanswerable=nobody,
        )
        self._ask(answer, self.matter_id, draft, self.key)


class SummaryDialog(MatterDialog):
    """转办摘要 of a tip-off: what may be passed on and reported."""

    letters = 44

    def __init__(self, session: Session, head: ComplaintHead, about: str, parent: QWidget) -> None:
        super().__init__(session, "写转办摘要", "保存摘要", head.matter_id, about, parent)
        self.summary_edit = QLineEdit(placeholderText="不写举报人和能认出他的细节", maxLength=300)
        self.form.add("summary", "摘要", self.summary_edit)
        self.summary_edit.setFocus()

    def _save(self) -> None:
        self._ask(write_summary, self.matter_id, self.summary_edit.text(), self.key)


class VoidComplaintDialog(MatterDialog):
    """作废: number and reason stay."""

    def __init__(self, session: Session, head: ComplaintHead, about: str, parent: QWidget) -> None:
        super().__init__(session, "作废", "作废", head.matter_id, about, parent)
        self.reason_edit = words_edit("例如 同一人重复反映")
        self.form.add("reason", "原因", self.reason_edit)

    def _save(self) -> None:
        self._ask(void_complaint, self.matter_id, self.reason_edit.text(), self.key)
