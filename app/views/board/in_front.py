"""What opens in front of the board without being an act: the paper of a slip, the photo of a visit."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from app.views.board.page import BoardPage
    from app.views.repairs.slip_dialog import SlipDialog


class InFront(QObject):
    """Loads each dialog when it is first wanted."""

    def __init__(self, page: "BoardPage") -> None:
        super().__init__(page)
        self._page = page

    def show_slip(self, sheet_id: int, number: str) -> "SlipDialog":
        """The paper of a slip, ready to print."""
        from app.views.repairs.slip_dialog import SlipDialog

        page = self._page
        dialog = SlipDialog(page.session, page.settings, sheet_id, number, page)
        dialog.open()
        return dialog

    @Slot(int)
    def show_photo(self, visit_no: int) -> None:
        """The photo of this visit of the repair in hand."""
        card = self._page.current_card()
        if card is not None:
            from app.services.repairs.photos import visit_photo

            self._page.session.ask(visit_photo, card.head.matter_id, visit_no, then=self._show_picture)

    def _show_picture(self, body: bytes | None) -> None:
        from app.views.widgets.picture_box import PictureDialog, drawn

        if body is not None:
            PictureDialog(drawn(body), self._page).open()
