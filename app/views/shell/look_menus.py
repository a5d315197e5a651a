"""颜色 and 字号: how the window looks on this computer, at once and from the next start on."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QMenu

from app.views.settings import TEXT_PERCENT, TEXT_SIZES, THEME, Setting, Settings, T
from app.views.theme import apply_theme

THEME_WORDS = (("light", "浅色"), ("dark", "深色"), ("system", "跟随系统"))


class LookMenus(QObject):
    """Two menus in which one choice is always ticked."""

    def __init__(self, settings: Settings, menu: QMenu) -> None:
        super().__init__(menu)
        self._settings = settings
        self._add(menu, "颜色", THEME, THEME_WORDS)
        self._add(menu, "字号", TEXT_PERCENT, [(size, f"{size} %") for size in TEXT_SIZES])

    def _add(self, menu: QMenu, title: str, setting: Setting[T], choices: Sequence[tuple[T, str]]) -> None:
        below = menu.addMenu(title)
        group = QActionGroup(below)
        for value, word in choices:
            action = below.addAction(word)
            action.setCheckable(True)
            group.addAction(action)
            action.setChecked(value == self._settings.get(setting))
            action.triggered.connect(partial(self._choose, setting, value))

    def _choose(self, setting: Setting[T], value: T) -> None:
        self._settings.put(setting, value)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self._settings.get(THEME), self._settings.get(TEXT_PERCENT))
