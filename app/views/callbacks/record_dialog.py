"""打印回访记录表: the days, a look at the paper, then numbered, journalled and handed to a printer or a file."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.kernel.desk import Desk
from app.services.matters.printing import Printed
from app.services.repairs.callback_record import preview_record, print_record
from app.views.printing import NotPrinted
from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.day_edit import NOT_A_DAY, DayEdit
from app.views.widgets.labels import label
from app.views.widgets.paper_dialog import PaperDialog

# Somebody who types a date is not shown a paper for every digit of it.
SOON_MS = 300


class RecordDialog(PaperDialog):
    """The number is given out when the paper is printed or saved, not when it is looked at."""

    later = "返回"

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, "回访记录表", "", None, None, parent)
        today = session.desk.today()
        self.first_edit, self.last_edit = DayEdit(today, narrow=True), DayEdit(today, narrow=True)
        days = QHBoxLayout()
        for part in (label("从"), self.first_edit, label("到"), self.last_edit):
            days.addWidget(part)
        days.addStretch(1)
        self.column.insertLayout(0, days)
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._look)
        for edit in (self.first_edit, self.last_edit):
            edit.textEdited.connect(self._wait)
            edit.returnPressed.connect(self._look)
        self.resize(1080, 700)
        self._look()

    def file_name(self) -> str:
        return f"回访记录表 {self.first_edit.text()}"

    @Slot()
    def _wait(self) -> None:
        self.ready = False
        self.show_buttons()
        self._soon.start()

    @Slot()
    def _look(self) -> None:
        self._soon.stop()
        first, last = self.first_edit.day(), self.last_edit.day()
        if first is None or last is None:
            self.no_paper(NotPrinted(NOT_A_DAY))
        else:
            self._look_at(first, last)

    def _look_at(self, first: date, last: date) -> None:
        def preview(desk: Desk) -> bytes:
            return preview_record(desk, first, last)

        def make(desk: Desk, target: str, key: UUID, approved_by: str) -> Printed:
            return print_record(desk, first, last, target, key, approved_by)

        self.look(preview, make)
