"""Questions of a fault group as rows of a form: the same few rows, asked in the words of the group chosen."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.services.repairs.faults import Question, questions
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.form import Form


class QuestionRows:
    """`last` gets the cursor after the last answer, and at once where nothing is asked."""

    def __init__(self, last: QWidget) -> None:
        self._asked: tuple[Question, ...] = ()
        self._last = last
        self._group = ""
        self.rows = [ChoiceRow() for _ in range(max((len(found) for found in questions().values()), default=0))]

    def add_to(self, form: Form) -> None:
        self._form = form
        for number, row in enumerate(self.rows):
            form.add(f"question_{number}", "", row)
            form.show_row(f"question_{number}", False)

    def show_for(self, group: str) -> None:
        """Ask what belongs to this group; answers given to another one are gone."""
        if group != self._group:
            self._group = group
            self._asked = questions().get(group, ())
            rows = self.rows[: len(self._asked)]
            for row, question, following in zip(rows, self._asked, [*rows[1:], self._last], strict=False):
                row.set_choices([(answer, answer) for answer in question.answers])
                row.then_to(following)
        for number in range(len(self.rows)):
            asked = number < len(self._asked)
            if asked:
                self._form.set_title(f"question_{number}", self._asked[number].words)
            self._form.show_row(f"question_{number}", asked)

    def begin(self) -> None:
        """The cursor goes to the first question."""
        (self.rows[0] if self._asked else self._last).setFocus()

    def answers(self) -> Mapping[str, str]:
        """By the id of the question; what nobody answered is left out."""
        given = {question.id: row.value() for question, row in zip(self._asked, self.rows, strict=False)}
        return {name: answer for name, answer in given.items() if answer}
