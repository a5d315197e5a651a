"""标记: set a word on a premises with its source and last day, or end one that stands."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.customers.card.flags import FlagDraft, add_flag, default_last_day, end_flag, words_by_hand
from app.services.customers.card.values import PremisesCard
from app.views.session import Session
from app.views.texts import short_place
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow


class FlagDialog(ActDialog):
    """One row of words to set, one of words to end; what was picked last is what is done."""

    def __init__(self, session: Session, card: PremisesCard, parent: QWidget | None = None) -> None:
        super().__init__(session, "标记", "加标记", parent)
        self._card = card
        self.say(short_place(card.address))
        by_hand = [flag for flag in card.flags if flag.id is not None]
        standing = {flag.word for flag in by_hand}
        words = [word.word for word in words_by_hand() if word.word not in standing]
        self.word_row = ChoiceRow([(word, word) for word in words])
        self.source_edit = QLineEdit(placeholderText="谁说的、哪张单子", maxLength=120)
        self.until_edit = QLineEdit(placeholderText="空着为长期有效", maxLength=10)
        self.end_row = ChoiceRow([(flag.id, flag.word) for flag in by_hand])
        self.reason_edit = QLineEdit(placeholderText="为什么不再需要", maxLength=120)
        self.form.add("word", "加标记", self.word_row)
        self.form.add("source", "依据", self.source_edit)
        self.form.add("until_day", "到哪天", self.until_edit)
        self.form.add("end", "或结束", self.end_row)
        self.form.add("reason", "原因", self.reason_edit)
        self.form.show_row("end", bool(by_hand))
        self.form.show_row("reason", False)
        self.word_row.picked.connect(self._begin_word)
        self.end_row.picked.connect(self._end_word)
        self.word_row.setFocus()

    @Slot(object)
    def _begin_word(self, word: str) -> None:
        self.end_row.set_value(None)
        self._show(adding=True)
        self.until_edit.setText(default_last_day(self.session.desk, word))
        self.source_edit.setFocus()

    @Slot(object)
    def _end_word(self, flag_id: int) -> None:
        self.word_row.set_value(None)
        self._show(adding=False)
        self.reason_edit.setFocus()

    def _show(self, *, adding: bool) -> None:
        self.form.show_row("source", adding)
        self.form.show_row("until_day", adding)
        self.form.show_row("reason", not adding)
        self.save_button.setText("加标记" if adding else "结束标记")
        self.fit()

    def _save(self) -> None:
        flag_id = self.end_row.value()
        if flag_id is not None:
            self._ask(end_flag, flag_id, self.reason_edit.text(), self.key)
            return
        draft = FlagDraft(self.word_row.value() or "", self.source_edit.text(), self.until_edit.text())
        self._ask(add_flag, self._card.id, draft, self.key)
