"""更正 of a case that is no repair: another time for one recorded fact, or taking it back, with the reason."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.services.kernel.desk import Desk
from app.services.matters.correcting import FactCorrection
from app.services.matters.timeline import TimelineRow
from app.services.matters.values import Done
from app.views.matters.fact_dialog import FactDialog
from app.views.session import Session

Correct = Callable[[Desk, int, FactCorrection, UUID], Done]


class CorrectFactDialog(FactDialog):
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
        super().__init__(session, matter_id, about, history, parent)
        self._correct = correct
        self.way_row.then_to(self.reason_edit)

    def _save(self) -> None:
        at = self.at_edit.moment()
        if not self.withdraws and at is None:
            self.refuse("at", "请填写正确的时间。")
            return
        draft = FactCorrection(self.event_box.currentData(), self.reason_edit.text(), None if self.withdraws else at)
        self._ask(self._correct, self.matter_id, draft, self.key)
