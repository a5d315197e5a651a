"""并入来电: the open calls of the area, ticked, join with one key."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.services.outages.joining import join_many
from app.services.outages.storm import OpenCall
from app.services.outages.values import JoinDraft
from app.views.outages.call_ticks import CallTicks
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session

ROWS = 9


class JoinDialog(MatterDialog):
    """Space ticks a call, Enter joins the ticked ones; `until` empty means the end the incident says."""

    letters = 48

    def __init__(
        self, session: Session, outage_id: int, about: str, calls: Sequence[OpenCall], parent: QWidget
    ) -> None:
        super().__init__(session, "并入来电", "并入", outage_id, about, parent)
        self.list = CallTicks(session, calls, ROWS, ticked=False)
        self.until_edit = self.time_field(past=False, now=False)
        self.words_edit = words_edit("还说了什么")
        self.form.add("matters", "来电", self.list)
        self.form.add("until", "告知恢复时间", self.until_edit)
        self.form.add("words", "说明", self.words_edit)
        self.list.itemChanged.connect(self._count)
        self.list.setFocus()
        self._count()

    @Slot()
    def _count(self) -> None:
        count = len(self.list.ticked())
        self.save_button.setText(f"并入 {count} 户" if count else "并入")

    def _save(self) -> None:
        draft = JoinDraft(until=self.until_edit.moment(), words=self.words_edit.text())
        self._ask(join_many, self.matter_id, self.list.ticked(), draft, self.key)
