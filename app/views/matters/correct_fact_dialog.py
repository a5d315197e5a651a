"""更正: another time for one recorded fact, or taking it back, with the reason."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from app.services.kernel.desk import Desk
from app.services.matters.correcting import FactCorrection
from app.services.matters.timeline import TimelineRow
from app.services.matters.values import Done
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.texts import day_and_time
from app.views.widgets.choice_row import ChoiceRow

CHANGE, WITHDRAW = "change", "withdraw"
Correct = Callable[[Desk, int, FactCorrection, UUID], Done]


class CorrectFactDialog(MatterDialog):
    """`correct` is the act of the chapter the matter belongs to."""

    def __init__(
        self,
        session: Session,
        matter_id: int,
        about: str,
        history: Sequence[TimelineRow],
        correct: Correct,
        parent: QWidget,
    ) -> None:
        super().__init__(session, "更正", "更正", matter_id, about, parent)
        self._correct = correct
        now = session.desk.now()
        self.event_box = QComboBox()
        for row in history:
            if row.standing and row.corrects_id is None:
                self.event_box.addItem(f"{row.word}　{day_and_time(row.happened_at, now)}", row.event_id)
        self.event_box.setCurrentIndex(self.event_box.count() - 1)
        self.way_row = ChoiceRow([(CHANGE, "改时间"), (WITHDRAW, "撤回这一条")])
        self.way_row.set_value(CHANGE)
        self.at_edit = self.time_field(now=False)
        self.reason_edit = words_edit("为什么改，原来的内容保留")
        self.form.add("event_id", "哪一条", self.event_box)
        self.form.add("way", "怎么改", self.way_row)
        self.form.add("at", "正确时间", self.at_edit)
        self.form.add("reason", "原因", self.reason_edit)
        self.way_row.picked.connect(self._show_way)
        self.way_row.then_to(self.reason_edit)

    @Slot(object)
    def _show_way(self, way: str) -> None:
        self.form.show_row("at", way == CHANGE)

    def _save(self) -> None:
        at = self.at_edit.moment()
        if self.way_row.value() == CHANGE and at is None:
            self.save_button.setEnabled(True)
            self.form.show_problems("请填写正确的时间。", {"at": "请填写正确的时间。"})
            return
        given = None if self.way_row.value() == WITHDRAW else at
        draft = FactCorrection(self.event_box.currentData(), self.reason_edit.text(), given)
        self._ask(self._correct, self.matter_id, draft, self.key)
