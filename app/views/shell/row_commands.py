"""Commands of the window about the row in hand, whichever page is in front: 信息变更, 用户卡, 立面图, 案卷."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from app.shortcuts import key_of
from app.views.actions import command
from app.views.theme import Tone

if TYPE_CHECKING:
    from app.views.shell.window import MainWindow


class RowCommands(QObject):
    """They ask the page what it has in hand; where it has nothing they say what to do."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.change_action = command(window, "信息变更", "change", "window.change", self._want_change)
        self.card_action = command(window, "用户卡", "people", "window.card", self._want_card)
        self.elevation_action = command(window, "楼栋立面图", "elevation", "window.elevation", self._want_elevation)
        self.case_file_action = command(window, "案卷", "folder", "window.case_file", self._want_case_file)

    @property
    def actions(self) -> list[QAction]:
        """In the order of the menu."""
        return [self.change_action, self.card_action, self.elevation_action, self.case_file_action]

    @Slot()
    def _want_change(self) -> None:
        self._window.change_wanted.emit(self._window.page.premises_in_hand())

    @Slot()
    def _want_card(self) -> None:
        premises_id = self._window.page.premises_in_hand()
        if premises_id is None:
            self._nothing("这一行没有台账里的住户。")
        else:
            self._window.page.premises_wanted.emit(premises_id)

    @Slot()
    def _want_elevation(self) -> None:
        """Of the selected row; without one, of the building looked at last."""
        page = self._window.page
        premises_id, building_id = page.premises_in_hand(), page.building_in_hand()
        if premises_id is not None:
            self._window.show_elevation("premises", premises_id)
        elif building_id is not None:
            self._window.show_elevation("building", building_id)
        else:
            self._window.open_page("elevation")

    @Slot()
    def _want_case_file(self) -> None:
        """Of the selected matter; where there is none, of the selected household."""
        page = self._window.page
        matter_id, premises_id = page.matter_in_hand(), page.premises_in_hand()
        if matter_id is None and premises_id is None:
            self._nothing("没有选定工单或住户。")
        else:
            self._window.case_file_wanted.emit(matter_id, None if matter_id is not None else premises_id)

    def _nothing(self, why: str) -> None:
        search = key_of("window.search")
        self._window.session.notice(f"{why}请先选一行，或按 {search} 查找。", Tone.AMBER)
