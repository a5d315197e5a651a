"""快捷键 on paper: looked at, printed or saved like every paper, but not numbered: it says nothing of anybody."""

from hashlib import sha256
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.services.kernel.desk import Desk
from app.services.matters.printing import Printed
from app.services.paper.shortcut_card import TITLE, shortcut_card_pdf
from app.shortcuts import shortcut_groups
from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.paper_dialog import PaperDialog


def show_shortcut_card(session: Session, settings: Settings, parent: QWidget) -> PaperDialog:
    """Open the card as the table of keys stands now."""
    dialog = PaperDialog(session, settings, TITLE, "", _preview, _make, parent)
    dialog.later_button.setText("关闭")
    dialog.open()
    return dialog


def _preview(desk: Desk) -> bytes:
    return shortcut_card_pdf(shortcut_groups(), desk.station.name, desk.now())


def _make(desk: Desk, target: str, key: UUID, approved_by: str) -> Printed:
    pdf = _preview(desk)
    return Printed(pdf, sha256(pdf).hexdigest(), 1, TITLE)
