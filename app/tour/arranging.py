"""How the window is brought to show something: what a picture needs done on its page before it is taken."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QTableView, QWidget

from app.tour.clerk.clerk import Clerk
from app.tour.keyboard import focused, until
from app.views.board.page import BoardPage
from app.views.callbacks.page import CallbacksPage
from app.views.customers.page import CustomersPage
from app.views.duty.handover_view import HandoverView
from app.views.duty.page import DutyPage
from app.views.duty.view import DutyView
from app.views.ledger.page import LedgerPage
from app.views.ledger.stepper import Step
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.reports.page import ReportsPage
from app.views.returns.page import ReturnsPage
from app.views.shell.page import Page
from app.views.shell.palette import Palette

CONTROL = Qt.KeyboardModifier.ControlModifier
# Initials that several households of any ledger share.
INITIALS = "ww"
ADDRESS = "3-2-402"
# Of 派工 and its like.
COMMAND = "pg"


class Arranging:
    """Each method shows one thing and gives back what is to be photographed: a dialog, or None for the window.

    `ledger` is shown again on the import page, as next season's would be.
    """

    def __init__(self, clerk: Clerk, ledger: Path) -> None:
        self._clerk = clerk
        self._keys = clerk.keys
        self._ledger = ledger

    def nothing(self, page: Page) -> QWidget | None:
        """The page as it opens."""
        return None

    def first_line(self, page: Page) -> QWidget | None:
        """A page with a list shows its first line beside it."""
        table = next((table for table in page.findChildren(QTableView) if table.isVisible()), None)
        if table is not None and table.model().rowCount():
            table.setFocus()
            self._keys.press(Qt.Key.Key_Home, CONTROL)
        return None

    def covered(self, page: Page) -> QWidget | None:
        """Somebody stands at the counter."""
        self.customers(page)
        self._keys.shortcut("window.cover")
        return None

    def figures(self, page: Page) -> QWidget | None:
        assert isinstance(page, ReportsPage)
        until(lambda: page.rate_model.rowCount() > 0, "the figures counted")
        return None

    def customers(self, page: Page) -> QWidget | None:
        """Several households found by initials."""
        assert isinstance(page, CustomersPage)
        page.search_edit.clear()
        page.search_edit.setFocus()
        self._keys.type(INITIALS)
        until(lambda: page.count.text().startswith(("查到", "没有")), "households looked up")
        return None

    def returned_sheet(self, page: Page) -> QWidget | None:
        """The first sheet outside comes back."""
        assert isinstance(page, ReturnsPage)
        if page.model.rowCount() and not page.form.isVisible():
            page.table.setFocus()
            self._keys.press(Qt.Key.Key_Home, CONTROL)
            self._keys.press(Qt.Key.Key_Return)
            until(lambda: page.form.isVisible() and page.form.isAncestorOf(focused()), "a sheet in the hand")
        return None

    def ledger_columns(self, page: Page) -> QWidget | None:
        assert isinstance(page, LedgerPage)
        if page.step is Step.CHOOSE:
            page.look_at(self._ledger)
            until(lambda: page.task is None and page.step is Step.COLUMNS, "the ledger's columns")
        return None

    def ledger_preview(self, page: Page) -> QWidget | None:
        assert isinstance(page, LedgerPage)
        if page.step is Step.COLUMNS:
            self._keys.shortcut("ledger.next")
            until(lambda: page.task is None and page.step is Step.PREVIEW, "the ledger counted")
        return None

    def intake(self, page: Page) -> QWidget | None:
        """A known flat, the kind of fault picked."""
        dialog = self._clerk.open("window.intake", IntakeDialog)
        self._keys.type(ADDRESS)
        until(lambda: not dialog.place_edit.is_searching(), "hits for the address")
        self._keys.press(Qt.Key.Key_Return)
        until(lambda: focused() is not dialog.place_edit, "the flat taken")
        self._keys.shortcut("intake.group#1")
        return dialog

    def palette(self, page: Page) -> QWidget | None:
        """A command looked for by its initials."""
        self._keys.shortcut("window.palette")
        until(self._palette_is_open, "the palette")
        self._keys.type(COMMAND)
        return None

    def window_dialog(self, shortcut: str) -> Callable[[Page], QWidget | None]:
        """Whatever opens from anywhere by this key."""

        def opened(page: Page) -> QWidget | None:
            return self._opened(shortcut)

        return opened

    def row_dialog(self, shortcut: str) -> Callable[[Page], QWidget | None]:
        """What a key of the board opens about its first repair."""

        def opened(page: Page) -> QWidget | None:
            self.first_repair(page)
            return self._opened(shortcut)

        return opened

    def change(self, page: Page) -> QWidget | None:
        """信息变更 of the household found first."""
        self.customers(page)
        return self._opened("window.change")

    def elevation(self, page: Page) -> QWidget | None:
        """The building of the first repair of the board."""
        self.first_repair(self._clerk.windows.window.open_page("board"))
        self._keys.shortcut("window.elevation")
        until(lambda: self._clerk.windows.window.page is page and page.isVisible(), "the building")
        return None

    def first_repair(self, page: Page) -> QWidget | None:
        """The cursor on the first row that is a repair, its card beside it."""
        assert isinstance(page, BoardPage)
        page.begin()
        until(lambda: page.isAncestorOf(focused()) and not isinstance(focused(), QLineEdit), "the list of the board")
        self._keys.press(Qt.Key.Key_Home, CONTROL)
        for _ in range(page.model.rowCount()):
            until(lambda: page.in_hand() is not None, "the card of the row")
            if page.current_card() is not None:
                break
            self._keys.press(Qt.Key.Key_Down)
        return None

    def callback(self, page: Page) -> QWidget | None:
        """The first who may be called, on the line."""
        assert isinstance(page, CallbacksPage)
        if page.model.rowCount():
            self.first_line(page)
            self._keys.press(Qt.Key.Key_Return)
            until(page.form.code_edit.hasFocus, "the field of the code")
        return None

    def duty_view(self, kind: type[DutyView]) -> Callable[[Page], QWidget | None]:
        """One of the lists of 值班交接."""

        def shown(page: Page) -> QWidget | None:
            self._show_view(page, kind)
            return None

        return shown

    def handover(self, page: Page) -> QWidget | None:
        """A handover written and signed, waiting for who comes."""
        view = self._show_view(page, HandoverView)
        assert isinstance(view, HandoverView)
        until(view.accept_action.isEnabled, "the handover")
        return None

    def handover_dialog(self, shortcut: str) -> Callable[[Page], QWidget | None]:
        """What a key opens about the handover."""

        def opened(page: Page) -> QWidget | None:
            self.handover(page)
            return self._opened(shortcut)

        return opened

    def put_away(self) -> None:
        """No dialog is left open, no sheet stays in the hand, nothing stays covered."""
        while isinstance(left := QApplication.activeModalWidget(), QDialog):
            # Closing asks about what was typed; a picture leaves nothing behind.
            left.done(QDialog.DialogCode.Rejected)
            self._clerk.windows.closed(left)
        page = self._clerk.windows.window.page
        if isinstance(page, ReturnsPage) and page.form.found is not None:
            self._keys.press(Qt.Key.Key_Escape)
            until(lambda: page.form.found is None, "the sheet put back")
        if self._palette_is_open():
            self._keys.press(Qt.Key.Key_Escape)
        if self._clerk.session.covered:
            self._keys.shortcut("window.cover")
        self._clerk.windows.to_front()

    def _show_view(self, page: Page, kind: type[DutyView]) -> DutyView:
        assert isinstance(page, DutyPage)
        view = next(view for view in page.views if isinstance(view, kind))
        self._keys.shortcut(f"duty.view#{1 + page.views.index(view)}")
        until(view.isVisible, kind.__name__)
        return view

    def _palette_is_open(self) -> bool:
        palette = self._clerk.windows.window.findChild(Palette)
        return palette is not None and palette.isVisible()

    def _opened(self, shortcut: str) -> QWidget:
        self._keys.shortcut(shortcut)
        return self._clerk.windows.dialog(shortcut)
