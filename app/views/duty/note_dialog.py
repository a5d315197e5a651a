"""记一行: when, about what, the words, and the matter they are about."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.services.duty.notes import NoteDraft, NoteRow, correct_note, write_note
from app.services.duty.settings import note_sorts
from app.views.covering import words_shown
from app.views.session import Session
from app.views.texts import day_and_time
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow


class NoteDialog(ActDialog):
    """A line of now; with `line`, how that line should have been."""

    letters = 42

    def __init__(self, session: Session, parent: QWidget | None = None, line: NoteRow | None = None) -> None:
        title, verb = ("记一行", "保存") if line is None else ("更正这一行", "更正")
        super().__init__(session, title, verb, parent)
        self._line = line
        self.sort_row = ChoiceRow([(sort, sort) for sort in note_sorts()])
        self.words_edit = QPlainTextEdit()
        self.words_edit.setTabChangesFocus(True)
        self.words_edit.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 14)
        self.at_edit = self.time_field(now=line is None)
        self.matter_edit = QLineEdit(placeholderText="工单编号，可以不填", maxLength=40)
        self.form.add("sort", "类别", self.sort_row)
        self.form.add("words", "内容", self.words_edit)
        self.form.add("at", "时间", self.at_edit)
        self.form.add("matter_number", "工单", self.matter_edit)
        self.sort_row.then_to(self.words_edit)
        if line is not None:
            self._fill(line)
        self.sort_row.setFocus()

    def _fill(self, line: NoteRow) -> None:
        self.sort_row.set_value(line.sort)
        self.words_edit.setPlainText(line.words)
        self.words_edit.document().setModified(False)
        self.matter_edit.setText(line.matter_number)
        # An empty time leaves the one of the line.
        self.at_edit.edit.setPlaceholderText("不填就不变")
        when = day_and_time(line.at, self.session.desk.now())
        self.say(f"原记录 {when} {line.sort}：{words_shown(self.session, line.words)}（{line.by}）")

    def _save(self) -> None:
        at = self.at_edit.moment() or (self._line.at if self._line is not None else None)
        if at is None:
            self.refuse("at", "请填写时间。")
            return
        draft = NoteDraft(
            at, self.sort_row.value() or "", self.words_edit.toPlainText(), matter_number=self.matter_edit.text()
        )
        if self._line is None:
            self._ask(write_note, draft, self.key)
        else:
            self._ask(correct_note, self._line.id, draft, self.key)
