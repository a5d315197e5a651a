"""打印回访记录表: the days, a look at the paper, then numbered, journalled and handed to a printer or a file."""

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.kernel.desk import Desk
from app.services.matters.printing import Printed
from app.services.repairs.callback_record import preview_record, print_record
from app.views.printing import NotPrinted
from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.asked_paper_dialog import AskedPaperDialog
from app.views.widgets.day_edit import NOT_A_DAY, DayEdit
from app.views.widgets.labels import label


class RecordDialog(AskedPaperDialog):
    """The number is given out when the paper is printed or saved, not when it is looked at."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, "回访记录表", parent)
        today = session.desk.today()
        self.first_edit, self.last_edit = DayEdit(today, narrow=True), DayEdit(today, narrow=True)
        days = QHBoxLayout()
        for part in (label("从"), self.first_edit, label("到"), self.last_edit):
            days.addWidget(part)
        days.addStretch(1)
        self.column.insertLayout(0, days)
        for edit in (self.first_edit, self.last_edit):
            self.follow(edit)
        self.resize(1080, 700)
        self.look_now()

    def file_name(self) -> str:
        return f"回访记录表 {self.first_edit.text()}"

    def look_now(self) -> None:
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
