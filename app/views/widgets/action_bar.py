"""Commands side by side, as many as fit; the rest is under 更多."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

Group = tuple[str, Sequence[QAction]]


class ActionBar(QWidget):
    """The menu under 更多 always holds every command, so that it is the same at every width.

    With `groups` it holds them as a menu each: more than a dozen in one list are not read any more.
    """

    def __init__(
        self,
        actions: Sequence[QAction],
        parent: QWidget | None = None,
        groups: Sequence[Group] = (),
        *,
        leading: bool = False,
    ) -> None:
        """`leading`: the commands begin at the left, where the bar has a line of its own."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._buttons = [_button(action) for action in actions]
        self.more_button = QToolButton()
        self.more_button.setText("更多 ▾")
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        fill_menu(self.menu, groups or [("", actions)])
        self.more_button.setMenu(self.menu)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        if not leading:
            line.addStretch(1)
        for button in (*self._buttons, self.more_button):
            line.addWidget(button)
        if leading:
            line.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        return self.more_button.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        room = self.width() - self.more_button.sizeHint().width()
        for button in self._buttons:
            room -= button.sizeHint().width()
            button.setVisible(room >= 0)


def fill_menu(menu: QMenu, groups: Sequence[Group]) -> None:
    """Put the commands into the menu, each named group as a menu of its own."""
    for title, actions in groups:
        if title:
            # Made here: of one that addMenu makes, Python would keep the shell after it is gone.
            below = QMenu(title, menu)
            menu.addMenu(below)
            below.addActions(list(actions))
        else:
            menu.addActions(list(actions))


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
