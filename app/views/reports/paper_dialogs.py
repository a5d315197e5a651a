"""日报 and 站长晨报 before they are printed; the number is given out when they are."""

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.kernel.desk import Desk
from app.services.matters.printing import Printed
from app.services.reports.daily import preview_daily, print_daily
from app.services.reports.morning import preview_morning, print_morning
from app.views.printing import NotPrinted
from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.day_edit import NOT_A_DAY, DayEdit
from app.views.widgets.labels import label
from app.views.widgets.paper_dialog import PaperDialog


class MorningDialog(PaperDialog):
    """The report as of now."""

    later = "返回"

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, "站长晨报", "", preview_morning, print_morning, parent)

    def file_name(self) -> str:
        return f"站长晨报 {self.session.desk.today():%Y-%m-%d}"


class DailyDialog(PaperDialog):
    """One day, yesterday's offered before noon."""

    later = "返回"

    def __init__(self, session: Session, settings: Settings, day: date, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, "日报", "", None, None, parent)
        self.day_edit = DayEdit(day, narrow=True)
        self.day_edit.setAccessibleName("日报日期")
        self.day_edit.returnPressed.connect(self._look)
        self.day_edit.editingFinished.connect(self._look)
        line = QHBoxLayout()
        line.addWidget(label("哪一天"))
        line.addWidget(self.day_edit)
        line.addStretch(1)
        self.column.insertLayout(0, line)
        self._shown: date | None = None
        self._look()

    def file_name(self) -> str:
        return f"日报 {self.day_edit.text()}"

    @Slot()
    def _look(self) -> None:
        day = self.day_edit.day()
        if day is None:
            self._shown = None
            self.no_paper(NotPrinted(NOT_A_DAY))
        elif day != self._shown:
            self._shown = day
            self.look(partial(preview_daily, day=day), partial(_print_daily, day))


def _print_daily(day: date, desk: Desk, target: str, key: UUID, approved_by: str) -> Printed:
    return print_daily(desk, day, target, key, approved_by)
