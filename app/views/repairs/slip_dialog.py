"""The slip before it leaves: looked at, then committed, then handed to the printer or a file."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.services.kernel.desk import Desk
from app.services.matters.printing import Printed
from app.services.repairs.slips import preview_slip, print_slip
from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.paper_dialog import PaperDialog


class SlipDialog(PaperDialog):
    """What is shown leaves out the 回访码, which stands on the user's copy only."""

    def __init__(self, session: Session, settings: Settings, sheet_id: int, number: str, parent: QWidget) -> None:
        def preview(desk: Desk) -> bytes:
            return preview_slip(desk, sheet_id)

        def make(desk: Desk, target: str, key: UUID, approved_by: str) -> Printed:
            return print_slip(desk, sheet_id, target, key, approved_by)

        hint = "屏幕上不显示回访码，它只印在用户联上。"
        super().__init__(session, settings, "回执单", number, preview, make, parent, hint)
