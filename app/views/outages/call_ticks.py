"""Open calls with a tick each; Space ticks."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.services.outages.storm import OpenCall
from app.services.repairs.faults import group_words
from app.views.covering import words_shown
from app.views.session import Session
from app.views.texts import clock_time, short_number, short_place


class CallTicks(QListWidget):
    """Whoever is ticked has heard of the incident and joins it."""

    def __init__(
        self, session: Session, calls: Iterable[OpenCall], rows: int, *, ticked: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("tall", True)
        groups = group_words()
        state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        for call in calls:
            line = (clock_time(call.told_at), short_number(call.number), short_place(call.place))
            words = words_shown(session, call.words)
            item = QListWidgetItem("　".join((*line, groups.get(call.fault_group, ""), words)))
            item.setData(Qt.ItemDataRole.UserRole, call.matter_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(state)
            self.addItem(item)
        self.setFixedHeight((self.fontMetrics().height() + 8) * rows)
        self.setCurrentRow(0)

    def ticked(self) -> list[int]:
        """The matters ticked, in their order."""
        items = (self.item(row) for row in range(self.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]
