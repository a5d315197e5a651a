"""The real window of the tour, off the screen: opened once, worked by keys, photographed page by page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.tour.keyboard import Keyboard, until
from app.tour.stage import Stage
from app.views.application import make_application
from app.views.desk_window import DeskWindow
from app.views.session import Session
from app.views.settings import TEXT_PERCENT, THEME, Settings
from app.views.theme import apply_theme

# The screen stations have.
SCREEN = QSize(1366, 768)
RESTING_PAGE = "settings"


class Windows:
    """Holds application, session and window for the length of a tour."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.keyboard = Keyboard()
        self._settings = Settings(stage.folder / "data" / "window.ini")
        self._app = make_application(["heatdesk"], self._settings)
        self._worn: tuple[str, int] | None = None
        self.session = Session(stage.desk())
        self.window = DeskWindow(self.session, self._settings)

    def __enter__(self) -> Self:
        self.window.resize(SCREEN)
        self.window.show()
        self.to_front()
        self.window.open_page(RESTING_PAGE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.window.close()
        self.session.close()

    @contextmanager
    def working(self) -> Iterator[None]:
        """The window has the keys; between its acts it rests on a page that need not follow every commit."""
        self.to_front()
        yield
        self.window.open_page(RESTING_PAGE)

    def to_front(self) -> None:
        """Wait until the main window has the keys."""
        until(self._is_in_front, "the window in front")

    def _is_in_front(self) -> bool:
        # Asked for again and again: a window that is just being shown, or lost a dialog, may not take the keys yet.
        self.window.activateWindow()
        return self.window.isActiveWindow()

    def dialog(self, what: str) -> QDialog:
        """The dialog in front, once it is there."""
        until(lambda: isinstance(QApplication.activeModalWidget(), QDialog), what)
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog)
        until(found.isActiveWindow, f"{what} in front")
        return found

    def closed(self, dialog: QDialog) -> None:
        """Wait until the dialog was accepted; what it refused is the tour's failure."""
        # By then it may have been deleted: it is not asked for its title.
        until(lambda: QApplication.activeModalWidget() is not dialog, f"{type(dialog).__name__} closed")

    def wear(self, theme: str, size: int) -> None:
        """Another theme and text size, as the menu sets them; dressing all widgets takes its time."""
        if (theme, size) == self._worn:
            return
        self._worn = (theme, size)
        self._settings.put(THEME, theme)
        self._settings.put(TEXT_PERCENT, size)
        apply_theme(self._app, theme, size)
        self.window.resize(SCREEN)

    def photograph(self, path: Path, widget: QWidget | None = None) -> None:
        """Grab the window, or a dialog of it."""
        (widget or self.window).grab().save(str(path))
