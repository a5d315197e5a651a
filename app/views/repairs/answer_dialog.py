"""An enquiry that stayed open is answered."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.services.enquiries.acts import answer
from app.services.enquiries.answers import answer_texts
from app.services.enquiries.values import AnswerDraft
from app.views.repairs.intake_enquiry import CONTENT
from app.views.repairs.matter_dialog import MatterDialog
from app.views.session import Session
from app.views.widgets.choice_row import ChoiceRow


class AnswerDialog(MatterDialog):
    """The words said to the user; a topic brings its text."""

    letters = 44

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "答复咨询", "答复并办结", matter_id, about, parent)
        self.topic_row = ChoiceRow([(text.words, text.topic) for text in answer_texts() if text.words])
        self.answer_edit = QPlainTextEdit()
        self.answer_edit.setTabChangesFocus(True)
        self.answer_edit.setFixedHeight(self.answer_edit.fontMetrics().lineSpacing() * 6)
        self.content_row = ChoiceRow(CONTENT)
        self.form.add("topic", "口径", self.topic_row)
        self.form.add("note", "答复", self.answer_edit)
        self.form.add("content", "解答满意", self.content_row)
        self.topic_row.picked.connect(self._bring)
        self.topic_row.then_to(self.answer_edit)
        self.topic_row.setFocus()

    @Slot(object)
    def _bring(self, words: str) -> None:
        self.answer_edit.setPlainText(words)

    def _save(self) -> None:
        content = {"yes": True, "no": False}.get(str(self.content_row.value() or ""))
        draft = AnswerDraft(note=self.answer_edit.toPlainText(), content=content)
        self._ask(answer, self.matter_id, draft, self.key)
