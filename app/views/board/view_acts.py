"""What the board shows: its groups by digit and arrow, and the filter by place, man and kind."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from app.services.reports.waiting_values import WAITING_WORDS
from app.views.board.act_set import ActSet
from app.views.board.sifting import views
from app.views.theme import Tone

if TYPE_CHECKING:
    from app.views.board.page import BoardPage

DIGITS = 10


class ViewActs(ActSet):
    """They need no matter; the digits belong to the list, so that they can be typed everywhere else."""

    title = "分组与筛选"

    def __init__(self, page: "BoardPage") -> None:
        super().__init__(page)
        for place, (name, word) in enumerate((*views(), *WAITING_WORDS.items())):
            # What waits beside the clocks is reached by the arrows; the tenth group has the 0.
            key = f"board.group#{(place + 1) % DIGITS}" if place < DIGITS else ""
            self.act(word, "board", key, partial(page.choose_group, name), of_list=True)
        self.next_action = self.act("下一组", "board", "board.group_next", partial(page.groups.step, 1), of_list=True)
        self.back_action = self.act("上一组", "board", "board.group_back", partial(page.groups.step, -1), of_list=True)
        self.sift_action = self.act("筛选", "filter", "board.sift", page.head.sift_button.showMenu, of_list=True)
        self.building_action = self.act("只看这栋楼", "house", "board.sift_building", self._same_building)
        self.man_action = self.act("只看这个维修员", "people", "board.sift_man", self._same_man)
        self.clear_action = self.act("清除筛选", "close", "board.sift_clear", page.clear_sift, of_list=True)

    @Slot()
    def _same_building(self) -> None:
        row = self.page.row_in_hand()
        if row is not None and row.building_id is not None:
            self.page.sift_by(building_id=row.building_id, community_id=None)
        else:
            self.session.notice("这一行没有台账里的楼。", Tone.AMBER)

    @Slot()
    def _same_man(self) -> None:
        row = self.page.row_in_hand()
        if row is not None and row.repairer_id is not None:
            self.page.sift_by(repairer_id=row.repairer_id)
        else:
            self.session.notice("这一行还没有派工。", Tone.AMBER)
