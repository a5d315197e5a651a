"""并件, 撤销并件: matters that go together."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.kernel.errors import AppError
from app.services.matters.main_candidates import MainCandidate, main_candidates
from app.services.matters.merging import merge, unmerge
from app.services.repairs.reads import find_matter
from app.views.covering import words_shown
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.texts import short_number, short_place
from app.views.widgets.choice_row import ChoiceRow


class MergeDialog(MatterDialog):
    """Which one leads on site: those at the same place are offered, any other is typed by its number."""

    letters = 46

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "并件", "并入", matter_id, about, parent)
        self._found: list[MainCandidate] = []
        self.main_row = ChoiceRow()
        self.number_edit = QLineEdit(placeholderText="不在上面就写主件的单号", maxLength=40)
        self.note_edit = words_edit("为什么是同一件事，可空着")
        self.form.add("main", "主件", self.main_row)
        self.form.add("number", "单号", self.number_edit)
        self.form.add("note", "说明", self.note_edit)
        session.ask(main_candidates, matter_id, then=self._offer)
        self.main_row.picked.connect(self.number_edit.clear)
        self.main_row.setFocus()

    def cover(self, covered: bool) -> None:
        super().cover(covered)
        chosen = self.main_row.value()
        self._show_found()
        self.main_row.set_value(chosen)

    def _show_found(self) -> None:
        self.main_row.set_choices([(row.matter_id, self._words(row)) for row in self._found])

    def _offer(self, found: list[MainCandidate]) -> None:
        self._found = found
        self._show_found()
        self.form.show_row("main", bool(found))
        same = [row for row in found if row.same_place]
        if len(same) == 1:
            self.main_row.set_value(same[0].matter_id)
        if not found:
            self.number_edit.setFocus()
        self.say(f"{self.about}\n现场只干一次，以主件为准；本单的号、时限、答复照旧。")

    def _words(self, row: MainCandidate) -> str:
        words = words_shown(self.session, row.words)
        words = words if len(words) <= 12 else f"{words[:12]}…"
        return "　".join(filter(None, (short_number(row.number), short_place(row.place), words, row.phase)))

    def _save(self) -> None:
        number = self.number_edit.text().strip()
        if number:
            self.session.ask(find_matter, number, then=self._merge, failed=self._not_found)
        elif self.main_row.value() is None:
            self.refuse("main", "请选择主件，或写主件的单号。")
        else:
            self._merge(self.main_row.value())

    def _merge(self, main_id: int) -> None:
        self._ask(merge, self.matter_id, main_id, self.note_edit.text(), self.key)

    def _not_found(self, error: AppError) -> None:
        self.refuse("number", error.message)


class UnmergeDialog(MatterDialog):
    """The matter goes its own way again; what it took over from the main one is taken back."""

    def __init__(self, session: Session, matter_id: int, about: str, main: str, parent: QWidget) -> None:
        super().__init__(session, "撤销并件", "撤销并件", matter_id, f"{about}\n现在并入 {main}。", parent)
        self.note_edit = words_edit("为什么不是同一件事")
        self.form.add("note", "原因", self.note_edit)

    def _save(self) -> None:
        self._ask(unmerge, self.matter_id, self.note_edit.text(), self.key)
