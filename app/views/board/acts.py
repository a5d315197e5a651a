"""Everything that can be done from the board: the sets of acts in the order of the menus, and the bar they stand in."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from app.views.actions import command
from app.views.board.act_set import ActSet
from app.views.board.common_acts import CommonActs
from app.views.board.correction_acts import CorrectionActs
from app.views.board.desk_acts import DeskActs
from app.views.board.fact_acts import FactActs
from app.views.board.joint_acts import JointActs
from app.views.board.sheet_acts import SheetActs
from app.views.board.view_acts import ViewActs
from app.views.widgets.action_bar import ActionBar, Group

if TYPE_CHECKING:
    from app.views.board.cards import InHand
    from app.views.board.page import BoardPage


class BoardActs:
    """The bar shows what is done with matters, as far as there is room; the menu under it has everything."""

    def __init__(self, page: "BoardPage") -> None:
        self.common = CommonActs(page)
        self.facts = FactActs(page)
        self.joint = JointActs(page)
        self.sheets = SheetActs(page)
        self.corrections = CorrectionActs(page)
        self.desk = DeskActs(page)
        self.view = ViewActs(page)
        on_matters = (self.common, self.facts, self.joint, self.sheets, self.corrections, self.desk)
        self._sets: tuple[ActSet, ...] = (*on_matters, self.view)
        self.reading = [
            command(page, "速记", "quick", "board.quick", page.quick_edit.setFocus),
            command(page, "详情往下翻", "eye", "board.turn_down", partial(page.panel.turn, 1), within=page.lists),
            command(page, "详情往上翻", "eye", "board.turn_up", partial(page.panel.turn, -1), within=page.lists),
        ]
        named = [(acts.title, acts.commands) for acts in self._sets]
        self.groups: list[Group] = [*named, ("", self.reading)]
        self.bar = ActionBar([action for acts in on_matters for action in acts.commands], groups=named, leading=True)

    def commands(self) -> list[QAction]:
        """All of them."""
        return [action for _, actions in self.groups for action in actions]

    def await_card(self) -> None:
        """A matter is in hand whose card is on its way; what its keys can do is known when it comes."""
        for acts in self._sets:
            acts.await_card()

    def enable(self, found: "InHand | None") -> None:
        """Only what can be done with the matter in hand."""
        for acts in self._sets:
            acts.enable(found)
