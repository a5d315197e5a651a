"""What is asked at a callback, one question after the other; a number key answers and goes on to the next."""

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.repairs.callback_list import CallbackRow
from app.services.repairs.values import CallbackResult
from app.views.repairs import words
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.form import Form

RESULTS = (
    (CallbackResult.SOLVED, "修好了"),
    (CallbackResult.UNSOLVED, "没修好"),
    (CallbackResult.REFUSED, "拒访"),
)
# Name in the service, what is asked, and the answers; the first is the good one.
YES_OR_NO = (
    ("on_time", "来得及时", ((True, "及时"), (False, "不及时"))),
    ("polite", "态度", ((True, "礼貌"), (False, "不礼貌"))),
    ("protected", "鞋套清理", ((True, "做到"), (False, "没做到"))),
    ("overcharged", "乱收费", ((False, "没有"), (True, "有"))),
)


class Questions(QObject):
    """Lives on a form; questions that do not apply to this repair are not asked."""

    # Every question has its answer: the words come next.
    ended = Signal()

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._form = form
        self.result_row = ChoiceRow(RESULTS)
        self.rows = {name: ChoiceRow(answers) for name, _, answers in YES_OR_NO}
        self.room_edit = QLineEdit(placeholderText="用户自己看的，例如 17.5；没说就回车", maxLength=5)
        self.satisfaction_row = ChoiceRow(words.VIEWS)
        self.answered_row = ChoiceRow(words.RELATIONS)
        form.add("result", "修好没有", self.result_row)
        for name, title, _ in YES_OR_NO:
            form.add(name, title, self.rows[name])
        form.add("room_c", "室内温度", self.room_edit)
        form.add("satisfaction", "满意度", self.satisfaction_row)
        form.add("answered_by", "接听人", self.answered_row)
        self._order: list[QWidget] = [
            self.result_row,
            *self.rows.values(),
            self.room_edit,
            self.satisfaction_row,
        ]
        self._asked: list[QWidget] = []
        for row in (self.result_row, *self.rows.values(), self.satisfaction_row):
            row.picked.connect(self._next)

    def begin(self, row: CallbackRow) -> None:
        """Another user: nothing is answered; who speaks is most likely who called."""
        for choice in (self.result_row, *self.rows.values(), self.satisfaction_row):
            choice.set_value(None)
        self.answered_row.set_value(row.relation)
        left_out = {self.rows["protected"]: row.asks_entry, self.room_edit: row.asks_room}
        self._asked = [question for question in self._order if left_out.get(question, True)]
        self._form.show_row("protected", row.asks_entry)
        self._form.show_row("room_c", row.asks_room)

    def start(self) -> None:
        """The cursor to the first question."""
        self.result_row.setFocus()

    def take_enter(self) -> bool:
        """Enter at the temperature goes on to the next question, at the first question it waits for the answer.

        Anywhere else it saves (False).
        """
        if self.room_edit.hasFocus():
            self._after(self.room_edit)
            return True
        return self.result_row.hasFocus() and self.result_row.value() is None

    def is_answered(self) -> bool:
        """Whether anything was answered yet."""
        choices = (self.result_row, *self.rows.values(), self.satisfaction_row)
        return any(choice.value() is not None for choice in choices)

    def problems(self) -> dict[str, str]:
        """What must be answered before the callback can be written down, by field."""
        found = {}
        if self.result_row.value() is None:
            found["result"] = "请选择回访结果。"
        if self.room_edit.text().strip() and hundredths(self.room_edit.text()) is None:
            found["room_c"] = "室内温度请写成 17.5 这样。"
        return found

    def answers(self) -> dict[str, Any]:
        """The answers by the names the service knows."""
        return {
            "result": self.result_row.value(),
            "satisfaction": self.satisfaction_row.value() or "",
            "answered_by": self.answered_row.value() or "",
            "room_c": hundredths(self.room_edit.text()),
            **{name: row.value() for name, row in self.rows.items()},
        }

    @Slot(object)
    def _next(self, answer: object) -> None:
        if answer is CallbackResult.REFUSED:
            self.ended.emit()
            return
        row = self.sender()
        assert isinstance(row, QWidget)
        self._after(row)

    def _after(self, question: QWidget) -> None:
        following = self._asked[self._asked.index(question) + 1 :]
        if following:
            following[0].setFocus()
        else:
            self.ended.emit()


def hundredths(text: str) -> int | None:
    """`17.5` in hundredths of a degree; None when it is empty or no number."""
    try:
        return round(float(text.strip().replace("。", ".").rstrip("度℃")) * 100)
    except (ValueError, OverflowError):
        return None
