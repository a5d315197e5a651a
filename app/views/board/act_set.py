"""Acts on the repair in hand, a few in each set: they stand in the bar and its menu, and have their keys."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from app.shortcuts import key_of
from app.views.actions import command
from app.views.board.lines import about

if TYPE_CHECKING:
    from app.services.repairs.reads import RepairCard
    from app.views.board.cards import InHand
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
        # Those that know matters of every kind, and those that need no matter at all.
        self._of_any_kind: list[QAction] = []
        self._of_the_desk: list[QAction] = []

    def act(
        self,
        text: str,
        icon: str,
        name: str,
        run: Callable[[], object],
        *,
        any_kind: bool = False,
        desk: bool = False,
        of_list: bool = False,
    ) -> QAction:
        """A command whose keys work while the list has the focus.

        `any_kind`: it knows matters of every kind. `of_list`: it is about no matter. `desk`: neither, and its keys
        work anywhere on the page.
        """
        within = None if desk else self.page.lists
        action = command(self.page, text, icon, name, partial(self._run, len(self.commands), run), within)
        action.setIconText(f" {text} {key_of(name)}")
        self.commands.append(action)
        if any_kind:
            self._of_any_kind.append(action)
        if desk or of_list:
            self._of_the_desk.append(action)
        return action

    def enable(self, found: "InHand | None") -> None:
        """Only what can be done with the matter in hand."""
        for action in self.commands:
            fits = found is not None and (found.repair is not None or action in self._of_any_kind)
            action.setEnabled(fits or action in self._of_the_desk)

    def await_card(self) -> None:
        """Another matter is in hand, its card on the way: no key is dead for that."""
        for action in self.commands:
            action.setEnabled(True)

    def _run(self, place: int, run: Callable[[], object]) -> None:
        """A key that comes before the card brings it first, and is then as alive as the matter lets it be."""
        self.page.in_hand()
        if self.commands[place].isEnabled():
            run()

    def card(self) -> "RepairCard | None":
        """The repair the panel shows."""
        return self.page.current_card()

    def open(self, kind: Callable[..., D], *more: Any, matter: "InHand | None" = None) -> D | None:
        """A dialog about the matter in hand, if there is one: `kind(session, matter_id, about, *more, page)`.

        `matter`: the one that was in hand when the key was pressed, where something had to be read before.
        """
        found = matter or self.page.in_hand()
        if found is None:
            return None
        dialog = kind(self.session, found.head.matter_id, about(found.head), *more, self.page)
        dialog.open()
        return dialog
