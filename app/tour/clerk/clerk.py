"""The clerk at the window: pages, rows and dialogs, touched by keys alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from app.services.kernel.errors import Refused
from app.tour.clerk.typing import Typing
from app.tour.keyboard import focused, until
from app.tour.windows import Windows
from app.views.board.page import BoardPage
from app.views.shell.page import Page
from app.views.widgets.act_dialog import ActDialog

ENTER = Qt.Key.Key_Return

P = TypeVar("P", bound=Page)
D = TypeVar("D", bound=QDialog)


class Clerk:
    """`keys` counts every key. What a dialog or a page refuses is raised as Refused with its sentence."""

    def __init__(self, windows: Windows) -> None:
        self.windows = windows
        self.session = windows.session
        self.keys = windows.keyboard
        self.typing = Typing(windows.keyboard, windows.session)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """The window has the keys; afterwards no dialog is left open."""
        try:
            with self.windows.working():
                yield
        except Refused:
            self._put_down()
            raise

    def page(self, kind: type[P]) -> P:
        """The page in front, once it is of this kind."""
        until(lambda: isinstance(self.windows.window.page, kind), kind.__name__)
        page = self.windows.window.page
        assert isinstance(page, kind)
        return page

    def go_to(self, page_id: str, kind: type[P]) -> P:
        """The page by its own key."""
        self.keys.shortcut(f"pages.{page_id}")
        page = self.page(kind)
        until(page.isVisible, page_id)
        return page

    def find(self, text: str) -> None:
        """The search above: a number, or what a scanner gun types, and Enter."""
        self.keys.shortcut("window.search")
        self.keys.type(text)
        self.keys.press(ENTER)

    def stand_on(self, number: str) -> BoardPage:
        """The matter of this number in hand on the board, also one that is closed."""
        self.find(number)
        page = self.page(BoardPage)

        def in_hand() -> bool:
            found = page.in_hand()
            return found is not None and found.head.number == number

        until(in_hand, f"{number} in hand")
        # Where the keys of acts work: in the lists of the page, not in its lines of text.
        until(lambda: page.isAncestorOf(focused()) and not isinstance(focused(), QLineEdit), "the list of the board")
        return page

    def act(self, number: str, shortcut: str, kind: type[D]) -> D:
        """The dialog of an act on a matter."""
        self.stand_on(number)
        return self.open(shortcut, kind)

    def open(self, shortcut: str, kind: type[D]) -> D:
        """The dialog a key opens. Refused with the sentence of the notice when there is none."""
        self.keys.shortcut(shortcut)
        return self.dialog(kind)

    def dialog(self, kind: type[D]) -> D:
        """The dialog in front, once it is of this kind and has the keys."""
        until(lambda: isinstance(QApplication.activeModalWidget(), kind), kind.__name__)
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind)
        until(found.isActiveWindow, f"{kind.__name__} in front")
        return found

    def save(self, dialog: ActDialog, shortcut: str = "dialog.save", *, stays: bool = False) -> object:
        """Save by key; what the act gave back. Refused with the sentence the dialog shows.

        `stays`: the dialog remains open for the next one.
        """
        done: list[object] = []
        dialog.succeeded.connect(done.append)
        refused = self._refusal_of(dialog)
        self.keys.shortcut(shortcut)
        until(lambda: done or refused(), f"“{dialog.windowTitle()}” saved")
        if not done:
            raise Refused(refused())
        if stays:
            return done[0]
        until(lambda: QApplication.activeModalWidget() is not dialog, "the dialog gone")
        if QApplication.activeModalWidget() is None:
            self.windows.to_front()
        return done[0]

    def _refusal_of(self, dialog: ActDialog) -> Callable[[], str]:
        message = dialog.form.message

        def sentence() -> str:
            return message.text() if message.isVisible() and dialog.save_button.isEnabled() else ""

        return sentence

    def _put_down(self) -> None:
        while isinstance(left := QApplication.activeModalWidget(), QDialog):
            left.done(QDialog.DialogCode.Rejected)
            self.windows.closed(left)
