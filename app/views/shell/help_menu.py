"""帮助: 找命令, 快捷键, and the manual, open at what it says of the page in front."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMenu

from app.paths import resource_json
from app.views.actions import command

if TYPE_CHECKING:
    from app.views.shell.manual_window import ManualWindow
    from app.views.shell.palette import Palette
    from app.views.shell.window import MainWindow


class HelpMenu(QObject):
    """What each of them needs is loaded when it is wanted first."""

    def __init__(self, window: "MainWindow", menu: QMenu, page_in_front: Callable[[], str]) -> None:
        super().__init__(window)
        self._window = window
        self._page_in_front = page_in_front
        self._palette: Palette | None = None
        self._manual: ManualWindow | None = None
        self.palette_action = command(window, "找命令", "search", "window.palette", self._open_palette)
        self.shortcuts_action = command(window, "快捷键", "text", "window.shortcuts", self._show_shortcuts)
        self.manual_action = command(window, "使用手册", "manual", "window.manual", self._open_manual)
        menu.addActions([self.palette_action, self.shortcuts_action, self.manual_action])

    @Slot()
    def _open_palette(self) -> None:
        if self._palette is None:
            from app.views.shell.palette import Palette

            self._palette = Palette(self._window)
        self._palette.toggle(self._window.page_menu)

    @Slot()
    def _show_shortcuts(self) -> None:
        from app.views.shell.shortcut_card import show_shortcut_card

        show_shortcut_card(self._window.session, self._window.settings, self._window)

    @Slot()
    def _open_manual(self) -> None:
        if self._manual is None:
            from app.views.shell.manual_window import ManualWindow

            self._manual = ManualWindow(self._window, self._window.lent_actions())
        self._manual.open_at(resource_json("manual.json")[self._page_in_front()])
