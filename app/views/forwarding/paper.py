"""A report or reply before it leaves: the window every numbered paper has."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.services.forwarding.printing import preview_paper, print_paper
from app.services.kernel.desk import Desk
from app.services.matters.printing import Printed
from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.paper_dialog import PaperDialog


def show_paper(
    session: Session, settings: Settings, paper: str, sheet_id: int, number: str, parent: QWidget
) -> PaperDialog:
    """Open it for this sheet; `paper` is what it is called."""

    def preview(desk: Desk) -> bytes:
        return preview_paper(desk, sheet_id)

    def make(desk: Desk, target: str, key: UUID, approved_by: str) -> Printed:
        return print_paper(desk, sheet_id, target, key, approved_by)

    dialog = PaperDialog(session, settings, paper, number, preview, make, parent)
    dialog.open()
    return dialog
