"""更正: which recorded fact, its right time or that it never was, and why."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from app.services.matters.timeline import TimelineRow
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.texts import day_and_time
from app.views.widgets.choice_row import ChoiceRow

CHANGE, WITHDRAW = "change", "withdraw"


class FactDialog(MatterDialog):
    """The newest fact is offered first; a subclass says which act of its chapter puts it right."""

    change_word = "改时间"

    def __init__(
        self, session: Session, matter_id: int, about: str, history: Sequence[TimelineRow], parent: QWidget
    ) -> None:
        super().__init__(session, "更正", "更正", matter_id, about, parent)
        now = session.desk.now()
        self._facts = {row.event_id: row for row in history if row.standing and row.corrects_id is None}
        self.event_box = QComboBox()
        for row in self._facts.values():
            said = (row.word, day_and_time(row.happened_at, now), row.staff)
            self.event_box.addItem("　".join(part for part in said if part), row.event_id)
        self.event_box.setCurrentIndex(self.event_box.count() - 1)
        self.way_row = ChoiceRow([(CHANGE, self.change_word), (WITHDRAW, "撤回这一条")])
        self.way_row.set_value(CHANGE)
        self.at_edit = self.time_field(now=False)
        self.reason_edit = words_edit("为什么改，原来的内容保留")
        self.form.add("event_id", "哪一条", self.event_box)
        self.form.add("way", "怎么改", self.way_row)
        self.form.add("at", "正确时间", self.at_edit)
        self.add_rows()
        self.form.add("reason", "原因", self.reason_edit)
        self.way_row.picked.connect(self.show_rows)

    @property
    def fact(self) -> TimelineRow | None:
        """The fact to be put right."""
        return self._facts.get(self.event_box.currentData())

    @property
    def withdraws(self) -> bool:
        """Whether it never was."""
        return bool(self.way_row.value() == WITHDRAW)

    def add_rows(self) -> None:
        """What else of a fact may be put right; stands before the reason."""

    @Slot()
    def show_rows(self) -> None:
        """Only what belongs to the fact and to the way it is put right."""
        self.form.show_row("at", not self.withdraws)
        self.fit()
