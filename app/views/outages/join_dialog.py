"""并入来电: the open calls of the area, ticked, join with one key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.services.outages.joining import join_many
from app.services.outages.storm import OpenCall
from app.services.outages.values import JoinDraft
from app.services.repairs.faults import group_words
from app.views.covering import words_shown
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.texts import clock_time, short_number, short_place

ROWS = 9


class JoinDialog(MatterDialog):
    """Space ticks a call, Enter joins the ticked ones; `until` empty means the end the incident says."""

    letters = 48

    def __init__(
        self, session: Session, outage_id: int, about: str, calls: Sequence[OpenCall], parent: QWidget
    ) -> None:
        super().__init__(session, "并入来电", "并入", outage_id, about, parent)
        groups = group_words()
        self.list = QListWidget()
        self.list.setProperty("tall", True)
        for call in calls:
            words = words_shown(session, call.words)
            line = (clock_time(call.told_at), short_number(call.number), short_place(call.place))
            item = QListWidgetItem("　".join((*line, groups.get(call.fault_group, ""), words)))
            item.setData(Qt.ItemDataRole.UserRole, call.matter_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setFixedHeight((self.fontMetrics().height() + 8) * ROWS)
        self.list.setCurrentRow(0)
        self.until_edit = self.time_field(past=False, now=False)
        self.words_edit = words_edit("还说了什么")
        self.form.add("matters", "来电", self.list)
        self.form.add("until", "告知恢复时间", self.until_edit)
        self.form.add("words", "说明", self.words_edit)
        self.list.itemChanged.connect(self._count)
        self.list.setFocus()
        self._count()

    def ticked(self) -> list[int]:
        """The matters that will join."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    @Slot()
    def _count(self) -> None:
        count = len(self.ticked())
        self.save_button.setText(f"并入 {count} 户" if count else "并入")

    def _save(self) -> None:
        draft = JoinDraft(until=self.until_edit.moment(), words=self.words_edit.text())
        self._ask(join_many, self.matter_id, self.ticked(), draft, self.key)
