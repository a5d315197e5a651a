"""Pictures of every page in every look, each page with work on it, named `page-theme-size.png`."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QTableView

from app.tour.keyboard import until
from app.tour.windows import Windows
from app.views.board.page import BoardPage
from app.views.customers.page import CustomersPage
from app.views.ledger.page import LedgerPage
from app.views.ledger.stepper import Step
from app.views.pages import PAGES
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.reports.page import ReportsPage
from app.views.returns.page import ReturnsPage
from app.views.shell.page import Page

LOOKS = ("light-100", "dark-100", "light-150", "dark-150")
CONTROL = Qt.KeyboardModifier.ControlModifier
# Initials that several households of any ledger share.
INITIALS = "ww"
# Cards and their histories come once the keys have come to rest.
SETTLED_MS = 400
ADDRESS = "3-2-402"
# Pages that are photographed with something done on them, or at another hour; any other shows its first line.
ARRANGED = frozenset(
    (
        *("settings", "people", "places", "care", "ledger", "customers"),
        *("returns", "board", "reports", "callbacks", "elevation"),
    )
)


class Album:
    """Takes the pictures in these `looks`; `ledger` is shown again on the import page, as next season's would be."""

    def __init__(self, windows: Windows, folder: Path, ledger: Path, looks: Sequence[str] = LOOKS) -> None:
        self._windows = windows
        self._folder = folder
        self._ledger = ledger
        self._looks = [(theme, int(size)) for theme, size in (look.split("-") for look in looks)]
        self._keys = windows.keyboard

    def take_busiest_hour(self, *, work: bool) -> None:
        """The board and all pages of the day, and the dialogs in front of it; `work` says that a repair is open."""
        for page_id in ("settings", "people", "places", "care"):
            self._each_look(page_id, self._nothing)
        self._each_look("ledger", self._look_at_columns, "ledger-columns")
        self._each_look("ledger", self._look_at_ledger)
        self._each_look("customers", self._find_customers)
        self._each_look("customers", self._find_customers, "covered", covered=True)
        self._each_look("returns", self._open_return)
        self._each_look("board", self._top_of_board)
        self._each_look("reports", self._count_figures)
        for page_id in (spec.id for spec in PAGES if spec.id not in ARRANGED):
            self._each_look(page_id, self._first_line)
        for theme, size in self._looks:
            with self._dressed(theme, size):
                self._windows.window.open_page("board")
                self._intake(f"intake-{theme}-{size}.png")
                self._change(f"change-{theme}-{size}.png")
                # A shared database answers a moment later, and these keys want the row in hand at once.
                if work and self._windows.session.answers_at_once:
                    self._why(f"why-{theme}-{size}.png")
                    self._elevation(f"elevation-{theme}-{size}.png")

    def take_callback_hour(self) -> None:
        """Two days later, in decent hours."""
        self._each_look("callbacks", self._nothing)

    def _each_look(
        self, page_id: str, arrange: Callable[[Page], None], name: str = "", *, covered: bool = False
    ) -> None:
        for theme, size in self._looks:
            with self._dressed(theme, size):
                page = self._windows.window.open_page(page_id)
                until(page.isVisible, page_id)
                arrange(page)
                if covered:
                    self._keys.press(Qt.Key.Key_F12)
                self._take(f"{name or page_id}-{theme}-{size}.png")
                if covered:
                    self._keys.press(Qt.Key.Key_F12)

    @contextmanager
    def _dressed(self, theme: str, size: int) -> Iterator[None]:
        with self._windows.working():
            self._windows.wear(theme, size)
            self._keys.press(Qt.Key.Key_F5)
            yield
            self._windows.wear("light", 100)

    def _take(self, name: str, dialog: QDialog | None = None) -> None:
        # Two turns of the loop: one for the page's own reads, one for what they lay out.
        QTest.qWait(30)
        self._windows.photograph(self._folder / name, dialog)

    def _nothing(self, page: Page) -> None:
        """The page as it opens."""

    def _first_line(self, page: Page) -> None:
        """A page with a list shows its first line beside it."""
        table = next(iter(page.findChildren(QTableView)), None)
        if table is not None and table.isVisible():
            table.setFocus()
            self._keys.press(Qt.Key.Key_Home, CONTROL)
            QTest.qWait(SETTLED_MS)

    def _count_figures(self, page: Page) -> None:
        assert isinstance(page, ReportsPage)
        until(lambda: page.rate_model.rowCount() > 0, "the figures counted")

    def _top_of_board(self, page: Page) -> None:
        assert isinstance(page, BoardPage)
        self._keys.press(Qt.Key.Key_Home, CONTROL)

    def _find_customers(self, page: Page) -> None:
        assert isinstance(page, CustomersPage)
        page.search_edit.clear()
        self._keys.type(INITIALS)
        until(lambda: page.count.text().startswith(("查到", "没有")), "households looked up")
        QTest.qWait(SETTLED_MS)

    def _open_return(self, page: Page) -> None:
        assert isinstance(page, ReturnsPage)
        if page.model.rowCount() and not page.form.isVisible():
            page.table.setFocus()
            self._keys.press(Qt.Key.Key_Home, CONTROL)
            self._keys.press(Qt.Key.Key_Return)
            until(page.form.isVisible, "a sheet in the hand")

    def _look_at_columns(self, page: Page) -> None:
        assert isinstance(page, LedgerPage)
        if page.step is Step.CHOOSE:
            page.look_at(self._ledger)
            until(lambda: page.task is None and page.step is Step.COLUMNS, "the ledger's columns")

    def _look_at_ledger(self, page: Page) -> None:
        assert isinstance(page, LedgerPage)
        if page.step is Step.COLUMNS:
            self._keys.press(Qt.Key.Key_Return, CONTROL)
            until(lambda: page.task is None and page.step is Step.PREVIEW, "the ledger counted")

    def _intake(self, name: str) -> None:
        self._keys.press(Qt.Key.Key_F2)
        dialog = self._windows.dialog("intake")
        assert isinstance(dialog, IntakeDialog)
        self._keys.type(ADDRESS)
        until(lambda: not dialog.place_edit.is_searching(), "hits for the address")
        self._keys.press(Qt.Key.Key_Return)
        dialog.group_row.setFocus()
        self._keys.digit(1)
        self._take(name, dialog)
        # Closing asks about what was typed; a picture leaves nothing behind.
        dialog.done(QDialog.DialogCode.Rejected)
        self._windows.closed(dialog)

    def _change(self, name: str) -> None:
        self._windows.to_front()
        page = self._windows.window.open_page("customers")
        self._find_customers(page)
        self._keys.press(Qt.Key.Key_F6)
        dialog = self._windows.dialog("change")
        self._take(name, dialog)
        dialog.done(QDialog.DialogCode.Rejected)
        self._windows.closed(dialog)

    def _elevation(self, name: str) -> None:
        self._windows.to_front()
        self._stand_on_first_row()
        self._keys.press(Qt.Key.Key_F7)
        page = self._windows.window.open_page("elevation")
        until(page.isVisible, "the building")
        QTest.qWait(SETTLED_MS)
        self._take(name)

    def _why(self, name: str) -> None:
        self._windows.to_front()
        self._stand_on_first_row()
        self._keys.press(Qt.Key.Key_W)
        dialog = self._windows.dialog("why")
        self._take(name, dialog)
        self._keys.press(Qt.Key.Key_Return)
        self._windows.closed(dialog)

    def _stand_on_first_row(self) -> None:
        page = self._windows.window.open_page("board")
        assert isinstance(page, BoardPage)
        self._keys.press(Qt.Key.Key_Home, CONTROL)
        until(lambda: page.in_hand() is not None, "the card of the first row")
