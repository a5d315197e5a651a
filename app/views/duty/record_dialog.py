"""打印值班记录 of one shift: looked at, then numbered, journalled and handed to a printer or a file."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.services.duty.record import preview_record, print_record
from app.services.duty.shifts import Shift
from app.services.kernel.desk import Desk
from app.services.matters.printing import Printed
from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.paper_dialog import PaperDialog


class RecordDialog(PaperDialog):
    """The number is given out when the paper is printed or saved, not when it is looked at."""

    later = "返回"

    def __init__(self, session: Session, settings: Settings, shift: Shift, parent: QWidget | None = None) -> None:
        self._shift = shift

        def preview(desk: Desk) -> bytes:
            return preview_record(desk, shift)

        def make(desk: Desk, target: str, key: UUID, approved_by: str) -> Printed:
            return print_record(desk, shift, target, key, approved_by)

        super().__init__(session, settings, "值班记录", "", preview, make, parent)

    def file_name(self) -> str:
        return f"值班记录 {self._shift.day:%Y-%m-%d} {self._shift.name}"
