"""转投诉: the words a user wrote on a slip become a complaint, counted from when the repairer took the slip."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.complaints.acts import complaint_from_sheet
from app.services.complaints.from_sheets import SlipWithWords, slips_with_words
from app.views.covering import words_shown
from app.views.session import Session
from app.views.texts import day_and_time, short_number, short_place
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.covered_text import CoveredText

MOST = 9


class FromSheetDialog(ActDialog):
    """A number key picks one of the slips that wait; another one is named by its number.

    Opened for one slip, `sheet_id`, it is picked already.
    """

    letters = 50

    def __init__(self, session: Session, parent: QWidget | None = None, sheet_id: int = 0) -> None:
        super().__init__(session, "回单转投诉", "转投诉", parent)
        self._slips: dict[str, SlipWithWords] = {}
        self._wanted = sheet_id
        self.slip_row = ChoiceRow()
        self.number_edit = QLineEdit(placeholderText="不在上面的，填回执单编号", maxLength=40)
        self.words_edit = QLineEdit(placeholderText="单上写的话，原文", maxLength=500)
        CoveredText(session, self.words_edit)
        self.form.add("sheet", "回执单", self.slip_row)
        self.form.add("number", "", self.number_edit)
        self.form.add("words", "写的话", self.words_edit)
        self.slip_row.picked.connect(self._pick)
        self.slip_row.then_to(self.words_edit)
        (self.words_edit if sheet_id else self.slip_row).setFocus()
        session.ask(slips_with_words, then=self._offer)

    def _offer(self, slips: list[SlipWithWords]) -> None:
        self._slips = {slip.number: slip for slip in slips}
        self.slip_row.set_choices([(slip.number, self._words(slip)) for slip in slips[:MOST]])
        self.form.show_row("sheet", bool(slips))
        wanted = next((slip.number for slip in slips if slip.sheet_id == self._wanted), None)
        if wanted is not None:
            self.slip_row.set_value(wanted)
            self._pick(wanted)
        elif not slips:
            self.say("没有写了意见而未转投诉的回执单。")
            self.form.set_title("number", "回执单")
            self.number_edit.setFocus()

    def _words(self, slip: SlipWithWords) -> str:
        said = " ".join(part for part in (slip.view, words_shown(self.session, slip.words)[:12]) if part)
        return f"{short_number(slip.number)} {short_place(slip.place)} {said}"

    @Slot(object)
    def _pick(self, number: str) -> None:
        slip = self._slips[number]
        taken = slip.signed_at or slip.returned_at
        self.number_edit.setText(number)
        self.words_edit.setText(slip.words)
        self.say(f"按 {day_and_time(taken, self.session.desk.now())} 收单起计时。")

    def _save(self) -> None:
        self._ask(complaint_from_sheet, self.number_edit.text(), self.words_edit.text(), self.key)
