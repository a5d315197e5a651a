"""咨询 in the same window: the topic by one digit brings its answer text, which may be changed before it is said."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.services.enquiries.answers import answer_texts
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.form import Form

CONTENT = (("yes", "满意"), ("no", "不满意"), ("", "没有问"))
ROWS = ("topic", "answer", "content")


class EnquiryPart(QObject):
    """With an answer the enquiry is closed in this window; without one it stays open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.topic_row = ChoiceRow([(text.topic, text.topic) for text in answer_texts()])
        self.answer_edit = QPlainTextEdit()
        self.answer_edit.setPlaceholderText("对用户说的话；空着就先记下问题，查清再答复")
        self.answer_edit.setTabChangesFocus(True)
        self.answer_edit.setFixedHeight(self.answer_edit.fontMetrics().lineSpacing() * 5)
        self.content_row = ChoiceRow(CONTENT)
        self._given = ""
        self.topic_row.picked.connect(self._bring_answer)
        self.topic_row.then_to(self.content_row)

    def add_topic(self, form: Form) -> None:
        """The topic stands before the words of the user."""
        self._form = form
        form.add("topic", "问什么", self.topic_row, wide=True)

    def add_answer(self, form: Form) -> None:
        """The answer stands after them."""
        form.add("answer", "答复口径", self.answer_edit, wide=True)
        form.add("content", "解答满意", self.content_row, wide=True)

    def show_rows(self, wanted: bool) -> None:
        for name in ROWS:
            self._form.show_row(name, wanted)

    def topic(self) -> str:
        return str(self.topic_row.value() or "")

    def answer(self) -> str:
        return self.answer_edit.toPlainText().strip()

    def content(self) -> bool | None:
        """None when nobody asked."""
        return {"yes": True, "no": False}.get(str(self.content_row.value() or ""))

    @Slot()
    def _bring_answer(self) -> None:
        """What was typed by hand stays."""
        if self.answer_edit.toPlainText() not in ("", self._given):
            return
        self._given = next((text.words for text in answer_texts() if text.topic == self.topic()), "")
        self.answer_edit.setPlainText(self._given)
        self.answer_edit.document().setModified(False)
        if not self._given:
            self.answer_edit.setFocus()
