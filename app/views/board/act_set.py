"""Acts on the repair in hand, a few in each set: they stand in the bar and its menu, and have their keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from app.views.actions import command
from app.views.board.lines import about

if TYPE_CHECKING:
    from app.services.repairs.reads import RepairCard
    from app.views.board.page import BoardPage
    from app.views.repairs.matter_dialog import MatterDialog

D = TypeVar("D", bound="MatterDialog")


class ActSet(QObject):
    """`title` names the set in menus. A subclass fills itself by `act`; dialogs are loaded when they open."""

    title = ""

    def __init__(self, page: "BoardPage") -> None:
        super().__init__(page)
        self.page = page
        self.session = page.session
        self.commands: list[QAction] = []

    def act(self, text: str, icon: str, keys: str, run: Callable[[], object]) -> QAction:
        """A command whose keys work while the list has the focus."""
        action = command(self.page, text, icon, keys, run, within=self.page.table)
        action.setIconText(f" {text} {keys}")
        self.commands.append(action)
        return action

    def card(self) -> "RepairCard | None":
        """The repair the panel shows."""
        return self.page.current_card()

    def open(self, kind: Callable[..., D], *more: Any) -> D | None:
        """A dialog about the repair in hand, if there is one: `kind(session, matter_id, about, *more, page)`."""
        card = self.card()
        if card is None:
            return None
        dialog = kind(self.session, card.head.matter_id, about(card.head), *more, self.page)
        dialog.open()
        return dialog
